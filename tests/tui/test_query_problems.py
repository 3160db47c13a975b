"""Faults in a query are said in the language of the screen."""

from __future__ import annotations

import pytest

from index.collection import parse
from tui.i18n import use_language
from tui.query_problems import PATTERNS, in_words

FAULTY = [
    '"kunjungan resmi', "(wang", "wang)", "()", "(" * 40 + "wang" + ")" * 40, "OR wang", "wang OR", "wang - lavrov",
    "wang -", "speaker:", "unknown:wang", "…", "*", "kun*ungan", "date:kemarin", "is:wrong", "wang " * 500,
]  # fmt: skip


@pytest.mark.parametrize("query", FAULTY)
def test_every_fault_is_said_in_indonesian_too(query: str) -> None:
    problems = parse(query).problems
    assert problems
    use_language("id")
    for problem in problems:
        assert in_words(problem.message) != problem.message


def test_the_words_of_the_query_stay_in_the_message() -> None:
    use_language("id")
    (problem,) = parse("date:kemarin").problems
    assert "kemarin" in in_words(problem.message)
    assert "“a{b}”" in in_words("there is no field “a{b}”; there are speaker, person")


def test_in_english_nothing_changes() -> None:
    for query in FAULTY:
        for problem in parse(query).problems:
            assert in_words(problem.message) == problem.message


def test_what_there_is_no_pattern_for_is_shown_as_it_is() -> None:
    assert in_words("something else {odd}") == "something else {odd}"
    assert len(set(PATTERNS)) == len(PATTERNS)
