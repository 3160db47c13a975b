"""Frames, and the least that turns one into another, on an emulated terminal."""

from __future__ import annotations

import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.support.emulator import Cell, Screen, Terminal, differences
from tui.terminal.frame import Frame, difference, encode
from tui.terminal.row import Row, Run
from tui.terminal.sgr import change

STYLES = (
    "", "1", "2;38;5;3", "48;5;17", "1;38;5;3;48;5;17", "4;38;5;9", "7;31", "3;9;38;2;1;2;3;48;2;4;5;6", "1;2;97;104",
    "4;48;5;17 id=7;https://berita.example/a;b",
)  # fmt: skip
SINGLE = "abz ··│é"
CLUSTERS = ("漢", "字", "e\u0301", "😀", "❤\ufe0f", "👩\u200d🚀", "🇮🇩")

singles = st.builds(Run, st.text(SINGLE, min_size=1, max_size=9), st.sampled_from(STYLES), st.just(0))
clusters = st.builds(
    lambda text, style: Run(text, style, cell_len(text)),
    st.sampled_from(CLUSTERS),
    st.sampled_from(STYLES),
)
rows = st.lists(singles | clusters, max_size=12)


def screens(width: int, height: int) -> st.SearchStrategy[list[list[Run]]]:
    return st.lists(rows, min_size=height, max_size=height)


def whole(frame: Frame) -> Terminal:
    """A terminal that *frame* was drawn on cell by cell, every style set from nothing."""
    terminal = Terminal(frame.width, frame.height)
    for y, row in enumerate(frame.rows):
        for x, (cell, style) in enumerate(zip(*row, strict=True)):
            if cell:
                terminal.feed(f"\x1b[{y + 1};{x + 1}H{change('', style)}{cell}{change(style, '')}")
    return terminal


def assert_same(terminal: Terminal, wanted: Frame) -> None:
    assert differences(terminal.cells, whole(wanted).cells) == []


@given(st.data(), st.integers(1, 24), st.integers(1, 6), st.booleans())
def test_a_difference_leads_from_any_screen_to_any_other(
    data: st.DataObject, width: int, height: int, bce: bool
) -> None:
    terminal = Terminal(width, height)
    shown = Frame.of(data.draw(screens(width, height)), width, height)
    terminal.feed("rubbish\x1b[3;31m" + encode(shown, bce=bce))
    assert_same(terminal, shown)
    wanted = Frame.of(data.draw(screens(width, height)), width, height)
    terminal.feed(difference(shown, wanted, bce=bce))
    assert_same(terminal, wanted)
    assert terminal.screen.style == Cell()


@pytest.mark.parametrize("seed", range(60))
def test_rows_that_moved_are_moved(seed: int) -> None:
    """Lists that scroll beside what stays, with rows that change on the way."""
    dice = random.Random(seed)
    width, height, bce = dice.randint(8, 40), dice.randint(5, 16), dice.random() < 0.7
    lines = [_line(dice, dice.randint(1, width)) for _ in range(60)]
    top, bottom = sorted(dice.sample(range(height + 1), 2))
    at, terminal = 20, Terminal(width, height)
    shown = Frame.filled(width, height)
    for _step in range(8):
        at = max(0, min(40, at + dice.choice((-3, -2, -1, 1, 2, 5))))
        made = [lines[0]] * top + lines[at : at + bottom - top] + [lines[1]] * (height - bottom)
        if dice.random() < 0.5:
            made[dice.randrange(height)] = _line(dice, width)
        wanted = Frame.of(made, width, height)
        terminal.feed(difference(shown, wanted, bce=bce))
        assert_same(terminal, wanted)
        shown = wanted


def _line(dice: random.Random, length: int) -> list[Run]:
    text = "".join(dice.choice("abcdefgh    ") for _ in range(length))
    return [Run(text, dice.choice(STYLES)), Run("漢", "1", 2)][: dice.randint(1, 2)]


def test_a_list_that_scrolls_costs_its_new_line_only() -> None:
    lines = [[Run(f"{number} and some words that make it a line", "")] for number in range(30)]
    shown, wanted = Frame.of(lines[:20], 60, 20), Frame.of(lines[1:21], 60, 20)
    sent = difference(shown, wanted)
    assert "\x1b[1;20r\x1b[S\x1b[r" in sent
    assert len(sent) < 60


def test_what_did_not_change_is_not_sent() -> None:
    frame = Frame.of([[Run("Kunjungan menteri", "1;38;5;3")], []], 40, 2)
    assert difference(frame, frame) == ""
    again = Frame.of([[Run("Kunjungan menteri", "1;38;5;3")], []], 40, 2)
    assert difference(frame, again) == ""
    other = Frame.of([[Run("Kunjungan Menteri", "1;38;5;3")], []], 40, 2)
    assert difference(frame, other) == "\x1b[1;11H\x1b[1;38;5;3mM\x1b[m"


