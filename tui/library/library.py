"""The library as the reading room sees it: questions in, messages out.

Reading the collection and formatting dates happens on one thread of its own, so that nothing holds up a key; a
question that is no longer asked is given up, snippets wait for everything else, and counting for them too. What the
user has made is kept, though the reader is left before its turn comes. Answers come as messages.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.message import Message

from index.article import Article, Span
from index.errors import DiploError
from index.facts import Facts
from tui.answers import (
    Copied,
    Corrected,
    Counted,
    Exported,
    Failed,
    Found,
    Opened,
    Question,
    Scope,
    Snippets,
)
from tui.library.errands import Errands, Interrupted, Urgency
from tui.library.exporting import Exporter
from tui.library.finding import Finder
from tui.library.holdings import Holdings
from tui.library.marking import Marker
from tui.library.preparing import Preparer

if TYPE_CHECKING:
    from index.collection import Engine
    from index.export import ExportFormat
    from index.notebook import Fact, HighlightKind, Judged, Notebook

Post = Callable[[Message], object]


class Library:
    """The collection and the notebook, from the reading room's side."""

    def __init__(
        self, collection: Callable[[], Engine], notebook: Callable[[], Notebook], reader_name: str
    ) -> None:
        self._holdings = Holdings(collection, notebook, reader_name)
        self._finder = Finder(self._holdings)
        self._preparer = Preparer(self._holdings)
        self._marker = Marker(self._holdings, self._preparer)
        self._exporter = Exporter(self._holdings)
        self._thread = Errands()
        self._latest: Question | None = None
        self._wanted: Sequence[str] = ()
        """The articles whose snippets are wanted now."""

    @property
    def is_bundled(self) -> bool:
        """Whether the collection is the sample that comes with the program."""
        return self._holdings.is_bundled

    async def search(self, question: Question, snippets: int, post: Post) -> None:
        """Post :class:`Found`, then :class:`Counted` where its total is not exact, or :class:`Failed`.

        The first *snippets* results have theirs; the others are made before they come into view. A search under way
        for an earlier question is given up.
        """
        self._latest = question
        try:
            found = await self._thread.run(lambda: self._find(question, snippets))
            if found is None or self._latest is not question:
                return
            post(found)
            self._tell(post)
            if not found.exact:
                counted = await self._thread.run_patiently(lambda: self._count(question), Urgency.LAST)
                if counted is not None:
                    post(counted)
        except DiploError as error:
            post(Failed(error, while_searching=True))

    async def snippets(self, question: Question, article_ids: Sequence[str], post: Post) -> None:
        """Post the :class:`Snippets` of articles that *question* found, as they come, unless others are wanted."""
        wanted = self._wanted = article_ids
        with suppress(DiploError):  # The list can do without; opening the article says it.
            while wanted and self._wanted is article_ids:
                made = await self._thread.run_patiently(
                    partial(self._snippets, question, article_ids, wanted), Urgency.SOON
                )
                post(made)
                wanted = wanted[len(made.snippets) :]

    async def open(self, article_id: str, query: str, post: Post) -> None:
        """Post :class:`Opened`, the hits of *query* marked, and note that the article has been read.

        :class:`Changed` comes in its place where the article has left the collection.
        """
        answer = await self._answer(lambda: self._preparer.load(article_id, query), post)
        if isinstance(answer, Opened):
            await self._keep(lambda: self._holdings.notebook.set_read(article_id), post)

    async def look_for_changes(self, open_now: str | None, post: Post) -> None:
        """Post :class:`Changed` if another process has written; *open_now* is the article on the screen."""
        with suppress(DiploError):  # The next search says it.
            changed = await self._thread.run_patiently(lambda: self._finder.changes(open_now), Urgency.LAST)
            if changed is not None:
                post(changed)

    async def toggle_highlight(
        self, article: Article, facts: Facts, span: Span, kind: HighlightKind, post: Post
    ) -> None:
        """Highlight *span*, or remove the highlight that stands exactly there; post :class:`Marked`."""
        await self._keep(lambda: self._marker.toggle(article, facts, span, kind), post)

    async def correct(self, opened: Opened, judged: Judged[Any], wanted: Fact | None) -> Corrected:
        """Keep that *judged*, a fact of the *opened* article, is to be *wanted*, or rejected where that is None.

        Raises CorrectionError for an impossible value and what collection and notebook raise.
        """
        return await self._thread.run_surely(lambda: self._marker.correct(opened, judged, wanted))

    async def undo(self, opened: Opened | None, post: Post) -> None:
        """Take back the last marking, removal or correction; post :class:`Marked` or :class:`Corrected`."""
        await self._keep(lambda: self._marker.undo(opened), post)

    async def copy(self, opened: Opened, span: Span, kind: HighlightKind, post: Post) -> None:
        """Post the citation of *span* as :class:`Copied`."""
        await self._answer(lambda: Copied(self._marker.line(opened, span, kind)), post)

    async def note_position(self, article_id: str, offset: int, post: Post) -> None:
        """Keep where reading stands."""
        await self._keep(lambda: self._holdings.notebook.set_position(article_id, offset), post)

    async def count_highlights(self, article_id: str | None, query: str) -> dict[Scope, int]:
        """How many highlights each scope of an export holds."""
        return await self._thread.run(
            lambda: {
                scope: len(self._exporter.highlights(scope, article_id, query))
                for scope in ("article", "search", "all")
            }
        )

    async def export(
        self,
        scope: Scope,
        article_id: str | None,
        query: str,
        form: ExportFormat,
        path: Path,
        *,
        overwrite: bool,
    ) -> Exported:
        """Write the highlights of *scope* to *path*. Raises OutputError and what collection and notebook raise."""
        return await self._thread.run(
            lambda: self._exporter.export(scope, article_id, query, form, path, overwrite)
        )

    def close(self) -> None:
        """Take no more questions and give up the one under way."""
        self._latest = None
        self._wanted = ()
        self._thread.close(self._holdings.close)

    # On the library's thread

    def _find(self, question: Question, snippets: int) -> Found | None:
        if self._latest is not question:
            return None
        return self._finder.find(question, snippets, lambda: self._latest is not question)

    def _count(self, question: Question) -> Counted | None:
        """None once the question is not asked any more; raises Interrupted for other work."""
        is_interrupted = False

        def stop() -> bool:
            nonlocal is_interrupted
            is_interrupted = self._thread.is_pressed(Urgency.LAST)
            return is_interrupted or self._latest is not question

        counted = None if stop() else self._finder.count(question, stop)
        if self._latest is not question:
            return None
        if is_interrupted:
            raise Interrupted
        return counted

    def _snippets(self, question: Question, article_ids: Sequence[str], wanted: Sequence[str]) -> Snippets:
        """Those of the first *wanted* ones, until there is other work or others than *article_ids* are asked for."""
        return self._finder.snippets(
            question,
            wanted,
            lambda: self._thread.is_pressed(Urgency.SOON) or self._wanted is not article_ids,
        )

    # Answers

    async def _answer(self, work: Callable[[], Message | None], post: Post) -> Message | None:
        """Post what *work* gives, or :class:`Failed`; returns what was posted."""
        return await self._posted(self._thread.run(work), post)

    async def _keep(self, work: Callable[[], Message | None], post: Post) -> None:
        """As :meth:`_answer`, for *work* that must be done: it keeps what the user has made."""
        await self._posted(self._thread.run_surely(work), post)

    async def _posted(self, answering: Awaitable[Message | None], post: Post) -> Message | None:
        answer: Message | None
        try:
            answer = await answering
        except DiploError as error:
            answer = Failed(error)
        if answer is not None:
            post(answer)
        return answer

    def _tell(self, post: Post) -> None:
        """Say once what is wrong with the notebook."""
        error = self._holdings.untold_error()
        if error is not None:
            post(Failed(error))
