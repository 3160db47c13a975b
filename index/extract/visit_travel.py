"""Frames of going: "kunjungan X ke Y", "X mengunjungi Y", "X tiba di Y", "X kembali ke tanah air"."""

from __future__ import annotations

from index.extract.visit_actors import Actor
from index.extract.visit_context import BEHIND, Context, Frame
from index.extract.visit_hosts import Leg
from index.facts import VisitKind

_NOUN_REACH = 22
"""Tokens between "kunjungan" and the "ke" that belongs to it."""
_FILL = 5
"""Unknown words that may stand there."""
_VERB_REACH = 14
"""Tokens between a verb of going and its "ke", "dari Z" included."""
_INVITATION = 18
"""Tokens between "mengundang" and the infinitive that says where to."""


class Noun:
    """Reads the phrase that follows a noun of visiting: its kind, the visitor and the destinations."""

    def __init__(self, context: Context, noun: int) -> None:
        self._context = context
        self.owners: list[Actor] = []
        self.legs: list[Leg] = []
        self.kind: VisitKind = "unknown"
        self.is_foreign = False
        """A body or country stands where the visitor should: somebody unnamed goes."""
        self._at = noun + 1
        self._unknown = 0
        stop = context.stop(noun, _NOUN_REACH)
        end = self._at
        while self._at < stop and self._step():
            end = self._at
        self.last = self.legs[-1].last if self.legs else min(end, stop)

    def _step(self) -> bool:
        """Reads on by one word or name; false where the phrase is over."""
        context, at = self._context, self._at
        word = context.lower[at]
        actor = context.roles.starting(at)
        if actor is not None:
            self.owners = self.owners or context.roles.group(actor)
            self._at = max(actor.last, self.owners[-1].last)
            return True
        self._at += 1
        if word == "dari" and (left := context.hosts.legs(at + 1)):
            self._at = left[-1].last
            return True
        if context.is_in(word, "nouns.leads"):
            self.legs = self._destination(at, word)
            return not self.legs and word == "di"
        if not word[0].isalpha():
            leads = at + 1 < len(context.tokens) and context.is_in(context.lower[at + 1], "nouns.leads")
            return word not in '.?!"“”;:' and (word != "," or leads or bool(self.owners))
        kind = context.words.kinds.get(word.removesuffix("nya"))
        if kind is not None:
            self.kind = kind
            return True
        if context.is_in(word, "modifiers.words"):
            return True
        self._unknown += 1
        self.is_foreign |= (
            context.hosts.names_body(at)
            or context.is_in(word, "nouns.other_owners")
            or all(word.istitle() for word in context.tokens.text[at : at + 2])
        )
        ends = context.is_in(word, "aspect.planned", "clauses.opens", "attribution.words")
        return not ends and not context.words.is_verb(word) and self._unknown <= _FILL

    def _destination(self, at: int, word: str) -> list[Leg]:
        if word == "kepada":
            actor = next(iter(self._context.roles.between(at + 1, at + 3)), None)
            return (
                [Leg(actor.country, actor.first, actor.last, certain=False)]
                if actor and actor.country
                else []
            )
        return self._context.hosts.legs(at + 1)


def noun(context: Context, i: int) -> Frame | None:
    """The frame of the noun of visiting at token *i*."""
    phrase = Noun(context, i)
    word = context.lower[i]
    trip = context.is_in(word, "nouns.trip")
    if trip and not phrase.legs:
        return None
    visitors = phrase.owners or _agent(context, phrase.last)
    named = bool(visitors)
    received = i > 0 and context.is_in(context.lower[i - 1], "receives.active")
    present = context.is_in(word, "nouns.presence")
    if not visitors and (phrase.is_foreign or received or present):
        return None
    if not visitors or (phrase.legs and not visitors[0].is_known):
        visitors = context.roles.subjects(i) or visitors
        named = context.roles.is_owned(i)
    points = any(context.is_in(context.lower[j], "hosts.same") for j in range(i + 1, phrase.last))
    official = not trip and not context.is_in(word, "nouns.arrival")
    frame = Frame("noun", i, i, phrase.last, visitors, phrase.legs, kind=phrase.kind, official=official)
    frame.named, frame.points = named, points
    frame.aspects = context.aspects(frame, visitors)
    if trip and not frame.aspects and i > 0 and context.lower[i - 1] == "dalam":
        frame.aspects.add("underway")
    if context.is_in(word, "nouns.arrival") and not frame.aspects & {"planned", "cancelled", "postponed"}:
        frame.aspects.add("arrival")
    return frame


def _agent(context: Context, at: int) -> list[Actor]:
    """The visitor in "kunjungan ke Y oleh X"."""
    if at + 1 < len(context.tokens) and context.lower[at] == "oleh":
        actor = context.roles.starting(at + 1)
        return [] if actor is None else context.roles.group(actor)
    return []


