"""Citations as CSV after RFC 4180, for spreadsheets.

UTF-8 with a byte order mark, without which Excel takes the file for the local 8-bit encoding. Spreadsheets run a cell
that begins like a formula, so such a cell gets an apostrophe before it (OWASP, "CSV Injection"); JSON Lines has the
words untouched. Control and invisible characters are shown as symbols, but see :func:`printed`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from index.export.citation import Citation, printed
from index.sanitise import visible

BYTE_ORDER_MARK = "\ufeff"
# With their full-width forms, which some spreadsheets read alike.
_FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_SEPARATOR = "; "


def spreadsheet(citations: Sequence[Citation]) -> str:
    """The whole file: a line of field names, then a line a citation; offsets as in the data model."""
    out = io.StringIO()
    out.write(BYTE_ORDER_MARK)
    writer = csv.writer(out)
    writer.writerow(Citation.__struct_fields__)
    for citation in map(printed, citations):
        writer.writerow([cell(getattr(citation, name)) for name in Citation.__struct_fields__])
    return out.getvalue()


def cell(value: str | int | tuple[str, ...] | None) -> str:
    """*value* as the text of a cell that no spreadsheet runs."""
    if value is None:
        return ""
    if isinstance(value, int):
        return str(value)
    text = _SEPARATOR.join(value) if isinstance(value, tuple) else value
    # Judged before tabs and carriage returns become harmless: a spreadsheet may skip what stands before the sign.
    guard = text.lstrip().startswith(_FORMULA_STARTS) or text.startswith(("\t", "\r"))
    return ("'" if guard else "") + visible(text, lines=True)
