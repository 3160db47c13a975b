"""The names that a collection knows: what a typed name means, and how it may go on."""

from __future__ import annotations

import heapq
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cached_property
from itertools import islice
from typing import Protocol, TypeVar

from index.collection.names import (
    KnownName,
    known_name,
    name_terms,
    names_of_key,
    names_with,
    names_with_beginning,
    word_of,
)
from index.collection.query import Period, Words
from index.collection.schema import KEYS
from index.collection.searching.patience import Patience
from index.language import places

MOST_NAMES = 200
"""Names that one typed name may stand for; the later ones of the alphabet are left to their common words."""

MOST_FOLLOWED = 20
"""People whose other names are looked up for one typed name."""

MOST_WEIGHED = 10_000
"""Words, or entries for one word, among which the commonest names are chosen; about 1 µs each."""
_A_UNIT = 32
"""Terms that take as long as a unit of :class:`~index.collection.searching.patience.Patience`."""

_LIKENESS = 0.75
"""Likeness (``difflib``'s ratio) from which a word is taken for a mistyped one: one letter of four may be wrong."""
_SURE_LETTERS = 2
"""Letters at the beginning of a mistyped name that are taken to be right."""

_MOST_KEPT = 256
"""Answers of a kind that are kept; when there are more, all are forgotten."""

_Asked = TypeVar("_Asked")
_Answer = TypeVar("_Answer")


class Counted(Protocol):
    """A term that was found."""

    @property
    def documents(self) -> int:
        """Documents with it, deleted ones included."""


class Terms(Protocol):
    """The terms of one segment of an index."""

    def __len__(self) -> int:
        """How many there are, of all fields."""

    def find(self, field: str, term: bytes) -> Counted | None:
        """The term of that *field*, if there is one."""

    def beginning(self, field: str, prefix: bytes) -> Iterator[tuple[bytes, int, int]]:
        """The terms of *field* that begin with *prefix*, in order, each with place and length of its statistics."""

    def counted(self, field: str, prefix: bytes, limit: int) -> list[tuple[bytes, int]]:
        """The first *limit* terms of *field* that begin with *prefix*, each with the number of documents that have it.

        Deleted documents count as well.
        """


