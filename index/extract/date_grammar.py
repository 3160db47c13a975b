"""Calendar expressions as they are written: the grammar over the tokens of one article."""

from __future__ import annotations

from index.extract.date_periods import PeriodGrammar
from index.extract.date_reading import Kind, Reading


class Grammar(PeriodGrammar):
    """Finds the expressions; what each kind looks like stands in the classes below it."""

    def readings(self) -> list[Reading]:
        """All expressions in text order, none overlapping another."""
        openers = self.words.openers
        found: list[Reading] = []
        done = 0
        for i in [i for i, word in enumerate(self.lower) if word in openers or word.isdecimal()]:
            if i < done or not (self.lower[i] in openers or self.lower[i].isascii()):
                continue
            reading = self.read(i) or self._next_year_of_list(i, found)
            if reading is not None:
                if found:
                    self._share_year(found[-1], reading)
                found.append(reading)
                done = reading.stop
        return found

    def _next_year_of_list(self, i: int, found: list[Reading]) -> Reading | None:
        """The year at *i* that goes on a list of years: ``2007-2010, 2011-2014 dan 2015``."""
        if not found or found[-1].kind != "year" or (year := self.year(i)) is None:
            return None
        between = self.lower[found[-1].stop : i]
        if not 1 <= len(between) <= 2 or any(word not in self.words.listing for word in between):
            return None
        return None if self.counts(i + 1) else self.read_year(i, i, year)

    def _share_year(self, before: Reading, reading: Reading) -> None:
        """Give *before* the year of *reading* where both stand in one list: ``16 Juni dan 3 Juli 2019``."""
        between = self.lower[before.stop : reading.start]
        dated = before.month is not None and reading.month is not None and before.year_shift is None
        if not dated or before.year is not None or before.shift is not None or len(between) > 2:
            return
        if all(word in self.words.listing for word in between) and (before.month or 0) <= (
            reading.month or 0
        ):
            before.year = reading.year
            if before.last is not None:
                before.last.year = reading.year

    def read(self, i: int) -> Reading | None:
        """The expression that begins with token *i*, with the other end of its range, or null."""
        reading = self._single(i)
        if reading is None:
            return None
        if reading.kind == "deictic":
            return self._with_apposition(reading)
        if reading.last is None and (after := self.range_word(reading.stop)) and after < self.size:
            last = self._single(after)
            if last is None and reading.kind == "year" and (year := self.year(after)) is not None:
                last = self.read_year(after, after, year)
            if last is not None and _joins(reading, last) and self.sentence[i] == self.sentence[after]:
                reading.last, reading.stop, reading.rule = last, last.stop, f"{reading.rule} to {last.rule}"
        return reading

    def _single(self, i: int) -> Reading | None:
        words, word = self.words, self.lower[i]
        if (phrase := self.read_phrase(i)) is not None:
            return phrase
        if word.isdigit():
            return self._number(i)
        if word in words.weekdays and (word not in words.units or self._is_sunday(i)):
            return self.read_weekday(i, i)
        if word in words.full_months:
            return self.read_month(i, i)
        if word in words.days:
            return self.read_deictic(i)
        if word in words.parts:
            return self._part(i)
        if word in words.units:
            return self._unit(i)
        if self.part_of_day(i):
            return self.read_part_of_day(i)
        return self.read_days_ago(i)

    def _number(self, i: int) -> Reading | None:
        word = self.lower[i]
        if len(word) == 4:
            return self.read_iso(i) or self.read_bare_year(i)
        if len(word) <= 2:
            return self.read_day_and_month(i, i) or self.read_numeric_day(i) or self.read_days_ago(i)
        return None

    def _is_sunday(self, i: int) -> bool:
        """Whether the word that means both Sunday and week is the day: in capitals, and no shift of weeks follows."""
        if not self.text[i][0].isupper():
            return False
        if self.part_of_day(i + 1):
            return True
        if self.amount_before(i):
            return False
        opens_sentence = i == 0 or self.sentence[i - 1] != self.sentence[i] or self.text[i - 1] in "\"“”'‘("
        return not (opens_sentence and self.shift(i + 1) is not None)

    def _unit(self, i: int) -> Reading | None:
        unit = self.words.units[self.lower[i]]
        following = i + 1
        if following >= self.size:
            return None
        if unit == "day":
            if self.lower[following] in self.words.weekdays:
                return self.read_weekday(i, following)
            counted = i > 0 and (self.lower[i - 1].isdigit() or self.lower[i - 1] in self.words.numbers)
            if self.shift(following) == (0, following + 1) and not (counted or self.hyphen_before(i)):
                return Reading(kind="deictic", rule="today", start=i, stop=following + 1, shift=0)
            return None
        if unit == "date":
            return self.read_day_and_month(i, following) or self.read_numeric_day(following, i)
        if unit == "month" and self.lower[following] in self.words.full_months:
            return self.read_month(i, following)
        if unit in ("half", "quarter", "third"):
            return self.read_part_of_year(i, unit)
        if self.amount_before(i) or self.hyphen_before(i):
            return None
        if unit == "year" and (year := self.year(following)) is not None:
            return self.read_year(i, following, year)
        if unit == "week" and self.shift(following) is None:
            return self._week_of_month(i)
        return self.read_shifted_unit(i, unit)

    def _week_of_month(self, i: int) -> Reading | None:
        """``minggu ketiga bulan September``: said so, but papers do not count weeks in one way."""
        if i + 2 >= self.size or self.lower[i + 1] not in self.words.ordinals:
            return None
        month = self.lower[i + 2]
        if month not in self.words.full_months and self.words.units.get(month) != "month":
            return None
        whole = self._single(i + 2)
        if whole is None or whole.kind != "month" or whole.last is not None:
            return None
        return Reading(kind="part", rule="week of a month", start=i, stop=whole.stop)

    def _with_apposition(self, reading: Reading) -> Reading:
        """The date that names the same day: ``besok, Jumat, 20 Juni 2025``, ``hari ini (19/6)``; else *reading*."""
        i = self.skip_part_of_day(reading.stop)
        parted = self.stands_at(i, ",", "(")
        if i + 1 >= self.size or not (parted or self.lower[i] in self.words.weekdays):
            return reading
        named = self._single(i + 1 if parted else i)
        if named is None or named.kind != "day" or named.last is not None:
            return reading
        named.start = reading.start
        if self.stands_at(i, "(") and self.stands_at(named.stop, ")"):
            named.stop += 1
        return named

    def _part(self, i: int) -> Reading | None:
        """``akhir pekan lalu``, ``awal September``, ``pertengahan bulan ini``; of a year only that it is vague."""
        part = self.words.parts[self.lower[i]]
        following = i + 1
        if following >= self.size or self.lower[following] in self.words.parts:
            return None
        unit = self.words.units.get(self.lower[following])
        if unit == "week":
            shift = self.shift(following + 1)
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


def _joins(first: Reading, last: Reading) -> bool:
    """Whether two expressions with a word for "until" between them are the ends of one span."""
    if last.last is not None or first.kind != last.kind or first.kind not in ("day", "month", "year"):
        return False
    return first.shift is None or first.kind == "day"
