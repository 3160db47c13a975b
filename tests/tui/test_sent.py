"""How much the program sends a real terminal, and that the screen is whole after all that can befall a terminal."""

from __future__ import annotations

import json
import random
import signal
import sys
import time
from pathlib import Path

import pytest

from index.paths import config_directory
from tests.support.emulator import Cell, differences
from tests.support.terminal import PtyProgram
from tui.command_line import run

PROGRAM = [sys.executable, "-c", "from tui.cli import main; main()"]
WORDS = (
    "menteri luar negeri bertemu delegasi kerja sama ekonomi kawasan perdagangan pertemuan bilateral membahas "
    "perjanjian investasi kunjungan resmi kedua negara sepakat melanjutkan dialog keamanan maritim"
).split()
SYNCHRONISES = "\x1b[?2026;2$y"
"""A terminal's answer that it has synchronised output, which costs 16 bytes an update."""


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A collection of 70 long articles of random words, ``Item 000`` the newest."""
    folder = tmp_path_factory.mktemp("berita")
    dice = random.Random(4)

    def sentence(words: int) -> str:
        return " ".join(dice.choice(WORDS) for _ in range(words)).capitalize() + "."

    with (folder / "berita.jsonl").open("w", encoding="utf-8") as file:
        for number in range(70):
            record = {
                "id": f"a{number}",
                "title": f"Item {number:03} {sentence(8)}",
                "date": f"{2024 - number // 12}-{12 - number % 12:02}-01",
                "source": "berita.example",
                "text": "\n\n".join(" ".join(sentence(14) for _ in range(4)) for _ in range(10)),
            }
            file.write(json.dumps(record) + "\n")
    with pytest.MonkeyPatch.context() as patch:
        for kind in ("CONFIG", "DATA", "CACHE"):
            patch.setenv(f"XDG_{kind}_HOME", str(folder / "xdg"))
        assert run(["--collection", str(folder / "collection"), "add", str(folder / "berita.jsonl")]) == 0
    return folder / "collection"


def settle(program: PtyProgram, seconds: float = 0.25) -> int:
    """Wait until *program* has written nothing for so long; returns how many bytes it has written by then."""
    written, since = -1, time.monotonic()
    while time.monotonic() - since < seconds:
        assert program.text is not None
        if len(program.output) != written:
            written, since = len(program.output), time.monotonic()
        time.sleep(0.01)
    return written


def reader(root: Path, collection: Path, size: tuple[int, int]) -> PtyProgram:
    return PtyProgram([*PROGRAM, "--collection", collection], size=size, env={"PYTHONPATH": str(root)})


def test_little_is_sent(root: Path, collection: Path) -> None:
    with reader(root, collection, (120, 40)) as program:
        program.type(SYNCHRONISES)
        program.wait_for(lambda screen: "Item 017" in screen and screen.count("…") > 9)
        start = before = settle(program)

        def most_for(*keys: str, times: int = 3) -> int:
            """The most bytes that one of these presses cost."""
            nonlocal before
            costs = []
            for _time in range(times):
                program.type(*keys)
                after = settle(program)
                costs.append(after - before)
                before = after
            return max(costs)

        sent = {"first screen": (start, 6_000), "list down": (most_for("down"), 400)}
        most_for(*["down"] * 16, times=1)
        sent["list scroll"] = most_for("down"), 600
        sent["list page"] = most_for("\x1b[6~", times=2), 7_000
        sent["opening"] = most_for("enter", times=1), 7_000
        sent["article line"] = most_for("down"), 650
        sent["article page"] = most_for(" ", times=2), 5_000
        sent["side pane"] = most_for("t", times=2), 4_500
        sent["back"] = most_for("h", times=1), 2_000
        time.sleep(1.5)
        assert settle(program) == before, "something is sent though nothing happens"
        assert not {
            name: (bytes_, limit) for name, (bytes_, limit) in sent.items() if not 0 < bytes_ <= limit
        }


def test_the_screen_is_whole_after_all_that_befalls_a_terminal(
    root: Path, collection: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same keys and mishaps with only changes sent and with everything sent end in the same cells."""
    screens = []
    for only_changes in (True, False):
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / str(only_changes)))
        config_directory().mkdir(parents=True, exist_ok=True)
        (config_directory() / "config.toml").write_text(f"only_changes = {str(only_changes).lower()}\n")
        with reader(root, collection, (100, 30)) as program:
            program.wait_for(lambda screen: "Item 012" in screen and screen.count("…") > 9)
            settle(program)
            screens.append(after_mishaps(program))
    for name, cells in screens[0].items():
        assert differences(cells, screens[1][name]) == [], name


def after_mishaps(program: PtyProgram) -> dict[str, list[list[Cell]]]:
    """The screen after each mishap, Ctrl-L pressed where nobody tells the program of it."""
    seen = {"start": program.cells}
    program.type("down", "down")
    settle(program)
    program.spoil()
    program.type("\x0c")
    settle(program)
    seen["foreign output"] = program.cells
    program.type("enter", " ", "t")
    settle(program)
    seen["article"] = program.cells
    program.spoil()
    program.resize(100, 30)  # as after there and back, so quickly that the program sees the second size only
    settle(program)
    seen["resized there and back"] = program.cells
    program.process.send_signal(signal.SIGTSTP)
    wait_for_state(program, "T")
    program.spoil()
    program.process.send_signal(signal.SIGCONT)
    wait_for_state(program, "RS")
    settle(program)
    seen["suspended"] = program.cells
    program.type("?")
    program.resize(90, 24)
    settle(program)
    seen["resized under a dialog"] = program.cells
    program.type("escape")
    settle(program)
    seen["back"] = program.cells
    return seen


def wait_for_state(program: PtyProgram, states: str) -> None:
    """Wait until the process is in one of *states*, as proc(5) calls them."""
    deadline = time.monotonic() + 10
    stat = Path(f"/proc/{program.process.pid}/stat")
    while stat.read_text().rpartition(")")[2].split()[0] not in states:
        assert time.monotonic() < deadline
        assert program.text is not None
        time.sleep(0.02)
