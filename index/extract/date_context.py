"""What stands round a calendar expression: whether it is spoken of as to come, and when quoted words were spoken."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import Literal

from index.extract.calendar import days_between
from index.extract.date_reading import Reading
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
            if word in '"“”«»;' or word in closers:
                return None
            tense = self._tense_of(i)
            if tense != "unsaid":
                commas = tokens.lower[stretch[0] : i].count(",") if behind_comma else 0
                return distance + behind_comma * commas, tense
        return None

    def _tense_of(self, i: int) -> Tense:
        """What the word at token *i* says by itself."""
        word, words = self._tokens.lower[i], date_words()
        if word in words.planned:
            return "planned"
        if word in words.past:
            return "past"
        spoken = word in words.reported or (i and (self._tokens.lower[i - 1], word) in words.reported_phrases)
        return "reported" if spoken else "unsaid"

    def spoken_on(self, reading: Reading) -> tuple[date | None, str]:
        """The day from which a word such as "besok" counts, and why: publication, or when the quoted words were said.

        Null inside a quotation that a medium reports without saying when it was spoken.
        """
        if self._published is None or not self._quoted[reading.start]:
            return self._published, "published"
        paragraph = self._tokens.paragraph[reading.start]
        medium = False
        for other in self._spoken_days:
            if self._tokens.paragraph[other.start] == paragraph:
                if not self._is_of_medium(other):
                    return _day_of(other, self._published), "spoken"
                medium = True
        if medium and reading.shift:
            return None, "spoken on a day that is not given"
        before = [r for r in self._spoken_days if r.start < reading.start and not self._is_of_medium(r)]
        return (_day_of(before[-1], self._published), "spoken") if before else (self._published, "published")

    def told_before(self, reading: Reading) -> Reading | None:
        """The last full day that the same sentence or the one before tells of, quotations and reports aside."""
        sentence = self._tokens.sentence
        for other in reversed(self._readings):
            if other.start >= reading.start or other.kind != "day" or other.last is not None:
                continue
            if sentence[reading.start] - sentence[other.start] > 1:
                return None
            if not self._quoted[other.start] and not self._is_of_medium(other):
                return other
        return None

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
    def _spoken_days(self) -> list[Reading]:
        """The days outside quotations that lie shortly before publication and are not planned."""
        found = []
        for reading in self._readings:
            if reading.kind != "day" or reading.last is not None or self._quoted[reading.start]:
                continue
            day = _day_of(reading, self._published)
            recent = day is not None and self._published is not None
            if (
                not recent
                or not 0 <= days_between(day or date.min, self._published or date.min) <= _RECENT_DAYS
            ):
                continue
            if self.tense(reading) != "planned":
                found.append(reading)
        return found

    def _is_of_medium(self, reading: Reading) -> bool:
        tokens, words = self._tokens, date_words()
        first = max(tokens.sentences[tokens.sentence[reading.start]].start, reading.start - _NEAR)
        for i in range(reading.start - 1, first - 1, -1):
            if tokens.lower[i] in words.medium:
                return True
            if tokens.text[i] in '"”':
                return False
        return False


def _day_of(reading: Reading, published: date | None) -> date | None:
    """The day of a complete date, its year taken from *published* where it has none."""
    if published is None or reading.day is None or reading.month is None:
        return None
    try:
        return date(reading.year or published.year, reading.month, reading.day)
    except ValueError:
        return None
