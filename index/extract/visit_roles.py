"""Who does what in a clause about a journey: the actors of an article and the grammatical roles they stand in.

An actor is a noun phrase that means a person: a name with the offices around it, or an office alone. The subject of
an Indonesian clause stands before its verb without a preposition; a clause that opens with "saat", "usai" or "dalam"
borrows the subject of the main clause; pronouns and by-names ("Kepala Negara") take it from the sentences before.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Set as AbstractSet
from typing import Literal

from index.extract.identity import Cast, Person
from index.extract.tokens import Tokens
from index.extract.visit_actors import Actor, actors, named
from index.extract.visit_words import VisitWords

_BACK = 4
"""Sentences that a pronoun looks back for its subject."""
_QUOTES = frozenset('"“”„')
_STOPS = frozenset(";:")
_FUNCTION = (
    "nouns.heads",
    "clauses.adverbs", "clauses.opens", "clauses.joins", "light.words", "aspect.cancelled", "aspect.postponed",
    "aspect.planned", "aspect.underway", "aspect.done", "aspect.past", "aspect.wished", "aspect.negated", "aspect.now",
)  # fmt: skip
_TRANSPARENT = frozenset(",()-–")


class Roles:
    """The actors of one article and the questions that frames ask about them."""

    def __init__(self, tokens: Tokens, cast: Cast, words: VisitWords, dated: AbstractSet[int]) -> None:
        """*dated* are the tokens of calendar expressions: no subject is made of them."""
        self.tokens = tokens
        self.cast = cast
        self.words = words
        self._dated = dated
        self.actors = actors(tokens, cast, words)
        self._firsts = [actor.first for actor in self.actors]

    def bound_for(self, actor: Actor, code: str) -> Actor:
        """*actor* as the visitor of country *code*: a bare office then means its first holder from elsewhere."""
        person = next((p for p in actor.candidates if p.country != code), None)
        return actor if person is None else named(actor.first, actor.last, person, actor.office)

    def naming(self, person: Person | None) -> list[Actor]:
        """The first actor that is *person*, as a list of at most one."""
        return [a for a in self.actors if person is not None and a.person is person][:1]

    def between(self, first: int, last: int) -> list[Actor]:
        """The actors that begin in the token range ``[first, last)``, in text order."""
        return self.actors[bisect_left(self._firsts, first) : bisect_left(self._firsts, last)]

    def starting(self, token: int) -> Actor | None:
        """The actor whose first token is *token*."""
        place = bisect_left(self._firsts, token)
        return self.actors[place] if place < len(self.actors) and self._firsts[place] == token else None

    def over(self, token: int) -> Actor | None:
        """The actor that covers *token*."""
        place = bisect_left(self._firsts, token + 1) - 1
        return self.actors[place] if place >= 0 and token < self.actors[place].last else None

    def group(self, actor: Actor) -> list[Actor]:
        """*actor* and those joined to it: "A dan B", "A, B, dan C", "A beserta B"."""
        found = [actor]
        lower, joins = self.tokens.lower, self.words.of("clauses.joins")
        end = self.tokens.sentences[self.tokens.sentence[actor.first]].stop
        at = actor.last
        while at < end:
            step = at
            while step < end and (lower[step] in joins or lower[step] == "," or self._is_between_names(step)):
                step += 1
            following = self.over(step) if step < end else None
            if following is None or following in found or not any(lower[i] in joins for i in range(at, step)):
                break
            found.append(following)
            at = following.last
        return found

    def _is_between_names(self, i: int) -> bool:
        """Whether token *i* may stand in a list of persons: kinship, a regnal number."""
        return self.tokens.lower[i] in self.words.of("clauses.envoys") or not set(self.tokens.text[i]) - set(
            "IVX"
        )

    def clause_start(self, token: int) -> int:
        """The first token of the clause that *token* stands in."""
        begin = self.tokens.sentences[self.tokens.sentence[token]].start
        lower, opens = self.tokens.lower, self.words.of("clauses.opens")
        for i in range(token - 1, begin - 1, -1):
            word = lower[i]
            if word in _QUOTES or word in _STOPS:
                return i + 1
            points = i + 1 < token and lower[i + 1] in self.words.of("hosts.same")
            if self.over(i) is None and ((word in opens and not points) or self._ends_attribution(i, token)):
                return i + 1
        return begin

    def subjects(self, verb: int) -> list[Actor]:
        """The actors that are the subject of the verb (or owner of the -nya noun) at token *verb*; may be empty."""
        start = self.clause_start(verb)
        relative = self._antecedent(start, verb)
        if relative is not None:
            return relative
        inside = self._sent(start, verb) or self._right_before(start, verb) or self._subject_of(start, verb)
        if inside is not None:
            return self.group(inside)
        sentence = self.tokens.sentences[self.tokens.sentence[verb]]
        kind = self._other_subject(start, verb)
        if kind == "thing":
            return self._speaker(start, verb)
        if kind == "title":
            return self._titled(start, verb)
        if kind == "pronoun":
            return self._meant(sentence, start, verb)
        if self._follows_saying(start):
            return self._group_of(self._behind_comma(verb, sentence.stop))
        if start > sentence.start and self.tokens.lower[start - 1] not in _QUOTES:
            main = (
                self._sayer_before(start)
                or self._agent_before(sentence.start, start)
                or self._subject_of(sentence.start, start)
            )
            if main is not None:
                return self.group(main)
            if not self.is_owned(verb) and self._other_subject(sentence.start, start) == "thing":
                return []
        after = self._behind_comma(verb, sentence.stop)
        return self._group_of(after) if after is not None else self._as_list(self.focus(verb))

    def is_owned(self, noun: int) -> bool:
        """Whether the noun of visiting belongs to the subject: "kunjungannya", "kunjungan kerjanya"."""
        lower = self.tokens.lower
        adjective = lower[noun + 1] if noun + 1 < len(lower) else ""
        return lower[noun].endswith("nya") or (
            adjective.endswith("nya") and self.words.is_kind(adjective.removesuffix("nya"))
        )

    def is_of_another(self, verb: int) -> bool:
        """Whether something that is no actor is the subject of *verb*: "para ahli tiba", "saya berkunjung"."""
        return self._other_subject(self.clause_start(verb), verb) == "thing"

    def focus(self, token: int, but: Person | None = None) -> Actor | None:
        """Whom a pronoun before or at *token* means: the last subject of the sentences before, other than *but*."""
        number = self.tokens.sentence[token]
        for back in range(number - 1, max(-1, number - 1 - _BACK), -1):
            sentence = self.tokens.sentences[back]
            actor = self._subject_of(sentence.start, sentence.stop, but)
            if actor is not None and not self.words.begins(actor.name, "offices.generic"):
                return actor
        return None

    def _meant(self, sentence: range, start: int, verb: int) -> list[Actor]:
        """Whom the pronoun in the clause from *start* to *verb* means.

        In a quotation not its speaker; behind "seorang penumpang mengatakan bahwa" nobody who has a name.
        """
        speaker = next(iter(self._said_by(verb)), None)
        if speaker is not None:
            return self._as_list(self.focus(verb, speaker.person))
        near = self._nearest(sentence.start, start)
        if near is None and self._is(self.tokens.lower[sentence.start], "clauses.indefinite"):
            return []
        return self._as_list(near or self.focus(verb))

    def _sayer_before(self, stop: int) -> Actor | None:
        """X in "…," kata X saat …, with *stop* behind the "saat"."""
        actor = self.over(stop - 2)
        spoken = actor is not None and self.tokens.lower[actor.first - 1] in self.words.of(
            "attribution.words"
        )
        return actor if spoken else None

    def _agent_before(self, start: int, stop: int) -> Actor | None:
        """Who does it in a passive clause that ends at *stop*: "isu itu dibahas X ketika …"."""
        found = self.between(start + 1, stop)
        last = found[-1] if found else None
        if last is None or any(word[0].islower() for word in self.tokens.text[last.last : stop - 1]):
            return None
        verb = self.tokens.lower[last.first - 1]
        return last if verb.startswith("di") and self.words.is_verb(verb) else None

    def oblique(self, actor: Actor) -> bool:
        """Whether a preposition or a verb that takes an object stands right before *actor*."""
        before = actor.first - 1
        lower = self.tokens.lower
        while before >= 0 and lower[before] in self.words.of("clauses.carriers"):
            before -= 1
        if before > 0 and lower[before] in self.words.of("clauses.joins"):
            joined = self.over(before - 1)
            if joined is not None:
                return self.oblique(joined)
        return before >= 0 and lower[before] in self.words.of("clauses.prepositions")

    def _subject_of(self, start: int, stop: int, but: Person | None = None) -> Actor | None:
        for actor in self.between(start, stop):
            if but is not None and actor.person is but:
                continue
            if actor.last <= stop and not self.oblique(actor) and self._opens_phrase(actor, start):
                return actor
        return None

    def _sent(self, start: int, verb: int) -> Actor | None:
        """Y in "X mengutus Y menemui …": who is sent is the subject of the verb behind his name."""
        lower, sends = self.tokens.lower, self.words.of("delegation.sends")
        sender = next((i for i in range(start, verb) if lower[i] in sends), None)
        sent = [] if sender is None else self.between(sender + 1, verb)
        return sent[-1] if sent else None

    def _right_before(self, start: int, verb: int) -> Actor | None:
        """The subject of a second main clause: "…, Y pergi ke Z", with nothing between the name and the verb."""
        at = verb - 1
        while at > start and (at in self._dated or self._is(self.tokens.lower[at], *_FUNCTION)):
            at -= 1
        actor = self.over(at)
        if actor is None or actor.first <= start or self.tokens.lower[actor.first - 1] != ",":
            return None
        listed = [a for first in self.between(start, actor.first) for a in self.group(first)]
        return None if actor in listed else actor

    def _opens_phrase(self, actor: Actor, start: int) -> bool:
        """Whether *actor* is no genitive of a noun before it ("pendukung Presiden X tiba")."""
        before = actor.first - 1
        if before < start:
            return True
        word, lower = self.tokens.text[before], self.tokens.lower[before]
        if not word[0].isalpha() or word[0].isupper() or self.over(before) is not None:
            return True
        return any(
            lower in self.words.of(f"clauses.{entry}")
            for entry in ("opens", "joins", "carriers", "adverbs", "borrows")
        ) or any(lower in self.words.of(entry) for entry in ("attribution.words", "delegation.led"))

    def _antecedent(self, start: int, verb: int) -> list[Actor] | None:
        """The actor that a "yang" before *verb* refers to; empty for a thing, null where there is no such "yang"."""
        lower = self.tokens.lower
        at = verb - 1
        while at > start and (
            lower[at] in self.words.of("clauses.adverbs") or lower[at] in self.words.of("light.words")
        ):
            at -= 1
        if at <= start or lower[at] != "yang":
            return None
        at -= 1
        while at > start and lower[at] in _TRANSPARENT:
            at -= 1
        return self._as_list(self.over(at))

    def _behind_comma(self, verb: int, stop: int) -> Actor | None:
        """The subject of a main clause that follows: "Saat berkunjung ke Moskow, X mengatakan …"."""
        lower = self.tokens.lower
        for i in range(verb, min(stop, verb + 25)):
            if lower[i] in _QUOTES:
                return None
            if lower[i] == ",":
                actor = self.over(i + 1) if i + 1 < stop else None
                if actor is not None:
                    return actor
        return None

    def _other_subject(self, start: int, verb: int) -> Literal["none", "pronoun", "title", "thing"]:
        """What stands as the subject of a clause in which no actor does.

        "Pronoun" also means a description with "itu" or "tersebut" of a human ("pemimpin Iran itu"), "thing" any other
        noun phrase, the first person and unnamed persons included; "title" an office alone ("Paus akan berada di …").
        """
        lower = self.tokens.lower
        i = start
        while i < verb:
            word = lower[i]
            if word in self.words.of("clauses.pronouns"):
                return "pronoun"
            actor = self.over(i)
            if actor is not None:
                i = actor.last
            elif self._is(word, "clauses.borrows", "clauses.prepositions"):
                while i < verb and lower[i] != ",":
                    i += 1
            elif i in self._dated or not word[0].isalpha() or self._is(word, *_FUNCTION):
                i += 1
            else:
                rest = range(i, verb)
                human = any(lower[j] in self.words.of("clauses.humans") for j in rest)
                known = any(lower[j] in self.words.of("hosts.same") for j in rest)
                if lower[i] in self.words.of("clauses.humans") and self._stands_alone(i, verb):
                    return "title"
                return "pronoun" if human and known else "thing"
        return "none"

    def _speaker(self, start: int, verb: int) -> list[Actor]:
        """Who says "saya" in ``[start, verb)`` of a quotation: named behind "kata", or before its opening."""
        lower = self.tokens.lower
        if not any(lower[i] in self.words.of("clauses.first_person") for i in range(start, verb)):
            return []
        named = self._said_by(verb)
        if named:
            return named
        sentence = self.tokens.sentences[self.tokens.sentence[verb]]
        opening = next((i for i in range(verb, sentence.start, -1) if lower[i] in _QUOTES), sentence.start)
        return self._as_list(self._subject_of(sentence.start, opening))

    def _said_by(self, verb: int) -> list[Actor]:
        """Who is named behind the quotation that *verb* stands in: "…", kata X; a list of at most one."""
        lower, said = self.tokens.lower, self.words.of("attribution.words")
        sentence = self.tokens.sentences[self.tokens.sentence[verb]]
        for i in range(verb, sentence.stop - 1):
            if lower[i] in _QUOTES:
                return self.between(i + 2, min(i + 4, sentence.stop))[:1] if lower[i + 1] in said else []
        return []

    def main_subject(self, token: int) -> list[Actor]:
        """The subject with which the sentence of *token* begins, and those joined to it."""
        sentence = self.tokens.sentences[self.tokens.sentence[token]]
        return self._group_of(self._subject_of(sentence.start, token))

    def _titled(self, start: int, verb: int) -> list[Actor]:
        """Who was named last with the office that stands alone in ``[start, verb)``."""
        titles = [
            self.tokens.lower[i]
            for i in range(start, verb)
            if self.tokens.lower[i] in self.words.of("clauses.humans")
        ]
        for actor in reversed(self.between(0, start)):
            if actor.person is not None and any(
                o.text.casefold().startswith(titles[0]) for o in actor.person.offices
            ):
                return [actor]
        return []

    def _stands_alone(self, i: int, verb: int) -> bool:
        """Whether the capitalised word at *i* is the whole subject of *verb*: "Paus akan berada di …"."""
        return self.tokens.text[i][0].isupper() and (
            i + 1 == verb or self._is(self.tokens.lower[i + 1], *_FUNCTION)
        )

    def _nearest(self, start: int, stop: int) -> Actor | None:
        """The last actor of ``[start, stop)`` that stands as a subject there: whom a pronoun behind it means."""
        fitting = [
            a for a in self.between(start, stop) if not self.oblique(a) and self._opens_phrase(a, start)
        ]
        return fitting[-1] if fitting else None

    def _is(self, word: str, *entries: str) -> bool:
        return any(word in self.words.of(entry) for entry in entries)

    def _ends_attribution(self, i: int, verb: int) -> bool:
        """Whether token *i* ends "X mengatakan," and a subject of its own follows before *verb*."""
        lower = self.tokens.lower
        if lower[i] in self.words.of("attribution.active"):
            own = any(not self.oblique(a) for a in self.between(i + 1, verb))
            return own or self._other_subject(i + 1, verb) != "none"
        return False

    def _follows_saying(self, start: int) -> bool:
        """Whether the clause at *start* opens what somebody says: "X mengatakan, setelah tiba di Y, Z akan …"."""
        before = start - 2
        while before >= 0 and self.tokens.lower[before] in _TRANSPARENT:
            before -= 1
        return 0 <= before < start - 1 and self.tokens.lower[before] in self.words.of("attribution.active")

    def _group_of(self, actor: Actor | None) -> list[Actor]:
        return [] if actor is None else self.group(actor)

    @staticmethod
    def _as_list(actor: Actor | None) -> list[Actor]:
        return [] if actor is None else [actor]
