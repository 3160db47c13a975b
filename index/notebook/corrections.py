"""What a reader said of a fact: that it is right, how it is right, or that it is wrong.

A :class:`Correction` is a row of the notebook, kept as it was made; :class:`CorrectedFacts` is what
:func:`index.notebook.applying.apply` makes of an article's facts with all of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Generic, Literal, TypeVar

import msgspec

from index.article import Article, Span
from index.errors import DiploError
from index.facts import Facts, Mention, Quote, TemporalExpression, Visit
from index.messages import M_, N_, Day
from index.notebook.model import CONTEXT, now

FactKind = Literal["visit", "quote", "name", "date", "published"]
Action = Literal["accept", "edit", "reject"]


class Publication(msgspec.Struct, frozen=True):
    """An article's date of publication as a fact that can be judged like any other."""

    date: str | None = None
    """ISO date; null where it is not known."""
    evidence: str | None = None
    """The line or words that gave it."""

    @classmethod
    def of(cls, article: Article) -> Publication:
        """The publication as *article* gives it."""
        return cls(article.published, article.published_evidence)


Fact = Visit | Quote | Mention | TemporalExpression | Publication
F = TypeVar("F", bound=Fact)

FACT_TYPES: Mapping[FactKind, type[Fact]] = {
    "visit": Visit,
    "quote": Quote,
    "name": Mention,
    "date": TemporalExpression,
    "published": Publication,
}
EDITABLE: Mapping[FactKind, tuple[str, ...]] = {
    "visit": (
        "visitor", "office", "origin", "host", "from", "to", "from_precision", "to_precision", "status", "background",
    ),
    "quote": ("speaker", "office", "speaks_for"),
    "name": ("type", "name"),
    "date": ("from", "to", "precision"),
    "published": ("date",),
}  # fmt: skip
"""What of each kind of fact a reader may change, by the names that the exports use; everything else is evidence."""


class CorrectionError(DiploError):
    """A value that a fact cannot take; the message is for the reader who entered it."""


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """One judgement of one fact of one article. The row is never rewritten: a later one takes its place.

    ``start`` and ``end`` bound the fact's words in the body as it was then (its file had hash ``sha256``); a visit is
    anchored at its own clause, a publication, which stands outside the body, nowhere (both 0, ``text`` empty).
    """

    id: int
    supersedes: int | None = None
    """The earlier correction of the same fact, which counts again when this one is undone."""
    kind: FactKind
    action: Action
    fact: Fact
    """The fact as the extraction found it then."""
    edits: dict[str, Any] = {}
    """The values that replace the found ones: names of :data:`EDITABLE`, those that differ only."""
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
    """Up to :data:`index.notebook.model.CONTEXT` code points before the words."""
    after: str
    source: str | None = None
    title: str | None = None
    lead: str | None = None
    """The lead, by which an article without a title is shown."""
    published: str | None = None
    """The date of publication that relative dates were counted from then."""
    by: str
    """Who says so: the name in the settings, else the login name."""
    created_at: str
    """UTC, ISO 8601 with seconds."""

    def corrected(self) -> Fact:
        """The fact as the reader has it: as found, with the edits."""
        return with_edits(self.fact, self.edits)


class UndoneCorrection(msgspec.Struct, frozen=True):
    """What an undo took back: a correction. The one that it took the place of, if any, counts again."""

    correction: Correction


class Judged(msgspec.Struct, Generic[F], frozen=True):
    """A fact with what the reader said of it, if anything."""

    fact: F
    """As it stands after correction, its spans in today's text; a rejected one as it was found."""
    found: F | None
    """As today's extraction has it; null where that finds it no longer and only the reader vouches for it."""
    correction: Correction | None = None
    """The correction that counts: its action, by whom and when."""

    @property
    def verdict(self) -> Action | None:
        """What the reader said; null where nothing was said."""
        return self.correction.action if self.correction else None


class Detached(msgspec.Struct, frozen=True):
    """A correction that is kept but does not count for the article as it is now.

    ``words``: the words no longer stand in the text, or it is open where, or for a publication the line that gave the
    date is another. ``publication``: an accepted date now follows from another day of publication and is another.
    """

    correction: Correction
    reason: Literal["words", "publication"]


class CorrectedFacts(msgspec.Struct, frozen=True, kw_only=True):
    """An article's facts with the reader's corrections. The judged lists hold rejected facts too, in text order."""

    article: Article
    """The article with the corrected date of publication."""
    facts: Facts
    """The facts that hold: corrected where they were corrected, rejected ones left out."""
    published: Judged[Publication]
    visits: tuple[Judged[Visit], ...] = ()
    quotes: tuple[Judged[Quote], ...] = ()
    names: tuple[Judged[Mention], ...] = ()
    dates: tuple[Judged[TemporalExpression], ...] = ()
    detached: tuple[Detached, ...] = ()

    def quote_around(self, span: Span) -> Judged[Quote] | None:
        """The innermost quote, rejected or not, that wholly covers *span*, or null."""
        around = [judged for judged in self.quotes if judged.fact.span.covers(span)]
        return min(around, key=lambda judged: judged.fact.end - judged.fact.start, default=None)


