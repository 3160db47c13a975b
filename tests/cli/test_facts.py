"""``facts``: straight from files or standard input, and nothing of the user's is touched."""

from __future__ import annotations

import json
from pathlib import Path

from index.errors import ExitCode
from tests.support.program import Process, Program


def test_one_object_an_article(program: Program, news: Path, own_environment: Path) -> None:
    code, out, err = program("facts", news, "--format", "jsonl")
    assert (code, err) == (0, "")
    first, second = map(json.loads, out.splitlines())
    assert (first["id"], second["id"]) == ("hanoi", "pasar")
    assert first["title"] == "Menlu Sugiono tiba di Hanoi"
    assert first["source"] == "ANTARA"
    for name in ("dates", "entities", "quotes"):
        assert first[name], name
        for item in first[name]:
            assert first["body"][item["start"] : item["end"]] == item["text"]
    assert list(own_environment.iterdir()) == []


def test_article_from_standard_input(process: Process, news: Path) -> None:
    article = (news / "hanoi.txt").read_bytes()
    with process("facts", "-", stdin=-1, stdout=-1, stderr=-1) as child:
        out, err = child.communicate(article)
    assert (child.returncode, err) == (0, b"")
    record = json.loads(out)
    assert (record["path"], record["title"]) == ("-", "Menlu Sugiono tiba di Hanoi")


def test_records_from_standard_input(process: Process) -> None:
    records = '{"id": "a", "text": "Menlu tiba."}\nrusak\n{"id": "b", "text": "Menlu pergi."}\n'
    with process("facts", "-", stdin=-1, stdout=-1, stderr=-1) as child:
        out, err = child.communicate(records.encode())
    assert child.returncode == ExitCode.INPUT_UNREADABLE
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["a", "b"]
    assert err.startswith(b"diplo-reader: -:2: ")


def test_what_cannot_be_read_is_named_and_the_rest_printed(program: Program, news: Path) -> None:
    (news / "rusak.txt").write_bytes(b"\0\1\2\3")
    code, out, err = program("facts", news / "tiada.txt", news / "rusak.txt", news / "hanoi.txt")
    assert code == ExitCode.INPUT_UNREADABLE
    assert json.loads(out)["id"] == "hanoi"
    missing, binary = err.splitlines()
    assert missing == f"diplo-reader: {news}/tiada.txt: does not exist (check the path)"
    assert binary.startswith(f"diplo-reader: {news}/rusak.txt: is binary, not text")


def test_article_that_is_too_long(program: Program, news: Path, own_environment: Path) -> None:
    folder = own_environment / "config" / "diplo-reader"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text("max_article_bytes = 1000\n", encoding="utf-8")
    (news / "panjang.txt").write_text("Menlu tiba di Hanoi. " * 100, encoding="utf-8")
    code, out, err = program("facts", news / "panjang.txt")
    assert (code, out) == (ExitCode.INPUT_UNREADABLE, "")
    assert err.startswith(f"diplo-reader: {news}/panjang.txt: ")
    assert "raise the limit in the configuration" in err


def test_text_to_read(program: Program, news: Path) -> None:
    code, out, _ = program("facts", news / "hanoi.txt", "--format", "table")
    assert code == 0
    assert out.startswith("Menlu Sugiono tiba di Hanoi\n")
    assert "Sugiono" in out.partition("Quotes:")[2]
    assert "“Kami ingin kerja sama ini naik tingkat”" in out
    assert "Senin (3/3/2025) = 3 March 2025" in out


def test_dates_that_cannot_be_placed_are_told_in_text_and_left_out_of_records(
    program: Program, news: Path
) -> None:
    (news / "kapan.txt").write_text("Menlu Sugiono tiba di Hanoi, Rabu.", encoding="utf-8")
    _, out, _ = program("facts", news / "kapan.txt", "--format", "table")
    assert (
        "Rabu: cannot be placed on the calendar (Wednesday, but the day of publication is not known)" in out
    )
    _, out, _ = program("facts", news / "kapan.txt")
    assert json.loads(out)["dates"] == []
