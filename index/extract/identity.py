"""Who is who in one article: the persons named, the offices they hold, and every mention found.

:class:`Cast` is what the quote and visit grammars ask. Positions are token indices of the
:class:`~index.extract.tokens.Tokens` that the cast was made from.

* ``cast.mentions`` – every :class:`~index.facts.Mention` in text order, of two that start together the longer first;
  ``cast.ranges`` – the token range of each;
* ``cast.persons`` – identity key → :class:`Person`, in order of first appearance;
* ``cast.at(i)`` / ``cast.outermost(i)`` – the innermost / outermost mention over token *i*, optionally of given types;
* ``cast.starting(i)`` / ``cast.ending(i)`` – the mentions whose first token is *i* / that end just before token *i*,
  longest first;
* ``cast.within(first, last)`` – the mentions inside the token range ``[first, last)``;
* ``cast.tokens_of(mention)`` – the token range of a mention;
* ``cast.person(mention)`` / ``cast.person_at(i)`` – the person behind a person mention, or behind the office mention
  that stands beside the name ("Menlu Rusia Sergei Lavrov", "Li Yonghui, peneliti …,"); null for others;
* ``cast.sharers(mention)`` – the persons of whom a short form that several share may mean any;
* ``cast.holders(first, last)`` – the persons whom the role written at tokens ``[first, last)`` may mean, best first:
  "juru bicara tersebut", "Menlu Rusia", "presiden";
* ``cast.body_of(office)`` – the ministry, company or country, as written, that an office mention names.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache

from index.facts import Mention, MentionType
from index.language import load

_OUTER_FIRST: dict[MentionType, int] = {"office": 0, "organisation": 1, "person": 2, "place": 3, "country": 4}


@dataclass(slots=True, eq=False)
class Person:
    """A person whom the article names, with all that it says who he or she is."""

    identity: str
    """Key of the name, the same for the usual spellings of it in other articles; see :func:`name_key`."""
    name: str
    """The full name as it first stands in the article, without title."""
    forms: list[str] = field(default_factory=list)
    """Every way the article writes the name, in order of appearance."""
    mentions: list[Mention] = field(default_factory=list)
    """Every stretch of the body that names the person, in text order."""
    offices: list[Mention] = field(default_factory=list)
    """The office mentions that stand beside one of those, in text order."""
    office: str | None = None
    """The longest of the offices, as written."""
    country: str | None = None
    """ISO 3166-1 alpha-2 code of the country that the person acts for, where the article or a lexicon tells."""
    body: str | None = None
    """The ministry, company or other body that the longest office names, as written."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A mention with the tokens ``[first, last)`` that it covers."""

    first: int
    last: int
    mention: Mention


