"""The program as a whole: what the words on its command line mean, what it imports, and how it ends."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import pytest

from index.errors import ExitCode
from index.sanitise import visible
from index.settings import Settings
from tests.support.program import Process, Program, Terminal
from tui import command_line
from tui.command_line import COMMANDS
from tui.console import Console
from tui.session import CLOSED_PIPE, FAULT, INTERRUPTED, Session
from tui.version import VERSION


def test_version_is_the_packages(program: Program, root: Path) -> None:
    package = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    assert package["project"]["version"] == VERSION
    assert program("--lang", "id", "--version") == (0, f"diplo-reader {VERSION}\n", "")


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("menlu",),
        ("menlu", "-rusia"),
        ("--mouse", "menlu", "--format"),
        ("--theme", "dark", "menlu"),
        ("--", "status"),
        ("--lang=en", "--", "status"),
        ("--lang", "en", "--", "--version"),
        ("menlu status",),
    ],
)
def test_what_is_no_command_is_a_query_for_the_reader(program: Program, arguments: tuple[str, ...]) -> None:
    code, out, err = program(*arguments)
    assert (code, out) == (ExitCode.NO_TERMINAL, "")
    assert err.startswith("diplo-reader: the reading room needs a terminal")


def test_reader_gets_query_and_settings(
    program: Program, monkeypatch: pytest.MonkeyPatch, own_environment: Path
) -> None:
    import tui.app
    import tui.terminal.environment

    opened: list[dict[str, object]] = []

    def run_reader(**options: object) -> int:
        opened.append(options)
        return 0

    monkeypatch.setattr(tui.terminal.environment, "refuse_without_terminal", lambda: None)
    monkeypatch.setattr(tui.app, "run", run_reader)
    monkeypatch.setattr("tui.session.Session.collection", lambda _self, **_options: None)
    monkeypatch.setattr(tui.terminal.environment, "prepare", lambda *_arguments, **_options: "dark")
    folder = own_environment / "config" / "diplo-reader"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text("workers = 'dua'\n", encoding="utf-8")
    program("--theme", "light", "--mouse", "--collection", "k", "menlu", "-rusia", '"tiba di"')
    (options,) = opened
    assert options["query"] == 'menlu -rusia "tiba di"'
    assert "config.toml:1: workers: needs a number" in str(options["problems"])
    settings = options["settings"]
    assert isinstance(settings, Settings)
    assert (settings.theme, settings.mouse, settings.collection) == ("light", True, "k")


def test_reader_is_not_opened_on_a_missing_collection(
    program: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tui.terminal.environment.refuse_without_terminal", lambda: None)
    code, out, err = program("--collection", tmp_path / "tiada", "menlu")
    assert (code, out) == (ExitCode.COLLECTION_UNUSABLE, "")
    assert err == (
        f"diplo-reader: {tmp_path}/tiada: there is no collection here yet (“diplo-reader add PATH” makes one)\n"
    )


def test_reader_is_not_opened_on_a_damaged_notebook(
    program: Program, monkeypatch: pytest.MonkeyPatch, own_environment: Path
) -> None:
    monkeypatch.setattr("tui.terminal.environment.refuse_without_terminal", lambda: None)
    notebook = own_environment / "data" / "diplo-reader" / "notebook.sqlite"
    notebook.parent.mkdir(parents=True)
    notebook.write_bytes(b"surat " * 100)
    code, _, err = program("menlu")
    assert code == ExitCode.COLLECTION_UNUSABLE
    assert err.startswith(f"diplo-reader: {notebook}: is no notebook")
    assert notebook.read_bytes() == b"surat " * 100


def test_command_wins_over_a_query(program: Program) -> None:
    code, out, _ = program("status")
    assert (code, out.splitlines()[0]) == (0, "Collection")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--nothing",), "No such option"),
        (("facts",), "Missing argument"),
        (("facts", "x", "--format", "xml"), "'xml' is not one of 'jsonl', 'table'"),
        (("search", "menlu", "--limit", "0"), "0 is not in the range x>=1"),
        (("search", "menlu", "--fromat", "json"), "No such option"),
        (("export", "--all", "--query", "x"), "--query, --article and --all exclude one another"),
        (("--lang", "xx"), "xx: there is no such language (choose one of en, id)"),
        (("add",), "Missing argument"),
        (("remove",), "Missing argument"),
    ],
)
def test_wrong_use_is_explained(program: Program, arguments: tuple[str, ...], message: str) -> None:
    code, out, err = program(*arguments)
    assert (code, out) == (ExitCode.USAGE, "")
    assert message in err
    assert "Traceback" not in err


def test_theme_that_there_is_none_of(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.terminal.environment.refuse_without_terminal", lambda: None)
    code, _, err = program("--theme", "neon")
    assert code == ExitCode.USAGE
    assert "neon: there is no such theme (choose one of dark, light," in err


def test_bad_settings_are_told_and_the_rest_goes_on(program: Program, own_environment: Path) -> None:
    folder = own_environment / "config" / "diplo-reader"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text("mouse = 3\n", encoding="utf-8")
    code, out, err = program("status")
    assert code == 0
    assert (
        err
        == f"diplo-reader: {folder}/config.toml:1: mouse: needs true or false, not 3 (the default is used)\n"
    )
    assert "Configuration" in out


def all_commands() -> dict[str, click.Command]:
    group = command_line._Group("diplo-reader")
    session = Session(Console(), Settings())
    context = click.Context(group, obj=session)
    return {"": group} | {name: command for name in COMMANDS if (command := group.get_command(context, name))}


def test_every_command_and_option_is_documented(root: Path) -> None:
    page = (root / "docs" / "command-line.md").read_text(encoding="utf-8")
    for name, command in all_commands().items():
        section = re.split(rf"^## `?{re.escape(name or 'diplo-reader [QUERY]')}", page, flags=re.MULTILINE)
        assert len(section) == 2, name
        text = section[1].split("\n## ")[0]
        for option in (
            option for parameter in command.params for option in parameter.opts if option[0] == "-"
        ):
            assert f"`{option}" in text, f"{name} {option}"


def test_every_exit_code_is_documented(root: Path) -> None:
    page = (root / "docs" / "command-line.md").read_text(encoding="utf-8")
    documented = {int(code) for code in re.findall(r"^\| (\d+) \|", page, re.MULTILINE)}
    ours = {FAULT, INTERRUPTED, CLOSED_PIPE}
    assert documented == {*map(int, ExitCode)} | ours


def test_output_that_nobody_reads_ends_it_quietly(process: Process, news: Path) -> None:
    records = news / "banyak.jsonl"
    records.write_text(
        '{"id": "%s", "text": "Menlu tiba di Hanoi."}\n' * 3000 % tuple(range(3000)), encoding="utf-8"
    )
    with process("facts", records, stdout=-1, stderr=-1) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        assert child.stdout.readline()
        child.stdout.close()
        assert child.stderr.read() == b""
        assert child.wait(60) == CLOSED_PIPE


def test_interrupt_ends_it_without_a_traceback(process: Process, news: Path) -> None:
    with process("facts", news / "hanoi.txt", "-", stdin=-1, stdout=-1, stderr=-1) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        assert child.stdout.readline().startswith(
            b"{"
        )  # comes out at once; then standard input is waited for
        child.send_signal(signal.SIGINT)
        assert child.wait(30) == INTERRUPTED
        assert child.stderr.read().strip() == b""


def test_disk_that_is_full(process: Process, news: Path) -> None:
    with (
        open("/dev/full", "wb") as full,
        process("facts", news / "hanoi.txt", stdout=full, stderr=-1) as child,
    ):
        _, err = child.communicate()
        assert child.returncode == ExitCode.OUTPUT_NOT_WRITTEN
    assert err.decode() == (
        "diplo-reader: standard output: could not be written: No space left on device "
        "(free some space and try again)\n"
    )


@pytest.mark.parametrize(
    ("output", "code", "told"),
    [
        (">/dev/full", ExitCode.OUTPUT_NOT_WRITTEN, "diplo-reader: standard output: could not be written: "),
        (">&-", 0, ""),
        ("| exec >&-", CLOSED_PIPE, ""),
    ],
    ids=["full", "closed", "unread"],
)
def test_version_that_cannot_be_written(root: Path, output: str, code: int, told: str) -> None:
    start = f"'{sys.executable}' -c 'from tui.cli import main; main()' --version"
    program = f"{{ sleep 0.1; {start}; echo $? >&2; }} {output}"
    environment = os.environ | {"PYTHONPATH": str(root)}
    shell = subprocess.run(["sh", "-c", program], env=environment, stderr=-1, text=True, check=False)
    *err, ended = shell.stderr.splitlines()
    assert ended == str(int(code))
    assert "\n".join(err).startswith(told)
    assert len(err) == bool(told)


@pytest.mark.parametrize("encoding", ["latin-1", "ascii"])
def test_locale_without_the_characters(process: Process, news: Path, encoding: str) -> None:
    with process(
        "facts",
        news / "hanoi.txt",
        "--format",
        "table",
        env={"PYTHONIOENCODING": encoding},
        stdout=-1,
        stderr=-1,
    ) as child:
        out, err = child.communicate()
        assert (child.returncode, err) == (0, b"")
    assert b"Sugiono" in out


def test_fault_of_the_program_is_harmless_on_the_screen(
    program: Program, monkeypatch: pytest.MonkeyPatch, news: Path
) -> None:
    def broken(*_: object) -> None:
        raise ValueError("\x1b]52;c;aGFp\x07")

    monkeypatch.setattr("tui.subcommands.facts.extract", broken)
    code, out, err = program("facts", news / "hanoi.txt")
    assert (code, out) == (FAULT, "")
    assert "please report it" in err
    assert visible(err, lines=True) == err


PLAIN = "Berita biasa tanpa apa pun yang aneh. " * 1000
HOSTILE = "\x1b]52;c;aGFp\x07\x9b31m\u202ejahat\x1b[2J"


@pytest.mark.parametrize(
    "arguments",
    [
        ("facts", "{folder}", "--format", "table"),
        ("facts", "{folder}", "--format", "jsonl"),
        ("facts", "{folder}/\x1b]0;x\x07"),
        ("--collection", "{folder}/k", "add", "{folder}"),
        ("--collection", "{folder}/\x1b[2J", "search", "x"),
        ("--\x1b]0;x\x07",),
    ],
)
def test_nothing_foreign_reaches_the_terminal(
    on_terminal: Terminal, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    folder = tmp_path / "berita"
    folder.mkdir()
    (folder / f"{HOSTILE}.txt").write_text(
        f"Judul {HOSTILE}\n\nJakarta (K{HOSTILE}) - Isi {HOSTILE} berita. {PLAIN}\n"
    )
    (folder / f"rusak{HOSTILE}.txt").write_bytes(b"\0\1\2")
    filled = [argument.format(folder=folder) for argument in arguments]
    _, written = on_terminal(*filled)
    assert written
    own = re.sub(rb"\x1b\[(?:K|1m|22m)", b"", written).replace(b"\r", b"")
    text = own.decode()
    assert visible(text, lines=True) == text


@pytest.mark.parametrize("query", ["menlu", "\x1b]0;x\x07"])
def test_search_results_on_the_terminal_are_harmless(
    on_terminal: Terminal, program: Program, tmp_path: Path, query: str
) -> None:
    (tmp_path / "a.txt").write_text(
        f"Menlu {HOSTILE} tiba\n\nJakarta (K{HOSTILE}) - Menlu {HOSTILE} berkata. {PLAIN}\n"
    )
    assert program("add", tmp_path).code == 0
    for form in ("table", "json", "jsonl", "paths"):
        _, written = on_terminal("search", query, "--format", form)
        text = re.sub(rb"\x1b\[(?:1m|22m)", b"", written).replace(b"\r", b"").decode()
        assert visible(text, lines=True) == text
        if form == "table" and query == "menlu":
            assert b"\x1b[1mMenlu\x1b[22m" in written
