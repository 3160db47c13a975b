"""The one file that holds all files of a segment.

Source of the format: ``CompoundStorage`` of ``whoosh/filedb/compound.py``: where the directory is, the files one behind
the other, the directory.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterable
from types import TracebackType
from typing import IO, Any

from whoosh.filedb.compound import CompoundStorage
from whoosh.filedb.filestore import Storage

_KEPT = 1 << 20
"""Bytes gathered before they are written, and of records held in memory before they go to a file without a name."""


class SegmentFile:
    """A segment's file under way in *storage*; if it cannot be finished, it is deleted."""

    def __init__(self, storage: Storage, segment: Any) -> None:
        self._storage = storage
        self._segment = segment
        self._name = segment.make_filename(segment.COMPOUND_EXT)
        self._stream = storage.create_file(self._name)
        self._stream.write_long(0)
        self._stream.write_int(0)
        self._directory: dict[str, dict[str, float]] = {}
        self.records: IO[bytes] = tempfile.SpooledTemporaryFile(16 * _KEPT, dir=storage.folder or None)  # noqa: SIM115
        """A file for what is written at the same time as another; it has no name and goes when it is closed."""

    def __enter__(self) -> SegmentFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.records.close()
        if kind is not None:
            try:
                self._stream.close()
            finally:
                self._storage.delete_file(self._name)

    def add(self, extension: str, parts: Iterable[bytes]) -> None:
        """Add the file *extension* of the segment, which consists of *parts*."""
        begin = self._stream.tell()
        write = self._stream.file.write
        kept: list[bytes] = []
        size = 0
        for part in parts:
            kept.append(part)
            size += len(part)
            if size > _KEPT:
                write(b"".join(kept))
                kept.clear()
                size = 0
        write(b"".join(kept))
        self._enter(extension, begin)

    def add_records(self, extension: str) -> None:
        """Add what was written to :attr:`records` as the file *extension*."""
        begin = self._stream.tell()
        self.records.seek(0)
        shutil.copyfileobj(self.records, self._stream.file, _KEPT)
        self._enter(extension, begin)

    def finish(self) -> None:
        """Write the directory and close."""
        CompoundStorage.write_dir(self._stream, 0, self._directory, {})
        self._segment.compound = True

    def _enter(self, extension: str, begin: int) -> None:
        name = self._segment.make_filename(extension)
        length = self._stream.tell() - begin
        self._directory[name] = {"offset": begin, "length": length, "modified": time.time()}