def test_the_colour_of_erased_cells_is_trusted_only_where_terminfo_says_so() -> None:
    frame = Frame.of([[Run("a" + " " * 39, "48;5;17")]], 40, 1)
    assert "\x1b[K" not in encode(frame, bce=False)
    assert "\x1b[48;5;17m\x1b[2J" in encode(frame, bce=True).replace("\x1b[;", "\x1b[")


@pytest.mark.parametrize(
    "cluster", [cluster for cluster in CLUSTERS if len(cluster) > 1 or cluster > "\uffff"]
)
def test_where_terminals_differ_about_a_width_the_rest_of_the_row_stands_right(cluster: str) -> None:
    """A terminal that measures code point by code point draws the character itself as it may, and all else in place."""
    cells = cell_len(cluster)
    before = Frame.of([[Run("abc", ""), Run(cluster, "", cells), Run("defghijkl", "")]], 20, 1)
    terminal = Terminal(20, 1, Screen)
    terminal.feed("\x1b[?7l" + encode(before))
    for style, tail in (("1", "defghijkl"), ("1", "dEfghijkl"), ("", "dEfghijkl"), ("", "..fghijkl")):
        after = Frame.of([[Run("abc", ""), Run(cluster, style, cells), Run(tail, "")]], 20, 1)
        terminal.feed(difference(before, after))
        text = "".join(cell.data for cell in terminal.cells[0])
        assert text.startswith("abc")
        assert text.rstrip().endswith(tail)
        assert [cell.data for cell in terminal.cells[0][3 + cells :]] == list(tail.ljust(17 - cells))
        before = after


@given(st.data(), st.integers(1, 24), st.integers(1, 6))
def test_a_frame_survives_json(data: st.DataObject, width: int, height: int) -> None:
    frame = Frame.of(data.draw(screens(width, height)), width, height)
    assert Frame.from_json(json.loads(json.dumps(frame.as_json()))) == frame


@pytest.mark.parametrize(
    "stored",
    [
        None,
        {},
        {"width": 3, "height": 1, "rows": []},
        {"width": 0, "height": 0, "rows": []},
        {"width": "3", "height": 1, "rows": [[]]},
        {"width": 3, "height": 1, "rows": [[["a\x1b[31m", ""]]]},
        {"width": 3, "height": 1, "rows": [[["a\x9b31m", ""]]]},
        {"width": 3, "height": 1, "rows": [[["a", "1m\x1b]52;c;YQ==\x07"]]]},
        {"width": 3, "height": 1, "rows": [[["a", "1 \x07"]]]},
        {"width": 3, "height": 1, "rows": [[["a", 1]]]},
        {"width": 3, "height": 1, "rows": [[["a", "", 3]]]},
        {"width": 3, "height": 1, "rows": [[["", ""]]]},
        {"width": 3, "height": 1, "rows": [[["\ud800", ""]]]},
    ],
)
def test_what_could_do_more_than_show_text_is_no_frame(stored: object) -> None:
    with pytest.raises(ValueError, match="no frame"):
        Frame.from_json(stored)


@pytest.mark.parametrize(
    ("old", "new", "sent"),
    [
        ("", "1", "\x1b[1m"),
        ("1", "", "\x1b[m"),
        ("1;38;5;3", "38;5;3", "\x1b[22m"),
        ("1;2;31", "2;31", "\x1b[22;2m"),
        ("1;38;5;3;48;5;4", "1;38;5;9;48;5;4", "\x1b[38;5;9m"),
        ("1;3;4;38;5;3;48;5;4", "38;5;9", "\x1b[;38;5;9m"),
        ("38;2;1;2;3;48;5;4", "38;2;1;2;3", "\x1b[49m"),
        ("1 id=1;http://a", "1", "\x1b]8;;\x1b\\"),
        ("", "1 id=1;http://a", "\x1b[1m\x1b]8;id=1;http://a\x1b\\"),
        ("1", "1", ""),
        ("1;7;39;49", "1;7;33", "\x1b[33m"),
        ("1;10", "1", "\x1b[;1m"),
    ],
)
def test_styles_change_by_the_shortest_sequence(old: str, new: str, sent: str) -> None:
    assert change(old, new) == sent


def test_a_row_is_cut_and_filled_to_its_width() -> None:
    assert Row.of([Run("abc", ""), Run("漢", "1", 2)], 4).cells == ("a", "b", "c", " ")
    assert Row.of([Run("ab", "")], 4).cells == ("a", "b", " ", " ")
