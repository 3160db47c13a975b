"""The same documents written by Whoosh's own writer, to compare with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pickle import loads
from typing import Any

from whoosh.filedb.filestore import Storage
from whoosh.index import FileIndex
from whoosh.writing import NO_MERGE, SegmentWriter

from index.collection.conflation import root
from index.collection.document import Document
from index.collection.schema import EDGE, EDGE_LETTERS, INDEX_NAME, ROOTS, schema
from index.collection.segments.positions import Singles
from index.collection.segments.words import unpack

Posting = tuple[str, bytes, float, bytes]


def write(storage: Storage, documents: Sequence[Document]) -> None:
    """Add *documents*, newest first, to the index in *storage* as one segment, and commit."""
    index = FileIndex(storage, schema=schema(), indexname=INDEX_NAME)
    writer = SegmentWriter(index, _lk=False, limitmb=256)
    for document in sorted(documents, key=lambda document: -document.day):
        _write_one(writer, document)
    writer.commit(mergetype=NO_MERGE)


def _write_one(writer: Any, document: Document) -> None:
    kept = writer.perdocwriter
    fields = schema()
    number = writer.docnum
    kept.start_doc(number)
    for name, term, weight, value in postings(document):
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


def postings(document: Document) -> Iterator[Posting]:
    """Field, term, weight and value of everything that *document* is found by."""
    for name, keys in document.keys.items():
        for key in keys:
            yield name, key, 1.0, b""
    for name, words in document.words.items():
        derived: dict[tuple[str, str], float] = defaultdict(float)
        for term, weight, value in zip(*unpack(words, Singles()), strict=True):
            yield name, term, float(weight), loads(value + b".")
            text = term.decode()
            if name in ROOTS:
                derived[ROOTS[name], root(text)] += weight
            if name == "text":
                for letters in range(1, min(EDGE_LETTERS, len(text)) + 1):
                    derived[EDGE, text[:letters]] += weight
        for (field, text), total in derived.items():
            yield field, text.encode(), total, b""
