"""Calendar arithmetic of the date grammar: days, weeks from Monday to Sunday, months, years and their parts."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import msgspec

from index.facts import Precision


class Period(msgspec.Struct, frozen=True):
    """The days from ``first`` to ``last``, both inclusive."""

    first: date
    last: date
    precision: Precision = "day"

    def __str__(self) -> str:
        return f"{self.first}" if self.first == self.last else f"{self.first} to {self.last}"


def safe_date(year: int, month: int, day: int) -> date | None:
    """The day, or null where the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def one_day(day: date) -> Period:
    return Period(day, day)


def step(day: date, days: int) -> date:
    """*day* moved by *days*, held within the years that dates can have."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def week(anchor: date, offset: int) -> Period:
    """The week from Monday to Sunday that lies *offset* weeks from that of *anchor*."""
    monday = step(anchor, 7 * offset - anchor.weekday())
    return Period(monday, step(monday, 6), "week")


def weekend(anchor: date, offset: int) -> Period:
    """Saturday and Sunday of that week; a weekend is placed, though not to the day."""
    sunday = week(anchor, offset).last
    return Period(step(sunday, -1), sunday, "week")


def month(year: int, number: int) -> Period:
    """The month *number* of *year*; numbers below 1 and above 12 count on into other years."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    return Period(date(year, number, 1), date(year, number, monthrange(year, number)[1]), "month")


def third_of_month(whole: Period, part: str) -> Period:
    """The ``first``, ``middle`` or ``last`` ten days of a month, the last with what is left over.

    By this convention "awal", "pertengahan" and "akhir" are placed, since papers do not say more.
    """
    first = whole.first
    if part == "first":
        return Period(first, first.replace(day=10), "week")
    if part == "middle":
        return Period(first.replace(day=11), first.replace(day=20), "week")
    return Period(first.replace(day=21), whole.last, "week")


def year(number: int) -> Period:
    return Period(date(number, 1, 1), date(number, 12, 31), "year")


def part_of_year(number: int, part: int, months: int) -> Period:
    """The *part*-th stretch of so many *months* in year *number*, counted from 1."""
    first = month(number, (part - 1) * months + 1).first
    return Period(first, month(number, part * months).last, "month")


def weekday_before(anchor: date, weekday: int, *, strictly: bool) -> date:
    """The last *weekday* (Monday = 0) before *anchor*, or on it unless *strictly*."""
    return step(anchor, -((anchor.weekday() - weekday) % 7 or (7 if strictly else 0)))


def weekday_after(anchor: date, weekday: int, *, strictly: bool) -> date:
    """The next *weekday* after *anchor*, or on it unless *strictly*."""
    return step(anchor, (weekday - anchor.weekday()) % 7 or (7 if strictly else 0))


def days_between(first: date, last: date) -> int:
    """Whole days from *first* to *last*, negative when *last* is earlier."""
    return (last - first) // timedelta(days=1)
