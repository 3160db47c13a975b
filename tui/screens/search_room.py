"""The upper half of the reading room: the search line, what is said about the search, and the result list."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, cast

from textual import on
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from tui.answers import BATCH, Changed, Found, Question, Snippets
from tui.i18n import _, ngettext
from tui.screens.background import start
from tui.screens.describing import described, empty_list
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
        self.search_line.show(self.question.query)
        self.ask(self.question)
        self.set_interval(CHECK_INTERVAL, self.look_for_changes)

    def ask(self, question: Question) -> None:
        """Ask *question*; the answer comes as :class:`Found`."""
        self.question = question
        start(
            self,
            partial(self.reader.library.search, question, self.post_message),
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
        self.ask(replace(self.question, limit=max(BATCH, len(self.results.results))))

    def title_of(self, article_id: str) -> str:
        """The title of an article in the list; its id where it is not there."""
        titles = {result.id: result.title for result in self.results.results}
        return titles.get(article_id, article_id)

    @on(Found)
    def _show_found(self, found: Found) -> None:
        if found.question != self.question:
            return
        more = self.found is not None and self.found.question.same_search(found.question)
        self.found = found
        ids = [result.id for result in found.results]
        current = self.results.current
        same = ids.index(current.id) if current is not None and current.id in ids else None
        self.results.show(
            found.results,
            selected=same if more else 0,
            empty=empty_list(found, bundled=self.reader.library.is_bundled),
        )
        self.info.show(described(found))
        if self._to_end:
            self._to_end = False
            self.results.to_end()
        if not self._greeted:
            self._greeted = True
            if self.reader.library.is_bundled and not self._footer.message:
                self.say(_("These are two sample articles. Add your own with: diplo-reader add FOLDER"))

    @on(Input.Changed, "#search")
    def _typed(self, event: Input.Changed) -> None:
        if event.value != self.question.query:
            self.ask(replace(self.question, query=event.value, limit=BATCH))

    @on(ResultList.EndNear)
    def _ask_for_more(self) -> None:
        found = self.found
        if found is None or found.question != self.question or len(found.results) >= found.total:
            return
        self.ask(replace(self.question, limit=len(found.results) + BATCH))

    @on(ResultList.EndWanted)
    def _ask_for_all(self) -> None:
        found = self.found
        if found is not None and self.is_answered and len(found.results) < found.total:
            self._to_end = True
            self.ask(replace(self.question, limit=found.total))

    @on(ResultList.SnippetsWanted)
    def _ask_for_snippets(self, wanted: ResultList.SnippetsWanted) -> None:
        if self.is_answered:
            start(
                self,
                partial(
                    self.reader.library.snippets, self.question.query, wanted.article_ids, self.post_message
                ),
                group="snippets",
                exclusive=True,
            )

    @on(Snippets)
    def _fill(self, snippets: Snippets) -> None:
        if snippets.query == self.question.query:
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
        if self.search_line.value != self.question.query:
            self.ask(replace(self.question, query=self.search_line.value, limit=BATCH))

    def change_order(self) -> None:
        """The next order: relevance (of a search), newest, oldest."""
        self.ask(replace(self.question, order=self.question.next_order(), limit=BATCH))
