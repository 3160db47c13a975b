"""What the user added, kept apart from the index, so that an index can be made anew when it is lost."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import msgspec

from index.collection.errors import CollectionDamaged
from index.collection.manifest import ADDED
from index.files import write_new
from index.messages import N_


class Added(msgspec.Struct, kw_only=True):
    """The paths given to ``add``, what was taken out again, and the ids that do not follow from a path."""

    paths: list[str] = []
    """Absolute paths of files and folders."""
    excluded: list[str] = []
    """Absolute paths below those, and ids, that were removed."""
    ids: dict[str, str] = {}
    """Place of an article (:func:`place`) → its id, where that is neither the source's own nor made from the path."""
    replacing: int | None = None
    """While the index is being made anew: how many articles the one before held, as far as that is known."""

    def include(self, paths: Iterable[Path]) -> None:
        """Note that *paths* were added, and that nothing below them is excluded any more."""
        for path in paths:
            text = str(path)
            self.excluded = [other for other in self.excluded if not below(other, text)]
            if not any(below(text, known) for known in self.paths):
                self.paths = [*(known for known in self.paths if not below(known, text)), text]

    def exclude(self, path: str) -> None:
        """Note that *path*, a file or folder, was removed."""
        self.paths = [known for known in self.paths if not below(known, path)]
        if any(below(path, known) for known in self.paths):
            self.excluded = [*(other for other in self.excluded if not below(other, path)), path]

    def exclude_id(self, id: str) -> None:
        """Note that the article *id* was removed while its file stays."""
        if id not in self.excluded:
            self.excluded = [*self.excluded, id]

    def include_id(self, id: str) -> None:
        """Note that the article *id* was added again."""
        if id in self.excluded:
            self.excluded = [other for other in self.excluded if other != id]

    def wanted(self, path: str, id: str) -> bool:
        """Whether neither the article *id* nor the file *path* was removed."""
        return id not in self.excluded and not any(below(path, other) for other in self.excluded)


def load(directory: Path) -> Added:
    """What was added to the collection in *directory*; nothing where no record is kept yet."""
    path = directory / ADDED
    try:
        return msgspec.json.decode(path.read_bytes(), type=Added)
    except FileNotFoundError:
        return Added()
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise CollectionDamaged(
            N_("the list of added paths is damaged"),
            subject=path,
            advice=N_("move it away; “diplo-reader add PATH” writes it anew"),
        ) from error


def save(directory: Path, added: Added) -> None:
    """Write the record, synced to disk."""
    write_new(directory / ADDED, msgspec.json.format(msgspec.json.encode(added), indent=1), overwrite=True)


def absolute(path: Path) -> Path:
    """*path* from the root, without ``..``; symbolic links stay as the user named them."""
    return Path(os.path.normpath(path.absolute()))


def place(path: str, line: int | None) -> str:
    """One text for where an article stands: its file, with the line of a record."""
    return path if line is None else f"{path}:{line}"


def below(path: str, folder: str) -> bool:
    """Whether *path* is *folder* or lies below it; both absolute."""
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)
