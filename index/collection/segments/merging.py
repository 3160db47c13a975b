"""Several segments to one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from heapq import merge
from itertools import accumulate, compress, groupby
from operator import itemgetter, sub
from typing import Any

from whoosh.filedb.filestore import Storage

from index.collection.collector import no_collector
from index.collection.schema import BYTE_COLUMNS, DAY, WORDS_FIELDS
from index.collection.segments import blocks, columns
from index.collection.segments.builder import (
    FIELDS,
    SOURCES,
    new_segment,
    write_lengths,
)
from index.collection.segments.compound import SegmentFile
from index.collection.segments.deriving import Term
from index.collection.segments.fields import write_fields
from index.collection.segments.source import SegmentSource, TermEntry

GONE = -1
"""The number that a deleted document gets."""


def merge_segments(storage: Storage, sources: Sequence[Any], *, into: Storage | None = None) -> Any:
    """See :func:`index.collection.segments.merge_segments`."""
    with ExitStack() as stack:
        opened = [stack.enter_context(SegmentSource(storage, segment)) for segment in sources]
        return _Merger(opened).write(storage if into is None else into)


class _Merger:
    def __init__(self, sources: Sequence[SegmentSource]) -> None:
        self._sources = sources
        self._days = [source.days() for source in sources]
        self._order = _order(sources, self._days)
        self._numbers = _numbers(sources, self._order)
        self._has_gaps = [GONE in numbers for numbers in self._numbers]

    def write(self, storage: Storage) -> Any:
        segment = new_segment(storage, len(self._order))
        lengths = {name: self._lengths(name) for name in (*WORDS_FIELDS, *SOURCES)}
        with no_collector(), SegmentFile(storage, segment) as file:
            totals = write_fields(file, self._fields(), lengths)
            write_lengths(file, lengths)
            segment._fieldlengths = {name: totals[SOURCES.get(name, name)] for name in lengths}
            for name in BYTE_COLUMNS:
                file.add(columns.extension(name), self._column(name))
            days = columns.numbers((self._days[source][number] for source, number in self._order), "i")
            file.add(columns.extension(DAY), [days])
            file.finish()
        return segment

    # The searched fields

    def _fields(self) -> Iterator[tuple[str, Iterator[Term]]]:
        for name in FIELDS:
            yield name, self._terms(name)

    def _terms(self, name: str) -> Iterator[Term]:
        entries = merge(*(source.terms(name, at) for at, source in enumerate(self._sources)))
        for term, same in groupby(entries, key=itemgetter(0)):
            if (found := self._term(term, list(same), with_values=name in WORDS_FIELDS)) is not None:
                yield found

    def _term(self, term: bytes, entries: Sequence[TermEntry], *, with_values: bool) -> Term | None:
        """The postings of *term* in all sources, as one list; None if it is in deleted documents only."""
        documents: list[int] = []
        weights: list[int] = []
        values: list[bytes] = []
        for _, source, offset, length, weight, alone in entries:
            if alone >= 0 and not with_values:
                blocks_found: list[blocks.Block] = [((alone,), (weight,), None)]
            else:
                blocks_found = blocks.decode(self._sources[source].postings(offset, length))
            renumbered = self._numbers[source].__getitem__
            for steps, block_weights, block_values in blocks_found:
                begin = len(documents)
                documents += map(renumbered, accumulate(steps))
                weights += block_weights or (1,) * len(steps)
                if block_values:
                    values += blocks.parts(block_values)
                if self._has_gaps[source]:
                    _drop(begin, documents, weights, values)
        if not documents:
            return None
        found = Term(term, documents, weights, values if with_values else None)
        return found if len(entries) == 1 else _ordered(found)

    # What is kept of each document

    def _lengths(self, name: str) -> bytes:
        """The field length bytes of *name* in the new order."""
        found = [source.field_lengths(name) for source in self._sources]
        return bytes([found[source][number] for source, number in self._order])

    def _column(self, name: str) -> Iterator[bytes]:
        offsets = [source.offsets(name) for source in self._sources]
        sizes: list[int] = []
        for source, first, last in _runs(self._order):
            known = offsets[source][first : last + 1]
            yield self._sources[source].column(name, known[0], known[-1])
            sizes += map(sub, known[1:], known)
        yield columns.lengths(sizes)


def _order(sources: Sequence[SegmentSource], days: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """The documents that are not deleted, newest first, those of one day as they were added."""
    documents = [
        (at, number)
        for at, source in enumerate(sources)
        for number in range(source.documents)
        if number not in source.deleted
    ]
    return sorted(documents, key=lambda document: -days[document[0]][document[1]])


def _numbers(sources: Sequence[SegmentSource], order: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Of each source the new numbers of its documents."""
    numbers = [[GONE] * source.documents for source in sources]
    for new, (source, old) in enumerate(order):
        numbers[source][old] = new
    return numbers


def _drop(begin: int, documents: list[int], weights: list[int], values: list[bytes]) -> None:
    """Take the postings of deleted documents out again, from the place *begin* on."""
    stays = [number != GONE for number in documents[begin:]]
    if not all(stays):
        documents[begin:] = compress(documents[begin:], stays)
        weights[begin:] = compress(weights[begin:], stays)
        values[begin:] = compress(values[begin:], stays)


def _ordered(term: Term) -> Term:
    documents = sorted(term.documents)
    if documents == term.documents:
        return term  # no source's documents come between those of another
    places = sorted(range(len(documents)), key=term.documents.__getitem__)
    return Term(
        term.term,
        documents,
        term.weights and list(map(term.weights.__getitem__, places)),
        term.values and list(map(term.values.__getitem__, places)),
    )


def _runs(order: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    """The documents of *order* in stretches that follow one another in one source: source, first, behind the last."""
    begin = 0
    for at in range(1, len(order) + 1):
        source, number = order[at - 1]
        if at == len(order) or order[at] != (source, number + 1):
            yield source, order[begin][1], number + 1
            begin = at
