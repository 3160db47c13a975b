"""The record of a collection: which files make up its index, and of what size, age and content they must be.

Whoosh has no checksums, and its table of contents is a pickle. So nothing of an index is opened that this record does
not name and that is not as recorded. The record is written after the index has reached the disk: until then, whatever
happens, it names the generation before.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import msgspec

from index.collection.errors import (
    CollectionDamaged,
    CollectionForeign,
    CollectionMissing,
    CollectionOutdated,
)
from index.collection.locking import LOCK
from index.errors import CollectionError, SourceError
from index.files import write_new
from index.messages import M_, N_, Text

FORMAT = 1
"""Version of this record and of the directory's layout."""
SCHEMA = 3
"""Version of the index's fields, of the analysis and of what is stored; raised when an index must be made anew."""
RECORD = "collection.json"
ADDED = "added.json"
CATALOGUE = "catalogue"


class IndexFile(msgspec.Struct, frozen=True, array_like=True):
    """A file of the index as it was written."""

    name: str
    size: int
    mtime_ns: int
    sha256: str


class Container(msgspec.Struct, frozen=True):
    """A file of many articles that was read to its end."""

    path: str
    size: int
    mtime_ns: int
    articles: int
    errors: int
    """Records in it that could not be read."""


class Unreadable(msgspec.Struct, frozen=True):
    """A file, or a record of one, that could not be made an article when it was last looked at."""

    path: str
    line: int
    """1-based line of a record; 0 for a file of one article."""
    message: Text
    advice: Text

    def error(self) -> SourceError:
        """What was said of it then."""
        return SourceError(self.message, subject=self.path, line=self.line or None, advice=self.advice)


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """One generation of a collection."""

    format: int = FORMAT
    schema: int = SCHEMA
    extractor: str
    """Version of the extraction at the last writing; each document keeps its own."""
    engine: str
    """Name and version of the library that wrote the index."""
    generation: int
    articles: int
    written: str
    """When, ISO 8601 with offset."""
    files: tuple[IndexFile, ...]
    containers: tuple[Container, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()


class _Sealed(msgspec.Struct):
    """The record on disk: its content and the content's SHA-256."""

    sha256: str
    collection: msgspec.Raw


def describe(folder: Path, name: str) -> IndexFile:
    """The file *name* in *folder* as it is now."""
    path = folder / name
    status = path.stat()
    return IndexFile(name, status.st_size, status.st_mtime_ns, _sha256(path))


def recorded(directory: Path, number: Literal["articles", "generation"]) -> int:
    """That *number* in the record in *directory*, whatever its version; 0 where it cannot be read."""
    try:
        record = msgspec.json.decode((directory / RECORD).read_bytes())
        return int(record["collection"][number])
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, LookupError, TypeError, ValueError):
        return 0


def save(directory: Path, manifest: Manifest, mode: int) -> None:
    """Write the record of the collection in *directory*, synced to disk, in place of the one there."""
    content = msgspec.json.encode(manifest)
    sealed = _Sealed(hashlib.sha256(content).hexdigest(), msgspec.Raw(content))
    data = msgspec.json.format(msgspec.json.encode(sealed), indent=1)
    write_new(directory / RECORD, data, overwrite=True, mode=mode)


def load(directory: Path) -> Manifest:
    """The record of the collection in *directory*.

    Raises CollectionMissing, CollectionForeign, CollectionDamaged or CollectionOutdated.
    """
    path = directory / RECORD
    try:
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise _no_record(directory) from None
    except OSError as error:
        raise CollectionForeign(
            M_("cannot be read: {reason}", reason=error.strerror or str(error)),
            subject=path,
            advice=N_("check who owns it and its permissions"),
        ) from error
    try:
        sealed = msgspec.json.decode(data, type=_Sealed)
        version = msgspec.json.decode(sealed.collection)
        content = msgspec.json.format(bytes(sealed.collection), indent=-1)
        whole = hashlib.sha256(content).hexdigest() == sealed.sha256
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise _damaged_record(path) from error
    if not whole or not isinstance(version, dict):
        raise _damaged_record(path)
    _check_version(path, version)
    return msgspec.convert(version, Manifest)


def check(folder: Path, files: Iterable[IndexFile], *, thorough: bool = False) -> tuple[IndexFile, ...]:
    """Raise CollectionDamaged unless every one of *files* in *folder* is as recorded; gives them with their ages now.

    Sizes are always compared; contents where a file was touched since it was written, and with *thorough* everywhere.
    """
    found: list[IndexFile] = []
    for file in files:
        path = folder / file.name
        try:
            status = path.stat()
        except OSError as error:
            raise _damaged(
                path, M_("a file of the index is missing ({reason})", reason=error.strerror or str(error))
            ) from error
        if status.st_size != file.size:
            raise _damaged(
                path,
                M_(
                    "a file of the index has {found} bytes where {written} were written",
                    found=status.st_size,
                    written=file.size,
                ),
            )
        if (thorough or status.st_mtime_ns != file.mtime_ns) and _sha256(path) != file.sha256:
            raise _damaged(path, N_("a file of the index was changed after it was written"))
        found.append(msgspec.structs.replace(file, mtime_ns=status.st_mtime_ns))
    return tuple(found)


def _damaged(path: Path, what: Text) -> CollectionDamaged:
    return CollectionDamaged(
        what, subject=path, advice=N_("“diplo-reader reindex” makes the index anew from the articles")
    )


def _damaged_record(path: Path) -> CollectionDamaged:
    return _damaged(path, N_("the record of the collection is damaged"))


def _no_record(directory: Path) -> CollectionError:
    if not os.path.lexists(directory):
        return CollectionMissing(
            N_("there is no collection here yet"),
            subject=directory,
            advice=N_("“diplo-reader add PATH” makes one"),
        )
    if not directory.is_dir():
        return CollectionForeign(
            N_("is not a directory"), subject=directory, advice=N_("name the directory of a collection")
        )
    names = {path.name for path in directory.iterdir()}
    if ADDED in names:
        return _damaged(directory / RECORD, N_("the record of the collection is missing"))
    if names <= {CATALOGUE, LOCK}:  # what is there when making one was broken off
        return CollectionMissing(
            N_("there is no collection in this empty directory"),
            subject=directory,
            advice=N_("“diplo-reader add PATH” makes one"),
        )
    return CollectionForeign(
        M_("is not a collection: it holds no {record}", record=RECORD),
        subject=directory,
        advice=N_("name another directory with --collection, or one that does not exist yet"),
    )


def _check_version(path: Path, version: dict[str, object]) -> None:
    for name, ours in (("format", FORMAT), ("schema", SCHEMA)):
        theirs = version.get(name)
        if not isinstance(theirs, int):
            raise _damaged_record(path)
        if theirs > ours:
            error = CollectionOutdated(
                N_("the collection was written by a newer diplo-reader"),
                subject=path.parent,
                advice=N_("update diplo-reader, or use another collection"),
            )
            error.is_newer = True
            raise error
        if theirs < ours:
            raise CollectionOutdated(
                N_("the collection was written by an older diplo-reader"),
                subject=path.parent,
                advice=N_("“diplo-reader reindex” brings it up to date"),
            )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
