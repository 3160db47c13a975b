"""The terminal is refused, prepared and left in order; each in a real pseudo-terminal."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from index.errors import ExitCode
from tests.support.terminal import PtyProgram
from tui.terminal import ending, environment

APP = """
import sys
from tui.terminal import ending, environment
environment.use_utf8()
import os
environment.prepare(os.environ)
from textual.app import App
from textual.widgets import Static

class Small(App):
    def on_load(self):
        ending.install_exit_handlers(self)
        EXTRA
    def compose(self):
        yield Static("siap \\u2502 \\u201ckutipan\\u201d \\u2014")

app = Small()
app.run(mouse=False)
sys.exit(app.return_code)
"""


@pytest.fixture
def script(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PYTHONPATH", str(root))
    path = tmp_path / "small.py"
    path.write_text(APP.replace("EXTRA", ""), encoding="utf-8")
    return path


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_ends_the_app_and_restores_the_terminal(script: Path, number: signal.Signals) -> None:
    with PtyProgram([sys.executable, script]) as program:
        program.wait_for("siap")
        assert program.now_attributes() != program.attributes
        program.process.send_signal(number)
        assert program.wait() == 128 + number
        assert program.now_attributes() == program.attributes
        last = bytes(program.output).rpartition(b"siap")[2]
        for restored in (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?2004l", b"\x1b[<u"):
            assert restored in last
        assert b"Traceback" not in last


@pytest.mark.parametrize("ignoring", [False, True], ids=["with SIGHUP", "SIGHUP ignored"])
def test_a_lost_terminal_ends_the_app(script: Path, ignoring: bool) -> None:
    if ignoring:
        text = script.read_text().replace(
            "ending.install_exit_handlers(self)",
            "ending.install_exit_handlers(self); import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)",
        )
        script.write_text(text)
    with PtyProgram([sys.executable, script]) as program:
        program.wait_for("siap")
        program.hang_up()
        start = time.monotonic()
        program.process.wait(10)
        assert time.monotonic() - start < ending.GRACE + ending.HANGUP_CHECK + 1


def test_an_app_that_nobody_reads_from_is_ended_all_the_same(script: Path) -> None:
    """The terminal has stopped, as after Ctrl-S: what Textual writes on leaving would wait for ever."""
    flood = "self.set_interval(0.01, lambda: self._driver.write('x' * 4096))"
    script.write_text(APP.replace("EXTRA", flood), encoding="utf-8")
    with PtyProgram([sys.executable, script]) as program:
        program.wait_for("xxxx")
        time.sleep(1)
        program.process.terminate()
        assert program.process.wait(ending.GRACE + 5) == 128 + signal.SIGTERM


@pytest.mark.parametrize(
    "locale",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "POSIX"},
        {"LC_ALL": "xx_XX"},
        {"LANG": ""},
        {"LC_ALL": "C", "PYTHONUTF8": "0"},
    ],
    ids=str,
)
def test_the_locale_does_not_break_the_screen(script: Path, locale: dict[str, str]) -> None:
    with PtyProgram([sys.executable, script], env=locale) as program:
        program.wait_for("siap │ “kutipan” —")


def test_latin_1_gets_utf8_mode(tmp_path: Path, root: Path) -> None:
    folder = tmp_path / "locales"
    folder.mkdir()
    made = subprocess.run(
        ["localedef", "-i", "id_ID", "-f", "ISO-8859-1", str(folder / "id_ID.ISO-8859-1")],
        capture_output=True, check=False,
    ) if Path("/usr/bin/localedef").exists() else None  # fmt: skip
    if made is None or made.returncode:
        pytest.skip("localedef has no sources to make a Latin-1 locale from (Debian: package locales)")
    code = (
        "from tui.terminal import environment; environment.use_utf8();"
        "import sys; print(sys.stdout.encoding, sys.argv[1])"
    )
    env = {**os.environ, "LOCPATH": str(folder), "LC_ALL": "id_ID.ISO-8859-1", "PYTHONPATH": str(root)}
    done = subprocess.run([sys.executable, "-c", code, "“satu”"], env=env, capture_output=True, check=True)
    assert done.stdout.decode() == "utf-8 “satu”\n"


PROGRAM = [sys.executable, "-c", "from tui.cli import main; main()"]


def test_keys_that_arrive_in_one_burst_go_where_they_were_meant(root: Path) -> None:
    """A slow line delivers a whole search at once; no letter of it may be taken for a command."""
    with PtyProgram(PROGRAM, cwd=root) as program:
        program.wait_for("Lavrov")
        program.type("/kunjungan\r")
        program.wait_for("best first")
        assert program.text.splitlines()[0].rstrip() == "/ kunjungan"
        program.type("q")
        assert program.wait() == 0


REFUSE = "from tui.terminal import environment; environment.refuse_without_terminal()"


@pytest.mark.parametrize(
    ("redirect", "reason"),
    [
        ("</dev/null", "standard input is none"),
        (">/dev/null", "standard output is none"),
        ("<&-", "standard input is none"),
    ],
)
def test_without_a_terminal_it_is_refused(root: Path, redirect: str, reason: str) -> None:
    with PtyProgram(
        ["sh", "-c", f'"$0" -c "$1" {redirect}', sys.executable, REFUSE], size=(250, 24), cwd=root
    ) as program:
        assert program.wait() == 1
        assert f"the reading room needs a terminal, and {reason}" in program.text
        assert "diplo-reader search QUERY" in program.text


def test_redirected_standard_error_is_refused(root: Path, tmp_path: Path) -> None:
    log = tmp_path / "log"
    with PtyProgram(["sh", "-c", '"$0" -c "$1" 2>"$2"', sys.executable, REFUSE, log], cwd=root) as program:
        program.wait()
    assert "standard error is none" in log.read_text()


@pytest.mark.parametrize(("kind", "shown"), [("dumb", "dumb"), ("unknown", "unknown"), ("", '""')])
def test_a_terminal_that_cannot_draw_is_refused(root: Path, kind: str, shown: str) -> None:
    with PtyProgram([sys.executable, "-c", REFUSE], size=(250, 24), env={"TERM": kind}, cwd=root) as program:
        program.wait()
        assert f"TERM={shown}" in program.text


def test_the_program_names_what_works_on_a_dumb_terminal(root: Path) -> None:
    with PtyProgram(PROGRAM, size=(250, 24), env={"TERM": "dumb"}, cwd=root) as program:
        assert program.wait() == ExitCode.NO_TERMINAL
        assert "TERM=dumb" in program.text
        assert "diplo-reader search QUERY" in program.text


def test_a_terminal_is_accepted(root: Path) -> None:
    with PtyProgram([sys.executable, "-c", REFUSE + "; print('accepted')"], cwd=root) as program:
        assert program.wait() == 0
        assert "accepted" in program.text


@pytest.mark.parametrize(
    ("environ", "options", "expected"),
    [
        ({"LC_COLORTERM": "truecolor"}, {}, {"COLORTERM": "truecolor"}),
        ({"LC_COLORTERM": "truecolor", "COLORTERM": "24bit"}, {}, {"COLORTERM": "24bit"}),
        ({"LC_COLORTERM": "much"}, {}, {"COLORTERM": None}),
        ({}, {"colours": "256"}, {"TEXTUAL_COLOR_SYSTEM": "256"}),
        ({}, {"colours": "16"}, {"TEXTUAL_COLOR_SYSTEM": "standard"}),
        ({}, {"colours": "auto"}, {"TEXTUAL_COLOR_SYSTEM": None}),
        ({"NO_COLOR": ""}, {"theme": "light"}, {"TEXTUAL_THEME": "ansi-dark"}),
        ({"TERM": "xterm-256color"}, {"theme": "light"}, {"TEXTUAL_THEME": "textual-dark"}),
    ],
)
def test_what_textual_is_told(
    environ: dict[str, str], options: dict[str, str], expected: dict[str, str | None]
) -> None:
    environment.prepare(environ, **options)
    assert environ["TEXTUAL_ANIMATIONS"] == "none"
    assert {name: environ.get(name) for name in expected} == expected


def test_no_color_writes_no_colour(script: Path) -> None:
    with PtyProgram([sys.executable, script], env={"NO_COLOR": "", "COLORTERM": "truecolor"}) as program:
        program.wait_for("siap")
        assert b"\x1b[38;" not in program.output
        assert b";38;" not in program.output
        assert b"48;2;" not in program.output


def test_it_does_not_import_textual(root: Path) -> None:
    code = "import sys, tui.terminal.environment as e; e.prepare({}); assert 'textual' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=root)
