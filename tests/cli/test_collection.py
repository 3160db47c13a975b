"""``add``, ``remove``, ``reindex`` and ``status``: what they do, what they say, and how they fail."""

from __future__ import annotations

import gc
import hashlib
import json
import os
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import msgspec
import pytest

from index.collection.adding import reindex
from index.collection.locking import writing
from index.errors import ExitCode
from index.paths import collection_directory
from index.settings import Settings
from tests.support.program import Process, Program, Terminal
from tui.console import Console
from tui.renewal import make_current
from tui.session import INTERRUPTED, Session


def test_second_add_has_nothing_to_do(program: Program, news: Path) -> None:
    assert program("add", news) == (0, "2 added.\nThe collection holds 2 articles.\n", "")
    assert program("add", news) == (
        0, "Nothing to do: everything is in the collection already.\nThe collection holds 2 articles.\n", ""
    )  # fmt: skip


def test_changed_file_is_read_again(program: Program, news: Path) -> None:
    program("add", news)
    path = news / "pasar.txt"
    path.write_text(path.read_text(encoding="utf-8") + "\nHarga cabai naik.\n", encoding="utf-8")
    assert program("add", news).out.startswith("1 read again, 1 unchanged.\n")
    assert program("search", "cabai").code == 0


def test_unreadable_files_are_named_and_the_rest_goes_in(program: Program, news: Path) -> None:
    (news / "rusak.txt").write_bytes(b"\0\1\2\3")
    code, out, err = program("add", news, news / "tiada")
    assert code == ExitCode.INPUT_UNREADABLE
    assert out.startswith("2 added, 2 could not be read.\n")
    assert f"diplo-reader: {news}/rusak.txt: is binary, not text" in err
    assert f"diplo-reader: {news}/tiada: does not exist (check the path)" in err


def test_vanished_article_stays_until_pruned(program: Program, news: Path) -> None:
    program("add", news)
    (news / "pasar.txt").unlink()
    code, out, err = program("add", news)
    assert (code, err) == (
        0,
        "1 article of the collection is no longer there:\n"
        f"  {news}/pasar.txt\n"
        "It stays in the collection; add --prune takes it out.\n",
    )
    assert out.endswith("The collection holds 2 articles.\n")
    assert program("add", news, "--prune") == (
        0, "1 taken out, 1 unchanged.\nThe collection holds 1 article.\n", ""
    )  # fmt: skip


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            "Ended with 2 of 3 articles read.\nThe collection holds 2 articles. The same “add” adds the rest.\n",
        ),
        (
            "id",
            "Berhenti setelah 2 dari 3 artikel dibaca.\n"
            "Koleksi berisi 2 artikel. “add” yang sama menambahkan sisanya.\n",
        ),
    ],
)
def test_an_interrupted_add_says_how_far_it_came(
    program: Program, news: Path, monkeypatch: pytest.MonkeyPatch, language: str, said: str
) -> None:
    program("add", news)
    (news / "zaitun.txt").write_text("Panen zaitun dimulai.", encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr("index.collection.progress._EVERY", 0.0)
        patch.setattr("index.collection.indexing.read", Mock(side_effect=KeyboardInterrupt))
        assert program("add", news, "--lang", language) == (INTERRUPTED, "", f"\n{said}")
    assert program("add", news).out.startswith("1 added, 2 unchanged.\n")


@pytest.mark.parametrize(("answer", "left"), [(b"y\n", b"holds 1 article."), (b"\n", b"holds 2 articles.")])
def test_terminal_is_asked_about_vanished_articles(
    program: Program, on_terminal: Terminal, news: Path, answer: bytes, left: bytes
) -> None:
    program("add", news)
    (news / "pasar.txt").unlink()
    code, written = on_terminal("add", news, answer=answer)
    assert code == 0
    assert b"Take it out of the collection? Highlights stay. [y/N]" in written
    assert left in written


def test_articles_from_standard_input_are_kept_in_a_file(
    process: Process, program: Program, own_environment: Path
) -> None:
    for _ in range(2):
        with process("add", "-", stdin=-1, stdout=-1, stderr=-1) as child:
            _, err = child.communicate(b"Menlu tiba di Hanoi\n\nMenlu tiba pada Senin.\n")
        assert (child.returncode, err) == (0, b"")
    (kept,) = (own_environment / "data" / "diplo-reader" / "articles").iterdir()
    assert kept.name.startswith("stdin-")
    assert kept.stat().st_mode & 0o777 == 0o600
    assert program("search", "hanoi", "--format", "paths").out == f"{kept}\n"
    assert program("reindex", "--all").out.startswith("1 read again.\n")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b" \n", "diplo-reader: -: standard input is empty (pipe an article into it)\n"),
        (
            b"kata " * 300,
            "diplo-reader: -: standard input is longer than 1,000 bytes (raise max_article_bytes",
        ),
    ],
)
def test_useless_standard_input(process: Process, own_environment: Path, data: bytes, message: str) -> None:
    folder = own_environment / "config" / "diplo-reader"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text("max_article_bytes = 1000\n", encoding="utf-8")
    with process("add", "-", stdin=-1, stdout=-1, stderr=-1) as child:
        _, err = child.communicate(data)
    assert child.returncode == ExitCode.INPUT_UNREADABLE
    assert err.decode().startswith(message)


