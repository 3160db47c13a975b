"""The collection's own reader, and stock Whoosh's searcher on the same index."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec
from whoosh import query, scoring, sorting
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.searching import Searcher

from benchmarks.engines import LIMIT
from benchmarks.queries import Ask
from index.collection.collection import Collection
from index.collection.conflation import root
from index.collection.document import Row
from index.collection.schema import INDEX_NAME, LENGTH_WEIGHT, schema
from index.collection.searching.words import ROOT_BOOST


def text_of(ask: Ask) -> str:
    """*ask* in the language of the search line."""
    parts = list(ask.words)
    if ask.prefix:
        parts.append(f"{ask.prefix}*")
    if ask.phrase:
        parts.append('"' + " ".join(ask.phrase) + '"')
    parts += ["(" + " OR ".join(group) + ")" for group in ask.any_of]
    parts += [f"-{word}" for word in ask.without]
    if ask.country:
        parts.append(f"country:{ask.country}")
    if ask.days:
        first, last = map(date.fromordinal, ask.days)
        parts.append(f"date:{first}..{last}")
    return " ".join(parts)


class Ours:
    """A collection."""

    def __init__(self, collection: Collection) -> None:
        self._reader = collection.open_reader()

    def search(self, ask: Ask) -> Sequence[str]:
        result = self._reader.search(
            text_of(ask),
            order=ask.order,
            limit=LIMIT,
            count_all=False,
            snippets=LIMIT if ask.snippets else 0,
        )
        return [hit.id for hit in result.hits]

    def facets(self, ask: Ask) -> dict[str, int]:
        counts = self._reader.facets(text_of(ask), "source", limit=1000).counts
        return {found.value: found.count for found in counts}

    def close(self) -> None:
        self._reader.close()


class StockOnOurs:
    """Stock Whoosh's searcher on the index of a collection; snippets and facets are not its own there."""

    def __init__(self, collection: Collection) -> None:
        storage = FileStorage(str(collection.store().catalogue))
        self._searcher: Any = Searcher(
            FileIndex(storage, schema=schema(), indexname=INDEX_NAME).reader(),
            weighting=scoring.BM25F(B=LENGTH_WEIGHT),
        )

    def search(self, ask: Ask) -> Sequence[str]:
        order = {"sortedby": sorting.FieldFacet("day", reverse=True)} if ask.order == "newest" else {}
        hits = self._searcher.search(_query(ask), limit=LIMIT, filter=_days(ask), **order)
        rows = self._searcher.reader().column_reader("row")
        return [msgspec.msgpack.decode(rows[hit.docnum], type=Row).id for hit in hits]

    def facets(self, ask: Ask) -> dict[str, int]:
        raise NotImplementedError

    def close(self) -> None:
        self._searcher.close()


def _query(ask: Ask) -> Any:
    clauses: list[Any] = [_word(word) for word in ask.words]
    if ask.prefix:
        clauses.append(query.Prefix("text", ask.prefix))
    if ask.phrase:
        clauses.append(query.Phrase("text", list(ask.phrase)))
    clauses += [query.Or([_word(word) for word in group]) for group in ask.any_of]
    if ask.country:
        clauses.append(query.Term("country", ask.country))
    clauses += [query.Not(_word(word)) for word in ask.without]
    return query.And(clauses)


def _days(ask: Ask) -> Any:
    """The column is asked by a filter, since it cannot stand in a conjunction."""
    if ask.days is None:
        return None
    first, last = ask.days
    return query.ColumnQuery("day", lambda day: first <= day <= last)


def _word(word: str) -> Any:
    return query.AndMaybe(query.Term("root", root(word), boost=ROOT_BOOST), query.Term("text", word))
