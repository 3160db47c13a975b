"""When an article was published, and what says so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

import msgspec

from index.cleaning.stamps import Stamp, alternatives, first_stamp, months, stamps, weekdays
from index.language import load
from index.messages import M_, Message

_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-]?(\d\d)[/-]?(\d\d)(?=\D|\d{4,})")
_CLAUSE = re.compile(r"[^.;!?\"“”]*$")


class Publication(msgspec.Struct, frozen=True):
    """The day, or only the year or month (``within``), with the words that gave it and notes for the reader."""

    day: str | None = None
    within: str | None = None
    evidence: str | None = None
    notes: tuple[Message, ...] = ()


def of_record(printed: str, text: str, url: str | None) -> Publication:
    """From the date field of a record; day and month are put right where address or text show them exchanged."""
    stamp = first_stamp(printed)
    if stamp is None:
        return Publication()
    return _of_stamp(stamp, printed, text, url)


def of_line(stamp: Stamp, line: str, text: str) -> Publication:
    """From a *line* that holds *stamp*."""
    return _of_stamp(stamp, line, text, None)


def of_dateline(printed: str, year: int | None) -> Publication:
    """From the day that a dateline names, which mostly lacks its year."""
    stamp = first_stamp(printed)
    if stamp is None and year is not None:
        stamp = first_stamp(f"{printed}/{year}" if "/" in printed else f"{printed} {year}")
    if stamp is None or stamp.date is None:
        return Publication()
    return Publication(stamp.date.isoformat(), None, printed)


def of_copyright(body: str, within: str, evidence: str) -> Publication:
    """From the year or month *within*, which *evidence* gave, and a weekday with day and month in *body*.

    ``Jumat (28/3)`` and ``© 2025`` give 28 March 2025, because that was a Friday. Of several such days the last
    counts that the text does not speak of as to come; unless the text also reports on another weekday without its
    date, which then may be the day of publication.
    """
    best: tuple[date, str] | None = None
    for day, words, planned in _reported_days(body, int(within[:4])):
        if not planned and day.isoformat().startswith(within) and (best is None or day > best[0]):
            best = day, words
    if best is None or _other_weekday(body, best[0]):
        return Publication(within=within, evidence=evidence)
    return Publication(best[0].isoformat(), None, f"{best[1]} + {evidence}")


def _of_stamp(stamp: Stamp, printed: str, text: str, url: str | None) -> Publication:
    day = stamp.date
    if day is None:
        return Publication(within=stamp.partial(), evidence=printed)
    if stamp.swapped is None or not _is_exchanged(day, stamp.swapped, text, url):
        return Publication(day.isoformat(), None, printed)
    note = M_("day and month of “{printed}” are exchanged, as its address or text show", printed=printed)
    return Publication(stamp.swapped.isoformat(), None, printed, (note,))


def _is_exchanged(day: date, swapped: date, text: str, url: str | None) -> bool:
    """Whether the address names *swapped*, or *text* reports on that day, with its right weekday, and not on *day*."""
    in_address = _IN_ADDRESS.search(url or "")
    if in_address is not None:
        address = "-".join(in_address.groups())
        return address == swapped.isoformat() != day.isoformat()
    reported = {other for other, _, planned in _reported_days(text, day.year) if not planned}
    return swapped in reported and day not in reported and all(stamp.date != day for stamp in stamps(text))


@cache
def _weekday_and_day() -> re.Pattern[str]:
    days, names = alternatives(weekdays()), alternatives(months())
    return re.compile(
        rf"\b(?P<weekday>{days}),?\s*\(?(?P<day>\d{{1,2}})(?:/(?P<month>\d{{1,2}})|\s+(?P<name>{names}))"
        r"(?:[/ ](?P<year>(?:19|20)\d\d))?(?!\d)\)?",
        re.IGNORECASE,
    )


@cache
def _bare_weekday() -> re.Pattern[str]:
    """A weekday between commas or before a full stop, as agencies date what was said: ``di Jakarta, Rabu.``"""
    return re.compile(rf",\s(?P<weekday>(?i:{alternatives(weekdays())}))(?=\.|,\s[^\d(])")


def _other_weekday(body: str, day: date) -> bool:
    return any(
        weekdays()[match["weekday"].casefold()] != day.weekday() for match in _bare_weekday().finditer(body)
    )


@cache
def _planned() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives(load('dates')['tense']['planned'])})\b", re.IGNORECASE)


def _reported_days(body: str, year: int) -> Iterator[tuple[date, str, bool]]:
    """Days that *body* gives with their weekday, if that is the right one in *year* or the year given; and whether
    the words before it speak of something planned.
    """
    for match in _weekday_and_day().finditer(body):
        month = months()[match["name"].casefold()] if match["name"] else int(match["month"])
        try:
            day = date(int(match["year"] or year), month, int(match["day"]))
        except ValueError:
            continue
        if day.weekday() == weekdays()[match["weekday"].casefold()]:
            clause = _CLAUSE.search(body, max(0, match.start() - 200), match.start())
            yield day, match[0], clause is not None and _planned().search(clause[0]) is not None
