"""``export``: every highlight comes out, where and how it was asked for, and no file is lost over it."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from index.article import Span
from index.collection import open_collection
from index.errors import ExitCode
from index.notebook import Notebook, quote_around
from index.paths import collection_directory, notebook_file
from tests.support.program import Program

WORDS = "Kami ingin kerja sama ini naik tingkat"


@pytest.fixture
def marked(program: Program, news: Path) -> dict[str, str]:
    """The collection with a quote highlighted in one article and a few words in the other; their ids by name."""
    program("add", news)
    ids = {}
    with open_collection(collection_directory()).reader() as reader, Notebook(notebook_file()) as notebook:
        for name in ("pasar", "hanoi"):
            (hit,) = reader.search("beras" if name == "pasar" else "hanoi").hits
            stored = reader.load(hit.id)
            body = stored.article.body
            start = body.index(WORDS) if name == "hanoi" else 0
            span = Span(start, start + len(WORDS)) if name == "hanoi" else Span(0, 11)
            quote = quote_around(stored.facts, span) if name == "hanoi" else None
            notebook.add_highlight(stored.article, span, "quote" if quote else "selection", quote)
            ids[name] = hit.id
    return ids


def test_everything_as_markdown_on_standard_output(
    program: Program, marked: dict[str, str], news: Path
) -> None:
    code, out, err = program("export")
    assert (code, err) == (0, "")
    first, second = out.split("\n> ")[1:]
    assert re.match(rf"{WORDS}\n\n- Speaker: \*\*.*Sugiono\*\*", second)
    assert "- Source: ANTARA, *Menlu Sugiono tiba di Hanoi*, 3 March 2025\n" in second
    assert f"- File: {news}/hanoi.txt\n" in second.replace("\\", "")
    assert "- Position: paragraph 2, characters " in second
    assert "- Kind: text of the article, no quotation\n" in first
    assert program("export", "-o", "-").out == out


@pytest.mark.parametrize("name", ["brief.md", "brief.csv", "brief.jsonl", "BRIEF.CSV"])
def test_file_in_the_format_of_its_name(
    program: Program, marked: dict[str, str], tmp_path: Path, name: str
) -> None:
    target = tmp_path / name
    assert program("export", "-o", target) == (0, "", f"{target}: 2 quotes written\n")
    assert target.stat().st_mode & 0o777 == 0o600
    text = target.read_text(encoding="utf-8-sig")
    if name.casefold().endswith(".csv"):
        found = [row["text"] for row in csv.DictReader(io.StringIO(text))]
    elif name.endswith(".jsonl"):
        found = [json.loads(line)["text"] for line in text.splitlines()]
    else:
        found = [line[2:] for line in text.splitlines() if line.startswith("> ")]
    assert found[1] == WORDS


def test_format_wins_over_the_name(program: Program, marked: dict[str, str], tmp_path: Path) -> None:
    program("export", "-o", tmp_path / "a.md", "--format", "jsonl")
    assert len((tmp_path / "a.md").read_text(encoding="utf-8").splitlines()) == 2


def test_existing_file_is_left_alone(program: Program, marked: dict[str, str], tmp_path: Path) -> None:
    target = tmp_path / "brief.md"
    target.write_text("punya saya", encoding="utf-8")
    assert program("export", "-o", target) == (
        ExitCode.OUTPUT_NOT_WRITTEN,
        "",
        f"diplo-reader: {target}: exists already (choose another name or allow overwriting)\n",
    )
    assert target.read_text(encoding="utf-8") == "punya saya"
    assert program("export", "-o", target, "--overwrite").code == 0
    assert WORDS in target.read_text(encoding="utf-8")


def test_folder_that_is_not_there(program: Program, marked: dict[str, str], tmp_path: Path) -> None:
    code, out, err = program("export", "-o", tmp_path / "tiada" / "brief.md")
    assert (code, out) == (ExitCode.OUTPUT_NOT_WRITTEN, "")
    assert err == (
        f"diplo-reader: {tmp_path}/tiada/brief.md: the folder {tmp_path}/tiada does not exist "
        "(make it or choose another)\n"
    )


def test_one_article_or_what_a_query_finds(program: Program, marked: dict[str, str]) -> None:
    for scope in (
        ["--article", marked["hanoi"]],
        ["--query", "hanoi"],
        ["--query", "hanoi is:marked"],
    ):
        out = program("export", "--format", "jsonl", *scope).out
        assert [json.loads(line)["text"] for line in out.splitlines()] == [WORDS]


@pytest.mark.parametrize("scope", [["--article", "entah"], ["--query", "zzzz"]])
def test_nothing_to_export_writes_nothing(
    program: Program, marked: dict[str, str], tmp_path: Path, scope: list[str]
) -> None:
    code, out, err = program("export", "-o", tmp_path / "a.md", *scope)
    assert (code, out) == (ExitCode.NOTHING_FOUND, "")
    assert err == "There is nothing to export: no highlight was found.\n"
    assert not (tmp_path / "a.md").exists()


def test_without_a_notebook_none_is_made(program: Program) -> None:
    assert program("export").code == ExitCode.NOTHING_FOUND
    assert not notebook_file().exists()


def test_changed_and_removed_articles(program: Program, marked: dict[str, str], news: Path) -> None:
    path = news / "hanoi.txt"
    path.write_text(
        path.read_text(encoding="utf-8").replace("naik tingkat", "turun tingkat"), encoding="utf-8"
    )
    program("add", news)
    program("remove", news / "pasar.txt")
    removed, changed = (json.loads(line) for line in program("export", "--format", "jsonl").out.splitlines())
    assert (changed["text"], changed["standing"]) == (WORDS, "detached")
    assert removed["standing"] is None
    assert "these words no longer stand in the article as it is now" in program("export").out


def test_unusable_collection_does_not_hold_back_the_highlights(
    program: Program, marked: dict[str, str]
) -> None:
    for file in (collection_directory() / "catalogue").iterdir():
        file.write_bytes(b"")
    code, out, err = program("export", "--format", "jsonl")
    assert code == 0
    assert len(out.splitlines()) == 2
    assert err.startswith(f"diplo-reader: {collection_directory()}")
    assert "exported as they were made" in err
    assert program("export", "--query", "hanoi").code == ExitCode.COLLECTION_UNUSABLE


def test_damaged_notebook_is_named(program: Program) -> None:
    notebook_file().parent.mkdir(parents=True)
    notebook_file().write_text("surat " * 100, encoding="utf-8")
    code, out, err = program("export")
    assert (code, out) == (ExitCode.COLLECTION_UNUSABLE, "")
    assert err.startswith(f"diplo-reader: {notebook_file()}: is no notebook")


def test_export_in_indonesian(program: Program, marked: dict[str, str]) -> None:
    out = program("--lang", "id", "export").out
    assert "3 Maret 2025" in out


@pytest.mark.parametrize("name", ["brief.json", "brief.xlsx", "brief"])
def test_a_name_that_tells_no_format_is_refused(
    program: Program, marked: dict[str, str], tmp_path: Path, name: str
) -> None:
    target = tmp_path / name
    assert program("export", "-o", target) == (
        ExitCode.USAGE,
        "",
        f"diplo-reader: {target}: the name does not tell which format is wanted "
        "(end it in .md, .csv, .jsonl, or name the format with --format)\n",
    )
    assert not target.exists()
    assert program("export", "-o", target, "--format", "csv").code == 0
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("query", ["date:kemarin", "is:foo", "OR"])
def test_a_query_of_which_nothing_is_understood_exports_nothing(
    program: Program, marked: dict[str, str], tmp_path: Path, query: str
) -> None:
    code, out, err = program("export", "-o", tmp_path / "a.md", "--query", query)
    assert (code, out) == (ExitCode.USAGE, "")
    assert err.startswith("Query: ")
    assert "nothing was exported" in err
    assert not (tmp_path / "a.md").exists()


def test_highlights_of_an_article_that_got_another_id(
    program: Program, marked: dict[str, str], news: Path
) -> None:
    folder = news.with_name("arsip") / "2025"
    folder.mkdir(parents=True)
    path = folder / "hanoi.txt"
    path.write_bytes((news / "hanoi.txt").read_bytes())
    program("remove", news)
    program("add", folder.parent)
    with open_collection(collection_directory()).reader() as reader:
        (hit,) = reader.search("hanoi").hits
    assert hit.id != marked["hanoi"]
    for scope in (["--article", hit.id], ["--query", "hanoi"], ["--query", "hanoi is:marked"]):
        out = program("export", "--format", "jsonl", *scope).out
        assert [json.loads(line)["text"] for line in out.splitlines()] == [WORDS]
