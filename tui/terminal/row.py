"""One line of a terminal's screen, as runs of text and column by column."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from tui.terminal.sgr import on_blank


class Run(NamedTuple):
    """Neighbouring characters of one style."""

    text: str
    style: str
    cells: int = 0
    """0: each code point takes one cell; else *text* is one character as seen, and takes 1 or 2 cells."""


class Row(NamedTuple):
    """One line of the screen; both tuples have an entry a column."""

    cells: tuple[str, ...]
    """The character as seen, one or more code points; empty where the wide character before it goes on."""
    styles: tuple[str, ...]

    @classmethod
    def of(cls, runs: Iterable[Run], width: int) -> Row:
        """The row that *runs* make, cut and filled up with blanks of the terminal's own style to *width*.

        A wide character that would be cut becomes a blank.
        """
        cells: list[str] = []
        styles: list[str] = []
        for text, style, columns in runs:
            if columns:
                cells += (text, "")[:columns]
                styles += [style] * columns
            else:
                cells += text
                styles += [on_blank(style) if character == " " else style for character in text]
        if len(cells) > width and cells[width] == "":
            cells[width - 1], styles[width - 1] = " ", on_blank(styles[width - 1])
        missing = [" "] * (width - len(cells))
        return cls((*cells[:width], *missing), (*styles[:width], *("" for _ in missing)))

    def runs(self) -> list[Run]:
        """The row as runs; :meth:`of` makes the same row of them."""
        found: list[Run] = []
        following = (*self.cells[1:], " ")
        columns = zip(self.cells, self.styles, following, strict=True)
        for (style, single), group in groupby(
            columns, key=lambda each: (each[1], _is_single(each[0], each[2]))
        ):
            if single:
                found.append(Run("".join(cell for cell, _style, _next in group), style))
            else:
                found.extend(Run(cell, style, 1 + (after == "")) for cell, _style, after in group if cell)
        return found


def _is_single(cell: str, following: str) -> bool:
    """Whether *cell* is one code point in one column."""
    return len(cell) == 1 and following != ""
