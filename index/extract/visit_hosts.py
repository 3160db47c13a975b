"""Where a journey leads: the destinations named after a preposition or a verb of going."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from index.extract.identity import Cast
from index.extract.tokens import Tokens
from index.extract.visit_roles import Roles
from index.extract.visit_words import VisitWords
from index.facts import Mention
from index.language import places

_REACH = 25
"""Tokens that a destination with all its legs may take."""
_SKIP = 8
"""Tokens of a noun phrase ("Sidang Umum PBB", "kuil Yasukuni") before the "di" that tells its country."""
_MARKS = frozenset(",()-–&/'‘’")


@dataclass(slots=True)
class Leg:
    """One destination, at tokens ``[first, last)``; ``code`` is null for a region that crosses borders."""

    code: str | None
    first: int
    last: int
    names: list[str] = field(default_factory=list)
    """The cities and other places named in it, as written."""
    certain: bool = True
    """False where the country follows from "negara itu" or the seat of a body."""


class Hosts:
    """Reads destinations in one article."""

    def __init__(
        self, tokens: Tokens, cast: Cast, roles: Roles, words: VisitWords, dated: AbstractSet[int]
    ) -> None:
        """*dated* are the tokens of calendar expressions."""
        self._dated = dated
        self._tokens = tokens
        self._cast = cast
        self._roles = roles
        self._words = words

    def legs(self, start: int) -> list[Leg]:
        """The destinations of the noun phrase that begins at token *start*, in text order; may be empty."""
        tokens = self._tokens
        if start >= len(tokens):
            return []
        stop = min(tokens.sentences[tokens.sentence[start]].stop, start + _REACH)
        reading = _Reading(start)
        while reading.at < stop:
            if not self._step(reading, stop):
                break
        if not any(leg.code for leg in reading.legs) and reading.seat is not None:
            return [reading.seat]
        return reading.legs

    def country_before(self, token: int, but: str | None) -> str | None:
        """The country named last before *token*, other than *but*: what "negara itu" means."""
        for mention, reach in zip(reversed(self._cast.mentions), reversed(self._cast.ranges), strict=True):
            if reach.stop <= token and mention.type == "country" and mention.name != but:
                return mention.name
        return None

    def place_at(self, token: int) -> tuple[Mention, int] | None:
        """The country or place named at *token* outside any body's or office's name, with the token behind it."""
        mention = self._cast.outermost(token)
        if mention is None or mention.type not in ("country", "place"):
            return None
        reach = self._cast.tokens_of(mention)
        return (mention, reach.stop) if reach.start == token else None

    def names_body(self, token: int) -> bool:
        """Whether a country, place or body is named at *token*."""
        return self._cast.outermost(token) is not None

    def _step(self, reading: _Reading, stop: int) -> bool:
        """Reads on by one word or name; false where the phrase is over."""
        i, lower = reading.at, self._tokens.lower
        word = lower[i]
        place = self.place_at(i)
        if place is not None:
            return self._take(reading, *place)
        actor = self._roles.over(i)
        if actor is not None:
            if reading.legs:
                return False
            reading.skip(actor.last)
            return reading.skipped <= _SKIP
        seat = self._seat(i)
        if seat is not None and not reading.legs:
            reading.seat = reading.seat or seat
            reading.skip(seat.last)
            return True
        if word in _MARKS or self._is(word, "hosts.generic", "hosts.joins", "hosts.fillers"):
            if self._is(word, "hosts.same_heads") and i + 1 < stop and self._is(lower[i + 1], "hosts.same"):
                return self._same_country(reading, i)
            reading.at += 1
            return True
        if self._is(word, "hosts.here"):
            named = self.place_at(i + 2) if i + 2 < stop and lower[i + 1] == "(" else None
            return self._take(reading, *named) if named else self._same_country(reading, i - 1)
        if self._is(word, "hosts.leads") and not (reading.legs and i in self._dated):
            if reading.legs and word == "ke" and not self._is(lower[i - 1], "hosts.joins"):
                return False
            reading.inside = True
            reading.at += 1
            return True
        return self._next_leg(reading, stop) if reading.legs else self._skip_word(reading)

    def _skip_word(self, reading: _Reading) -> bool:
        """Reads over a word before the first destination; false where the phrase is over."""
        word = self._tokens.lower[reading.at]
        ends = (
            "clauses.opens",
            "aspect.planned",
            "aspect.done",
            "hosts.from",
            "clauses.purpose",
            "attribution.on",
        )
        if self._is(word, *ends):
            return False
        reading.skip(reading.at + 1, named=word != self._tokens.text[reading.at])
        return reading.skipped <= _SKIP

    def _next_leg(self, reading: _Reading, stop: int) -> bool:
        """Reads over what stands between two destinations; false where no other follows."""
        i, lower = reading.at, self._tokens.lower
        if i in self._dated or self._is(lower[i], "attribution.on"):
            return self._past_date(reading, stop)
        if self._is(lower[i - 1], "clauses.joins") and self._is(lower[i], "attends.gatherings"):
            return self._past_gathering(reading, stop)
        return False

    def _past_date(self, reading: _Reading, stop: int) -> bool:
        """Reads over the date between two legs: "… di Thailand pada 20 November dan di Jepang pada …"."""
        i, lower = reading.at, self._tokens.lower
        while i < stop and (i in self._dated or self._is(lower[i], "attribution.on") or lower[i] in _MARKS):
            i += 1
        if i >= stop or not self._is(lower[i], "clauses.joins", "clauses.sequence"):
            return False
        lead = i + 1 < stop and self._is(lower[i + 1], "hosts.leads")
        if self.place_at(i + 2 if lead else i + 1) is None:
            return False
        reading.at = i + 2 if lead else i + 1
        reading.parted = True
        return True

    def _past_gathering(self, reading: _Reading, stop: int) -> bool:
        """Reads over a second gathering: "KTT ASEAN di Laos dan KTT APEC di Peru"."""
        for i in range(reading.at + 1, min(stop, reading.at + _SKIP)):
            if self._tokens.lower[i] == "di" and self.place_at(i + 1) is not None:
                reading.at = i + 1
                reading.parted = True
                return True
        return False

    def _take(self, reading: _Reading, mention: Mention, behind: int) -> bool:
        i = reading.at
        if reading.blind and not reading.inside and not reading.legs:
            reading.skip(behind)
            return reading.skipped <= _SKIP
        code = mention.name if mention.type == "country" else _country_of(mention.text)
        if mention.type == "place" and (self._is_longer_name(behind) or self._is_end_of_name(i)):
            code = None
        last = reading.legs[-1] if reading.legs else None
        names = [mention.text] if mention.type == "place" else []
        apart = reading.parted or (
            last is not None
            and any(self._is(self._tokens.lower[j], "hosts.joins") for j in range(last.last, i))
        )
        if last is not None and not apart and (last.code is None or code is None or last.code == code):
            last.code = last.code or code
            last.last = behind
            last.names += names
        elif last is not None and last.code == code:
            last.last = behind
            last.names += names
        else:
            reading.legs.append(Leg(code, i, behind, names))
        reading.at = behind
        reading.inside = reading.parted = False
        return True

    def _is_end_of_name(self, i: int) -> bool:
        """Whether a name began before the place at token *i* ("Simpang Lima" is not Lima)."""
        word = self._tokens.text[i - 1] if i else ""
        if not word.istitle() or i - 1 in self._dated or self._cast.outermost(i - 1) is not None:
            return False
        return not self._is(word.casefold(), "hosts.generic", "hosts.fillers", "hosts.leads")

    def _is_longer_name(self, behind: int) -> bool:
        """Whether a name goes on with the word at *behind* ("Astana Giribangun" is not Astana)."""
        tokens = self._tokens
        if behind >= len(tokens) or behind in self._dated:
            return False
        mention = self._cast.outermost(behind)
        if mention is not None and mention.type != "person":
            return False
        word = tokens.text[behind]
        return (
            word[0].isupper()
            and word[1:].islower()
            and tokens.sentence[behind] == tokens.sentence[behind - 1]
        )

    def _same_country(self, reading: _Reading, i: int) -> bool:
        reading.at = i + 2
        code = self.country_before(i, None)
        if code is not None and not reading.legs:
            reading.legs.append(Leg(code, i, i + 2, certain=False))
        return False

    def _seat(self, i: int) -> Leg | None:
        lower = self._tokens.lower
        for name, code in self._words.seats:
            if tuple(lower[i : i + len(name)]) == name:
                return Leg(code, i, i + len(name), [self._tokens.words(i, i + len(name))], certain=False)
        return None

    def _is(self, word: str, *entries: str) -> bool:
        return any(word in self._words.of(entry) for entry in entries)


def _country_of(name: str) -> str | None:
    """The country of a place, by its whole name or else by the words it ends in ("pelabuhan Laut Merah Jordania")."""
    parts = name.split()
    for first in range(len(parts)):
        tail = " ".join(parts[first:])
        code = places.city_country(tail) or (places.territory(tail) if first else None)
        if code is not None:
            return code
    return None


@dataclass(slots=True)
class _Reading:
    """How far a destination has been read."""

    at: int
    legs: list[Leg] = field(default_factory=list)
    seat: Leg | None = None
    inside: bool = False
    """A "di" or "ke" stands right before."""
    blind: bool = False
    """A common noun has been passed over, so that only what follows a "di" is the destination."""
    parted: bool = False
    """A date has been passed over, so that the next place is another leg."""
    skipped: int = 0

    def skip(self, to: int, *, named: bool = False) -> None:
        self.skipped += 1
        self.blind = self.blind or not named
        self.inside = False
        self.at = to
