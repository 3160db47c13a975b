"""Text and Markdown files: one article a file."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator

from index.errors import SourceError
from index.messages import M_, N_
from index.sources.decoding import decode
from index.sources.document import RawDocument

MARKDOWN = ".md"
SUFFIXES = (".txt", MARKDOWN)


def read(stream: io.BufferedReader, name: str, *, max_bytes: int) -> Iterator[RawDocument | SourceError]:
    """The one article that *stream* holds, or the reason why it cannot be had."""
    data = stream.read(max_bytes + 1)
    if len(data) > max_bytes:
        yield SourceError(
            M_("holds more than {count} bytes", count=max_bytes),
            subject=name,
            advice=N_("split it into one article a file, or raise the limit in the configuration"),
        )
        return
    if not data.strip():
        yield SourceError(N_("is empty"), subject=name, advice=N_("remove it, or fetch the article again"))
        return
    try:
        decoded = decode(data)
    except SourceError as error:
        yield SourceError(error.message, subject=name, advice=error.advice)
        return
    if not decoded.text.strip("\ufeff \t\r\n"):
        yield SourceError(N_("is empty"), subject=name, advice=N_("remove it, or fetch the article again"))
        return
    yield RawDocument(
        path=name,
        text=decoded.text,
        encoding=decoded.encoding,
        sha256=hashlib.sha256(data).hexdigest(),
        notes=decoded.notes,
        repairs=decoded.repairs,
    )
