"""The hand-kept lexicons: well formed, without repeats, and at peace with one another."""

from __future__ import annotations

import re
from collections import Counter
from importlib.resources import files
from typing import Any

import pytest

import index.language
from index.extract.sheet import name_parts, ordinary_words
from index.language import load
from index.language.places import gazetteer

NAMES = sorted(
    entry.name.removesuffix(".toml")
    for entry in files(index.language).iterdir()
    if entry.name.endswith(".toml")
)


def lists(table: dict[str, Any], path: str = "") -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            found |= lists(value, f"{path}{key}.")
        elif isinstance(value, list):
            found[f"{path}{key}"] = value
    return found


@pytest.mark.parametrize("name", NAMES)
def test_every_lexicon_says_what_it_is(name: str) -> None:
    text = files(index.language).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    assert text.startswith("# ")
    assert load(name)


@pytest.mark.parametrize(
    "name", ["offices", "organisations", "persons", "localities", "abbreviations", "derivations"]
)
def test_no_list_repeats_itself(name: str) -> None:
    for path, values in lists(load(name)).items():
        repeated = [value for value, count in Counter(map(str, values)).items() if count > 1]
        assert not repeated, path


def test_no_body_is_listed_under_two_names() -> None:
    listed = Counter(
        name for usual, others in load("organisations")["bodies"].items() for name in {usual, *others}
    )
    assert [name for name, count in listed.items() if count > 1] == []


def test_names_of_people_are_whole() -> None:
    for full, country, *others in load("persons")["known"]["people"]:
        assert full == full.strip()
        assert country == "" or re.fullmatch("[A-Z]{2}", country)
        assert full not in others


def test_countries_of_bodies_are_codes_and_the_bodies_listed() -> None:
    table = load("organisations")
    codes = {place.country for place in gazetteer().values() if place.kind == "country"}
    usual = set(table["bodies"])
    for code, names in table["countries"].items():
        assert code in codes
        assert set(names) <= usual


def test_no_cue_is_also_a_part_of_names() -> None:
    cues = load("persons")["cues"]
    assert not name_parts() & {*cues["before"], *cues["after"]}


def test_no_part_of_names_is_an_ordinary_word_of_the_counted_list() -> None:
    counted = set(load("ordinary")["words"].split())
    both = name_parts() & counted
    assert len(both) < 10, sorted(both)


def test_offices_and_cues_are_ordinary_words() -> None:
    assert {"menteri", "presiden", "kementerian", "mengatakan", "kota", "senin"} <= ordinary_words()
    assert not {"lavrov", "zhao", "prabowo"} & ordinary_words()


def test_abbreviated_offices_are_spelt_out_in_lower_case() -> None:
    for short, meaning in load("offices")["abbreviations"].items():
        assert short[0].isupper()
        assert re.fullmatch("[a-z ]+", meaning)


def test_an_unknown_lexicon_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        load("nowhere")