class Cast:
    """The mentions and persons of one article; see the head of this module."""

    __slots__ = (
        "_entries",
        "_firsts",
        "_holder",
        "_longest",
        "_office_words",
        "_shared",
        "_tokens_of",
        "_words",
        "mentions",
        "persons",
        "ranges",
    )

    def __init__(
        self,
        entries: Iterable[Entry] = (),
        persons: Iterable[Person] = (),
        holder: dict[int, Person] | None = None,
        words: Callable[[int, int], tuple[str, ...]] | None = None,
        shared: dict[Mention, list[Person]] | None = None,
    ) -> None:
        """*holder* maps the first token of an office mention to the person beside it.

        *words* gives the words of a role at a token range, abbreviations spelt out and countries as codes; *shared*
        the persons behind a person mention whose short form does not tell them apart.
        """
        self._shared = shared or {}
        self._entries = sorted(entries, key=lambda e: (e.first, -e.last, _OUTER_FIRST[e.mention.type]))
        self._firsts = [entry.first for entry in self._entries]
        self._longest = max((entry.last - entry.first for entry in self._entries), default=0)
        self._holder = holder or {}
        self._words = words or (lambda first, last: ())
        self.mentions = [entry.mention for entry in self._entries]
        self.ranges = [range(entry.first, entry.last) for entry in self._entries]
        self._tokens_of = {
            (m.start, m.end, m.type): r for m, r in zip(self.mentions, self.ranges, strict=True)
        }
        self.persons = {person.identity: person for person in persons}
        self._office_words: dict[Mention, tuple[str, ...]] = {
            entry.mention: self._words(entry.first, entry.last)
            for entry in self._entries
            if entry.mention.type == "office"
        }

    def at(self, token: int, *types: MentionType) -> Mention | None:
        """The shortest mention over *token*, of one of *types* if any are given."""
        over = self._over(token, types)
        return (
            min(over, key=lambda e: (e.last - e.first, -_OUTER_FIRST[e.mention.type])).mention
            if over
            else None
        )

    def outermost(self, token: int, *types: MentionType) -> Mention | None:
        """The longest mention over *token*, of one of *types* if any are given."""
        over = self._over(token, types)
        return (
            max(over, key=lambda e: (e.last - e.first, -_OUTER_FIRST[e.mention.type])).mention
            if over
            else None
        )

    def starting(self, token: int, *types: MentionType) -> list[Mention]:
        """The mentions whose first token is *token*, longest first."""
        low, high = bisect_left(self._firsts, token), bisect_right(self._firsts, token)
        return [m for m in self.mentions[low:high] if not types or m.type in types]

    def ending(self, token: int, *types: MentionType) -> list[Mention]:
        """The mentions whose last token is ``token - 1``, longest first."""
        over = [e for e in self._over(token - 1, types) if e.last == token]
        return [e.mention for e in over]

    def within(self, first: int, last: int, *types: MentionType) -> list[Mention]:
        """The mentions that lie wholly in the token range ``[first, last)``, in text order."""
        low, high = bisect_left(self._firsts, first), bisect_left(self._firsts, last)
        return [
            e.mention
            for e in self._entries[low:high]
            if e.last <= last and (not types or e.mention.type in types)
        ]

    def tokens_of(self, mention: Mention) -> range:
        """The token range of *mention*; raises KeyError for one of another article."""
        return self._tokens_of[mention.start, mention.end, mention.type]

    def person(self, mention: Mention | None) -> Person | None:
        """The person whom a person mention names, or who stands beside an office mention."""
        if mention is None:
            return None
        if mention.type == "person":
            return self.persons.get(mention.identity)
        if mention.type == "office":
            return self._holder.get(self.tokens_of(mention).start)
        return None

    def sharers(self, mention: Mention) -> list[Person]:
        """The persons who share the short form *mention* and whom nothing tells apart; empty for other mentions."""
        return self._shared.get(mention, [])

    def person_at(self, token: int) -> Person | None:
        """The person whose name stands at *token*."""
        return self.person(self.outermost(token, "person"))

    def holders(self, first: int, last: int) -> list[Person]:
        """The persons whom the role written at tokens ``[first, last)`` may mean, best first.

        A person fits when one of his or her offices begins with the role's words, leaving words out: "juru bicara"
        fits "juru bicara Kementerian Luar Negeri", "menteri" does not fit "perdana menteri" or "wakil menteri". A
        country in the role must be the person's, if that is known. Certain fits stand before those of unknown
        country, then those named last before *first*.
        """
        role = self._words(first, last)
        countries = {word for word in role if word.isupper()}
        plain = [word for word in role if not word.isupper()]
        if not plain:
            return []
        ranked = []
        for number, person in enumerate(self.persons.values()):
            if countries and person.country is not None and person.country not in countries:
                continue
            if any(_fits(plain, self._office_words[office]) for office in person.offices):
                certain = not countries or person.country is not None
                ranked.append((not certain, -self._last_named(person, first), number, person))
        return [row[-1] for row in sorted(ranked, key=lambda row: row[:3])]

    def body_of(self, office: Mention) -> str | None:
        """The outermost organisation inside an office mention as written, else the last country, else null.

        What the office is only aimed at ("untuk PBB", "untuk Kamboja") is not meant.
        """
        inside = self._own(office, "organisation")
        if inside:
            return max(inside, key=lambda mention: mention.end - mention.start).text
        countries = self._own(office, "country")
        return countries[-1].text if countries else None

    def country_of(self, person: Person) -> str | None:
        """ISO code of the country that one of the person's offices names, the longest office first; else null."""
        for office in sorted(person.offices, key=lambda mention: mention.start - mention.end):
            bodies = self._own(office, "organisation")
            countries = self._own(office, "country")
            if bodies:  # "Dirjen Amerika Kemlu": a country before the body is only a field
                countries = [country for country in countries if country.start >= bodies[0].start]
            if countries:
                return countries[-1].name
            if code := _domestic().get(office.text.split(None, 1)[0].casefold()):
                return code
            for body in bodies:
                if body.name in _countries_of_bodies():
                    return _countries_of_bodies()[body.name]
        return None

    def _own(self, office: Mention, kind: MentionType) -> list[Mention]:
        """The mentions inside an office of those whose office it is, not those that it is aimed at."""
        tokens = self.tokens_of(office)
        aimed = _aimed().search(office.text)
        end = office.start + aimed.start() if aimed else office.end
        return [mention for mention in self.within(tokens.start, tokens.stop, kind) if mention.end <= end]

    def _over(self, token: int, types: tuple[MentionType, ...]) -> list[Entry]:
        high = bisect_right(self._firsts, token)
        low = bisect_left(self._firsts, token + 1 - self._longest)
        return [
            e
            for e in self._entries[low:high]
            if e.first <= token < e.last and (not types or e.mention.type in types)
        ]

    def _last_named(self, person: Person, token: int) -> int:
        """The last token before *token* at which *person* is named; -1 if only later."""
        last = -1
        for entry in self._entries[: bisect_left(self._firsts, token)]:
            if entry.mention.type == "person" and entry.mention.identity == person.identity:
                last = entry.first
        return last


