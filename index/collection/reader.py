"""Searching a collection and reading its articles."""

from __future__ import annotations

import heapq
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from math import inf
from typing import Any, Literal

import msgspec
from whoosh.filedb.filestore import Storage
from whoosh.index import TOC, FileIndex
from whoosh.searching import Searcher

from index.article import Article, Span
from index.collection.analyzer import terms
from index.collection.document import Origin, Row, unpack, unpack_body
from index.collection.errors import damage_named
from index.collection.highlighting import Highlighter
from index.collection.matching import Lookup, SegmentMatcher
from index.collection.names import KINDS
from index.collection.query import FIELDS, Query, QueryProblem, Words, parse
from index.collection.results import Expansion, Hit, SearchResult, Snippet, StoredArticle
from index.collection.schema import INDEX_NAME, KEYS, schema, weighting
from index.collection.snippets import make_snippet
from index.collection.vocabulary import Vocabulary, distinct
from index.facts import Facts
from index.messages import M_

Order = Literal["relevance", "newest", "oldest"]
_ASK_EVERY = 512
"""Documents between two questions whether the search is still wanted."""
_SHOWN_NAMES = 8
"""Names that an expansion lists at most."""


class _UnknownArticle(KeyError):
    """There is no article of that id."""


class CollectionReader:
    """One generation of a collection, opened for searching.

    Keep one open for each thread; calls from several threads are taken one after the other.
    """

    def __init__(self, storage: Storage, generation: int) -> None:
        self._lock = threading.RLock()
        self._folder = storage.folder or None
        self.generation = generation
        table = TOC.read(storage, INDEX_NAME, gen=generation, schema=schema())
        reader = FileIndex._reader(storage, schema(), table.segments, generation)
        self._searcher = Searcher(reader, weighting=weighting())
        self._leaves: list[tuple[Searcher, int]] = (
            self._searcher.leaf_searchers() if reader.doc_count_all() else []
        )
        self._columns: dict[tuple[int, str], Any] = {}
        self._vocabulary = Vocabulary(reader)
        self._numbers: dict[str, int | None] = {}
        self._days_by_number: list[int] | None = None
        self._queries: dict[str, Query] = {}
        self._highlighters: dict[tuple[str, bool], Highlighter] = {}

    def __enter__(self) -> CollectionReader:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def is_closed(self) -> bool:
        return bool(self._searcher.is_closed)

    def close(self) -> None:
        """Let go of the files; the reader cannot be used afterwards. Closing twice is nothing."""
        with self._lock:
            if not self._searcher.is_closed:
                self._columns.clear()
                self._searcher.close()

    def count(self) -> int:
        """How many articles there are."""
        return int(self._searcher.doc_count())

    def search(
        self,
        text: str,
        *,
        order: Order = "relevance",
        limit: int = 200,
        flags: Mapping[str, frozenset[str]] | None = None,
        cancelled: Callable[[], bool] | None = None,
        snippets: int = 0,
    ) -> SearchResult:
        """Search for *text* as ``docs/query-language.md`` explains it.

        An empty query finds everything, newest first; one of which nothing is understood finds nothing. *limit*
        bounds the hits, not the total. *flags* gives the ids of the articles that the reader has ``marked`` and
        ``read``. *cancelled* is asked from time to time; once it is true the search ends with what it has, and the
        total is a lower bound. The first *snippets* hits get a snippet.
        """
        with self._reading():
            begun = time.perf_counter()
            query = self._parsed(text)
            lookup = self._lookup(flags or {})
            if query.node is None and order == "relevance":
                order = "newest"
            found, total, complete = self._find(query, order, limit, lookup, cancelled or _never)
            hits = tuple(
                self._hit(query, number, score, with_snippet=rank < snippets)
                for rank, (number, score) in enumerate(found)
            )
            return SearchResult(
                hits=hits,
                total=total,
                total_is_exact=complete and not lookup.cut,
                problems=(*query.problems, *self._unknown_names(query)),
                expansions=tuple(self._expansions(query)),
                is_understood=query.is_understood,
                seconds=time.perf_counter() - begun,
            )

    def matching(
        self, text: str, ids: Iterable[str], *, flags: Mapping[str, frozenset[str]] | None = None
    ) -> list[str]:
        """Which of the articles *ids* the query *text* finds, newest first; *flags* as for :meth:`search`."""
        with self._reading():
            numbers = {self._find_number(article): article for article in ids}
            lookup = self._lookup(flags or {})
            found, _total, _complete = self._find(self._parsed(text), "newest", self.count(), lookup, _never)
            return [numbers[number] for number, _rank in found if number in numbers]

    def load(self, id: str) -> StoredArticle:
        """The article *id* with its facts; raises KeyError if there is none."""
        with self._reading():
            number = self._number(id)
            return StoredArticle(
                unpack(self._column(number, "article"), Article), unpack(self._column(number, "facts"), Facts)
            )

    def __contains__(self, id: str) -> bool:
        with self._reading():
            return self._find_number(id) is not None

    def snippet(self, id: str, text: str) -> Snippet:
        """The stretch of article *id* that shows best what the query *text* found; KeyError if there is none such."""
        with self._reading():
            return self._snippet(self._parsed(text), self._number(id))

    def hit_spans(self, text: str, body: str) -> list[Span]:
        """Where the query *text* hits in *body*, in text order, without overlap."""
        with self._reading():
            return self._highlighter(self._parsed(text)).spans(body)

    def names(self, field: str, beginning: str, *, limit: int = 20) -> list[str]:
        """Names in the collection to go on with in ``field:beginning``; *field* in either language."""
        for key, aliases in FIELDS.items():
            if field.casefold() in aliases and key in KINDS:
                with self._reading():
                    return self._vocabulary.complete(key, beginning, limit)
        return []

    def rows(self) -> list[tuple[Row, Origin]]:
        """Every article's row and where it came from, in no particular order."""
        with self._reading():
            return [
                (self._row(number), msgspec.msgpack.decode(self._column(number, "origin"), type=Origin))
                for leaf, offset in self._leaves
                for number in range(offset, offset + leaf.reader().doc_count_all())
                if not leaf.reader().is_deleted(number - offset)
            ]

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Hold the lock, and name as damage what Whoosh and the decoders make of damaged files."""
        with self._lock, damage_named(self._folder, passing=(_UnknownArticle,)):
            yield

    # Finding

    def _parsed(self, text: str) -> Query:
        """The query *text*, kept for the snippets and marks that are asked for next."""
        query = self._queries.get(text)
        if query is None:
            if len(self._queries) > 64:
                self._queries.clear()
                self._highlighters.clear()
            query = self._queries[text] = parse(text)
        return query

    def _lookup(self, flags: Mapping[str, frozenset[str]]) -> Lookup:
        flagged = {}
        for name, ids in flags.items():
            found = map(self._find_number, ids)
            flagged[name] = frozenset(number for number in found if number is not None)
        return Lookup(
            days=self._days(),
            countries=self._vocabulary.countries,
            known=self._vocabulary.known,
            flagged=flagged,
            visits=self._vocabulary.visits,
        )

    def _find(
        self, query: Query, order: Order, limit: int, lookup: Lookup, cancelled: Callable[[], bool]
    ) -> tuple[list[tuple[int, float]], int, bool]:
        """Document numbers with scores, how many match, and whether the search was finished."""
        if not query.is_understood:
            return [], 0, True
        scored = order == "relevance"
        found: list[tuple[float, int]] = []
        total = 0
        days = lookup.days
        for leaf, offset in self._leaves:
            matcher = SegmentMatcher(leaf, offset, lookup).matcher(query.node)
            best: list[tuple[float, int]] = []
            complete = True
            count = 0
            for number, score in _scored(matcher) if scored else _unscored(matcher):
                best.append((-score if scored else _date_rank(days[offset + number], order), offset + number))
                count += 1
                if count % _ASK_EVERY == 0 and cancelled():
                    complete = False
                    break
            total += count
            found = heapq.nsmallest(
                limit, [*found, *best], key=lambda item: (item[0], -days[item[1]], item[1])
            )
            if not complete:
                return [(number, -rank if scored else 0.0) for rank, number in found], total, False
        return [(number, -rank if scored else 0.0) for rank, number in found], total, True

    def _number(self, id: str) -> int:
        number = self._find_number(id)
        if number is None:
            raise _UnknownArticle(id)
        return number

    def _find_number(self, id: str) -> int | None:
        if id not in self._numbers:
            key = ("id", id.encode(errors="surrogatepass"))
            self._numbers[id] = None
            for leaf, offset in self._leaves:
                if key in leaf.reader():
                    for local in leaf.reader().postings(*key).all_ids():
                        self._numbers[id] = offset + local
        return self._numbers[id]

    # What is kept of each document

    def _column(self, number: int, name: str) -> bytes:
        for position, (leaf, offset) in enumerate(self._leaves):
            if number < offset + leaf.reader().doc_count_all():
                column = self._columns.get((position, name))
                if column is None:
                    column = self._columns[position, name] = leaf.reader().column_reader(name)
                return bytes(column[number - offset])
        raise KeyError(number)

    def _days(self) -> list[int]:
        if self._days_by_number is None:
            self._days_by_number = [
                int(day)
                for leaf, _ in self._leaves
                for day in leaf.reader().column_reader("day", translate=False)
            ]
        return self._days_by_number

    def _row(self, number: int) -> Row:
        return msgspec.msgpack.decode(self._column(number, "row"), type=Row)

    def _hit(self, query: Query, number: int, score: float, *, with_snippet: bool) -> Hit:
        row = self._row(number)
        self._numbers[row.id] = number
        marks = tuple(self._highlighter(query, in_title=True).spans(row.title))
        snippet = self._snippet(query, number) if with_snippet else Snippet("")
        return Hit(
            row.id, row.title, row.source, row.published, row.path, row.line, score, marks,
            snippet.text, snippet.marks,
        )  # fmt: skip

    def _snippet(self, query: Query, number: int) -> Snippet:
        body = unpack_body(self._column(number, "article"))
        return make_snippet(body, self._highlighter(query).spans(body))

    def _highlighter(self, query: Query, *, in_title: bool = False) -> Highlighter:
        """What marks *query*, kept like the query itself."""
        key = (query.text, in_title)
        if key not in self._highlighters:
            names = self._meant_names(query)
            self._highlighters[key] = Highlighter(query, in_title=in_title, names=names)
        return self._highlighters[key]

    # What a query means

    def _meant_names(self, query: Query) -> tuple[str, ...]:
        """The further names under which the people and countries of *query* stand in the articles."""
        return distinct(name for words in query.wanted() for name in self._names_of(words))

    def _names_of(self, words: Words) -> tuple[str, ...]:
        if words.field == "country":
            names = self._vocabulary.country_names
            return distinct(
                name for code in sorted(self._vocabulary.countries(words)) for name in names.get(code, ())
            )
        if words.field in KEYS:
            return self._vocabulary.called(words.field, words)
        return ()

    def _expansions(self, query: Query) -> Iterator[Expansion]:
        for words in query.wanted():
            typed = set(words.terms)
            # One of several spellings is enough: capitals and accents make no other name.
            spelt: dict[tuple[str, ...], str] = {}
            for name in self._names_of(words):
                spelt.setdefault(tuple(terms(name)), name)
            others = tuple(name for parts, name in spelt.items() if not typed <= set(parts))
            if others and words.kind != "prefix":
                yield Expansion(f"{words.field_as_typed}:{words.text}", others[:_SHOWN_NAMES])

    def _unknown_names(self, query: Query) -> Iterator[QueryProblem]:
        for words in query.wanted():
            if words.field == "country" and not self._vocabulary.countries(words):
                yield QueryProblem(
                    M_("no country called “{text}” is known or named in the articles", text=words.text),
                    *words.span,
                )


def _date_rank(day: int, order: Order) -> float:
    """What a document of that ordinal day is sorted by, those without one last."""
    if not day:
        return inf
    return day if order == "oldest" else -day


def _never() -> bool:
    return False


def _scored(matcher: Any) -> Iterator[tuple[int, float]]:
    while matcher.is_active():
        yield matcher.id(), matcher.score()
        matcher.next()


def _unscored(matcher: Any) -> Iterator[tuple[int, float]]:
    for number in matcher.all_ids():
        yield number, 0.0
