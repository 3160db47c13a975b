"""Whoosh as its manual shows it: a plain schema, its own writer and searcher.

Text and title are one field without stop words, analysed by Whoosh's standard analyzer; the day is a sortable number,
so that sorting reads a column; the text is stored for the snippets. The writer gets 256 MB, the index is one segment.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from whoosh import analysis, fields, index, query

from benchmarks.engines import LIMIT
from benchmarks.queries import Ask, Item


def schema() -> fields.Schema:
    """A schema as a user of Whoosh would write it."""
    return fields.Schema(
        id=fields.ID(stored=True),
        title=fields.STORED(),
        source=fields.ID(stored=True, sortable=True),
        day=fields.NUMERIC(stored=True, sortable=True),
        country=fields.KEYWORD(),
        text=fields.TEXT(analyzer=analysis.StandardAnalyzer(stoplist=None, minsize=1), stored=True),
    )


def add(writer: Any, item: Item) -> None:
    """Hand *item* to Whoosh's *writer*."""
    writer.add_document(
        id=item.id,
        title=item.title,
        source=item.source,
        day=item.day,
        country=" ".join(item.countries),
        text=f"{item.title}\n{item.text}",
    )


def build(items: Iterable[Item], folder: Path) -> None:
    """Index *items* in *folder*, which is empty."""
    writer = index.create_in(str(folder), schema()).writer(limitmb=256)
    for item in items:
        add(writer, item)
    writer.commit()


def whoosh_query(ask: Ask) -> Any:
    """*ask* in Whoosh's terms."""
    clauses: list[Any] = [query.Term("text", word) for word in ask.words]
    if ask.prefix:
        clauses.append(query.Prefix("text", ask.prefix))
    if ask.phrase:
        clauses.append(query.Phrase("text", list(ask.phrase)))
    clauses += [query.Or([query.Term("text", word) for word in group]) for group in ask.any_of]
    if ask.country:
        clauses.append(query.Term("country", ask.country))
    if ask.days:
        clauses.append(query.NumericRange("day", *ask.days))
    clauses += [query.Not(query.Term("text", word)) for word in ask.without]
    return query.And(clauses)


class StockWhoosh:
    """Stock Whoosh on its own index."""

    def __init__(self, folder: Path) -> None:
        self._searcher = index.open_dir(str(folder)).searcher()

    def search(self, ask: Ask) -> Sequence[str]:
        order: dict[str, Any] = {"sortedby": "day", "reverse": True} if ask.order == "newest" else {}
        hits = self._searcher.search(whoosh_query(ask), limit=LIMIT, **order)
        found = [(hit["id"], hit["title"], hit["day"]) for hit in hits]
        if ask.snippets:
            for hit in hits:
                hit.highlights("text")
        return [found_id for found_id, _, _ in found]

    def facets(self, ask: Ask) -> dict[str, int]:
        results = self._searcher.search(whoosh_query(ask), limit=None, groupedby="source")
        return {source: len(numbers) for source, numbers in results.groups("source").items()}

    def close(self) -> None:
        self._searcher.close()


def engine(folder: Path) -> StockWhoosh:
    """What was built in *folder*, opened."""
    return StockWhoosh(folder)
