"""Collections of article files on disk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from index.collection import Collection, open_collection
from index.collection.adding import add
from index.settings import Settings


@pytest.fixture
def settings() -> Settings:
    return Settings(workers=1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a test puts its article files."""
    path = tmp_path / "articles"
    path.mkdir()
    return path


@pytest.fixture
def write(folder: Path) -> Callable[[str, str], Path]:
    """Write an article file of one paragraph into the folder."""

    def write_one(name: str, text: str) -> Path:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            f"Wina (ANTARA) - {text}\n\nPewarta: Ana\nCopyright © ANTARA 2024\n", encoding="utf-8"
        )
        return path

    return write_one


@pytest.fixture
def collection(tmp_path: Path) -> Collection:
    """An empty collection on disk."""
    return open_collection(tmp_path / "collection", create=True)


@pytest.fixture
def directory(
    collection: Collection, write: Callable[[str, str], Path], folder: Path, settings: Settings
) -> Path:
    """A collection of two articles in two segments."""
    for name in ("satu", "dua"):
        write(f"{name}.txt", f"Rapat nomor {name} di Roma.")
        add(collection, [folder], settings=settings)
    assert collection.directory is not None
    return collection.directory
