"""Calendar expressions placed on the calendar, with the reasoning in words."""

from __future__ import annotations

from calendar import day_name
from collections.abc import Callable
from datetime import date

import msgspec

from index.extract import calendar
from index.extract.calendar import Period, days_between, one_day, safe_date
from index.extract.date_context import Context, Tense
from index.extract.date_reading import Reading
from index.facts import DateMethod

_FUTURE_WEIGHT = 2
"""News looks back more than ahead: without a cue a day to come must be twice as near as the past one."""
_NEAR = 31
"""Within so many days of publication a wrong weekday is a slip of the pen and tells nothing of the year."""
_SATURDAY = 5
_JUST_BEGUN = 7
"""A planned day may lie so many days before publication: the plan is under way."""


class Resolution(msgspec.Struct):
    """Where an expression lies; ``period`` is null where that cannot be told."""

    period: Period | None
    method: DateMethod
    why: str
    """How it was placed, or why it cannot be; without the result."""
    anchor: date | None = None
    conflict: str | None = None

    @property
    def reasoning(self) -> str:
        """Why and the result: ``Monday on or after 2021-03-19 → 2021-03-22``."""
        return self.why if self.period is None else f"{self.why} → {self.period}"


class Resolver:
    """Places the expressions of one article.

    *published* is ``YYYY-MM-DD``; where only ``YYYY-MM`` or ``YYYY`` is known, years and months are completed from it
    and nothing that needs the day is.
    """

    def __init__(self, published: str | None) -> None:
        self.published: date | None = None
        self.last_possible: date | None = None
        self._only_year: int | None = None
        self._month_known = True
        numbers = [int(number) for number in (published or "").split("-") if number.isdecimal()]
        if len(numbers) == 3:
            self.published = self.last_possible = safe_date(numbers[0], numbers[1], numbers[2])
        elif numbers and 1 <= numbers[0] <= 9998:
            month = numbers[1] if len(numbers) == 2 and 1 <= numbers[1] <= 12 else 12
            self.last_possible = calendar.month(numbers[0], month).last
            self._only_year, self._month_known = numbers[0], len(numbers) == 2

    def resolve(self, reading: Reading, context: Context) -> Resolution:
        """The place of *reading*; what it says of a direction goes before the tense of its clause."""
        if reading.kind == "day" and reading.day is not None:
            return (
                self._range(reading, context) if reading.last else self._day(reading, context.tense(reading))
            )
        if reading.kind in ("month", "third", "year") and reading.last is not None:
            return self._range(reading, context)
        simple: dict[str, Callable[[Reading, Context], Resolution]] = {
            "weekday": self._weekday,
            "deictic": self._deictic,
            "ago": self._deictic,
            "narrative": self._narrative,
            "week": self._week,
            "weekend": self._week,
            "month": self._month,
            "third": self._month,
            "year": lambda whole, _: self._year(whole),
            "part": lambda whole, _: self._part(whole),
        }
        return simple[reading.kind](reading, context)

    # Days. -------------------------------------------------------------------------------------------------------

    def _day(self, reading: Reading, tense: Tense) -> Resolution:
        day, month = reading.day or 0, reading.month or 0
        year = self._year_said(reading)
        if year is not None:
            found = safe_date(year, month, day)
            method: DateMethod = "explicit" if reading.year is not None else "inferred year"
            return self._checked(reading, found, method, "as written")
        if self.last_possible is None:
            return Resolution(None, "inferred year", "no year, and the day of publication is not known")
        candidates = self._candidates(day, month, _direction(reading, tense))
        if not candidates:
            return Resolution(None, "inferred year", "there is no such day")
        chosen, why = candidates[0], _no_year("day", _direction(reading, tense), self.last_possible)
        near = abs(days_between(chosen, self.last_possible)) <= _NEAR
        if reading.weekday is not None and chosen.weekday() != reading.weekday and not near:
            agreeing = [day for day in candidates if day.weekday() == reading.weekday]
            if agreeing:
                chosen = agreeing[0]
                why = f"no year given; in this one the day is a {day_name[reading.weekday]}"
        resolution = self._checked(reading, chosen, "inferred year", why)
        resolution.anchor = self.last_possible
        return resolution

    def _candidates(self, day: int, month: int, direction: int) -> list[date]:
        """The day in the years round publication, the likeliest first; *direction* is −1 past, 1 to come, 0 unsaid."""
        anchor = self.last_possible
        if anchor is None:
            return []
        years = (
            [self._only_year]
            if self._only_year
            else range(max(1, anchor.year - 1), min(9999, anchor.year + 1) + 1)
        )
        days = [found for year in years if (found := safe_date(year, month, day)) is not None]

        def unlikely(candidate: date) -> tuple[bool, int]:
            ahead = days_between(anchor, candidate)
            if direction > 0:
                return ahead < -_JUST_BEGUN, abs(ahead)
            if direction < 0:
                return ahead > 0, abs(ahead)
            return False, ahead * _FUTURE_WEIGHT if ahead > 0 else -ahead

        return sorted(days, key=unlikely)

    def _checked(self, reading: Reading, day: date | None, method: DateMethod, why: str) -> Resolution:
        if day is None:
            return Resolution(None, method, "there is no such day")
        conflict = None
        if reading.weekday is not None and day.weekday() != reading.weekday:
            conflict = f"{day} is a {day_name[day.weekday()]}, the text says {day_name[reading.weekday]}"
        return Resolution(one_day(day), method, why, None, conflict)

    def _weekday(self, reading: Reading, context: Context) -> Resolution:
        anchor, weekday = self.published, reading.weekday or 0
        name = day_name[weekday]
        if anchor is None:
            return Resolution(None, "weekday", f"{name}, but the day of publication is not known")
        if reading.week_shift is not None:
            day = calendar.step(calendar.week(anchor, reading.week_shift).first, weekday)
            why = f"{name} of the week{_steps(reading.week_shift)} {anchor}"
        elif reading.shift == 0:
            day = calendar.step(calendar.week(anchor, 0).first, weekday)
            why = f"{name} of the week of {anchor}"
        elif reading.shift is not None:
            find = calendar.weekday_after if reading.shift > 0 else calendar.weekday_before
            day = find(anchor, weekday, strictly=True)
            why = f"{name} {'after' if reading.shift > 0 else 'before'} {anchor}"
        elif context.tense(reading) == "planned":
            day = calendar.weekday_after(anchor, weekday, strictly=False)
            why = f"{name} on or after {anchor}"
        else:
            day = calendar.weekday_before(anchor, weekday, strictly=False)
            why = f"{name} on or before {anchor}"
        return Resolution(one_day(day), "weekday", why, anchor)

    def _deictic(self, reading: Reading, context: Context) -> Resolution:
        anchor, why = context.spoken_on(reading)
        offset = -(reading.number or 0) if reading.kind == "ago" else reading.shift or 0
        if anchor is None:
            why = "the day of publication is not known" if why == "published" else why
            return Resolution(None, "relative", f"counted in days, but {why}")
        day = calendar.step(anchor, offset)
        return Resolution(one_day(day), "relative", f"{_days_from(offset)}{_DAYS[why]}, {anchor}", anchor)

    def _narrative(self, reading: Reading, context: Context) -> Resolution:
        before = context.told_before(reading)
        told = self._day(before, context.tense(before)).period if before is not None else None
        if told is None:
            return Resolution(None, "relative", "counted from a day that is not told")
        day, offset = calendar.step(told.first, reading.shift or 0), reading.shift or 0
        why = f"{_days_from(offset)}the day told of before, {told.first}"
        return Resolution(one_day(day), "relative", why, told.first)

    # Weeks, months, years. ---------------------------------------------------------------------------------------

    def _week(self, reading: Reading, context: Context) -> Resolution:
        if self.published is None:
            return Resolution(None, "relative", "counted in weeks, but the day of publication is not known")
        shift = reading.shift or 0
        if reading.kind == "weekend" and shift == 0 and self.published.weekday() < _SATURDAY:
            tense = context.tense(reading)
            if tense == "unsaid":
                return Resolution(None, "relative", "the weekend before or after publication")
            shift = 0 if tense == "planned" else -1
        make = calendar.weekend if reading.kind == "weekend" else calendar.week
        period = make(self.published, shift)
        what = "Saturday and Sunday" if reading.kind == "weekend" else "Monday to Sunday"
        why = f"{what} of the week{_steps(shift)} {self.published}"
        return Resolution(period, "relative", why, self.published)

    def _month(self, reading: Reading, context: Context) -> Resolution:
        if reading.month is None:
            resolution = self._shifted_month(reading)
        else:
            resolution = self._named_month(reading, context.tense(reading))
        if reading.part is not None and resolution.period is not None:
            resolution.period = calendar.third_of_month(resolution.period, reading.part)
            resolution.why += f", its {reading.part} ten days"
        return resolution

    def _shifted_month(self, reading: Reading) -> Resolution:
        anchor = self.last_possible if self._month_known else None
        if anchor is None or not 2 <= anchor.year <= 9998:
            return Resolution(
                None, "relative", "counted in months, but the month of publication is not known"
            )
        period = calendar.month(anchor.year, anchor.month + (reading.shift or 0))
        return Resolution(period, "relative", f"the month{_steps(reading.shift or 0)} {anchor}", anchor)

    def _named_month(self, reading: Reading, tense: Tense) -> Resolution:
        number = reading.month or 1
        year = self._year_said(reading)
        if year is not None:
            method: DateMethod = "explicit" if reading.year is not None else "inferred year"
            period = calendar.month(year, number)
            return Resolution(period, method, "as written")
        anchor = self.last_possible
        if anchor is None:
            return Resolution(None, "inferred year", "no year, and the day of publication is not known")
        if anchor.month == number and reading.shift in (None, 0):
            period = calendar.month(anchor.year, number)
            return Resolution(period, "inferred year", f"no year given; the month of {anchor}", anchor)
        day = 1 if number > anchor.month else calendar.month(anchor.year, number).last.day
        direction = _direction(reading, tense)
        candidates = self._candidates(min(day, 28), number, direction)
        if not candidates:
            return Resolution(None, "inferred year", "the year is not known")
        period = calendar.month(candidates[0].year, number)
        return Resolution(period, "inferred year", _no_year("month", direction, anchor), anchor)

    def _year(self, reading: Reading) -> Resolution:
        year = self._year_said(reading)
        if year is None:
            return Resolution(None, "relative", "counted in years, but the year of publication is not known")
        period = calendar.year(year)
        if reading.year is not None:
            return Resolution(period, "explicit", "as written")
        why = f"the year{_steps(reading.shift or 0)} {self.last_possible}"
        return Resolution(period, "relative", why, self.last_possible)

    def _part(self, reading: Reading) -> Resolution:
        year = self._year_said(reading)
        if reading.number is None or reading.months is None or year is None:
            return Resolution(None, "relative", "no definite days")
        period = calendar.part_of_year(year, reading.number, reading.months)
        method: DateMethod = "explicit" if reading.year is not None else "relative"
        why = f"{reading.months} months, number {reading.number} of {year}"
        return Resolution(period, method, why, None if reading.year else self.last_possible)

    def _year_said(self, reading: Reading) -> int | None:
        """The year that the words give, by its number or counted from publication."""
        if reading.year is not None:
            return reading.year
        steps = reading.shift if reading.kind in ("year", "part") else reading.year_shift
        if steps is None or self.last_possible is None:
            return None
        year = self.last_possible.year + steps
        return year if 1 <= year <= 9999 else None

    # Ranges. -----------------------------------------------------------------------------------------------------

    def _range(self, reading: Reading, context: Context) -> Resolution:
        """Both ends; an end without a year has the other's, or is the nearest that keeps them in order."""
        last = msgspec.structs.replace(reading.last) if reading.last else reading
        first = msgspec.structs.replace(reading, last=None)
        if last.shift is None:
            last.shift = first.shift
        tense = context.tense(reading)
        end = self._one_end(last, tense)
        if end.period is None:
            return end
        if first.year is None and first.year_shift is None:
            year = end.period.first.year
            later = (first.month or 1, first.day or 1) > (last.month or 12, last.day or 31)
            first.year = year - 1 if later else year
            if reading.year is None and reading.kind == "year":
                first.year = year
        start = self._one_end(first, tense)
        if start.period is None:
            return start
        if start.period.first > end.period.last:
            return Resolution(None, end.method, "the end lies before the beginning")
        period = Period(start.period.first, end.period.last, end.period.precision)
        return Resolution(period, end.method, end.why, end.anchor, start.conflict or end.conflict)

    def _one_end(self, reading: Reading, tense: Tense) -> Resolution:
        if reading.kind == "day":
            return self._day(reading, tense)
        if reading.kind == "year":
            year = self._year_said(reading)
            if year is None:
                return Resolution(None, "relative", "the year is not known")
            return Resolution(calendar.year(year), "explicit", "as written")
        return self._named_month(reading, tense)


