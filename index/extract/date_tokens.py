"""The small parts of calendar expressions, read at one token: day numbers, months, years, directions."""

from __future__ import annotations

from index.extract.date_words import DateWords, date_words
from index.extract.tokens import Tokens

_FIRST_YEAR, _LAST_YEAR = 1000, 2199


class TokenReader:
    """Reads the tokens of one article; an index beyond them reads nothing."""

    def __init__(self, tokens: Tokens) -> None:
        self.words: DateWords = date_words()
        self.text, self.lower, self.glued = tokens.text, tokens.lower, tokens.glued
        self.sentence = tokens.sentence
        self.size = len(tokens)

    def stands_at(self, i: int, *words: str) -> bool:
        return 0 <= i < self.size and self.lower[i] in words

    def day(self, i: int) -> int | None:
        """A number from 1 to 31 of one or two digits that is no part of a longer figure or of a name (``G20``)."""
        if not 0 <= i < self.size or len(self.lower[i]) > 2 or not self.lower[i].isdecimal():
            return None
        if i and self.glued[i]:
            before = self.text[i - 1]
            in_figure = before in ".,:" and i >= 2 and self.glued[i - 1] and self.lower[i - 2].isdigit()
            if in_figure or before.isupper():
                return None
        number = int(self.lower[i])
        return number if 1 <= number <= 31 else None

    def month_name(self, i: int) -> int | None:
        """The month at token *i*; an abbreviation only in capitals."""
        if i >= self.size:
            return None
        month = self.words.months.get(self.lower[i])
        abbreviated = self.lower[i] not in self.words.full_months
        return None if month is None or (abbreviated and not self.text[i][0].isupper()) else month

    def year(self, i: int) -> int | None:
        if not 0 <= i < self.size or len(self.lower[i]) != 4 or not self.lower[i].isdecimal():
            return None
        number = int(self.lower[i])
        return number if _FIRST_YEAR <= number <= _LAST_YEAR else None

    def short_year(self, i: int) -> int | None:
        """A year of two figures, taken for one of this century."""
        if not 0 <= i < self.size or len(self.lower[i]) != 2 or not self.lower[i].isdecimal():
            return None
        return 2000 + int(self.lower[i])

    def shift(self, i: int) -> tuple[int, int] | None:
        """The step that the words at *i* say, and the token after them."""
        if i >= self.size:
            return None
        if self.lower[i] in self.words.shifts:
            return self.words.shifts[self.lower[i]], i + 1
        for phrase, offset in self.words.shift_phrases:
            if tuple(self.lower[i : i + len(phrase)]) == phrase:
                return offset, i + len(phrase)
        return None

    def skip_direction(self, i: int) -> int:
        """The token after a word such as "lalu" that adds nothing to the full date before it."""
        shift = self.shift(i)
        return i if shift is None or shift[0] == 0 else shift[1]

    def range_word(self, i: int) -> int | None:
        """The token after a word for "until" at *i*."""
        if i >= self.size:
            return None
        for phrase in self.words.range_phrases:
            if tuple(self.lower[i : i + len(phrase)]) == phrase:
                return i + len(phrase)
        return i + 1 if self.lower[i] in self.words.range_words else None

    def part_of_day(self, i: int) -> bool:
        return self.skip_part_of_day(i) > i

    def skip_part_of_day(self, i: int) -> int:
        if i < self.size and self.lower[i] in self.words.parts_of_day:
            return i + 1
        if i + 1 < self.size and (self.lower[i], self.lower[i + 1]) in self.words.part_of_day_pairs:
            return i + 2
        return i

    def amount_before(self, i: int) -> bool:
        """Whether a number or a word of quantity before *i* makes the unit there a length of time."""
        if i == 0 or self.sentence[i - 1] != self.sentence[i]:
            return False
        return self.lower[i - 1].isdigit() or self.lower[i - 1] in self.words.amounts

    def hyphen_before(self, i: int) -> bool:
        return i > 0 and self.lower[i - 1] == "-" and self.glued[i]

    def counts(self, i: int) -> bool:
        """Whether the word at *i* is what the number before it counts."""
        return self.follows(i - 1, self.words.counted)

    def follows(self, i: int, words: frozenset[str]) -> bool:
        return i + 1 < self.size and self.lower[i + 1] in words
