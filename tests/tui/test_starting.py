"""The start of the reader in a real terminal: what is on the screen before Textual is there, and how it ends then."""

from __future__ import annotations

import inspect
import json
import os
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from signal import SIGHUP, SIGINT, SIGTERM
from threading import Thread, Timer

import pytest
from textual.app import App
from textual.dom import DOMNode
from textual.drivers.linux_driver import LinuxDriver
from textual.screen import Screen
from textual.scroll_view import ScrollView
from textual.widget import Widget

from index.collection.locking import writing
from index.errors import ExitCode
from index.paths import cache_directory, collection_directory
from tests.support.terminal import PtyProgram
from tui import first_screen
from tui.command_line import run
from tui.session import FAULT
from tui.starting import Start
from tui.terminal import early

PROGRAM = [sys.executable, "-c", "from tui.cli import main; main()"]
QUERY_OF_TEXTUAL = b"\x1b[?2026$p"
"""The first that Textual sends once it has the terminal."""
LATE = """
import importlib, sys, time
time.sleep(1)
sys.path.remove(__path__[0].removesuffix("/textual"))
del sys.modules["textual"]
importlib.import_module("textual")
"""
"""Textual itself, after a second."""
TITLES = ("Menteri tiba di Lima", "Perundingan di Quito ditunda", "Duta besar dipanggil pulang")


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    """Three articles, added; their titles are :data:`TITLES` from the newest to the oldest."""
    folder = tmp_path / "berita"
    folder.mkdir()
    for day, title in zip((9, 8, 7), TITLES, strict=True):
        text = f"{title}\n\nJakarta (Kabar) - {title}, kata juru bicara, Senin.\n\nWaktu posting: {day} Mei 2025\n"
        (folder / f"{day}.txt").write_text(text, encoding="utf-8")
    assert run(["add", str(folder)]) == 0
    return collection_directory()


@pytest.fixture
def slow_textual(tmp_path: Path) -> Path:
    """Where a Textual lies that takes for ever to import."""
    return textual(tmp_path, "import time\ntime.sleep(60)\n")


def textual(folder: Path, code: str) -> Path:
    package = folder / "instead" / "textual"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text(code)
    return package.parent


def reader(root: Path, *arguments: str, instead: Path | None = None) -> PtyProgram:
    path = f"{instead}:{root}" if instead else str(root)
    return PtyProgram([*PROGRAM, *arguments], size=(100, 24), env={"PYTHONPATH": path})


def start_once(root: Path) -> None:
    """Start the reader, and end it once its first screen has been kept."""
    kept = cache_directory() / first_screen.FILE_NAME
    with reader(root) as program:
        program.wait_for("articles ·")
        program.wait_for(lambda _text: kept.exists())
        program.type("q")
        assert program.wait() == 0


@pytest.mark.usefixtures("collection")
def test_the_first_screen_is_there_before_textual_and_stays(root: Path, slow_textual: Path) -> None:
    start_once(root)
    with reader(root, instead=slow_textual) as program:
        seen = program.wait_for(TITLES[2])
        assert "3 articles" in seen
    with reader(root) as program:
        program.wait_for(lambda _text: QUERY_OF_TEXTUAL in program.output)
        time.sleep(1)
        drawn, _, painted = bytes(program.output).partition(QUERY_OF_TEXTUAL)
        assert program.text == seen
        assert all(title.encode() in drawn for title in TITLES)
        assert TITLES[2].encode() not in painted, "what stood there was painted again"
        assert b"\x1b[2J" not in painted
        assert bytes(program.output).count(b"\x1b[?1049h") == 1
        program.type("q")
        assert program.wait() == 0
        assert program.now_attributes() == program.attributes


def test_without_one_it_says_that_it_opens(root: Path, slow_textual: Path) -> None:
    with reader(root, "--lang", "id", "menlu", "--theme", instead=slow_textual) as program:
        seen = program.wait_for("Membuka…")
        assert seen.startswith("/ menlu --theme")


