"""Reading a segment from one end to the other, in order to merge it.

The modules that write the formats explain them.
"""

from __future__ import annotations

import mmap
from array import array
from collections.abc import Iterator, Sequence
from pickle import loads
from struct import Struct
from types import TracebackType
from typing import Any

from whoosh.filedb.filestore import Storage

from index.collection.schema import DAY
from index.collection.segments import columns

TermEntry = tuple[bytes, int, int, int, int, int]
"""A term: UTF-8, number of the source, where its postings begin and how many bytes they have, the sum of their weights,
and their document where there is just one, else -1."""
_long = Struct("!q")
_integer = Struct("!i")
_table = Struct("!qi")
_sizes = Struct("!ii")
_info = Struct("!xfIxxxxxxI4xqi")
_field = Struct("!H")
_FIRST_RECORD = 13
_TABLES = 256
_KEPT = 1 << 24
"""Bytes of the file that stay in memory once they were read."""


class SegmentSource:
    """A segment of *storage* that this package wrote, open for reading."""

    def __init__(self, storage: Storage, segment: Any) -> None:
        self.documents = int(segment.doc_count_all())
        """Documents, deleted ones among them."""
        self.deleted = frozenset(segment.deleted_docs())
        with storage.open_file(segment.make_filename(segment.COMPOUND_EXT)) as stream:
            # Not through Whoosh's compound storage, which copies each file into memory.
            self._content: Any = (
                mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) if stream.is_real else stream.read()
            )
        (directory,) = _long.unpack_from(self._content)
        begin = len(segment.segment_id())
        # The record of the collection vouches for the file and its pickles.
        self._files = {
            name[begin:]: (entry["offset"], entry["offset"] + entry["length"])
            for name, entry in loads(self._content[directory:]).items()  # noqa: S301
        }
        self._read = 0
        self._postings = self._files[".pst"][0]
        self._terms, end = self._files[".trm"]
        (extras_size,) = _integer.unpack_from(self._content, end - _integer.size)
        extras = end - _integer.size - extras_size
        self._fields: dict[str, int] = loads(self._content[extras:end])["fieldmap"]  # noqa: S301
        # The records end where the first hash table begins.
        self._records_end = self._terms + _table.unpack_from(self._content, extras - _TABLES * _table.size)[0]
        self._at = self._terms + _FIRST_RECORD

    def __enter__(self) -> SegmentSource:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(self._content, mmap.mmap):
            self._content.close()

    def terms(self, field: str, source: int) -> Iterator[TermEntry]:
        """The terms of *field* in order, each marked with the number *source*; to be asked for in order of fields."""
        if field not in self._fields:
            return
        content, at = self._content, self._at
        prefix = _field.pack(self._fields[field])
        while at < self._records_end:
            key_size, info_size = _sizes.unpack_from(content, at)
            begin = at + _sizes.size
            value = begin + key_size
            if content[begin : begin + _field.size] != prefix:
                break
            weight, documents, last, offset, length = _info.unpack_from(content, value)
            term = content[begin + _field.size : value]
            at = value + info_size
            yield term, source, offset, length, int(weight), last if documents == 1 else -1
        self._at = at

    def postings(self, offset: int, length: int) -> bytes:
        """The posting list of *length* bytes at *offset*."""
        begin = self._postings + offset
        self._let_go(length)
        return bytes(self._content[begin : begin + length])

    def field_lengths(self, field: str) -> bytes:
        """The field length byte of each document; zeros for a field that no document has."""
        begin, end = self._files.get(columns.extension(f"_{field}_len"), (0, 0))
        return bytes(self._content[begin:end]).ljust(self.documents, b"\0")

    def days(self) -> Sequence[int]:
        """The ordinal day of each document."""
        begin, end = self._files[columns.extension(DAY)]
        return columns.read_numbers(self._content[begin:end], "i")

    def offsets(self, column: str) -> array[int]:
        """Where the byte string of each document begins in *column*, and where the last one ends."""
        return columns.read_offsets(self._content, self._files[columns.extension(column)][1], self.documents)

    def column(self, name: str, begin: int, end: int) -> bytes:
        """The bytes of the column *name* from *begin* to *end*."""
        at = self._files[columns.extension(name)][0]
        self._let_go(end - begin)
        return bytes(self._content[at + begin : at + end])

    def _let_go(self, length: int) -> None:
        """Now and then, before *length* further bytes are read, give back the memory of those that were."""
        self._read += length
        if self._read > _KEPT:
            self._read = 0
            if isinstance(self._content, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
                self._content.madvise(mmap.MADV_DONTNEED)
