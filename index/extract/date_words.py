"""The lexicon of calendar expressions, compiled once for the grammar."""

from __future__ import annotations

from functools import cache
from typing import Any

from index.language import load


class DateWords:
    """Look-up tables over casefolded tokens; numbers of months from 1, of weekdays from Monday = 0."""

    def __init__(self) -> None:
        words: dict[str, Any] = load("dates")
        names = load("calendar_names")
        self.months: dict[str, int] = {**names["months"], **words["months"]}
        self.full_months: dict[str, int] = {**names["full_months"], **words["full_months"]}
        self.weekdays: dict[str, int] = {**names["full_weekdays"], **words["full_weekdays"]}
        self.days: dict[str, int] = words["days"]
        self.units: dict[str, str] = words["units"]
        self.shifts: dict[str, int] = words["shifts"]
        self.shift_phrases = [
            (tuple(phrase.split()), step) for phrase, step in words["shift_phrases"].items()
        ]
        self.parts: dict[str, str] = words["parts"]
        self.parts_of_day = frozenset(words["parts_of_day"]["words"])
        self.part_of_day_pairs = frozenset(map(tuple, words["parts_of_day"]["pairs"]))
        self.narrative = _by_first_word(words["narrative"])
        self.day_phrases = _by_first_word(words["day_phrases"])
        self.range_words = frozenset(words["ranges"]["words"])
        self.range_phrases = [tuple(phrase) for phrase in words["ranges"]["phrases"]]
        self.pair_words = frozenset(words["ranges"]["pairs"])
        self.numbers: dict[str, int] = words["numbers"]
        self.number_endings: dict[str, str] = words["number_endings"]
        self.single: dict[str, str] = words["single"]
        self.ordinals: dict[str, int] = words["ordinals"]
        context = words["context"]
        self.before = frozenset(context["before"])
        self.recurring = frozenset(context["recurring"])
        self.listing = frozenset(context["listing"])
        self.zones = frozenset(words["parts_of_day"]["zones"])
        self.amounts = frozenset(context["amounts"]) | frozenset(self.numbers)
        self.names_before = frozenset(context["names_before"])
        self.names_after = frozenset(context["names_after"])
        self.away = frozenset(context["away"])
        self.away_phrases = frozenset(map(tuple, context["away_phrases"]))
        self.counted = frozenset(context["counted"])
        self.no_year = frozenset(context["no_year"])
        self.planned = frozenset(words["tense"]["planned"])
        self.reported = frozenset(words["tense"]["reported"])
        self.past = frozenset(words["tense"]["past"])
        self.content_openers = frozenset(words["tense"]["content"])
        self.reported_phrases = frozenset(map(tuple, words["tense"]["reported_phrases"]))
        self.clause_openers = frozenset(words["tense"]["clause_openers"])
        self.medium = frozenset(words["medium"]["words"])
        self.openers = frozenset(
            (
                *self.weekdays,
                *self.full_months,
                *self.days,
                *self.units,
                *self.parts,
                *self.parts_of_day,
                *self.numbers,
                *self.narrative,
                *self.day_phrases,
                *(pair[0] for pair in self.part_of_day_pairs),
            )
        )
        """Words that an expression can begin with; the other beginnings are numbers."""


def _by_first_word(phrases: dict[str, int]) -> dict[str, list[tuple[tuple[str, ...], int]]]:
    """First word → the phrases that begin with it, in words, and what each counts."""
    table: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for phrase, step in phrases.items():
        table.setdefault(phrase.split()[0], []).append((tuple(phrase.split()), step))
    return table


@cache
def date_words() -> DateWords:
    """The tables, built on first use."""
    return DateWords()
