"""Searching, on the library's thread: results, their snippets, and whether the collection has changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING

from tui.answers import SNIPPETS, Changed, Found, Question, Snippets
from tui.i18n import format_date
from tui.widgets.result_list import Result

if TYPE_CHECKING:
    from index.collection import Hit
    from tui.library.holdings import Holdings


class Finder:
    """Searches what the *holdings* are."""

    def __init__(self, holdings: Holdings) -> None:
        self._holdings = holdings
        self._searched: int | None = None
        """The generation of the collection that was last searched."""

    def find(self, question: Question, cancelled: Callable[[], bool]) -> Found:
        """The answer to *question*, or what of it there is once it is *cancelled*."""
        reader = self._holdings.reader()
        self._searched = reader.generation
        none: Mapping[str, frozenset[str]] = {"marked": frozenset(), "read": frozenset()}
        flags = self._holdings.if_notebook(self._holdings.flags, none)
        found = reader.search(
            question.query,
            order=question.order,
            limit=question.limit,
            flags=flags,
            cancelled=cancelled,
            snippets=SNIPPETS,
        )
        results = tuple(_result(hit, flags) for hit in found.hits)
        return Found(question, results, found.total, found.total_is_exact, found.problems, found.expansions)

    def snippets(self, query: str, article_ids: Sequence[str]) -> Snippets:
        """The snippets of articles that *query* found."""
        found = {}
        for article_id in article_ids:
            with suppress(KeyError):  # It has left the collection meanwhile.
                snippet = self._holdings.reader().snippet(article_id, query)
                found[article_id] = snippet.text, snippet.marks
        return Snippets(query, found)

    def changes(self, open_now: str | None) -> Changed | None:
        """What has changed since the last search; *open_now* is the article on the screen."""
        if self._searched is None or self._holdings.reader().generation == self._searched:
            return None
        self._searched = self._holdings.reader().generation
        return Changed(open_now if open_now is not None and self._holdings.stored(open_now) is None else None)


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
