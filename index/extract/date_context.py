"""What stands round a calendar expression: whether it is spoken of as to come, and when quoted words were spoken."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import Literal

from index.extract.calendar import days_between, safe_date
from index.extract.date_reading import Reading
from index.extract.date_reasons import Origin
from index.extract.date_words import date_words
from index.extract.tokens import Tokens

Tense = Literal["planned", "past", "reported", "unsaid"]
"""``reported`` stands beside a verb of speaking and is past only as far as the speaking goes."""

_LEFT, _RIGHT = 40, 12
"""So many tokens to either side are searched for a cue of tense."""
_BEHIND_COMMA = 10
"""By so many tokens a comma takes a cue after an expression further away."""
_RECENT_DAYS = 4
"""Words quoted in the news were spoken within so many days before publication."""
_NEAR = 12
"""Tokens between a word such as "dikutip" and the day that it dates."""
_FEW = 8
"""Expressions before a word such as "keesokan harinya" that are looked at for its day."""
_OPENING, _CLOSING = frozenset("“«"), frozenset("”»")


class Context:
    """The surroundings of expressions in one article published on *published*, where that is known to the day."""

    def __init__(self, tokens: Tokens, readings: Sequence[Reading], published: date | None) -> None:
        self._tokens = tokens
        self._readings = readings
        self._published = published

    def tense(self, reading: Reading) -> Tense:
        """How the nearest cue in the sentence speaks of the expression.

        The search stops at quotation marks (words about the speaking say nothing of what is spoken about) and after
        the expression at "bahwa"; a cue behind a comma counts as further away.
        """
        sentence = self._tokens.sentences[self._tokens.sentence[reading.start]]
        before = range(reading.start - 1, max(sentence.start, reading.start - _LEFT) - 1, -1)
        after = range(reading.stop, min(sentence.stop, reading.stop + _RIGHT))
        left, right = self._first_cue(before, 0), self._first_cue(after, _BEHIND_COMMA)
        nearest = left if right is None or (left is not None and left[0] <= right[0]) else right
        return nearest[1] if nearest is not None else "unsaid"

    def _first_cue(self, stretch: range, behind_comma: int) -> tuple[int, Tense] | None:
        """The first cue in *stretch* and its distance, to which each comma adds *behind_comma*."""
        tokens, words = self._tokens, date_words()
        closers = words.clause_openers if behind_comma else words.content_openers
        for distance, i in enumerate(stretch, 1):
            word = tokens.lower[i]
            if word in '"“”«»;' or (word in closers and not self._is_weekday(i + 1)):
                return None
            tense = self._tense_of(i)
            if tense != "unsaid":
                commas = tokens.lower[stretch[0] : i].count(",") if behind_comma else 0
                return distance + behind_comma * commas, tense
        return None

    def _is_weekday(self, i: int) -> bool:
        return i < len(self._tokens) and self._tokens.lower[i] in date_words().weekdays

    def _tense_of(self, i: int) -> Tense:
        """What the word at token *i* says by itself."""
        word, words = self._tokens.lower[i], date_words()
        if word in words.planned:
            return "planned"
        if word in words.past:
            return "past"
        spoken = word in words.reported or (i and (self._tokens.lower[i - 1], word) in words.reported_phrases)
        return "reported" if spoken else "unsaid"

    def spoken_on(self, reading: Reading) -> tuple[date | None, Origin]:
        """The day from which a word such as "besok" counts: that of publication, or when the quoted words were said.

        Null inside a quotation that a medium reports without saying when it was spoken.
        """
        if self._published is None or not self._quoted[reading.start]:
            return self._published, "published"
        paragraph = self._tokens.paragraph[reading.start]
        if (here := self._spoken.of_paragraph.get(paragraph)) is not None:
            return here, "spoken"
        if paragraph in self._spoken.of_medium and reading.shift:
            return None, "spoken"
        before = bisect_left(self._spoken.starts, reading.start)
        return (self._spoken.days[before - 1], "spoken") if before else (self._published, "published")

    def told_before(self, reading: Reading) -> Reading | None:
        """The last full day that the same sentence or the one before tells of, quotations and reports aside."""
        sentence = self._tokens.sentence
        number = bisect_left(self._readings, reading.start, key=lambda other: other.start)
        for other in reversed(self._readings[max(0, number - _FEW) : number]):
            if sentence[reading.start] - sentence[other.start] > 1:
                return None
            if other.kind != "day" or other.last is not None or self._quoted[other.start]:
                continue
            if not self._is_of_medium(other):
                return other
        return None

    def stated_weekday(self, reading: Reading) -> date | None:
        """The full date with its right weekday that stands nearest to *reading* and is not planned; null without one.

        In an article without a day of publication the other weekdays count from it: "Selasa (7/1/2025)", "… Rabu".
        """
        place = bisect_left(self._stated, reading.start, key=lambda stated: stated[0])
        beside = self._stated[max(0, place - 1) : place + 1]
        return min(beside, key=lambda stated: abs(stated[0] - reading.start))[1] if beside else None

    @cached_property
    def _stated(self) -> list[tuple[int, date]]:
        found = []
        for reading in self._readings:
            if reading.kind != "day" or reading.last is not None or None in (reading.year, reading.weekday):
                continue
            day = safe_date(reading.year or 0, reading.month or 0, reading.day or 0)
            if day is not None and day.weekday() == reading.weekday and self.tense(reading) != "planned":
                found.append((reading.start, day))
        return found

    @cached_property
    def _quoted(self) -> list[bool]:
        """Of each token, whether it stands inside quotation marks; paragraphs close what they leave open."""
        flags: list[bool] = []
        for paragraph in self._tokens.paragraphs:
            inside = False
            for i in paragraph:
                mark = self._tokens.text[i]
                if mark == '"':
                    inside = not inside
                elif mark in _OPENING or mark in _CLOSING:
                    inside = mark in _OPENING
                flags.append(inside)
        return flags

    @cached_property
    def _spoken(self) -> _SpokenDays:
        """The days outside quotations that lie shortly before publication and are not planned."""
        spoken = _SpokenDays()
        for reading in self._readings:
            if reading.kind != "day" or reading.last is not None or self._quoted[reading.start]:
                continue
            day = _day_of(reading, self._published)
            if (
                day is None
                or self._published is None
                or not 0 <= days_between(day, self._published) <= _RECENT_DAYS
            ):
                continue
            if self.tense(reading) == "planned":
                continue
            paragraph = self._tokens.paragraph[reading.start]
            if self._is_of_medium(reading):
                spoken.of_medium.add(paragraph)
            else:
                spoken.starts.append(reading.start)
                spoken.days.append(day)
                spoken.of_paragraph.setdefault(paragraph, day)
        return spoken

    def _is_of_medium(self, reading: Reading) -> bool:
        tokens, words = self._tokens, date_words()
        first = max(tokens.sentences[tokens.sentence[reading.start]].start, reading.start - _NEAR)
        for i in range(reading.start - 1, first - 1, -1):
            if tokens.lower[i] in words.medium:
                return True
            if tokens.text[i] in '"”':
                return False
        return False


class _SpokenDays:
    """The days on which an article's words may have been spoken, in text order."""

    def __init__(self) -> None:
        self.starts: list[int] = []
        """The first token of each."""
        self.days: list[date] = []
        self.of_paragraph: dict[int, date] = {}
        """The first of each paragraph."""
        self.of_medium: set[int] = set()
        """Paragraphs with a day on which a medium reported."""


def _day_of(reading: Reading, published: date | None) -> date | None:
    """The day of a complete date; without a year the last such day up to *published*."""
    if published is None or reading.day is None or reading.month is None:
        return None
    day = safe_date(reading.year or published.year, reading.month, reading.day)
    if day is not None and reading.year is None and day > published:
        return safe_date(published.year - 1, reading.month, reading.day) if published.year > 1 else None
    return day
