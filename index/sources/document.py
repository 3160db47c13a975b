"""What a file format hands to the cleaning."""

from __future__ import annotations

import msgspec


class RawDocument(msgspec.Struct, frozen=True, kw_only=True):
    """One article as its file gives it, decoded but not yet cleaned."""

    path: str
    line: int | None = None
    """1-based line of the record in a JSON Lines file, else null."""
    text: str
    """The whole decoded file, or the record's ``text`` field."""
    encoding: str = "utf-8"
    sha256: str = ""
    """SHA-256 of the file's bytes, or of the record's line."""
    id: str | None = None
    """The identifier the record carries."""
    title: str | None = None
    source: str | None = None
    date: str | None = None
    """The date as the record prints it, in any shape."""
    url: str | None = None
    notes: tuple[str, ...] = ()