@pytest.mark.usefixtures("collection")
def test_keys_typed_ahead_are_neither_shown_nor_lost(root: Path, tmp_path: Path) -> None:
    start_once(root)
    late = textual(tmp_path, LATE)
    with reader(root, instead=late) as program:
        program.wait_for(TITLES[0])
        os.write(program.master, b"j\r")
        program.wait_for(f"{TITLES[1]}, kata juru bicara")
        assert b"j\r\n" not in program.output
        os.write(program.master, b"\x1a")  # Ctrl-Z is a key like any other
        program.type("q")
        assert program.wait() == 0


@pytest.mark.parametrize("number", [SIGTERM, SIGHUP, SIGINT, None], ids=str)
def test_a_signal_before_textual_restores_the_terminal(
    root: Path, slow_textual: Path, number: int | None
) -> None:
    with reader(root, instead=slow_textual) as program:
        program.wait_for("Opening…")
        assert program.now_attributes() != program.attributes
        if number is None:
            program.type("\x03")
        else:
            program.process.send_signal(number)
        assert program.wait(5) == 128 + (number or SIGINT)
        assert program.now_attributes() == program.attributes
        assert bytes(program.output).endswith(b"\x1b[m\x1b[?1049l\x1b[?25h")


def test_a_fault_before_textual_is_told_on_the_restored_screen(root: Path, tmp_path: Path) -> None:
    broken = textual(tmp_path, "raise RuntimeError('kabel putus')\n")
    with reader(root, instead=broken) as program:
        assert program.wait() == FAULT
        assert program.now_attributes() == program.attributes
        assert b"kabel putus" in bytes(program.output).rpartition(b"\x1b[?1049l")[2]


def test_what_is_wrong_with_the_collection_is_told_on_the_restored_screen(
    root: Path, collection: Path
) -> None:
    start_once(root)
    record = collection / "collection.json"
    record.write_bytes(record.read_bytes()[:-20])
    with reader(root) as program:
        assert program.wait() == ExitCode.COLLECTION_UNUSABLE
        assert program.now_attributes() == program.attributes
        assert TITLES[0].encode() not in program.output
        assert (
            b"the record of the collection is damaged" in bytes(program.output).rpartition(b"\x1b[?1049l")[2]
        )


def test_a_damaged_notebook_is_told_although_the_screen_was_kept(root: Path, collection: Path) -> None:
    start_once(root)
    notebook = collection.parent / "notebook.sqlite"
    notebook.write_bytes(b"surat " * 100)
    with reader(root) as program:
        assert program.wait() == ExitCode.COLLECTION_UNUSABLE
        assert b"is no notebook" in bytes(program.output).rpartition(b"\x1b[?1049l")[2]


def test_what_was_kept_of_another_collection_is_not_used(tmp_path: Path) -> None:
    for collection in (tmp_path, tmp_path / "another"):
        start = Start()
        start.kept = first_screen.FirstScreen(str(tmp_path), "none, none", "none", "drawing", "{}", "{}")
        start.use_collection(str(collection))
        assert (start.kept is not None) is (collection == tmp_path)


def test_nothing_is_kept_of_an_index_that_is_not_complete(root: Path, collection: Path) -> None:
    record = collection / "added.json"
    record.write_text(json.dumps({**json.loads(record.read_text()), "replacing": 3}))
    with writing(collection), reader(root) as program:
        program.wait_for("articles ·")
        assert b"Another process is at it" in program.output
        time.sleep(0.6)
        program.type("q")
        assert program.wait() == 0
    assert not (cache_directory() / first_screen.FILE_NAME).exists()


@pytest.fixture
def slave(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[int, int]]:
    """A terminal, both its ends, that the program takes for its own."""
    master, slave = os.openpty()
    monkeypatch.setattr(early, "_IN", slave)
    monkeypatch.setattr(early, "_OUT", slave)
    monkeypatch.setattr(os, "get_terminal_size", lambda _stream: (80, 24))
    yield master, slave
    os.close(master)
    os.close(slave)