def kind_of(fact: Fact) -> FactKind:
    """The kind that a correction of *fact* has."""
    return next(kind for kind, type_ in FACT_TYPES.items() if isinstance(fact, type_))


def anchor_of(fact: Fact) -> Span | None:
    """The stretch of the body by which *fact* is found again; null where it has none there."""
    if isinstance(fact, Visit):
        return fact.evidence[0] if fact.evidence else None
    return None if isinstance(fact, Publication) else fact.span


def with_edits(fact: F, edits: Mapping[str, Any]) -> F:
    """*fact* with the values of *edits*, named as in the exports."""
    if not edits:
        return fact
    return msgspec.convert({**msgspec.to_builtins(fact), **edits}, type(fact))


def edits_between(found: Fact, wanted: Fact) -> dict[str, Any]:
    """The editable values of *wanted* that differ from those of *found*."""
    old, new = msgspec.to_builtins(found), msgspec.to_builtins(wanted)
    kind = kind_of(found)
    if kind == "visit":
        # A day that was entered is one to the day, and without a day there is no precision.
        for end, precision in (("from", "from_precision"), ("to", "to_precision")):
            if new[end] is None:
                new[precision] = "unknown"
            elif new[end] != old[end] and new[precision] in ("unknown", old[precision]):
                new[precision] = "day"
    return {name: new[name] for name in EDITABLE[kind] if new[name] != old[name]}


def record(article: Article, judged: Judged[F], wanted: F | None, by: str) -> Correction:
    """The correction (not yet kept: its id is 0) by which *judged* becomes *wanted*, or with null is rejected.

    *article* is the one shown: :attr:`CorrectedFacts.article`. Raises :class:`CorrectionError` for a value that the
    fact cannot take, TypeError if *wanted* is another kind of fact.
    """
    found = _as_found(judged)
    kind, anchor = kind_of(found), anchor_of(judged.fact) or Span(0, 0)
    edits: dict[str, Any] = {}
    action: Action = "reject"
    if wanted is not None:
        if type(wanted) is not type(found):
            raise TypeError(f"a {kind} cannot become {wanted!r}")
        edits = edits_between(found, wanted)
        action = "edit" if edits else "accept"
        _check(with_edits(found, edits), edits)
    return Correction(
        id=0,
        supersedes=judged.correction.id if judged.correction else None,
        kind=kind,
        action=action,
        fact=found,
        edits=edits,
        article=article.id,
        path=article.path,
        line=article.line,
        url=article.url,
        sha256=article.sha256,
        start=anchor.start,
        end=anchor.end,
        text=anchor.of(article.body),
        before=article.body[max(0, anchor.start - CONTEXT) : anchor.start] if anchor.end else "",
        after=article.body[anchor.end : anchor.end + CONTEXT] if anchor.end else "",
        source=article.source,
        title=article.title,
        lead=None if article.title else article.display_title(),
        published=article.published,
        by=by,
        created_at=now(),
    )


def _as_found(judged: Judged[F]) -> F:
    """What the extraction gave: today, or when it last found the fact, at the fact's place in today's text."""
    if judged.found is not None or judged.correction is None:
        return judged.found if judged.found is not None else judged.fact
    return with_edits(judged.fact, edits_between(judged.fact, judged.correction.fact))


_PLACES_OF_DATES = ("from", "to", "date")
_NEEDED = {"visitor": N_("the visitor must not be empty"), "name": N_("the name must not be empty")}


def _check(fact: Fact, edits: Mapping[str, Any]) -> None:
    """Refuse values that no fact of the kind can have. Only what was edited is looked at."""
    for name, value in edits.items():
        if name in _NEEDED and not (value or "").strip():
            raise CorrectionError(_NEEDED[name], advice=N_("reject the fact if there is none"))
        if name in _PLACES_OF_DATES and value is not None and not _is_date(value):
            raise CorrectionError(N_("is no date"), subject=value, advice=N_("write it as 2025-03-28"))
        if name in ("origin", "host") and value is not None:
            _check_code(value)
    if isinstance(fact, Mention) and fact.type == "country" and edits:
        _check_code(fact.name)
    if isinstance(fact, Visit | TemporalExpression) and edits.keys() & {"from", "to"}:
        if fact.first and fact.last and fact.last < fact.first:
            raise CorrectionError(
                M_("ends on {day}, before it begins", day=Day(fact.last)),
                subject=fact.first,
                advice=N_("exchange the two dates"),
            )
        if isinstance(fact, TemporalExpression) and not (fact.first and fact.last):
            raise CorrectionError(
                N_("a date needs a first and a last day"), advice=N_("write one day in both")
            )


def _check_code(value: str) -> None:
    if not re.fullmatch("[A-Z]{2}", value):
        raise CorrectionError(
            N_("is no country code"), subject=value, advice=N_("two capital letters, as in ID")
        )


def _is_date(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
