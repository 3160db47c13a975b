"""What a collection already holds, by file and by content: the memory of an incremental ``add``."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from index.collection.added import place
from index.collection.document import Origin, Row
from index.sources.finding import is_article_file
from index.sources.opening import COMPRESSIONS
from index.sources.records import SUFFIXES as RECORD_SUFFIXES

_HASH_LETTERS = 6


class Known:
    """The articles of one generation by place, file and content."""

    def __init__(self, rows: Iterable[tuple[Row, Origin]]) -> None:
        self.by_place: dict[str, tuple[str, Origin]] = {}
        self.by_file: dict[str, list[str]] = defaultdict(list)
        self._by_content: dict[str, list[str]] = defaultdict(list)
        self.ids: dict[str, str] = {}
        """Id → place."""
        for row, origin in rows:
            where = place(origin.path, origin.line)
            self.by_place[where] = (row.id, origin)
            self.by_file[origin.path].append(where)
            self._by_content[origin.sha256].append(where)
            self.ids[row.id] = where

    def unchanged_file(self, path: str, size: int, mtime_ns: int) -> bool:
        """Whether *path* is a known file of one article, untouched since it was read."""
        known = self.by_place.get(path)
        return known is not None and (known[1].size, known[1].mtime_ns) == (size, mtime_ns)

    def place_in_file(self, where: str, path: str, id: str | None) -> str | None:
        """Where the article at *where* in the file *path* was known; a record with an *id* keeps it on another line."""
        if id is None:
            return where if where in self.by_place else None
        before = self.ids.get(id)
        return before if before in self.by_place and self.by_place[before][1].path == path else None

    def moved_from(self, sha256: str) -> str | None:
        """The place of an article of the same content whose file is no longer there, if there is one."""
        for where in self._by_content.get(sha256, ()):
            if where in self.by_place and is_gone(self.by_place[where][1].path):
                return where
        return None

    def take(self, where: str) -> tuple[str, Origin]:
        """The id and origin of the article at *where*, which is thereby accounted for."""
        return self.by_place.pop(where)

    def new_id(self, where: str, wanted: str) -> str:
        """An id for the article at *where*: *wanted*, with a mark made from its place if another has that."""
        unique = wanted
        if self.ids.get(unique, where) != where:
            mark = hashlib.sha256(where.encode()).hexdigest()[:_HASH_LETTERS]
            unique = f"{wanted}~{mark}"
        self.ids[unique] = where
        return unique


def is_gone(path: str | Path) -> bool:
    """Whether there is nothing at *path* any more; what cannot be looked at counts as still there."""
    try:
        Path(path).stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def id_from_path(path: Path, base: Path, line: int | None) -> str:
    """The id of an article without one of its own: its path from the folder that was added, without suffixes."""
    try:
        relative = path.relative_to(base)
    except ValueError:
        relative = Path(path.name)
    text = relative.as_posix()
    for suffix in COMPRESSIONS:
        text = text.removesuffix(suffix)
    stem = text.rpartition(".")[0] if is_article_file(relative.name) and "." in Path(text).name[1:] else text
    return place(stem or text, line)


def holds_records(path: Path) -> bool:
    """Whether *path* is a file of many articles, by its name."""
    name = path.name.lower()
    for suffix in COMPRESSIONS:
        name = name.removesuffix(suffix)
    return name.endswith(RECORD_SUFFIXES)
