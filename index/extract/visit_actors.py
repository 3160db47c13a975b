"""The actors of an article: noun phrases that mean a person, by name with the offices around it, or by office alone."""

from __future__ import annotations

from dataclasses import dataclass, replace

from index.extract.identity import Cast, Person
from index.extract.tokens import Tokens
from index.extract.visit_words import VisitWords

_GAP = 3
"""Tokens (a comma, a bracket) that may lie between the name and the office of one actor."""
_DELEGATION = 10
"""Tokens between "delegasi" and the leader."""
_BETWEEN = frozenset(",()-–")


@dataclass(frozen=True, slots=True, eq=False)
class Actor:
    """A stretch of tokens ``[first, last)`` that means a person: by name, or by office alone."""

    first: int
    last: int
    name: str
    person: Person | None = None
    office: str | None = None
    country: str | None = None
    candidates: tuple[Person, ...] = ()
    """Whom a bare office ("Presiden") may mean where the article has several of them."""

    @property
    def is_known(self) -> bool:
        """Whether this is more than an office of no country whose holder the article does not name."""
        return self.person is not None or self.country is not None or bool(self.candidates)

    @property
    def key(self) -> str:
        """What tells two visitors apart."""
        return self.person.identity if self.person is not None else self.name.casefold()


def named(first: int, last: int, person: Person, office: str | None = None) -> Actor:
    """The actor that is *person*, at tokens ``[first, last)``."""
    return Actor(first, last, person.name, person, person.office or office, person.country)


def actors(tokens: Tokens, cast: Cast, words: VisitWords) -> list[Actor]:
    """All actors in text order, none inside another; names are joined with the offices beside them."""
    found: list[Actor] = []
    covered = -1
    for mention, reach in zip(cast.mentions, cast.ranges, strict=True):
        if mention.type not in ("person", "office") or reach.stop <= covered:
            continue
        person = cast.person(mention)
        covered = reach.stop
        if person is not None:
            actor = named(reach.start, reach.stop, person, mention.text if mention.type == "office" else None)
        elif mention.type == "office" and not words.begins(mention.text, "offices.others"):
            actor = _role(tokens, cast, words, reach, mention.text)
        else:
            continue
        if actor.country is None and tokens.lower[actor.first - 1] in words.of("delegation.led"):
            actor = replace(actor, country=_country_led(tokens, cast, words, actor.first))
        elif actor.country is None and words.begins(actor.office or "", "offices.royal"):
            actor = replace(actor, country=_country_behind(tokens, cast, words, actor.last))
        last = found[-1] if found else None
        if last is not None and _is_one(tokens, words, last, actor):
            country = actor.country or last.country
            found[-1] = replace(actor, first=last.first, office=last.office or actor.office, country=country)
        else:
            found.append(actor)
    return _without_masters(found, tokens, words)


def _country_led(tokens: Tokens, cast: Cast, words: VisitWords, token: int) -> str | None:
    """The country in "delegasi Australia yang dipimpin", with the leader at *token*."""
    begin = max(tokens.sentences[tokens.sentence[token]].start, token - _DELEGATION)
    for i in range(token - 1, begin - 1, -1):
        if tokens.lower[i] in words.of("delegation.nouns"):
            codes = [mention.name for mention in cast.within(i, token, "country")]
            return codes[0] if codes else None
    return None


def _country_behind(tokens: Tokens, cast: Cast, words: VisitWords, at: int) -> str | None:
    """The country in "Ratu X dari Kerajaan Y", with token *at* behind the name."""
    if at >= len(tokens) or tokens.lower[at] not in words.of("hosts.from"):
        return None
    stop = min(tokens.sentences[tokens.sentence[at]].stop, at + _GAP)
    return next((mention.name for mention in cast.within(at + 1, stop, "country")), None)


def _is_one(tokens: Tokens, words: VisitWords, a: Actor, b: Actor) -> bool:
    """Whether *b* goes on where *a* stops: the same person beside, or "utusan khusus" right before a name."""
    if a.person is None:
        return a.last == b.first and all(
            word in words.of("clauses.envoys") for word in tokens.lower[a.first : a.last]
        )
    beside = b.first - a.last <= _GAP and all(word in _BETWEEN for word in tokens.text[a.last : b.first])
    return a.person is b.person and beside


def _role(tokens: Tokens, cast: Cast, words: VisitWords, reach: range, office: str) -> Actor:
    holders = cast.holders(reach.start, reach.stop)
    codes = [m.name for m in cast.within(reach.start, reach.stop, "country")]
    country = codes[-1] if codes else None
    if not holders and country is not None and words.begins(office, "offices.generic"):
        holders = _last_named(tokens, cast, words, reach, country)
    if len(holders) == 1:
        return named(reach.start, reach.stop, holders[0], office)
    name = tokens.words(reach.start, reach.stop)
    return Actor(reach.start, reach.stop, name, None, office, country, tuple(holders))


def _last_named(tokens: Tokens, cast: Cast, words: VisitWords, reach: range, country: str) -> list[Person]:
    """The person of *country* named last before "pemimpin Estonia itu"; empty where no "itu" points back."""
    if reach.stop >= len(tokens) or tokens.lower[reach.stop] not in words.of("hosts.same"):
        return []
    for mention, earlier in zip(reversed(cast.mentions), reversed(cast.ranges), strict=True):
        person = cast.person(mention) if mention.type == "person" and earlier.stop <= reach.start else None
        if person is not None and person.country == country:
            return [person]
    return []


def _without_masters(found: list[Actor], tokens: Tokens, words: VisitWords) -> list[Actor]:
    """*found* less those who only tell whose envoy or kin the next one is: "utusan khusus Presiden X, Y"."""
    envoys = words.of("clauses.envoys")
    kept: list[Actor] = []
    master: Actor | None = None
    for number, actor in enumerate(found):
        first = actor.first
        while first > 0 and tokens.lower[first - 1] in envoys:
            first -= 1
        behind = found[number + 1].first if number + 1 < len(found) else actor.last
        plain = "," not in tokens.text[first : actor.last]
        if tokens.lower[first] in envoys and plain and tokens.text[actor.last : behind] == [","]:
            master = replace(actor, first=first)
        elif master is not None:
            kept.append(replace(actor, first=master.first, country=actor.country or master.country))
            master = None
        elif first < actor.first and actor.office is not None and tokens.text[actor.first][0].isupper():
            kept.append(Actor(first, actor.last, tokens.words(first, actor.last), country=actor.country))
        else:
            kept.append(actor)
    return kept
