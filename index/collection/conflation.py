"""Indonesian words to their roots, so that *kunjungan*, *berkunjung*, *mengunjungi* and *kunjungi* meet.

Affixes are taken off only where a listed root is left (confix stripping after Nazief and Adriani, with a list as the
judge). So *menteri* never becomes *teri*, and a foreign name stays as it is. Affixes and roots are data:
``index/language/conflation.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

import msgspec

from index.language import load

_DEEPEST = 3
"""Prefixes that one word may carry, as in *di-per-ber-…* and *mem-per-…*."""
_SHORTEST = 3
"""Letters of the shortest listed root."""
_VOWELS = frozenset("aeiou")


class _Prefix(msgspec.Struct, frozen=True):
    """A prefix; see the TOML file for what its marks mean."""

    text: str
    vowels: tuple[str, ...] = ("",)
    consonants: str | None = None
    first: bool = False
    without: tuple[str, ...] = ()


class _Loans(msgspec.Struct, frozen=True):
    """Loanwords, known by their endings, and the affixes that they take without being listed."""

    endings: tuple[str, ...]
    length: int
    prefixes: tuple[str, ...]
    suffixes: tuple[str, ...]


class _Affixes(msgspec.Struct, frozen=True):
    prefixes: tuple[_Prefix, ...]
    """Longest first."""
    derivation: tuple[str, ...]
    endings: tuple[tuple[str, ...], ...]
    """Possessives and particles, the outer group first."""
    roots: dict[str, str]
    """Each listed root, and each base of another formation, with what it counts as."""
    loans: _Loans
    loose: tuple[str, ...]
    """Endings taken off a word even where its root is not listed, provided enough of it is left."""
    loose_rest: int
    listed: frozenset[str]
    """What the listed roots and bases count as."""
    bases: dict[str, tuple[str, ...]]
    """Root → the bases of another formation that count as it."""


@cache
def _affixes() -> _Affixes:
    data = load("conflation")
    prefixes = sorted(data["prefixes"].items(), key=lambda item: (-len(item[0]), item[0]))
    roots = {word: word for line in data["roots"].values() for word in line.split()}
    return _Affixes(
        prefixes=tuple(msgspec.convert({"text": text, **marks}, _Prefix) for text, marks in prefixes),
        derivation=tuple(data["suffixes"]["derivation"]),
        endings=(tuple(data["suffixes"]["particle"]), tuple(data["suffixes"]["possessive"])),
        roots={**roots, **data["bases"]},
        loans=msgspec.convert(data["loans"], _Loans),
        loose=tuple(data["loose"]["endings"]),
        loose_rest=data["loose"]["rest"],
        listed=frozenset({*roots, *data["bases"].values()}),
        bases={
            one: tuple(base for base, other in data["bases"].items() if other == one)
            for one in data["bases"].values()
        },
    )


@lru_cache(maxsize=1 << 18)
def root(term: str) -> str:
    """The root of a folded search term, or the term itself where no listed root is in it.

    Of several roots that fit, the one that the fewest affixes lead to wins (a swallowed letter counts as one more),
    then one that no letter was put back to, then the likelier suffix, then the longest root.
    """
    affixes = _affixes()
    if (listed := affixes.roots.get(term)) is not None:
        return listed
    if len(term) <= _SHORTEST or not term.isalpha():
        return term
    if (found := min(_fitting(term, affixes), default=None)) is not None:
        return found[-1]
    return _loan(term, affixes) or _without_loose_ending(term, affixes)


def cores(wanted: str) -> frozenset[str]:
    """What every term of the root *wanted* has in it: one of these."""
    affixes = _affixes()
    swallowed = {letter for prefix in affixes.prefixes for letter in prefix.vowels if letter}
    return frozenset(
        base[1:] if base[0] in swallowed and base[1:2] in _VOWELS else base
        for base in (wanted, *affixes.bases.get(wanted, ()))
    )


def stands_alone(wanted: str) -> bool:
    """Whether no term but itself has the root *wanted*: neither a listed root nor enough left of a longer word."""
    affixes = _affixes()
    return len(wanted) < min(affixes.loose_rest, affixes.loans.length) and wanted not in affixes.listed


def _fitting(term: str, affixes: _Affixes) -> Iterator[tuple[int, int, int, int, str]]:
    """The roots listed that may be in *term*, behind what orders them."""
    for endings, stem in _without_endings(term, affixes):
        for rank, suffix in enumerate(affixes.derivation):
            if not stem.endswith(suffix) or len(stem) - len(suffix) < _SHORTEST:
                continue
            bare = stem[: len(stem) - len(suffix)]
            for prefixes, swallowed, candidate in _without_prefixes(bare, suffix, affixes):
                if (listed := affixes.roots.get(candidate)) is not None:
                    cost = endings + prefixes + bool(suffix) + swallowed
                    yield cost, swallowed, rank, -len(candidate), listed


def _without_endings(term: str, affixes: _Affixes) -> list[tuple[int, str]]:
    """*term* and what may be left of it without possessive and particle, each with the number taken off."""
    stems = [(0, term)]
    for group in affixes.endings:
        stems += [
            (count + 1, stem[: -len(ending)])
            for count, stem in stems
            for ending in group
            if stem.endswith(ending) and len(stem) - len(ending) >= _SHORTEST
        ]
    return stems


def _without_prefixes(stem: str, suffix: str, affixes: _Affixes) -> Iterator[tuple[int, int, str]]:
    """*stem* and what may be left of it without prefixes that go with *suffix*.

    Each with the number of prefixes taken off and of letters put back.
    """
    level = [(0, stem)]
    for depth in range(_DEEPEST + 1):
        for swallowed, candidate in level:
            yield depth, swallowed, candidate
        level = [
            (swallowed + bool(letter), letter + rest)
            for swallowed, candidate in level
            for letter, rest in _without_one(candidate, depth, suffix, affixes)
        ]


def _without_one(
    stem: str, depth: int, suffix: str, affixes: _Affixes, only: tuple[str, ...] | None = None
) -> Iterator[tuple[str, str]]:
    """What may be left of *stem* without its first prefix, and the letter that the prefix may have swallowed.

    *depth* prefixes were taken off before; *only* bounds the choice.
    """
    for prefix in affixes.prefixes:
        if only is not None and prefix.text not in only:
            continue
        if not stem.startswith(prefix.text) or suffix in prefix.without or (prefix.first and depth):
            continue
        rest = stem[len(prefix.text) :]
        if rest[:1] in _VOWELS:
            for letter in prefix.vowels:
                if len(letter) + len(rest) >= _SHORTEST:
                    yield letter, rest
        elif len(rest) >= _SHORTEST and (prefix.consonants is None or rest[0] in prefix.consonants):
            yield "", rest


def _loan(term: str, affixes: _Affixes) -> str | None:
    """The loanword that *term* forms with one prefix, if it does."""
    loans = affixes.loans
    for _, stem in _without_endings(term, affixes):
        for suffix in loans.suffixes:
            bare = stem.removesuffix(suffix)
            if not bare.endswith(loans.endings):
                continue
            for letter, rest in _without_one(bare, 0, suffix, affixes, only=loans.prefixes):
                if not letter and len(rest) >= loans.length:
                    return rest
    return None


def _without_loose_ending(term: str, affixes: _Affixes) -> str:
    for ending in affixes.loose:
        if term.endswith(ending) and len(term) - len(ending) >= affixes.loose_rest:
            return term[: -len(ending)]
    return term
