"""The generated month and weekday names."""

from __future__ import annotations

from index.language import load
from index.language.generate_calendar import TARGET, render


def test_generated_names_are_current() -> None:
    assert TARGET.read_text(encoding="utf-8") == render(), "run python -m index.language.generate_calendar"


def test_supplement_repeats_nothing_and_numbers_are_in_range() -> None:
    names, words = load("calendar_names"), load("dates")
    for table, numbers in (("months", range(1, 13)), ("weekdays", range(7))):
        assert not set(names[table]) & set(words[table])
        assert {*names[table].values(), *words[table].values()} == set(numbers)


def test_words_of_the_lexicon_are_casefolded() -> None:
    def strings(value: object) -> list[str]:
        if isinstance(value, dict):
            return [word for item in value.items() for part in item for word in strings(part)]
        if isinstance(value, list):
            return [word for item in value for word in strings(item)]
        return [value] if isinstance(value, str) else []

    assert [word for word in strings(load("dates")) if word != word.casefold()] == []


def test_no_word_is_a_cue_of_two_tenses() -> None:
    tense = load("dates")["tense"]
    cues = [*tense["planned"], *tense["past"], *tense["reported"]]
    assert len(cues) == len(set(cues))
