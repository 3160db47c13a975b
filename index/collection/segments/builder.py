"""Documents to a segment."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import repeat
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from whoosh.codec.whoosh3 import W3Codec
from whoosh.filedb.filestore import Storage
from whoosh.util.numeric import length_to_byte

from index.collection.collector import no_collector
from index.collection.conflation import root
from index.collection.schema import DAY, EDGE, EDGE_LETTERS, INDEX_NAME, KEY_FIELDS, ROOTS, WORDS_FIELDS
from index.collection.segments import columns
from index.collection.segments.compound import SegmentFile
from index.collection.segments.deriving import Term, beginnings, grouped
from index.collection.segments.fields import write_fields
from index.collection.segments.positions import Singles
from index.collection.segments.words import unpack

if TYPE_CHECKING:
    from index.collection.document import Document

SOURCES = {EDGE: "text", **{companion: field for field, companion in ROOTS.items()}}
"""Field that follows from the words of another → that field."""
FIELDS = tuple(sorted((*WORDS_FIELDS, *SOURCES, *KEY_FIELDS)))
"""All searched fields, in the order in which a segment holds them."""


def write_segment(storage: Storage, documents: Sequence[Document]) -> Any:
    """See :func:`index.collection.segments.write_segment`."""
    ordered = sorted(documents, key=lambda document: -document.day)
    segment = new_segment(storage, len(ordered))
    lengths = {name: _lengths(ordered, SOURCES.get(name, name)) for name in (*WORDS_FIELDS, *SOURCES)}
    with no_collector(), SegmentFile(storage, segment) as file:
        write_fields(file, _Contents(ordered).fields(), lengths)
        write_lengths(file, lengths)
        segment._fieldlengths = {
            name: sum(document.words[SOURCES.get(name, name)].length for document in ordered)
            for name in lengths
        }
        for name in ordered[0].columns:
            values = [document.columns[name] for document in ordered]
            file.add(columns.extension(name), [*values, columns.lengths([len(value) for value in values])])
        file.add(columns.extension(DAY), [columns.numbers((document.day for document in ordered), "i")])
        file.finish()
    return segment


def new_segment(storage: Storage, documents: int) -> Any:
    """An empty ``W3Segment`` for so many *documents*, with a name of its own."""
    segment = W3Codec().new_segment(storage, INDEX_NAME)
    segment.set_doc_count(documents)
    return segment


def write_lengths(file: SegmentFile, lengths: Mapping[str, bytes]) -> None:
    """Write the columns of field lengths, and the one for stored fields that Whoosh expects and nothing is kept in."""
    documents = 0
    for name, column in lengths.items():
        documents = len(column)
        if any(column):
            file.add(columns.extension(f"_{name}_len"), [column])
    file.add(columns.extension("_stored"), [columns.lengths([0] * documents)])


def _lengths(documents: Sequence[Document], field: str) -> bytes:
    """The field length bytes of *documents*."""
    return bytes(length_to_byte(document.words[field].length) for document in documents)


class _Contents:
    """The terms of documents in their final order."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._documents = documents
        self._kept: dict[str, list[Term]] = {}
        """The words of fields that others follow from."""

    def fields(self) -> Iterator[tuple[str, Iterable[Term]]]:
        """Every field that has terms, with them."""
        for name in FIELDS:
            yield name, self._terms(name)

    def _terms(self, name: str) -> Iterable[Term]:
        if name in KEY_FIELDS:
            return self._keys(name)
        if name == EDGE:
            return beginnings(self._words(SOURCES[name]), EDGE_LETTERS, len(self._documents))
        if name in SOURCES:
            return grouped(self._words(SOURCES[name]), root, len(self._documents))
        return self._words(name)

    def _keys(self, name: str) -> Iterator[Term]:
        found: dict[bytes, list[int]] = defaultdict(list)
        for number, document in enumerate(self._documents):
            for term in document.keys[name]:
                found[term].append(number)
        for term in sorted(found):
            yield Term(term, found[term], None)

    def _words(self, name: str) -> list[Term]:
        if name not in self._kept:
            terms = _words(self._documents, name)
            if name not in SOURCES.values():
                return terms
            self._kept[name] = terms
        return self._kept[name]


def _words(documents: Sequence[Document], name: str) -> list[Term]:
    """The words of a field, in order."""
    # Of each word: document, weight, value, document, weight, value, …
    found: dict[bytes, list[Any]] = defaultdict(list)
    singles = Singles()
    for number, document in enumerate(documents):
        terms, weights, values = unpack(document.words[name], singles)
        # Nothing but a loop over the postings, which is most of the work.
        postings = zip(repeat(number), weights, values)
        deque(map(list.extend, map(found.__getitem__, terms), postings), maxlen=0)
    return sorted(
        (Term(term, postings[::3], postings[1::3], postings[2::3]) for term, postings in found.items()),
        key=itemgetter(0),
    )