def _no_year(what: str, direction: int, anchor: date | None) -> str:
    """How the year of a *what* without one was found."""
    chosen = {
        -1: f"the last such {what} up to",
        1: f"a planned {what} on or after",
        0: f"the {what} nearest to",
    }
    return f"no year given; {chosen[direction]} {anchor}"


def _direction(reading: Reading, tense: Tense) -> int:
    """−1 for the past, 1 for what is to come, 0 where neither words nor tense say."""
    if reading.shift is not None:
        return max(-1, min(1, reading.shift))
    return {"planned": 1, "past": -1, "reported": 0, "unsaid": 0}[tense]


_DAYS = {"published": "the day of publication", "spoken": "the day the words were spoken"}


def _days_from(offset: int) -> str:
    """What stands before the day that others are counted from: ``1 day after ``, ``2 days before ``."""
    if offset == 0:
        return ""
    return f"{abs(offset)} {'day' if abs(offset) == 1 else 'days'} {'before' if offset < 0 else 'after'} "


def _steps(offset: int) -> str:
    """What stands between "the week" and the day whose week it is, or that it is counted from."""
    if offset == 0:
        return " of"
    number = "" if abs(offset) == 1 else f" {abs(offset)}"
    return f"{number} {'before' if offset < 0 else 'after'} that of"
