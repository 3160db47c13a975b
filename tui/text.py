"""The one gate through which foreign text reaches the screen.

Article text, titles, file names, messages of errors and what a person types or pastes all pass here on their way to
a Textual :class:`Content` or :class:`Strip`. Nothing is read as markup, and :func:`index.sanitise.visible` makes
every control, bidi and invisible character one visible character, so that offsets hold on the screen too.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.content import Content
from textual.strip import Strip

from index.sanitise import visible

Piece = tuple[str, Style | None]
"""A run of text and how it looks."""

ELLIPSIS = "…"


def shown(text: str) -> str:
    """*text* on one line, each dangerous or invisible character shown as one visible character."""
    return visible(text)


def shown_lines(text: str) -> str:
    """As :func:`shown`, line feeds kept."""
    return visible(text, lines=True)


def cells(text: str) -> int:
    """How many cells of the terminal *text* takes up once it has passed the gate."""
    return cell_len(text)


def fit(text: str, width: int) -> str:
    """*text* passed through the gate and cut to *width* cells, an ellipsis showing that it was cut."""
    text = shown(text)
    if cell_len(text) <= width:
        return text
    if width <= 0:
        return ""
    end = min(len(text), width - 1)
    while end and cell_len(text[:end]) > width - 1:
        end -= 1
    return text[:end].rstrip() + ELLIPSIS


def content(text: str) -> Content:
    """*text* as Textual content, never as markup, for what is no line-API widget."""
    return Content(shown_lines(text))


def strip(pieces: Sequence[Piece], width: int, style: Style | None = None) -> Strip:
    """One line of exactly *width* cells: the *pieces* on top of *style*, cut or filled with blanks of *style*."""
    segments = [
        Segment(shown(text), style if own is None else own if style is None else style + own)
        for text, own in pieces
        if text
    ]
    return Strip(segments).adjust_cell_length(width, style)
