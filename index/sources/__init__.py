"""Files to raw documents: one module a file format, chosen by suffix and content.

A file or record that cannot be read is handed out as a :class:`SourceError` in its place, never raised, so that the
rest goes on.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from index.errors import SourceError
from index.messages import M_, N_
from index.sources import plain, records
from index.sources.document import RawDocument, Repair
from index.sources.finding import find
from index.sources.opening import COMPRESSIONS, DAMAGED, buffered, decompressed, open_file, unreadable

__all__ = ["MAX_BYTES", "RawDocument", "Repair", "find", "read", "read_stream"]

MAX_BYTES = 8_000_000
"""Bytes that one article may have, decompressed, unless the configuration says otherwise."""

_Reader = Callable[..., Iterator[RawDocument | SourceError]]
_READERS: dict[str, _Reader] = {
    **dict.fromkeys(plain.SUFFIXES, plain.read),
    **dict.fromkeys(records.SUFFIXES, records.read),
}


def read(path: Path, *, max_bytes: int = MAX_BYTES) -> Iterator[RawDocument | SourceError]:
    """The articles of the file *path* in order.

    ``.jsonl`` and ``.ndjson`` hold one article a line, everything else one article; each may be compressed with gzip
    or xz. *max_bytes* bounds one article, not a file of many.
    """
    try:
        stream = open_file(path)
    except SourceError as error:
        yield error
        return
    with stream:
        yield from read_stream(stream, str(path), max_bytes=max_bytes)


def read_stream(
    stream: BinaryIO, name: str, *, max_bytes: int = MAX_BYTES
) -> Iterator[RawDocument | SourceError]:
    """The articles of an open byte stream, such as standard input; *name* stands for the path."""
    try:
        content = decompressed(buffered(stream))
        yield from _reader(name, content)(content, name, max_bytes=max_bytes)
    except DAMAGED as error:
        reason = (
            M_("the compressed file is truncated")
            if isinstance(error, EOFError)
            else M_("the compressed file is damaged ({error})", error=str(error))
        )
        yield SourceError(reason, subject=name, advice=N_("fetch or compress it again"))
    except OSError as error:
        yield unreadable(name, error)


def _reader(name: str, content: io.BufferedReader) -> _Reader:
    """The reader for *name*: by its suffix, else by what *content* begins with."""
    path = Path(name.lower())
    suffix = Path(path.stem).suffix if path.suffix in COMPRESSIONS else path.suffix
    if reader := _READERS.get(suffix):
        return reader
    head = content.peek(64).removeprefix(b"\xef\xbb\xbf").lstrip()
    return records.read if head.startswith(b'{"') else plain.read
