"""Marked words are found again, or said to be lost, never put somewhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Span
from index.notebook.anchor import locate
from index.notebook.model import CONTEXT

BODY = (
    "Menlu Sugiono tiba di Hanoi pada Senin.\n\n"
    '"Kami sepakat memperluas kerja sama," kata Sugiono. "Kami sepakat," ujarnya lagi.\n\n'
    "Tuan rumah menyebut pertemuan itu hangat. Menurut tuan rumah, semua pihak hadir."
)


def marked(body: str, words: str, occurrence: int = 0) -> tuple[str, str, str, int]:
    start = -1
    for _ in range(occurrence + 1):
        start = body.index(words, start + 1)
    end = start + len(words)
    return words, body[max(0, start - CONTEXT) : start], body[end : end + CONTEXT], start


@pytest.mark.parametrize(
    ("words", "occurrence", "changed", "expected"),
    [
        pytest.param("Kami sepakat", 1, BODY, BODY.rindex("Kami sepakat"), id="unchanged"),
        pytest.param("Kami sepakat", 1, "Ralat.\n\n" + BODY, BODY.rindex("Kami sepakat") + 8, id="moved down"),
        pytest.param(
            "Kami sepakat", 0, BODY.replace("memperluas", "membatasi"), BODY.index("Kami"), id="one side whole"
        ),
        pytest.param(
            "Kami sepakat", 0, BODY.replace("memperluas", "kini").replace("Senin", "Selasa"), None,
            id="both sides changed",
        ),
        pytest.param(
            "Kami sepakat memperluas kerja sama,", 0, BODY.replace(" kata Sugiono", " tegas Menlu Sugiono"),
            BODY.index("Kami"), id="long words, context changed",
        ),
        pytest.param(
            "Kami sepakat memperluas kerja sama", 0, BODY.replace("kerja sama", "kerja\n\nsama"),
            BODY.index("Kami"), id="broken over paragraphs",
        ),
        pytest.param(
            "Kami sepakat memperluas kerja sama", 0, BODY.replace("memperluas", "membatasi"), None, id="a word changed"
        ),
        pytest.param("tuan rumah", 0, BODY.replace("tuan rumah", "Tuan rumah"), None, id="case changed"),
        pytest.param("Hanoi", 0, "Delegasi meninggalkan Hanoi kemarin.", None, id="a short word elsewhere"),
        pytest.param("Kami sepakat", 0, "", None, id="nothing left"),
    ],
)  # fmt: skip
def test_words_are_found_or_lost(words: str, occurrence: int, changed: str, expected: int | None) -> None:
    found = locate(changed, *marked(BODY, words, occurrence))
    assert (found.start if found else None) == expected


def test_two_equal_places_are_no_place() -> None:
    paragraph = "Pertemuan itu berlangsung selama dua jam di istana negara."
    body = "Satu.\n\n" + paragraph
    doubled = paragraph + "\n\nBaru.\n\n" + paragraph
    words = marked(body, "berlangsung selama dua jam di istana")
    assert locate(body, *words) == Span(body.index("berlangsung"), body.index(" negara"))
    assert locate(doubled, *words) is None


def test_part_of_a_word_is_found_as_marked() -> None:
    assert locate("x" + BODY, *marked(BODY, "giono tiba di Ha")) == Span(9, 25)


def test_word_is_not_found_inside_another() -> None:
    body = "Utusan itu berkata: setuju dengan semua usul yang diajukan oleh tuan rumah."
    changed = body.replace("setuju", "ketidaksetujuan")
    assert locate(changed, *marked(body, "setuju")) is None


@given(st.text(max_size=60), st.text(min_size=1, max_size=40), st.text(max_size=60), st.text(max_size=60))
def test_what_is_found_has_the_same_words(head: str, words: str, tail: str, new_head: str) -> None:
    body = head + words + tail
    context = (words, head[-CONTEXT:] if head else "", tail[:CONTEXT], len(head))
    assert locate(body, *context) == Span(len(head), len(head) + len(words))
    changed = new_head + words + tail
    found = locate(changed, *context)
    if found is not None:
        assert found.of(changed).split() == words.split()
