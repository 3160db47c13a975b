"""What each way to start may import: a start is mostly imports, and one line can bring hundreds of modules along."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from index.paths import cache_directory
from tests.support.program import Process
from tests.support.terminal import PtyProgram
from tui.command_line import run
from tui.first_screen import FILE_NAME

Imported = Callable[..., set[str]]

OURS = ("index", "seeds", "themes", "tui")
WITH_PYTHON = {
    "__main__",
    "__mp_main__",
    "_distutils_hack",
    "_virtualenv",
    "sitecustomize",
    "usercustomize",
    "apport_python_hook",
    "linecache",
}
"""What the interpreter's own start may import, by the way Python was installed; linecache for ``-c`` since 3.13."""

FIRST_SCREEN = {
    "index", "index.directories", "tui", "tui.arguments", "tui.cli", "tui.first_screen", "tui.starting", "tui.terminal",
    "tui.terminal.early", "tui.version",
}  # fmt: skip
LIGHT = {
    "abc", "atexit", "builtins", "codecs", "collections", "encodings", "enum", "functools", "gc", "genericpath", "io",
    "itertools", "keyword", "marshal", "operator", "os", "posix", "posixpath", "reprlib", "signal", "site", "stat",
    "sys", "termios", "time", "types", "zipimport",
}  # fmt: skip
"""Of the standard library, what the first screen needs and what Python has loaded already."""
VERSION = {"tui", "tui.arguments", "tui.cli", "tui.version"}
COMMAND_LINE = {
    "index", "index.article", "index.directories", "index.errors", "index.files", "index.messages", "index.paths",
    "index.sanitise", "index.settings", "tui", "tui.arguments", "tui.cli", "tui.click_texts", "tui.command_line",
    "tui.console", "tui.i18n", "tui.opening", "tui.session", "tui.version",
}  # fmt: skip
COMMAND = COMMAND_LINE | {"tui.log", "tui.subcommands", "index.jsonl"}
SEARCH = COMMAND | {
    "index.collection", "index.extract", "index.extract.identity", "index.facts", "index.language",
    "index.language.places", "tui.renewal", "tui.subcommands.asking", "tui.subcommands.counting",
    "tui.subcommands.search",
}  # fmt: skip
NOT_FOR_SEARCH = {
    "index.collection.adding", "index.collection.indexing", "index.collection.known", "index.collection.samples",
    "index.collection.workers", "index.collection.writer", "index.collection.segments.merging",
    "index.collection.segments.writing",
}  # fmt: skip

IMPORTED = """
import atexit, sys
def tell():
    sys.stderr.write("\\nIMPORTED " + " ".join(sys.modules))
atexit.register(tell)
from tui.cli import main
main()
"""
DRAWN = """
import sys
import tui.terminal.early as early
draw = early.EarlyTerminal.draw
def tell(self, text):
    with open("drawn", "w") as file:
        file.write(" ".join(sys.modules))
    draw(self, text)
early.EarlyTerminal.draw = tell
from tui.cli import main
main()
"""


@pytest.fixture
def imported(process: Process) -> Imported:
    """Runs the program and gives the modules that it has imported."""

    def call(*arguments: str | Path) -> set[str]:
        with process(*arguments, code=IMPORTED, stdout=-1, stderr=-1) as child:
            _out, err = child.communicate()
            assert child.returncode in (0, 1), err
        return set(err.decode().rpartition("IMPORTED ")[2].split())

    return call


def own(modules: set[str]) -> set[str]:
    return {name for name in modules if name.partition(".")[0] in OURS}


def foreign(modules: set[str]) -> set[str]:
    """Top-level packages that come neither with Python nor from here."""
    packages = {name.partition(".")[0] for name in modules}
    return packages - set(OURS) - WITH_PYTHON - sys.stdlib_module_names


def test_the_version_needs_nothing(imported: Imported) -> None:
    for arguments in (["--version"], ["--lang", "id", "--version"]):
        modules = imported(*arguments)
        assert (own(modules), foreign(modules)) == (VERSION, set())


def test_the_help_needs_the_parser(imported: Imported) -> None:
    modules = imported("--help")
    assert own(modules) == COMMAND_LINE
    assert foreign(modules) <= {"click", "msgspec", "typing_extensions"}
    assert not modules & {"asyncio", "json", "logging", "sqlite3", "tomllib"}


def test_a_search_needs_the_index(imported: Imported, news: Path) -> None:
    assert run(["add", str(news)]) == 0
    for form in ("table", "jsonl"):
        modules = imported("search", "menlu", "--format", form)
        strange = {name for name in own(modules) - SEARCH if not name.startswith("index.collection.")}
        assert strange | own(modules) & NOT_FOR_SEARCH == set()
        assert foreign(modules) <= {"click", "msgspec", "typing_extensions", "whoosh", "Stemmer"}
        assert not modules & {"asyncio", "concurrent.futures", "multiprocessing", "sqlite3", "urllib.request"}


def test_facts_need_no_index(imported: Imported, news: Path) -> None:
    modules = imported("facts", news / "hanoi.txt")
    assert not modules & {"asyncio", "index.collection", "sqlite3"}
    assert not foreign(modules) & {"babel", "rich", "textual", "whoosh"}


def test_the_first_screen_needs_next_to_nothing(root: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-c", DRAWN]
    for kept in (False, True):
        with PtyProgram(command, env={"PYTHONPATH": str(root)}, cwd=tmp_path) as program:
            program.wait_for("2 articles ·")
            modules = set((tmp_path / "drawn").read_text().split())
            # Without one that was kept there is the bare one, which is in the language of the screen.
            allowed = (
                FIRST_SCREEN if kept else COMMAND_LINE | FIRST_SCREEN | {"themes", "tui.terminal.environment"}
            )
            assert own(modules) <= allowed
            assert foreign(modules) <= (set() if kept else {"msgspec", "typing_extensions"})
            if kept:
                public = {name.partition(".")[0] for name in modules if not name.startswith("_")}
                assert public - set(OURS) - WITH_PYTHON <= LIGHT
            else:
                assert not modules & {"asyncio", "click", "json", "sqlite3"}
            program.wait_for(lambda _text: (cache_directory() / FILE_NAME).exists())
            program.type("q")
            assert program.wait() == 0
