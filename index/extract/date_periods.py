"""The part of the date grammar that reads months, years and their parts."""

from __future__ import annotations

from index.extract.date_days import DayGrammar
from index.extract.date_reading import Kind, Reading

_FIRST_BARE_YEAR, _LAST_BARE_YEAR = 1900, 2099
"""Only such a number is taken for a year where no word says so."""


class PeriodGrammar(DayGrammar):
    """Every ``read_…`` tries to read one kind of expression at a token and gives null where there is none."""

    def read_month(self, start: int, i: int) -> Reading | None:
        """From token *i*, a month: with its year, with a direction, or after a word that makes it a time."""
        month = self.words.full_months[self.lower[i]]
        if not self.text[i][0].isupper():
            return None
        before = self.lower[start - 1] if start else ""
        if before in self.words.names_before or self.follows(i, self.words.names_after):
            return None
        if (english := self._english_day(i, month)) is not None:
            return english
        reading = self.with_year("month", start, i + 1, None, month)
        after = self.range_word(i + 1)
        if reading.stop == i + 1 and after is not None and (last_month := self.month_name(after)) is not None:
            last = self.with_year("month", after, after + 1, None, last_month)
            reading.last, reading.stop, reading.rule = last, last.stop, "months"
            reading.year, reading.year_shift, reading.shift = last.year, last.year_shift, last.shift
            return reading
        placed = reading.stop > i + 1 or start < i or before in self.words.before
        return reading if placed or self._is_common_noun(start - 1) else None

    def _is_common_noun(self, i: int) -> bool:
        """Whether token *i*, before a month, is an ordinary word that the month dates: ``pemilu Januari``."""
        if i < 0 or self.sentence[i] != self.sentence[i + 1]:
            return False
        word = self.text[i]
        return word.isalpha() and word.islower() and word not in self.words.reported

    def _english_day(self, i: int, month: int) -> Reading | None:
        """``September 11, 2001``."""
        day = self.day(i + 1)
        if day is None:
            return None
        year_at = i + 3 if self.stands_at(i + 2, ",") else i + 2
        year = self.year(year_at)
        if year is None:
            return None
        return Reading(kind="day", rule="date", start=i, stop=year_at + 1, day=day, month=month, year=year)

    def read_shifted_unit(self, i: int, unit: str) -> Reading | None:
        """``pekan lalu``, ``bulan ini``, ``tahun depan, 2020``."""
        shift = self.shift(i + 1)
        if shift is None:
            return None
        offset, stop = shift
        if unit == "year":
            after = stop + 1 if self.stands_at(stop, ",") else stop
            year = self.year(after)
            if year is not None:
                return Reading(kind="year", rule="year", start=i, stop=after + 1, year=year)
            return Reading(kind="year", rule="year from now", start=i, stop=stop, shift=offset)
        kind: Kind = "week" if unit == "week" else "month"
        return Reading(kind=kind, rule=f"{unit} from now", start=i, stop=stop, shift=offset)

    def read_part_of_year(self, i: int, unit: str) -> Reading | None:
        """``semester pertama tahun 2019``, ``kuartal II 2020``, ``semester I tahun ini``."""
        if i + 2 >= self.size:
            return None
        number = self.words.ordinals.get(self.lower[i + 1])
        if number is None and self.lower[i + 1] in "1234":
            number = int(self.lower[i + 1])
        months = {"half": 6, "third": 4, "quarter": 3}[unit]
        after = i + 3 if self.stands_at(i + 2, "/", "-") else i + 2
        whole = self._year_or_shifted(after)
        if number is None or whole is None or number * months > 12:
            return None
        return Reading(
            kind="part", rule=f"{unit} of a year", start=i, stop=whole.stop, year=whole.year, shift=whole.shift,
            number=number, months=months,
        )  # fmt: skip

    def _year_or_shifted(self, i: int) -> Reading | None:
        if i < self.size and self.words.units.get(self.lower[i]) == "year":
            year = self.year(i + 1)
            return self.read_shifted_unit(i, "year") if year is None else self.read_year(i, i + 1, year)
        year = self.year(i)
        return None if year is None else Reading(kind="year", rule="year", start=i, stop=i + 1, year=year)

    def read_bare_year(self, i: int) -> Reading | None:
        """A year without the word: after a preposition or a common noun, and counting nothing."""
        year = int(self.lower[i])
        if not (_FIRST_BARE_YEAR <= year <= _LAST_BARE_YEAR) or i == 0 or self.glued[i]:
            return None
        if self.sentence[i] != self.sentence[i - 1] or self.counts(i + 1):
            return None
        before = self.lower[i - 1]
        if before not in self.words.before and not self._dates_its_noun(i):
            return None
        return self.read_year(i, i, year)

    def _dates_its_noun(self, i: int) -> bool:
        """Whether the year at *i* dates the common noun before it, as in ``kesepakatan nuklir 2015``.

        Where a name follows, the year belongs to that: ``semangat 2023 ASEAN Leaders' Declaration``.
        """
        before = self.text[i - 1]
        if not before.isalpha() or not before.islower() or before in self.words.no_year:
            return False
        name_follows = (
            i + 1 < self.size and self.sentence[i + 1] == self.sentence[i] and self.text[i + 1][0].isupper()
        )
        return not name_follows

    def read_year(self, start: int, i: int, year: int) -> Reading | None:
        """The year at token *i*, or the span of years that begins with it; null for a decade or a season."""
        if self.stands_at(i + 1, "-", "–", "/") and i + 2 < self.size and self.glued[i + 1]:
            last = self.year(i + 2)
            if last is None or last < year or self.lower[i + 1] == "/":
                return None
            end = Reading(kind="year", rule="year", start=i + 2, stop=i + 3, year=last)
            return Reading(kind="year", rule="years", start=start, stop=i + 3, year=year, last=end)
        if (
            self.stands_at(i + 1, ".", ",")
            and i + 2 < self.size
            and self.glued[i + 2]
            and self.lower[i + 2].isdigit()
        ):
            return None
        reading = Reading(kind="year", rule="year", start=start, stop=i + 1, year=year)
        shift = self.shift(i + 1)
        if shift is not None and shift[0] != 0:
            reading.stop = shift[1]
        return reading
