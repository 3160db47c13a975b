"""Who holds which office: the name behind it, before it, or behind the next office of a pair."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from index.extract.cues import lexicon
from index.extract.identity import Person, pairing_words
from index.extract.offices import Office, aides, is_complete
from index.extract.sheet import Sheet
from index.facts import MentionType, ResolvedBy
from index.language import load

_Row = tuple[int, int, MentionType, str, str]


class Holdings:
    """The offices of one article with their holders."""

    def __init__(
        self,
        sheet: Sheet,
        offices: list[Office],
        people: dict[str, tuple[Person, list[tuple[int, int, ResolvedBy]]]],
    ) -> None:
        """*people* gives each person with the token ranges that name him or her."""
        self._sheet = sheet
        self._offices = offices
        self._starts: dict[int, Person] = {}
        self._ends: dict[int, Person] = {}
        self._lasts: dict[int, int] = {}
        self._short: set[int] = set()
        """First tokens of short forms: no apposition behind a comma ("menemui Presiden Kenya, Rini juga …")."""
        for person, runs in people.values():
            for first, last, by in runs:
                self._starts[first] = person
                self._lasts[first] = last
                if by != "name":
                    self._short.add(first)
                self._ends[last] = person
        self._pairs: list[tuple[int, int]] = []
        self.holders: dict[int, Person] = {}
        """First token of an office → the person beside it."""
        self._link()

    def mentions(self) -> Iterator[_Row]:
        """The rows of the offices that say enough to be mentioned, pairs included."""
        words = self._sheet.tokens.words
        for office in self._offices:
            if is_complete(self._sheet, office, named=office.first in self.holders):
                yield office.first, office.last, "office", words(office.first, office.last), "office"
                yield from self._bracketed_forms(office)
            else:
                self.holders.pop(office.first, None)
        for first, last in self._pairs:
            if first in self.holders:
                yield first, last, "office", words(first, last), "pair of offices"

    def _bracketed_forms(self, office: Office) -> Iterator[_Row]:
        """Both forms of an office that a bracket inside it repeats: "Menteri Luar Negeri (Menlu) Kuba"."""
        sheet = self._sheet
        for i in range(office.first + 1, office.last):
            short = sheet.hit(i + 1, "office") if sheet.tokens.text[i] == "(" else None
            if short is not None:
                for first, last in ((office.first, i), (short.first, short.last)):
                    yield first, last, "office", sheet.tokens.words(first, last), "both sides of a bracket"

    def _link(self) -> None:
        following: Office | None = None
        for office in reversed(self._offices):
            serves = following is not None and following.first == office.last
            person = self._aide(following) if serves and following is not None else self._behind(office)
            if person is None and following is not None and self._joined(office, following):
                person = self.holders.get(following.first)
                if (
                    person is not None
                    and following.first == office.last + 1
                    and not self._bracketed(following)
                ):
                    self._pairs.append((office.first, following.last))
            if person is not None:
                self.holders[office.first] = person
            following = office
        for office in self._offices:
            if office.first not in self.holders and (person := self._before(office)) is not None:
                self.holders[office.first] = person
        self._drop_strangers()

    def _drop_strangers(self) -> None:
        """A name behind a comma holds no office that the article gives another: "menemui Presiden Kenya, Rini …"."""
        direct = {
            self._text(office): self.holders[office.first]
            for office in self._offices
            if office.first in self.holders and self._starts.get(office.name_at) is self.holders[office.first]
        }
        for office in self._offices:
            if office.meaning in aides() and (self._serves_short(office) or self._names_chief(office)):
                del self.holders[office.first]
        for office in self._offices:
            holder, other = self.holders.get(office.first), direct.get(self._text(office))
            if (
                holder is not None
                and other is not None
                and holder is not other
                and self._is_comma(office.name_at)
            ):
                del self.holders[office.first]

    def _names_chief(self, office: Office) -> bool:
        """Whether the name behind an aide's post is the chief's: "penasihat Presiden AS Donald Trump"."""
        holder, text = self.holders.get(office.first), self._text(office)
        return holder is not None and any(
            self.holders.get(other.first) is holder
            and other.meaning not in aides()
            and other.meaning in text.removeprefix(office.meaning)
            for other in self._offices
            if other.first != office.first
        )

    def _serves_short(self, office: Office) -> bool:
        """Whether the name behind an aide's post is a short form of somebody in another post: "Juru bicara Johnson"."""
        holder = self.holders.get(office.first)
        if (
            holder is None
            or office.name_at not in self._short
            or self._starts.get(office.name_at) is not holder
        ):
            return False
        return any(
            self.holders.get(other.first) is holder and other.meaning not in aides()
            for other in self._offices
        )

    def _text(self, office: Office) -> str:
        return self._sheet.tokens.words(office.first, office.last).casefold()

    def _is_comma(self, i: int) -> bool:
        return i < len(self._sheet) and self._sheet.tokens.text[i] == ","

    def _aide(self, chief: Office) -> Person | None:
        """Who serves the *chief*, named behind a comma: "Utusan Khusus Presiden Trump, Steve Witkoff,"."""
        last = self._lasts.get(chief.name_at)
        if last is None or self._sheet.tokens.text[last : last + 1] != [","]:
            return None
        return self._starts.get(self._skip_honorifics(last + 1))

    def _behind(self, office: Office) -> Person | None:
        """The person named directly behind the office, or behind a comma or brackets."""
        sheet, i = self._sheet, office.name_at
        for at in (office.last, i):
            if at < len(sheet) and at in self._starts and sheet.together(at):
                return self._starts[at]
        if i < len(sheet) and sheet.tokens.text[i] == "," and sheet.together(i + 1):
            if self._takes_comma(office):
                at = self._skip_honorifics(i + 1)
                return None if at in self._short else self._starts.get(at)
            return None
        at = self._skip_honorifics(self._skip_moment(i))
        return self._starts.get(at) if at < len(sheet) and sheet.together(at) else None

    def _takes_comma(self, office: Office) -> bool:
        """Whether a comma may part the office from the name: "Presiden Brasil, Lula", not "sebagai menteri, Abe"."""
        sheet = self._sheet
        if sheet.capital[office.first] and not sheet.opening[office.first]:
            return office.last > office.head_last or " " in office.meaning
        return any(
            sheet.claimed[k] == "office" and k in sheet.ends for k in range(office.head_last, office.last)
        )

    def _skip_moment(self, i: int) -> int:
        """The token behind "saat itu" at *i*; *i* if it does not stand there."""
        end = i + 2
        return end if self._sheet.together(end) and tuple(self._sheet.tokens.lower[i:end]) in _once() else i

    def _skip_honorifics(self, i: int) -> int:
        sheet = self._sheet
        while sheet.together(i) and (sheet.tokens.lower[i] in _honorifics() or sheet.tokens.text[i] == "."):
            i += 1
        return i

    def _before(self, office: Office) -> Person | None:
        """The person named before the office: "Li Yonghui, peneliti …", "Faisal (Menlu)", "Faisal selaku …"."""
        sheet, i = self._sheet, office.first - 1
        while i > 0 and sheet.tokens.lower[i] in _qualifiers():
            i -= 1
        if i < 1 or not sheet.together(i + 1):
            return None
        word = sheet.tokens.lower[i]
        if word == "," and self._starts_a_list(office):
            return None
        if word in (",", "(") or word in _as():
            person = self._ends.get(i)
            if person is not None and word == "," and self._is_parenthesis(i, office):
                return None
            if person is None and word in _as() and sheet.tokens.text[i - 1] == ",":
                person = self._ends.get(i - 1)
            return person
        return None

    def _is_parenthesis(self, comma: int, office: Office) -> bool:
        """Whether the name before the *comma* closes an attribution: "Namun, lanjut Retno, Duta Besar RI diutus …"."""
        sheet, first = self._sheet, comma - 1
        while first > 0 and self._lasts.get(first) != comma:
            first -= 1
        cue = lexicon().forms.get(sheet.tokens.lower[first - 1]) if first > 0 else None
        if cue is None or cue.form not in ("bare", "source"):
            return False
        after = office.name_at
        return (
            sheet.together(after) and sheet.tokens.text[after].islower() and _acts(sheet.tokens.lower[after])
        )

    def _starts_a_list(self, office: Office) -> bool:
        """Whether a name stands behind the office after all, so that the comma before it only lists people."""
        return office.first in self.holders

    def _bracketed(self, office: Office) -> bool:
        return self._sheet.tokens.text[office.first - 1] == "("

    def _joined(self, office: Office, following: Office) -> bool:
        """Whether only "dan" or an opening bracket parts the office from the *following* one."""
        gap = following.first - office.last
        if gap == 1 or (following.first - office.name_at == 1 and following.first > 0):
            between = self._sheet.tokens.lower[following.first - 1]
            return between == "(" or between in pairing_words()
        return office.name_at > following.first > office.last


def _acts(word: str) -> bool:
    """Whether the casefolded *word* can be the predicate of the office before it."""
    words = lexicon().words
    return word in words["predicate"] or (
        word.startswith(tuple(words["verb_prefix"]))
        and word not in words["not_verb"]
        and word not in words["preposition"]
    )


@cache
def _once() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(words.split()) for words in load("offices")["links"]["once"])


@cache
def _honorifics() -> frozenset[str]:
    return frozenset(load("persons")["honorifics"]["words"])


@cache
def _qualifiers() -> frozenset[str]:
    return frozenset(load("offices")["qualifiers"]["words"])


@cache
def _as() -> frozenset[str]:
    return frozenset(load("offices")["links"]["as"])
