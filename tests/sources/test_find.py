"""Which files are read."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import SourceError
from index.sources import find


def _tree(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")


def _found(*paths: Path) -> list[str]:
    return [path.as_posix() for path in find(paths) if isinstance(path, Path)]


def _errors(*paths: Path) -> list[str]:
    return [str(error) for error in find(paths) if isinstance(error, SourceError)]


def test_folders_are_walked_in_order_without_hidden_and_other_files(tmp_path: Path) -> None:
    _tree(
        tmp_path,
        "b.txt",
        "a.MD",
        "c.jsonl.xz",
        "d.txt.gz",
        "z/a.txt",
        "e/f/g.ndjson",
        ".h.txt",
        ".git/a.txt",
        "p.png",
    )
    names = ["a.MD", "b.txt", "c.jsonl.xz", "d.txt.gz", "e/f/g.ndjson", "z/a.txt"]
    assert _found(tmp_path) == [(tmp_path / name).as_posix() for name in names]
    assert _errors(tmp_path) == []


def test_files_named_outright_are_taken_if_of_a_format_that_is_read_or_of_none(tmp_path: Path) -> None:
    names = [".hidden", "article", "article.2025-05-15", "Kata Dr. Budi", "a.txt.gz", "b.gz", "c.NDJSON"]
    _tree(tmp_path, *names)
    assert _found(*(tmp_path / name for name in names)) == [(tmp_path / name).as_posix() for name in names]


@pytest.mark.parametrize("name", ["page.html", "skrip.PY", "data.json", "article.dat.gz"])
def test_a_named_file_of_another_format_is_refused(tmp_path: Path, name: str) -> None:
    _tree(tmp_path, name)
    assert _found(tmp_path / name) == []
    [error] = _errors(tmp_path / name)
    assert f"{Path(name.removesuffix('.gz')).suffix} files are not read" in error


def test_documents_of_other_formats_are_named(tmp_path: Path) -> None:
    _tree(tmp_path, "a.txt", "b.pdf", "c.docx")
    assert len(_found(tmp_path)) == 1
    (pdf, docx) = _errors(tmp_path)
    assert "b.pdf: .pdf files are not read (convert it to text" in pdf
    assert "c.docx" in docx


def test_missing_path_and_folder_without_articles_are_named(tmp_path: Path) -> None:
    _tree(tmp_path, "p.png")
    missing, empty = _errors(tmp_path / "none", tmp_path)
    assert missing == f"{tmp_path / 'none'}: does not exist (check the path)"
    assert "holds no article files" in empty


def test_loops_of_symbolic_links_end_and_broken_links_are_named(tmp_path: Path) -> None:
    _tree(tmp_path, "a/a.txt")
    (tmp_path / "a" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "b").symlink_to(tmp_path / "a", target_is_directory=True)
    (tmp_path / "lost.txt").symlink_to(tmp_path / "nowhere")
    assert _found(tmp_path) == [(tmp_path / "a" / "a.txt").as_posix()]
    assert any("lost.txt: is a broken symbolic link" in error for error in _errors(tmp_path))


def test_folder_given_twice_is_walked_once(tmp_path: Path) -> None:
    _tree(tmp_path, "a.txt")
    assert len(_found(tmp_path, tmp_path)) == 1
