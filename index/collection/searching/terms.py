"""The terms of a segment: looked up by hash, or walked in order from where a beginning stands.

The file is Whoosh's ordered hash file (``whoosh.filedb.filetables``), its keys the field's number and the term, its
values the term's statistics and the place of its postings.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from hashlib import md5
from typing import NamedTuple
from zlib import crc32

from index.collection.searching.files import DamagedIndex, unpickled, unpickled_plain
from index.collection.searching.patience import Patience

_MAGIC = b"HSH3"
_DIRECTORY = struct.Struct("!qi")
_TABLES = 256
_LENGTHS = struct.Struct("!ii")
_SLOT = struct.Struct("!Iq")
_STATISTICS = struct.Struct("!BfIBBfII")
_COUNT, _COUNT_AT = struct.Struct("!I"), struct.calcsize("!Bf")
_WITH_EXTENT = struct.Struct("!BfIBBfIIq")
_POSITION = {"B": ">B", "H": ">H", "i": ">i", "I": ">I", "q": ">q"}


class Term(NamedTuple):
    """What the term file says of one term."""

    weight: float
    """Sum of its weights."""
    documents: int
    """Documents with it, deleted ones included."""
    max_weight: float
    first: int
    last: int
    """The lowest and the highest number of a document with it."""
    offset: int
    """Where its postings begin in the file of postings; -1 where they are inline."""
    inline: tuple[tuple[int, ...], tuple[float, ...], tuple[bytes, ...]] | None = None
    """Numbers, weights and values of a term whose postings stand in the term file."""


class TermFile:
    """The term file of one segment."""

    def __init__(self, data: memoryview) -> None:
        if data[:4] != _MAGIC:
            raise DamagedIndex("not a file of terms")
        self._data = data
        self._hash = _crc if data[4] == 1 else _md5
        (extras_length,) = struct.unpack_from("!i", data, len(data) - 4)
        extras_at, self._index_at, self._index_count, code = self._extras(data, len(data) - 4 - extras_length)
        self._index = struct.Struct(_POSITION[code])
        directory = data[extras_at - _TABLES * _DIRECTORY.size : extras_at]
        self._tables = list(_DIRECTORY.iter_unpack(directory))
        self._end: int = self._tables[0][0]

    def _extras(self, data: memoryview, at: int) -> tuple[int, int, int, str]:
        """Where the extras begin, where the index of keys begins, how many it holds and of what type."""
        extras = unpickled(data[at:])
        self.fields: dict[str, int] = extras["fieldmap"]
        count, code = extras["indexlen"], extras["indextype"]
        return at, len(data) - 4 - count * struct.calcsize(_POSITION[code]), count, code

    def __len__(self) -> int:
        """How many terms there are, of all fields."""
        return self._index_count

    def find(self, field: str, term: bytes) -> Term | None:
        """The term of that *field*, if there is one."""
        number = self.fields.get(field)
        if number is None:
            return None
        key = number.to_bytes(2, "big") + term
        data, hashed = self._data, self._hash(key)
        start, slots = self._tables[hashed & 255]
        slot = (hashed >> 8) % slots if slots else 0
        for _ in range(slots):
            found, at = _SLOT.unpack_from(data, start + slot * _SLOT.size)
            if not at:
                return None
            if found == hashed:
                length, value = _LENGTHS.unpack_from(data, at)
                begin = at + _LENGTHS.size
                if length == len(key) and data[begin : begin + length] == key:
                    return _term(data, begin + length, value)
            slot = (slot + 1) % slots
        return None

    def beginning(self, field: str, prefix: bytes) -> Iterator[tuple[bytes, int, int]]:
        """The terms of *field* that begin with *prefix*, in order, each with place and length of its statistics."""
        number = self.fields.get(field)
        if number is None:
            return
        wanted = number.to_bytes(2, "big") + prefix
        data, end, size = self._data, self._end, len(wanted)
        unpack, lengths = _LENGTHS.unpack_from, _LENGTHS.size
        at = self._closest(wanted)
        while at < end:
            length, value = unpack(data, at)
            begin = at + lengths
            key = bytes(data[begin : begin + length])
            if key[:size] != wanted:
                return
            at = begin + length
            yield key[2:], at, value
            at += value

    def all_beginning(self, field: str, prefix: bytes, patience: Patience) -> list[Term]:
        """The terms of *field* that begin with *prefix*, in order; raises Cancelled."""
        number = self.fields.get(field)
        if number is None:
            return []
        wanted = number.to_bytes(2, "big") + prefix
        data, end, size = self._data, self._end, len(wanted)
        unpack, lengths = _LENGTHS.unpack_from, _LENGTHS.size
        found: list[Term] = []
        at = self._closest(wanted)
        while at < end:
            length, value = unpack(data, at)
            at += lengths
            if data[at : at + size] != wanted:
                break
            at += length
            found.append(_term(data, at, value))
            at += value
            if not len(found) & 15:
                patience.spend()
        return found

    def statistics(self, at: int, length: int) -> Term:
        """The term whose statistics stand at *at*."""
        return _term(self._data, at, length)

    def counted(self, field: str, prefix: bytes, limit: int) -> list[tuple[bytes, int]]:
        """The first *limit* terms of *field* that begin with *prefix*, each with the number of documents that have it.

        Deleted documents count as well. It takes about half a microsecond a term.
        """
        number = self.fields.get(field)
        if number is None:
            return []
        wanted = number.to_bytes(2, "big") + prefix
        data, end, size = self._data, self._end, len(wanted)
        unpack, unpack_count = _LENGTHS.unpack_from, _COUNT.unpack_from
        found: list[tuple[bytes, int]] = []
        at = self._closest(wanted)
        while at < end and len(found) < limit:
            length, value = unpack(data, at)
            begin = at + _LENGTHS.size
            at = begin + length
            key = data[begin:at].tobytes()
            if key[:size] != wanted:
                break
            found.append((key[2:], unpack_count(data, at + _COUNT_AT)[0]))
            at += value
        return found

    def _closest(self, key: bytes) -> int:
        """Where the first key stands that is not before *key*; the end where there is none."""
        data, size, unpack = self._data, self._index.size, self._index.unpack_from
        low, high = 0, self._index_count
        while low < high:
            middle = (low + high) // 2
            (at,) = unpack(data, self._index_at + middle * size)
            begin = at + _LENGTHS.size
            (length,) = struct.unpack_from("!i", data, at)
            if bytes(data[begin : begin + length]) < key:
                low = middle + 1
            else:
                high = middle
        if low == self._index_count:
            return self._end
        return int(unpack(data, self._index_at + low * size)[0])


def _term(data: memoryview, at: int, length: int) -> Term:
    if data[at]:
        _, weight, count, _, _, max_weight, first, last = _STATISTICS.unpack_from(data, at)
        postings = unpickled_plain(data[at + _STATISTICS.size : at + length])
        return Term(weight, count, max_weight, first, last, -1, postings)
    _, weight, count, _, _, max_weight, first, last, offset = _WITH_EXTENT.unpack_from(data, at)
    return Term(weight, count, max_weight, first, last, offset)


def _md5(key: bytes) -> int:
    return int.from_bytes(md5(key, usedforsecurity=False).digest()[-4:], "big")


def _crc(key: bytes) -> int:
    return crc32(key)
