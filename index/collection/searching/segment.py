"""One segment of an index, opened for reading; its documents are numbered newest first, unknown days last."""

from __future__ import annotations

import struct
import sys
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate
from typing import Final

from index.collection.searching.files import Files, SegmentRecord, read_compound
from index.collection.searching.patience import Patience
from index.collection.searching.postings import Blocks, Postings
from index.collection.searching.terms import Term, TermFile

_MOST_TERMS: Final = 4_096
"""Terms whose statistics are kept."""
_MOST_BEGINNINGS: Final = 8
_MOST_BEGUN: Final = 16_384
"""Beginnings whose terms are kept, and how many terms of theirs; the last one asked for is kept however many it has."""


class Segment:
    """The segment *record* of the index in *files*.

    *offset* is the number of its first document in the whole index; *kept* holds the blocks of all segments together.
    """

    def __init__(self, files: Files, record: SegmentRecord, offset: int, kept: Blocks | None = None) -> None:
        self._name = record.name
        self._parts = read_compound(files.open(f"{record.name}.seg"))
        self.offset = offset
        self.count = record.count
        self.deleted = record.deleted
        self.field_lengths = record.field_lengths
        self._kept = Blocks() if kept is None else kept
        self._postings = self._parts[f"{record.name}.pst"]
        self.terms = TermFile(self._parts[f"{record.name}.trm"])
        self._beginnings: dict[tuple[str, bytes], Sequence[Term]] = {}
        self._columns: dict[str, Column] = {}
        self._found: dict[tuple[str, bytes], Term | None] = {}

    def term(self, field: str, term: bytes) -> Term | None:
        """The term of that *field*, if a document here has it."""
        key = field, term
        if key not in self._found:
            if len(self._found) >= _MOST_TERMS:
                self._found.clear()
            self._found[key] = self.terms.find(field, term)
        return self._found[key]

    def beginning(self, field: str, prefix: bytes, patience: Patience) -> Sequence[Term]:
        """The terms of *field* that begin with *prefix*, in order; the last ones asked for are kept."""
        key, kept = (field, prefix), self._beginnings
        if key not in kept:
            found = self.terms.all_beginning(field, prefix, patience)
            left = _MOST_BEGUN - len(found) - sum(map(len, kept.values()))
            while kept and (left < 0 or len(kept) >= _MOST_BEGINNINGS):
                left += len(kept.pop(next(iter(kept))))
            kept[key] = found
        return kept[key]

    def postings(self, term: Term, patience: Patience) -> Postings:
        """The postings of *term*, which this segment gave."""
        return Postings(self.offset, self._postings, term, self._kept, patience)

    @cached_property
    def days(self) -> array[int]:
        """Ordinal day of publication of each document, 0 where unknown."""
        days = array("i", bytes(self._parts.get(f"{self._name}.day.col", b"")))
        if sys.byteorder == "little":
            days.byteswap()
        days.extend([0] * (self.count - len(days)))  # the column ends with the last day known
        return days

    def published(self, first: int, last: int) -> range:
        """The documents published from the day *first* to the day *last*, both ordinal and inclusive."""
        days = self.days
        return range(
            bisect_left(days, -last, key=int.__neg__), bisect_right(days, -max(first, 1), key=int.__neg__)
        )

    def lengths(self, field: str) -> bytes | memoryview:
        """The length code of each document in *field*; shorter where the last documents have none."""
        return self._parts.get(f"{self._name}._{field}_len.col", b"")

    def column(self, name: str) -> Column:
        """The column *name* of byte strings."""
        column = self._columns.get(name)
        if column is None:
            column = self._columns[name] = Column(self._parts[f"{self._name}.{name}.col"], self.count)
        return column


class Column:
    """Byte strings by document number (``whoosh.columns.VarBytesColumn``)."""

    def __init__(self, data: memoryview, count: int) -> None:
        self._data = data
        end = len(data) - 1
        stored = data[end] == ord("X")
        if stored:  # the offsets stand behind the lengths, and the types of both at the end
            end -= 2
            code, offsets_code = chr(data[end]), chr(data[end + 1])
            begin = end - count * struct.calcsize(offsets_code)
            self._offsets = _numbers(data[begin:end], offsets_code)
            end = begin
        else:
            code = chr(data[end])
        self._lengths = _numbers(data[end - count * struct.calcsize(code) : end], code)
        if not stored:
            self._offsets = array("q", accumulate(self._lengths, initial=0))

    def __getitem__(self, number: int) -> memoryview:
        at = self._offsets[number]
        return self._data[at : at + self._lengths[number]]


def _numbers(data: memoryview, code: str) -> array[int]:
    numbers = array(code, bytes(data))
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers
