"""Names as search terms: folded so that the usual spellings of one name meet."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from index.extract.identity import name_key

SEPARATOR = "\x1f"
"""Stands between the parts of a vocabulary term; the folding leaves no control characters in a name."""
KINDS = {"speaker": "s", "person": "p", "country": "c", "org": "o", "place": "l", "source": "u"}
"""Field → its letter in the vocabulary; the capital one stands with words that a name has in its key alone."""
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
    """The entries for *name*, which has that *key*: one for each of its words, and for each that only the key has."""
    clean, kind = name.replace(SEPARATOR, " "), KINDS[field]
    own = set(name_terms(name))
    found_by = [(kind, word) for word in own]
    found_by += [(kind.upper(), word) for word in set(name_terms(key)) - own]
    return [SEPARATOR.join((kind, word, key.replace(SEPARATOR, " "), clean)) for kind, word in found_by]


def names_with_beginning(field: str, beginning: str) -> bytes:
    """What the entries of *field* begin with of names that have a word beginning so."""
    return _encoded(KINDS[field] + SEPARATOR + beginning)


def names_with(field: str, word: str) -> bytes:
    """What the entries of *field* begin with of names that have this *word*."""
    return names_with_beginning(field, word + SEPARATOR)


def names_of_key(field: str, key: str) -> list[bytes]:
    """What the entries of *field* begin with of names that have this *key*, whatever their words."""
    return [
        _encoded(SEPARATOR.join((kind, word, key, "")))
        for word in name_terms(key)[:1]
        for kind in (KINDS[field], KINDS[field].upper())
    ]


def known_name(entry: bytes) -> KnownName:
    """The name that an *entry* of the vocabulary stands for."""
    _, _, key, name = entry.decode(errors="surrogatepass").split(SEPARATOR)
    return KnownName(name, key)


def word_of(entry: bytes) -> str:
    """The word that an *entry* of the vocabulary is found by."""
    return entry.decode(errors="surrogatepass").split(SEPARATOR, 2)[1]


def _encoded(text: str) -> bytes:
    return text.encode(errors="surrogatepass")
