"""What the side pane says about an article: its visits and its speakers, in the language of the screen.

Built in a worker, because dates and country names need Babel.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from index.article import Span
from index.facts import Quote, Visit
from tui.i18n import N_, _, format_date, format_interval, territory_name
from tui.judging import sign

if TYPE_CHECKING:
    from index.notebook import CorrectedFacts, Detached, Judged, Publication

STATUSES = {
    "planned": N_("planned"),
    "underway": N_("under way"),
    "done": N_("took place"),
    "postponed": N_("postponed"),
    "cancelled": N_("cancelled"),
    "invited": N_("invited"),
}
OFF = ("cancelled", "postponed")
"""Statuses of a visit that did not take place, or not then."""
KINDS = {
    "state": N_("state visit"),
    "official": N_("official visit"),
    "working": N_("working visit"),
    "multilateral": N_("multilateral meeting"),
}


@dataclass(frozen=True)
class VisitEntry:
    """A visit in words."""

    route: str
    """``Wang Yi → Russia``, where not known as ``?``."""
    dates: str
    """The interval, or that the text gives no date."""
    status: str
    """Status, kind and whether it is background, in words."""
    is_off: bool
    """Whether it was cancelled or postponed."""
    evidence: str
    """The words of the text that say so first of all."""
    span: Span | None
    """Where to go in the text."""
    judged: Judged[Visit]


@dataclass(frozen=True)
class QuoteEntry:
    """A quote of a speaker."""

    text: str
    direct: bool
    span: Span
    judged: Judged[Quote]
    candidates: tuple[str, ...] = ()
    """Whom it might be, where that is unclear."""


@dataclass(frozen=True)
class SpeakerEntry:
    """A speaker with the quotes, in text order; ``name`` is empty where the speaker is unclear."""

    name: str
    office: str
    quotes: tuple[QuoteEntry, ...]


@dataclass(frozen=True)
class Outline:
    """All that the side pane shows of one article."""

    published: Judged[Publication]
    visits: tuple[VisitEntry, ...] = ()
    speakers: tuple[SpeakerEntry, ...] = ()
    rejected: tuple[Judged[Any], ...] = ()
    """What the reader rejected; it counts nowhere else."""
    detached: tuple[Detached, ...] = ()
    """Corrections that do not count for the article as it is now."""


def outline(corrected: CorrectedFacts) -> Outline:
    """The outline of an article: visits in text order, background ones last; speakers by number of quotes."""
    visits = sorted(_holding(corrected.visits), key=lambda judged: judged.fact.background)
    everything: list[Judged[Any]] = [
        *corrected.visits, *corrected.quotes, *corrected.dates, *corrected.names,
    ]  # fmt: skip
    rejected = {
        # A name that was rejected is so wherever the article has it, and said once.
        judged.correction.id: judged
        for judged in reversed(everything)
        if judged.correction and judged.verdict == "reject"
    }
    return Outline(
        corrected.published,
        tuple(_visit(corrected.article.body, visit) for visit in visits),
        tuple(_speakers(_holding(corrected.quotes))),
        tuple(reversed(rejected.values())),
        corrected.detached,
    )


def published_in_words(published: Judged[Publication]) -> str:
    """The date of publication with the sign of what the reader said of it."""
    day = published.fact.date
    words = format_date(day) if day else _("date unknown")
    return " ".join(part for part in (words, sign(published)) if part)


def _holding(judged: Sequence[Judged[Any]]) -> list[Judged[Any]]:
    return [one for one in judged if one.verdict != "reject"]


def _visit(body: str, judged: Judged[Visit]) -> VisitEntry:
    visit = judged.fact
    places = ", ".join(visit.places)
    host = territory_name(visit.host) if visit.host else ""
    where = f"{host} ({places})" if host and places else host or places or "?"
    dates = format_interval(visit.first, visit.last, visit.from_precision, visit.to_precision)
    status = [_(STATUSES[visit.status])]
    if visit.kind in KINDS:
        status.append(_(KINDS[visit.kind]))
    if visit.background:
        status.append(_("background"))
    return VisitEntry(
        route=f"{visit.visitor} → {where}",
        dates=dates or _("no date in the text"),
        status=" · ".join(status),
        is_off=visit.status in OFF,
        evidence=visit.evidence[0].of(body) if visit.evidence else "",
        span=visit.evidence[0] if visit.evidence else visit.from_evidence,
        judged=judged,
    )


def _speakers(quotes: Sequence[Judged[Quote]]) -> list[SpeakerEntry]:
    groups: dict[str | None, list[Judged[Quote]]] = {}
    for judged in sorted(quotes, key=lambda judged: judged.fact.start):
        quote = judged.fact
        key = (quote.speaker_identity or quote.speaker) if quote.speaker else None
        groups.setdefault(key, []).append(judged)
    entries = [
        SpeakerEntry(
            name=(said[0].fact.speaker or "") if key is not None else "",
            office=max((judged.fact.office or "" for judged in said), key=len) if key is not None else "",
            quotes=tuple(
                QuoteEntry(
                    judged.fact.text,
                    judged.fact.kind == "direct",
                    judged.fact.span,
                    judged,
                    judged.fact.candidates,
                )
                for judged in said
            ),
        )
        for key, said in groups.items()
    ]
    # The unclear ones last: they are nobody's yet.
    return sorted(entries, key=lambda entry: (not entry.name, -len(entry.quotes)))