def test_a_terminal_that_takes_nothing_for_a_moment_is_waited_for(slave: tuple[int, int]) -> None:
    os.set_blocking(slave[1], False)
    with suppress(BlockingIOError):
        while True:
            os.write(slave[1], b"x" * 1000)
    seen = bytearray()

    def read() -> None:
        while not seen.endswith(b"Berita"):
            seen.extend(os.read(slave[0], 4096))

    reading = Thread(target=read, daemon=True)
    terminal = early.EarlyTerminal()
    Timer(0.1, reading.start).start()
    terminal.draw("Berita")
    reading.join(10)
    assert seen.endswith(f"{early.ENTER}Berita".encode())


def test_a_terminal_that_cannot_be_drawn_on_is_given_back(
    slave: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = termios.tcgetattr(slave[1])
    monkeypatch.setattr(os, "isatty", lambda _stream: True)
    start = Start()
    assert start.terminal is not None
    with open(os.devnull, "rb") as unwritable:
        monkeypatch.setattr(early, "_OUT", unwritable.fileno())
        start.draw_bare("menlu")
        start.draw_bare("menlu")
    assert termios.tcgetattr(slave[1]) == before


@pytest.mark.parametrize(
    ("typed", "options"), [("j", []), ("\x1b[<0;9;6M\x1b[<0;9;6m", ["--mouse"])], ids=["key", "click"]
)
def test_what_something_has_been_done_to_is_not_kept(root: Path, typed: str, options: list[str]) -> None:
    with reader(root, *options) as program:
        program.wait_for("2 articles ·")
        program.type(typed)
        time.sleep(0.6)
        program.type("q")
        assert program.wait() == 0
    assert not (cache_directory() / first_screen.FILE_NAME).exists()


def test_textual_still_has_what_is_replaced_of_it() -> None:
    """An override of something that is not there any more would go unnoticed, and only be slower."""
    assert "self.run_input_thread()" in inspect.getsource(LinuxDriver._run_input_thread)
    assert "self._key_thread.join()" in inspect.getsource(LinuxDriver.disable_input)
    assert "self._compositor_refresh" in inspect.getsource(Screen._refresh_layout)
    assert "event.refresh_styles" in inspect.getsource(Screen._on_screen_resume)
    assert "self.refresh_css" in inspect.getsource(App._watch_theme)


def test_textual_still_has_what_parts_and_keys_rest_on() -> None:
    """Where this fails, read tui/widgets/part.py, scroll_bar.py, search_line.py and app.py before changing it."""
    sizes = ["self", "size", "virtual_size", "container_size", "layout"]
    for kind in (Widget, ScrollView):
        assert list(inspect.signature(kind._size_updated).parameters) == sizes
    scroll_bar = inspect.getsource(Widget).partition("def vertical_scrollbar(")[2].partition("@property")[0]
    for step in ("self._vertical_scrollbar = ", "self.app._start_widget(self, "):
        assert step in scroll_bar
    for method, told in ((Widget._on_focus, "DescendantFocus"), (Widget._on_blur, "DescendantBlur")):
        assert "self.has_focus = " in inspect.getsource(method)
        assert told in inspect.getsource(method)
    assert "self._bindings" in inspect.getsource(DOMNode.__init__)
    assert "virtual_size" in vars(Widget)
    assert "forward_target._forward_event(event)" in inspect.getsource(App.on_event)


def test_the_thread_that_reads_keys_ends_when_it_is_told(root: Path) -> None:
    code = (
        "import os, selectors, threading; from textual.app import App;"
        "from tui.terminal.prompt_driver import PromptDriver as Driver;"
        "Driver.process_message = lambda self, message: None;"
        "driver = Driver.__new__(Driver); driver._debug = False; driver.fileno = os.pipe()[0];"
        "driver.exit_event = threading.Event(); driver._awake, driver._wake = os.pipe();"
        "thread = threading.Thread(target=driver.run_input_thread); thread.start();"
        "os.close(driver._wake); thread.join(30); assert not thread.is_alive(); assert not driver.exit_event.is_set()"
    )
    subprocess.run([sys.executable, "-c", code], cwd=root, check=True, timeout=60)
