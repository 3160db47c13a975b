"""A command line to call, in this process or in one of its own, and articles to call it on."""

from __future__ import annotations

import contextlib
import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.support.program import Outcome, Process, Program, Terminal
from tui.command_line import run

ARTICLE = """Menlu Sugiono tiba di Hanoi

Hanoi (ANTARA) - Menteri Luar Negeri RI Sugiono tiba di Hanoi, Vietnam, pada Senin (3/3/2025).

"Kami ingin kerja sama ini naik tingkat," kata Sugiono.

Waktu posting: 3 Maret 2025
"""
SECOND = """Kabar pasar beras

Jakarta (ANTARA) - Harga beras turun pada Selasa (4/3/2025), kata pedagang bernama Wati Lestari.

Waktu posting: 4 Maret 2025
"""


@pytest.fixture
def program(capfdbinary: pytest.CaptureFixture[bytes]) -> Program:
    """Runs the command line in this process; none of its streams is a terminal."""

    def call(*arguments: str | Path) -> Outcome:
        code = run([str(argument) for argument in arguments])
        out, err = capfdbinary.readouterr()
        return Outcome(code, out.decode(), err.decode())

    return call


@pytest.fixture
def process(root: Path) -> Process:
    """Starts the program, or other *code* in its place, in a process of its own; keyword arguments as for Popen."""

    def start(
        *arguments: str | Path, code: str = "from tui.cli import main; main()", **options: Any
    ) -> subprocess.Popen[bytes]:
        environment = os.environ | {"PYTHONPATH": str(root)} | options.pop("env", {})
        command = [sys.executable, "-c", code, *map(str, arguments)]
        return subprocess.Popen(command, env=environment, **options)

    return start


@pytest.fixture
def on_terminal(root: Path) -> Terminal:
    """Runs the program on a pseudo-terminal, typing *answer* when it asks; gives exit code and all it wrote."""

    def call(*arguments: str | Path, answer: bytes = b"") -> tuple[int, bytes]:
        child, terminal = pty.fork()
        if child == 0:
            os.environ.update(PYTHONPATH=str(root), TERM="xterm-256color", COLUMNS="80", LINES="24")
            command = "from tui.cli import main; main()"
            os.execv(sys.executable, [sys.executable, "-c", command, *map(str, arguments)])
        written, deadline = b"", time.monotonic() + 60
        with contextlib.suppress(OSError):  # the end of a pseudo-terminal is an error on Linux
            while time.monotonic() < deadline:
                if not select.select([terminal], [], [], 1)[0]:
                    continue
                chunk = os.read(terminal, 65536)
                if not chunk:
                    break
                written += chunk
                if answer and written.rstrip().endswith(b"]"):
                    os.write(terminal, answer)
                    answer = b""
        os.close(terminal)
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), written

    return call


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A folder of two articles."""
    folder = tmp_path / "berita"
    folder.mkdir()
    (folder / "hanoi.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "pasar.txt").write_text(SECOND, encoding="utf-8")
    return folder
