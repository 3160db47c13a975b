"""What is marked in an article and shown of it in a list."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Span
from index.collection import parse
from index.collection.highlighting import Highlighter
from index.collection.snippets import make_snippet
from tests.support.invented import article, country, facts, person, reader_of

BODY = "Menteri berkunjung ke Wina. Kunjungan resmi itu, kata Kunj. Jumat, tiba di kota Wina lagi."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("kunjungan", ["berkunjung", "Kunjungan"]),
        ('"kunjungan"', ["Kunjungan"]),
        ('"kunjungan resmi"', ["Kunjungan resmi"]),
        ("kunj*", ["Kunjungan", "Kunj"]),
        ("kota-wina", ["kota Wina"]),
        ("jum’at", ["Jumat"]),
        ("wina -resmi", ["Wina", "Wina"]),
        ("wina OR resmi", ["Wina", "resmi", "Wina"]),
        ("title:wina", []),
        ("source:wina", []),
        ("place:wina", ["Wina", "Wina"]),
        ('resmi "resmi itu"', ["resmi itu"]),
        ("date:2024 is:read", []),
        ("", []),
    ],
)
def test_what_is_marked(text: str, words: list[str]) -> None:
    assert [span.of(BODY) for span in Highlighter(parse(text)).spans(BODY)] == words


def test_a_word_of_the_title_is_marked_in_the_title() -> None:
    marked = Highlighter(parse("title:wina"), in_title=True).spans("Wina lagi")
    assert [span.of("Wina lagi") for span in marked] == ["Wina"]


def test_other_names_are_marked_too() -> None:
    body = "Tiongkok, kata Sergey Petrov, dan China."
    reader = reader_of((article("a", body), facts([country("Tiongkok", "CN"), person("Sergey Petrov")])))
    assert [span.of(body) for span in reader.hit_spans("country:China", body)] == ["Tiongkok"]
    assert [span.of(body) for span in reader.hit_spans('person:"Sergei Petrov"', body)] == ["Sergey Petrov"]


def test_a_snippet_shows_where_the_words_stand_together() -> None:
    filler = "Kalimat tanpa isi yang penting. " * 20
    body = f"Ada gencatan di sini. {filler}Mereka menyepakati gencatan senjata di perbatasan.\n\n{filler}"
    spans = Highlighter(parse("gencatan senjata perbatasan")).spans(body)
    snippet = make_snippet(body, spans)
    assert [mark.of(snippet.text) for mark in snippet.marks] == ["gencatan", "senjata", "perbatasan"]
    assert snippet.text.startswith("…")
    assert snippet.text.endswith("…")
    assert "\n" not in snippet.text
    assert len(snippet.text) <= 162


def test_without_marks_a_snippet_is_the_beginning() -> None:
    assert make_snippet("Pendek saja.", []).text == "Pendek saja."
    assert make_snippet("", []).text == ""


@given(
    st.text(alphabet="ab \n.", max_size=500),
    st.lists(st.tuples(st.integers(0, 499), st.integers(1, 9)), max_size=8),
)
def test_a_snippet_keeps_its_marks_in_place(body: str, places: list[tuple[int, int]]) -> None:
    spans: list[Span] = []
    for start, length in sorted(places):
        end = min(start + length, len(body))
        if start < end and (not spans or start >= spans[-1].end):
            spans.append(Span(start, end))
    snippet = make_snippet(body, spans)
    plain = body.replace("\n", " ")
    words = {span.start: span.of(plain) for span in spans}
    for mark in snippet.marks:
        assert any(text.startswith(mark.of(snippet.text)) for text in words.values())
    assert bool(snippet.marks) == bool(spans)
