"""tantivy, the search library in Rust, by its Python package.

Text and title are one field with positions; day, source and country are fast fields (columns). It writes with one
thread, so that CPU seconds compare, and merges as it likes. It has no scored prefixes: a prefix is a regular expression
whose hits all count alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import tantivy
from tantivy import Occur, Query

from benchmarks.engines import LIMIT
from benchmarks.queries import Ask, Item


def schema() -> tantivy.Schema:
    """The fields."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("title", stored=True, index_option="basic")
    builder.add_text_field("source", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("country", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("day", stored=True, indexed=True, fast=True)
    builder.add_text_field("text", stored=True)
    return builder.build()


def document(item: Item) -> tantivy.Document:
    """*item* as tantivy takes it."""
    made = tantivy.Document(id=item.id, title=item.title, source=item.source)
    made.add_integer("day", item.day)
    for code in item.countries:
        made.add_text("country", code)
    made.add_text("text", f"{item.title}\n{item.text}")
    return made


def build(items: Iterable[Item], folder: Path) -> None:
    """Index *items* in *folder*, which is empty."""
    writer = tantivy.Index(schema(), path=str(folder)).writer(256_000_000, 1)
    for item in items:
        writer.add_document(document(item))
    writer.commit()
    writer.wait_merging_threads()


class Tantivy:
    """A tantivy index."""

    def __init__(self, folder: Path) -> None:
        index = tantivy.Index.open(str(folder))
        self._schema = index.schema
        self._searcher = index.searcher()

    def search(self, ask: Ask) -> Sequence[str]:
        query = self._query(ask)
        order = "day" if ask.order == "newest" else None
        hits = self._searcher.search(query, LIMIT, count=False, order_by_field=order).hits
        documents = [self._searcher.doc(address) for _, address in hits]
        if ask.snippets:
            generator = tantivy.SnippetGenerator.create(self._searcher, query, self._schema, "text")
            for document in documents:
                generator.snippet_from_doc(document).to_html()
        return [str(_shown(document)[0]) for document in documents]

    def facets(self, ask: Ask) -> dict[str, int]:
        wanted = {"sources": {"terms": {"field": "source", "size": 1000}}}
        buckets = self._searcher.aggregate(self._query(ask), wanted)["sources"]["buckets"]
        return {bucket["key"]: bucket["doc_count"] for bucket in buckets}

    def close(self) -> None:
        del self._searcher

    def _query(self, ask: Ask) -> Query:
        clauses = [(Occur.Must, self._word(word)) for word in ask.words]
        if ask.prefix:
            clauses.append((Occur.Must, Query.regex_query(self._schema, "text", f"{ask.prefix}.*")))
        if ask.phrase:
            clauses.append((Occur.Must, Query.phrase_query(self._schema, "text", list(ask.phrase))))
        for group in ask.any_of:
            either = Query.boolean_query([(Occur.Should, self._word(word)) for word in group])
            clauses.append((Occur.Must, either))
        clauses += [(Occur.MustNot, self._word(word)) for word in ask.without]
        if ask.country:
            clauses.append((Occur.Must, Query.term_query(self._schema, "country", ask.country, "basic")))
        if ask.days:
            first, last = ask.days
            clauses.append(
                (Occur.Must, Query.range_query(self._schema, "day", tantivy.FieldType.Integer, first, last))
            )
        return Query.boolean_query(clauses) if len(clauses) > 1 else clauses[0][1]

    def _word(self, word: str) -> Query:
        return Query.term_query(self._schema, "text", word, "freq")


def _shown(document: tantivy.Document) -> list[object]:
    """What a list of results shows."""
    return [document.get_first(name) for name in ("id", "title", "day")]


def engine(folder: Path) -> Tantivy:
    """What was built in *folder*, opened."""
    return Tantivy(folder)
