"""One news item as every later stage sees it."""

from __future__ import annotations

import msgspec

from index.messages import Message


class Span(msgspec.Struct, frozen=True, order=True, array_like=True):
    """A half-open stretch ``[start, end)`` of code points, counted in :attr:`Article.body` unless said otherwise."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of *text* that this span covers."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Whether *other* lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def touches(self, other: Span) -> bool:
        """Whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end


class SourceRun(msgspec.Struct, frozen=True, array_like=True):
    """A run of the body that stands letter for letter in the decoded file.

    ``body`` is the offset of its first code point in the body, ``file`` in the decoded text of the file (for a
    JSON Lines record: of its ``text`` field), ``length`` the number of code points.
    """

    body: int
    file: int
    length: int


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """One news item, its body free of metadata and page furniture and otherwise verbatim.

    All offsets of facts, highlights and hits count code points of ``body``: the decoded, repaired paragraphs
    joined by ``"\\n\\n"``, never normalised.
    """

    id: str
    """The source's own identifier, else made from the path; unique within a collection."""
    path: str
    """The file it was read from, as given or absolute; with ``line`` for a record of a JSON Lines file."""
    line: int | None = None
    """1-based line of the record in a JSON Lines file."""
    title: str | None = None
    """The headline, or null where the file has none (display shows :meth:`display_title`)."""
    published: str | None = None
    """ISO date of publication, ``YYYY-MM-DD``."""
    published_evidence: str | None = None
    """The line or words that gave ``published`` or ``published_within``."""
    published_within: str | None = None
    """``YYYY`` or ``YYYY-MM`` where the article gives no more of its publication and ``published`` is null."""
    source: str | None = None
    """The outlet: ``ANTARA``, ``kompas.com`` …"""
    dateline: str | None = None
    """The place that the dateline names: ``Beijing``, ``JAKARTA`` …"""
    byline: str | None = None
    url: str | None = None
    language: str = "id"
    body: str
    paragraphs: tuple[Span, ...] = ()
    sha256: str = ""
    """SHA-256 of the file's bytes (of the record's line for JSON Lines), lower-case hexadecimal."""
    notes: tuple[Message, ...] = ()
    """What was repaired on reading (encoding, mojibake), in words for the reader."""
    source_map: tuple[SourceRun, ...] = ()

    def display_title(self, limit: int = 120) -> str:
        """The title, or where there is none the lead sentence cut at a word to *limit* characters."""
        if self.title:
            return self.title
        lead = self.body[: limit + 1].split("\n", 1)[0]
        if len(lead) <= limit:
            return lead or self.id
        return lead[:limit].rsplit(" ", 1)[0] + "…"