class Vocabulary:
    """The names in one generation of an index, given the terms of each of its segments.

    Answers are kept. What may take long asks the *patience* given to it, and raises Cancelled where that ends.
    """

    def __init__(self, segments: Sequence[Terms]) -> None:
        self._segments = segments
        self._suggested: dict[tuple[str, tuple[str, ...], int], list[str]] = {}
        self._known: dict[tuple[str, Words], list[KnownName]] = {}
        self._called: dict[Words, tuple[str, ...]] = {}
        self._countries: dict[Words, frozenset[str]] = {}

    def suggest(self, field: str, beginning: str, limit: int, patience: Patience) -> list[str]:
        """Names of *field* of which a word begins as *beginning* does; where none does, those spelt most alike.

        Names in most articles come first.
        """
        if limit < 1:
            return []
        terms = name_terms(beginning)
        found = self._suggested.get((field, terms, limit))
        if found is None:
            found = self._beginning(field, terms, limit, patience) or self._alike(
                field, terms, limit, patience
            )
            _keep(self._suggested, (field, terms, limit), found)
        return list(found)

    def _beginning(self, field: str, terms: tuple[str, ...], limit: int, patience: Patience) -> list[str]:
        *whole, last = terms or ("",)
        if whole:
            counts = self._weighed(names_with(field, self._rarest(field, whole)), patience)
            return _commonest({name for name in counts if _holds(name, terms, open_end=True)}, counts, limit)
        best: list[str] = []
        counts = {}
        for word, most in self._words(field, last, patience).most_common():
            if len(best) == limit and most <= counts[best[-1]]:
                break
            found = self._weighed(names_with(field, word), patience)
            counts.update(found)
            best = _commonest({*best, *found}, counts, limit)
        return best

    def _alike(self, field: str, terms: tuple[str, ...], limit: int, patience: Patience) -> list[str]:
        """Names with words like those of *terms*, those with most of them first."""
        names: dict[str, int] = {}
        shared: Counter[str] = Counter()
        for term in terms:
            words = self._words(field, term[:_SURE_LETTERS], patience)
            meant: dict[str, int] = {}
            for word in get_close_matches(term, words, cutoff=_LIKENESS):
                meant.update(self._weighed(names_with(field, word), patience))
            names.update(meant)
            shared.update(meant.keys())
        most = max(shared.values(), default=0)
        return _commonest({name for name in shared if shared[name] == most}, names, limit)

    def known(self, field: str, words: Words, patience: Patience) -> list[KnownName]:
        """The names of *field* that hold all of *words* side by side.

        Where *words* are the whole name of a body, the bodies with longer names ("Dewan HAM PBB") are others.
        """
        found = self._known.get((field, words))
        if found is None:
            found = _keep(self._known, (field, words), self._look_up(field, words, patience))
        return found

    def _look_up(self, field: str, words: Words, patience: Patience) -> list[KnownName]:
        is_prefix = words.kind == "prefix"
        terms = name_terms(words.text.rstrip("*"))
        whole = terms[:-1] if is_prefix else terms
        if whole:
            beginning = names_with(field, self._rarest(field, whole))
        elif terms:
            beginning = names_with_beginning(field, terms[-1])
        else:
            return []
        entries = (known_name(entry) for entry in self._entries(beginning, patience))
        if len(terms) > 1:
            entries = (known for known in entries if _holds(known.name, terms, open_end=is_prefix))
        names = list(islice(_distinct(entries), MOST_NAMES))
        whole_names = [known for known in names if name_terms(known.name) == terms] if field == "org" else []
        return whole_names or names

    def names_of(self, words: Words, patience: Patience) -> tuple[str, ...]:
        """Every name that those whom *words* mean go by: other spellings and other names; empty for other fields.

        A mere part of a name ("Petrov") is left out, since it may be another person's in another article.
        """
        found = self._called.get(words)
        if found is None:
            names: dict[str, None] = {}
            if words.field == "country":
                for code in sorted(self.countries(words, patience)):
                    names.update(dict.fromkeys(self.country_names.get(code, ())))
            elif words.field in KEYS:
                names.update(self._called_alike(words.field, words, patience))
            found = _keep(self._called, words, tuple(names))
        return found

    def _called_alike(self, field: str, words: Words, patience: Patience) -> dict[str, None]:
        names: dict[str, None] = {}
        keys = dict.fromkeys(known.key for known in self.known(field, words, patience))
        for key in islice(keys, MOST_FOLLOWED):
            whole = set(name_terms(key))
            for beginning in names_of_key(field, key):
                for term in self._entries(beginning, patience):
                    name = known_name(term).name
                    if not set(name_terms(name)) < whole:
                        names[name] = None
        return names

    def name_of(self, field: str, key: str, patience: Patience) -> str:
        """The name by which most articles call whom or what *key* stands for, the longest of several; else *key*."""
        names: dict[str, int] = {}
        for beginning in names_of_key(field, key):
            names.update(self._weighed(beginning, patience))
        return max(names, key=lambda name: (names[name], len(name), name), default=key)

    def countries(self, words: Words, patience: Patience) -> frozenset[str]:
        """ISO 3166-1 alpha-2 codes of the countries that *words* mean, by gazetteer or by names in the articles."""
        codes = self._countries.get(words)
        if codes is None:
            text = words.text.rstrip("*").strip()
            code = (
                None if words.kind == "prefix" else places.territory(text) or places.territory(text.upper())
            )
            found = {code} if code else {known.key for known in self.known("country", words, patience)}
            if not found and len(text) == 2 and text.upper() in self.country_names:
                found = {text.upper()}
            codes = _keep(self._countries, words, frozenset(found))
        return codes

    @cached_property
    def country_names(self) -> dict[str, tuple[str, ...]]:
        """ISO code → every name that an article gives the country."""
        names: dict[str, set[str]] = {}
        for segment in self._segments:
            for term, _, _ in segment.beginning("names", names_with_beginning("country", "")):
                known = known_name(term)
                names.setdefault(known.key, set()).add(known.name)
        return {code: tuple(sorted(found)) for code, found in names.items()}

    def visits(self, period: Period) -> list[bytes]:
        """The terms of the visits that touch *period*."""
        first, last = (day.isoformat().encode() if day else None for day in period.ends)
        terms = self._visit_terms
        if last is not None:
            terms = terms[: bisect_right(terms, last, key=_first_day)]
        return [term for term in terms if first is None or term[_LAST_DAY:] >= first]

    @cached_property
    def _visit_terms(self) -> list[bytes]:
        """The terms of all visits, ``first/last`` in ISO dates, in order of the first day."""
        return sorted({term for segment in self._segments for term, _, _ in segment.beginning("visit", b"")})

    def _entries(self, beginning: bytes, patience: Patience) -> Iterator[bytes]:
        """The entries that begin with *beginning*, in order."""
        last = None
        for term, _, _ in heapq.merge(*(each.beginning("names", beginning) for each in self._segments)):
            patience.spend()
            if term != last:
                yield term
            last = term

    def _rarest(self, field: str, words: Sequence[str]) -> str:
        """The one of *words* that the names of fewest articles hold."""
        if field == "country":  # stands in the index by its code, so nothing tells
            return max(words, key=len)
        return min(words, key=lambda word: sum(self._documents_with(field, word)))

    def _documents_with(self, field: str, word: str) -> Iterator[int]:
        for segment in self._segments:
            term = segment.find(field, word.encode(errors="surrogatepass"))
            yield term.documents if term is not None else 0

    def _words(self, field: str, beginning: str, patience: Patience) -> Counter[str]:
        """The words of names that begin so, with the number of articles that have them."""
        words: Counter[str] = Counter()
        if field == "country":
            for entry, count in self._counted("names", names_with_beginning(field, beginning), patience):
                words[word_of(entry)] += count
        else:
            for term, count in self._counted(field, beginning.encode(errors="surrogatepass"), patience):
                words[term.decode(errors="surrogatepass")] += count
        return words

    def _weighed(self, beginning: bytes, patience: Patience) -> dict[str, int]:
        """The names in the entries that begin with *beginning*, with the number of articles that have them."""
        names: Counter[str] = Counter()
        for entry, count in self._counted("names", beginning, patience):
            names[known_name(entry).name] += count
        return names

    def _counted(self, field: str, beginning: bytes, patience: Patience) -> Iterator[tuple[bytes, int]]:
        """The terms of *field* that begin so, each with the number of articles of a segment that have it.

        The largest segments come first, since their commonest terms are most likely those of all.
        """
        left = MOST_WEIGHED
        for segment in sorted(self._segments, key=len, reverse=True):
            found = segment.counted(field, beginning, left)
            patience.spend(1 + len(found) // _A_UNIT)
            left -= len(found)
            yield from found


_LAST_DAY = len("2025-03-28/")


def _first_day(visit: bytes) -> bytes:
    return visit[: _LAST_DAY - 1]


def _commonest(names: Collection[str], counts: Mapping[str, int], limit: int) -> list[str]:
    return heapq.nsmallest(limit, names, key=lambda name: (-counts[name], name.casefold(), name))


def _distinct(known: Iterable[KnownName]) -> Iterator[KnownName]:
    seen: set[KnownName] = set()
    for one in known:
        if one not in seen:
            seen.add(one)
            yield one


def _holds(name: str, wanted: tuple[str, ...], *, open_end: bool) -> bool:
    """Whether *wanted* stand side by side in *name*; with *open_end* the last is a beginning."""
    terms = name_terms(name)
    *whole, last = wanted
    for i in range(len(terms) - len(whole)):
        word = terms[i + len(whole)]
        ends = word.startswith(last) if open_end else word == last
        if ends and list(terms[i : i + len(whole)]) == whole:
            return True
    return False


def _keep(kept: dict[_Asked, _Answer], asked: _Asked, answer: _Answer) -> _Answer:
    if len(kept) >= _MOST_KEPT:
        kept.clear()
    kept[asked] = answer
    return answer