@cache
def _aimed() -> re.Pattern[str]:
    """Matches the word before what an office is aimed at."""
    return re.compile(rf"\b(?:{'|'.join(load('offices')['links']['for'])})\b")


@cache
def pairing_words() -> frozenset[str]:
    """The words that join two offices of one person: "Penasihat Negara dan Menteri Luar Negeri"."""
    return frozenset(load("offices")["links"]["pairing"])


@cache
def _domestic() -> dict[str, str]:
    return {word: code for code, words in load("offices")["domestic"].items() for word in words}


@cache
def _countries_of_bodies() -> dict[str, str]:
    return {name: code for code, names in load("organisations")["countries"].items() for name in names}


def _fits(role: list[str], office: tuple[str, ...]) -> bool:
    """Whether *role* is *office* or one office of a compound, with words left out but not the first."""
    starts = [0, *(i + 1 for i, word in enumerate(office) if word in pairing_words())]
    return any(
        office[start : start + 1] == (role[0],) and _in_order(role, office[start:]) for start in starts
    )


def _in_order(few: list[str], many: tuple[str, ...]) -> bool:
    rest = iter(many)
    return all(word in rest for word in few)


_NAME_WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = str.maketrans("", "", "'’‘`")

# Romanisations that differ between agencies, as pairs (spelling, key) of a whole word: Cyrillic -y/-i/-iy, Arabic
# mu-/mo-, ou/u, ee/i, and letters that are doubled or silent in one of them.
_SPELLINGS = (
    (re.compile(r"^(mohamm?[ae]d|muhamm?[ae]d|mohamad|muhamad|mukham?mad|mochamm?ad|mehmed)$"), "muhamad"),
    (re.compile(r"ou|oe"), "u"),
    (re.compile(r"ee|iy$|yi$|ii$|y"), "i"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"kh"), "h"),
    (re.compile(r"(.)\1+"), r"\1"),
)


def name_key(name: str) -> str:
    """The key under which a person's *name* meets its other spellings, in this article and in others.

    Casefolded, without diacritics, punctuation and hyphens; usual romanisations are made one (Sergei/Sergey,
    Zelensky/Zelenskyy, Mohammed/Muhammad, Soekarno/Sukarno). It may make two rare names one.
    """
    plain = name.translate(_APOSTROPHES)
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return " ".join(map(_word_key, _NAME_WORD.findall(plain)))


def name_words(name: str) -> list[tuple[str, str]]:
    """The words of a person's *name*, casefolded, each with its part of :func:`name_key`."""
    plain = name.translate(_APOSTROPHES)
    return [(word.casefold(), name_key(word)) for word in _NAME_WORD.findall(plain)]


@lru_cache(maxsize=16_384)
def _word_key(word: str) -> str:
    key = word.casefold()
    for spelling, replacement in _SPELLINGS:
        key = spelling.sub(replacement, key)
    return key
