"""What an article says of one visitor in one country, put together from its frames."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from index.extract.identity import Cast
from index.extract.visit_actors import Actor
from index.extract.visit_context import Context, Frame
from index.extract.visit_dates import UNDATED, Calendar, When, combined, ending, stay
from index.extract.visit_hosts import Leg
from index.extract.visit_title import Headline

HOME = "ID"
"""The papers are Indonesian: an official of no named country is an Indonesian one."""
_STATE_OFFICES = 2
"""Times that an article names somebody with an office of state before it is about states."""
_PURPOSE = 12
"""Tokens behind the destination that may tell what the journey is for."""
_SAME_JOURNEY = timedelta(days=10)
"""Two dates of one visitor in one country further apart than this are two visits."""


@dataclass(slots=True)
class Journey:
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

    def take(self, frame: Frame, when: When, aspects: set[str]) -> None:
        """Adds what *frame* says."""
        self.frames.append(frame)
        self.whens.append(when)
        self.aspects.append(aspects)


class Journeys:
    """The journeys of one article, in the order of their first frame."""

    def __init__(self, context: Context, cast: Cast, calendar: Calendar) -> None:
        self._context = context
        self._roles = context.roles
        self._calendar = calendar
        self._words = context.words
        offices = (office for person in cast.persons.values() for office in person.offices)
        self._is_diplomatic = (
            sum(self._words.begins(o.text, "offices.state") for o in offices) >= _STATE_OFFICES
        )
        """Whether the article is about states at all: a visitor without an office counts only there."""
        self.found: list[Journey] = []
        self._no_visitor: list[Frame] = []
        self._no_host: list[Frame] = []
        self._meetings: list[Frame] = []
        self._last: Frame | None = None
        self._back: set[str] = set()
        """The visitors who are home again."""

    def add(self, frame: Frame) -> None:
        """Takes in what *frame* says; a frame without a destination adds to the visit that it refers to."""
        if frame.aspects & {"wished", "negated"} and not frame.aspects & {
            "cancelled",
            "postponed",
            "invited",
        }:
            return
        self._inherit(frame)
        if frame.rule == "return":
            self._end_all(frame)
        elif not any(leg.code for leg in frame.legs):
            self._refer(frame)
        elif any(actor.is_known for actor in frame.visitors):
            self._place(frame, frame.visitors)
        elif frame.rule in ("noun", "goes") and not self._is_of_another(frame):
            self._no_visitor.append(frame)

    def _is_of_another(self, frame: Frame) -> bool:
        """Whether the clause of *frame* has a subject, though none whose name is known."""
        before = self._context.lower[frame.trigger - 1] if frame.trigger else ""
        active = frame.rule == "goes" or self._context.is_in(before, "light.words")
        return active and not frame.visitors and self._roles.is_of_another(frame.trigger)

    def _inherit(self, frame: Frame) -> None:
        """Takes over aspects from the frame before in the sentence.

        A purpose behind a verb of going is as planned or done as that ("bertolak … untuk mengunjungi"); the rest of a
        tour is still to come where its first leg is an arrival.
        """
        last, self._last = self._last, frame
        if last is None or not self._same_sentence(last, frame) or not frame.keys & last.keys:
            return
        if frame.tentative:
            frame.aspects |= last.aspects & {"planned", "done", "finished", "past"}
            frame.tentative = False
        elif frame.rule == "noun" and not frame.aspects and "arrival" in last.aspects:
            frame.aspects.add("planned")

    def _same_sentence(self, a: Frame, b: Frame) -> bool:
        sentence = self._context.tokens.sentence
        return sentence[a.trigger] == sentence[b.trigger]

    def complete(self, headline: Headline) -> None:
        """Puts together frames without a visitor and frames without a destination, with the *headline*'s help."""
        for frame in self._no_visitor:
            named = next((f.visitors for f in self._no_host if f.first > frame.first), [])
            self._place(frame, named or self._heading(headline, frame) or frame.visitors)
        for frame in self._no_host:
            if headline.host is not None and headline.person in (None, *(a.person for a in frame.visitors)):
                leg = Leg(headline.host, frame.first, frame.last, certain=False)
                for actor in frame.visitors:
                    self._merge(actor, leg, frame)
        for journey in self.found:
            self._date_by_meeting(journey)
            if journey.visitor.key in self._back and not journey.has("planned"):
                journey.aspects.append({"finished"})

    def _heading(self, headline: Headline, frame: Frame) -> list[Actor]:
        """The person of the *headline* as the visitor of *frame*, with the office that the frame tells alone."""
        unknown = next(iter(frame.visitors), None)
        return [
            actor if unknown is None else replace(actor, office=actor.office or unknown.name)
            for actor in self._roles.naming(headline.person)
            if _may_be(frame.visitors, actor)
        ]

    def _place(self, frame: Frame, visitors: list[Actor]) -> None:
        home = next((actor.country for actor in visitors if actor.country), None)
        for actor in visitors:
            if actor.country is None and self._words.begins(actor.office or "", "offices.royal"):
                actor = replace(actor, country=home)
            for leg in frame.legs:
                if leg.code is not None:
                    self._merge(actor, leg, frame)
            self._leave(actor, frame)

    def _refer(self, frame: Frame) -> None:
        """A frame without a destination: "kunjungan tersebut", "kunjungan Presiden X", "pertemuan dengan Y"."""
        if frame.rule == "meeting":
            self._meetings.append(frame)
        if frame.rule != "noun":
            return
        keys = set() if frame.points and not frame.named else frame.keys
        fits = (j for j in reversed(self.found) if (frame.points and not keys) or j.visitor.key in keys)
        last = next(fits, None)
        if last is None:
            self._no_host.append(frame)
            return
        seen = frame.aspects & {"underway", "postponed", "cancelled", "finished"}
        when = self._calendar.of(frame)
        tour = last.frames[-1]
        for journey in self.found:
            if journey is last or (tour in journey.frames and journey.visitor.key == last.visitor.key):
                journey.take(frame, when, seen)

    def _end_all(self, frame: Frame) -> None:
        """Coming home ends all journeys of the visitor; a date of it ends the last one."""
        ended = [journey for journey in self.found if journey.visitor.key in frame.keys]
        if "planned" not in frame.aspects:
            self._back |= frame.keys
        when = self._calendar.of(frame)
        if ended and when.first_precision == "day" and when.last is None:
            ended[-1].whens.append(ending(when))

    def _leave(self, actor: Actor, frame: Frame) -> None:
        """A visitor who goes on from a foreign country has been there."""
        left = frame.departed
        if left is None or left.code is None or left.code in (actor.country or HOME, frame.legs[0].code):
            return
        visitor = self._roles.bound_for(actor, left.code)
        if not self._counts(visitor, left, frame):
            return
        when = self._calendar.of(frame)
        arrived = self._calendar.behind(left.last, frame.trigger)
        dates = stay(arrived, when) if arrived.first else UNDATED
        journey = next((j for j in self.found if j.visitor.key == visitor.key and j.code == left.code), None)
        if journey is None:
            journey = Journey(visitor, left.code, names=list(left.names))
            self.found.append(journey)
        journey.take(frame, dates, {"finished"})

    def _merge(self, actor: Actor, leg: Leg, frame: Frame) -> None:
        code = leg.code or ""
        visitor = self._roles.bound_for(actor, code)
        if not self._counts(visitor, leg, frame):
            return
        when = self._calendar.of(frame, leg)
        aspects = frame.aspects | ({"past"} if when.past else set())
        journey = next((j for j in self.found if self._continues(j, visitor, code, aspects, when)), None)
        if journey is None:
            if frame.tentative and not aspects & {"planned", "invited", "cancelled", "postponed", "past"}:
                return
            journey = Journey(visitor, code)
            self.found.append(journey)
        journey.take(frame, when, aspects)
        journey.names += leg.names

    def _continues(self, journey: Journey, visitor: Actor, code: str, aspects: set[str], when: When) -> bool:
        if journey.code != code or journey.visitor.key != visitor.key:
            return False
        before = combined(journey.whens, self._context.tokens.body)
        if before.first and when.first:
            return _overlap(before, when)
        past_before, past_now = journey.has("past"), "past" in aspects
        planned_before, planned_now = journey.has("planned"), "planned" in aspects
        return not (past_now and planned_before) and not (planned_now and past_before)

    def _counts(self, visitor: Actor, leg: Leg, frame: Frame) -> bool:
        """Whether *visitor* goes to *leg* officially and from abroad."""
        if visitor.country == leg.code or (leg.code == HOME and self._is_at_home(visitor)):
            return False
        if visitor.person is None:
            is_single = not self._words.begins(
                visitor.name, "offices.generic", "offices.resident", "offices.others"
            )
            return is_single and frame.rule != "meeting" and " " in visitor.name
        if self._is_private(leg, frame):
            return False
        offices = [office.text for office in visitor.person.offices] or [visitor.office or ""]
        if not offices[0]:
            weak = self._context.is_in(self._context.lower[frame.trigger], "weak.words")
            official = self._is_diplomatic and self._is_official(leg, frame)
            return not weak and (official or visitor.country is not None)
        if visitor.country is None and all(self._words.begins(office, "offices.royal") for office in offices):
            return self._is_official(leg, frame)
        return not all(self._words.begins(office, "offices.resident", "offices.others") for office in offices)

    def _is_official(self, leg: Leg, frame: Frame) -> bool:
        """Whether the words tell of a visit and not only of going: "tiba di Seoul … untuk kunjungan kerja"."""
        stop = self._context.stop(frame.trigger)
        behind = range(leg.last, min(stop, leg.last + _PURPOSE))
        return (
            frame.official
            or frame.kind != "unknown"
            or any(self._context.is_in(self._context.lower[i], "nouns.visit") for i in behind)
        )

    def _is_private(self, leg: Leg, frame: Frame) -> bool:
        """Whether the journey is for the visitor's own sake: "… ke Singapura untuk berobat"."""
        stop = self._context.stop(frame.trigger)
        behind = range(leg.last, min(stop, leg.last + _PURPOSE))
        return any(self._context.is_in(self._context.lower[i], "clauses.private") for i in behind)

    def _is_at_home(self, visitor: Actor) -> bool:
        """Whether *visitor* has no country and none of the offices that no Indonesian holds."""
        office = visitor.office or visitor.name
        bodies = self._words.of("offices.international")
        abroad = self._words.begins(office, "offices.foreign") or any(
            body in office.casefold().split() for body in bodies
        )
        return visitor.country is None and not abroad

    def _date_by_meeting(self, journey: Journey) -> None:
        """Dates an undated visit by a meeting of the visitor with somebody of the host country."""
        if any(when.first for when in journey.whens) or journey.has("planned") or journey.has("invited"):
            return
        for frame in self._meetings:
            hosts = {actor.country for actor in frame.visitors}
            when = self._calendar.of(frame)
            dated = when.first_precision == "day"
            if journey.visitor.key in frame.keys and journey.code in hosts and dated:
                journey.take(frame, when, set())
                return


def _may_be(unknown: list[Actor], named: Actor) -> bool:
    """Whether *named*, unless of another office, may be the visitor told by an office alone or not at all."""
    if not unknown or named.person is None or not named.person.offices:
        return True
    head = unknown[0].name.casefold().split()[0]
    return any(office.text.casefold().split()[0] == head for office in named.person.offices)


def _overlap(a: When, b: When) -> bool:
    """Whether two dated frames can be one journey: no more than ten days lie between them."""
    first, last = (a, b) if (a.first or "") <= (b.first or "") else (b, a)
    between = date.fromisoformat(last.first or "") - date.fromisoformat(first.last or first.first or "")
    return between <= _SAME_JOURNEY
