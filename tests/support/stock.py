"""The same documents written by Whoosh's own writer, to compare with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pickle import loads
from typing import Any, NamedTuple

from whoosh.filedb.filestore import Storage
from whoosh.index import FileIndex
from whoosh.writing import NO_MERGE, SegmentWriter

from index.collection.conflation import root
from index.collection.document import Document
from index.collection.schema import EDGE, EDGE_LETTERS, INDEX_NAME, ROOTS, schema
from index.collection.segments.positions import Singles
from index.collection.segments.words import unpack

Posting = tuple[str, bytes, float, bytes]


class Unpacked(NamedTuple):
    """A document whose words are as Whoosh's own analysis leaves them to its writer."""

    document: Document
    words: dict[str, list[tuple[str, float, bytes]]]
    """Field → the words in it, each with its weight and its positions in Whoosh's format."""


def unpacked(document: Document) -> Unpacked:
    """*document* for :func:`write`."""
    singles = Singles()
    words = {
        name: [
            (term.decode(), float(weight), loads(value + b"."))
            for term, weight, value in zip(*unpack(packed, singles), strict=True)
        ]
        for name, packed in document.words.items()
    }
    return Unpacked(document, words)


def write(storage: Storage, documents: Sequence[Unpacked]) -> None:
    """Add *documents*, newest first, to the index in *storage* as one segment, and commit."""
    index = FileIndex(storage, schema=schema(), indexname=INDEX_NAME)
    writer = SegmentWriter(index, _lk=False, limitmb=256)
    for one in sorted(documents, key=lambda one: -one.document.day):
        _write_one(writer, one)
    writer.commit(mergetype=NO_MERGE)


def _write_one(writer: Any, one: Unpacked) -> None:
    document = one.document
    kept = writer.perdocwriter
    fields = schema()
    number = writer.docnum
    kept.start_doc(number)
    for name, term, weight, value in postings(one):
        writer.pool.add((name, term, number, weight, value))
    for name, words in document.words.items():
        for field in (name, *([ROOTS[name]] if name in ROOTS else ()), *([EDGE] if name == "text" else ())):
            kept.add_field(field, fields[field], None, words.length)
    for name, column in document.columns.items():
        kept.add_column_value(name, fields[name].column_type, column)
    kept.add_column_value("day", fields["day"].column_type, document.day)
    kept.finish_doc()
    writer._added = True
    writer.docnum += 1


def postings(one: Unpacked) -> Iterator[Posting]:
    """Field, term, weight and value of everything that the document is found by."""
    for name, keys in one.document.keys.items():
        for key in keys:
            yield name, key, 1.0, b""
    for name, words in one.words.items():
        derived: dict[tuple[str, str], float] = defaultdict(float)
        for text, weight, value in words:
            yield name, text.encode(), weight, value
            if name in ROOTS:
                derived[ROOTS[name], root(text)] += weight
            if name == "text":
                for letters in range(1, min(EDGE_LETTERS, len(text)) + 1):
                    derived[EDGE, text[:letters]] += weight
        for (field, text), total in derived.items():
            yield field, text.encode(), total, b""
