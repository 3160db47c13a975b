"""What the reading room asks for in the background: searches, articles, highlights, exports.

Reading the collection and formatting dates happens on one thread of its own, so that nothing holds up a key; a
question that is no longer asked is given up. Answers come as messages.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from textual.message import Message

from index.article import Article, Span
from index.errors import DiploError, NotebookError
from index.facts import Facts
from tui.answers import (
    SNIPPETS,
    Changed,
    Copied,
    Corrected,
    Exported,
    Failed,
    Found,
    Marked,
    Opened,
    Question,
    Scope,
    Snippets,
)
from tui.highlights import by_article_today, highlights_of
from tui.i18n import _, format_date
from tui.judging import elsewhere, kept_in_words, signs_of, undone_in_words
from tui.outline import outline, published_in_words
from tui.reading import Reading
from tui.widgets.result_list import Result

if TYPE_CHECKING:
    from index.collection import Collection, CollectionReader, Hit
    from index.export import ExportFormat
    from index.notebook import (
        CorrectedFacts,
        Fact,
        Highlight,
        HighlightKind,
        Judged,
        Notebook,
        Placement,
        UndoneCorrection,
    )

_T = TypeVar("_T")
Post = Callable[[Message], object]


class Library:
    """The collection and the notebook, from the reading room's side."""

    def __init__(
        self, collection: Callable[[], Collection], notebook: Callable[[], Notebook], reader_name: str
    ) -> None:
        self._open_collection = collection
        self._open_notebook = notebook
        self._reader_name = reader_name
        self._collection: Collection | None = None
        self._opened_reader: CollectionReader | None = None
        self._notebook: Notebook | None = None
        self._thread = ThreadPoolExecutor(1, "library")
        self._latest: Question | None = None
        self._notebook_error: NotebookError | None = None
        self._told: set[str] = set()
        self._searched: int | None = None
        """The generation of the collection that was last searched."""
        self.is_bundled = False

    async def search(self, question: Question, post: Post) -> None:
        """Post :class:`Found` or :class:`Failed`; a search under way for an earlier question is given up."""
        self._latest = question
        try:
            post(await self._run(lambda: self._find(question)))
            self._tell(post)
        except DiploError as error:
            post(Failed(error, while_searching=True))

    async def snippets(self, query: str, article_ids: Sequence[str], post: Post) -> None:
        """Post the :class:`Snippets` of articles that *query* found."""
        await self._answer(lambda: self._snippets(query, article_ids), post)

    async def open(self, article_id: str, query: str, post: Post) -> None:
        """Post :class:`Opened`, the hits of *query* marked, and note that the article has been read.

        :class:`Changed` comes in its place where the article has left the collection.
        """
        answer = await self._answer(lambda: self._load(article_id, query), post)
        if isinstance(answer, Opened):
            await self._answer(lambda: self.notebook.set_read(article_id), post)

    async def look_for_changes(self, open_now: str | None, post: Post) -> None:
        """Post :class:`Changed` if another process has written; *open_now* is the article on the screen."""
        with suppress(DiploError):  # The next search says it.
            changed = await self._run(lambda: self._changes(open_now))
            if changed is not None:
                post(changed)

    async def toggle_highlight(
        self, article: Article, facts: Facts, span: Span, kind: HighlightKind, post: Post
    ) -> None:
        """Highlight *span*, or remove the highlight that stands exactly there; post :class:`Marked`."""
        await self._answer(lambda: self._toggle(article, facts, span, kind), post)

    async def correct(self, opened: Opened, judged: Judged[Any], wanted: Fact | None) -> Corrected:
        """Keep that *judged*, a fact of the *opened* article, is to be *wanted*, or rejected where that is None.

        Raises CorrectionError for an impossible value and what collection and notebook raise.
        """
        return await self._run(lambda: self._correct(opened, judged, wanted))

    async def undo(self, opened: Opened | None, post: Post) -> None:
        """Take back the last marking, removal or correction; post :class:`Marked` or :class:`Corrected`."""
        await self._answer(lambda: self._undo(opened), post)

    async def copy(self, opened: Opened, span: Span, kind: HighlightKind, post: Post) -> None:
        """Post the citation of *span* as :class:`Copied`."""
        await self._answer(lambda: Copied(self._line(opened, span, kind)), post)

    async def note_position(self, article_id: str, offset: int, post: Post) -> None:
        """Keep where reading stands."""
        await self._answer(lambda: self.notebook.set_position(article_id, offset), post)

    async def count_highlights(self, article_id: str | None, query: str) -> dict[Scope, int]:
        """How many highlights each scope of an export holds."""
        return await self._run(
            lambda: {
                scope: len(self._highlights(scope, article_id, query))
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
        return await self._run(lambda: self._export(scope, article_id, query, form, path, overwrite))

    @property
    def notebook(self) -> Notebook:
        """The notebook, opened at its first use; to be used on the library's thread."""
        if self._notebook is None:
            self._notebook = self._open_notebook()
        return self._notebook

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

    def _reader(self) -> CollectionReader:
        """A reader on the newest generation; kept until there is a newer one."""
        if self._collection is None:
            self._collection = self._open_collection()
            self.is_bundled = self._collection.is_bundled
        reader = self._opened_reader
        if reader is None or (not self.is_bundled and reader.generation != self._collection.generation()):
            if reader is not None:
                reader.close()
            reader = self._opened_reader = self._collection.reader()
        return reader

    def _flags(self) -> Mapping[str, frozenset[str]]:
        return {"marked": frozenset(self.notebook.marked_ids()), "read": frozenset(self.notebook.read_ids())}

    def _if_notebook(self, work: Callable[[], _T], otherwise: _T) -> _T:
        """What *work* gives; *otherwise*, and the error noted, with a notebook that cannot be used."""
        try:
            return work()
        except NotebookError as error:
            self._notebook_error = error
            return otherwise

    def _tell(self, post: Post) -> None:
        """Say once what is wrong with the notebook: one can search and read without it."""
        error, self._notebook_error = self._notebook_error, None
        if error is not None and str(error) not in self._told:
            self._told.add(str(error))
            post(Failed(error))

    def _find(self, question: Question) -> Found:
        reader = self._reader()
        self._searched = reader.generation
        none: Mapping[str, frozenset[str]] = {"marked": frozenset(), "read": frozenset()}
        flags = self._if_notebook(self._flags, none)
        found = reader.search(
            question.query,
            order=question.order,
            limit=question.limit,
            flags=flags,
            cancelled=lambda: self._latest is not question,
            snippets=SNIPPETS,
        )
        results = tuple(_result(hit, flags) for hit in found.hits)
        return Found(question, results, found.total, found.total_is_exact, found.problems, found.expansions)

    def _snippets(self, query: str, article_ids: Sequence[str]) -> Snippets:
        found = {}
        for article_id in article_ids:
            with suppress(KeyError):  # It has left the collection meanwhile.
                snippet = self._reader().snippet(article_id, query)
                found[article_id] = snippet.text, snippet.marks
        return Snippets(query, found)

    def _changes(self, open_now: str | None) -> Changed | None:
        if self._searched is None or self._reader().generation == self._searched:
            return None
        self._searched = self._reader().generation
        return Changed(open_now if open_now is not None and self._stored(open_now) is None else None)

    def _load(self, article_id: str, query: str) -> Opened | Changed:
        stored = self._stored(article_id)
        if stored is None:
            return Changed(article_id)
        article = stored[0]
        hits = self._reader().hit_spans(query, article.body) if query.strip() else ()
        position = self._if_notebook(lambda: self.notebook.position(article_id), None)
        return self._opened(stored, hits, position)

    def _opened(
        self, stored: tuple[Article, Facts], hits: Sequence[Span], position: int | None = None
    ) -> Opened:
        """The article in *stored* with the reader's corrections, ready for the screen."""
        nowhere: tuple[Placement, ...] = ()
        placements = self._if_notebook(lambda: tuple(self.notebook.placements(stored[0])), nowhere)
        corrected = self._corrected(stored)
        known = corrected.published.fact.date or corrected.published.verdict
        reading = Reading.of(
            corrected.article,
            corrected.facts,
            hits=hits,
            position=position,
            published=published_in_words(corrected.published) if known else "",
            signs=signs_of(corrected),
        )
        return Opened(reading, outline(corrected), placements, stored, corrected)

    def _corrected(self, stored: tuple[Article, Facts]) -> CorrectedFacts:
        from index.notebook import apply

        corrected = self._if_notebook(lambda: self.notebook.corrected(*stored), None)
        return corrected if corrected is not None else apply(*stored, ())

    def _correct(self, opened: Opened, judged: Judged[Any], wanted: Fact | None) -> Corrected:
        made = self.notebook.correct(opened.corrected.article, judged, wanted, by=self._reader_name)
        if judged.correction is not None and made.id == judged.correction.id:
            return Corrected(_("Nothing changed: you have said so before"), None)
        renewed = self._opened(opened.stored, opened.reading.hits)
        return Corrected(kept_in_words(made, renewed.corrected), renewed)

    def _toggle(self, article: Article, facts: Facts, span: Span, kind: HighlightKind) -> Marked:
        from index.notebook import quote_around

        there = next((place for place in self.notebook.placements(article) if place.span == span), None)
        if there is not None:
            self.notebook.remove_highlight(there.highlight.id)
            notice = _("Highlight taken away; u brings it back")
        else:
            self.notebook.add_highlight(article, span, kind, quote_around(facts, span))
            notice = _("Highlighted; e exports, u undoes")
        placements = tuple(self.notebook.placements(article))
        return Marked(
            notice,
            article_id=article.id,
            is_marked=bool(placements),
            placed_in=article.id,
            placements=placements,
        )

    def _undo(self, opened: Opened | None) -> Marked | Corrected:
        from index.notebook import UndoneCorrection

        undone = self.notebook.undo()
        if undone is None:
            return Marked(_("There is nothing to undo: nothing was marked or corrected since the start"))
        if isinstance(undone, UndoneCorrection):
            return self._uncorrected(undone, opened)
        if undone.action == "added":
            notice = _("Highlight undone: {words}").format(words=undone.highlight.text)
        else:
            notice = _("Highlight brought back: {words}").format(words=undone.highlight.text)
        article = opened.stored[0] if opened else None
        if article is None or article.id != undone.highlight.article:
            notice = elsewhere(notice, undone.highlight)
        return Marked(
            notice,
            article_id=undone.highlight.article,
            is_marked=undone.highlight.article in self.notebook.marked_ids(),
            placed_in=article.id if article else None,
            placements=tuple(self.notebook.placements(article)) if article else (),
        )

    def _uncorrected(self, undone: UndoneCorrection, opened: Opened | None) -> Corrected:
        said = undone.correction
        notice = undone_in_words(said)
        if opened is not None and opened.stored[0].id == said.article:
            return Corrected(notice, self._opened(opened.stored, opened.reading.hits))
        return Corrected(elsewhere(notice, said), None)

    def _line(self, opened: Opened, span: Span, kind: HighlightKind) -> str:
        from index.export import cite, one_line
        from index.notebook import Placement, quote_around, snapshot
        from tui.wording import export_wording

        article, facts = opened.stored
        highlight = snapshot(article, span, kind, quote_around(facts, span))
        citation = cite(highlight, Placement(highlight, span, "in place"), opened.corrected)
        return one_line(citation, export_wording())

    def _highlights(self, scope: Scope, article_id: str | None, query: str) -> list[Highlight]:
        if scope == "all":
            return self.notebook.highlights()
        if scope == "article":
            return highlights_of(self.notebook, self._reader(), article_id) if article_id else []
        marked = by_article_today(self.notebook.highlights(), self._reader())
        found = self._reader().matching(query, marked, flags={**self._flags(), "marked": frozenset(marked)})
        return [mark for article in found for mark in sorted(marked[article], key=lambda mark: mark.span)]

    def _export(
        self,
        scope: Scope,
        article_id: str | None,
        query: str,
        form: ExportFormat,
        path: Path,
        overwrite: bool,
    ) -> Exported:
        from index.export import cite_all, render
        from index.files import write_new
        from tui.wording import export_wording

        highlights = self._highlights(scope, article_id, query)
        citations = cite_all(highlights, self.notebook, self._stored)
        write_new(path, render(citations, form, export_wording()), overwrite=overwrite)
        return Exported(path, len(citations))

    def _stored(self, article_id: str) -> tuple[Article, Facts] | None:
        try:
            stored = self._reader().load(article_id)
        except KeyError:
            return None
        return stored.article, stored.facts


@lru_cache(4096)
def _date(iso: str) -> str:
    """The date in the screen's language, which does not change; a long list has few different ones."""
    return format_date(iso)


def _result(hit: Hit, flags: Mapping[str, frozenset[str]]) -> Result:
    return Result(
        id=hit.id,
        title=hit.title,
        date=_date(hit.published) if hit.published else "",
        source=hit.source or "",
        snippet=hit.snippet,
        snippet_hits=hit.snippet_marks,
        title_hits=hit.title_marks,
        read=hit.id in flags["read"],
        marked=hit.id in flags["marked"],
    )
