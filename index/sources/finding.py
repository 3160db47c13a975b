"""Which files below the given paths hold articles."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from index.errors import SourceError
from index.messages import M_, N_
from index.sources import plain, records
from index.sources.opening import COMPRESSIONS, unreadable

_FORMATS = plain.SUFFIXES + records.SUFFIXES
_DOCUMENTS = frozenset((".doc", ".docx", ".epub", ".htm", ".html", ".json", ".odt", ".pdf", ".rtf", ".zip"))
"""Files that may well hold articles and cannot be read: left out with a word, where a picture is left in silence."""
_SUFFIX = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,9}")
"""What tells a format; "berita.2025-05-15" and "Laporan Dr. Budi" have none."""
_READABLE = M_(".txt, .md and .jsonl are read, also with .gz or .xz")


def find(paths: Iterable[Path]) -> Iterator[Path | SourceError]:
    """The files to read: each path that is a file, and the article files of each folder and the folders in it.

    A file that is named must be of a format that is read, or have no suffix; its content decides then.

    In folders the order is by name, files before the folders beside them; hidden files and folders are left out, and
    so are files of other formats (those that may hold articles, such as PDF, with a :class:`SourceError`). A folder
    that is reached twice, by a symbolic link or by two arguments, is walked once.
    """
    walked: set[tuple[int, int]] = set()
    for path in paths:
        try:
            if not path.exists():
                reason = N_("is a broken symbolic link") if path.is_symlink() else N_("does not exist")
                yield SourceError(reason, subject=path, advice=N_("check the path"))
            elif not path.is_dir():
                suffix = _foreign_suffix(path.name)
                yield path if suffix is None else _not_read(path, suffix)
            elif _first_time(path, walked):
                yield from _folder(path, walked)
        except OSError as error:
            yield unreadable(path, error)


def is_article_file(name: str) -> bool:
    """Whether a file of this name is read when its folder is added."""
    lower = name.lower()
    for compression in COMPRESSIONS:
        lower = lower.removesuffix(compression)
    return lower.endswith(_FORMATS)


def _foreign_suffix(name: str) -> str | None:
    """The suffix that tells a file of this name to be of a format that is not read; null for others."""
    stem = name
    for compression in COMPRESSIONS:
        if stem.lower().endswith(compression):
            stem = stem[: -len(compression)]
    suffix = Path(stem).suffix
    return suffix if _SUFFIX.fullmatch(suffix) and suffix.lower() not in _FORMATS else None


def _not_read(path: Path, suffix: str) -> SourceError:
    return SourceError(
        M_("{suffix} files are not read", suffix=suffix),
        subject=path,
        advice=M_("convert it to text; {readable}", readable=_READABLE),
    )


def _folder(folder: Path, walked: set[tuple[int, int]]) -> Iterator[Path | SourceError]:
    """What the folder given by the user holds, or an error if that is nothing."""
    nothing = True
    for found in _walk(folder, walked):
        nothing = False
        yield found
    if nothing:
        yield SourceError(N_("holds no article files"), subject=folder, advice=_READABLE)


def _walk(folder: Path, walked: set[tuple[int, int]]) -> Iterator[Path | SourceError]:
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError as error:
        yield unreadable(folder, error)
        return
    folders = []
    for entry in entries:
        path = folder / entry.name
        if entry.name.startswith("."):
            continue
        try:
            if entry.is_dir():
                folders.append(path)
            elif is_article_file(entry.name):
                if entry.is_symlink() and not path.exists():
                    yield SourceError(
                        N_("is a broken symbolic link"), subject=path, advice=N_("remove or mend it")
                    )
                else:
                    yield path
            elif path.suffix.lower() in _DOCUMENTS:
                yield _not_read(path, path.suffix)
        except OSError as error:
            yield unreadable(path, error)
    for path in folders:
        try:
            if _first_time(path, walked):
                yield from _walk(path, walked)
        except OSError as error:
            yield unreadable(path, error)


def _first_time(folder: Path, walked: set[tuple[int, int]]) -> bool:
    status = folder.stat()
    key = (status.st_dev, status.st_ino)
    if key in walked:
        return False
    walked.add(key)
    return True
