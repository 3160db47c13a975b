"""Names as search terms: folded so that the usual spellings of one name meet."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from index.extract.identity import name_key

SEPARATOR = "\x1f"
"""Stands between the parts of a vocabulary term; the folding leaves no control characters in a name."""
KINDS = {"speaker": "s", "person": "p", "country": "c", "org": "o", "place": "l", "source": "u"}
"""Field → its letter in the vocabulary."""
NAME_FIELDS = frozenset(KINDS) - {"country"}
"""Fields that hold names word by word; a country stands in the index by its code."""

_INITIALS = {"f": "fp", "h": "hk", "i": "iey", "u": "uo"}
"""What the usual romanisations make one at the beginning of a word (``name_key``): Phnom and Fnom, Khan and Han."""


class KnownName(NamedTuple):
    """An entry of the vocabulary: a name as articles write it, and the key of whom or what it names."""

    name: str
    key: str


@lru_cache(maxsize=1 << 16)
def name_terms(name: str) -> tuple[str, ...]:
    """The search terms of a *name*, romanisations made one; empty where it has no letters or digits."""
    return tuple(name_key(name).split())


def initials(key: str) -> str:
    """The letters that a word may begin with whose search term as a name begins as *key* does."""
    return _INITIALS.get(key[0], key[0])


def vocabulary_terms(field: str, name: str, key: str) -> list[str]:
    """The terms under which *name* is found by the beginning of any of its words, and of those of its *key*."""
    clean = name.replace(SEPARATOR, " ")
    found_by = {*name_terms(name), *name_terms(key)}
    return [SEPARATOR.join((KINDS[field], term, key.replace(SEPARATOR, " "), clean)) for term in found_by]


def vocabulary_prefix(field: str, term: str) -> str:
    """What the vocabulary terms of *field* for names with a word beginning with *term* begin with."""
    return KINDS[field] + SEPARATOR + term


def known_name(term: str) -> KnownName:
    """The entry that a vocabulary term stands for."""
    _, _, key, name = term.split(SEPARATOR)
    return KnownName(name, key)