def goes(context: Context, i: int) -> Frame | None:
    """The frame of the verb of going at token *i*."""
    bound = context.is_in(context.lower[i], "bound.words")
    if bound and context.words.goes[context.lower[i]].isdisjoint(context.lower[i + 1 : i + 2]):
        return None
    at, departed = _lead(context, i)
    if at is None and departed is not None and context.is_in(context.lower[i], "arrives.words"):
        return _left(context, i, departed)
    legs = _counterpart(context, i) if at is None else context.hosts.legs(at)
    if not legs:
        return None
    last = legs[-1].last
    guests = _guests(context, i)
    carried = context.is_in(context.lower[i], "carries.words")
    visitors = guests or (context.roles.main_subject(i) if carried else context.roles.subjects(i))
    purpose = i > 0 and context.is_in(context.lower[i - 1], "clauses.purpose")
    frame = Frame("goes", i, i, last, visitors, legs, tentative=purpose and not guests)
    frame.visitors = [*visitors, *_companions(context, last)] if visitors else []
    frame.departed = departed or _origin(context, last, i)
    frame.aspects = context.aspects(frame, visitors) | ({"planned"} if bound else set())
    if guests:
        frame.aspects = frame.aspects & {"cancelled", "postponed"} | {"invited"}
    if context.is_in(context.lower[i], "arrives.words"):
        frame.aspects.add("arrival")
    if context.is_in(context.lower[i], "leaves.words"):
        frame.aspects.add("departure")
    return frame


def _lead(context: Context, i: int) -> tuple[int | None, Leg | None]:
    """Where the destination of the verb at *i* begins, or null; and the place named in a "dari" before it."""
    leads = context.words.goes[context.lower[i]]
    if not leads or (i + 1 < len(context.tokens) and context.hosts.place_at(i + 1) is not None):
        return i + 1, None
    stop = context.stop(i, _VERB_REACH)
    at = i + 1
    departed = None
    while at < stop and context.lower[at] not in leads:
        if context.is_in(context.lower[at], "hosts.figurative"):
            return None, None
        if context.lower[at] == "dari":
            legs = context.hosts.legs(at + 1)
            departed = legs[0] if legs else None
            at = legs[-1].last if legs else at + 1
        elif at > i + BEHIND + 2 and departed is None:
            return None, None
        else:
            at += 1
    figurative = at + 1 < stop and context.is_in(context.lower[at + 1], "hosts.figurative")
    return (at + 1 if at < stop and not figurative else None), departed


def _counterpart(context: Context, i: int) -> list[Leg]:
    """The country of whom the visitor goes to see: "berkunjung dan bertemu mitranya dari Z"."""
    if context.is_in(context.lower[i], "weak.words", "arrives.words", "leaves.words"):
        return []
    for j in range(i + 1, context.stop(i, _VERB_REACH)):
        if context.lower[j] == "dari" and context.is_in(context.lower[j - 1], "hosts.counterparts"):
            return context.hosts.legs(j + 1)
    return []


def _left(context: Context, i: int, place: Leg) -> Frame | None:
    """The frame of "tiba dari Z", "kembali dari Z": the visit to Z is over."""
    goers = context.roles.subjects(i)
    frame = Frame("left", i, i, place.last, goers, [place])
    frame.aspects = context.aspects(frame, goers) | {"finished"}
    return frame if goers else None


def _companions(context: Context, at: int) -> list[Actor]:
    """The visitors named behind the destination: "mengunjungi Kyiv bersama Y dan Z"."""
    if at + 1 >= context.stop(at - 1) or not context.is_in(context.lower[at], "clauses.along"):
        return []
    actor = context.roles.starting(at + 1)
    return [] if actor is None else context.roles.group(actor)


def _origin(context: Context, at: int, i: int) -> Leg | None:
    """The place left, where it is named behind the destination and a date: "… ke Y, Kamis, dari Z"."""
    for j in range(at, min(context.stop(i), at + BEHIND + 2)):
        if context.lower[j] == "dari":
            legs = context.hosts.legs(j + 1)
            return legs[0] if legs else None
        if context.is_in(context.lower[j], "clauses.opens", "clauses.joins"):
            return None
    return None


def _guests(context: Context, i: int) -> list[Actor]:
    """Those invited in "Y mengundang X untuk mengunjungi Z" and "undangan kepada X untuk berkunjung ke Z"."""
    lower = context.lower
    for j in range(i - 1, max(context.start(i), i - _INVITATION) - 1, -1):
        if context.is_in(lower[j], "invites.active"):
            return context.roles.between(j + 1, i)[:1]
        if context.is_in(lower[j], "invites.noun") and not (
            j > 0 and context.is_in(lower[j - 1], "invites.accepted")
        ):
            return [
                a for a in context.roles.between(j + 1, i) if context.is_in(lower[a.first - 1], "invites.to")
            ][:1]
    return []


def returns(context: Context, i: int) -> Frame | None:
    """Coming home ("kembali ke tanah air", "pulang ke Rusia" of a Russian): the visits are over."""
    stop = context.stop(i)
    if i + 2 < stop and context.lower[i + 1] == "dari":
        left = context.hosts.legs(i + 2)
        return _left(context, i, left[0]) if left else None
    if i + 2 >= stop or context.lower[i + 1] != "ke":
        return None
    goers = context.roles.subjects(i)
    legs = context.hosts.legs(i + 2)
    home = any(leg.code is not None and leg.code == actor.country for leg in legs for actor in goers)
    if not goers or not (home or context.is_in(context.lower[i + 2], "hosts.home")):
        return None
    frame = Frame("return", i, i, legs[-1].last if legs else i + 2, goers, [])
    frame.aspects = context.aspects(frame, goers)
    return frame
