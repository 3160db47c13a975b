"""Textual's strips as the cells and styles of a frame."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from rich.cells import split_graphemes
from rich.color import ColorSystem
from rich.style import Style
from textual.strip import Strip

from tui.terminal.sgr import STYLE, in_one_form, on_blank

Piece = tuple[int, Strip]
"""A strip and the column in which it begins."""
Columns = tuple[Sequence[str], Sequence[str]]
"""Cells and styles of neighbouring columns, as in :class:`tui.terminal.row.Row`."""


def columns_of(strip: Strip, system: ColorSystem) -> Columns:
    """The cells and styles of *strip* with colours in the depth of *system*.

    Left out are control characters, and what would combine with a character before the strip.
    """
    cells: list[str] = []
    styles: list[str] = []
    for text, style, control in strip:
        if not control:
            marks, some_cells, some_styles = _columns(text, style, system)
            if marks and cells:
                cells[-1 if cells[-1] else -2] += marks
            cells += some_cells
            styles += some_styles
    return cells, styles


@lru_cache(8192)
def _columns(text: str, style: Style | None, system: ColorSystem) -> tuple[str, Sequence[str], Sequence[str]]:
    """What of *text* belongs to the character before it, then its cells and styles."""
    marks, cells = _cells(text)
    drawn = "" if style is None else _drawn(style, system)
    blank = on_blank(drawn)
    if " " not in text or blank == drawn:
        return marks, cells, (drawn,) * len(cells)
    return marks, cells, [blank if cell == " " else drawn for cell in cells]


def _cells(text: str) -> tuple[str, tuple[str, ...]]:
    """The combining characters at the beginning of *text*, and the rest by columns, as wide as Textual has it."""
    if _SINGLE.issuperset(text) or all(map(_is_single, text)):
        return "", tuple(text)
    text = "".join(character for character in text if character.isprintable() or ord(character) >= 0xA0)
    marks, cells = "", list[str]()
    for start, end, width in split_graphemes(text)[0]:
        if cells and _FLAG.fullmatch(cells[-1] + text[start:end]):
            cells[-1:] = (text[start - 1 : end], "")
        elif width:
            cells += (text[start:end], *("",) * (width - 1))
        else:
            marks += text[start:end]
    return marks, tuple(cells)


_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
"""A flag as its two letters, which Rich has apart."""


@lru_cache(4096)
def _drawn(style: Style, system: ColorSystem) -> str:
    """*style* as a frame has it; a link that is not plain ASCII is left out."""
    parameters = in_one_form(Strip.render_ansi(style, system))
    linked = f"{parameters} id={style.link_id};{style.link}" if style.link else parameters
    return linked if STYLE.fullmatch(linked) else parameters


_SINGLE: set[str] = set()
"""Characters known to take one column on their own and to join no other."""


def _is_single(character: str) -> bool:
    apart = split_graphemes(f"a{character}") == ([(0, 1, 1), (1, 2, 1)], 2)
    single = apart and character.isprintable() and not _FLAG.match(character * 2)
    if single:
        _SINGLE.add(character)
    return single
