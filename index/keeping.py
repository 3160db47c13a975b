"""Articles that come without a file are given one: the index is made from files, and can be thrown away."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import BinaryIO

from index.errors import SourceError
from index.files import private_directory, write_new
from index.messages import M_, N_
from index.paths import data_directory

FOLDER = "articles"
"""In the data directory."""

# What a file begins with, and the suffix by which it is read later.
_BEGINNINGS = ((b"\x1f\x8b", ".gz"), (b"\xfd7zXZ\x00", ".xz"), (b'{"', ".jsonl"))
_NAME_LENGTH = 16


def keep(stream: BinaryIO, *, max_bytes: int) -> Path:
    """Write what *stream* holds to a file in the data directory and return it; the same content gives the same file.

    *max_bytes* bounds one article; compressed input and JSON Lines may hold many. Raises :class:`SourceError` where
    there is nothing or too much, and :class:`OutputError`.
    """
    data = stream.read(max_bytes + 1)
    head = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    suffix = next((suffix for beginning, suffix in _BEGINNINGS if head.startswith(beginning)), ".txt")
    if not head:
        raise SourceError(N_("standard input is empty"), subject="-", advice=N_("pipe an article into it"))
    if len(data) > max_bytes:
        if suffix == ".txt":
            raise SourceError(
                M_("standard input is longer than {count} bytes", count=max_bytes),
                subject="-",
                advice=N_("raise max_article_bytes in the configuration if that is an article"),
            )
        data += stream.read()
    folder = private_directory(data_directory() / FOLDER)
    path = folder / f"stdin-{hashlib.sha256(data).hexdigest()[:_NAME_LENGTH]}{suffix}"
    if not path.exists():
        write_new(path, data)
    return path
