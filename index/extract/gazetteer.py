"""The one pass that finds every listed name in an article.

A trie over casefolded tokens holds territories, cities and other places, bodies, offices and well-known people. Each
entry says how its capitals must be.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Literal

import msgspec

from index.extract.tokens import Tokens
from index.language import load
from index.language.places import entries, words

Kind = Literal["country", "place", "body", "office", "person"]
Case = Literal["exact", "capital", "any"]


class Name(msgspec.Struct, frozen=True, gc=False):
    """What a listed name stands for."""

    kind: Kind
    value: str
    """ISO code (country), usual name (body), words spelt out (office), full name (person), name as listed (place)."""
    case: Case = "capital"
    """How the text must write it: letter for letter, with a capital first, or in any way."""
    ambiguous: bool = False
    """A place that is also a person's name or an ordinary word."""


class Hit(msgspec.Struct, frozen=True, gc=False):
    """A listed name at the tokens ``[first, last)``."""

    first: int
    last: int
    name: Name


_Listed = list[tuple[tuple[str, ...], tuple[str, ...], Name]]


class Gazetteer:
    """Names by their first token, the longest first."""

    def __init__(self, names: Iterable[tuple[tuple[str, ...], Name]]) -> None:
        """*names* pairs the tokens of each name, case as listed, with what it stands for."""
        self._by_first: dict[str, _Listed] = {}
        for written, name in names:
            first, *rest = (word.casefold() for word in written)
            self._by_first.setdefault(first, []).append((tuple(rest), written, name))
        for listed in self._by_first.values():
            listed.sort(key=lambda row: -len(row[0]))

    def scan(self, tokens: Tokens) -> dict[int, list[Hit]]:
        """First token → every listed name there, the longest first; names do not run over a paragraph's end."""
        found: dict[int, list[Hit]] = {}
        lower, by_first, paragraph = tokens.lower, self._by_first, tokens.paragraph
        for i in [i for i, word in enumerate(lower) if word in by_first]:
            hits = []
            for rest, written, name in by_first[lower[i]]:
                last = i + 1 + len(rest)
                if rest and (tuple(lower[i + 1 : last]) != rest or paragraph[last - 1] != paragraph[i]):
                    continue
                if _case_fits(name.case, tokens.text, i, last, written):
                    hits.append(Hit(i, last, name))
            if hits:
                found[i] = hits
        return found


def _case_fits(case: Case, text: list[str], first: int, last: int, written: tuple[str, ...]) -> bool:
    if case == "any":
        return True
    if case == "exact":
        return tuple(text[first:last]) == written
    return text[first][0].isupper()


@cache
def gazetteer() -> Gazetteer:
    """The compiled gazetteer of all lexicons, made once a process."""
    return Gazetteer([*_places(), *_bodies(), *_offices(), *_people()])


def _places() -> Iterable[tuple[tuple[str, ...], Name]]:
    for written, place in entries():
        case: Case = "exact" if place.exact else "capital"
        if place.kind == "country" and place.country is not None:
            yield written, Name("country", place.country, case, place.ambiguous)
        else:
            yield written, Name("place", place.name, case, place.ambiguous)


def _bodies() -> Iterable[tuple[tuple[str, ...], Name]]:
    for usual, others in load("organisations")["bodies"].items():
        for listed in (usual, *others):
            yield words(listed), Name("body", usual, "exact" if _is_acronym(listed) else "capital")


def _is_acronym(name: str) -> bool:
    return re.search(r"[^\W\d_]{2}", name) is not None and not re.search(r"[a-z]{3}", name) and len(name) < 9


def _offices() -> Iterable[tuple[tuple[str, ...], Name]]:
    lexicon = load("offices")
    for heads in lexicon["heads"].values():
        for head in dict.fromkeys(heads):
            yield (
                words(head),
                Name("office", head, "capital" if head in lexicon["alone"]["capital"] else "any"),
            )
    for short, meaning in lexicon["abbreviations"].items():
        case: Case = "exact" if short.isupper() else "any"
        yield words(short), Name("office", meaning, case)
        if meaning.split()[0] in lexicon["deputies"]["of"]:
            for deputy in lexicon["deputies"]["words"]:
                yield words(f"{deputy} {short}"), Name("office", f"{deputy.casefold()} {meaning}", "any")


def _people() -> Iterable[tuple[tuple[str, ...], Name]]:
    for full, _country, *others in load("persons")["known"]["people"]:
        for listed in (full, *others):
            yield words(listed), Name("person", full, "exact" if listed.isupper() else "capital")
