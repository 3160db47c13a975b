"""What a collection holds already: looked up one by one, or with everything gone through once."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.collection import Collection, known
from index.collection.adding import add
from index.collection.known import Known
from index.settings import Settings

Write = Callable[[str, str], Path]


@pytest.fixture(params=["looked up", "gone through"])
def filled(
    request: pytest.FixtureRequest,
    collection: Collection,
    folder: Path,
    write: Write,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Known]:
    """What is known of a folder of three files and of one with three records, in two segments."""
    monkeypatch.setattr(known, "_LOOKED_UP", 1 if request.param == "looked up" else 1_000)
    write("satu.txt", "Rapat satu.")
    write("sub/dua.txt", "Rapat dua.")
    add(collection, [folder], settings=settings)
    write("sub-tiga.txt", "Rapat tiga.")
    texts = [("k-1", "Sidang satu."), ("k-1", "Sidang dua."), (None, "Sidang tiga.")]
    records = [{"text": text} if own is None else {"id": own, "text": text} for own, text in texts]
    (folder / "a.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records))
    add(collection, [folder], settings=settings)
    with collection.store().current() as stored:
        assert len(list(stored.all())) == 6
        yield Known(stored)


def test_files_are_known_by_place_size_and_time(filled: Known, folder: Path) -> None:
    path = folder / "sub" / "dua.txt"
    status = path.stat()
    number = filled.unchanged_file(str(path), status.st_size, status.st_mtime_ns)
    assert number is not None
    assert filled.stored.id(number) == "sub/dua"
    assert filled.stored.article(number).article.body == "Rapat dua."
    assert filled.unchanged_file(str(path), status.st_size + 1, status.st_mtime_ns) is None
    assert filled.unchanged_file(str(folder / "sub"), status.st_size, status.st_mtime_ns) is None
    filled.take(number)
    assert filled.unchanged_file(str(path), status.st_size, status.st_mtime_ns) is None


@pytest.mark.parametrize(
    ("line", "id", "expected"),
    [
        (1, "k-1", "Sidang satu."),
        (9, "k-1", "Sidang satu."),
        (3, None, "Sidang tiga."),
        (9, None, None),
        (1, "k-2", None),
    ],
)
def test_records_are_known_by_their_id_or_else_by_their_line(
    filled: Known, folder: Path, line: int, id: str | None, expected: str | None
) -> None:
    number = filled.in_file(str(folder / "a.jsonl"), line, id)
    assert (None if number is None else filled.stored.article(number).article.body) == expected
    assert filled.in_file(str(folder / "b.jsonl"), line, id) is None


def test_of_records_with_one_id_each_is_known_again(filled: Known, folder: Path) -> None:
    path = str(folder / "a.jsonl")
    for line, body in ((1, "Sidang satu."), (2, "Sidang dua.")):
        number = filled.in_file(path, line, "k-1")
        assert number is not None
        assert filled.stored.article(number).article.body == body
        filled.take(number)
    assert filled.in_file(path, 1, "k-1") is None


def test_what_moved_is_known_by_its_content_once_its_file_is_gone(filled: Known, folder: Path) -> None:
    path = folder / "satu.txt"
    (number,) = (n for n in filled.stored.all() if filled.stored.origin(n).path == str(path))
    digest = filled.stored.origin(number).sha256
    assert filled.moved_from(digest) is None
    path.unlink()
    assert filled.moved_from(digest) == number
    assert filled.moved_from(digest[:16] + "0" * 48) is None


def test_ids_are_given_once(filled: Known) -> None:
    assert filled.new_id("/x/baru.txt", "baru") == "baru"
    assert filled.new_id("/y/baru.txt", "baru").startswith("baru~")
    assert filled.new_id("/z/satu.txt", "satu").startswith("satu~")


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        ("", {"a:3", "k-1", "satu", "sub-tiga", "sub/dua"}),
        ("sub", {"sub/dua"}),
        ("a.jsonl", {"a:3", "k-1"}),
        ("satu.txt", {"satu"}),
        ("satu", set()),
    ],
)
def test_articles_from_below_a_path(filled: Known, folder: Path, below: str, expected: set[str]) -> None:
    path = str(folder / below)
    found = {filled.stored.id(number).partition("~")[0] for number in filled.left_below(path)}
    assert found == expected
    assert filled.knows_below(path) == bool(expected)
    for number in list(filled.left_below(path)):
        filled.take(number)
    assert list(filled.left_below(path)) == []
