"""What of the files that were added could not be read: kept with the index, so that it is said again."""

from __future__ import annotations

from collections.abc import Container

import msgspec

from index.collection.added import below
from index.collection.known import is_gone
from index.collection.manifest import Unreadable
from index.errors import SourceError
from index.messages import Text

MOST_KEPT = 1_000
"""Records of one file that are kept; a file with more is read again each time."""


class Troubles:
    """The unreadable files and records of a collection, by file; begins with those *recorded*."""

    def __init__(self, recorded: tuple[Unreadable, ...]) -> None:
        self._recorded = recorded
        self._by_file: dict[str, list[Unreadable]] = {}
        for trouble in recorded:
            self._by_file.setdefault(trouble.path, []).append(trouble)

    def of(self, path: str) -> list[SourceError]:
        """What is wrong with the file *path*, by line."""
        return [trouble.error() for trouble in self._by_file.get(path, ())]

    def forget(self, path: str) -> None:
        """Drop what is known of the file *path*."""
        self._by_file.pop(path, None)

    def forget_below(self, path: str, *, but: Container[str] = ()) -> None:
        """Drop what is known of the file *path*, or of all files in the folder, *but* of some."""
        for file in [file for file in self._by_file if below(file, path) and file not in but]:
            del self._by_file[file]

    def note(self, error: SourceError) -> None:
        """Keep *error*, which names its file; not where that name is no Unicode, as the record has to be."""
        path, line = place_of(error)
        if _storable(path) != path:
            return
        troubles = self._by_file.setdefault(path, [])
        if len(troubles) < MOST_KEPT:
            message, advice = _storable(error.message), _storable(error.advice)
            troubles.append(Unreadable(path, line, message, advice))

    def changed(self) -> bool:
        """Whether there is something else to record than what was."""
        return self._all() != self._recorded

    def settle(self) -> tuple[Unreadable, ...]:
        """What is to be recorded now; files that are no longer there are left out."""
        self._recorded = self._all()
        return self._recorded

    def _all(self) -> tuple[Unreadable, ...]:
        there = [file for file in self._by_file if not is_gone(file)]
        found = [trouble for file in there for trouble in self._by_file[file]]
        return tuple(sorted(found, key=lambda trouble: (trouble.path, trouble.line)))


def place_of(error: SourceError) -> tuple[str, int]:
    """The file that *error* is about, and the line in it; 0 for the whole file."""
    place = str(error.subject)
    return (place, 0) if error.line is None else (place.removesuffix(f":{error.line}"), error.line)


def _storable(text: Text) -> Text:
    """*text*, in English and with its odd characters escaped if it holds what is no Unicode."""
    try:
        msgspec.json.encode(text)
    except UnicodeEncodeError:
        return str(text).encode(errors="backslashreplace").decode()
    return text
