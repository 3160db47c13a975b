"""The postings of one term in one segment, read a block at a time.

A block holds up to 128 postings as a pickle of three sequences: differences of document numbers, weights, and values
(encoded positions), each block beginning anew. Before it stand its size and a summary, by which blocks are skipped
unread. The format, which Whoosh reads as well, is that of :mod:`index.collection.segments.blocks`.
"""

from __future__ import annotations

import struct
from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from index.collection.searching.files import DamagedIndex, unpickled_plain
from index.collection.searching.patience import Patience
from index.collection.searching.terms import Term

_MAGIC = b"W3Bl"
_SIZE = struct.Struct("!i")
_HEAD = struct.Struct("<4sBsisi3sBsB2s")
_OPEN, _CLOSE = b"\x80\x02(K", b"t."
"""What stands around the numbers of a summary, which is a pickle."""
_COUNTED = 4
"""Bytes before encoded positions that tell how many they are."""

Places = dict[int, set[int]]
"""Document number → positions of words in it."""


class Summary(NamedTuple):
    """What is known of a block without reading it."""

    size: int
    last: int
    """The highest number of a document in it."""
    max_weight: float
    shortest: int
    """The length code of its shortest document (:data:`index.collection.searching.bm25.LENGTHS`)."""


class Block(NamedTuple):
    """The postings of a block, side by side."""

    numbers: Sequence[int]
    weights: Sequence[float]
    values: Sequence[bytes]
    """Encoded positions; empty where the field keeps none."""


class Postings:
    """Where the term *term* occurs, by the file of postings *data*."""

    def __init__(
        self, data: memoryview, term: Term, patience: Patience, *, keeps_values: bool = True
    ) -> None:
        self.term = term
        self._data = data
        self.patience = patience
        self.summaries: list[Summary] = []
        self._lasts: list[int] = []
        self._places: list[tuple[int, int]] = []
        self._next = term.offset + len(_MAGIC)
        self._keeps_values = keeps_values
        self._kept: tuple[int, Block] | None = None
        """The block read last, with its values where there are not very many terms to keep them of."""
        if term.inline is not None:
            numbers, weights, values = term.inline
            self.summaries = [Summary(len(numbers), numbers[-1], term.max_weight, 0)]
            self._lasts = [numbers[-1]]
            self._kept = 0, Block(numbers, weights or (1.0,) * len(numbers), values)
            self._next = -1
        elif data[term.offset : self._next] != _MAGIC:
            raise DamagedIndex("no postings where a term says")

    def blocks(self, low: int, high: int) -> range:
        """The positions of the blocks that may hold documents from *low* to below *high*."""
        while self._next >= 0 and (not self._lasts or self._lasts[-1] < high - 1):
            self.patience.spend()
            for _ in range(16):
                if self._next >= 0:
                    self._summarise()
        begin = bisect_left(self._lasts, low)
        end = bisect_left(self._lasts, high - 1, begin)
        return range(begin, min(end + 1, len(self._lasts)))

    def _summarise(self) -> None:
        """Read the summary of the next block."""
        data, at = self._data, self._next
        (size,) = _SIZE.unpack_from(data, at)
        at += _SIZE.size
        opened, count, _, last, _, max_weight, _, shortest, _, _longest, closed = _HEAD.unpack_from(data, at)
        if opened != _OPEN or closed != _CLOSE:
            raise DamagedIndex("no summary where a block begins")
        self._next = -1 if size < 0 else at + size
        self._places.append((at + _HEAD.size, at + abs(size)))
        self.summaries.append(Summary(count, last, max_weight, shortest))
        self._lasts.append(last)

    def block(self, position: int) -> Block:
        """The block at that position, from a range that :meth:`blocks` gave."""
        if self._kept is not None and self._kept[0] == position:
            return self._kept[1]
        self.patience.spend()
        begin, end = self._places[position]
        numbers, weights, values = unpickled_plain(self._data[begin:end])
        block = Block(array("I", accumulate(numbers)), weights or b"\1" * len(numbers), values or ())
        self._kept = position, block if self._keeps_values else block._replace(values=())
        return block

    @property
    def known(self) -> int:
        """How many blocks have a summary so far."""
        return len(self.summaries)

    def chosen(self, low: int, high: int, among: Collection[int] | None = None) -> Iterable[int]:
        """The positions of the blocks from *low* to below *high*, only those needed for *among*."""
        self.patience.spend()
        blocks = self.blocks(low, high)
        if among is None or len(among) > 4 * len(blocks):
            return blocks
        lasts, end = self._lasts, blocks.stop
        positions = {bisect_left(lasts, number) for number in among}
        return sorted(position for position in positions if blocks.start <= position < end)

    def cut(self, position: int, low: int, high: int) -> Block:
        """Of the block at *position* what lies from *low* to below *high*."""
        block = self.block(position)
        numbers, weights, values = block
        if numbers[0] >= low and numbers[-1] < high:
            return block
        begin, end = bisect_left(numbers, low), bisect_left(numbers, high)
        return Block(numbers[begin:end], weights[begin:end], values[begin:end])

    def places(self, position: int, among: Collection[int]) -> Places:
        """Where the term stands in those documents *among* that the block at *position* holds."""
        if not self._keeps_values:
            self._kept = None
        numbers, _, values = self.block(position)
        found = {
            number: positions(value) for number, value in zip(numbers, values, strict=True) if number in among
        }
        self.patience.spend(len(found) >> 4)
        return found

    def numbers(self, low: int, high: int, among: Collection[int] | None = None) -> set[int]:
        """The documents from *low* to below *high*; with *among*, at least those of them that are there."""
        found: set[int] = set()
        for position in self.chosen(low, high, among):
            found.update(self.cut(position, low, high).numbers)
        return found

    def count(self, low: int, high: int) -> int:
        """How many documents there are from *low* to below *high*."""
        if low <= self.term.first and high > self.term.last:
            return self.term.documents
        blocks = self.blocks(low, high)
        if len(blocks) < 3:
            return len(self.numbers(low, high))
        inner = sum(self.summaries[position].size for position in blocks[1:-1])
        for position in (blocks[0], blocks[-1]):
            numbers = self.block(position).numbers
            inner += bisect_left(numbers, high) - bisect_left(numbers, low)
        return inner


def positions(value: bytes) -> set[int]:
    """The positions that a posting's *value* encodes (``whoosh.formats.Positions``)."""
    found, at = set(), 0
    for distance in unpickled_plain(value[_COUNTED:]):
        at += distance
        found.add(at)
    return found
