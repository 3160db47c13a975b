"""The library as the reading room sees it: questions in, messages out.

Reading the collection and formatting dates happens on one thread of its own, so that nothing holds up a key; a
question that is no longer asked is given up. Answers come as messages.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from textual.message import Message

from index.article import Article, Span
from index.errors import DiploError
from index.facts import Facts
from tui.answers import Copied, Corrected, Exported, Failed, Opened, Question, Scope
from tui.library.exporting import Exporter
from tui.library.finding import Finder
from tui.library.holdings import Holdings
from tui.library.marking import Marker
from tui.library.preparing import Preparer

if TYPE_CHECKING:
    from index.collection import Collection
    from index.export import ExportFormat
    from index.notebook import Fact, HighlightKind, Judged, Notebook

_T = TypeVar("_T")
Post = Callable[[Message], object]


class Library:
    """The collection and the notebook, from the reading room's side."""

    def __init__(
        self, collection: Callable[[], Collection], notebook: Callable[[], Notebook], reader_name: str
    ) -> None:
        self._holdings = Holdings(collection, notebook, reader_name)
        self._finder = Finder(self._holdings)
        self._preparer = Preparer(self._holdings)
        self._marker = Marker(self._holdings, self._preparer)
        self._exporter = Exporter(self._holdings)
        self._thread = ThreadPoolExecutor(1, "library")
        self._latest: Question | None = None

    @property
    def is_bundled(self) -> bool:
        """Whether the collection is the sample that comes with the program."""
        return self._holdings.is_bundled

    async def search(self, question: Question, post: Post) -> None:
        """Post :class:`Found` or :class:`Failed`; a search under way for an earlier question is given up."""
        self._latest = question
        try:
            post(await self._run(lambda: self._finder.find(question, lambda: self._latest is not question)))
            self._tell(post)
        except DiploError as error:
            post(Failed(error, while_searching=True))

    async def snippets(self, query: str, article_ids: Sequence[str], post: Post) -> None:
        """Post the :class:`Snippets` of articles that *query* found."""
        await self._answer(lambda: self._finder.snippets(query, article_ids), post)

    async def open(self, article_id: str, query: str, post: Post) -> None:
        """Post :class:`Opened`, the hits of *query* marked, and note that the article has been read.

        :class:`Changed` comes in its place where the article has left the collection.
        """
        answer = await self._answer(lambda: self._preparer.load(article_id, query), post)
        if isinstance(answer, Opened):
            await self._answer(lambda: self._holdings.notebook.set_read(article_id), post)

    async def look_for_changes(self, open_now: str | None, post: Post) -> None:
        """Post :class:`Changed` if another process has written; *open_now* is the article on the screen."""
        with suppress(DiploError):  # The next search says it.
            changed = await self._run(lambda: self._finder.changes(open_now))
            if changed is not None:
                post(changed)

    async def toggle_highlight(
        self, article: Article, facts: Facts, span: Span, kind: HighlightKind, post: Post
    ) -> None:
        """Highlight *span*, or remove the highlight that stands exactly there; post :class:`Marked`."""
        await self._answer(lambda: self._marker.toggle(article, facts, span, kind), post)

    async def correct(self, opened: Opened, judged: Judged[Any], wanted: Fact | None) -> Corrected:
        """Keep that *judged*, a fact of the *opened* article, is to be *wanted*, or rejected where that is None.

        Raises CorrectionError for an impossible value and what collection and notebook raise.
        """
        return await self._run(lambda: self._marker.correct(opened, judged, wanted))

    async def undo(self, opened: Opened | None, post: Post) -> None:
        """Take back the last marking, removal or correction; post :class:`Marked` or :class:`Corrected`."""
        await self._answer(lambda: self._marker.undo(opened), post)

    async def copy(self, opened: Opened, span: Span, kind: HighlightKind, post: Post) -> None:
        """Post the citation of *span* as :class:`Copied`."""
        await self._answer(lambda: Copied(self._marker.line(opened, span, kind)), post)

    async def note_position(self, article_id: str, offset: int, post: Post) -> None:
        """Keep where reading stands."""
        await self._answer(lambda: self._holdings.notebook.set_position(article_id, offset), post)

    async def count_highlights(self, article_id: str | None, query: str) -> dict[Scope, int]:
        """How many highlights each scope of an export holds."""
        return await self._run(
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
        return await self._run(lambda: self._exporter.export(scope, article_id, query, form, path, overwrite))

    def close(self) -> None:
        """Take no more questions and give up the one under way."""
        self._latest = None
        self._thread.shutdown(wait=False, cancel_futures=True)

    # On the library's thread

    async def _run(self, work: Callable[[], _T]) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    async def _answer(self, work: Callable[[], Message | None], post: Post) -> Message | None:
        """Post what *work* gives, or :class:`Failed`; returns what was posted."""
        answer: Message | None
        try:
            answer = await self._run(work)
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
