"""Words that a reader takes for the same are one search term."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.collection.analyzer import fold, located_terms, terms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Menlu RI", ["menlu", "ri"]),
        ("China-Rusia", ["china", "rusia"]),
        ("Jum'at Jum’at Jumat", ["jumat", "jumat", "jumat"]),
        ("KTT G20, 2025", ["ktt", "g20", "2025"]),
        ("kun\u00adjungan kun\u200bjungan", ["kunjungan", "kunjungan"]),
        ("Erdoğan Erdogan", ["erdogan", "erdogan"]),
        ("İSTANBUL ıstanbul istanbul", ["istanbul", "istanbul", "istanbul"]),
        ("Łódź Malmö", ["lodz", "malmo"]),
        ("ﬁnal ｆｉｎａｌ", ["final", "final"]),
        ("Straße STRASSE", ["strasse", "strasse"]),
        ("snake_case", ["snake", "case"]),
        ("“kata”, — !!! …", ["kata"]),
        ("Перу 中国", ["перу", "中国"]),
        ("", []),
    ],
)
def test_terms(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


@given(st.text(max_size=80))
def test_normal_forms_give_the_same_terms(text: str) -> None:
    assert terms(unicodedata.normalize("NFC", text)) == terms(unicodedata.normalize("NFD", text))


@given(st.text(max_size=80))
def test_offsets_bound_the_word(text: str) -> None:
    located = located_terms(text)
    assert [term for term, _, _ in located] == terms(text)
    assert all(fold(text[start:end]) == term for term, start, end in located)
    assert all(one[2] <= other[1] for one, other in pairwise(located))


def test_every_letter_gives_one_term_in_either_form() -> None:
    letters = [chr(code) for code in range(0x80, 0x20000) if chr(code).isalnum()]
    composed = [letter for letter in letters if unicodedata.normalize("NFD", letter) != letter]
    assert [
        letter for letter in composed if terms(unicodedata.normalize("NFD", letter)) != terms(letter)
    ] == []
