"""Calendar expressions placed on the calendar, with the reasoning in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import msgspec

from index.extract import calendar, date_reasons
from index.extract.calendar import Period, days_between, one_day, safe_date
from index.extract.date_context import Context, Tense
from index.extract.date_reading import Reading
from index.extract.date_reasons import AS_WRITTEN, NO_SUCH_DAY, WEEKDAYS, YEAR_UNKNOWN, day_value
from index.facts import DateMethod
from index.messages import M_, Message

_FUTURE_WEIGHT = 2
"""News looks back more than ahead: without a cue a day to come must be twice as near as the past one."""
_NEAR = 31
"""Within so many days of publication a wrong weekday is a slip of the pen and tells nothing of the year."""
_SATURDAY = 5
_BESIDE: tuple[tuple[int, date_reasons.Where], ...] = ((0, "on or before"), (-1, "before"), (1, "after"))
"""Days from a dated weekday at which another one may be placed by it, and how that is told."""
_NO_ANCHOR = M_("no year, and the day of publication is not known")
_JUST_BEGUN = 7
"""A planned day may lie so many days before publication: the plan is under way."""


class Resolution(msgspec.Struct):
    """Where an expression lies; ``period`` is null where that cannot be told."""

    period: Period | None
    method: DateMethod
    why: Message
    """How it was placed, or why it cannot be; without the result."""
    anchor: date | None = None
    conflict: Message | None = None

    @property
    def reasoning(self) -> Message:
        """Why and the result: ``Monday on or after 2021-03-19 = 2021-03-22``."""
        return self.why if self.period is None else date_reasons.placed(self.why, self.period)


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
            return self._checked(reading, found, method, AS_WRITTEN)
        if self.last_possible is None:
            return Resolution(None, "inferred year", _NO_ANCHOR)
        candidates = self._candidates(day, month, _direction(reading, tense))
        if not candidates:
            return Resolution(None, "inferred year", NO_SUCH_DAY)
        chosen = candidates[0]
        why = date_reasons.without_year("day", _direction(reading, tense), self.last_possible)
        near = abs(days_between(chosen, self.last_possible)) <= _NEAR
        if reading.weekday is not None and chosen.weekday() != reading.weekday and not near:
            agreeing = [day for day in candidates if day.weekday() == reading.weekday]
            if agreeing:
                chosen = agreeing[0]
                why = M_(
                    "no year given; in this one the day is a {weekday}", weekday=WEEKDAYS[reading.weekday]
                )
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

    def _checked(self, reading: Reading, day: date | None, method: DateMethod, why: Message) -> Resolution:
        if day is None:
            return Resolution(None, method, NO_SUCH_DAY)
        conflict = None
        if reading.weekday is not None and day.weekday() != reading.weekday:
            conflict = M_(
                "{day} is a {weekday}, the text says {other}",
                day=day_value(day), weekday=WEEKDAYS[day.weekday()], other=WEEKDAYS[reading.weekday],
            )  # fmt: skip
        return Resolution(one_day(day), method, why, None, conflict)

    def _weekday(self, reading: Reading, context: Context) -> Resolution:
        anchor, weekday = self.published, reading.weekday or 0
        name = WEEKDAYS[weekday]
        if anchor is None:
            return self._weekday_by_another(reading, context)
        if reading.week_shift is not None:
            day = calendar.step(calendar.week(anchor, reading.week_shift).first, weekday)
            why = date_reasons.in_weeks(name, reading.week_shift, anchor)
        elif reading.shift == 0:
            day = calendar.step(calendar.week(anchor, 0).first, weekday)
            why = date_reasons.in_weeks(name, 0, anchor)
        elif reading.shift is not None:
            find = calendar.weekday_after if reading.shift > 0 else calendar.weekday_before
            day = find(anchor, weekday, strictly=True)
            why = date_reasons.from_day("after" if reading.shift > 0 else "before", weekday, anchor)
        elif context.tense(reading) == "planned":
            day = calendar.weekday_after(anchor, weekday, strictly=False)
            why = date_reasons.from_day("on or after", weekday, anchor)
        else:
            day = calendar.weekday_before(anchor, weekday, strictly=False)
            why = date_reasons.from_day("on or before", weekday, anchor)
        return Resolution(one_day(day), "weekday", why, anchor)

    def _weekday_by_another(self, reading: Reading, context: Context) -> Resolution:
        """A weekday counted from a dated one, where the day of publication is not known.

        A planned one lies on or after that; any other only if it is the day before or after, since the article may
        be of either week.
        """
        stated, weekday = context.stated_weekday(reading), reading.weekday or 0
        plain = reading.shift is None and reading.week_shift is None
        if stated is not None and plain and context.tense(reading) == "planned":
            day = calendar.weekday_after(stated, weekday, strictly=False)
            why = date_reasons.from_day("on or after", weekday, stated)
            return Resolution(one_day(day), "weekday", why, stated)
        if stated is not None and plain:
            for offset, where in _BESIDE:
                day = calendar.step(stated, offset)
                if day.weekday() == weekday:
                    why = date_reasons.from_day(where, weekday, stated)
                    return Resolution(one_day(day), "weekday", why, stated)
        why = M_("{weekday}, but the day of publication is not known", weekday=WEEKDAYS[weekday])
        return Resolution(None, "weekday", why)

    def _deictic(self, reading: Reading, context: Context) -> Resolution:
        anchor, origin = context.spoken_on(reading)
        offset = -(reading.number or 0) if reading.kind == "ago" else reading.shift or 0
        if anchor is None:
            why = (
                M_("counted in days, but the day of publication is not known")
                if origin == "published"
                else M_("counted in days, but spoken on a day that is not given")
            )
            return Resolution(None, "relative", why)
        day = calendar.step(anchor, offset)
        return Resolution(one_day(day), "relative", date_reasons.in_days(origin, offset, anchor), anchor)

    def _narrative(self, reading: Reading, context: Context) -> Resolution:
        before = context.told_before(reading)
        told = self._day(before, context.tense(before)).period if before is not None else None
        if told is None:
            return Resolution(None, "relative", M_("counted from a day that is not told"))
        day, offset = calendar.step(told.first, reading.shift or 0), reading.shift or 0
        why = date_reasons.in_days("told", offset, told.first)
        return Resolution(one_day(day), "relative", why, told.first)

    # Weeks, months, years. ---------------------------------------------------------------------------------------

    def _week(self, reading: Reading, context: Context) -> Resolution:
        if self.published is None:
            why = M_("counted in weeks, but the day of publication is not known")
            return Resolution(None, "relative", why)
        shift = reading.shift or 0
        if reading.kind == "weekend" and shift == 0 and self.published.weekday() < _SATURDAY:
            tense = context.tense(reading)
            if tense == "unsaid":
                return Resolution(None, "relative", M_("the weekend before or after publication"))
            shift = 0 if tense == "planned" else -1
        make = calendar.weekend if reading.kind == "weekend" else calendar.week
        period = make(self.published, shift)
        what = M_("Saturday and Sunday") if reading.kind == "weekend" else M_("Monday to Sunday")
        why = date_reasons.in_weeks(what, shift, self.published)
        return Resolution(period, "relative", why, self.published)

    def _month(self, reading: Reading, context: Context) -> Resolution:
        if reading.month is None:
            resolution = self._shifted_month(reading)
        else:
            resolution = self._named_month(reading, context.tense(reading))
        if reading.part is not None and resolution.period is not None:
            resolution.period = calendar.third_of_month(resolution.period, reading.part)
            resolution.why = date_reasons.part_of_month(resolution.why, reading.part)
        return resolution

    def _shifted_month(self, reading: Reading) -> Resolution:
        anchor = self.last_possible if self._month_known else None
        if anchor is None or not 2 <= anchor.year <= 9998:
            why = M_("counted in months, but the month of publication is not known")
            return Resolution(None, "relative", why)
        period = calendar.month(anchor.year, anchor.month + (reading.shift or 0))
        return Resolution(
            period, "relative", date_reasons.in_steps("month", reading.shift or 0, anchor), anchor
        )

    def _named_month(self, reading: Reading, tense: Tense) -> Resolution:
        number = reading.month or 1
        year = self._year_said(reading)
        if year is not None:
            method: DateMethod = "explicit" if reading.year is not None else "inferred year"
            period = calendar.month(year, number)
            return Resolution(period, method, AS_WRITTEN)
        anchor = self.last_possible
        if anchor is None:
            return Resolution(None, "inferred year", _NO_ANCHOR)
        if anchor.month == number and reading.shift in (None, 0):
            period = calendar.month(anchor.year, number)
            why = M_("no year given; the month of {day}", day=day_value(anchor))
            return Resolution(period, "inferred year", why, anchor)
        day = 1 if number > anchor.month else calendar.month(anchor.year, number).last.day
        direction = _direction(reading, tense)
        candidates = self._candidates(min(day, 28), number, direction)
        if not candidates:
            return Resolution(None, "inferred year", YEAR_UNKNOWN)
        period = calendar.month(candidates[0].year, number)
        return Resolution(
            period, "inferred year", date_reasons.without_year("month", direction, anchor), anchor
        )

    def _year(self, reading: Reading) -> Resolution:
        year = self._year_said(reading)
        if year is None:
            why = M_("counted in years, but the year of publication is not known")
            return Resolution(None, "relative", why)
        period = calendar.year(year)
        if reading.year is not None:
            return Resolution(period, "explicit", AS_WRITTEN)
        assert self.last_possible is not None, "a year that is counted has what it is counted from"
        why = date_reasons.in_steps("year", reading.shift or 0, self.last_possible)
        return Resolution(period, "relative", why, self.last_possible)

    def _part(self, reading: Reading) -> Resolution:
        year = self._year_said(reading)
        if reading.number is None or reading.months is None or year is None:
            return Resolution(None, "relative", M_("no definite days"))
        period = calendar.part_of_year(year, reading.number, reading.months)
        method: DateMethod = "explicit" if reading.year is not None else "relative"
        why = M_(
            "{months} months, number {number} of {year}",
            months=reading.months, number=reading.number, year=str(year),
        )  # fmt: skip
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
            return Resolution(None, end.method, M_("the end lies before the beginning"))
        period = Period(start.period.first, end.period.last, end.period.precision)
        return Resolution(period, end.method, end.why, end.anchor, start.conflict or end.conflict)

    def _one_end(self, reading: Reading, tense: Tense) -> Resolution:
        if reading.kind == "day":
            return self._day(reading, tense)
        if reading.kind == "year":
            year = self._year_said(reading)
            if year is None:
                return Resolution(None, "relative", YEAR_UNKNOWN)
            return Resolution(calendar.year(year), "explicit", AS_WRITTEN)
        return self._named_month(reading, tense)


def _direction(reading: Reading, tense: Tense) -> int:
    """−1 for the past, 1 for what is to come, 0 where neither words nor tense say."""
    if reading.shift is not None:
        return max(-1, min(1, reading.shift))
    return {"planned": 1, "past": -1, "reported": 0, "unsaid": 0}[tense]