def test_removing_by_path_and_id(program: Program, news: Path) -> None:
    program("add", news)
    assert program("remove", news / "pasar.txt").out == "1 article taken out.\n"
    assert program("search", "beras").code == ExitCode.NOTHING_FOUND
    code, out, err = program("remove", "hanoi.txt", "entah")
    assert code == ExitCode.NOTHING_FOUND
    assert err.endswith(
        "diplo-reader: entah: there is no article of that id, file or folder in the collection\n"
    )
    assert program("remove", "entah").out == ""
    assert program("add", news).out.startswith("2 added.\n" if "1 article" in out else "1 added")


def test_reindex_extracts_what_an_older_version_did(
    program: Program, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program("add", news / "pasar.txt")
    with monkeypatch.context() as patch:
        patch.setattr("index.collection.indexing.EXTRACTOR", "older")
        program("add", news)
    assert "“reindex” extracts them anew" in program("status").out
    assert program("reindex").out.startswith("1 read again, 1 unchanged.\n")
    assert "extracts them anew" not in program("status").out
    assert program("reindex") == (0, "", "All facts are those of this version; --all extracts them anew.\n")
    assert program("reindex", "--all").out.startswith("2 read again.\n")


def test_reindex_mends_a_damaged_index(program: Program, news: Path, tmp_path: Path) -> None:
    collection = tmp_path / "k"
    program("--collection", collection, "add", news)
    for file in (collection / "catalogue").iterdir():
        file.write_bytes(file.read_bytes()[:20])
    code, _, err = program("--collection", collection, "search", "menlu")
    assert code == ExitCode.COLLECTION_UNUSABLE
    assert str(collection) in err
    assert "reindex" in err
    code, out, _ = program("reindex", "--collection", collection)
    assert (code, out.splitlines()[-1]) == (0, "The collection holds 2 articles.")
    assert program("--collection", collection, "search", "menlu").code == 0
    assert "arlier index" not in program("--collection", collection, "status").out


def make_older(directory: Path) -> None:
    """Let the index in *directory* be of an older version."""
    path = directory / "collection.json"
    sealed = json.loads(path.read_text(encoding="utf-8"))
    sealed["collection"]["schema"] -= 1
    content = msgspec.json.encode(sealed["collection"])
    path.write_bytes(msgspec.json.encode({**sealed, "sha256": hashlib.sha256(content).hexdigest()}))


@pytest.mark.parametrize("command", [["search", "hanoi"], ["add", "."], ["remove", "hanoi"]])
def test_an_older_index_is_made_anew_by_whatever_needs_it(
    program: Program, news: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.chdir(news)
    program("add", news)
    make_older(collection_directory())
    assert "reindex" in program("status").out
    code, _, err = program(*command)
    assert code == 0
    assert err.startswith("The index is of an older version and is made anew from the articles.\n")
    assert "older" not in program("search").err
    assert "arlier index" not in program("status").out


def test_the_collector_is_on_while_an_index_is_made_anew(
    program: Program, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program("add", news)
    make_older(collection_directory())
    collects: list[bool] = []

    def collecting(*arguments: Any, **options: Any) -> Any:
        collects.append(gc.isenabled())
        return reindex(*arguments, **options)

    monkeypatch.setattr("index.collection.adding.reindex", collecting)
    settings = Settings(collection=str(collection_directory()))
    gc.disable()
    try:
        make_current(Session(Console(), settings))
    finally:
        gc.enable()
    assert collects == [True]


def test_the_earlier_index_is_kept_while_articles_are_missing(program: Program, news: Path) -> None:
    program("add", news)
    make_older(collection_directory())
    (news / "pasar.txt").unlink()
    code, out, err = program("reindex")
    assert (code, out.splitlines()[0]) == (0, "1 read again.")
    (kept,) = collection_directory().glob("earlier-*")
    assert err.startswith(f"The earlier index is kept in {kept}: ")
    assert f"  Earlier index: kept in {kept}; it can be deleted" in program("status").out


def test_an_older_index_that_another_process_writes_to(program: Program, news: Path) -> None:
    program("add", news)
    make_older(collection_directory())
    with writing(collection_directory()):
        code, _, err = program("search", "hanoi")
    assert code == ExitCode.COLLECTION_UNUSABLE
    assert "locked by process" in err


def test_an_older_index_that_may_not_be_changed(
    program: Program, news: Path, own_environment: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program("add", news)
    make_older(collection_directory())
    configure(own_environment, "shared = true\n")
    monkeypatch.setattr(os, "geteuid", lambda: 4242)
    code, _, err = program("search", "hanoi")
    assert code == ExitCode.COLLECTION_UNUSABLE
    assert "cannot be changed by you (its owner has to run “diplo-reader reindex”" in err
    code, _, err = program("reindex")
    assert code == ExitCode.COLLECTION_UNUSABLE
    assert "another user's and can only be read" in err


def test_what_could_not_be_read_is_said_by_every_add_and_by_status(program: Program, news: Path) -> None:
    record = {
        "id": "k",
        "title": "Judul",
        "text": "Isi berita panjang.",
        "date": "2024-05-01",
        "source": "Senja",
    }
    (news / "a.jsonl").write_text(json.dumps(record) + "\n{rusak\n", encoding="utf-8")
    for first_line in ("3 added, 1 could not be read.", "3 unchanged, 1 could not be read."):
        code, out, err = program("add", news)
        assert (code, out.splitlines()[0]) == (ExitCode.INPUT_UNREADABLE, first_line)
        assert err.startswith(f"diplo-reader: {news}/a.jsonl:2: broken JSON")
    assert f"  Could not be read: {news}/a.jsonl:2: broken JSON" in program("status").out
    (news / "a.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    assert program("add", news).code == 0
    assert "Could not be read" not in program("status").out


def test_removing_a_file_by_its_name(program: Program, news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program("add", news / "pasar.txt", news / "hanoi.txt")
    monkeypatch.chdir(news)
    assert program("remove", "pasar.txt").out == "1 article taken out.\n"
    out = program("status").out
    assert f"  Added from: {news}/hanoi.txt\n" in out
    assert "pasar.txt" not in out


def configure(home: Path, text: str) -> None:
    """Write the configuration file."""
    path = home / "config" / "diplo-reader" / "config.toml"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")


def test_status_names_unusable_settings_of_all_kinds(program: Program, own_environment: Path) -> None:
    configure(own_environment, 'theme = "drak"\nlagn = "id"\n\n[keys]\nexport = "y"\nundoo = "z"\n')
    out = program("status").out
    for problem in (
        "drak: there is no such theme", "lagn: there is no such setting", "no command 'undoo'", "y for copy is already",
    ):  # fmt: skip
        assert problem in out


def test_collection_that_another_program_writes(program: Program, news: Path, tmp_path: Path) -> None:
    collection = tmp_path / "k"
    program("--collection", collection, "add", news)
    with writing(collection):
        code, out, err = program("--collection", collection, "add", news)
        assert (code, out) == (ExitCode.COLLECTION_UNUSABLE, "")
        assert err.startswith(f"diplo-reader: {collection}")
        assert program("--collection", collection, "search", "menlu").code == 0


@pytest.mark.parametrize(
    "command", [["search", "x"], ["remove", "x"], ["reindex"], ["export", "--query", "x"]]
)
def test_collection_that_is_missing_or_none(program: Program, tmp_path: Path, command: list[str]) -> None:
    if command[0] == "export":
        program("status")
        from index.notebook import Notebook
        from index.paths import notebook_file

        Notebook(notebook_file()).close()
    other = tmp_path / "foto"
    other.mkdir()
    (other / "a.jpg").write_bytes(b"x")
    for directory, reason in ((tmp_path / "tiada", "no collection"), (other, "is not a collection")):
        code, out, err = program("--collection", directory, *command)
        assert (code, out) == (ExitCode.COLLECTION_UNUSABLE, "")
        assert err.startswith(f"diplo-reader: {directory}: ")
        assert reason in err
    assert [entry.name for entry in other.iterdir()] == ["a.jpg"]


def test_status_before_and_after(program: Program, news: Path, own_environment: Path) -> None:
    before = program("status")
    assert before.code == 0
    assert "none were added yet; the reader shows the samples that come with it" in before.out
    assert "Highlights: none were made yet" in before.out
    assert list(own_environment.iterdir()) == []
    program("add", news)
    after = program("status").out
    assert "  Articles: 2\n" in after
    assert f"  Added from: {news}\n" in after
    news.rename(news.with_name("pindah"))
    assert f"  Added from: {news} (no longer there)\n" in program("status").out


def test_status_tells_what_is_wrong(program: Program, tmp_path: Path, own_environment: Path) -> None:
    notebook = own_environment / "data" / "diplo-reader" / "notebook.sqlite"
    notebook.parent.mkdir(parents=True)
    notebook.write_text("surat " * 100, encoding="utf-8")
    code, out, _ = program("status")
    assert code == ExitCode.COLLECTION_UNUSABLE
    assert f"  Problem: {notebook}: is no notebook" in out
    assert "Configuration" in out
    code, out, _ = program("--collection", tmp_path / "tiada", "status")
    assert code == ExitCode.COLLECTION_UNUSABLE
    assert "Problem: " in out
