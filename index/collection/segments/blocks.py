"""Posting lists in the blocks of Whoosh's W3 format.

Source of the format: ``W3PostingsWriter`` and ``W3LeafMatcher`` of ``whoosh/codec/whoosh3.py``, the same in Whoosh
2.7.4 and 3.54. A list is the tag ``W3Bl`` and then blocks of up to :data:`BLOCK` postings. A block is

- its length without these four bytes, a big-endian integer, negative for the last block of a list;
- a pickle of (postings, last document, greatest weight, compression, shortest and longest field length as a byte);
- a pickle of (documents, weights, values).

The documents are the first number and the steps to the later ones; weights are None where all are 1; values are None
in fields without positions. Whoosh puts tuples there and compresses them. Here steps and weights that fit in a byte
are byte strings, which give the same numbers when they are indexed or iterated over, and nothing is compressed: the
byte strings are shorter than Whoosh's tuples, and neither writing nor reading them costs the time of zlib. The pickles
are put together from their parts, each of which is a pickle by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import sub
from pickle import dumps, loads
from struct import Struct
from typing import NamedTuple

_TAG = b"W3Bl"
BLOCK = 128
"""Postings in a block, as many as Whoosh puts there."""
_BYTE = 256
_PICKLE = b"\x80\x03"
_NONE = b"N"
_END = b"\x87."  # of a tuple of three, and of the pickle
_head = Struct("<4sBsisi3sBsB2s")
# The opcodes of the information around its numbers: the last document and the greatest weight have four bytes each.
_OPEN, _WORD, _BETWEEN, _NUMBER, _CLOSE = b"\x80\x02(K", b"J", b"K\x00K", b"K", b"t."
_length = Struct("!i")
_document = Struct("<i").pack


class Summary(NamedTuple):
    """What the term table keeps of a posting list, beside where it lies."""

    weight: int
    """Sum of the weights."""
    documents: int
    shortest: int
    """Least field length of the documents, as a byte (``whoosh.util.numeric.length_to_byte``); 0 if unknown."""
    longest: int
    heaviest: int
    """Greatest weight."""
    first: int
    """Number of the first document."""
    last: int


def encode(
    documents: Sequence[int],
    weights: Sequence[int] | None,
    values: Sequence[bytes] | None,
    lengths: bytes | None,
) -> tuple[bytes, Summary]:
    """A posting list and its summary.

    *documents* are ascending; *weights* are None where all are 1; *values* are as :func:`part` gives them, None in a
    field without positions; *lengths* are the field length bytes of all documents of the segment by their numbers,
    None in a field without lengths.
    """
    count = len(documents)
    if count == 1:
        return _encode_one(
            documents[0],
            1 if weights is None else weights[0],
            None if values is None else values[0],
            0 if lengths is None else lengths[documents[0]],
        )
    if count <= BLOCK:
        block, summary = _encode_block(documents, weights, values, lengths, last=True)
        return _TAG + block, summary
    parts, summaries = [_TAG], []
    for at in range(0, count, BLOCK):
        part = slice(at, at + BLOCK)
        block, summary = _encode_block(
            documents[part],
            None if weights is None else weights[part],
            None if values is None else values[part],
            lengths,
            last=at + BLOCK >= count,
        )
        parts.append(block)
        summaries.append(summary)
    return b"".join(parts), _sum(summaries)


def _encode_one(document: int, weight: int, value: bytes | None, length: int) -> tuple[bytes, Summary]:
    """A list of one posting, as most terms have."""
    data = b"%bJ%b\x85%b%b%b" % (
        _PICKLE,
        _document(document),
        _NONE if weight == 1 else _numbers((weight,), weight),
        _NONE if value is None else value + b"\x85",
        _END,
    )
    head = _head.pack(_OPEN, 1, _WORD, document, _WORD, weight, _BETWEEN, length, _NUMBER, length, _CLOSE)
    postings = b"%b%b%b%b" % (_TAG, _length.pack(-len(head) - len(data)), head, data)
    return postings, Summary(weight, 1, length, length, weight, document, document)


def _encode_block(
    documents: Sequence[int],
    weights: Sequence[int] | None,
    values: Sequence[bytes] | None,
    lengths: bytes | None,
    *,
    last: bool,
) -> tuple[bytes, Summary]:
    count = len(documents)
    shortest = longest = 0
    if lengths is not None:
        known = [lengths[document] for document in documents]
        shortest, longest = min(known), max(known)
    if weights is None:
        weight, heaviest, weights_part = count, 1, _NONE
    else:
        weight, heaviest = sum(weights), max(weights)
        weights_part = _NONE if weight == count and heaviest == 1 else _numbers(weights, heaviest)
    steps = [documents[0], *map(sub, documents[1:], documents)]
    values_part = _NONE if values is None else b"(%bt" % b"".join(values)
    data = b"".join((_PICKLE, _numbers(steps, max(steps)), weights_part, values_part, _END))
    size = _head.size + len(data)
    head = _head.pack(
        _OPEN, count, _WORD, documents[-1], _WORD, heaviest, _BETWEEN, shortest, _NUMBER, longest, _CLOSE
    )
    block = _length.pack(-size if last else size) + head + data
    return block, Summary(weight, count, shortest, longest, heaviest, documents[0], documents[-1])


def _numbers(numbers: Sequence[int], greatest: int) -> bytes:
    """The pickle of *numbers*, without beginning and end."""
    if greatest < _BYTE:
        return b"C%c%b" % (len(numbers), bytes(numbers))
    return dumps(tuple(numbers), 2)[2:-1]


def part(value: bytes) -> bytes:
    """The pickle of the *value* of a posting, without beginning and end."""
    return b"C%c%b" % (len(value), value) if len(value) < _BYTE else dumps(value, 3)[2:-1]


def _sum(blocks: Sequence[Summary]) -> Summary:
    return Summary(
        sum(block.weight for block in blocks),
        sum(block.documents for block in blocks),
        min(block.shortest for block in blocks),
        max(block.longest for block in blocks),
        max(block.heaviest for block in blocks),
        blocks[0].first,
        blocks[-1].last,
    )


Block = tuple[Sequence[int], Sequence[int] | None, Sequence[bytes] | None]
"""The first document of a block and the steps to the later ones, the weights and the values, as they are pickled."""


def decode(postings: bytes) -> list[Block]:
    """The blocks of a posting list that :func:`encode` made; raises ValueError if it is none."""
    if postings[:4] != _TAG:
        raise ValueError("no posting list where the term table names one")
    found: list[Block] = []
    at, last = 4, False
    while not last:
        (size,) = _length.unpack_from(postings, at)
        last, size = size < 0, abs(size)
        at += _length.size
        # The record of the collection vouches for the file that this comes from.
        found.append(loads(postings[at + _head.size : at + size]))  # noqa: S301
        at += size
    return found


def parts(values: Sequence[bytes]) -> list[bytes]:
    """What :func:`part` makes of each of *values*."""
    if max(map(len, values)) < _BYTE:
        return [b"C%c%b" % (len(value), value) for value in values]
    return list(map(part, values))
