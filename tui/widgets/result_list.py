"""The result list: what the search found, or the whole collection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from rich.style import Style
from textual.message import Message

from index.article import Span
from tui.i18n import _
from tui.layout import runs
from tui.text import Piece, cells, fit, shown
from tui.widgets.rows import Rows

WIDE = 70
"""From this width on a result takes two lines, below it three."""
NEAR_END = 20
"""Rows before the last loaded one at which more are asked for."""


@dataclass(frozen=True)
class Result:
    """One row, its texts as they came from the collection."""

    id: str
    title: str
    date: str
    """In the language of the screen; empty when unknown."""
    source: str
    snippet: str
    snippet_hits: tuple[Span, ...] = ()
    title_hits: tuple[Span, ...] = ()
    read: bool = False
    marked: bool = False


class ResultList(Rows):
    """Rows of :class:`Result`; posts :class:`EndNear` when the selection comes close to the last one loaded."""

    PREFIX = "results"
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "results--title", "results--unread", "results--meta", "results--snippet", "results--hit",
        "results--selected", "results--selected-blurred",
    }  # fmt: skip

    class EndNear(Message):
        """More rows are wanted, if there are any."""

    class EndWanted(Message):
        """The very last row is wanted."""

    class SnippetsWanted(Message):
        """Rows that are in view, or soon may be, have no snippet yet; first those that are."""

        def __init__(self, article_ids: tuple[str, ...]) -> None:
            super().__init__()
            self.article_ids = article_ids

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.results: tuple[Result, ...] = ()
        self._row_of: dict[str, int] = {}
        self._empty: tuple[str, ...] = ()

    def show(
        self, results: Sequence[Result], *, selected: int | None = 0, empty: str = "", more: bool = False
    ) -> None:
        """Show *results*; where there are none, *empty* (lines) says why and what to do.

        With *more* they begin with those that are shown already, whose snippets are kept.
        """
        snippets = {result.id: result for result in self.results if result.snippet} if more else {}
        before, self.results = self.results, tuple(snippets.get(result.id, result) for result in results)
        self._row_of = {result.id: row for row, result in enumerate(self.results)}
        self._empty = tuple(empty.split("\n"))
        self.renew(selected, same=more and selected == self.selected and self._filled_the_view(before))
        self._ask_for_snippets()

    def _filled_the_view(self, before: tuple[Result, ...]) -> bool:
        """Whether the rows in view are those of the results *before*."""
        seen_to = self.scroll_offset.y + self.text_height
        return len(before) * self.row_height >= seen_to and self.results[: len(before)] == before

    def change(self, article_id: str, *, read: bool | None = None, marked: bool | None = None) -> None:
        """Show of one article that it is read, or has highlights."""
        row = self._row_of.get(article_id)
        if row is None:
            return
        result = self.results[row]
        self._put(
            row,
            replace(
                result,
                read=result.read if read is None else read,
                marked=result.marked if marked is None else marked,
            ),
        )

    def _put(self, row: int, result: Result) -> None:
        """Show *result* in the place of what is in *row*."""
        if result != self.results[row]:
            self.results = (*self.results[:row], result, *self.results[row + 1 :])
            self.refresh_row(row)

    @property
    def current(self) -> Result | None:
        """The selected result."""
        return self.results[self.selected] if self.selected < len(self.results) else None

    @property
    def row_height(self) -> int:
        """Lines of one result."""
        return 2 if self.text_width >= WIDE else 3

    @property
    def rows_at_once(self) -> int:
        """How many results can be seen at once, or begin to be."""
        return -(-self.text_height // self.row_height)

    def row_heights(self) -> list[int]:
        return [self.row_height] * len(self.results)

    def row_line(self, row: int, line: int, selected: bool) -> list[Piece]:
        result = self.results[row]
        gutter: Piece = ("▌" if selected else " ", None)
        room = self.text_width - 3
        if line == self.row_height - 1:
            return [gutter, ("  ", None), *self._snippet(result, room)]
        marks: Piece = (
            ("•" if not result.read else " ") + ("*" if result.marked else " "),
            self.look("unread"),
        )
        if self.text_width < WIDE:
            if line == 1:
                return [gutter, ("  ", None), (self._meta(result, room), self.look("meta"))]
            return [gutter, marks, *self._title(result, room)]
        meta = self._meta(result, self.text_width * 2 // 5)
        title = self._title(result, room - cells(meta) - 3)
        gap = room - sum(cells(text) for text, _style in title) - cells(meta) - 1
        return [gutter, marks, *title, (" " * gap, None), (meta, self.look("meta"))]

    def row_style(self, row: int, line: int, selected: bool) -> Style:
        # A background is sent with every cell that it is under: the snippet of the selected result goes without.
        is_snippet = line == self.row_height - 1
        return Style.null() if is_snippet else super().row_style(row, line, selected)

    def empty_line(self, line: int) -> list[Piece]:
        text = self._empty[line - 1] if 1 <= line <= len(self._empty) else ""
        return [("  " + text, None)]

    def fill(self, snippets: Mapping[str, tuple[str, tuple[Span, ...]]]) -> None:
        """Put in the snippets of articles, by id."""
        results = list(self.results)
        for article_id, (text, hits) in snippets.items():
            row = self._row_of.get(article_id)
            if row is not None and (text, hits) != (results[row].snippet, results[row].snippet_hits):
                results[row] = replace(results[row], snippet=text, snippet_hits=hits)
                self.refresh_row(row)
        self.results = tuple(results)

    def to_end(self) -> None:
        super().to_end()
        self.post_message(self.EndWanted())

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self.call_after_refresh(self._ask_for_snippets)  # Making them would hold up the painting.

    def _rows_in_view(self) -> range:
        height = self.row_height
        first = self.scroll_offset.y // height
        return range(first, min(len(self.results), first + self.text_height // height + 2))

    def _ask_for_snippets(self) -> None:
        """Ask for the snippets of what is in view and, while one goes about the list, of a screenful around it."""
        view = self._rows_in_view()
        rows = [*view]
        if self.has_focus:
            page = max(1, len(view))
            rows += range(view.stop, min(len(self.results), view.stop + page))
            rows += range(max(0, view.start - page), view.start)
        wanted = tuple(self.results[row].id for row in rows if not self.results[row].snippet)
        if wanted:
            self.post_message(self.SnippetsWanted(wanted))

    def selection_moved(self) -> None:
        if self.selected >= len(self.results) - NEAR_END:
            self.call_after_refresh(self.post_message, self.EndNear())

    def _meta(self, result: Result, width: int) -> str:
        """Outlet and date in at most *width* cells; the outlet is cut first."""
        date = result.date or _("no date")
        source = fit(result.source, width - cells(date) - 3)
        return f"{source} · {date}" if source else fit(date, width)

    def _title(self, result: Result, width: int) -> list[Piece]:
        look = self.look("title") if result.read else self.look("title", "unread")
        return self._marked(fit(result.title, width), result.title_hits, look)

    def _snippet(self, result: Result, width: int) -> list[Piece]:
        return self._marked(fit(result.snippet, width), result.snippet_hits, self.look("snippet"))

    def _marked(self, text: str, hits: Sequence[Span], look: Style) -> list[Piece]:
        text = shown(text)
        layers = [(hit.start, hit.end, "hit") for hit in hits if hit.start < len(text)]
        return [
            (text[start:end], look + self.look(*names) if names else look)
            for start, end, names in runs(0, len(text), layers)
        ]
