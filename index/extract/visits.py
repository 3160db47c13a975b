"""Visits: who goes officially to which country, when, and how the article sees it.

Frames (:mod:`index.extract.visit_frames`) name visitor and destination, the calendar expressions around them give the
dates, and all that an article says of one visitor in one country is merged into one visit, unless the dates tell two
journeys apart. Left out are journeys inside the visitor's own country, those of sportsmen, tourists and others who do
not act for a state or body, and ambassadors where they serve.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from index.article import Span
from index.extract.identity import Cast
from index.extract.tokens import Tokens
from index.extract.visit_dates import UNDATED, Calendar, When, combined, extended
from index.extract.visit_frames import Frame, Frames
from index.extract.visit_hosts import Leg
from index.extract.visit_roles import Actor, Roles
from index.extract.visit_title import Headline
from index.extract.visit_words import VisitWords, words
from index.facts import TemporalExpression, Visit, VisitKind, VisitStatus

_HOME = "ID"
"""The papers are Indonesian: an official of no named country is an Indonesian one."""
_SAME_JOURNEY = timedelta(days=10)
"""Two dates of one visitor in one country further apart than this are two visits."""
_STILL_THERE = timedelta(days=2)
"""An arrival reported within so many days: the visitor is taken to be there."""
_LONG_AGO = timedelta(days=14)
"""A visit that ended longer before the publication is background."""


def find_visits(
    tokens: Tokens, cast: Cast, dates: Iterable[TemporalExpression], published: str | None, title: str | None
) -> list[Visit]:
    """The visits of one article in text order.

    *dates* are its calendar expressions, *published* its ISO date or null (then the status rests on the words alone);
    *title* is not part of the body: it only completes a visit whose visitor or country the body leaves out.
    Offsets are code points of ``tokens.body``.
    """
    lexicon = words()
    triggers = [(i, kind) for i, word in enumerate(tokens.lower) if (kind := lexicon.triggers.get(word))]
    if not triggers or not cast.mentions:
        return []
    calendar = Calendar(tokens, dates, lexicon)
    frames = Frames(tokens, cast, lexicon, calendar.tokens)
    journeys = _Journeys(tokens, frames.roles, calendar, lexicon, published)
    for frame in frames.all(triggers):
        journeys.add(frame)
    journeys.complete(Headline(title, cast, lexicon))
    return journeys.visits()


@dataclass(slots=True)
class _Journey:
    """All that the article says of one visitor in one country at one time."""

    visitor: Actor
    code: str
    frames: list[Frame] = field(default_factory=list)
    whens: list[When] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    aspects: list[set[str]] = field(default_factory=list)

    def has(self, aspect: str, *, but: str = "") -> bool:
        """Whether a frame has *aspect* and not *but*."""
        return any(aspect in seen and but not in seen for seen in self.aspects)


class _Journeys:
    def __init__(
        self, tokens: Tokens, roles: Roles, calendar: Calendar, lexicon: VisitWords, published: str | None
    ) -> None:
        self._tokens = tokens
        self._roles = roles
        self._calendar = calendar
        self._words = lexicon
        self._published = published
        self._found: list[_Journey] = []
        self._no_visitor: list[tuple[Frame, When]] = []
        self._no_host: list[tuple[Frame, When]] = []

    def add(self, frame: Frame) -> None:
        """Takes in what *frame* says; a frame without a destination adds to the visit that it refers to."""
        if frame.aspects & {"wished", "negated"} and not frame.aspects & {
            "cancelled",
            "postponed",
            "invited",
        }:
            return
        when = self._calendar.of(frame)
        legs = [leg for leg in frame.legs if leg.code is not None]
        if not legs:
            self._refer(frame, when)
            return
        if not frame.visitors and frame.rule in ("noun", "goes"):
            self._no_visitor.append((frame, when))
        for actor in frame.visitors:
            for leg in legs:
                visitor = self._roles.bound_for(actor, leg.code or "")
                if self._counts(visitor, leg, frame):
                    self._merge(visitor, leg, frame, when)
            self._leave(actor, frame)

    def complete(self, headline: Headline) -> None:
        """Puts together frames without a visitor and frames without a destination, with the *headline*'s help."""
        for frame, when in self._no_visitor:
            named = (f.visitors for f, _ in self._no_host if f.first > frame.first)
            visitors = next(named, None) or self._roles.naming(headline.person)
            for leg in frame.legs:
                for actor in visitors:
                    visitor = self._roles.bound_for(actor, leg.code or "")
                    if leg.code and self._counts(visitor, leg, frame):
                        self._merge(visitor, leg, frame, when)
        if headline.host is None or self._found:
            return
        for frame, when in self._no_host:
            leg = Leg(headline.host, frame.first, frame.last, certain=False)
            for actor in frame.visitors:
                visitor = self._roles.bound_for(actor, headline.host)
                if self._counts(visitor, leg, frame):
                    self._merge(visitor, leg, frame, when)

    def visits(self) -> list[Visit]:
        """The visits, in the order of their first evidence."""
        return [self._visit(journey) for journey in self._found]

    def _refer(self, frame: Frame, when: When) -> None:
        if frame.rule != "noun":
            return
        keys = {visitor.key for visitor in frame.visitors}
        for journey in reversed(self._found):
            if not keys or journey.visitor.key in keys:
                journey.whens.append(when)
                journey.frames.append(frame)
                journey.aspects.append(frame.aspects & {"underway", "postponed", "cancelled"})
                return
        if frame.visitors:
            self._no_host.append((frame, when))

    def _leave(self, visitor: Actor, frame: Frame) -> None:
        """A visitor who goes on from a foreign country has been there."""
        code = frame.departed
        if code is None or code in (visitor.country or _HOME, frame.legs[0].code):
            return
        for journey in self._found:
            if journey.visitor.key == visitor.key and journey.code == code:
                journey.aspects.append({"left"})
                return
        leg = Leg(code, frame.first, frame.last, certain=False)
        if self._counts(visitor, leg, frame):
            self._found.append(_Journey(visitor, code, [frame], [UNDATED], [], [{"left"}]))

    def _merge(self, visitor: Actor, leg: Leg, frame: Frame, when: When) -> None:
        code = leg.code or ""
        journey = next((j for j in self._found if self._continues(j, visitor, code, frame, when)), None)
        if journey is None:
            journey = _Journey(visitor, code)
            self._found.append(journey)
        journey.frames.append(frame)
        journey.whens.append(when)
        journey.names += leg.names
        journey.aspects.append(frame.aspects)

    def _continues(self, journey: _Journey, visitor: Actor, code: str, frame: Frame, when: When) -> bool:
        if journey.code != code or journey.visitor.key != visitor.key:
            return False
        before = combined(journey.whens)
        if before.first and when.first:
            return _overlap(before, when)
        pasts = ("past" in frame.aspects, journey.has("past"))
        plans = ("planned" in frame.aspects, journey.has("planned"))
        return not ((pasts[0] and plans[1]) or (plans[0] and pasts[1]))

    def _counts(self, visitor: Actor, leg: Leg, frame: Frame) -> bool:
        """Whether *visitor* goes to *leg* officially and from abroad."""
        if visitor.country == leg.code:
            return False
        if visitor.country is None and leg.code == _HOME and self._is_inner(leg):
            return False
        offices = (
            [o.text for o in visitor.person.offices] if visitor.person else [visitor.office or visitor.name]
        )
        if any(self._begins(office, "offices.resident", "offices.others") for office in offices):
            return False
        if visitor.person is None:
            generic = self._begins(visitor.name, "offices.generic")
            return visitor.country is not None and frame.rule != "meeting" and not generic
        if not offices:
            trigger = self._tokens.lower[frame.trigger]
            return frame.official or trigger not in self._words.of("weak.words")
        return True

    def _is_inner(self, leg: Leg) -> bool:
        """Whether *leg* names a place in Indonesia and not the country: where Indonesian officials go at home."""
        return not leg.certain or bool(leg.names)

    def _begins(self, office: str, *entries: str) -> bool:
        lower = office.casefold()
        return any(
            lower == word or lower.startswith(word + " ")
            for entry in entries
            for word in self._words.of(entry)
        )

    def _visit(self, journey: _Journey) -> Visit:
        when = combined(journey.whens)
        status = self._status(journey, when)
        if status in ("planned", "underway"):
            when = extended(when, self._programme(journey))
            status = self._status(journey, when)
        visitor = journey.visitor
        first = journey.frames[0]
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
            reasoning="; ".join(dict.fromkeys(when.reasons)),
            duration=when.duration,
            kind=_kind(journey.frames),
            status=status,
            background=self._is_background(journey, when, status),
            evidence=tuple(self._evidence(journey)),
            rule=first.rule,
        )

    def _evidence(self, journey: _Journey) -> Iterator[Span]:
        seen: set[Span] = set()
        for frame in journey.frames:
            first = min([frame.first, *(a.first for a in frame.visitors if self._with(a, frame))])
            span = self._tokens.span(first, max(frame.last, frame.first + 1))
            if span not in seen:
                seen.add(span)
                yield span

    def _with(self, actor: Actor, frame: Frame) -> bool:
        return self._tokens.sentence[actor.first] == self._tokens.sentence[frame.first]

    def _programme(self, journey: _Journey) -> Iterator[TemporalExpression]:
        """The days for which sentences with the visitor as subject plan something, no other journey among them."""
        for item in self._calendar.dates:
            if self._calendar.is_statement(item):
                continue
            sentence = self._tokens.sentences[self._tokens.sentence[item.first]]
            lower = self._tokens.lower
            if not any(lower[i] in self._words.of("programme.words") for i in sentence):
                continue
            subject = next(iter(self._roles.between(sentence.start, sentence.stop)), None)
            if (
                subject is not None
                and subject.key == journey.visitor.key
                and not self._elsewhere(journey, sentence)
            ):
                yield item.expression

    def _elsewhere(self, journey: _Journey, sentence: range) -> bool:
        return any(
            other is not journey and frame.trigger in sentence
            for other in self._found
            for frame in other.frames
        )

    def _status(self, journey: _Journey, when: When) -> VisitStatus:
        arrived = journey.has("arrival", but="planned")
        planned = journey.has("planned")
        if journey.has("cancelled"):
            return "cancelled"
        if journey.has("postponed") and not arrived:
            return "postponed"
        if journey.has("left"):
            return "done"
        if journey.has("invited") and not (planned or arrived or journey.has("done")):
            return "invited"
        under_way = (
            arrived or journey.has("underway", but="planned") or journey.has("departure", but="planned")
        )
        if when.first is not None and self._published is not None:
            return self._by_date(when, planned=planned, under_way=under_way, arrived=arrived)
        if journey.has("done", but="planned") and not arrived:
            return "done"
        if under_way:
            return "underway"
        return "planned" if planned else "done"

    def _by_date(self, when: When, *, planned: bool, under_way: bool, arrived: bool) -> VisitStatus:
        today, first, last = self._published or "", when.first or "", when.last
        if first > today:
            return "planned"
        if last is not None and last < today:
            return "done"
        if last is not None and when.is_range:
            return "planned" if planned and not under_way and first == today else "underway"
        if last is None and arrived:
            return "underway" if _days(first, today) <= _STILL_THERE else "done"
        if under_way:
            return "underway"
        return "planned" if planned and (last is not None or first == today) else "done"

    def _is_background(self, journey: _Journey, when: When, status: VisitStatus) -> bool:
        if status != "done":
            return False
        ended = when.last or when.first
        if ended is not None and self._published is not None:
            return _days(ended, self._published) > _LONG_AGO
        return journey.has("past")


def _kind(frames: list[Frame]) -> VisitKind:
    return next((frame.kind for frame in frames if frame.kind != "unknown"), "unknown")


def _overlap(a: When, b: When) -> bool:
    """Whether two dated frames can be one journey: no more than ten days lie between them."""
    first, last = (a, b) if (a.first or "") <= (b.first or "") else (b, a)
    return _days(first.last or first.first or "", last.first or "") <= _SAME_JOURNEY


def _days(first: str, second: str) -> timedelta:
    return date.fromisoformat(second) - date.fromisoformat(first)
