"""Why a calendar expression lies where it does, in words for the reader."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

from index.extract.calendar import Period
from index.messages import M_, MN_, N_, Day, Message

Origin = Literal["published", "spoken", "told"]
"""What days are counted from: publication, when quoted words were spoken, or a day that the text told of before."""

Where = Literal["before", "on or before", "on or after", "after"]
"""How a weekday lies to the day that it is counted from."""

WEEKDAYS = (
    M_("Monday"), M_("Tuesday"), M_("Wednesday"), M_("Thursday"), M_("Friday"), M_("Saturday"), M_("Sunday"),
)  # fmt: skip
"""By :meth:`datetime.date.weekday`."""

AS_WRITTEN = M_("as written")
NO_SUCH_DAY = M_("there is no such day")
YEAR_UNKNOWN = M_("the year is not known")

_STEPS: Mapping[str, tuple[str, str, str, str, str]] = {
    "week": (
        N_("{what} of the week of {day}"),
        N_("{what} of the week before that of {day}"),
        N_("{what} of the week after that of {day}"),
        N_("{what} of the week {count} before that of {day}"),
        N_("{what} of the week {count} after that of {day}"),
    ),
    "month": (
        N_("the month of {day}"),
        N_("the month before that of {day}"),
        N_("the month after that of {day}"),
        N_("the month {count} before that of {day}"),
        N_("the month {count} after that of {day}"),
    ),
    "year": (
        N_("the year of {day}"),
        N_("the year before that of {day}"),
        N_("the year after that of {day}"),
        N_("the year {count} before that of {day}"),
        N_("the year {count} after that of {day}"),
    ),
}
_DAYS: Mapping[Origin, tuple[str, str, str]] = {
    "published": (
        N_("the day of publication, {day}"),
        N_("{days} before the day of publication, {day}"),
        N_("{days} after the day of publication, {day}"),
    ),
    "spoken": (
        N_("the day the words were spoken, {day}"),
        N_("{days} before the day the words were spoken, {day}"),
        N_("{days} after the day the words were spoken, {day}"),
    ),
    "told": (
        N_("the day told of before, {day}"),
        N_("{days} before the day told of before, {day}"),
        N_("{days} after the day told of before, {day}"),
    ),
}
_FROM_DAY: Mapping[Where, str] = {
    "before": N_("{weekday} before {day}"),
    "on or before": N_("{weekday} on or before {day}"),
    "on or after": N_("{weekday} on or after {day}"),
    "after": N_("{weekday} after {day}"),
}
_WITHOUT_YEAR: Mapping[tuple[str, int], str] = {
    ("day", -1): N_("no year given; the last such day up to {day}"),
    ("day", 0): N_("no year given; the day nearest to {day}"),
    ("day", 1): N_("no year given; a planned day on or after {day}"),
    ("month", -1): N_("no year given; the last such month up to {day}"),
    ("month", 0): N_("no year given; the month nearest to {day}"),
    ("month", 1): N_("no year given; a planned month on or after {day}"),
}
_PARTS = {
    "first": N_("{why}, its first ten days"),
    "middle": N_("{why}, its middle ten days"),
    "last": N_("{why}, its last ten days"),
}


def day_value(day: date) -> Day:
    """*day* as a value of a message."""
    return Day(day.isoformat())


def in_steps(unit: Literal["month", "year"], shift: int, anchor: date) -> Message:
    """The *unit* that lies *shift* units from that of *anchor*."""
    template = _STEPS[unit][_direction_and_size(shift)]
    return M_(template, count=abs(shift), day=day_value(anchor))


def in_weeks(what: Message, shift: int, anchor: date) -> Message:
    """Days, *what*, of the week that lies *shift* weeks from that of *anchor*."""
    template = _STEPS["week"][_direction_and_size(shift)]
    return M_(template, what=what, count=abs(shift), day=day_value(anchor))


def _direction_and_size(shift: int) -> int:
    """Index of a template in :data:`_STEPS`."""
    if shift == 0:
        return 0
    return (1 if shift < 0 else 2) + (2 if abs(shift) > 1 else 0)


def from_day(where: Where, weekday: int, day: date) -> Message:
    """The nearest *weekday* that lies so to *day*."""
    return M_(_FROM_DAY[where], weekday=WEEKDAYS[weekday], day=day_value(day))


def in_days(origin: Origin, offset: int, anchor: date) -> Message:
    """The day that lies *offset* days from *anchor*."""
    which = 0 if offset == 0 else 1 if offset < 0 else 2
    days = MN_("{count} day", "{count} days", count=abs(offset))
    return M_(_DAYS[origin][which], days=days, day=day_value(anchor))


def without_year(unit: Literal["day", "month"], direction: int, anchor: date) -> Message:
    """How the year of a *unit* without one was found; *direction* is −1 for the past, 1 for what is to come."""
    return M_(_WITHOUT_YEAR[unit, direction], day=day_value(anchor))


def part_of_month(why: Message, part: str) -> Message:
    """*why* of a month of which only the ``first``, ``middle`` or ``last`` ten days are meant."""
    return M_(_PARTS[part], why=why)


def placed(why: Message, period: Period) -> Message:
    """*why* with the result: ``Monday on or after 2021-03-19 = 2021-03-22``."""
    first, last = day_value(period.first), day_value(period.last)
    if first == last:
        return M_("{why} = {day}", why=why, day=first)
    return M_("{why} = {first} to {last}", why=why, first=first, last=last)
