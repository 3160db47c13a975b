"""Writing cells to a terminal in few bytes: its cursor and style are followed, and what it has already is left out."""

from __future__ import annotations

from operator import ne, or_

from tui.terminal.moving import Move
from tui.terminal.row import Row
from tui.terminal.sgr import change, is_background, on_blank

_SHORT_GAP = 4
"""Columns that are sent again rather than stepped over, where they have the style at hand; a step is 3 to 5 bytes."""
_LONG_BLANK = 8
"""Blanks at the end of a row from which on erasing them is worth it."""


class Pen:
    """The terminal's cursor and style as they are after what has been written so far."""

    def __init__(self, *, bce: bool, wraps: bool) -> None:
        """*bce* as in terminfo; *wraps* says whether the cursor goes on to the next row at the right edge (DECAWM)."""
        self.bce = bce
        self._wraps = wraps
        self.style = ""
        self.y, self.x = -1, -1
        """Where the cursor is; a row of -1 if that is not known."""
        self._output: list[str] = []

    def finish(self) -> str:
        """All that has been written, ending in the terminal's own style."""
        self.use("")
        # Cells that are unknown are written over where a doubtful character before them is.
        return "".join(self._output).replace("\0", " ")

    def clear(self, fill: str) -> None:
        """Make the whole screen blank in the background *fill*, whatever the terminal's style was."""
        self._output.append(f"\x1b[;{fill}m\x1b[2J" if fill else "\x1b[m\x1b[2J")
        self.style = fill

    def use(self, style: str) -> None:
        """Draw in *style* from now on."""
        if style != self.style:
            self._output.append(change(self.style, style))
            self.style = style

    def go(self, y: int, x: int) -> None:
        """Put the cursor there."""
        if (y, x) != (self.y, self.x):
            self._output.append(self._way(y, x))
            self.y, self.x = y, x

    def _way(self, y: int, x: int) -> str:
        if self.y >= 0:
            if y == self.y and x > self.x:
                return _counted(x - self.x, "C")
            if y == self.y + 1 and x == 0:
                return "\r\n"
            if x == self.x:
                return _counted(y - self.y, "B") if y > self.y else _counted(self.y - y, "A")
        return f"\x1b[{y + 1};{x + 1}H" if x else f"\x1b[{y + 1}H"

    def write(self, text: str, columns: int) -> None:
        """Write *text*, which takes so many columns on every terminal."""
        self._output.append(text)
        self.x += columns

    def write_doubtful(self, y: int, x: int, cell: str, columns: int) -> None:
        """Write a character that terminals differ about the width of, over blanks, and forget where the cursor is."""
        if columns > 1:
            self.write(" " * columns, columns)
            self.go(y, x)
        self._output.append(cell)
        self.y = -1

    def erase_to_end(self) -> None:
        """Make the rest of the row blank, in the background at hand."""
        self._output.append("\x1b[K")

    def at_edge(self, width: int) -> None:
        """Mind that behind the last column the cursor stands on it, or somewhere if it wraps."""
        if self.x >= width:
            self.x = width - 1
            if self._wraps:
                self.y = -1

    def scroll(self, move: Move) -> None:
        """Move rows as *move* says."""
        self.use(move.fill)
        direction = "S" if move.by > 0 else "T"
        self._output.append(
            f"\x1b[{move.top + 1};{move.bottom + 1}r{_counted(abs(move.by), direction)}\x1b[r"
        )
        self.y = -1


def _counted(count: int, final: str) -> str:
    return f"\x1b[{count if count > 1 else ''}{final}"


