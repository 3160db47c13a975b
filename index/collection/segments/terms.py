"""The term table of a segment.

Source of the format: ``OrderedHashWriter`` of ``whoosh/filedb/filetables.py`` (D. J. Bernstein's cdb with 64-bit
pointers) and ``W3FieldWriter`` and ``W3TermInfo`` of ``whoosh/codec/whoosh3.py``. In this order:

- the tag ``HSH3``, the number of the hash function and two unused integers;
- the records, ascending: length of key and value, key (number of the field, term), value (term information);
- 256 hash tables of (hash, position of the record), twice as many slots as records, and where each of them lies;
- a pickle with the numbers of the fields, the positions of all records, and the length of both.

The hash is CRC-32, one of the three that the format knows; Whoosh itself writes MD5, which takes longer to make and to
look up.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable
from pickle import dumps
from struct import Struct
from typing import IO
from zlib import crc32

from index.collection.segments.blocks import Summary

_CRC32 = 1
_TABLES = 256
_start = Struct("!4sBii")
_lengths = Struct("!ii")
_field = Struct("!H")
_slot = Struct("!Iq")
_directory = Struct("!qi")
_info = Struct("!BfIBBfIIqi")
"""Term information whose postings are in the file of postings (first byte 0): weight, documents, least and greatest
field length, greatest weight, first and last document, and where the postings lie."""
_POSITION_BITS = 40
_KEPT = 1 << 20
"""Bytes of records gathered before they are written."""


def information(summary: Summary, offset: int, length: int) -> bytes:
    """What the table keeps of a term whose postings are *length* bytes at *offset* in the file of postings."""
    weight, documents, shortest, longest, heaviest, first, last = summary
    return _info.pack(0, weight, documents, shortest, longest, heaviest, first, last, offset, length)


class TermTable:
    """A term table under way, its records written to *records* as they come."""

    def __init__(self, records: IO[bytes]) -> None:
        self._file = records
        self._fields: dict[str, int] = {}
        self._positions = array("Q")
        # Of each table: the upper 24 bits of the hash, and the position.
        self._tables = [array("Q") for _ in range(_TABLES)]
        start = _start.pack(b"HSH3", _CRC32, 0, 0)
        self._parts = [start]
        self._kept = len(start)
        self._position = len(start)

    def add_field(self, name: str) -> bytes:
        """Begin the field *name*, later in the alphabet than those before; what the keys of its terms begin with."""
        number = self._fields[name] = len(self._fields)
        return _field.pack(number)

    def add(self, key: bytes, info: bytes) -> None:
        """Add a term, later in order than those before, with what :func:`information` gives of it."""
        record = b"%b%b%b" % (_lengths.pack(len(key), _info.size), key, info)
        position = self._position
        hashed = crc32(key)
        self._positions.append(position)
        self._tables[hashed & 0xFF].append(hashed >> 8 << _POSITION_BITS | position)
        self._parts.append(record)
        self._position = position + len(record)
        if self._position - self._kept > _KEPT:
            self._flush()

    def close(self) -> None:
        """Write what follows the records."""
        self._flush()
        directory = []
        at = self._position
        for low, entries in enumerate(self._tables):
            table = _hash_table(entries, low)
            self._file.write(table)
            directory.append(_directory.pack(at, 2 * len(entries)))
            at += len(table)
        self._file.write(b"".join(directory))
        code = "I" if self._position < 1 << 32 else "q"
        positions = array(code, self._positions)
        if sys.byteorder == "little":
            positions.byteswap()
        extras = dumps({"fieldmap": self._fields, "indextype": code, "indexlen": len(positions)}, 2)
        self._file.write(extras + positions.tobytes())
        self._file.write(Struct("!i").pack(len(extras) + len(positions) * positions.itemsize))

    def _flush(self) -> None:
        self._file.write(b"".join(self._parts))
        self._parts.clear()
        self._kept = self._position


def _hash_table(entries: Iterable[int], low: int) -> bytes:
    """The slots of one table for *entries*, whose hashes end with the byte *low*."""
    entries = tuple(entries)
    slots = 2 * len(entries)
    table = bytearray(slots * _slot.size)
    taken = bytearray(slots)
    mask = (1 << _POSITION_BITS) - 1
    for entry in entries:
        upper = entry >> _POSITION_BITS
        slot = upper % slots
        while taken[slot]:
            slot = (slot + 1) % slots
        taken[slot] = 1
        _slot.pack_into(table, slot * _slot.size, upper << 8 | low, entry & mask)
    return bytes(table)
