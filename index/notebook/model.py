"""What a person marked, as the notebook keeps it and as it stands in today's text."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Literal

import msgspec

from index.article import Article, Span
from index.facts import Facts, Quote, QuoteKind, ResolvedBy

HighlightKind = Literal["quote", "sentence", "selection"]
Standing = Literal["in place", "found again", "detached"]

CONTEXT = 32
"""Code points kept on either side of a highlight, to find it again."""


class Highlight(msgspec.Struct, frozen=True, kw_only=True):
    """A marked stretch of one article, with all that its citation needs even when the article is gone.

    ``start`` and ``end`` are code points of the body as it was on marking (its file had hash ``sha256``); the
    row is never rewritten. Where the words stand today is a :class:`Placement`.
    """

    id: int
    article: str
    """The article's id."""
    path: str
    line: int | None = None
    url: str | None = None
    sha256: str
    start: int
    end: int
    text: str
    before: str
    """Up to :data:`CONTEXT` code points before the words."""
    after: str
    paragraph: int | None = None
    """1-based number of the paragraph that the words begin in."""
    kind: HighlightKind
    quote_kind: QuoteKind | None = None
    """Null where the words are the article's own and nobody's quotation; then the next six are empty."""
    speaker: str | None = None
    speaker_identity: str | None = None
    office: str | None = None
    speaks_for: str | None = None
    resolved_by: ResolvedBy | None = None
    candidates: tuple[str, ...] = ()
    source: str | None = None
    title: str | None = None
    lead: str | None = None
    """The lead, by which an article without a title is shown."""
    published: str | None = None
    created_at: str
    """UTC, ISO 8601 with seconds: ``2025-03-28T07:12:03+00:00``."""

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


class Placement(msgspec.Struct, frozen=True):
    """Where a highlight's words stand in the article as it is now; ``span`` is null when it is detached."""

    highlight: Highlight
    span: Span | None
    standing: Standing


class Undone(msgspec.Struct, frozen=True):
    """What an undo took back: the marking (``added``) or the removal (``removed``) of a highlight."""

    action: Literal["added", "removed"]
    highlight: Highlight


def quote_around(facts: Facts, span: Span) -> Quote | None:
    """The innermost quote that wholly covers *span*, so that its speaker said every word of it, or null."""
    around = [quote for quote in facts.quotes if quote.span.covers(span)]
    return min(around, key=lambda quote: quote.end - quote.start, default=None)


def paragraph_number(article: Article, start: int) -> int | None:
    """1-based number of the paragraph that holds offset *start*, or null."""
    return next((n for n, span in enumerate(article.paragraphs, 1) if span.start <= start < span.end), None)


def snapshot(article: Article, span: Span, kind: HighlightKind, quote: Quote | None = None) -> Highlight:
    """The highlight (not yet kept: its id is 0) that marks *span* of *article* now, *quote* covering all of it."""
    plain = Highlight(
        id=0,
        article=article.id,
        path=article.path,
        line=article.line,
        url=article.url,
        sha256=article.sha256,
        start=span.start,
        end=span.end,
        text=span.of(article.body),
        before=article.body[max(0, span.start - CONTEXT) : span.start],
        after=article.body[span.end : span.end + CONTEXT],
        paragraph=paragraph_number(article, span.start),
        kind=kind,
        source=article.source,
        title=article.title,
        lead=None if article.title else article.display_title(),
        published=article.published,
        created_at=now(),
    )
    if quote is None:
        return plain
    return msgspec.structs.replace(
        plain,
        quote_kind=quote.kind,
        speaker=quote.speaker,
        speaker_identity=quote.speaker_identity,
        office=quote.office,
        speaks_for=quote.speaks_for,
        resolved_by=quote.resolved_by,
        candidates=quote.candidates,
    )


def now() -> str:
    """The present moment as :attr:`Highlight.created_at` has it."""
    return datetime.now(UTC).isoformat(timespec="seconds")
