"""Lines for people: progress in words, text cut to the columns there are, nothing dangerous let through."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Span
from index.collection.progress import Progress
from index.sanitise import visible
from tests.support.program import Terminal
from tui import progress
from tui.console import Console, bold, cells, shortened
from tui.progress import ProgressLine, duration, progress_line


@pytest.mark.parametrize(
    ("moment", "line"),
    [
        (Progress("finding", 12), "Looking for articles: 12"),
        (Progress("reading", 1234, 10000, 250.4, 35.06), "Reading: 1,234 of 10,000, 250 articles/s, 0:35 left"),
        (Progress("reading", 5), "Reading: 5"),
        (Progress("writing", 900, 900, 250.0, 0.0), "Writing the index: 900 of 900, 250 articles/s, 0:00 left"),
    ],
)  # fmt: skip
def test_progress_in_words(moment: Progress, line: str) -> None:
    assert progress_line(moment) == line


@pytest.mark.parametrize(
    ("seconds", "shown"), [(0.4, "0:00"), (59.6, "1:00"), (754, "12:34"), (3723, "1:02:03")]
)
def test_durations(seconds: float, shown: str) -> None:
    assert duration(seconds) == shown


def test_progress_where_nobody_looks_is_a_line_now_and_then(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 100.0
    monkeypatch.setattr(progress.time, "monotonic", lambda: now)  # type: ignore[attr-defined]
    with ProgressLine(Console()) as line:
        for now in (100.1, 105.0, 110.1, 112.0, 121.0):
            line(Progress("reading", int(now)))
    assert capfd.readouterr().err == "Reading: 110\nReading: 121\n"


def test_progress_on_a_terminal_is_one_line_that_goes_away(on_terminal: Terminal, tmp_path: Path) -> None:
    records = tmp_path / "berita.jsonl"
    text = "Menlu tiba di Hanoi. " * 40
    records.write_text("".join(f'{{"id": "{n}", "text": "{text}"}}\n' for n in range(500)), encoding="utf-8")
    code, written = on_terminal("add", records)
    assert code == 0
    drawn = [part for part in written.split(b"\r") if b" articles/s, " in part]
    assert drawn
    assert all(part.endswith(b"\x1b[K") and len(part) <= 80 + 3 for part in drawn)
    assert b"\r\x1b[K500 added." in written


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])), st.integers(1, 40))
def test_shortened_text_fits(text: str, width: int) -> None:
    cut = shortened(text, width)
    assert cells(cut) <= width
    assert cut == text or text.startswith(cut.removesuffix("…"))


def test_wide_and_combining_characters_are_measured() -> None:
    assert cells("王毅") == 4
    assert cells("e\u0301") == 1
    assert shortened("王毅 di Moskwa", 6) == "王毅…"


@given(st.text(), st.lists(st.integers(0, 20), max_size=6).map(sorted))
def test_bold_type_changes_no_character(text: str, ends: list[int]) -> None:
    marks = [Span(first, last) for first, last in zip(ends[::2], ends[1::2], strict=False)]
    shown = bold(text, marks, styled=True)
    assert shown.replace("\x1b[1m", "").replace("\x1b[22m", "") == visible(text)
    assert bold(text, marks, styled=False) == visible(text)


@pytest.mark.parametrize(("answer", "yes"), [("y\n", True), ("YES\n", True), ("\n", False), ("", False)])
def test_only_a_yes_is_a_yes(monkeypatch: pytest.MonkeyPatch, answer: str, yes: bool) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(answer))
    assert Console().ask("Take them out? [y/N]") is yes
