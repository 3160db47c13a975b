"""Visits: who goes officially to which country, when, and how the article sees it.

Frames (:mod:`index.extract.visit_travel`, :mod:`index.extract.visit_encounters`) name visitor and destination, the
calendar expressions around them give the dates (:mod:`index.extract.visit_dates`), and all that an article says of one
visitor in one country is merged into one visit (:mod:`index.extract.visit_journeys`), unless the dates tell two apart.
Left out are journeys inside the visitor's own country, those of sportsmen, tourists and others who act for no state or
body, and ambassadors where they serve.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from index.extract.identity import Cast
from index.extract.tokens import Tokens
from index.extract.visit_context import Context, Frame
from index.extract.visit_dates import Calendar, begun, combined, extended
from index.extract.visit_evidence import evidence
from index.extract.visit_frames import frames
from index.extract.visit_journeys import Journey, Journeys
from index.extract.visit_programme import Programme
from index.extract.visit_status import is_background, status_of
from index.extract.visit_title import Headline
from index.extract.visit_words import words
from index.facts import TemporalExpression, Visit, VisitKind


def find_visits(
    tokens: Tokens, cast: Cast, dates: Iterable[TemporalExpression], published: str | None, title: str | None
) -> list[Visit]:
    """The visits of one article in text order.

    *dates* are its calendar expressions, *published* its ISO date or null (then the status rests on the words alone);
    *title* is not part of the body: it only completes a visit whose visitor or country the body leaves out.
    Offsets are code points of ``tokens.body``.
    """
    lexicon = words()
    kinds = lexicon.triggers
    triggers = [(i, kinds[word]) for i, word in enumerate(tokens.lower) if word in kinds]
    if not triggers or not cast.mentions:
        return []
    calendar = Calendar(tokens, dates, lexicon)
    context = Context(tokens, cast, lexicon, calendar.tokens)
    journeys = Journeys(context, cast, calendar)
    for frame in frames(context, triggers):
        journeys.add(frame)
    journeys.complete(Headline(title, cast, lexicon))
    programme = Programme(tokens, cast, context.roles, calendar, lexicon, journeys.found)
    visits = [_visit(journey, tokens, programme, published) for journey in journeys.found]
    return [
        msgspec.structs.replace(visit, status="done") if _is_left(visit, journey, visits) else visit
        for visit, journey in zip(visits, journeys.found, strict=True)
    ]


def _is_left(visit: Visit, journey: Journey, visits: list[Visit]) -> bool:
    """Whether "Sebelumnya, …" tells of *visit*, and the visitor is in another country now."""
    if visit.status != "underway" or not journey.has("before"):
        return False
    return any(
        other.status == "underway" and other.visitor == visit.visitor and other.host != visit.host
        for other in visits
    )


def _visit(journey: Journey, tokens: Tokens, programme: Programme, published: str | None) -> Visit:
    when = combined(journey.whens, tokens.body)
    status = status_of(journey, when, published)
    if status in ("planned", "underway"):
        days = list(programme.of(journey))
        when = extended(begun(when, days, tokens.body), days)
        status = status_of(journey, when, published)
    visitor = journey.visitor
    return Visit(
        visitor=visitor.name,
        visitor_identity=visitor.person.identity if visitor.person else None,
        office=visitor.office if visitor.person else None,
        origin=visitor.country,
        host=journey.code,
        places=tuple(dict.fromkeys(journey.names)),
        first=when.first,
        last=when.last,
        from_precision=when.first_precision,
        to_precision=when.last_precision,
        from_evidence=when.first_evidence,
        to_evidence=when.last_evidence,
        reasoning=tuple(dict.fromkeys(when.reasons)),
        duration=when.duration.of(tokens.body) if when.duration else None,
        kind=_kind(journey.frames),
        status=status,
        background=is_background(journey, when, status, published),
        evidence=evidence(journey, when, tokens),
        rule=journey.frames[0].rule,
    )


def _kind(frames: list[Frame]) -> VisitKind:
    return next((frame.kind for frame in frames if frame.kind != "unknown"), "unknown")
