"""The frames that say a visit: "kunjungan X ke Y", "X tiba di Y", "Y menerima X di Z", "X bertemu Y di Z" …"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from index.extract.identity import Cast
from index.extract.tokens import Tokens
from index.extract.visit_hosts import Hosts, Leg
from index.extract.visit_roles import Actor, Roles
from index.extract.visit_words import Trigger, VisitWords
from index.facts import VisitKind

_NOUN_REACH = 22
"""Tokens between "kunjungan" and the "ke" that belongs to it."""
_FILL = 5
"""Unknown words that may stand there."""
_BEFORE = 3
"""Tokens before a noun of visiting that tell its aspect ("rencana kunjungan", "menjelang kunjungan")."""
_BEHIND = 6
"""Tokens behind the destination that tell it ("kunjungannya ke Mesir ditunda")."""
_OBJECT = 7
"""Tokens between a verb of receiving, meeting or inviting and its object."""
_ASPECTS = ("cancelled", "postponed", "planned", "underway", "done", "finished", "past", "wished", "negated")


@dataclass(slots=True)
class Frame:
    """One place in the text that says a visit, at tokens ``[first, last)``."""

    rule: str
    trigger: int
    first: int
    last: int
    visitors: list[Actor]
    legs: list[Leg]
    aspects: set[str] = field(default_factory=set)
    kind: VisitKind = "unknown"
    official: bool = False
    """The noun of an official visit, so that a visitor needs no office to count."""
    departed: Leg | None = None
    """The place that the visitor leaves in the same breath ("terbang ke Abu Dhabi dari Jeddah")."""


class Frames:
    """Finds the frames of one article in text order."""

    def __init__(self, tokens: Tokens, cast: Cast, words: VisitWords, dated: AbstractSet[int]) -> None:
        self.tokens = tokens
        self.words = words
        self.roles = Roles(tokens, cast, words, dated)
        self.hosts = Hosts(tokens, cast, self.roles, words)
        self._readers = {
            "noun": self._noun,
            "goes": self._goes,
            "receives": self._receives,
            "received": self._received,
            "meets": self._meets,
            "invites": self._invites,
            "invited": self._invited,
            "sends": self._sends,
            "returns": self._returns,
        }

    def all(self, triggers: list[tuple[int, Trigger]]) -> Iterator[Frame]:
        """The frames at *triggers* (token, kind of frame)."""
        for token, kind in triggers:
            if self.roles.over(token) is None:
                frame = self._readers[kind](token)
                if frame is not None:
                    yield frame

    # The journey as a noun

    def _noun(self, i: int) -> Frame | None:
        tokens, lower = self.tokens, self.tokens.lower
        stop = min(tokens.sentences[tokens.sentence[i]].stop, i + _NOUN_REACH)
        owners: list[Actor] = []
        legs: list[Leg] = []
        at, unknown, strange, kind = i + 1, 0, False, "unknown"
        while at < stop:
            word = lower[at]
            actor = self.roles.starting(at)
            if actor is not None:
                owners = owners or self.roles.group(actor)
                at = max(actor.last, owners[-1].last)
            elif word in ("ke", "menuju", "di", "kepada"):
                legs = self._destination(at, word)
                if legs or word != "di":
                    break
                at += 1
            elif (
                word in self.words.kinds
                or self._is(word, "modifiers.words")
                or not word[0].isalpha()
                or word.isdigit()
            ):
                if word in '.?!"“”;:' or (word == "," and not owners):
                    break
                kind = self.words.kinds.get(word, kind)
                at += 1
            elif (
                self._is(word, "aspect.planned", "clauses.opens", "attribution.words")
                or self._is_verb(word)
                or unknown >= _FILL
            ):
                break
            else:
                unknown += 1
                strange = strange or self.hosts.names_body(at)
                at += 1
        last = legs[-1].last if legs else min(at, stop)
        trip = self._is(lower[i], "nouns.trip")
        if trip and not legs:
            return None
        visitors = owners or self._agent(last)
        if not visitors and (strange or (i > 0 and self._is(lower[i - 1], "receives.active"))):
            return None
        if not visitors and (legs or lower[i].endswith("nya")):
            visitors = self.roles.subjects(i)
        elif legs and visitors[0].person is None and not (visitors[0].country or visitors[0].candidates):
            visitors = self.roles.subjects(i) or visitors
        frame = Frame(
            "noun", i, i, last, visitors, legs, official=not trip and not self._is(lower[i], "nouns.arrival")
        )
        frame.kind = kind  # type: ignore[assignment]
        frame.aspects = self._aspects(frame, visitors)
        return frame

    def _destination(self, at: int, word: str) -> list[Leg]:
        if word == "kepada":
            actor = next((a for a in self.roles.between(at + 1, at + 3)), None)
            return (
                [Leg(actor.country, actor.first, actor.last, certain=False)]
                if actor and actor.country
                else []
            )
        return self.hosts.legs(at + 1)

    def _agent(self, at: int) -> list[Actor]:
        """The visitor in "kunjungan ke Y oleh X"."""
        if at + 1 < len(self.tokens) and self.tokens.lower[at] == "oleh":
            actor = self.roles.starting(at + 1)
            return [] if actor is None else self.roles.group(actor)
        return []

    # The journey as a verb

    def _goes(self, i: int) -> Frame | None:
        lower = self.tokens.lower
        stop = self.tokens.sentences[self.tokens.sentence[i]].stop
        leads = self.words.goes[lower[i]]
        at = i + 1
        departed = None
        if leads:
            while at < min(stop, i + 14) and lower[at] not in leads:
                if lower[at] == "dari":
                    legs = self.hosts.legs(at + 1)
                    departed = legs[0] if legs else None
                    at = legs[-1].last if legs else at + 1
                elif at > i + 8 and departed is None:
                    return None
                else:
                    at += 1
            if at >= stop or lower[at] not in leads:
                return None
            at += 1
        legs = self.hosts.legs(at)
        if not legs:
            return None
        last = legs[-1].last
        departed = departed or self._origin(last, stop)
        guests = self._guests(i)
        visitors = guests or self.roles.subjects(i)
        frame = Frame("goes", i, i, last, visitors, legs, departed=departed)
        frame.aspects = self._aspects(frame, visitors) | ({"invited"} if guests else set())
        if self._is(lower[i], "arrives.words"):
            frame.aspects.add("arrival")
        if self._is(lower[i], "leaves.words"):
            frame.aspects.add("departure")
        return frame

    def _origin(self, at: int, stop: int) -> Leg | None:
        """The place left, where it is named behind the destination and a date: "… ke Y, Kamis, dari Z"."""
        for j in range(at, min(stop, at + _BEHIND + 2)):
            if self.tokens.lower[j] == "dari":
                legs = self.hosts.legs(j + 1)
                return legs[0] if legs else None
            if self._is(self.tokens.lower[j], "clauses.opens", "clauses.joins"):
                return None
        return None

    def _guests(self, verb: int) -> list[Actor]:
        """Those invited in "Y mengundang X untuk mengunjungi Z" and "undangan kepada X untuk berkunjung ke Z"."""
        lower = self.tokens.lower
        begin = self.tokens.sentences[self.tokens.sentence[verb]].start
        for i in range(verb - 1, max(begin, verb - 18) - 1, -1):
            if self._is(lower[i], "invites.active"):
                return self.roles.between(i + 1, verb)[:1]
            if self._is(lower[i], "invites.noun") and not (
                i > 0 and self._is(lower[i - 1], "invites.accepted")
            ):
                return [
                    a for a in self.roles.between(i + 1, verb) if lower[a.first - 1] in ("kepada", "bagi")
                ][:1]
        return []

    # Receiving and being received

    def _receives(self, i: int) -> Frame | None:
        lower = self.tokens.lower
        if i + 1 < len(lower) and self._is(lower[i + 1], "receives.not_visits"):
            return None
        guest, noun = self._object(i, "receives.noun", "receives.fillers")
        if guest is None:
            return None
        hosts = self.roles.subjects(i)
        host = next((h for h in hosts if h.country), None)
        if not noun and (host is None or guest.country is None):
            return None
        if guest in hosts:
            return None
        guests = self.roles.group(guest)
        legs = self._at_place(guests[-1].last, i)
        home = host.country if host else None
        if guest.country is not None and guest.country == home:
            return None
        if not legs and home is not None:
            legs = [Leg(home, i, i + 1, certain=False)]
        if not legs or (not noun and home is not None and legs[0].code != home):
            return None
        frame = Frame("received", i, i, max(guests[-1].last, legs[-1].last), guests, legs, official=True)
        frame.aspects = self._aspects(frame, hosts) | {"reception"}
        return frame

    def _received(self, i: int) -> Frame | None:
        lower = self.tokens.lower
        guests = self.roles.subjects(i)
        host, _ = self._object(i, "receives.fillers")
        if not guests or guests[0].last > i:
            return None
        legs = self._at_place(host.last if host else i + 1, i)
        if not legs and host is not None and host.country is not None and host.country != guests[0].country:
            legs = [Leg(host.country, host.first, host.last, certain=False)]
        if (
            not legs
            or (host is None and lower[i] == "diterima")
            or (host is not None and host.country != legs[0].code)
        ):
            return None
        frame = Frame("received", i, i, max(legs[-1].last, i + 1), guests, legs)
        frame.aspects = self._aspects(frame, guests) | {"reception"}
        return frame

    def _meets(self, i: int) -> Frame | None:
        other, _ = self._object(i, "meets.with", "kinds.state", "kinds.official", "modifiers.words")
        if other is None:
            return None
        goers = [a for a in self.roles.subjects(i) if a.key != other.key]
        legs = self._at_place(other.last, i)
        if not goers:
            return None
        if not legs:
            return Frame("meeting", i, i, other.last, [*goers, other], [])
        if goers[0].country == legs[0].code and other.country is not None:
            goers = self.roles.group(other)
        frame = Frame("meeting", i, i, legs[-1].last, goers, legs)
        frame.aspects = self._aspects(frame, goers) | {"reception"}
        return frame

    # Inviting and sending

    def _invites(self, i: int) -> Frame | None:
        guest, _ = self._object(i, "receives.fillers", "clauses.prepositions")
        if guest is None:
            return None
        return self._invitation(i, [guest], guest.last)

    def _invited(self, i: int) -> Frame | None:
        return self._invitation(i, self.roles.subjects(i), i + 1)

    def _invitation(self, i: int, guests: list[Actor], at: int) -> Frame | None:
        lower = self.tokens.lower
        stop = min(self.tokens.sentences[self.tokens.sentence[i]].stop, at + _OBJECT)
        while at < stop and lower[at] != "ke":
            if lower[at] in self.words.triggers:
                return None
            at += 1
        legs = self.hosts.legs(at + 1) if at < stop else []
        if not guests or not legs:
            return None
        frame = Frame("invited", i, i, legs[-1].last, guests, legs)
        frame.aspects = self._aspects(frame, guests) | {"invited"}
        return frame

    def _sends(self, i: int) -> Frame | None:
        lower = self.tokens.lower
        stop = self.tokens.sentences[self.tokens.sentence[i]].stop
        led = next((j for j in range(i, min(stop, i + 12)) if self._is(lower[j], "delegation.led")), None)
        leader = next(iter(self.roles.between(i + 1 if led is None else led, min(stop, i + 22))), None)
        if leader is None:
            return None
        at = leader.last
        while at < min(stop, leader.last + _OBJECT) and lower[at] != "ke":
            at += 1
        legs = self.hosts.legs(at + 1) if at < stop and lower[at] == "ke" else []
        if not legs:
            return None
        frame = Frame("sent", i, i, legs[-1].last, [leader], legs)
        frame.aspects = self._aspects(frame, [])
        return frame

    def _returns(self, i: int) -> Frame | None:
        """Coming home ("kembali ke tanah air", "pulang ke Rusia" of a Russian): his visits are over."""
        lower = self.tokens.lower
        stop = self.tokens.sentences[self.tokens.sentence[i]].stop
        if i + 1 >= stop or lower[i + 1] != "ke":
            return None
        goers = self.roles.subjects(i)
        legs = self.hosts.legs(i + 2)
        home = any(leg.code is not None and leg.code == a.country for leg in legs for a in goers)
        if not goers or not (home or (i + 2 < stop and self._is(lower[i + 2], "hosts.home"))):
            return None
        frame = Frame("return", i, i, i + 2, goers, [])
        frame.aspects = self._aspects(frame, goers)
        return None if "planned" in frame.aspects else frame

    # What they share

    def _object(self, i: int, *fillers: str) -> tuple[Actor | None, bool]:
        """The first actor behind the verb at *i* with nothing but *fillers* between; whether a noun of visiting was."""
        lower = self.tokens.lower
        stop = min(self.tokens.sentences[self.tokens.sentence[i]].stop, i + 1 + _OBJECT)
        noun = False
        for at in range(i + 1, stop):
            actor = self.roles.over(at)
            if actor is not None:
                return actor, noun
            noun = noun or self._is(lower[at], "receives.noun")
            if not (
                self._is(lower[at], *fillers)
                or self._is(lower[at], "clauses.carriers")
                or lower[at] in (",", "(")
            ):
                return None, noun
        return None, noun

    def _at_place(self, at: int, trigger: int) -> list[Leg]:
        """The place of an encounter: "… di Kremlin, Moskow" behind the persons."""
        lower = self.tokens.lower
        stop = min(self.tokens.sentences[self.tokens.sentence[trigger]].stop, at + 12)
        while at < stop:
            if lower[at] == "di":
                legs = self.hosts.legs(at + 1)
                if legs and legs[0].code:
                    return legs[:1]
            elif self._is(lower[at], "clauses.opens", "attribution.words"):
                return []
            at += 1
        return []

    def _aspects(self, frame: Frame, subjects: list[Actor]) -> set[str]:
        """The aspects told by the words before and behind the trigger in its own clause."""
        i, lower = frame.trigger, self.tokens.lower
        sentence = self.tokens.sentences[self.tokens.sentence[i]]
        start = self.roles.clause_start(i)
        if start > sentence.start and self._is(lower[start - 1], "clauses.opens"):
            start -= 1
        inside = [a.last for a in subjects if start <= a.first and a.last <= i]
        begin = max(inside[-1] if inside else start, i - 12)
        begin = min(begin, max(sentence.start, i - _BEFORE)) if frame.rule == "noun" else begin
        leg = frame.legs[0].first if frame.legs else frame.last
        window = [*range(begin, i), *range(i + 1, leg)]
        if frame.rule == "noun":
            behind = range(frame.last, min(sentence.stop, frame.last + _BEHIND))
            window += self._until(behind, "clauses.opens", "attribution.words")
        seen = [lower[j] for j in self._outside_brackets(window) if self.roles.over(j) is None]
        aspects = {name for name in _ASPECTS if any(self._is(word, f"aspect.{name}") for word in seen)}
        soon = self._until(range(frame.last, min(sentence.stop, frame.last + _BEHIND)), "clauses.joins")
        if any(self._is(lower[j], "aspect.later") for j in soon):
            aspects.add("planned")
        if "kali" in seen and any(self._is(word, "aspect.now") and word != "kali" for word in seen):
            aspects.add("underway")
        if "negated" in aspects and "jadi" in seen:
            aspects = aspects - {"negated"} | {"cancelled"}
        if any(self._is(word, "invites.passive") for word in seen):
            aspects.add("invited")
        return aspects

    def _outside_brackets(self, window: list[int]) -> Iterator[int]:
        depth = 0
        for j in window:
            depth += {"(": 1, ")": -1}.get(self.tokens.text[j], 0)
            if depth <= 0:
                yield j

    def _until(self, reach: range, *entries: str) -> list[int]:
        found = []
        for j in reach:
            if self._is(self.tokens.lower[j], *entries) or self.tokens.text[j] in ',."“”':
                break
            found.append(j)
        return found

    def _is_verb(self, word: str) -> bool:
        return len(word) > 4 and word.startswith(self.words.verb_prefixes)

    def _is(self, word: str, *entries: str) -> bool:
        return any(word in self.words.of(entry) for entry in entries)
