"""The files of an index as Whoosh writes them, opened for reading: table of contents and compound segment files.

The formats are those of ``whoosh.index.TOC``, ``whoosh.filedb.compound`` and ``whoosh.codec.whoosh3``. Nothing of
Whoosh is imported for reading.
"""

from __future__ import annotations

import io
import mmap
import pickle
import struct
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

Buffer = bytes | memoryview
_CONTENTS_VERSION = -111
"""``whoosh.index._CURRENT_TOC_VERSION``."""
_BYTE_ORDER_MARK = -12345


class DamagedIndex(ValueError):
    """Bytes of an index that mean nothing."""


class SegmentRecord:
    """A segment as the table of contents describes it: what unpickling a ``W3Segment`` gives here."""

    indexname: str
    segid: str
    compound: bool
    _doccount: int
    _deleted: set[int] | None
    _fieldlengths: Mapping[str, int]

    @property
    def name(self) -> str:
        """What the names of its files begin with."""
        return f"{self.indexname}_{self.segid}"

    @property
    def count(self) -> int:
        """Documents, deleted ones included."""
        return self._doccount

    @property
    def deleted(self) -> frozenset[int]:
        """Numbers of the deleted documents."""
        return frozenset(self._deleted or ())

    @property
    def field_lengths(self) -> Mapping[str, int]:
        """Field → sum of its lengths in all documents, in weighted words."""
        return self._fieldlengths


class _Codec:
    """Stands for the codec in a segment's pickle; nothing of it is needed."""


_ALLOWED: dict[tuple[str, str], type] = {
    ("whoosh.codec.whoosh3", "W3Segment"): SegmentRecord,
    ("whoosh.codec.whoosh3", "W3Codec"): _Codec,
    ("collections", "defaultdict"): defaultdict,
    ("builtins", "int"): int,
    ("builtins", "set"): set,
    ("__builtin__", "long"): int,
    ("__builtin__", "int"): int,
    ("__builtin__", "set"): set,
}


class _Unpickler(pickle.Unpickler):
    """Makes nothing but the types named above."""

    def find_class(self, module: str, name: str) -> Any:
        try:
            return _ALLOWED[module, name]
        except KeyError:
            raise DamagedIndex(f"{module}.{name} has no place in an index") from None


def unpickled(data: Buffer) -> Any:
    """The value pickled at the beginning of *data*; raises DamagedIndex for types that an index does not hold.

    That tells damage, and is no guard against an index made to do harm: see :func:`unpickled_plain`.
    """
    return _Unpickler(io.BytesIO(data)).load()


def unpickled_plain(data: Buffer) -> Any:
    """The numbers, bytes and tuples pickled at the beginning of *data*, of which an index holds one for every block.

    It does what the pickle says, so whoever writes an index can run code as whoever reads it. Another user's is
    therefore only opened where the settings say, with ``shared``, that its owner is trusted
    (:mod:`index.collection.store`).
    """
    return pickle.loads(data)  # noqa: S301


class Files:
    """Files by name, in the folder *place* or in memory.

    Opening raises FileNotFoundError where there is none of that name.
    """

    def __init__(self, place: Path | Mapping[str, bytes]) -> None:
        self._place = place
        self._mapped: list[mmap.mmap] = []

    def open(self, name: str) -> memoryview:
        """The bytes of the file *name*; mapped, so that all readers of a machine share them."""
        if not isinstance(self._place, Path):
            try:
                return memoryview(self._place[name])
            except KeyError:
                raise FileNotFoundError(name) from None
        with (self._place / name).open("rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._mapped.append(mapped)
        return memoryview(mapped)

    def let_go(self) -> None:
        """Take what was read out of this process's memory; the system still has it and gives it back when asked."""
        for mapped in self._mapped:
            mapped.madvise(mmap.MADV_DONTNEED)

    def forget(self) -> None:
        """Let go of the files that were opened; each is closed with the last view of its bytes."""
        self._mapped.clear()


def read_contents(data: Buffer, generation: int) -> list[SegmentRecord]:
    """The segments that a table of contents lists; raises DamagedIndex if it is not one of that *generation*."""
    at = 0
    for _ in range(3):  # sizes of int, long and float
        _, at = _varint(data, at)
    mark, version = struct.unpack_from("!ii", data, at)
    if (mark, version) != (_BYTE_ORDER_MARK, _CONTENTS_VERSION):
        raise DamagedIndex("not a table of contents")
    at += 8
    for _ in range(3):  # release of Whoosh
        _, at = _varint(data, at)
    length, at = _varint(data, at)
    at += length  # the schema, which the program knows
    (written,) = struct.unpack_from("!i", data, at)
    if written != generation:
        raise DamagedIndex(f"generation {written} instead of {generation}")
    return list(unpickled(data[at + 8 :]))


def read_compound(data: memoryview) -> dict[str, memoryview]:
    """The files inside a compound segment file, by name."""
    offset, _length = struct.unpack_from("!qi", data, 0)
    directory = unpickled(data[offset:])
    return {
        name: data[entry["offset"] : entry["offset"] + entry["length"]] for name, entry in directory.items()
    }


def _varint(data: Buffer, at: int) -> tuple[int, int]:
    """The number at *at*, seven bits a byte, lowest first, and where the next thing begins."""
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if not byte & 0x80:
            return value, at
        shift += 7
