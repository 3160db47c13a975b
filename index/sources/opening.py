"""Files and compressed files as byte streams, decompressed while they are read."""

from __future__ import annotations

import gzip
import io
import lzma
import zlib
from pathlib import Path
from typing import BinaryIO, cast

from index.errors import SourceError
from index.messages import M_, N_

COMPRESSIONS = (".gz", ".xz")
"""Suffixes that may follow the suffix of a format."""
DAMAGED = (EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile, MemoryError)
"""What reading a damaged compressed stream raises."""

_GZIP = b"\x1f\x8b"
_XZ = b"\xfd7zXZ\x00"
_XZ_MEMORY = 128 * 1024 * 1024
"""Bytes that decoding an .xz file may use; the strongest preset of xz needs 65 MiB (xz(1), table of presets)."""
_CHUNK = 1 << 16


class _XzReader(io.RawIOBase):
    """An .xz stream, decompressed within a memory limit, which :class:`lzma.LZMAFile` does not offer."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream
        self._decompressor = self._fresh()

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        self._stream.close()
        super().close()

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while True:
            if self._decompressor.eof:
                # Streams may follow one another, with zero bytes between them as padding.
                rest = (self._decompressor.unused_data or self._stream.read(_CHUNK)).lstrip(b"\0")
                if not rest:
                    return 0
                self._decompressor = self._fresh()
            elif self._decompressor.needs_input:
                rest = self._stream.read(_CHUNK)
                if not rest:
                    raise EOFError("compressed file ended before its end marker")
            else:
                rest = b""
            data = self._decompressor.decompress(rest, max_length=len(buffer))
            if data:
                buffer[: len(data)] = data
                return len(data)

    @staticmethod
    def _fresh() -> lzma.LZMADecompressor:
        return lzma.LZMADecompressor(format=lzma.FORMAT_XZ, memlimit=_XZ_MEMORY)


def open_file(path: Path) -> io.BufferedReader:
    """*path* opened for reading bytes; raises :class:`SourceError` when it is no readable regular file."""
    try:
        if not path.exists():
            raise SourceError(N_("does not exist"), subject=path, advice=N_("check the path"))
        if path.is_dir():
            raise SourceError(N_("is a folder, not a file"), subject=path, advice=N_("name the files in it"))
        if not path.is_file():
            raise SourceError(
                N_("is no regular file"), subject=path, advice=N_("name a file that holds text")
            )
        return path.open("rb")
    except OSError as error:
        raise unreadable(path, error) from error


def unreadable(path: str | Path, error: OSError) -> SourceError:
    """*error* as a :class:`SourceError` about *path*."""
    reason = error.strerror or str(error)
    return SourceError(
        M_("cannot be read: {reason}", reason=reason), subject=path, advice=N_("check that you may read it")
    )


def buffered(stream: BinaryIO) -> io.BufferedReader:
    """*stream* as a reader that can look ahead."""
    if isinstance(stream, io.BufferedReader):
        return stream
    return io.BufferedReader(cast(io.RawIOBase, stream), _CHUNK)


def decompressed(stream: io.BufferedReader) -> io.BufferedReader:
    """*stream*, decompressed when it is gzip or xz."""
    head = stream.peek(len(_XZ))
    if head.startswith(_GZIP):
        return io.BufferedReader(cast(io.RawIOBase, gzip.GzipFile(fileobj=stream)), _CHUNK)
    if head.startswith(_XZ):
        return io.BufferedReader(cast(io.RawIOBase, _XzReader(stream)), _CHUNK)
    return stream
