"""Highlighted quotes as files for briefs, spreadsheets and programs, all from one model: :class:`Citation`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

from index.export.citation import Citation, cite, cite_all
from index.export.jsonl import json_lines
from index.export.markdown import markdown
from index.export.plain import one_line
from index.export.spreadsheet import spreadsheet
from index.export.wording import PLAIN, Wording

__all__ = [
    "FORMATS",
    "PLAIN",
    "Citation",
    "ExportFormat",
    "Wording",
    "cite",
    "cite_all",
    "format_of",
    "one_line",
    "render",
]

ExportFormat = Literal["markdown", "csv", "jsonl"]
FORMATS: Mapping[ExportFormat, str] = {"markdown": ".md", "csv": ".csv", "jsonl": ".jsonl"}
"""Every format and the usual suffix of its files."""


def format_of(path: Path) -> ExportFormat | None:
    """The format that the name of *path* asks for by its ending, capitals or not; null where it asks for none."""
    ending = path.suffix.casefold()
    return next((form for form, usual in FORMATS.items() if usual == ending), None)


def render(citations: Sequence[Citation], form: ExportFormat, wording: Wording = PLAIN) -> bytes:
    """The whole file in *form*, UTF-8; *wording* puts the Markdown into the reader's language."""
    if form == "markdown":
        text = markdown(citations, wording)
    elif form == "csv":
        text = spreadsheet(citations)
    else:
        text = json_lines(citations)
    return text.encode()
