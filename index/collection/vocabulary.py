"""The names that a collection knows: what a typed name means, and how it may go on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice
from typing import Any

from index.collection.names import KnownName, known_name, name_terms, vocabulary_prefix
from index.collection.periods import Ends
from index.collection.query import Period, Words
from index.language import places

MOST_NAMES = 200
"""Names that one typed name may stand for; the later ones of the alphabet are left to their common words."""

MOST_FOLLOWED = 20
"""People whose other names are looked up for one typed name."""


class Vocabulary:
    """The names in one generation of an index; *reader* is a Whoosh reader."""

    def __init__(self, reader: Any) -> None:
        self._reader = reader
        self._countries: dict[Words, frozenset[str]] = {}

    def complete(self, field: str, beginning: str, limit: int) -> list[str]:
        """Names of *field* of which a word begins as *beginning* does, in order of the alphabet."""
        terms = name_terms(beginning)
        *whole, last = terms or ("",)
        found = {known.name for known in self._with(field, tuple(whole), last)}
        return sorted(found, key=str.casefold)[:limit]

    def known(self, field: str, words: Words) -> list[KnownName]:
        """The names of *field* that hold all of *words* side by side.

        Where *words* are the whole name of a body, the bodies with longer names ("Dewan HAM PBB") are others.
        """
        terms = name_terms(words.text.rstrip("*"))
        if not terms:
            return []
        *whole, last = terms
        found = self._with(field, tuple(whole), last)
        if words.kind != "prefix":
            found = (known for known in found if last in name_terms(known.name))
        names = list(islice(dict.fromkeys(found), MOST_NAMES))
        whole_names = [known for known in names if name_terms(known.name) == terms] if field == "org" else []
        return whole_names or names

    def called(self, field: str, words: Words) -> tuple[str, ...]:
        """Every name of *field* that those whom *words* mean go by: other spellings and other names.

        A mere part of a name ("Petrov") is left out, since it may be another person's in another article.
        """
        keys = dict.fromkeys(known.key for known in self.known(field, words))
        names: dict[str, None] = {}
        for key in islice(keys, MOST_FOLLOWED):
            whole = set(name_terms(key))
            for part in sorted(whole):
                for term in self._expand(vocabulary_prefix(field, part)):
                    known = known_name(term)
                    if known.key == key and not set(name_terms(known.name)) < whole:
                        names[known.name] = None
        return tuple(names)

    def _with(self, field: str, whole: tuple[str, ...], last: str) -> Iterator[KnownName]:
        """The names that hold the terms *whole* and then one that begins with *last*."""
        for term in self._expand(vocabulary_prefix(field, whole[0] if whole else last)):
            known = known_name(term)
            terms = name_terms(known.name)
            for i in range(len(terms) - len(whole)):
                if terms[i : i + len(whole)] == whole and terms[i + len(whole)].startswith(last):
                    yield known
                    break

    def _expand(self, prefix: str) -> Iterator[str]:
        for raw in self._reader.expand_prefix("names", prefix):
            yield (raw if isinstance(raw, bytes) else bytes(raw)).decode(errors="surrogatepass")

    def countries(self, words: Words) -> frozenset[str]:
        """ISO 3166-1 alpha-2 codes of the countries that *words* mean, by gazetteer or by names in the articles."""
        if words not in self._countries:
            text = words.text.rstrip("*").strip()
            code = (
                None if words.kind == "prefix" else places.territory(text) or places.territory(text.upper())
            )
            codes = {code} if code else {known.key for known in self.known("country", words)}
            if not codes and len(text) == 2 and text.upper() in self.country_names:
                codes = {text.upper()}
            self._countries[words] = frozenset(codes)
        return self._countries[words]

    @cached_property
    def country_names(self) -> dict[str, tuple[str, ...]]:
        """ISO code → every name that an article gives the country."""
        names: dict[str, set[str]] = {}
        for term in self._expand(vocabulary_prefix("country", "")):
            known = known_name(term)
            names.setdefault(known.key, set()).add(known.name)
        return {code: tuple(sorted(found)) for code, found in names.items()}

    def visits(self, period: Period) -> list[bytes]:
        """The terms of the visits that touch *period*."""
        return [term for term in self._visit_terms if _touches(term, period.ends)]

    @cached_property
    def _visit_terms(self) -> list[bytes]:
        return list(self._reader.lexicon("visit"))


def _touches(term: bytes, ends: Ends) -> bool:
    first, last = ends
    begin, end = term.decode().split("/")
    return (last is None or begin <= last.isoformat()) and (first is None or end >= first.isoformat())


def distinct(names: Iterable[str]) -> tuple[str, ...]:
    """*names* without repeats, in their order."""
    return tuple(dict.fromkeys(names))
