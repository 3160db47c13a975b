"""Pairing of quotation marks: one row a shape of text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Span
from index.extract.quotation import find_quotations
from index.extract.tokens import Tokens


def tokens_of(body: str) -> Tokens:
    spans, offset = [], 0
    for paragraph in body.split("\n\n"):
        spans.append(Span(offset, offset + len(paragraph)))
        offset += len(paragraph) + 2
    return Tokens(body, spans)


def quoted(body: str) -> list[str]:
    tokens = tokens_of(body)
    return [tokens.words(q.first, q.last) for q in find_quotations(tokens)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('"Kami siap," kata Budi.', ["Kami siap,"]),
        ("“Kami siap,” kata Budi. “Besok pun siap.”", ["Kami siap,", "Besok pun siap."]),
        ("”Kami siap,” kata Budi.", ["Kami siap,"]),
        ('“Kami siap," kata Budi. "Besok pun siap.”', ["Kami siap,", "Besok pun siap."]),
        ("«Kami siap», kata Budi, lalu « pergi ».", ["Kami siap", "pergi"]),
        ("''Kami siap,'' kata Budi.", ["Kami siap,"]),
        ("'Kami siap,' kata Budi.", ["Kami siap,"]),
        # apostrophes are no marks
        ("Salat Jum'at di Leaders' Hall '90-an, kata Syi'ah itu.", []),
        # spaces on the wrong side
        ('" Kami siap, " kata Budi. " Besok pun siap," ujarnya.', ["Kami siap,", "Besok pun siap,"]),
        ('katanya,"Jika mau, silakan," ujar Budi. "Ya," ucapnya', ["Jika mau, silakan,", "Ya,"]),
        ('Ia pergi." Kami siap, "kata Budi.', ["Kami siap,"]),
        # a mark inside another quotation
        ('"Ia bilang "tidak" kemarin," kata Budi.', ['Ia bilang "tidak" kemarin,']),
        ("\"Ia bilang 'tidak' kemarin,\" kata Budi.", ["Ia bilang 'tidak' kemarin,"]),
        ("“Kami siap,’ kata Budi. “Ya,” ujarnya.", ["Kami siap,", "Ya,"]),
        # a lost mark costs its own quotation only
        ('"Kami siap, kata Budi. "Besok pun siap," ujarnya. "Lusa juga."', ["Besok pun siap,", "Lusa juga."]),
        ('Kami siap," kata Budi. "Besok pun siap," ujarnya.', ["Besok pun siap,"]),
        ('Ia pergi. "Kami siap.\n\nLalu ia tiba. "Besok pun siap," ujarnya.', ["Besok pun siap,"]),
        # over several paragraphs: an opening mark each, one closing mark
        ('"Kami siap.\n\n"Besok pun siap," kata Budi.', ["Kami siap.", "Besok pun siap,"]),
        ('"Kami siap (hari ini)\n\n" kata Budi.', ["Kami siap (hari ini)"]),
        ("Ia pergi. \"\n\n'Kami siap", []),
        ("", []),
        ('"', []),
        ('""', []),
    ],
)
def test_marks_are_paired(body: str, expected: list[str]) -> None:
    assert quoted(body) == expected


@given(st.text(alphabet="ab K.,!?\"“”'‘’«»\\\n", max_size=80))
def test_quotations_stay_in_their_paragraph_and_apart(body: str) -> None:
    tokens = tokens_of(body)
    reached = 0
    for quotation in find_quotations(tokens):
        assert reached <= quotation.opening < quotation.first < quotation.last <= quotation.closing
        assert tokens.paragraph[quotation.opening] == tokens.paragraph[quotation.last - 1]
        reached = quotation.closing
