"""The bundled articles as a collection in memory."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from index.collection import CollectionReadOnly, bundled
from index.paths import cache_directory


def test_the_samples_are_there_newest_first() -> None:
    with bundled().reader() as reader:
        result = reader.search("")
        assert result.total == reader.count() == 2
        dates = [hit.published for hit in result.hits]
        assert dates == sorted(dates, key=str, reverse=True)


def test_they_cannot_be_written_to() -> None:
    with pytest.raises(CollectionReadOnly, match="diplo-reader add"):
        bundled().store()


def test_they_are_kept_ready_in_the_cache_until_something_changes() -> None:
    with bundled().open_reader() as reader:
        first = [reader.load(hit.id) for hit in reader.search("").hits]
    (cached,) = cache_directory().glob("bundled-*.msgpack")
    assert cached.stat().st_mode & 0o777 == 0o600
    with bundled().open_reader() as reader:
        assert [reader.load(hit.id) for hit in reader.search("").hits] == first
    cached.write_bytes(b"damaged")
    with bundled().open_reader() as reader:
        assert [reader.load(hit.id) for hit in reader.search("").hits] == first


def test_importing_the_package_does_not_load_whoosh_or_the_extraction() -> None:
    script = "import sys, index.collection; print(sys.modules.keys() & {'whoosh', 'index.extract.pipeline'})"
    root = Path(__file__).parents[2]
    result = subprocess.run(
        [sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "set()"
