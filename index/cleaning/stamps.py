"""Dates as sites, agencies and content systems stamp them: ``Kamis, 19 Jun 2025 09:39 WIB``, ``19-Sep-19 19:30``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

import msgspec

from index.language import load

_CENTURY = 2000
_PIVOT = 70
"""Two-digit years up to this belong to the 2000s, above it to the 1900s (POSIX strptime has 69)."""


class Stamp(msgspec.Struct, frozen=True):
    """A printed date with its place ``[start, end)`` in the text searched; month and day may be missing.

    ``swapped`` is the date that results if day and month were exchanged on the way, where that is one at all.
    """

    start: int
    end: int
    year: int
    month: int | None = None
    day: int | None = None
    swapped: date | None = None

    @property
    def date(self) -> date | None:
        """The day, or null where the stamp gives less than a day."""
        if self.month is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)

    def partial(self) -> str:
        """``2025-12`` or ``2025``: what is known where the day is not."""
        return f"{self.year:04d}" if self.month is None else f"{self.year:04d}-{self.month:02d}"


@cache
def months() -> dict[str, int]:
    """Every month name, casefolded → 1 to 12."""
    return {**load("calendar_names")["months"], **load("dates")["months"]}


@cache
def weekdays() -> dict[str, int]:
    """Every weekday name, casefolded → 0 for Monday to 6."""
    return {**load("calendar_names")["weekdays"], **load("dates")["weekdays"]}


def alternatives(words: Iterator[str] | list[str] | dict[str, int]) -> str:
    """*words* as an alternation of a regular expression, longest first; a space stands for any white space."""
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))


@cache
def _pattern() -> re.Pattern[str]:
    month = f"(?:{alternatives(months())})"
    initials = "".join(sorted({name[0] for name in months()}))
    return re.compile(
        rf"""(?<![\w/.-])(?=[\d{initials}])(?:
        (?P<y1>(?:19|20)\d\d)[-/](?P<m1>\d{{1,2}})(?:[-/](?P<d1>\d{{1,2}})(?!\d))?
        |(?P<d2>\d{{1,2}})[-/.](?P<m2>\d{{1,2}})[-/.](?P<y2>(?:19|20)\d\d|\d\d(?=\s|$))
        |(?P<d3>\d{{1,2}})(?:\s+|-)(?P<m3>{month})\.?,?(?:\s+|-)(?P<y3>(?:19|20)\d\d|\d\d(?=\s+\d|$))
        |(?P<m4>{month})\.?\s+(?P<d4>\d{{1,2}}),?\s+(?P<y4>(?:19|20)\d\d)
        |(?P<m5>{month})\.?\s+(?P<y5>(?:19|20)\d\d)
        )(?!\d)""",
        re.VERBOSE | re.IGNORECASE,
    )


def stamps(text: str) -> Iterator[Stamp]:
    """The dates stamped in *text*, in order; impossible ones are passed over."""
    for match in _pattern().finditer(text):
        parts = {key[0]: value for key, value in match.groupdict().items() if value is not None}
        year = int(parts["y"])
        if year < 100:
            year += _CENTURY if year <= _PIVOT else _CENTURY - 100
        month = months().get(parts["m"].casefold()) or int(parts["m"])
        day = int(parts["d"]) if "d" in parts else None
        numeric = match["m1"] is not None or match["m2"] is not None
        found = _valid(year, month, day or 1)
        swapped = _valid(year, day, month) if numeric and day is not None and day != month else None
        if found is not None:
            yield Stamp(match.start(), match.end(), year, month, day, swapped)
        elif swapped is not None:
            yield Stamp(match.start(), match.end(), year, swapped.month, swapped.day)


def first_stamp(text: str) -> Stamp | None:
    """The first date stamped in *text*."""
    return next(stamps(text), None)


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
