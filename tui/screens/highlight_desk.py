"""What the reader highlights, copies and exports in the reading room."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import partial
from typing import TYPE_CHECKING

from tui.i18n import _, ngettext
from tui.screens.background import start

if TYPE_CHECKING:
    from index.article import Span
    from index.notebook import HighlightKind
    from tui.answers import Exported, Marked
    from tui.library import Post
    from tui.screens.reading_room import ReadingRoom


class HighlightDesk:
    """Works on the article that the *room* has open."""

    def __init__(self, room: ReadingRoom) -> None:
        self._room = room

    def toggle(self) -> None:
        """Highlight what stands under the cursor or is selected, or take that highlight away."""
        room = self._room
        if (marked := self._take_marked()) is not None and room.opened is not None:
            article, facts = room.opened.stored
            self._note(partial(room.reader.library.toggle_highlight, article, facts, *marked))

    def copy(self) -> None:
        """Copy what stands under the cursor or is selected, with its citation."""
        room = self._room
        if (marked := self._take_marked()) is not None and room.opened is not None:
            self._note(partial(room.reader.library.copy, room.opened, *marked))

    def undo(self) -> None:
        """Take back the last highlight or correction."""
        self._note(partial(self._room.reader.library.undo, self._room.opened))

    def show(self, marked: Marked) -> None:
        """Show what has become of a highlight."""
        room = self._room
        room.say(marked.notice)
        if marked.article_id is not None:
            room.results.change(marked.article_id, marked=marked.is_marked)
        if room.opened is not None and room.opened.reading.article.id == marked.placed_in:
            room.opened = room.opened.with_placements(marked.placements)
            room.article.show_highlights(room.opened.spans)

    def export(self) -> None:
        """Open the export dialog."""
        from tui.screens.export_dialog import ExportDialog

        room = self._room
        article = room.opened.reading.article if room.opened else None
        room.app.push_screen(ExportDialog(room.reader.library, article, room.question.query), self._exported)

    def _exported(self, exported: Exported | None) -> None:
        if exported is not None:
            text = ngettext(
                "{count} highlight written to {path}", "{count} highlights written to {path}", exported.count
            )
            self._room.say(text.format(count=exported.count, path=exported.path))

    def _marked_span(self) -> tuple[Span, HighlightKind] | None:
        """What a highlight or copy now concerns and its kind: the selection, the pane's quote, the unit."""
        article, pane = self._room.article, self._room.pane
        if (selection := article.selection) is not None:
            return selection, "selection"
        span = pane.selected_span if self._room.context == "pane" else None
        unit = article.reading.unit_at(span.start) if span and article.reading else article.unit
        return (unit.span, unit.kind) if unit else None

    def _take_marked(self) -> tuple[Span, HighlightKind] | None:
        """As :meth:`_marked_span`, the selection ended; says so where there is nothing."""
        marked = self._marked_span()
        if marked is None:
            self._room.say(_("There is no text under the cursor"), "warning")
        else:
            self._room.article.end_selection()
        return marked

    def _note(self, work: Callable[[Post], Coroutine[None, None, None]]) -> None:
        start(self._room, partial(work, self._room.post_message), group="notebook")
