"""The postings of one term in one segment, read a block at a time.

A block holds up to 128 postings as a pickle of three sequences: differences of document numbers, weights, and values
(encoded positions), each block beginning anew. Before it stand its size and a summary, by which blocks are skipped
unread. The format, which Whoosh reads as well, is that of :mod:`index.collection.segments.blocks`.
"""

from __future__ import annotations

import struct
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Container, Iterable, Iterator, Sequence
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

_ONE_STEP, _BYTE_STEPS = b"MC"
"""What encoded positions begin with where there is one of two bytes, and where all steps fit in a byte string."""
_MOST_BLOCKS = 1_024
"""Blocks that are kept; one of a field with positions takes some 12 kB."""
_DENSE = 3
"""Where more than one in so many of a block's documents is asked about, all are looked at rather than each sought."""

Places = dict[int, set[int]]
"""Document number → positions of words in it."""


class Summary(NamedTuple):
    """What is known of a block without reading it."""

    size: int
    last: int
    """The highest number of a document in it."""
    max_weight: float
    shortest: int
    """The length code of its shortest document (:func:`index.collection.searching.bm25.lengths`)."""


class Block(NamedTuple):
    """The postings of a block, side by side."""

    numbers: Sequence[int]
    weights: Sequence[float]
    values: Sequence[bytes]
    """Encoded positions; empty where the field keeps none."""


class Blocks(dict[tuple[int, int], Block]):
    """Blocks read lately, by segment and place in its file of postings.

    Somebody who types on asks for most words again, and a phrase wants documents first and positions later.
    """

    def keep(self, key: tuple[int, int], block: Block) -> None:
        """Keep *block*; where there are very many, those read before are given up."""
        if len(self) >= _MOST_BLOCKS:
            self.clear()
        self[key] = block


class Postings:
    """Where the term *term* of the segment *segment* occurs, by the segment's file of postings *data*."""

    def __init__(self, segment: int, data: memoryview, term: Term, kept: Blocks, patience: Patience) -> None:
        self.term = term
        self._segment = segment
        self._data = data
        self._kept = kept
        self.patience = patience
        self.summaries: list[Summary] = []
        self._lasts: list[int] = []
        self._places: list[tuple[int, int]] = []
        self._next = term.offset + len(_MAGIC)
        self._inline: Block | None = None
        if term.inline is not None:
            numbers, weights, values = term.inline
            self.summaries = [Summary(len(numbers), numbers[-1], term.max_weight, 0)]
            self._lasts = [numbers[-1]]
            self._inline = Block(numbers, weights or (1.0,) * len(numbers), values)
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
        if self._inline is not None:
            return self._inline
        begin, end = self._places[position]
        block = self._kept.get((self._segment, begin))
        if block is None:
            self.patience.spend()
            numbers, weights, values = unpickled_plain(self._data[begin:end])
            block = Block(list(accumulate(numbers)), weights or b"\1" * len(numbers), values or ())
            self._kept.keep((self._segment, begin), block)
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

    def numbers(self, low: int, high: int) -> set[int]:
        """The documents from *low* to below *high*."""
        found: set[int] = set()
        for position in self.chosen(low, high):
            found.update(self.cut(position, low, high).numbers)
        return found

    def meeting(
        self, low: int, high: int, among: Collection[int], skipped: Container[int] = ()
    ) -> Iterator[tuple[Block, list[int]]]:
        """The blocks that hold any of the documents *among* from *low* to below *high*, with their places in it.

        Blocks at the positions *skipped* are left out.
        """
        self.patience.spend()
        wanted = sorted(among)
        at, end = bisect_left(wanted, low), bisect_left(wanted, high)
        last_position = self.blocks(low, high).stop
        lasts = self._lasts
        while at < end:
            position = bisect_left(lasts, wanted[at])
            if position >= last_position:
                return
            begin, at = at, bisect_right(wanted, lasts[position], at, end)
            if position in skipped:
                continue
            block = self.block(position)
            numbers = block.numbers
            if (at - begin) * _DENSE > len(numbers):
                places = [
                    place for place, number in enumerate(numbers) if number in among and low <= number < high
                ]
            else:
                places = [
                    place
                    for number in wanted[begin:at]
                    if numbers[place := bisect_left(numbers, number)] == number
                ]
            if places:
                yield block, places

    def places(self, low: int, high: int, among: Collection[int], back: int = 0) -> Places:
        """Where the term stands in those documents *among* that have it, each position lessened by *back*."""
        found: Places = {}
        for (numbers, _, values), places in self.meeting(low, high, among):
            self.patience.spend(len(places) >> 4)
            found.update((numbers[place], positions(values[place], back)) for place in places)
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


def positions(value: bytes, back: int = 0) -> set[int]:
    """The positions that a posting's *value* encodes, each lessened by *back*.

    The format is that of :mod:`index.collection.segments.positions`; its two commonest forms are read without pickle.
    """
    form = value[_COUNTED]
    if form == _ONE_STEP:
        return {value[_COUNTED + 1] + (value[_COUNTED + 2] << 8) - back}
    steps = value[_COUNTED + 2 : -1] if form == _BYTE_STEPS else unpickled_plain(value[_COUNTED:])
    return set(accumulate(steps[1:], initial=steps[0] - back))
