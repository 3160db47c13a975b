"""The searched fields of a segment: their postings and the table of their terms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from index.collection.segments import blocks
from index.collection.segments.compound import SegmentFile
from index.collection.segments.deriving import Term
from index.collection.segments.terms import TermTable, information

_BYTE = 256
_POSTINGS, _TERMS = ".pst", ".trm"


def write_fields(
    file: SegmentFile, fields: Iterable[tuple[str, Iterable[Term]]], lengths: Mapping[str, bytes]
) -> dict[str, int]:
    """Write *fields*, each with its terms in order; returns the sum of the weights in each of them.

    *lengths* are the field length bytes of all documents, for the fields that have lengths.
    """
    table = TermTable(file.records)
    totals: dict[str, int] = {}
    file.add(_POSTINGS, _postings(fields, lengths, table, totals))
    table.close()
    file.add_records(_TERMS)
    return totals


def _postings(
    fields: Iterable[tuple[str, Iterable[Term]]],
    lengths: Mapping[str, bytes],
    table: TermTable,
    totals: dict[str, int],
) -> Iterator[bytes]:
    """The posting lists one after the other, each entered in *table* and its weight in *totals*.

    Terms without positions that occur in one document, with the same weight and field length, share one list.
    """
    shared: dict[int, bytes] = {}
    offset = 0
    for name, terms in fields:
        prefix = b""
        total = 0
        known = lengths.get(name)
        for term, documents, weights, values in terms:
            prefix = prefix or table.add_field(name)
            key = -1
            if values is None and len(documents) == 1:
                weight = weights[0] if weights is not None else 1
                if weight < _BYTE:
                    document = documents[0]
                    key = (document << 8 | weight) << 8 | (known[document] if known is not None else 0)
                    if (info := shared.get(key)) is not None:
                        table.add(prefix + term, info)
                        total += weight
                        continue
            postings, summary = blocks.encode(documents, weights, values, known)
            info = information(summary, offset, len(postings))
            table.add(prefix + term, info)
            total += summary.weight
            offset += len(postings)
            if key >= 0:
                shared[key] = info
            yield postings
        totals[name] = total
