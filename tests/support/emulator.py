"""pyte's terminal with what it lacks: scrolling, faint text, links, and characters as wide as Textual has them.

pyte 0.8.2 knows no SU and SD, fills lines that come in with the default background where xterm takes the current one
(bce), leaves a deleted line standing where the one to take its place has never been written to, does not put the cursor
home when margins are reset, and measures code point by code point.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pyte
from pyte.screens import Margins
from rich.cells import split_graphemes


class Cell(NamedTuple):
    """A pyte.screens.Char with what that lacks."""

    data: str = " "
    fg: str = "default"
    bg: str = "default"
    bold: bool = False
    italics: bool = False
    underscore: bool = False
    strikethrough: bool = False
    reverse: bool = False
    blink: bool = False
    faint: bool = False
    link: str = ""

    @property
    def seen(self) -> Cell:
        """Of a blank only what can be seen, so that two blanks that look the same are the same."""
        if self.data != " " or self.underscore or self.strikethrough or self.reverse or self.link:
            return self
        return Cell(" ", bg=self.bg)


class Screen(pyte.Screen):
    """A terminal's screen that wide and combining characters are drawn on code point by code point."""

    @property
    def default_char(self) -> Cell:  # type: ignore[override]
        return Cell()

    def reset(self) -> None:
        super().reset()
        self.cursor.attrs = Cell()  # type: ignore[assignment]

    def set_margins(self, top: int | None = None, bottom: int | None = None) -> None:
        super().set_margins(top, bottom)
        self.cursor_position()

    def scroll_up(self, count: int | None = None) -> None:
        self._scroll(count or 1)

    def scroll_down(self, count: int | None = None) -> None:
        self._scroll(-(count or 1))

    def _scroll(self, by: int) -> None:
        top, bottom = self.margins or Margins(0, self.lines - 1)
        old = {y: dict(self.buffer[y]) for y in range(top, bottom + 1)}
        fill: Any = Cell(bg=self.cursor.attrs.bg)
        for y in range(top, bottom + 1):
            self.buffer[y].clear()
            self.buffer[y].update(old.get(y + by, dict.fromkeys(range(self.columns), fill)))

    def erase_in_display(self, how: int = 0, *arguments: object, **options: object) -> None:
        blank: Any = Cell()
        for y in range(self.lines):
            for x in range(self.columns):
                self.buffer[y].setdefault(x, blank)  # pyte erases only what has been there
        super().erase_in_display(how, *arguments, **options)

    def select_graphic_rendition(self, *attributes: int) -> None:
        link, faint = self.style.link, self.style.faint and bool(attributes)
        super().select_graphic_rendition(*attributes)
        rest = iter(attributes)
        for number in rest:
            if number in (38, 48):
                for _skipped in range(1 if next(rest) == 5 else 3):
                    next(rest)
            elif number in (0, 2, 22):
                faint = number == 2
        self.cursor.attrs = self.style._replace(faint=faint, link=link)  # type: ignore[assignment]

    @property
    def style(self) -> Cell:
        """A blank in the style that is drawn in."""
        return Cell(*self.cursor.attrs)._replace(data=" ")

    @property
    def cells(self) -> list[list[Cell]]:
        """All cells by row, as far as they can be seen."""
        columns: range = range(self.columns)
        buffer: Any = self.buffer  # whose characters are all of our own kind
        return [[buffer[y][x].seen for x in columns] for y in range(self.lines)]


class MeasuredScreen(Screen):
    """A terminal without automatic margins to whose eyes characters are as wide as to Textual's.

    A combining character behind a sequence is dropped: Textual leaves it there where it has cut off what it belongs to.
    """

    def draw(self, data: str) -> None:
        for start, end, width in _graphemes(data):
            line, x = self.buffer[self.cursor.y], self.cursor.x
            if not width:
                continue
            x = min(x, self.columns - width)
            self._open(x)
            self._open(x + width)
            line[x] = self.cursor.attrs._replace(data=data[start:end])
            if width == 2:
                line[x + 1] = self.cursor.attrs._replace(data="")
            self.cursor.x = min(x + width, self.columns)

    def _open(self, x: int) -> None:
        """A wide character that covers the edge between column *x* and the one before becomes blanks."""
        line = self.buffer[self.cursor.y]
        if 0 < x < self.columns and line[x].data == "":
            for half in (x - 1, x):
                line[half] = line[half]._replace(data=" ")


def _graphemes(text: str) -> Iterator[tuple[int, int, int]]:
    """Begin, end and width of the characters of *text*; Rich has the two letters of a flag as two."""
    spans = iter(split_graphemes(text)[0])
    for start, end, width in spans:
        if _FLAG.match(text, start):
            end, width = next(spans)[1], 2
        yield start, end, width


_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
_MORE = {"S": "scroll_up", "T": "scroll_down"}
_LINK = re.compile(r"\x1b\]8;([^\x1b]*)\x1b\\")


class ByteStream(pyte.ByteStream):
    """Feeds bytes to a :class:`Screen`."""

    csi = pyte.ByteStream.csi | _MORE
    events = pyte.ByteStream.events | frozenset(_MORE.values())


class Terminal:
    """A screen and what feeds it text; private modes are left out."""

    def __init__(self, width: int, height: int, kind: type[Screen] = MeasuredScreen) -> None:
        self.screen = kind(width, height)
        self._stream = ByteStream(self.screen)

    def feed(self, text: str) -> None:
        for index, part in enumerate(_LINK.split(re.sub(r"\x1b\[\?[0-9;]+[hl]", "", text))):
            if index % 2:
                self.screen.cursor.attrs = self.screen.style._replace(link=part.partition(";")[2])  # type: ignore[assignment]
            else:
                self._stream.feed(part.replace("\n", "\r\n").encode())

    @property
    def cells(self) -> list[list[Cell]]:
        return self.screen.cells


def differences(one: list[list[Cell]], other: list[list[Cell]]) -> list[tuple[int, int, Cell, Cell]]:
    """Row, column and contents of the cells that are not the same, of two screens of the same size."""
    return [
        (y, x, cell, other_cell)
        for y, (row, other_row) in enumerate(zip(one, other, strict=True))
        for x, (cell, other_cell) in enumerate(zip(row, other_row, strict=True))
        if cell != other_cell
    ]
