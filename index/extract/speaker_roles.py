"""The role that a noun phrase gives a speaker where no office is known: "profesor sastra dari Universitas Parma"."""

from __future__ import annotations

from index.extract.clauses import Clauses
from index.extract.cues import Lexicon
from index.extract.identity import Cast, Person
from index.extract.tokens import Tokens
from index.facts import Mention

_DEEP = 4
"""Farthest the head noun of a role may stand from the start of its phrase: "salah satu mahasiswa"."""
_LONG = 16
"""Most tokens of a role."""


class Roles:
    """Reads roles beside names and in phrases without a name."""

    def __init__(self, tokens: Tokens, cast: Cast, lexicon: Lexicon, clauses: Clauses) -> None:
        self._tokens, self._cast, self._clauses = tokens, cast, clauses
        self._forms, self._words = lexicon.forms, lexicon.words

    def holding(self, mention: Mention, sharers: list[Person]) -> list[Person]:
        """Those of the *sharers* of a short form who hold the office written before it: "Menlu Kim"."""
        office = next(iter(self._cast.ending(self._tokens.at(mention.start), "office")), None)
        reach = self._cast.tokens_of(office) if office is not None else range(0)
        return [person for person in self._cast.holders(reach.start, reach.stop) if person in sharers]

    def beside(self, first: int, name: int, end: int, limit: int) -> str | None:
        """The role before the name at token *name* in a phrase from *first*, else the one set off behind *end*."""
        if first < name:
            return self._role(first, self._first_comma(first, name))
        if end < limit and self._tokens.text[end] == ",":
            return self._role(end + 1, self._apposition_end(end + 1, limit))
        return None

    def unnamed(self, first: int, last: int) -> str | None:
        """The office in the phrase ``[first, last)`` of a speaker without a name; null for "pejabat", "saksi"."""
        lower, words = self._tokens.lower, self._words
        while last > first and lower[last - 1] in words["definite"]:
            last -= 1
        for i in range(first, min(last, first + _DEEP)):
            office = any(self._cast.starting(i, "office"))
            if office or lower[i] in words["spokesperson"]:
                return self._tokens.words(i, last)
            if lower[i] not in words["indefinite"] and lower[i] not in words["human"]:
                return None
        return None

    def _role(self, first: int, last: int) -> str | None:
        """``[first, last)`` from its head noun on, if that is a noun for a human being."""
        lower, words = self._tokens.lower, self._words
        for i in range(first, min(last, first + _DEEP)):
            if lower[i] in words["human"] and last - i <= _LONG:
                while last > i and lower[last - 1] in words["definite"]:
                    last -= 1
                return self._tokens.words(i, last)
        return None

    def _first_comma(self, first: int, last: int) -> int:
        text = self._tokens.text
        return next((i for i in range(first, last) if not (text[i][0].isalnum() or text[i] in "-/")), last)

    def _apposition_end(self, first: int, limit: int) -> int:
        """Where the apposition from *first* ends: at punctuation, a verb, or a relative clause."""
        text, lower, words = self._tokens.text, self._tokens.lower, self._words
        for i in range(first, min(limit, first + _LONG)):
            sign = not (text[i][0].isalnum() or text[i] == "-")
            if sign or lower[i] in words["relative"] or lower[i] in self._forms or self._clauses.is_verb(i):
                return i
        return first
