"""The upper half of the reading room: the search line, what is said about the search, and the result list."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, cast

from textual import on
from textual.events import ScreenResume
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from tui.answers import BATCH, MOST, Changed, Counted, Found, Question, Snippets
from tui.i18n import _, format_count, ngettext
from tui.screens.background import start
from tui.screens.describing import described, empty_list
from tui.terminal.compositing import SparingCompositor
from tui.widgets.result_list import ResultList
from tui.widgets.search_line import SearchLine
from tui.widgets.status import Footer, InfoLine, Severity

if TYPE_CHECKING:
    from tui.answers import Order
    from tui.app import ReaderApp


CHECK_INTERVAL = 5.0
"""Seconds between two looks at whether another process has written to the collection."""


class SearchRoom(Screen[None]):
    """Owns the question that is asked; an answer to one that is no longer asked is dropped."""

    # As Textual has it, but for the repaint of the whole screen: a part that gains or loses the focus draws itself.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    def __init__(self, query: str, order: Order) -> None:
        super().__init__()
        self._compositor = SparingCompositor()
        self.question = Question(query, order)
        """What is asked now."""
        self.kept = self.question
        """The search that leaving the search line goes back to."""
        self.found: Found | None = None
        self.search_line = SearchLine(id="search")
        self.info = InfoLine(id="info")
        self.results = ResultList(id="results")
        self._footer = Footer(id="footer")
        self._greeted = False
        self._to_end = False
        """Whether the last of all results is to be selected when they come."""

    @property
    def reader(self) -> ReaderApp:
        """The app, by its own type."""
        return cast("ReaderApp", self.app)

    @property
    def footer(self) -> Footer:
        return self._footer

    def say(self, text: str, severity: Severity = "information") -> None:
        """Show *text* on the bottom line until the next key."""
        self._footer.say(text, severity)

    def on_screen_resume(self, event: ScreenResume) -> None:
        """At the start everything has its style from being mounted."""
        if self.reader.curtain.is_down:
            event.refresh_styles = False

    def _compositor_refresh(self) -> None:
        # Held back, it would be made all the same, and thrown away.
        if not self.reader.curtain.is_down:
            super()._compositor_refresh()

    def open_up(self) -> None:
        """Ask the first question, once the room has been painted, and say what is wrong with the configuration."""
        problems = self.reader.problems
        if problems:
            text = ngettext(
                "{count} problem in the configuration (? lists it): {first}",
                "{count} problems in the configuration (? lists them): {first}",
                len(problems),
            )
            self.say(text.format(count=len(problems), first=problems[0]), "warning")
        if self.reader.curtain.remembered is None:  # else something may have been typed since
            self.search_line.show(self.question.query)
        self.ask(self.question)
        self.set_interval(CHECK_INTERVAL, self.look_for_changes)

    def ask(self, question: Question) -> None:
        """Ask *question*; the answer comes as :class:`Found`."""
        more = self.found is not None and self.found.question.same_search(question)
        self.question = question
        # What is listed already has its snippets.
        snippets = 0 if more and question.limit > BATCH else self.results.rows_at_once
        start(
            self,
            partial(self.reader.library.search, question, snippets, self.post_message),
            group="search",
            exclusive=True,
        )

    @property
    def open_now(self) -> str | None:
        """The id of the article on the screen."""
        return None

    def look_for_changes(self) -> None:
        """Ask whether the collection has changed; where not, nothing comes of it."""
        work = partial(self.reader.library.look_for_changes, self.open_now, self.post_message)
        start(self, work, group="changes", exclusive=True)

    @on(Changed)
    def _renew(self, changed: Changed) -> None:
        text = _("The collection has changed; the list is up to date")
        if changed.gone is not None:
            title = self.title_of(changed.gone)
            text = _("“{title}” is no longer in the collection").format(title=title)
        self.say(text, "warning" if changed.gone else "information")
        self.ask(replace(self.question, limit=max(self.question.limit, len(self.results.results))))

    def title_of(self, article_id: str) -> str:
        """The title of an article in the list; its id where it is not there."""
        titles = {result.id: result.title for result in self.results.results}
        return titles.get(article_id, article_id)

    @on(Found)
    def _show_found(self, found: Found) -> None:
        if found.question != self.question:
            return
        before = self.found.question if self.found is not None else None
        # Enter makes a word of the beginning of one: that is hardly another search.
        same = before is not None and before.same_search(replace(found.question, is_typed=before.is_typed))
        more = before is not None and self.is_answered and before.limit < found.question.limit
        # Somebody who has gone elsewhere meanwhile is not taken to the end.
        to_end = self._to_end and more and self.results.selected == len(self.results.results) - 1
        self._to_end = False
        self.found = found
        ids = [result.id for result in found.results]
        current = self.results.current
        row = ids.index(current.id) if current is not None and current.id in ids else None
        self.results.show(
            found.results,
            selected=row if same else 0,
            empty=empty_list(found, bundled=self.reader.library.is_bundled),
            more=more,
        )
        self.info.show(described(found))
        if to_end:
            self.results.select(len(found.results) - 1)
            self._say_end()
        if not self._greeted:
            self._greeted = True
            if self.reader.library.is_bundled and not self._footer.message:
                self.say(_("These are two sample articles. Add your own with: diplo-reader add FOLDER"))
        self.found_is_listed(found)

    def found_is_listed(self, found: Found) -> None:
        """Called when the answer to what is asked now stands in the list."""

    @on(Counted)
    def _show_counted(self, counted: Counted) -> None:
        found = self.found
        if found is not None and counted.question == self.question == found.question:
            found.total, found.exact = max(counted.total, len(found.results)), counted.exact
            self.info.show(described(found))

    @on(Input.Changed, "#search")
    def _typed(self, event: Input.Changed) -> None:
        if event.value != self.question.query:
            self.ask(Question(event.value, self.question.order, BATCH, is_typed=True))

    @property
    def _has_more(self) -> bool:
        """Whether more of what is asked now can be listed than is."""
        found = self.found
        if found is None or not self.is_answered:
            return False
        return len(found.results) == found.question.limit < MOST and (
            not found.exact or len(found.results) < found.total
        )

    @on(ResultList.EndNear)
    def _ask_for_more(self) -> None:
        if self._has_more and self.found is not None and self.found.question == self.question:
            self.ask(replace(self.question, limit=min(MOST, 2 * self.question.limit)))

    @on(ResultList.EndWanted)
    def _ask_for_all(self) -> None:
        if self._has_more:
            self._to_end = True
            self.ask(replace(self.question, limit=MOST))
        else:
            self._say_end()

    def _say_end(self) -> None:
        """Where more was found than is listed, say so at the end of the list."""
        found = self.found
        if found is not None and found.total > len(found.results) == MOST:
            text = _("Only the first {count} are listed: / narrows the search, o turns the order round")
            self.say(text.format(count=format_count(MOST)))

    @on(ResultList.SnippetsWanted)
    def _ask_for_snippets(self, wanted: ResultList.SnippetsWanted) -> None:
        if self.is_answered:
            start(
                self,
                partial(self.reader.library.snippets, self.question, wanted.article_ids, self.post_message),
                group="snippets",
                exclusive=True,
            )

    @on(Snippets)
    def _fill(self, snippets: Snippets) -> None:
        if snippets.question.same_search(self.question):
            self.results.fill(snippets.snippets)

    @property
    def is_answered(self) -> bool:
        """Whether the list shows the answer to what is asked now."""
        return self.found is not None and self.found.question.same_search(self.question)

    def begin_search(self) -> None:
        """Into the search line."""
        self.kept = self.question
        self.set_focus(self.search_line)
        self.search_line.action_end()

    def keep_search(self) -> None:
        """Out of the search line with the search as it is."""
        self._ask_typed()
        self.set_focus(self.results)

    def leave_search(self) -> None:
        """Out of the search line, back to the search before."""
        self.search_line.show(self.kept.query)
        self._ask_typed()
        self.leave_search_line()

    def leave_search_line(self) -> None:
        """Where the keys go when a search has been given up."""
        self.set_focus(self.results)

    def _ask_typed(self) -> None:
        question = Question(self.search_line.value, self.question.order, BATCH)
        if not question.same_search(self.question):
            self.ask(question)

    def change_order(self) -> None:
        """The next order: relevance (of a search), newest, oldest."""
        self.ask(replace(self.question, order=self.question.next_order(), limit=BATCH))
