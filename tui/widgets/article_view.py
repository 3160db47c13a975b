"""The article: its text with facts, hits and highlights painted on, a cursor, and free selection."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.message import Message
from textual.strip import Strip

from index.article import Span
from tui.layout import Layer, Lines, within
from tui.reading import ENTITY_TYPES, Reading, Target, Unit
from tui.selection import Motion, moved
from tui.text import Piece
from tui.widgets.article_page import ArticlePage
from tui.widgets.part import Part

MEASURE = 88
"""The longest line of text in cells: longer ones are hard to follow."""
GUTTER = 4
"""Cells before the text: the cursor, the bar of a direct quote, the sign of a judged fact, a blank."""
MARGIN = 2
"""Lines kept in view above and below the cursor."""


class ArticleView(Part):
    """Shows a :class:`Reading`. The cursor is an offset in the body; what stands there is the unit to highlight."""

    PREFIX = "article"
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"article--{name}" for name in ENTITY_TYPES),
        "article--quote", "article--hit", "article--current-hit", "article--highlight", "article--selection",
        "article--unit", "article--cursor", "article--gutter", "article--bar", "article--judged", "article--title",
        "article--meta",
    }  # fmt: skip

    class CursorMoved(Message):
        """The cursor came to stand at *offset* of article *id*."""

        def __init__(self, id: str, offset: int) -> None:
            super().__init__()
            self.id = id
            self.offset = offset

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, ArticleView.CursorMoved)

    class Arrived(Message):
        """An article has been put in: keys may act on it."""

        def __init__(self, reading: Reading) -> None:
            super().__init__()
            self.reading = reading

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.reading: Reading | None = None
        self.hidden: frozenset[str] = frozenset()
        self.cursor = 0
        self.fixed_end: int | None = None
        """The fixed end of the free selection; None when nothing is being selected."""
        self.current_hit: Span | None = None
        self._highlights: tuple[Span, ...] = ()
        self._page = ArticlePage()
        self._column = 0
        self._has_arrived = True
        """Whether the article has been put in: the first one waits for the widget's size."""
        self._unit: Unit | None = None

    # What is shown

    def show(self, reading: Reading, highlights: Sequence[Span] = ()) -> None:
        """Show *reading* from where reading stopped last time, else from the beginning."""
        self.reading = reading
        self.fixed_end = self.current_hit = None
        self._highlights = tuple(highlights)
        self._has_arrived = False
        if self.has_size:
            self._arrive(reading)

    def _arrive(self, reading: Reading) -> None:
        self._has_arrived = True
        self._put_in(reading)
        self._stand_at(0)
        self._paint()
        self.scroll_to_line(0)
        if reading.position and reading.position < len(reading.body):
            self.go_to(reading.position)
        else:
            self._place(0, reveal=False)
        self.post_message(self.Arrived(reading))

    def renew(self, reading: Reading) -> None:
        """Show *reading*, the same text with other facts; everything else stays as it is."""
        self.reading = reading
        self._put_in(reading)
        self._unit = reading.unit_at(self.cursor)
        self._paint()

    def show_highlights(self, highlights: Sequence[Span]) -> None:
        """Show other highlights on the same article."""
        changed = set(highlights).symmetric_difference(self._highlights)
        self._highlights = tuple(highlights)
        self._paint(refresh=False)
        for span in changed:
            self._refresh_span(span)

    def show_types(self, hidden: frozenset[str]) -> None:
        """Leave entities of the *hidden* types unmarked."""
        self.hidden = hidden
        self._paint()

    @property
    def _lines(self) -> Lines:
        return self._page.lines

    # The cursor

    @property
    def unit(self) -> Unit | None:
        """The quote or sentence under the cursor."""
        return self._unit if self.reading else None

    @property
    def selection(self) -> Span | None:
        """What is freely selected, both ends included."""
        if self.fixed_end is None:
            return None
        first, last = sorted((self.fixed_end, self.cursor))
        return Span(first, min(self._page.after(last), len(self._lines.text)))

    def move(self, rows: int) -> None:
        line = self._lines.line_of(self.cursor)
        target = line
        for _step in range(abs(rows)):
            beyond = target + (1 if rows > 0 else -1)
            while 0 < beyond < len(self._lines) - 1 and self._page.is_blank(beyond):
                beyond += 1 if rows > 0 else -1
            if not 0 <= beyond < len(self._lines):
                break
            target = beyond
        if target == line:
            # Already on the first or last line: show what lies beyond it.
            self.scroll_to_line(0 if rows < 0 else self.virtual_size.height)
        else:
            self._go_to_line(target)

    def page(self, pages: float) -> None:
        step = round(pages * max(1, self.text_height - 1)) or (1 if pages > 0 else -1)
        row = self._page.row_of(self.cursor)
        top = self.scroll_offset.y
        self.scroll_to_line(top + step)
        if self.scroll_offset.y == top:
            self._go_to_line(len(self._lines) - 1 if step > 0 else 0)
        else:
            self._go_to_line(row + step - len(self._page.header))

    def to_start(self) -> None:
        self._place(0, reveal=False)
        self.scroll_to_line(0)

    def to_end(self) -> None:
        self._go_to_line(len(self._lines) - 1)
        self.scroll_to_line(self.virtual_size.height)

    def move_sentence(self, direction: int) -> None:
        """To the beginning of the next or previous sentence or quote."""
        if self.reading is None:
            return
        beyond = self.reading.stop_after if direction > 0 else self.reading.stop_before
        stop = beyond(self.cursor)
        if stop is not None:
            self._place(stop)

    def go_to(self, offset: int) -> None:
        """Put the cursor at *offset* and bring it into view with some text above it."""
        self._place(offset, reveal=False)
        line = self._page.row_of(offset)
        top, height = self.scroll_offset.y, self.text_height
        if not top + MARGIN <= line < top + height - MARGIN:
            self.scroll_to_line(line - height // 3)

    def go_to_hit(self, direction: int) -> tuple[int, int] | None:
        """To the next or previous hit, round the end; its number from 1 and how many there are, or None."""
        hits = self.reading.hits if self.reading else ()
        if not hits:
            return None
        here = self.current_hit.start if self.current_hit else self.cursor
        after = bisect_right if self.current_hit else bisect_left
        ahead = after(hits, here, key=_start)
        behind = bisect_left(hits, here, key=_start) - 1
        index = (ahead if direction > 0 else behind) % len(hits)
        before, self.current_hit = self.current_hit, hits[index]
        if before is not None:
            self._refresh_span(before)
        self._refresh_span(hits[index])
        self.go_to(hits[index].start)
        return index + 1, len(hits)

    def go_to_target(self, kind: Target, direction: int) -> tuple[int, int] | None:
        """To the next or previous entity, quote, visit or date; its number and how many, or None at the end."""
        targets = self.reading.targets(kind, self.hidden) if self.reading else []
        if direction > 0:
            index = bisect_right(targets, self.cursor, key=_start)
        else:
            index = bisect_left(targets, self.cursor, key=_start) - 1
        if not 0 <= index < len(targets):
            return None
        self.go_to(targets[index].start)
        return index + 1, len(targets)

    # Free selection

    def begin_selection(self) -> None:
        """Start selecting at the cursor."""
        if self.reading is not None and self.fixed_end is None:
            self._refresh_cursor()
            self.fixed_end = self.cursor

    def end_selection(self) -> None:
        """Leave the selection; the cursor stays."""
        if self.fixed_end is not None:
            span = self.selection
            self.fixed_end = None
            if span is not None:
                self._refresh_span(span)
            self._refresh_cursor()

    def extend_selection(self, motion: Motion) -> None:
        """Move the loose end of the selection."""
        if self.fixed_end is None:
            return
        if motion == "other end":
            self.fixed_end, self.cursor = self.cursor, self.fixed_end
            self._place(self.cursor)
            return
        column = self._column
        self._place(moved(self._lines, self.cursor, motion, column))
        if motion in ("up", "down"):
            self._column = column

    # Drawing

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse points, if it is in use."""
        line = event.y + self.scroll_offset.y - len(self._page.header)
        if self.reading is not None and 0 <= line < len(self._lines):
            self._place(self._lines.offset_at(line, max(0, event.x - GUTTER)))

    def render_line(self, y: int) -> Strip:
        line = y + self.scroll_offset.y
        if self.reading is None:
            return self.line([])
        if line < len(self._page.header):
            return self.kept_line(line, None, lambda: self._header_line(line))
        number = line - len(self._page.header)
        if number >= len(self._lines):
            return self.line([])
        start, end = self._lines.starts[number], self._lines.ends[number]
        under, above = within(start, end, self._under()), within(start, end, self._above())
        sign = self._cursor_sign(number)
        return self.kept_line(line, (sign, under, above), lambda: self._text_line(number, sign, under, above))

    def _header_line(self, line: int) -> Strip:
        text, look = self._page.header[line]
        return self.line([(" " * GUTTER, None), (text, self.look(look))])

    def _text_line(self, line: int, sign: str, under: Sequence[Layer], above: Sequence[Layer]) -> Strip:
        pieces = self._page.pieces(line, under, above)
        return self.line([*self._gutter(line, sign), *((text, self.look(*names)) for text, names in pieces)])

    def fit(self) -> None:
        """Wrap anew and keep the place: the line at the top stays the top unless the cursor would be lost."""
        if self.reading is None:
            return
        if not self._has_arrived:
            self._arrive(self.reading)
            return
        width = self._measure()
        if width == self._lines.width:
            self._show_cursor()
            return
        top = self.scroll_offset.y - len(self._page.header)
        offset = self._lines.starts[min(top, len(self._lines) - 1)] if top >= 0 else None
        self._page.wrap(width)
        self.forget_lines()
        self.resize_lines(self._page.height)
        if offset is not None:
            self.scroll_to_line(self._page.row_of(offset))
        self._show_cursor()

    def draw_focus(self) -> None:
        self._refresh_cursor()

    def _measure(self) -> int:
        return min(MEASURE, max(10, self.text_width - GUTTER - 1))

    def _put_in(self, reading: Reading) -> None:
        self._page.put_in(reading, self._measure())
        self.resize_lines(self._page.height)

    def _paint(self, *, refresh: bool = True) -> None:
        self._page.paint(self.hidden, self._highlights)
        self.forget_lines()
        if refresh:
            self.refresh()

    def _under(self) -> list[Layer]:
        if self.fixed_end is not None:
            return []
        unit = self.unit
        under: list[Layer] = [(unit.span.start, unit.span.end, "unit")] if unit else []
        return [*under, (self.cursor, self._page.after(self.cursor), "cursor")] if self.has_focus else under

    def _above(self) -> list[Layer]:
        above: list[Layer] = []
        if self.current_hit is not None:
            above.append((self.current_hit.start, self.current_hit.end, "current-hit"))
        if (selection := self.selection) is not None:
            above.append((selection.start, selection.end, "selection"))
            above.append((self.cursor, self._page.after(self.cursor), "cursor"))
        return above

    def _cursor_sign(self, line: int) -> str:
        """What stands before *line* to show where the cursor and its unit are."""
        if line == self._lines.line_of(self.cursor):
            return "►" if self.has_focus else "▌"
        unit = self.unit if self.fixed_end is None else None
        start, end = self._lines.starts[line], self._lines.ends[line]
        return "▌" if unit is not None and unit.span.start < end and start < unit.span.end else " "

    def _gutter(self, line: int, sign: str) -> list[Piece]:
        cursor: Piece = (sign, self.look("gutter") if sign != " " else None)
        bar: Piece = ("│", self.look("bar")) if self._page.is_quoted(line) else (" ", None)
        return [cursor, bar, (self._page.sign(line), self.look("judged")), (" ", None)]

    # Places

    def _go_to_line(self, line: int) -> None:
        line = min(max(0, line), len(self._lines) - 1)
        while self._page.is_blank(line) and line < len(self._lines) - 1:
            line += 1
        start, end = self._lines.starts[line], self._lines.ends[line]
        stop = self.reading.stop_in(start, end) if self.reading else None
        self._place(start if stop is None or self.fixed_end is not None else stop)

    def _place(self, offset: int, *, reveal: bool = True) -> None:
        """Put the cursor at *offset* and redraw only the lines on which that shows."""
        offset = max(0, min(offset, max(0, len(self._lines.text) - 1)))
        before = self.cursor
        if self.fixed_end is None:
            self._refresh_cursor()
        self._stand_at(offset)
        if self.fixed_end is None:
            self._refresh_cursor()
        else:
            self._refresh_span(Span(min(before, offset), max(before, offset) + 1))
        if reveal:
            self._show_cursor()
        if self.reading is not None:
            self.post_message(self.CursorMoved(self.reading.article.id, offset))

    def _stand_at(self, offset: int) -> None:
        self.cursor = offset
        self._column = self._lines.column_of(offset)
        self._unit = self.reading.unit_at(offset) if self.reading else None

    def _show_cursor(self) -> None:
        line = self._lines.line_of(self.cursor)
        first = last = len(self._page.header) + line
        if line == 0 and last < self.text_height:
            first = 0
        self.show_lines(first, last, MARGIN)

    def _refresh_cursor(self) -> None:
        span = self.selection
        if span is None:
            unit = self.unit
            span = unit.span if unit else Span(self.cursor, self.cursor + 1)
        self._refresh_span(Span(min(span.start, self.cursor), max(span.end, self.cursor + 1)))

    def _refresh_span(self, span: Span) -> None:
        lines = self._lines.within(span.start, span.end)
        self.refresh_lines(len(self._page.header) + lines.start, len(lines))


def _start(span: Span) -> int:
    return span.start
