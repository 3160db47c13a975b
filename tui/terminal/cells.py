"""Textual's strips as the cells and styles of a frame."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from rich.cells import split_graphemes
from rich.color import ColorSystem
from rich.style import Style
from textual.strip import Strip

from tui.terminal.sgr import STYLE, on_blank

Piece = tuple[int, Strip]
"""A strip and the column in which it begins."""
Columns = tuple[Sequence[str], Sequence[str]]
"""Cells and styles of neighbouring columns, as in :class:`tui.terminal.row.Row`."""


def columns_of(strip: Strip, system: ColorSystem) -> Columns:
    """The cells and styles of *strip* with colours in the depth of *system*; control characters are left out."""
    cells: list[str] = []
    styles: list[str] = []
    for text, style, control in strip:
        if not control:
            some_cells, some_styles = _columns(text, style, system)
            cells += some_cells
            styles += some_styles
    return cells, styles


@lru_cache(8192)
def _columns(text: str, style: Style | None, system: ColorSystem) -> Columns:
    cells = _cells(text)
    drawn = "" if style is None else _drawn(style, system)
    blank = on_blank(drawn)
    if " " not in text or blank == drawn:
        return cells, (drawn,) * len(cells)
    return cells, tuple(blank if cell == " " else drawn for cell in cells)


def _cells(text: str) -> tuple[str, ...]:
    """*text* by columns, as wide as Textual takes it to be."""
    if text.isascii() and text.isprintable():
        return tuple(text)
    text = "".join(character for character in text if character.isprintable() or ord(character) >= 0xA0)
    spans, _width = split_graphemes(text)
    return tuple(
        cell for start, end, width in spans if width for cell in (text[start:end], *("",) * (width - 1))
    )


@lru_cache(4096)
def _drawn(style: Style, system: ColorSystem) -> str:
    """*style* as a frame has it; a link that is not plain ASCII is left out."""
    parameters = Strip.render_ansi(style, system)
    linked = f"{parameters} id={style.link_id};{style.link}" if style.link else parameters
    return linked if STYLE.fullmatch(linked) else parameters
