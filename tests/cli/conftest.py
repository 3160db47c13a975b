"""A command line to call, and articles to call it on."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from tui.command_line import run

ROOT = Path(__file__).resolve().parents[2]


class Outcome(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


Program = Callable[..., Outcome]


@pytest.fixture
def program(capfdbinary: pytest.CaptureFixture[bytes]) -> Program:
    """Runs the command line in this process, standard output and error being no terminal."""

    def call(*arguments: str | Path) -> Outcome:
        code = run([str(argument) for argument in arguments])
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        return Outcome(code, out.decode(), err.decode())

    return call


def process(*arguments: str | Path, **options: object) -> subprocess.Popen[bytes]:
    """The program in a process of its own."""
    command = [sys.executable, "-c", "from tui.cli import main; main()", *map(str, arguments)]
    return subprocess.Popen(command, env=os.environ | {"PYTHONPATH": str(ROOT)}, **options)  # type: ignore[call-overload,no-any-return]


ARTICLE = """Menlu Sugiono tiba di Hanoi

Hanoi (KABAR) - Menteri Luar Negeri RI Sugiono tiba di Hanoi, Vietnam, pada Senin (3/3/2025).

"Kami ingin kerja sama ini naik tingkat," kata Sugiono.
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """One article in a file."""
    path = tmp_path / "berita" / "hanoi.txt"
    path.parent.mkdir()
    path.write_text(ARTICLE, encoding="utf-8")
    return path
