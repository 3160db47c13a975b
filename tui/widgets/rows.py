"""A list of rows of a fixed or varying number of lines, one of them selected."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate, product

from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip

from tui.text import Piece
from tui.widgets.part import Part


class Rows(Part):
    """Draws only the rows that are seen, and on a move only the two that change.

    A subclass gives :meth:`row_heights` and :meth:`row_line`, and calls :meth:`renew` when they change.
    """

    class Activated(Message):
        """The selected row is to be opened."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.selected = 0
        self._tops: list[int] = [0]

    def row_heights(self) -> list[int]:
        """How many lines each row takes at the present width."""
        raise NotImplementedError

    def row_line(self, row: int, line: int, selected: bool) -> list[Piece]:
        """Line *line* of row *row*."""
        raise NotImplementedError

    def selectable(self, row: int) -> bool:  # noqa: ARG002 - for subclasses
        """Whether the selection stops at *row*; headings and spaces are passed over."""
        return True

    def row_style(self, row: int, line: int, selected: bool) -> Style:  # noqa: ARG002 - for subclasses
        """How line *line* of a row looks as a whole: the selected one stands out."""
        if not selected:
            return Style.null()
        return self.look("selected" if self.has_focus else "selected-blurred")

    def empty_line(self, line: int) -> list[Piece]:  # noqa: ARG002 - for subclasses
        """What to say where there are no rows at all."""
        return []

    @property
    def row_count(self) -> int:
        return len(self._tops) - 1

    def renew(self, selected: int | None = None, *, same: bool = False) -> None:
        """Measure and draw all rows anew, *selected* chosen and in view.

        With *same* those in view look as they did: they are not drawn unless the list scrolls.
        """
        if not self.has_size:
            self.selected = self.selected if selected is None else selected
            return
        self._tops = [0, *accumulate(self.row_heights())]
        if selected is not None:
            self.selected = selected
        self.selected = self._stop_near(min(self.selected, self.row_count - 1), 1)
        self.resize_lines(self._tops[-1])
        self._reveal()
        if not same:
            self.refresh()

    def select(self, row: int, direction: int = 1) -> None:
        """Select *row*, or the next selectable one in *direction*, and scroll it into view."""
        row = self._stop_near(max(0, min(row, self.row_count - 1)), direction)
        before, self.selected = self.selected, row
        if row != before:
            self.refresh_row(before)
            self.refresh_row(row)
            self.selection_moved()
        self._reveal()

    def selection_moved(self) -> None:
        """Called when another row has been selected."""

    def move(self, rows: int) -> None:
        self.select(self.selected + rows, 1 if rows > 0 else -1)

    def page(self, pages: float) -> None:
        if not self.row_count:
            return
        direction = 1 if pages > 0 else -1
        top = self._tops[self.selected] + round(pages * self.text_height)
        row = bisect_right(self._tops, max(0, min(top, self._tops[-1] - 1))) - 1
        self.select(row if row != self.selected else row + direction, direction)

    def to_start(self) -> None:
        self.select(0)

    def to_end(self) -> None:
        self.select(self.row_count - 1, -1)

    def render_line(self, y: int) -> Strip:
        line = y + self.scroll_offset.y
        if not self.row_count:
            return self.line(self.empty_line(line))
        if line >= self._tops[-1]:
            return self.line([])
        row = bisect_right(self._tops, line) - 1
        look = row == self.selected, self.has_focus
        return self.kept_line(line, look, lambda: self._fresh_line(row, line - self._tops[row], look[0]))

    def _fresh_line(self, row: int, line: int, selected: bool) -> Strip:
        under = self.row_style(row, line, selected)
        pieces = [(text, _laid(under, style)) for text, style in self.row_line(row, line, selected)]
        return self.line([*pieces, (" " * self.text_width, under)])

    def fit(self) -> None:
        self.renew()

    def on_click(self, event: events.Click) -> None:
        """Select the row that the mouse points at, if it is in use; a second click opens it."""
        line = event.y + self.scroll_offset.y
        if line < self._tops[-1]:
            self.select(bisect_right(self._tops, line) - 1)
            if event.chain == 2:
                self.post_message(self.Activated())

    def draw_focus(self) -> None:
        self.refresh_row(self.selected)

    def _stop_near(self, row: int, direction: int) -> int:
        """*row*, or the nearest selectable one, looked for in *direction* first."""
        for step in (direction, -direction):
            at = row
            while 0 <= at < self.row_count:
                if self.selectable(at):
                    return at
                at += step
        return max(0, row)

    def refresh_row(self, row: int) -> None:
        """Draw *row* anew."""
        for line in range(*self._tops[row : row + 2]) if row < self.row_count else ():
            for look in product((False, True), repeat=2):
                self._kept.pop((line, look), None)
        if row < self.row_count and self._is_in_view(row):
            self.refresh_lines(self._tops[row], self._tops[row + 1] - self._tops[row])

    def _is_in_view(self, row: int) -> bool:
        top = self.scroll_offset.y
        return self._tops[row] < top + self.text_height and self._tops[row + 1] > top

    def _reveal(self) -> None:
        if self.selected < self.row_count:
            first, last = self._tops[self.selected], self._tops[self.selected + 1] - 1
            # Headings above the first row come into view with it.
            if not any(self.selectable(row) for row in range(self.selected)):
                first = 0 if last < self.text_height else first
            self.show_lines(first, last)


def _laid(whole: Style, own: Style | None) -> Style:
    """The look of the whole row goes before that of its parts, but for what has a background of its own, as hits."""
    if own is None:
        return whole
    return whole + own if own.bgcolor is not None or not whole else own + whole
