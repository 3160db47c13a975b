"""Wrapping: nothing lost, nothing too wide, and every offset found again on the grid."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from index.sanitise import visible
from tui.layout import Layers, Lines, advances, runs

TEXTS = st.text(
    st.one_of(
        st.sampled_from(list("ab  \n-")),
        st.sampled_from(["\u0301", "\u4f60", "\U0001f600", "\u2600", "\ufe0f", "\uff21", "\u200d"]),
        st.characters(),
    ),
    max_size=80,
)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("satu dua tiga", 8, ["satu dua", "tiga"]),
        ("satu dua tiga", 9, ["satu dua", "tiga"]),
        ("satu   dua", 5, ["satu", "dua"]),
        ("satu\n\ndua", 20, ["satu", "", "dua"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("satu abcdefgh", 6, ["satu", "abcdef", "gh"]),
        ("\u4f60\u597d\u4e16\u754c", 5, ["\u4f60\u597d", "\u4e16\u754c"]),
        ("cafe\u0301s ya", 5, ["cafe\u0301s", "ya"]),
        ("abe\u0301e\u0301", 3, ["abe\u0301", "e\u0301"]),
        ("\u4f60", 1, ["\u4f60"]),
        ("", 10, [""]),
        ("satu ", 10, ["satu"]),
    ],
)
def test_wrapping(text: str, width: int, lines: list[str]) -> None:
    wrapped = Lines(text, width)
    assert [text[start:end] for start, end in zip(wrapped.starts, wrapped.ends, strict=True)] == lines


@given(TEXTS, st.integers(2, 30))
def test_no_line_is_too_wide_and_only_blanks_are_left_out(raw: str, width: int) -> None:
    text = visible(raw, lines=True)
    lines = Lines(text, width)
    kept: set[int] = set()
    for start, end in zip(lines.starts, lines.ends, strict=True):
        assert cell_len(text[start:end]) <= width
        assert not kept & set(range(start, end))
        kept.update(range(start, end))
    assert {text[i] for i in set(range(len(text))) - kept} <= {" ", "\n"}
    assert lines.starts == sorted(lines.starts)


@given(TEXTS, st.integers(2, 30))
def test_every_offset_is_found_again_at_its_cell(raw: str, width: int) -> None:
    text = visible(raw, lines=True)
    lines = Lines(text, width)
    for number, (start, end) in enumerate(zip(lines.starts, lines.ends, strict=True)):
        for offset in range(start, end):
            assert lines.line_of(offset) == number
            if advances(text[start:end])[offset - start]:
                column = lines.column_of(offset)
                assert lines.column_of(lines.offset_at(number, column)) == column


@given(TEXTS)
def test_the_advances_add_up_to_what_the_terminal_shows(raw: str) -> None:
    text = visible(raw)
    assert sum(advances(text)) == cell_len(text)


@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 12)), max_size=12),
    st.integers(0, 40),
    st.integers(1, 20),
)
def test_layers_find_all_that_touches_a_line(spans: list[tuple[int, int]], start: int, length: int) -> None:
    named = [(begin, begin + size, str(number)) for number, (begin, size) in enumerate(spans)]
    wanted = [span for span in named if span[0] < span[1] and span[0] < start + length and span[1] > start]
    assert Layers(named).touching(start, start + length) == wanted


def test_runs_are_cut_at_every_edge_and_name_what_lies_on_them_lowest_first() -> None:
    assert runs(0, 10, [(2, 8, "quote"), (4, 6, "person"), (5, 20, "hit")]) == [
        (0, 2, ()),
        (2, 4, ("quote",)),
        (4, 5, ("quote", "person")),
        (5, 6, ("quote", "person", "hit")),
        (6, 8, ("quote", "hit")),
        (8, 10, ("hit",)),
    ]
