"""The program in a real terminal: what it may import before the first paint, colours, and what survives a kill."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from index.errors import ExitCode
from index.notebook import Notebook
from tests.support.terminal import PtyProgram

PROGRAM = [sys.executable, "-c", "from tui.cli import main; main()"]
SEEN = "2 articles ·"
"""Stands on the screen once the bundled articles are listed."""


def reader(tmp_path: Path, root: Path, *arguments: str, env: Mapping[str, str] | None = None) -> PtyProgram:
    environment = {"PYTHONPATH": str(root), "XDG_DATA_HOME": str(tmp_path), **(env or {})}
    return PtyProgram([*PROGRAM, *arguments], env=environment, cwd=tmp_path)


def test_nothing_heavy_is_imported_before_the_first_paint(root: Path) -> None:
    code = (
        "import sys; from index.settings import Settings; from tui.app import reader; reader(settings=Settings());"
        "print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    loaded = {".".join(name.split(".")[:2]) for name in done.stdout.split()}
    late = {
        "whoosh",
        "babel",
        "sqlite3",
        "click",
        "Stemmer",
        "charset_normalizer",
        "index.extract",
        "index.export",
    }
    assert not loaded & late
    assert not [
        name for name in done.stdout.split() if name.startswith(("index.collection.", "tui.screens.help"))
    ]


def test_the_first_time_a_hint_says_how_to_add_articles(tmp_path: Path, root: Path) -> None:
    with reader(tmp_path, root) as program:
        program.wait_for("diplo-reader add FOLDER")
        program.type("j")
        program.wait_for(lambda screen: "diplo-reader add" not in screen)


def test_a_query_of_the_command_line_is_asked(tmp_path: Path, root: Path) -> None:
    with reader(tmp_path, root, "Tiongkok") as program:
        program.wait_for("best first")
        assert program.text.startswith("/ Tiongkok")


def test_a_named_collection_that_is_missing_is_said(tmp_path: Path, root: Path) -> None:
    with reader(tmp_path, root, "--collection", str(tmp_path / "nowhere")) as program:
        assert program.wait() == ExitCode.COLLECTION_UNUSABLE
        assert "there is no collection here yet" in program.text


def test_without_colour_everything_still_stands_out(tmp_path: Path, root: Path) -> None:
    with reader(tmp_path, root, "Rusia", env={"NO_COLOR": ""}) as program:
        program.wait_for(SEEN)
        program.type("enter")
        program.wait_for("Tiongkok")
        program.type("n", "m")
        program.wait_for("Highlighted")
    styles = set(re.findall(rb"\x1b\[([0-9;]*)m", bytes(program.output)))
    codes = {code for style in styles for code in style.split(b";")}
    coloured = {code for code in codes if code in (b"38", b"48") or re.fullmatch(rb"(3|4|9|10)[0-7]", code)}
    assert not coloured
    assert {b"1", b"3", b"4", b"7"} <= codes


@pytest.mark.parametrize("theme", ["dark", "light", "high-contrast", "ansi-dark", "ansi-light"])
def test_every_theme_draws_hits_and_entities(tmp_path: Path, root: Path, theme: str) -> None:
    with reader(tmp_path, root, "--theme", theme, "Rusia") as program:
        program.wait_for(SEEN)
        program.type("enter")
        program.wait_for("Tiongkok")
        program.type("?")
        program.wait_for("Moving")
        program.type("q", "e")
        program.wait_for("Markdown")


def test_a_highlight_survives_being_killed(tmp_path: Path, root: Path) -> None:
    with reader(tmp_path, root) as program:
        program.wait_for(SEEN)
        program.type("enter")
        program.wait_for("►")
        program.type("]q", "m")
        program.wait_for("Highlighted")
        program.process.kill()
        program.process.wait()
    with Notebook(next(tmp_path.rglob("*.sqlite"))) as notebook:
        assert [highlight.kind for highlight in notebook.highlights()] == ["quote"]
