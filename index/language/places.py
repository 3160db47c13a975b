"""The gazetteer: names of territories, cities, regions, seas and buildings as Indonesian papers write them.

The data stand in TOML files beside this module. ``territories.toml`` and ``cities.toml`` are generated from CLDR and
GeoNames (see :mod:`index.language.generate`); what those lack is kept by hand in the other files. TOML was kept for
the cities too, since the whole gazetteer of some two thousand names loads in about 15 ms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Literal

import msgspec

from index.language import load

PlaceKind = Literal["country", "capital", "city", "region", "sea", "building"]

_WORD = re.compile(r"[^\W\d_]+(?:['’‘`][^\W\d_]+)*|\d+|[^\w\s]|_")
"""The token pattern of :class:`index.extract.tokens.Tokens`; a test holds the two together."""
_APOSTROPHES = str.maketrans("’‘`", "'''")
_NO_CODE = "none"
"""Stands in the tables for a place that crosses borders or has no code."""


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """One name of a place."""

    name: str
    """The name as listed."""
    kind: PlaceKind
    country: str | None = None
    """ISO 3166-1 alpha-2 code of the territory that it is or lies in; null where it crosses borders."""
    exact: bool = False
    """An abbreviation: counts only where it is written just so."""
    ambiguous: bool = False
    """Also a person's name, another place's or an ordinary word: needs a context such as a preposition or an office."""
    loose: bool = False
    """A by-name that another country could claim ("Negeri Jiran")."""
    historic: bool = False
    """A state that is no more; the code is that of its successor."""


def words(name: str) -> tuple[str, ...]:
    """*name* cut into tokens as the extraction cuts text, apostrophes made plain, case kept."""
    return tuple(_WORD.findall(name.translate(_APOSTROPHES)))


def territory(name: str) -> str | None:
    """ISO 3166-1 alpha-2 code of the territory called *name*, or null; case counts for abbreviations only."""
    key, codes = words(name), _territories()
    code = codes.get(key) or codes.get(tuple(map(str.casefold, key)))
    return None if code == _NO_CODE else code


def city_country(name: str) -> str | None:
    """ISO 3166-1 alpha-2 code of the territory that the city, region, sea or building *name* lies in, or null."""
    place = find(name)
    return place.country if place is not None and place.kind != "country" else None


def find(name: str) -> Place | None:
    """The place called *name*, or null; case counts for abbreviations only."""
    key = words(name)
    table = gazetteer()
    return table.get(key) or table.get(tuple(word.casefold() for word in key))


def entries() -> Iterator[tuple[tuple[str, ...], Place]]:
    """All names for a token trie: the name's tokens and the place.

    The tokens keep their case where ``place.exact``, otherwise they are casefolded. A name stands once (an exact
    spelling may repeat the letters of a casefolded one); where it means several places, a country wins over a capital,
    a capital over a city, a city over the rest.
    """
    return iter(gazetteer().items())


@cache
def _territories() -> Mapping[tuple[str, ...], str]:
    """The countries of :func:`gazetteer` with their codes: a search for a country need not wait for all of it."""
    territories, more = load("territories"), load("territories_supplement")
    codes: dict[tuple[str, ...], str] = {}
    for table in (more["exact"], territories["territories"], more["territories"], more["historic"]):
        for code, names in table.items():
            for name in names:
                key = words(name)
                codes.setdefault(key if table is more["exact"] else tuple(map(str.casefold, key)), code)
    return codes


@cache
def gazetteer() -> Mapping[tuple[str, ...], Place]:
    """The table behind :func:`entries`, read once."""
    territories, more = load("territories"), load("territories_supplement")
    cities, more_cities = load("cities"), load("cities_supplement")
    regions = load("regions")
    unsure = frozenset(name for table in (more, more_cities, regions) for name in table["ambiguous"]["names"])
    dropped = frozenset(more_cities["dropped"]["names"])
    loose = frozenset(more["loose"]["names"])
    found: dict[tuple[str, ...], Place] = {}

    def put(
        kind: PlaceKind, names: Mapping[str, list[str]], *, exact: bool = False, historic: bool = False
    ) -> None:
        for code, listed in names.items():
            for name in listed:
                key = words(name)
                if not exact:
                    key = tuple(word.casefold() for word in key)
                if key not in found:
                    found[key] = Place(
                        name=name, kind=kind, country=None if code == _NO_CODE else code, exact=exact,
                        ambiguous=name in unsure, loose=name in loose, historic=historic,
                    )  # fmt: skip

    put("country", more["exact"], exact=True)
    put("country", territories["territories"])
    put("country", more["territories"])
    put("country", more["historic"], historic=True)
    put("capital", {code: [name] for code, name in cities["capitals"].items()})
    put("capital", more_cities["capitals"])
    put("city", {"ID": more_cities["indonesia"]["cities"]})
    put("city", more_cities["cities"])
    put("region", {"ID": more_cities["indonesia"]["provinces"]})
    put("region", regions["regions"])
    put("city", cities["exonyms"])
    put("city", {code: [n for n in names if n not in dropped] for code, names in cities["cities"].items()})
    put("sea", regions["seas"])
    put("building", regions["buildings"])
    nouns = regions["airport_nouns"]["names"]
    for code, names in regions["airports"].items():
        put("building", {code: [f"{noun} {name}" for noun in nouns for name in names]})
    return found
