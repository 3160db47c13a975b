"""Searching a collection and reading its articles."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Literal

import msgspec

from index.article import Article, Span
from index.collection.analyzer import terms
from index.collection.collector import no_collector
from index.collection.counting import FacetCounter
from index.collection.document import Origin, Row, unpack, unpack_body
from index.collection.errors import damage_named
from index.collection.facets import FacetCounts
from index.collection.fields import FIELDS
from index.collection.flagged import Flagged
from index.collection.highlighting import Highlighter
from index.collection.names import KINDS
from index.collection.query import Query, QueryProblem, parse
from index.collection.results import Expansion, Hit, SearchResult, Snippet, StoredArticle
from index.collection.schema import CONTENT, INDEX_NAME, content_key
from index.collection.searching import Index, finding
from index.collection.searching.finding import Part
from index.collection.searching.patience import ENDLESS, Cancelled, Patience
from index.collection.searching.planning import Lookup
from index.collection.snippets import make_snippet
from index.collection.vocabulary import Vocabulary
from index.facts import Facts
from index.messages import M_

Order = Literal["relevance", "newest", "oldest"]
_SHOWN_NAMES = 8
"""Names that an expansion lists at most."""
_MOST_IDS = 20_000
"""Ids whose document numbers are kept."""

Flags = Mapping[str, frozenset[str]]
"""Flag (``marked``, ``read``) → ids of the articles that have it."""


class _UnknownArticle(KeyError):
    """There is no article of that id."""


class CollectionReader:
    """One generation of a collection, opened for searching.

    Keep one open for each thread; calls from several threads are taken one after the other. The index is in the folder
    *place*, or in memory. Opening raises FileNotFoundError if a file of it is not there, and whatever damaged bytes
    lead to.
    """

    def __init__(self, place: Path | Mapping[str, bytes], generation: int) -> None:
        self._lock = threading.RLock()
        self._folder = place if isinstance(place, Path) else None
        self.generation = generation
        self.is_closed = False
        self._index = Index(place, INDEX_NAME, generation)
        self._vocabulary = Vocabulary([segment.terms for segment in self._index.segments])
        self._facets = FacetCounter(self._index.segments, self._vocabulary)
        self._numbers: dict[str, int | None] = {}
        self._flagged: dict[str, Flagged] = {}
        self._queries: dict[str, Query] = {}
        self._highlighters: dict[tuple[str, bool], Highlighter] = {}

    def __enter__(self) -> CollectionReader:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files; whatever is asked afterwards raises ValueError. Closing twice is nothing."""
        with self._lock:
            self.is_closed = True
            self._index.close()
            self._vocabulary = Vocabulary(())
            self._facets = FacetCounter((), self._vocabulary)

    def count(self) -> int:
        """How many articles there are."""
        with self._reading():
            return self._index.count()

    def search(
        self,
        text: str,
        *,
        order: Order = "relevance",
        limit: int = 200,
        flags: Flags | None = None,
        cancelled: Callable[[], bool] | None = None,
        snippets: int = 0,
        count_all: bool = True,
    ) -> SearchResult:
        """Search for *text* as ``docs/query-language.md`` explains it.

        An empty query finds everything, newest first; one of which nothing is understood finds nothing. *limit*
        bounds the hits, not the total. Without *count_all* the search ends with the hits: the total is exact where the
        index knows it without counting, else a lower bound. *flags* gives the ids of the articles that the reader has
        ``marked`` and ``read``. *cancelled* is asked every few milliseconds; once it is true the search ends with what
        it has, and the total is a lower bound. The first *snippets* hits get a snippet.
        """
        with self._reading(), no_collector():
            begun = time.perf_counter()
            query = self._parsed(text)
            patience = Patience(cancelled or _never)
            found, total, is_exact = self._find(query, order, limit, flags, patience, count_all=count_all)
            self._index.rest(patience)
            hits = tuple(
                self._hit(query, number, score, with_snippet=rank < snippets)
                for rank, (number, score) in enumerate(found)
            )
            return SearchResult(
                hits=hits,
                total=total,
                total_is_exact=is_exact,
                problems=(*query.problems, *self._unknown_names(query, patience)),
                expansions=tuple(self._expansions(query, patience)),
                is_understood=query.is_understood,
                seconds=time.perf_counter() - begun,
            )

    def total(
        self, text: str, *, flags: Flags | None = None, cancelled: Callable[[], bool] | None = None
    ) -> tuple[int, bool]:
        """How many articles the query *text* finds, and whether that is exact.

        Once *cancelled* it is a lower bound; *flags* as for :meth:`search`.
        """
        with self._reading(), no_collector():
            patience = Patience(cancelled or _never)
            parts = self._parts(self._parsed(text), flags, patience)
            counted = (0, False) if parts is None else finding.total(parts)
            self._index.rest(patience)
            return counted

    def facets(
        self,
        text: str,
        facet: str,
        *,
        limit: int = 20,
        flags: Flags | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> FacetCounts:
        """The articles that the query *text* finds, counted by *facet* (:data:`~index.collection.facets.FACETS`).

        *limit* bounds the values that are listed. *flags* and *cancelled* as for :meth:`search`; once cancelled, the
        counts are lower bounds.
        """
        with self._reading(), no_collector():
            query = self._parsed(text)
            patience = Patience(cancelled or _never)
            parts = self._parts(query, flags, patience)
            counts, total, is_exact = self._facets.count(facet, finding.every(parts or ()), patience)
            self._index.rest(patience)
            return FacetCounts(
                facet,
                tuple(self._facets.listed(facet, counts, limit)),
                len(counts),
                total,
                is_exact and parts is not None,
                problems=(*query.problems, *self._unknown_names(query, patience)),
                expansions=tuple(self._expansions(query, patience)),
                is_understood=query.is_understood,
            )

    def matching(self, text: str, ids: Iterable[str], *, flags: Flags | None = None) -> list[str]:
        """Which of the articles *ids* the query *text* finds, newest first; *flags* as for :meth:`search`."""
        with self._reading():
            wanted = {
                number: article for article in ids if (number := self._find_number(article)) is not None
            }
            parts = self._parts(self._parsed(text), flags, ENDLESS) or []
            found = finding.among(parts, wanted.keys())
            return [wanted[number] for number in self._index.by_age(found)]

    def load(self, id: str) -> StoredArticle:
        """The article *id* with its facts; raises KeyError if there is none."""
        with self._reading():
            number = self._number(id)
            return StoredArticle(
                unpack(bytes(self._index.value(number, "article")), Article),
                unpack(bytes(self._index.value(number, "facts")), Facts),
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

    def suggest(self, field: str, beginning: str, *, limit: int = 20) -> list[str]:
        """Names in the collection to go on with in ``field:beginning``; *field* in either language."""
        for key, aliases in FIELDS.items():
            if field.casefold() in aliases and key in KINDS:
                with self._reading():
                    return self._vocabulary.suggest(key, beginning, limit, ENDLESS)
        return []

    def rows(self) -> list[tuple[Row, Origin]]:
        """Every article's row and where it came from, in no particular order."""
        with self._reading():
            return self._origins(self._index.every())

    def with_content(self, sha256: str) -> list[str]:
        """The ids of the articles made of a file or record of that SHA-256, in hexadecimal."""
        with self._reading():
            found = self._origins(self._index.numbers(CONTENT, content_key(sha256)))
            return [row.id for row, origin in found if origin.sha256 == sha256]

    def _origins(self, numbers: Iterable[int]) -> list[tuple[Row, Origin]]:
        value = self._index.value
        return [
            (_decode_row(value(number, "row")), _decode_origin(value(number, "origin"))) for number in numbers
        ]

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Hold the lock, and name as damage what reading damaged files leads to."""
        with self._lock:
            if self.is_closed:
                raise ValueError("the reader of the collection was closed")
            with damage_named(self._folder, passing=(_UnknownArticle, Cancelled)):
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

    def _parts(
        self, query: Query, flags: Flags | None, patience: Patience, *, scored: bool = False
    ) -> list[Part] | None:
        """The *query* by segment, none where nothing is understood; null once cancelled."""
        if not query.is_understood:
            return []
        try:
            lookup = Lookup(
                countries=partial(self._vocabulary.countries, patience=patience),
                known=partial(self._vocabulary.known, patience=patience),
                visits=self._vocabulary.visits,
                flagged=self._flag_numbers(flags or {}, patience) if query.asks_flags else {},
            )
            return self._index.parts(query.node, lookup, patience, scored=scored)
        except Cancelled:
            return None

    def _find(
        self,
        query: Query,
        order: Order,
        limit: int,
        flags: Flags | None,
        patience: Patience,
        *,
        count_all: bool,
    ) -> tuple[list[tuple[int, float]], int, bool]:
        """Document numbers with scores, how many match at least, and whether that is exact."""
        parts = self._parts(query, flags, patience, scored=order == "relevance")
        if parts is None:
            return [], 0, False
        if order == "relevance" and not finding.scores_alike(parts):
            best = finding.Best(limit)
            is_whole = best.search(parts)
            found = best.ranked()
        else:
            numbers = finding.oldest(parts) if order == "oldest" else finding.newest(parts)
            taken, is_whole = finding.first(numbers, limit)
            found = [(number, 0.0) for number in taken]
        if not is_whole or len(found) < limit:
            return found, len(found), is_whole
        if not count_all:
            known = finding.known_total(parts)
            return found, len(found) if known is None else known, known is not None
        counted, is_exact = finding.total(parts)
        return found, max(counted, len(found)), is_exact

    def _flag_numbers(self, flags: Flags, patience: Patience) -> Mapping[str, Set[int]]:
        """*flags* with document numbers for ids; kept, since they are nearly the same from key to key."""
        for name, ids in flags.items():
            self._flagged.setdefault(name, Flagged(self._look_up)).update(ids, patience)
        return {name: self._flagged[name].numbers for name in flags}

    def _number(self, id: str) -> int:
        number = self._find_number(id)
        if number is None:
            raise _UnknownArticle(id)
        return number

    def _find_number(self, id: str) -> int | None:
        if id not in self._numbers:
            self._note(id, self._look_up(id))
        return self._numbers[id]

    def _look_up(self, id: str) -> int | None:
        return next(self._index.numbers("id", id), None)

    def _note(self, id: str, number: int | None) -> None:
        if len(self._numbers) >= _MOST_IDS:
            self._numbers.clear()
        self._numbers[id] = number

    # What is shown

    def _hit(self, query: Query, number: int, score: float, *, with_snippet: bool) -> Hit:
        row = _decode_row(self._index.value(number, "row"))
        self._note(row.id, number)
        marks = tuple(self._highlighter(query, in_title=True).spans(row.title))
        snippet = self._snippet(query, number) if with_snippet else Snippet("")
        return Hit(
            row.id, row.title, row.source, row.published, row.path, row.line, score, marks,
            snippet.text, snippet.marks,
        )  # fmt: skip

    def _snippet(self, query: Query, number: int) -> Snippet:
        body = unpack_body(bytes(self._index.value(number, "article")))
        return make_snippet(body, self._highlighter(query).spans(body))

    def _highlighter(self, query: Query, *, in_title: bool = False) -> Highlighter:
        """What marks *query*, kept like the query itself."""
        key = (query.text, in_title)
        if key not in self._highlighters:
            names = (name for words in query.wanted() for name in self._vocabulary.names_of(words, ENDLESS))
            self._highlighters[key] = Highlighter(query, in_title=in_title, names=dict.fromkeys(names))
        return self._highlighters[key]

    # What a query means

    def _expansions(self, query: Query, patience: Patience) -> Iterator[Expansion]:
        for words in query.wanted():
            typed = set(words.terms)
            # One of several spellings is enough: capitals and accents make no other name.
            spelt: dict[tuple[str, ...], str] = {}
            with suppress(Cancelled):
                for name in self._vocabulary.names_of(words, patience):
                    spelt.setdefault(tuple(terms(name)), name)
            others = tuple(name for parts, name in spelt.items() if not typed <= set(parts))
            if others and words.kind != "prefix":
                yield Expansion(f"{words.field_as_typed}:{words.text}", others[:_SHOWN_NAMES])

    def _unknown_names(self, query: Query, patience: Patience) -> Iterator[QueryProblem]:
        for words in query.wanted():
            with suppress(Cancelled):
                if words.field == "country" and not self._vocabulary.countries(words, patience):
                    message = M_(
                        "no country called “{text}” is known or named in the articles", text=words.text
                    )
                    yield QueryProblem(message, *words.span)


_decode_row = msgspec.msgpack.Decoder(Row).decode
_decode_origin = msgspec.msgpack.Decoder(Origin).decode


def _never() -> bool:
    return False
