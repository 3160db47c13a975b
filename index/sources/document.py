"""What a file format hands to the cleaning."""

from __future__ import annotations

import msgspec

from index.messages import Message


class Repair(msgspec.Struct, frozen=True, array_like=True):
    """One place where the text of a document differs from the decoded file.

    ``length`` code points at offset ``start`` of the text stand for ``original`` code points of the file.
    """

    start: int
    length: int
    original: int


class RawDocument(msgspec.Struct, frozen=True, kw_only=True):
    """One article as its file gives it, decoded and repaired but not yet cleaned."""

    path: str
    line: int | None = None
    """1-based line of the record in a JSON Lines file, else null."""
    text: str
    """The whole decoded file, or the record's ``text`` field, mojibake repaired."""
    encoding: str = "utf-8"
    sha256: str = ""
    """SHA-256 of the file's bytes as stored, or of the record's line without its line end."""
    id: str | None = None
    """The identifier the record carries."""
    title: str | None = None
    source: str | None = None
    date: str | None = None
    """The date as the record prints it, in any shape."""
    url: str | None = None
    notes: tuple[Message, ...] = ()
    repairs: tuple[Repair, ...] = ()
    """Where ``text`` differs from the decoded file, in text order."""
