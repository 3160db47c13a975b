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


class _Affixes(msgspec.Struct, frozen=True):
    prefixes: tuple[tuple[str, tuple[str, ...]], ...]
    """Each prefix with the letters that it may have swallowed from the root, longest prefix first."""
    suffixes: tuple[tuple[str, ...], ...]
    """Suffixes in the order in which they stand after the root, innermost group first."""
    roots: frozenset[str]
    given: dict[str, str]
    """Words whose root no rule finds."""
    loose: tuple[str, ...]
    """Endings taken off a word even where its root is not listed, provided enough of it is left."""
    loose_rest: int


@cache
def _affixes() -> _Affixes:
    data = load("conflation")
    prefixes = sorted(data["prefixes"].items(), key=lambda item: (-len(item[0]), item[0]))
    return _Affixes(
        prefixes=tuple((prefix, tuple(restored)) for prefix, restored in prefixes),
        suffixes=tuple(tuple(data["suffixes"][group]) for group in ("derivation", "possessive", "particle")),
        roots=frozenset(word for line in data["roots"].values() for word in line.split()),
        given=data["given"],
        loose=tuple(data["loose"]["endings"]),
        loose_rest=data["loose"]["rest"],
    )


@lru_cache(maxsize=1 << 18)
def root(term: str) -> str:
    """The root of a folded search term, or the term itself where no listed root is in it.

    Of several roots that fit, the one that the fewest affixes lead to wins, then the longest.
    """
    affixes = _affixes()
    if (given := affixes.given.get(term)) is not None:
        return given
    if term in affixes.roots or len(term) <= _SHORTEST or not term.isalpha():
        return term
    found = min(_fitting(term, affixes), default=None)
    return _without_loose_ending(term, affixes) if found is None else found[-1]


def _fitting(term: str, affixes: _Affixes) -> Iterator[tuple[int, int, str]]:
    """The listed roots in *term*, each behind the number of affixes taken off and minus its length."""
    for suffixes, stem in _without_suffixes(term, affixes):
        for prefixes, candidate in _without_prefixes(stem, affixes):
            if candidate in affixes.roots:
                yield prefixes + suffixes, -len(candidate), candidate


def _without_suffixes(term: str, affixes: _Affixes) -> list[tuple[int, str]]:
    """*term* and what may be left of it without suffixes, each with the number taken off."""
    stems = [(0, term)]
    for group in reversed(affixes.suffixes):
        stems += [
            (count + 1, stem[: -len(suffix)])
            for count, stem in stems
            for suffix in group
            if stem.endswith(suffix) and len(stem) - len(suffix) >= _SHORTEST
        ]
    return stems


def _without_prefixes(stem: str, affixes: _Affixes) -> Iterator[tuple[int, str]]:
    """*stem* and what may be left of it without up to three prefixes, each with the number taken off."""
    level = [stem]
    for depth in range(_DEEPEST + 1):
        for candidate in level:
            yield depth, candidate
        level = [rest for candidate in level for rest in _without_one_prefix(candidate, affixes)]


def _without_one_prefix(stem: str, affixes: _Affixes) -> Iterator[str]:
    for prefix, restored in affixes.prefixes:
        if stem.startswith(prefix) and len(stem) - len(prefix) >= _SHORTEST - 1:
            rest = stem[len(prefix) :]
            for letter in restored:
                if len(letter) + len(rest) >= _SHORTEST and (not letter or rest[0] in "aeiou"):
                    yield letter + rest


def _without_loose_ending(term: str, affixes: _Affixes) -> str:
    for ending in affixes.loose:
        if term.endswith(ending) and len(term) - len(ending) >= affixes.loose_rest:
            return term[: -len(ending)]
    return term
