"""What a collection already holds, by file and by content: the memory of an incremental ``add``."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

from index.collection.added import below, place
from index.collection.document import Origin
from index.collection.schema import CONTENT, LOCATION, content_key
from index.collection.stored import StoredArticles
from index.sources.finding import is_article_file
from index.sources.opening import COMPRESSIONS
from index.sources.records import SUFFIXES as RECORD_SUFFIXES

_HASH_LETTERS = 6
_LOOKED_UP = 50
"""One look-up in the index takes about as long as going through so many articles' columns (measured: 40 to 70)."""


class Known:
    """The articles of one generation by place, id and content; each can be accounted for once.

    Articles are meant by their numbers in *stored*.
    """

    def __init__(self, stored: StoredArticles) -> None:
        self.stored = stored
        self._taken = bytearray(stored.numbers)
        self._places = _Keys(stored, LOCATION, lambda number: _place(stored.origin(number)))
        self._ids = _Keys(stored, "id", stored.id)
        self._contents = _Keys(stored, CONTENT, lambda number: content_key(stored.origin(number).sha256))
        self._given: set[str] = set()

    def unchanged_file(self, path: str, size: int, mtime_ns: int) -> int | None:
        """The article of the file *path*, a file of one, if the file is untouched since it was read."""
        number = self._at(path)
        if number is None:
            return None
        origin = self.stored.origin(number)
        return number if (origin.size, origin.mtime_ns) == (size, mtime_ns) else None

    def in_file(self, path: str, line: int | None, id: str | None) -> int | None:
        """The article that stood on *line* of the file *path*; a record with an *id* keeps it on another line."""
        if id is None:
            return self._at(place(path, line))
        for known_id in (id, _marked(id, place(path, line))):
            for number in self._free(self._ids.numbers(known_id)):
                if self.stored.origin(number).path == path:
                    return number
        return None

    def moved_from(self, sha256: str) -> int | None:
        """An article of the same content whose file is no longer there, if there is one."""
        for number in self._free(self._contents.numbers(content_key(sha256))):
            origin = self.stored.origin(number)
            if origin.sha256 == sha256 and is_gone(origin.path):
                return number
        return None

    def take(self, number: int) -> None:
        """Note that the article is accounted for."""
        self._taken[number] = True

    def new_id(self, where: str, wanted: str) -> str:
        """An id for the article at *where*: *wanted*, with a mark made from its place if another has that."""
        unique = wanted if self._is_free(wanted) else _marked(wanted, where)
        self._given.add(unique)
        return unique

    def knows_below(self, path: str) -> bool:
        """Whether an article came from the file *path*, or from the folder."""
        return next(self.stored.below(path), None) is not None

    def left_below(self, path: str) -> Iterator[int]:
        """The articles from the file *path*, or from the folder, that are not accounted for."""
        many = self.stored.count // _LOOKED_UP
        found = list(islice(self.stored.below(path), many + 1))
        if len(found) > many:
            origin = self.stored.origin
            return self._free(number for number in self.stored.all() if below(origin(number).path, path))
        return self._free(found)

    def _at(self, where: str) -> int | None:
        return next(self._free(self._places.numbers(where)), None)

    def _free(self, numbers: Iterable[int]) -> Iterator[int]:
        return (number for number in numbers if not self._taken[number])

    def _is_free(self, id: str) -> bool:
        return id not in self._given and not self._ids.numbers(id)


class _Keys:
    """Look-ups of one key: in the index, until there were so many that going through all articles costs less."""

    def __init__(self, stored: StoredArticles, field: str, key: Callable[[int], str]) -> None:
        self._stored = stored
        self._field = field
        self._key = key
        self._left = stored.count // _LOOKED_UP
        self._all: dict[str, tuple[int, ...]] | None = None

    def numbers(self, key: str) -> tuple[int, ...]:
        """The articles that have *key*."""
        if self._all is None and self._left:
            self._left -= 1
            return self._stored.with_key(self._field, key)
        if self._all is None:
            self._all = {}
            for number in self._stored.all():
                own = self._key(number)
                self._all[own] = (*self._all.get(own, ()), number)
        return self._all.get(key, ())


def _place(origin: Origin) -> str:
    return place(origin.path, origin.line)


def _marked(id: str, where: str) -> str:
    mark = hashlib.sha256(where.encode()).hexdigest()[:_HASH_LETTERS]
    return f"{id}~{mark}"


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
