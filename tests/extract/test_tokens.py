"""The token pass: offsets, sentences, and words that ran together."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Span
from index.extract.tokens import Tokens


def tokens_of(body: str) -> Tokens:
    spans, offset = [], 0
    for paragraph in body.split("\n\n"):
        spans.append(Span(offset, offset + len(paragraph)))
        offset += len(paragraph) + 2
    return Tokens(body, spans)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("hubungan China-Rusia", ["hubungan", "China", "-", "Rusia"]),
        ("N'Djamena, Ma'ruf", ["N'Djamena", ",", "Ma'ruf"]),
        ("Jumat (28/3)", ["Jumat", "(", "28", "/", "3", ")"]),
        ("PresidenPrabowo", ["Presiden", "Prabowo"]),
        ("tiba keRusia", ["tiba", "ke", "Rusia"]),
        ("RIPrabowo", ["RI", "Prabowo"]),
        ("McDonald YouTube NasDem PressTV", ["McDonald", "YouTube", "NasDem", "PressTV"]),
    ],
)
def test_words(body: str, words: list[str]) -> None:
    tokens = tokens_of(body)
    assert tokens.text == words
    assert [body[a:b] for a, b in zip(tokens.start, tokens.end, strict=True)] == words


@pytest.mark.parametrize(
    ("body", "sentences"),
    [
        ("Ia tiba. Ia pulang.", 2),
        ("Prof. Dr. Rahmat tiba di Jl. Melati.", 1),
        ("John F. Kennedy tiba.", 1),
        ("Itu ditulisnya di X. Ia pulang.", 2),
        ('"Kami siap." Ia pulang.', 2),
        ("Nilainya 2.500 orang.", 1),
        ("Benarkah? Ya! Tentu…", 3),
        ("Satu paragraf\n\nlalu satu lagi", 2),
    ],
)
def test_sentences(body: str, sentences: int) -> None:
    assert len(tokens_of(body).sentences) == sentences


def test_glued_tells_what_touches() -> None:
    tokens = tokens_of("Kim Jong-un")
    assert tokens.glued == [False, False, True, True]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=80), max_size=6))
def test_tokens_cover_the_text_in_order(paragraphs: list[str]) -> None:
    body = "\n\n".join(part.replace("\n", " ") for part in paragraphs)
    tokens = tokens_of(body)
    spans = list(zip(tokens.start, tokens.end, strict=True))
    assert [body[a:b] for a, b in spans] == tokens.text
    assert all(a < b for a, b in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    assert [i for sentence in tokens.sentences for i in sentence] == list(range(len(tokens)))
    assert sum(len(word) for word in tokens.text) == sum(not character.isspace() for character in body)
