"""What all frames of a visit share: the record of a frame, the words around it and the aspect they give it."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from index.extract.identity import Cast
from index.extract.tokens import Tokens
from index.extract.visit_actors import Actor
from index.extract.visit_hosts import Hosts, Leg
from index.extract.visit_roles import Roles
from index.extract.visit_words import VisitWords
from index.facts import VisitKind

BEHIND = 6
"""Tokens behind the destination that tell more of the visit ("kunjungannya ke Mesir ditunda")."""
_BEFORE = 3
"""Tokens before a noun of visiting that tell its aspect ("rencana kunjungan", "menjelang kunjungan")."""
_WINDOW = 12
"""Tokens before a verb of going that may tell its aspect, where no subject stands in its clause."""
_ASPECTS = ("cancelled", "postponed", "planned", "underway", "done", "finished", "past", "wished", "negated")
_PURPOSE_KEEPS = frozenset({"cancelled", "postponed", "past", "wished", "negated"})


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
    tentative: bool = False
    """An infinitive of purpose ("untuk mengunjungi …"): adds to a visit told elsewhere, makes none."""
    named: bool = True
    """The visitor stands in the frame itself, not in the clause around it."""
    points: bool = False
    """The noun refers back: "kunjungan tersebut"."""
    departed: Leg | None = None
    """The place that the visitor leaves in the same breath ("terbang ke Abu Dhabi dari Jeddah")."""

    @property
    def keys(self) -> set[str]:
        """What tells its visitors apart."""
        return {actor.key for actor in self.visitors}


class Context:
    """One article as the frames read it."""

    def __init__(self, tokens: Tokens, cast: Cast, words: VisitWords, dated: AbstractSet[int]) -> None:
        """*dated* are the tokens of calendar expressions."""
        self.tokens = tokens
        self.lower = tokens.lower
        self.words = words
        self.dated = dated
        self.roles = Roles(tokens, cast, words, dated)
        self.hosts = Hosts(tokens, cast, self.roles, words, dated)

    def is_in(self, word: str, *entries: str) -> bool:
        """Whether *word* stands in one of the table *entries* of visits.toml."""
        return any(word in self.words.of(entry) for entry in entries)

    def stop(self, token: int, reach: int = 1_000_000) -> int:
        """The end of *token*'s sentence, at most *reach* tokens on."""
        return min(self.tokens.sentences[self.tokens.sentence[token]].stop, token + reach)

    def start(self, token: int) -> int:
        """The first token of *token*'s sentence."""
        return self.tokens.sentences[self.tokens.sentence[token]].start

    def place_behind(self, at: int, trigger: int) -> list[Leg]:
        """The place of an encounter: "… di Kremlin, Moskow" behind the persons; a list of at most one."""
        return self.places_behind(at, trigger)[:1]

    def places_behind(self, at: int, trigger: int) -> list[Leg]:
        """The places behind *at* in the clause of *trigger*: "… di Peru dan KTT G20 di Brasil"."""
        for j in range(at, min(self.stop(trigger), at + 2 * BEHIND)):
            if self.lower[j] == "di":
                legs = self.hosts.legs(j + 1)
                if legs and legs[0].code:
                    return legs
            elif self.is_in(self.lower[j], "clauses.opens", "attribution.words"):
                break
        return []

    def object_of(self, verb: int, *fillers: str) -> tuple[Actor | None, bool]:
        """The first actor behind *verb*, only *fillers* between, and whether a noun of visiting was among them."""
        noun = False
        for at in range(verb + 1, self.stop(verb, BEHIND + 2)):
            actor = self.roles.over(at)
            if actor is not None:
                return actor, noun
            word = self.lower[at]
            noun = noun or self.is_in(word, "receives.noun")
            if word not in (",", "(") and not self.is_in(word, "clauses.carriers", *fillers):
                break
        return None, noun

    def aspects(self, frame: Frame, subjects: list[Actor]) -> set[str]:
        """The aspects told by the words before and behind the trigger in its own clause."""
        seen = [self.lower[j] for j in self._window(frame, subjects) if self.roles.over(j) is None]
        aspects = {name for name in _ASPECTS if any(self.is_in(word, f"aspect.{name}") for word in seen)}
        if any(self.is_in(word, "invites.passive") for word in seen):
            aspects.add("invited")
        if frame.tentative:
            before = self.lower[frame.trigger - 2] if frame.trigger > 1 else ""
            keep = _PURPOSE_KEEPS | (
                {"planned"} if self.is_in(before, "aspect.planned", "aspect.decides") else set()
            )
            aspects &= keep | {"invited"}
        if any(self.is_in(self.lower[actor.first - 1], "aspect.wished") for actor in subjects if actor.first):
            aspects.add("wished")
        if "negated" in aspects and "jadi" in seen:
            aspects = aspects - {"negated"} | {"cancelled"}
        if "kali" in seen and any(self.is_in(word, "aspect.now") for word in seen):
            aspects.add("underway")
        if self._opens_now(frame):
            aspects.add("underway")
        if self.is_in(self.lower[self.start(frame.trigger)], "aspect.opens_before"):
            aspects.add("before")
        if any(self.is_in(self.lower[j], "aspect.later") for j in self._until(frame, "clauses.joins")):
            aspects.add("planned")
        if aspects & {"done", "finished"} and self._comes_first(frame):
            aspects = aspects - {"done", "finished"} | {"planned"}
        return aspects

    def _comes_first(self, frame: Frame) -> bool:
        """Whether *frame* tells what goes before a plan: "Setelah kunjungan ke X selesai, Y akan …"."""
        start = self.roles.clause_start(frame.trigger)
        if not any(self.is_in(self.lower[j], "aspect.done") for j in range(max(start - 1, 0), frame.trigger)):
            return False
        stop = self.stop(frame.trigger)
        comma = next(
            (j for j in range(frame.last, min(stop, frame.last + BEHIND)) if self.lower[j] == ","), None
        )
        if comma is None:
            return False
        main = range(comma + 1, min(stop, comma + _WINDOW))
        return any(self.is_in(self.lower[j], "aspect.planned") for j in main)

    def _opens_now(self, frame: Frame) -> bool:
        """Whether the clause begins "Kali ini, …" or "Saat ini …"."""
        start = self.roles.clause_start(frame.trigger)
        start = start - 1 if start > self.start(frame.trigger) else start
        return any(tuple(self.lower[start : start + len(name)]) == name for name in self.words.now)

    def _window(self, frame: Frame, subjects: list[Actor]) -> Iterator[int]:
        """The tokens that tell the aspect of *frame*, those in brackets left out."""
        i = frame.trigger
        start = self.roles.clause_start(i)
        while start > self.start(i) and self.is_in(self.lower[start - 1], "clauses.opens", "aspect.wished"):
            start -= 1
        inside = [actor.last for actor in subjects if start <= actor.first and actor.last <= i]
        begin = max(inside[-1] if inside else start, i - _WINDOW)
        behind: list[int] = []
        if frame.rule == "noun":
            begin = min(begin, max(self.start(i), i - _BEFORE))
            if begin <= i - 2 and self.is_in(self.lower[i - 2], "clauses.joins"):
                begin = (
                    i - 1
                )  # the second of two verbs: "membatalkan kunjungan ke X serta mempersingkat kunjungan …"
            behind = self._until(frame, "clauses.opens", "attribution.words") + self._predicate(frame)
        leg = frame.legs[0].first if frame.legs else frame.last
        depth = 0
        for j in (*range(begin, i), *range(i + 1, leg), *behind):
            depth += {"(": 1, ")": -1}.get(self.tokens.text[j], 0)
            if depth <= 0:
                yield j

    def _predicate(self, frame: Frame) -> list[int]:
        """The token behind the date in "kunjungan ke X yang dijadwalkan pada 3 Mei ditunda"; a list of at most one."""
        if frame.last >= len(self.lower) or self.lower[frame.last] != "yang":
            return []
        reach = range(frame.last, min(self.stop(frame.trigger), frame.last + _WINDOW))
        return [j for j in reach if j - 1 in self.dated and j not in self.dated][:1]

    def _until(self, frame: Frame, *entries: str) -> list[int]:
        """The tokens behind *frame* up to a word of *entries* or a punctuation mark."""
        found = []
        for j in range(frame.last, min(self.stop(frame.trigger), frame.last + BEHIND)):
            if self.is_in(self.lower[j], *entries) or self.tokens.text[j] in ',."“”':
                break
            found.append(j)
        return found
