"""The reading room: search line, result list, article and side pane.

It owns what is asked and what is shown. The library answers in the background; an answer to a question that is no
longer asked is dropped.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.widgets import Static

from tui.answers import Changed, Copied, Corrected, Failed, Found, Marked, Opened
from tui.commands import Context
from tui.i18n import _, say
from tui.reading import Target
from tui.screens.background import start
from tui.screens.describing import described_types, detached_in_words, target_name
from tui.screens.fact_desk import FactDesk
from tui.screens.highlight_desk import HighlightDesk
from tui.screens.search_room import SearchRoom
from tui.widgets.article_view import ArticleView
from tui.widgets.part import Part
from tui.widgets.rows import Rows
from tui.widgets.side_pane import SidePane

if TYPE_CHECKING:
    from tui.answers import Order

WIDE = 110
"""Columns from which list, article and side pane are seen together."""
COLUMNS = 150
"""Columns from which they stand side by side."""
POSITION_DELAY = 1.0
"""Seconds after the last movement at which the place is noted."""


class ReadingRoom(SearchRoom):
    """The three parts and the lines around them."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide"), (COLUMNS, "-columns")]  # noqa: RUF012 - as Textual declares it
    AUTO_FOCUS = "#results"

    def __init__(self, query: str = "", order: Order = "relevance") -> None:
        super().__init__(query, order)
        self.opened: Opened | None = None
        self.article = ArticleView(id="article")
        self.pane = SidePane(id="pane")
        self._reading_part = Container(id="reading")
        self.facts = FactDesk(self)
        self.highlights = HighlightDesk(self)
        self._opening: str | None = None
        """The article that has been asked for and is not there yet."""
        self._open_first = False
        """Whether the first result is to be opened as soon as there is one."""
        self._searching_from: Part = self.results
        self._pane_wanted = True
        """Whether a wide screen shows the side pane."""
        self._is_reading = False
        """Whether a narrow screen shows the article and not the list."""
        self._is_pane_shown = False

    def compose(self) -> ComposeResult:
        with Container(id="top"):
            yield Static("/", id="slash", markup=False)
            yield self.search_line
        yield self.info
        with Container(id="desk"):
            yield self.results
            with self._reading_part:
                yield self.article
                yield self.pane
        yield self._footer

    # Where keys go

    @property
    def context(self) -> Context:
        if self.focused is self.search_line:
            return "search"
        if self.focused is self.pane:
            return "pane"
        if self.focused is self.article:
            return "select" if self.article.fixed_end is not None else "article"
        return "list"

    @property
    def target(self) -> Part:
        return {"pane": self.pane, "article": self.article, "select": self.article}.get(
            self.context, self.results
        )

    @property
    def is_narrow(self) -> bool:
        """Whether only one part is seen at a time."""
        return self.size.width < WIDE

    @property
    def open_now(self) -> str | None:
        return self.opened.reading.article.id if self.opened else None

    def title_of(self, article_id: str) -> str:
        if self.opened is not None and article_id == self.open_now:
            return self.opened.reading.article.display_title(60)
        return super().title_of(article_id)

    @property
    def is_opening(self) -> bool:
        """Whether an article is on its way: keys typed ahead are meant for it."""
        return self._opening is not None or self._open_first

    def begin_search(self) -> None:
        self._searching_from = self.target
        self._show_parts(reading=False)
        super().begin_search()

    def leave_search_line(self) -> None:
        self._show_parts(reading=self._searching_from is not self.results)
        self.set_focus(self._searching_from)

    def on_descendant_focus(self) -> None:
        self.reader.hint()

    # Opening

    def open_selected(self) -> None:
        """Open the selected result, or what is selected in the side pane."""
        if self.context == "pane":
            if not self.pane.open_selected():
                self.facts.explain()
        elif not self.is_answered:
            self._open_first = True
        elif (result := self.results.current) is not None:
            self.open(result.id)

    def open_neighbour(self, direction: int) -> None:
        """Open the result after or before the open article, or the selected one where that is not in the list."""
        if self.opened is None:
            self.say(_("Open an article first: Enter opens the selected one"))
            return
        ids = [result.id for result in self.results.results]
        open_now = self.opened.reading.article.id
        row = ids.index(open_now) + direction if open_now in ids else self.results.selected
        if 0 <= row < len(ids):
            self.results.select(row)
            self.open(ids[row])
        else:
            end = _("This is the last article of the list")
            self.say(end if direction > 0 else _("This is the first article of the list"))

    @on(Rows.Activated)
    def _open_activated(self) -> None:
        self.open_selected()

    def found_is_listed(self, found: Found) -> None:
        if self._open_first:
            self._open_first = False
            if found.results:
                self.open_selected()
            else:
                self.reader.release_keys()

    def open(self, article_id: str) -> None:
        """Open the article; it comes as :class:`Opened`."""
        self.note_position()
        self._opening = article_id
        start(self,
            partial(self.reader.library.open, article_id, self.question.query, self.post_message),
            group="open", exclusive=True,
        )  # fmt: skip

    @on(Opened)
    def _show_opened(self, opened: Opened) -> None:
        if opened.reading.article.id != self._opening:
            return
        self.opened = opened
        self.results.add_class("-beside")
        self._show_parts(reading=True, pane=self._pane_wanted and not self.is_narrow)
        self.article.show(opened.reading, opened.spans)
        self.pane.show(opened.outline)
        self.set_focus(self.article)
        self.reader.hint()  # with the first painting
        self.results.change(opened.reading.article.id, read=True)

    @on(ArticleView.Arrived)
    def _go_on(self, arrived: ArticleView.Arrived) -> None:
        """Take keys again."""
        opened = self.opened
        if opened is None or opened.reading is not arrived.reading:
            return
        self._opening = None
        if text := detached_in_words(opened):
            self.say(text, "warning")
        self.reader.hint()
        self.reader.release_keys()

    @on(Changed)
    def _opened_gone(self, changed: Changed) -> None:
        if changed.gone is not None and changed.gone == self._opening:
            self._opening = None
            self.reader.release_keys()

    @on(Failed)
    def _show_failure(self, failed: Failed) -> None:
        self._opening, self._open_first = None, False
        self.reader.release_keys()
        self.say(say(failed.error), "error")
        if failed.while_searching and self.found is None:
            self.results.show((), empty=say(failed.error))

    # Going about

    def back(self) -> None:
        """One step back: side pane, article, result list, all articles."""
        context = self.context
        if context == "pane":
            if self.is_narrow:
                self._show_parts(pane=False)
            self.set_focus(self.article)
        elif context == "article":
            self.note_position()
            self._show_parts(reading=False)
            self.set_focus(self.results)
        elif self.question.query:
            self.search_line.show("")
            self._ask_typed()

    def focus_part(self, direction: int) -> None:
        """To the next or previous part; on a narrow screen it comes to the front."""
        if self.opened is None:
            self.say(_("Open an article first: Enter opens the selected one"))
            return
        parts: list[Part] = [self.results, self.article, self.pane]
        target = parts[(parts.index(self.target) + direction) % len(parts)]
        if target is self.pane:
            self._pane_wanted = True
        self._show_parts(
            reading=target is not self.results,
            pane=self._pane_wanted and (target is self.pane or not self.is_narrow),
        )
        self.set_focus(target)

    def toggle_pane(self) -> None:
        """Show or hide the side pane; on a narrow screen it lies above the article and takes the keys."""
        if self.opened is None:
            self.say(_("Open an article first: the side pane shows its visits and speakers"))
            return
        shown = not self._is_pane_shown
        self._show_parts(reading=True, pane=shown)
        if not self.is_narrow:
            self._pane_wanted = shown
        if shown and self.is_narrow:
            self.set_focus(self.pane)
        elif self.is_narrow or self.focused in (self.pane, None):
            self.set_focus(self.article)

    def on_resize(self) -> None:
        """The focus stays on something that is seen."""
        self._show_parts(pane=self.focused is self.pane if self.is_narrow else self._pane_wanted)

    def _show_parts(self, *, reading: bool | None = None, pane: bool | None = None) -> None:
        """Show what is to be seen, with other answers whether the article and the side pane are, where given.

        Set on the parts themselves: a class of the screen would have every style in it worked out anew.
        """
        self._is_reading = self._is_reading if reading is None else reading
        self._is_pane_shown = self._is_pane_shown if pane is None else pane
        is_open = self.opened is not None
        self._reading_part.display = is_open and (self._is_reading or not self.is_narrow)
        self.results.display = not (is_open and self.is_narrow and self._is_reading)
        self.pane.display = is_open and self._is_pane_shown

    # In the article

    @on(SidePane.Chosen)
    def _go_to_chosen(self, chosen: SidePane.Chosen) -> None:
        if self.is_narrow:
            self._show_parts(pane=False)
        self.set_focus(self.article)
        self.article.go_to(chosen.span.start)

    def jump_to_hit(self, direction: int) -> None:
        """To the next or previous hit."""
        place = self.article.go_to_hit(direction)
        if place is None:
            self.say(
                _("No hits in this article") if self.question.query else _("No search, no hits: / searches")
            )
        else:
            self.say(_("Hit {number} of {count}").format(number=place[0], count=place[1]))
        self._to_article()

    def jump(self, kind: Target, direction: int) -> None:
        """To the next or previous entity, quote, visit or date."""
        place = self.article.go_to_target(kind, direction)
        name = target_name(kind)
        if place is None:
            text = _("No further {name} below") if direction > 0 else _("No further {name} above")
            if self.article.reading and not self.article.reading.targets(kind, self.article.hidden):
                text = _("No {name} in this article")
            self.say(text.format(name=name))
        else:
            text = _("{name} {number} of {count}")
            self.say(text.format(name=name.capitalize(), number=place[0], count=place[1]))
        # Also where the cursor stood on the last one already: that is the one the reader has in mind.
        self.facts.jumped(kind)
        self._to_article()

    def _to_article(self) -> None:
        """The keys go where the jump went."""
        if self.focused is self.pane:
            if self.is_narrow:
                self._show_parts(pane=False)
            self.set_focus(self.article)

    def toggle_type(self, kind: str) -> None:
        """Show or hide the entities of one type."""
        self.article.show_types(self.article.hidden ^ {kind})
        self.say(described_types(self.article.hidden))

    @on(ArticleView.CursorMoved)
    def _moved(self) -> None:
        self.reader.note_position_soon()

    def note_position(self) -> None:
        """Keep where reading stands, so that the article opens there next time."""
        start(self, self.keep_position, group="position")

    async def keep_position(self) -> None:
        """As :meth:`note_position`, and wait until it is kept."""
        if self.opened is not None:
            article_id, offset = self.opened.reading.article.id, self.article.cursor
            await self.reader.library.note_position(article_id, offset, self.post_message)

    # Highlights and corrections

    @on(Corrected)
    def _show_corrected(self, corrected: Corrected) -> None:
        self.facts.show(corrected)

    @on(Marked)
    def _show_marked(self, marked: Marked) -> None:
        self.highlights.show(marked)

    @on(Copied)
    def _hand_over(self, copied: Copied) -> None:
        self.app.copy_to_clipboard(copied.text)
        self.say(_("Sent to terminal: {text}").format(text=copied.text))
