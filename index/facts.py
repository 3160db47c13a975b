"""What the extraction finds in an article: the data model of every view and export.

Offsets are code points of :attr:`index.article.Article.body`. Every fact carries the spans that are its evidence
and the name of the rule that made it.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from index.article import Span
from index.messages import Message

MentionType = Literal["person", "office", "country", "place", "organisation"]
ResolvedBy = Literal["name", "surname", "pronoun", "role", "none"]
Precision = Literal["day", "week", "month", "year", "unknown"]
DateMethod = Literal["explicit", "inferred year", "weekday", "relative", "duration"]
QuoteKind = Literal["direct", "indirect"]
VisitStatus = Literal["planned", "underway", "done", "postponed", "cancelled", "invited"]
VisitKind = Literal["state", "official", "working", "multilateral", "unknown"]


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """A name in the text. Mentions may nest: a country in an organisation in an office; inner ones paint on top."""

    start: int
    end: int
    text: str
    type: MentionType
    name: str
    """The full name in the article (person), ISO 3166-1 alpha-2 code (country), else as written."""
    identity: str
    """Key shared by all names of one person or territory, within and across articles where that can be known."""
    resolved_by: ResolvedBy = "name"
    rule: str = ""

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


class TemporalExpression(msgspec.Struct, frozen=True, kw_only=True):
    """A calendar expression; ``first`` and ``last`` are inclusive ISO dates, null where it cannot be placed."""

    start: int
    end: int
    text: str
    first: str | None = msgspec.field(name="from", default=None)
    last: str | None = msgspec.field(name="to", default=None)
    precision: Precision = "day"
    method: DateMethod = "explicit"
    anchor: str | None = None
    """The ISO date that a relative or partial expression was counted from."""
    reasoning: Message | None = None
    """How it was resolved: ``Monday on or after 2021-03-19 = 2021-03-22``."""
    conflict: Message | None = None
    """What does not agree, such as a weekday that the date does not fall on."""
    rule: str = ""

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


class Quote(msgspec.Struct, frozen=True, kw_only=True):
    """Words that somebody is reported to have said; ``start``/``end`` bound the words, without quotation marks."""

    start: int
    end: int
    text: str
    kind: QuoteKind
    speaker: str | None = None
    """Full name, body or role as the article gives it; null when unclear."""
    speaker_identity: str | None = None
    speaker_span: Span | None = None
    """Where the text names the speaker next to the cue (a name, pronoun or role)."""
    office: str | None = None
    """The longest office or role that the article gives the speaker, as written."""
    speaks_for: str | None = None
    """The body or country the speaker speaks for, as written."""
    cue: str | None = None
    """The reporting words as written: ``kata``, ``menegaskan bahwa``."""
    cue_span: Span | None = None
    resolved_by: ResolvedBy = "none"
    candidates: tuple[str, ...] = ()
    """Whom it might be when the speaker is unclear."""
    rule: str = ""

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


class Visit(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody goes officially from one country or territory to another."""

    visitor: str
    visitor_identity: str | None = None
    office: str | None = None
    origin: str | None = None
    """ISO 3166-1 alpha-2 code."""
    host: str | None = None
    """ISO 3166-1 alpha-2 code."""
    places: tuple[str, ...] = ()
    first: str | None = msgspec.field(name="from", default=None)
    last: str | None = msgspec.field(name="to", default=None)
    from_precision: Precision = "unknown"
    to_precision: Precision = "unknown"
    from_evidence: Span | None = None
    to_evidence: Span | None = None
    reasoning: tuple[Message, ...] = ()
    """How the dates follow from the text, step by step."""
    duration: str | None = None
    kind: VisitKind = "unknown"
    status: VisitStatus = "planned"
    background: bool = False
    evidence: tuple[Span, ...] = ()
    """The stretches of the text that say so, the visit's own clause first."""
    rule: str = ""


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """All that one version of the extractor found in one article; every list is in text order."""

    extractor: str
    dates: tuple[TemporalExpression, ...] = ()
    mentions: tuple[Mention, ...] = ()
    quotes: tuple[Quote, ...] = ()
    visits: tuple[Visit, ...] = ()
