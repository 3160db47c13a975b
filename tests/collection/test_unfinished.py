"""The query that is searched for while its last word is being typed."""

from __future__ import annotations

import pytest

from index.collection.query import parse
from index.collection.unfinished import as_typed_so_far


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("", ""),
        ("k", "k*"),
        ("menlu ru", "menlu ru*"),
        ("menlu ", "menlu "),
        ("ru*", "ru*"),
        ("speaker:lav", "speaker:lav*"),
        ("speaker:", "speaker:"),
        ("menlu OR men", "menlu OR men*"),
        ("menlu OR", "menlu OR"),
        ("(menlu OR men", "(menlu OR men*"),
        ("menlu -ru", "menlu -ru"),
        ('"gencatan sen', '"gencatan sen'),
        ('"gencatan senjata"', '"gencatan senjata"'),
        ("date:2025", "date:2025"),
        ("menlu is:mark", "menlu is:mark"),
        ("covid-1", "covid-1*"),
        ("jum’a", "jum’a*"),
    ],
)
def test_the_last_word_may_be_the_beginning_of_one(typed: str, asked: str) -> None:
    assert as_typed_so_far(typed) == asked


@pytest.mark.parametrize("typed", ["menlu (ru", 'menlu "ru', "menlu OR ru", "country:xq", "menlu ru"])
def test_problems_stay_where_they_are(typed: str) -> None:
    before, after = parse(typed).problems, parse(as_typed_so_far(typed)).problems
    assert [(problem.start, str(problem.message)) for problem in before] == [
        (problem.start, str(problem.message)) for problem in after
    ]
