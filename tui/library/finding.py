"""Searching, on the library's thread: results, their number, their snippets, and whether the collection has changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING

from index.article import Span
from tui.answers import Changed, Counted, Found, Question, Snippets
from tui.i18n import format_date
from tui.widgets.result_list import Result

if TYPE_CHECKING:
    from index.collection import Hit
    from tui.library.holdings import Holdings

_NO_FLAGS: Mapping[str, frozenset[str]] = {"marked": frozenset(), "read": frozenset()}


class Finder:
    """Searches what the *holdings* are."""

    def __init__(self, holdings: Holdings) -> None:
        self._holdings = holdings
        self._searched: int | None = None
        """The generation of the collection that was last searched."""
        self._counted: tuple[object, int] | None = None
        """What was last counted, and the number."""

    def find(self, question: Question, snippets: int, cancelled: Callable[[], bool]) -> Found:
        """The answer to *question*, without counting all that it finds; what of it there is once *cancelled*.

        The first *snippets* results have theirs.
        """
        reader = self._holdings.reader()
        self._searched = reader.generation
        flags = self._holdings.if_notebook(self._holdings.flags, _NO_FLAGS)
        found = reader.search(
            _asked(question),
            order=question.order,
            limit=question.limit,
            flags=flags,
            cancelled=cancelled,
            snippets=snippets,
            count_all=False,
        )
        results = tuple(_result(hit, flags) for hit in found.hits)
        total, is_exact = found.total, found.total_is_exact
        counted = (_asked(question), reader.generation, flags)
        if not is_exact and self._counted is not None and self._counted[0] == counted:
            total, is_exact = self._counted[1], True
        return Found(question, results, total, is_exact, found.problems, found.expansions)

    def count(self, question: Question, cancelled: Callable[[], bool]) -> Counted:
        """How many articles *question* finds; how many it found until it was *cancelled*."""
        flags = self._holdings.if_notebook(self._holdings.flags, _NO_FLAGS)
        reader = self._holdings.reader()
        asked = _asked(question)
        total, is_exact = reader.total(asked, flags=flags, cancelled=cancelled)
        if is_exact:
            self._counted = (asked, reader.generation, flags), total
        return Counted(question, total, is_exact)

    def snippets(
        self, question: Question, article_ids: Sequence[str], cancelled: Callable[[], bool]
    ) -> Snippets:
        """The snippets of articles that *question* found: of the first ones, at least one, until *cancelled*.

        The snippet of an article that has left the collection is empty.
        """
        found: dict[str, tuple[str, tuple[Span, ...]]] = {}
        query, reader = _asked(question), self._holdings.reader()
        for article_id in article_ids:
            found[article_id] = "", ()
            with suppress(KeyError):
                snippet = reader.snippet(article_id, query)
                found[article_id] = snippet.text, snippet.marks
            if cancelled():
                break
        return Snippets(question, found)

    def changes(self, open_now: str | None) -> Changed | None:
        """What has changed since the last search; *open_now* is the article on the screen."""
        if self._searched is None or self._holdings.reader().generation == self._searched:
            return None
        self._searched = self._holdings.reader().generation
        return Changed(open_now if open_now is not None and self._holdings.stored(open_now) is None else None)


def _asked(question: Question) -> str:
    """The query that *question* asks: while it is being typed, the beginning of a word is a word."""
    if not question.is_typed:
        return question.query
    from index.collection.unfinished import as_typed_so_far  # Not before the first paint.

    return as_typed_so_far(question.query)


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
