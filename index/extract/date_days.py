"""The part of the date grammar that reads days: dates, weekdays and days counted from today."""

from __future__ import annotations

from index.extract.date_reading import Reading
from index.extract.date_tokens import TokenReader

_LONGEST_LIST = 12
"""Tokens of a list of weekdays that are searched for the word that makes it recur."""


class DayGrammar(TokenReader):
    """Every ``read_…`` tries to read one kind of expression at a token and gives null where there is none."""

    def read_weekday(self, start: int, i: int) -> Reading | None:
        """From token *i*, a weekday: with its date, with a shift, or alone; the expression begins at *start*."""
        lower, words = self.lower, self.words
        weekday = words.weekdays[lower[i]]
        stop = self._second_weekday(i + 1)
        dated = self._dated_weekday(stop)
        if dated is not None and (dated.last is None) is (stop == i + 1):
            dated.start, dated.weekday = start, weekday if dated.last is None else None
            return dated
        if not self.text[i][0].isupper() or self._recurs(start):
            return None
        if start and lower[start - 1] in words.names_before:
            return None
        if stop > i + 1 and not lower[i + 1].isalpha():
            return None
        following = i + 1
        if following < self.size and (lower[following] in words.names_after or lower[following] == "-"):
            return None
        return self._weekday_alone(start, i, weekday)

    def _recurs(self, i: int) -> bool:
        """Whether the weekday at *i* is one of those that "setiap" says: ``setiap Jumat, Sabtu dan Minggu``."""
        for before in range(i - 1, max(-1, i - 1 - _LONGEST_LIST), -1):
            word = self.lower[before]
            if word not in self.words.weekdays and word not in self.words.listing:
                return word in self.words.recurring
        return False

    def _weekday_alone(self, start: int, i: int, weekday: int) -> Reading:
        stop = self.skip_part_of_day(i + 1)
        reading = Reading(kind="weekday", rule="weekday", start=start, stop=i + 1, weekday=weekday)
        if stop < self.size and self.words.units.get(self.lower[stop]) == "week":
            shift = self.shift(stop + 1)
            if shift is not None:
                reading.week_shift, reading.stop = shift
                reading.rule = "weekday of a week"
                return reading
        shift = self.shift(stop)
        if shift is not None:
            reading.shift, reading.stop = shift
            reading.rule = "weekday with a direction"
        return reading

    def _dated_weekday(self, i: int) -> Reading | None:
        """The date that a weekday is followed by: ``(28/3)``, ``, 20 Juni 2025``, ``malam (18/9/2019)``."""
        i = self._skip_time(i)
        if self.stands_at(i, ","):
            i = self._skip_time(i + 1)
        if i < self.size and self.words.units.get(self.lower[i]) == "date":
            i += 1
        bracket = self.stands_at(i, "(")
        if bracket:
            i += 1
        reading = self.read_day_and_month(i, i) or self._slashed(i, i)
        if reading is None:
            return None
        reading.rule = "weekday and date"
        if bracket and self.stands_at(reading.stop, ")"):
            reading.stop = self._skip_week(self.skip_direction(reading.stop + 1))
        return reading

    def _skip_week(self, i: int) -> int:
        """The token after a week that only says again when the day before *i* is: ``Kamis (15/5) pekan lalu``."""
        if i < self.size and self.words.units.get(self.lower[i]) == "week":
            shift = self.shift(i + 1)
            return i if shift is None else shift[1]
        return i

    def _skip_time(self, i: int) -> int:
        """The token after a part of the day, a direction and a time zone: ``dinihari WIB``, ``malam lalu``."""
        i = self.skip_part_of_day(i)
        shift = self.shift(i)
        if shift is not None:
            i = shift[1]
        elif i < self.size and self.lower[i] in self.words.days:
            i += 1
        while i < self.size and self.lower[i] in self.words.zones:
            i += 1
        return i

    def _second_weekday(self, i: int) -> int:
        """The token after ``-Senin`` in ``Minggu-Senin (6-7/7/2025)``, else *i*."""
        joined = i < self.size and (
            self.lower[i] in self.words.range_words or self.lower[i] in self.words.pair_words
        )
        return i + 2 if joined and i + 1 < self.size and self.lower[i + 1] in self.words.weekdays else i

    def read_day_and_month(self, start: int, i: int) -> Reading | None:
        """``31 Maret``, ``18-20 Juni 2025``, ``3 dan 4 Juni``; the expression begins at *start*."""
        day = self.day(i)
        if day is None or i + 1 >= self.size:
            return None
        if (month := self.month_name(i + 1)) is not None:
            if start == i and i and self.lower[i - 1] in self.words.names_before:
                return None
            return self.with_year("date", start, i + 2, day, month)
        if (
            self.words.units.get(self.lower[i + 1]) == "month"
            and (month := self.month_name(i + 2)) is not None
        ):
            return self.with_year("date", start, i + 3, day, month)
        last_at = self._end_of_days(i, day)
        if last_at is None or (month := self.month_name(last_at + 1)) is None:
            return None
        last = self.with_year("date", last_at, last_at + 2, self.day(last_at), month)
        first = Reading(kind="day", rule="days of a month", start=start, stop=last.stop, day=day, month=month)
        first.year, first.year_shift, first.shift, first.last = last.year, last.year_shift, last.shift, last
        if last.day is not None and last.day > day + 1 and self.lower[i + 1] in self.words.pair_words:
            first.rule, first.last, first.stop = "one of two dates", None, i + 1
        return first

    def _end_of_days(self, i: int, day: int) -> int | None:
        """The token of the last day in ``18-20``, ``3 dan 4``, ``16, 17 dan 18`` (days that follow one another)."""
        after = i + 2 if self.lower[i + 1] in self.words.pair_words else self.range_word(i + 1)
        if after is not None:
            return after if (self.day(after) or 0) > day else None
        last = None
        while self.stands_at(i + 1, ","):
            after = i + 3 if i + 2 < self.size and self.lower[i + 2] in self.words.pair_words else i + 2
            if self.day(after) != day + 1:
                break
            i, day, last = after, day + 1, after
        if last is not None and i + 2 < self.size and self.lower[i + 1] in self.words.pair_words:
            last = i + 2 if self.day(i + 2) == day + 1 else last
        return last

    def with_year(self, rule: str, start: int, stop: int, day: int | None, month: int) -> Reading:
        """A day or month with the year or the direction that follows at *stop*."""
        reading = Reading(
            kind="month" if day is None else "day", rule=rule, start=start, stop=stop, month=month
        )
        reading.day = day
        unit = stop < self.size and self.words.units.get(self.lower[stop]) == "year"
        after = stop + 1 if unit else stop
        year = self.year(after)
        if year is not None and not (unit is False and self.counts(after + 1)):
            reading.year, reading.stop = year, self.skip_direction(after + 1)
            return reading
        shift = self.shift(after)
        if shift is not None:
            if unit:
                reading.year_shift, reading.stop = shift
            else:
                reading.shift, reading.stop = shift
        return reading

    def read_numeric_day(self, i: int, start: int | None = None) -> Reading | None:
        """``28/3/2025``; without its year only after a word that names a day: ``hari ini (28/3)``, ``tanggal 28/3``.

        *start* is the token of the word "tanggal", where the figures follow it.
        """
        reading = self._slashed(i, i if start is None else start)
        if reading is None or reading.year is not None or start is not None or self._in_brackets(reading):
            return reading
        return None

    def _in_brackets(self, reading: Reading) -> bool:
        before = reading.start - 2
        if before < 0 or not (self.stands_at(before + 1, "(") and self.stands_at(reading.stop, ")")):
            return False
        word = self.lower[before]
        return word in self.words.days or word in self.words.shifts or word in self.words.parts_of_day

    def _slashed(self, i: int, start: int) -> Reading | None:
        """``28/3``, ``18/06/2025``, ``6-7/7/2025``."""
        day = self.day(i)
        if day is None:
            return None
        first_day = None
        if self.stands_at(i + 1, "-", "–") and self.stands_at(i + 3, "/"):
            first_day, day, i = day, self.day(i + 2), i + 2
        separator = self.lower[i + 1] if i + 2 < self.size else ""
        month = self.day(i + 2) if separator in ("/", "-", ".") else None
        if day is None or month is None or month > 12:
            return None
        stop, year = i + 3, None
        if self.stands_at(stop, separator) and stop + 1 < self.size and self.lower[stop + 1].isdecimal():
            year = self.year(stop + 1) or (self.short_year(stop + 1) if separator == "/" else None)
            stop += 2
        if year is None and separator != "/":
            return None
        last = Reading(
            kind="day", rule="date in figures", start=start, stop=stop, day=day, month=month, year=year
        )
        if first_day is None:
            return last
        first = Reading(
            kind="day", rule="days in figures", start=start, stop=stop, day=first_day, month=month
        )
        first.year, first.last = year, last
        return first

    def read_iso(self, i: int) -> Reading | None:
        """``2025-03-28``."""
        year = self.year(i)
        if year is None or not (
            self.stands_at(i + 1, "-") and self.stands_at(i + 3, "-") and i + 4 < self.size
        ):
            return None
        month, day = self.day(i + 2), self.day(i + 4)
        if month is None or day is None or month > 12 or not (self.glued[i + 2] and self.glued[i + 4]):
            return None
        return Reading(kind="day", rule="ISO date", start=i, stop=i + 5, day=day, month=month, year=year)

    def read_deictic(self, i: int) -> Reading | None:
        """``kemarin``, ``besok pagi``, ``lusa``."""
        if self.hyphen_before(i) or self.stands_at(i + 1, "-"):
            return None
        offset = self.words.days[self.lower[i]]
        if offset == -1 and i + 1 < self.size and self.words.days.get(self.lower[i + 1]) == 2:
            return Reading(kind="deictic", rule="day from now", start=i, stop=i + 2, shift=-2)
        stop = i + 1
        if (
            stop < self.size
            and self.words.units.get(self.lower[stop]) == "day"
            and self.stands_at(stop + 1, ",", "(")
        ):
            stop += 1
        return Reading(kind="deictic", rule="day from now", start=i, stop=stop, shift=offset)

    def read_part_of_day(self, i: int) -> Reading | None:
        """``malam ini``."""
        stop = self.skip_part_of_day(i)
        shift = self.shift(stop)
        if shift is None or shift[0] != 0 or self.hyphen_before(i) or self.amount_before(i):
            return None
        return Reading(kind="deictic", rule="part of today", start=i, stop=shift[1], shift=0)

    def read_days_ago(self, i: int) -> Reading | None:
        """``dua hari lalu``; longer spans are only a measure of time."""
        number = int(self.lower[i]) if self.lower[i].isdigit() else self.words.numbers.get(self.lower[i])
        if number is None or i + 2 >= self.size or self.words.units.get(self.lower[i + 1]) != "day":
            return None
        shift = self.shift(i + 2)
        if shift is None or shift[0] != -1 or (i and self.lower[i - 1] in self.words.amounts):
            return None
        return Reading(kind="ago", rule="days ago", start=i, stop=shift[1], number=number)

    def read_phrase(self, i: int) -> Reading | None:
        """``nanti malam``, counted from today; ``keesokan harinya``, counted from the day told of before."""
        for phrase, offset in self.words.narrative.get(self.lower[i], ()):
            if tuple(self.lower[i : i + len(phrase)]) == phrase:
                return Reading(
                    kind="narrative", rule="day of the story", start=i, stop=i + len(phrase), shift=offset
                )
        for phrase, offset in self.words.day_phrases.get(self.lower[i], ()):
            if tuple(self.lower[i : i + len(phrase)]) == phrase:
                return Reading(
                    kind="deictic", rule="part of today", start=i, stop=i + len(phrase), shift=offset
                )
        return None
