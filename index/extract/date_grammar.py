"""Calendar expressions as they are written: what the words say, before anything is counted from the day of writing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec

from index.extract.date_words import DateWords, date_words
from index.extract.tokens import Tokens

Kind = Literal["day", "weekday", "deictic", "ago", "week", "weekend", "month", "third", "year", "part"]

_FIRST_YEAR, _LAST_YEAR = 1000, 2199
_FIRST_BARE_YEAR, _LAST_BARE_YEAR = 1900, 2099
"""Only such a number is taken for a year where no word says so."""


class Reading(msgspec.Struct, kw_only=True):
    """One expression: the tokens ``[start, stop)`` and what they say; what they leave open is null.

    ``shift`` counts units from the present one (``pekan lalu`` −1, ``bulan ini`` 0), days for a ``deictic``; for the
    other kinds its sign says before or after. ``last`` is the other end of a range.
    """

    kind: Kind
    rule: str
    start: int
    stop: int
    day: int | None = None
    month: int | None = None
    year: int | None = None
    weekday: int | None = None
    shift: int | None = None
    year_shift: int | None = None
    week_shift: int | None = None
    part: str | None = None
    number: int | None = None
    months: int | None = None
    last: Reading | None = None


class Grammar:
    """The grammar over the tokens of one article."""

    def __init__(self, tokens: Tokens) -> None:
        self.words: DateWords = date_words()
        self.text, self.lower, self.glued = tokens.text, tokens.lower, tokens.glued
        self.sentence = tokens.sentence
        self.size = len(tokens)

    def readings(self) -> Iterator[Reading]:
        """All expressions in text order, none overlapping another."""
        openers = self.words.openers
        done = 0
        for i, word in enumerate(self.lower):
            if i >= done and (word in openers or word.isdigit()) and word.isascii() | (word in openers):
                reading = self.read(i)
                if reading is not None:
                    yield reading
                    done = reading.stop

    def read(self, i: int) -> Reading | None:
        """The expression that begins with token *i*, with the other end of its range, or null."""
        reading = self._single(i)
        if reading is None:
            return None
        if reading.kind == "deictic":
            return self._with_apposition(reading)
        if reading.last is None and (after := self._range_word(reading.stop)) and after < self.size:
            last = self._single(after)
            if last is not None and _joins(reading, last) and self.sentence[i] == self.sentence[last.stop - 1]:
                reading.last, reading.stop, reading.rule = last, last.stop, f"{reading.rule} to {last.rule}"
        return reading

    # What a token can begin. -------------------------------------------------------------------------------------

    def _single(self, i: int) -> Reading | None:
        words, word = self.words, self.lower[i]
        if word.isdigit():
            return self._number(i)
        if word in words.weekdays and (word not in words.units or self._is_sunday(i)):
            return self._weekday(i, i)
        if word in words.full_months:
            return self._month(i, i)
        if word in words.days:
            return self._deictic_word(i)
        if word in words.parts:
            return self._part(i)
        if word in words.units:
            return self._unit(i)
        if self._part_of_day(i):
            return self._this_part_of_day(i)
        return self._days_ago(i)

    def _number(self, i: int) -> Reading | None:
        word = self.lower[i]
        if len(word) == 4:
            return self._iso(i) or self._bare_year(i)
        if len(word) <= 2:
            return self._day_and_month(i, i) or self._numeric_day(i) or self._days_ago(i)
        return None

    def _is_sunday(self, i: int) -> bool:
        """Whether the word that means both Sunday and week is the day: in capitals, and no shift of weeks follows."""
        if not self.text[i][0].isupper() or self._amount_before(i):
            return False
        opens_sentence = i == 0 or self.sentence[i - 1] != self.sentence[i]
        return not (opens_sentence and self._shift(i + 1) is not None)

    def _unit(self, i: int) -> Reading | None:
        unit = self.words.units[self.lower[i]]
        following = i + 1
        if following >= self.size:
            return None
        if unit == "day":
            if self.lower[following] in self.words.weekdays:
                return self._weekday(i, following)
            if self._shift(following) == (0, following + 1) and not self._hyphen_before(i):
                return Reading(kind="deictic", rule="hari ini", start=i, stop=following + 1, shift=0)
            return None
        if unit == "date":
            return self._day_and_month(i, following) or self._numeric_day(following, i)
        if unit == "month" and self.lower[following] in self.words.full_months:
            return self._month(i, following)
        if unit in ("half", "quarter", "third"):
            return self._part_of_year(i, unit)
        if self._amount_before(i) or self._hyphen_before(i):
            return None
        if unit == "year" and (year := self._year(following)) is not None:
            return self._year_reading(i, following, year)
        return self._shifted_unit(i, unit)

    def _shifted_unit(self, i: int, unit: str) -> Reading | None:
        """``pekan lalu``, ``bulan ini``, ``tahun depan, 2020``."""
        shift = self._shift(i + 1)
        if shift is None:
            return self._week_of_month(i) if unit == "week" else None
        offset, stop = shift
        if unit == "year":
            after = stop + 1 if self._is(stop, ",") else stop
            year = self._year(after)
            if year is not None:
                return Reading(kind="year", rule="year", start=i, stop=after + 1, year=year)
            return Reading(kind="year", rule="year from now", start=i, stop=stop, shift=offset)
        kind: Kind = "week" if unit == "week" else "month"
        return Reading(kind=kind, rule=f"{unit} from now", start=i, stop=stop, shift=offset)

    def _week_of_month(self, i: int) -> Reading | None:
        """``minggu ketiga bulan September``: said so, but papers do not count weeks in one way."""
        if i + 2 >= self.size or self.lower[i + 1] not in self.words.ordinals:
            return None
        whole = self._single(i + 2)
        if whole is None or whole.kind != "month" or whole.last is not None:
            return None
        return Reading(kind="part", rule="week of a month", start=i, stop=whole.stop)

    # Days. -------------------------------------------------------------------------------------------------------

    def _weekday(self, start: int, i: int) -> Reading | None:
        """From token *i*, a weekday: with its date, with a shift, or alone; the expression begins at *start*."""
        lower, words = self.lower, self.words
        weekday = words.weekdays[lower[i]]
        stop = self._second_weekday(i + 1)
        dated = self._dated_weekday(stop)
        if dated is not None:
            dated.start, dated.weekday = start, weekday if dated.last is None else None
            return dated
        before = start - 1
        if not self.text[i][0].isupper() or (before >= 0 and lower[before] in words.recurring):
            return None
        if before >= 0 and lower[before] in words.names_before:
            return None
        if stop > i + 1 and not lower[i + 1].isalpha():
            return None
        following = i + 1
        if following < self.size and (lower[following] in words.names_after or lower[following] == "-"):
            return None
        return self._weekday_alone(start, i, weekday)

    def _weekday_alone(self, start: int, i: int, weekday: int) -> Reading:
        stop = self._skip_part_of_day(i + 1)
        reading = Reading(kind="weekday", rule="weekday", start=start, stop=i + 1, weekday=weekday)
        if stop < self.size and self.words.units.get(self.lower[stop]) == "week":
            shift = self._shift(stop + 1)
            if shift is not None:
                reading.week_shift, reading.stop = shift
                reading.rule = "weekday of a week"
                return reading
        shift = self._shift(stop)
        if shift is not None:
            reading.shift, reading.stop = shift
            reading.rule = "weekday with a direction"
        return reading

    def _dated_weekday(self, i: int) -> Reading | None:
        """The date that a weekday is followed by: ``(28/3)``, ``, 20 Juni 2025``, ``malam (18/9/2019)``."""
        i = self._skip_part_of_day(i)
        if self._is(i, ","):
            i = self._skip_part_of_day(i + 1)
        if self._is(i, "tanggal", "tgl"):
            i += 1
        bracket = self._is(i, "(")
        if bracket:
            i += 1
        reading = self._day_and_month(i, i) or self._slashed(i, i)
        if reading is None:
            return None
        reading.rule = "weekday and date"
        if bracket and self._is(reading.stop, ")"):
            reading.stop += 1
        return reading

    def _second_weekday(self, i: int) -> int:
        """The token after ``-Senin`` in ``Minggu-Senin (6-7/7/2025)``, else *i*."""
        joined = i < self.size and (self.lower[i] in self.words.range_words or self.lower[i] in self.words.pair_words)
        return i + 2 if joined and i + 1 < self.size and self.lower[i + 1] in self.words.weekdays else i

    def _day_and_month(self, start: int, i: int) -> Reading | None:
        """``31 Maret``, ``18-20 Juni 2025``, ``3 dan 4 Juni``; the expression begins at *start*."""
        day = self._day(i)
        if day is None or i + 1 >= self.size:
            return None
        if (month := self._month_name(i + 1)) is not None:
            if start == i and i and self.lower[i - 1] in self.words.names_before:
                return None
            return self._with_year("date", start, i + 2, day, month)
        pair = self.lower[i + 1] in self.words.pair_words
        after = i + 2 if pair else self._range_word(i + 1)
        last_day = self._day(after) if after else None
        if after is None or last_day is None or last_day <= day or (pair and last_day != day + 1):
            return None
        if (month := self._month_name(after + 1)) is None:
            return None
        last = self._with_year("date", after, after + 2, last_day, month)
        first = Reading(kind="day", rule="days of a month", start=start, stop=last.stop, day=day, month=month)
        first.year, first.year_shift, first.shift, first.last = last.year, last.year_shift, last.shift, last
        return first

    def _with_year(self, rule: str, start: int, stop: int, day: int | None, month: int) -> Reading:
        """A day or month with the year or the direction that follows at *stop*."""
        reading = Reading(kind="month" if day is None else "day", rule=rule, start=start, stop=stop, month=month)
        reading.day = day
        unit = stop < self.size and self.words.units.get(self.lower[stop]) == "year"
        after = stop + 1 if unit else stop
        year = self._year(after)
        if year is not None and not (unit is False and self._counts(after + 1)):
            reading.year, reading.stop = year, after + 1
            return reading
        shift = self._shift(after)
        if shift is not None:
            if unit:
                reading.year_shift, reading.stop = shift
            else:
                reading.shift, reading.stop = shift
        return reading

    def _numeric_day(self, i: int, start: int | None = None) -> Reading | None:
        """``28/3/2025``; without its year only in brackets after a word that names a day: ``hari ini (28/3)``."""
        reading = self._slashed(i, i if start is None else start)
        if reading is None or (reading.year is None and not self._in_brackets(reading)):
            return None
        return reading

    def _in_brackets(self, reading: Reading) -> bool:
        before = reading.start - 2
        if before < 0 or not (self._is(before + 1, "(") and self._is(reading.stop, ")")):
            return False
        word = self.lower[before]
        return word in self.words.days or word in self.words.shifts or word in self.words.parts_of_day

    def _slashed(self, i: int, start: int) -> Reading | None:
        """``28/3``, ``18/06/2025``, ``6-7/7/2025``."""
        day = self._day(i)
        if day is None:
            return None
        first_day = None
        if self._is(i + 1, "-", "–") and self._is(i + 3, "/"):
            first_day, day, i = day, self._day(i + 2), i + 2
        month = self._day(i + 2) if self._is(i + 1, "/") and i + 2 < self.size else None
        if day is None or month is None or month > 12:
            return None
        stop, year = i + 3, None
        if self._is(stop, "/"):
            year = self._year(stop + 1) or self._short_year(stop + 1)
            if year is None:
                return None
            stop += 2
        last = Reading(kind="day", rule="date in figures", start=start, stop=stop, day=day, month=month, year=year)
        if first_day is None:
            return last
        first = Reading(kind="day", rule="days in figures", start=start, stop=stop, day=first_day, month=month)
        first.year, first.last = year, last
        return first

    def _iso(self, i: int) -> Reading | None:
        """``2025-03-28``."""
        year = self._year(i)
        if year is None or not (self._is(i + 1, "-") and self._is(i + 3, "-") and i + 4 < self.size):
            return None
        month, day = self._day(i + 2), self._day(i + 4)
        if month is None or day is None or month > 12 or not (self.glued[i + 2] and self.glued[i + 4]):
            return None
        return Reading(kind="day", rule="ISO date", start=i, stop=i + 5, day=day, month=month, year=year)

    def _deictic_word(self, i: int) -> Reading | None:
        """``kemarin``, ``besok pagi``, ``lusa``."""
        if self._hyphen_before(i) or self._is(i + 1, "-"):
            return None
        offset = self.words.days[self.lower[i]]
        if offset == -1 and i + 1 < self.size and self.words.days.get(self.lower[i + 1]) == 2:
            return Reading(kind="deictic", rule="day from now", start=i, stop=i + 2, shift=-2)
        return Reading(kind="deictic", rule="day from now", start=i, stop=i + 1, shift=offset)

    def _with_apposition(self, reading: Reading) -> Reading:
        """The date that names the same day: ``besok, Jumat, 20 Juni 2025``, ``hari ini (19/6)``; else *reading*."""
        i = self._skip_part_of_day(reading.stop)
        if not self._is(i, ",", "(") or i + 1 >= self.size:
            return reading
        named = self._single(i + 1)
        if named is None or named.kind != "day" or named.last is not None:
            return reading
        named.start = reading.start
        if self._is(i, "(") and self._is(named.stop, ")"):
            named.stop += 1
        return named

    def _this_part_of_day(self, i: int) -> Reading | None:
        """``malam ini``."""
        stop = self._skip_part_of_day(i)
        shift = self._shift(stop)
        if shift is None or shift[0] != 0 or self._hyphen_before(i):
            return None
        return Reading(kind="deictic", rule="part of today", start=i, stop=shift[1], shift=0)

    def _days_ago(self, i: int) -> Reading | None:
        """``dua hari lalu``; longer spans are only a measure of time."""
        number = int(self.lower[i]) if self.lower[i].isdigit() else self.words.numbers.get(self.lower[i])
        if number is None or i + 2 >= self.size or self.words.units.get(self.lower[i + 1]) != "day":
            return None
        shift = self._shift(i + 2)
        if shift is None or shift[0] != -1 or (i and self.lower[i - 1] in self.words.amounts):
            return None
        return Reading(kind="ago", rule="days ago", start=i, stop=shift[1], number=number)

    # Months, years and their parts. ------------------------------------------------------------------------------

    def _month(self, start: int, i: int) -> Reading | None:
        """From token *i*, a month: with its year, with a direction, or after a word that makes it a time."""
        month = self.words.full_months[self.lower[i]]
        if not self.text[i][0].isupper():
            return None
        before = self.lower[start - 1] if start else ""
        if before in self.words.names_before or self._follows(i, self.words.names_after):
            return None
        if (english := self._english_day(i, month)) is not None:
            return english
        reading = self._with_year("month", start, i + 1, None, month)
        after = self._range_word(i + 1)
        if reading.stop == i + 1 and after is not None and (last_month := self._month_name(after)) is not None:
            last = self._with_year("month", after, after + 1, None, last_month)
            reading.last, reading.stop, reading.rule = last, last.stop, "months"
            reading.year, reading.year_shift, reading.shift = last.year, last.year_shift, last.shift
            return reading
        placed = reading.stop > i + 1 or start < i or before in self.words.before
        return reading if placed else None

    def _english_day(self, i: int, month: int) -> Reading | None:
        """``September 11, 2001``."""
        day = self._day(i + 1)
        if day is None:
            return None
        year_at = i + 3 if self._is(i + 2, ",") else i + 2
        year = self._year(year_at)
        if year is None:
            return None
        return Reading(kind="day", rule="date", start=i, stop=year_at + 1, day=day, month=month, year=year)

    def _part(self, i: int) -> Reading | None:
        """``akhir pekan lalu``, ``awal September``, ``pertengahan bulan ini``; of a year only that it is vague."""
        part = self.words.parts[self.lower[i]]
        following = i + 1
        if following >= self.size:
            return None
        unit = self.words.units.get(self.lower[following])
        if unit == "week":
            shift = self._shift(following + 1)
            if shift is None:
                return None
            kind: Kind = "weekend" if part == "last" else "part"
            return Reading(kind=kind, rule="part of a week", start=i, stop=shift[1], shift=shift[0])
        whole = self._single(following)
        if whole is None or whole.last is not None or whole.kind not in ("month", "year"):
            return None
        whole.start, whole.part, whole.rule = i, part, f"part of a {whole.kind}"
        whole.kind = "third" if whole.kind == "month" else "part"
        return whole

    def _part_of_year(self, i: int, unit: str) -> Reading | None:
        """``semester pertama tahun 2019``, ``kuartal II 2020``, ``semester I tahun ini``."""
        if i + 2 >= self.size:
            return None
        number = self.words.ordinals.get(self.lower[i + 1])
        if number is None and self.lower[i + 1] in "1234":
            number = int(self.lower[i + 1])
        months = {"half": 6, "third": 4, "quarter": 3}[unit]
        after = i + 3 if self._is(i + 2, "/", "-") else i + 2
        whole = self._year_or_shifted(after)
        if number is None or whole is None or number * months > 12:
            return None
        return Reading(
            kind="part", rule=f"{unit} of a year", start=i, stop=whole.stop, year=whole.year, shift=whole.shift,
            number=number, months=months,
        )  # fmt: skip

    def _year_or_shifted(self, i: int) -> Reading | None:
        if i < self.size and self.words.units.get(self.lower[i]) == "year":
            reading = self._unit(i)
            return reading if reading is not None and reading.kind == "year" else None
        year = self._year(i)
        return None if year is None else Reading(kind="year", rule="year", start=i, stop=i + 1, year=year)

    def _bare_year(self, i: int) -> Reading | None:
        """A year without the word: after a preposition or a common noun, and counting nothing."""
        year = int(self.lower[i])
        if not (_FIRST_BARE_YEAR <= year <= _LAST_BARE_YEAR) or i == 0 or self.glued[i]:
            return None
        before = self.text[i - 1]
        if not before.islower() or not before.isalpha() or before in self.words.no_year - self.words.before:
            return None
        if self.sentence[i] != self.sentence[i - 1] or self._counts(i + 1):
            return None
        following = self.text[i + 1] if i + 1 < self.size else ""
        if before not in self.words.before and following[:1].isupper() and self.sentence[i + 1] == self.sentence[i]:
            return None  # the year belongs to a name: "semangat 2023 ASEAN Leaders' Declaration"
        return self._year_reading(i, i, year)

    def _year_reading(self, start: int, i: int, year: int) -> Reading | None:
        """The year at token *i*, or the span of years that begins with it; null for a decade or a season."""
        if self._is(i + 1, "-", "–", "/") and i + 2 < self.size and self.glued[i + 1]:
            last = self._year(i + 2)
            if last is None or last < year or self.lower[i + 1] == "/":
                return None
            end = Reading(kind="year", rule="year", start=i + 2, stop=i + 3, year=last)
            return Reading(kind="year", rule="years", start=start, stop=i + 3, year=year, last=end)
        if self._is(i + 1, ".", ",") and i + 2 < self.size and self.glued[i + 2] and self.lower[i + 2].isdigit():
            return None
        reading = Reading(kind="year", rule="year", start=start, stop=i + 1, year=year)
        shift = self._shift(i + 1)
        if shift is not None and shift[0] != 0:
            reading.stop = shift[1]
        return reading

    # Small parts. ------------------------------------------------------------------------------------------------

    def _is(self, i: int, *words: str) -> bool:
        return 0 <= i < self.size and self.lower[i] in words

    def _day(self, i: int) -> int | None:
        """A number from 1 to 31 of one or two digits that is no part of a longer figure."""
        if not 0 <= i < self.size or len(self.lower[i]) > 2 or not self.lower[i].isdecimal():
            return None
        if i >= 2 and self.glued[i] and self.lower[i - 1] in ".,:" and self.glued[i - 1] and self.lower[i - 2].isdigit():
            return None
        number = int(self.lower[i])
        return number if 1 <= number <= 31 else None

    def _month_name(self, i: int) -> int | None:
        """The month at token *i*; an abbreviation only in capitals."""
        if i >= self.size:
            return None
        month = self.words.months.get(self.lower[i])
        abbreviated = self.lower[i] not in self.words.full_months
        return None if month is None or (abbreviated and not self.text[i][0].isupper()) else month

    def _year(self, i: int) -> int | None:
        if not 0 <= i < self.size or len(self.lower[i]) != 4 or not self.lower[i].isdecimal():
            return None
        number = int(self.lower[i])
        return number if _FIRST_YEAR <= number <= _LAST_YEAR else None

    def _short_year(self, i: int) -> int | None:
        """A year of two figures, taken for one of this century."""
        if not 0 <= i < self.size or len(self.lower[i]) != 2 or not self.lower[i].isdecimal():
            return None
        return 2000 + int(self.lower[i])

    def _shift(self, i: int) -> tuple[int, int] | None:
        """The step that the words at *i* say, and the token after them."""
        if i >= self.size:
            return None
        if self.lower[i] in self.words.shifts:
            return self.words.shifts[self.lower[i]], i + 1
        for phrase, offset in self.words.shift_phrases:
            if tuple(self.lower[i : i + len(phrase)]) == phrase:
                return offset, i + len(phrase)
        return None

    def _range_word(self, i: int) -> int | None:
        """The token after a word for "until" at *i*."""
        if i >= self.size:
            return None
        for phrase in self.words.range_phrases:
            if tuple(self.lower[i : i + len(phrase)]) == phrase:
                return i + len(phrase)
        return i + 1 if self.lower[i] in self.words.range_words else None

    def _part_of_day(self, i: int) -> bool:
        return self._skip_part_of_day(i) > i

    def _skip_part_of_day(self, i: int) -> int:
        if i < self.size and self.lower[i] in self.words.parts_of_day:
            return i + 1
        if i + 1 < self.size and (self.lower[i], self.lower[i + 1]) in self.words.part_of_day_pairs:
            return i + 2
        return i

    def _amount_before(self, i: int) -> bool:
        """Whether a number or a word of quantity before *i* makes the unit there a length of time."""
        if i == 0 or self.sentence[i - 1] != self.sentence[i]:
            return False
        return self.lower[i - 1].isdigit() or self.lower[i - 1] in self.words.amounts

    def _hyphen_before(self, i: int) -> bool:
        return i > 0 and self.lower[i - 1] == "-" and self.glued[i]

    def _counts(self, i: int) -> bool:
        """Whether the word at *i* is what the number before it counts."""
        return self._follows(i - 1, self.words.counted)

    def _follows(self, i: int, words: frozenset[str]) -> bool:
        return i + 1 < self.size and self.lower[i + 1] in words


def _joins(first: Reading, last: Reading) -> bool:
    """Whether two expressions with a word for "until" between them are the ends of one span."""
    if last.last is not None or first.kind != last.kind or first.kind not in ("day", "month", "year"):
        return False
    return first.shift is None or first.kind == "day"
