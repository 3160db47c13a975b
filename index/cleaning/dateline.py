"""The dateline before the first words of an article: ``Beijing (ANTARA) -``, ``**JAKARTA, KOMPAS.com** -``."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from index.cleaning.stamps import alternatives, months
from index.language import load
from index.language.places import city_country, territory

_LONGEST = 90
"""No dateline is longer than this many characters."""
_FIRST_WITHOUT_OUTLET = 5
"""Of the patterns, the first whose outlet, if any, is not a known one."""
_SENTENCE = re.compile(r"[.!?…][\"”’)]*(?:\s|$)")


class Dateline(msgspec.Struct, frozen=True):
    """What a dateline says; ``end`` is the offset in the line where the article's first words begin."""

    end: int
    place: str | None = None
    source: str | None = None
    day: str | None = None
    """The date in it, as printed."""


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    words = load("furniture")
    word = r"[A-Z][^\W\d_]*(?:[.'’-][^\W\d_]+)*\.?"
    place = rf"(?P<place>{word}(?:[ \xa0]{word}){{0,3}}(?:,[ \xa0]{word}(?:[ \xa0]{word}){{0,2}})?)"
    capitals = r"(?P<place>[A-Z]{3,}(?:[ \xa0.'-]+[A-Z]{2,}){0,3})"
    agency = rf"\((?P<source>(?i:{alternatives(words['agencies'])})\b[^()]{{0,30}})\)"
    outlet = rf"(?P<source>[A-Za-z0-9]+\.(?i:com|co\.id|id|co|net|tv|news)\b|(?i:{alternatives(words['outlets'])})\b)"
    day = rf"(?:,?[ \xa0](?P<day>\d{{1,2}}(?:/\d{{1,2}}|[ \xa0](?i:{alternatives(months())}))(?:[/ \xa0]\d{{4}})?))?"
    dash = r"\s*(?:\*\*)?\s*(?:--?|–|—)\s*"
    start = r"\*{0,2}\s*"
    return tuple(
        re.compile(start + body)
        for body in (
            rf"{place}\*{{0,2}}{day},?\s*\*{{0,2}}{agency}(?:{dash}|[ \xa0])",
            rf"{place}{day},\s*{outlet}{dash}",
            rf"{outlet},\s*{place}{day}{dash}",
            rf"{outlet}{dash}",
            rf"{outlet},\s*(?P<place>[A-Z][a-z]+)(?=[A-Z][a-z])",
            rf"{place}\*{{0,2}}{day}\s*\((?P<source>[A-Z]{{2,8}})\){dash}(?=[A-Z\"“‘*])",
            rf"{capitals}{day}{dash}(?=[\w\"“‘*])",
            rf"{place}{day}{dash}(?=[A-Z\"“‘*])",
        )
    )


def read(line: str) -> Dateline | None:
    """The dateline at the head of *line*, or null where there is none."""
    head = line[: _LONGEST * 2]
    for number, pattern in enumerate(_patterns()):
        match = pattern.match(head)
        if match is None or match.end() > _LONGEST or match.end() >= len(line):
            continue
        found = match.groupdict()
        if number >= _FIRST_WITHOUT_OUTLET and not _is_place_line(
            found["place"], match[0], line[match.end() :]
        ):
            continue
        return Dateline(match.end(), found.get("place"), _as_written(found.get("source")), found.get("day"))
    return None


def read_alone(line: str) -> str | None:
    """The place where *line* is nothing but the place of a dateline, its dash standing on the next line."""
    if len(line) > 40 or not re.fullmatch(r"[A-Z][^\W\d_]+(?:[ ,.'-]+[A-Z][^\W\d_]+){0,3}", line):
        return None
    return line


def _is_place_line(place: str, matched: str, rest: str) -> bool:
    """Whether a bare name and a dash are a dateline and not two countries named side by side."""
    if _SENTENCE.search(rest) is None or re.search(r"\s[-–—]|[-–—]\s", matched) is None:
        return False  # a headline
    following = re.match(r"[^\W\d_]+", rest)
    if following is not None and territory(following[0]) is not None:
        return False
    return (
        territory(place) is not None or city_country(place) is not None or place.isalpha() or place.isupper()
    )


def _as_written(source: str | None) -> str | None:
    """*source* as its outlet writes itself, where that is known."""
    if source is None:
        return None
    words = load("furniture")
    known = {**words["outlets"], **words["agencies"]}
    return str(known.get(source.casefold(), source))