def draw_row(pen: Pen, y: int, old: Row, new: Row) -> None:
    """Turn row *y* from *old* into *new*."""
    cells, styles = new
    changed = list(map(or_, map(ne, old.cells, cells), map(ne, old.styles, styles)))
    if True not in changed:
        return
    odd = _is_odd(cells)
    if odd:
        _keep_whole(cells, changed)
    end = _blank_from(new, bce=pen.bce)
    if changed[end:].count(True) < _LONG_BLANK:
        end = len(cells)
    spans = [*changed[:end], False]
    x, left = 0, spans.count(True)
    while left:
        x = spans.index(True, x)
        stop = spans.index(False, x)
        _step(pen, y, x, new)
        _draw(pen, y, x, stop, new, odd=odd)
        x, left = stop, left - (stop - x)
    if True in changed[end:]:
        pen.go(y, changed.index(True, end))
        if on_blank(pen.style) != styles[-1]:
            pen.use(styles[-1])
        pen.erase_to_end()


def _is_odd(cells: tuple[str, ...]) -> bool:
    """Whether any of *cells* is wide or doubtful."""
    text = "".join(cells)
    return not text.isascii() and (len(text) != len(cells) or "" in cells or max(text) > "\uffff")


def is_doubtful(cell: str) -> bool:
    """Whether terminals differ about the width of *cell*: sequences of code points, and what is not in the BMP."""
    return len(cell) > 1 or cell > "\uffff"


def _keep_whole(cells: tuple[str, ...], changed: list[bool]) -> None:
    """Draw wide characters with both halves, and what a doubtful character may spill over after it."""
    for x, cell in enumerate(cells):
        if cell == "" and x and changed[x] != changed[x - 1]:
            changed[x - 1] = changed[x] = True
    for x, cell in enumerate(cells):
        if changed[x] and is_doubtful(cell):
            changed[x:] = [True] * (len(cells) - x)
            return


def _blank_from(row: Row, *, bce: bool) -> int:
    """The column from which on the row can be erased; its width if none."""
    cells, styles = row
    background = styles[-1]
    x = len(cells)
    if is_background(background) if bce else not background:
        while x and cells[x - 1] == " " and styles[x - 1] == background:
            x -= 1
    return x


def _step(pen: Pen, y: int, x: int, row: Row) -> None:
    """Put the pen there, over a short gap by writing what is in it."""
    gap = range(pen.x, x) if pen.y == y and 0 < x - pen.x <= _SHORT_GAP else range(0)
    blank = on_blank(pen.style)
    cells, styles = row
    if gap and all(
        (styles[at] == pen.style or (cells[at] == " " and styles[at] == blank)) and cells[at] <= "\x7f"
        for at in gap
    ):
        pen.write("".join(cells[gap.start : gap.stop]), len(gap))
    pen.go(y, x)


def _draw(pen: Pen, y: int, start: int, stop: int, row: Row, *, odd: bool) -> None:
    """Write the columns from *start* to *stop*, where the pen stands at *start*."""
    cells, styles = row
    x = start
    while x < stop:
        if styles[x] != pen.style and (cells[x] != " " or styles[x] != on_blank(pen.style)):
            pen.use(_style_ahead(x, stop, row))
        style, blank = pen.style, on_blank(pen.style)
        end = x + 1
        while end < stop and (styles[end] == style or (styles[end] == blank and cells[end] == " ")):
            end += 1
        if odd:
            _write_odd(pen, y, x, end, cells)
        else:
            pen.write("".join(cells[x:end]), end - x)
        x = end
    pen.at_edge(len(cells))


def _style_ahead(x: int, stop: int, row: Row) -> str:
    """The style to take at column *x*: where blanks begin there, that of the text behind if they may have it."""
    cells, styles = row
    blank = styles[x]
    at = x
    while at < stop and cells[at] == " " and styles[at] == blank:
        at += 1
    return styles[at] if at < stop and on_blank(styles[at]) == blank else blank


def _write_odd(pen: Pen, y: int, start: int, stop: int, cells: tuple[str, ...]) -> None:
    for x in range(start, stop):
        cell = cells[x]
        if not cell:
            continue
        columns = 2 if x + 1 < len(cells) and cells[x + 1] == "" else 1
        pen.go(y, x)
        if is_doubtful(cell):
            pen.write_doubtful(y, x, cell, columns)
        else:
            pen.write(cell, columns)
