"""The one place that writes the user's files.

A file is written aside in the folder it is meant for, brought to the disk, and only then given its name, so
that a reader sees the whole file or none, and a full disk or a kill leaves what was there before. Where the file
system has no hard links (FAT, some network shares), a new name is taken by an empty file first, which a kill between
that and the renaming leaves behind. Nothing is overwritten unless the caller says so.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import OutputError
from index.messages import M_, N_

NAME_BYTES = 120
"""Longest name that :func:`safe_name` makes, in bytes of UTF-8; file systems commonly end at 255."""

_NOT_IN_NAMES = re.compile(r"[\W_]+")
_ASIDE = ".diplo-reader-{}.part"
# Where a second hard link cannot be made: FAT and some network file systems.
_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EACCES}


def write_new(path: Path, data: bytes, *, overwrite: bool = False, mode: int = 0o600) -> None:
    """Write *data* to the file *path*, whole or not at all, with permissions *mode*.

    The folder must exist. With *overwrite* an existing file is replaced, through a symbolic link if it is
    one.

    Raises :class:`TakenError` if the file exists and *overwrite* is false, :class:`OutputError` if *path* names
    something that is no regular file, or if it cannot be written.
    """
    with _reported(path):
        target = Path(os.path.realpath(path)) if overwrite else path
        _refuse_unwritable(path, target, overwrite)
        aside = _write_aside(target.parent, data, mode)
        try:
            if overwrite:
                aside.replace(target)
            else:
                _name_unless_taken(aside, target)
        finally:
            aside.unlink(missing_ok=True)
        _sync_directory(target.parent)


def private_directory(path: Path) -> Path:
    """*path*, made with its missing parents as directories that only the user can enter (mode 0700).

    Raises :class:`OutputError` if it cannot be made or is no directory.
    """
    with _reported(path):
        missing = [folder for folder in (path, *path.parents) if not folder.exists()]
        try:
            for folder in reversed(missing):
                folder.mkdir(mode=0o700, exist_ok=True)
        except FileExistsError:
            pass  # Said below.
        if not path.is_dir():
            raise OutputError(
                N_("is not a directory"), subject=path, advice=N_("move it away or choose another directory")
            )
    return path


def safe_name(text: str, suffix: str = "", *, fallback: str = "article") -> str:
    """A file name made from the letters and digits of *text*, with *suffix* (``.md``) after it.

    Everything else becomes a single hyphen, so the name holds no separator, control, blank, leading dot or
    hyphen. Text without letters and digits gives *fallback*.
    """
    stem = _NOT_IN_NAMES.sub("-", unicodedata.normalize("NFC", text)).strip("-").casefold()
    room = NAME_BYTES - len(suffix.encode())
    stem = stem.encode("utf-8", "ignore")[:room].decode("utf-8", "ignore").strip("-")
    return (stem or fallback) + suffix


class TakenError(OutputError):
    """The name is in use; writing with *overwrite* may be possible."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            N_("exists already"), subject=path, advice=N_("choose another name or allow overwriting")
        )


def _refuse_unwritable(path: Path, target: Path, overwrite: bool) -> None:
    try:
        found = target.stat() if overwrite else target.lstat()
    except FileNotFoundError:
        return
    if stat.S_ISDIR(found.st_mode):
        raise OutputError(N_("is a directory"), subject=path, advice=N_("name a file in it"))
    if not overwrite:
        raise TakenError(path)
    if not stat.S_ISREG(found.st_mode):
        raise OutputError(
            N_("is not a regular file"), subject=path, advice=N_("use - to write to standard output")
        )


def discard_unfinished(folder: Path) -> None:
    """Delete the files that :func:`write_new` had under way in *folder* when its process was killed.

    For a folder that nobody else writes to meanwhile.
    """
    for left in folder.glob(_ASIDE.format("*")):
        left.unlink(missing_ok=True)


def _write_aside(folder: Path, data: bytes, mode: int) -> Path:
    """A new synced file in *folder* that holds *data*, under a name that nobody else uses."""
    aside = folder / _ASIDE.format(os.urandom(8).hex())
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(descriptor)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    return aside


def _name_unless_taken(aside: Path, target: Path) -> None:
    """Give the finished file its name; the file system itself refuses one that appeared meanwhile."""
    try:
        os.link(aside, target)
    except FileExistsError:
        raise TakenError(target) from None
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        # Without hard links: take the name first, exclusively, then rename over our own empty file.
        try:
            os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
        except FileExistsError:
            raise TakenError(target) from None
        aside.replace(target)


def _sync_directory(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _reported(path: Path) -> Iterator[None]:
    """Turn what the operating system refuses into an :class:`OutputError` that names *path* and a way out."""
    try:
        yield
    except (OSError, ValueError) as error:
        raise _output_error(path, error) from error


def _output_error(path: Path, error: OSError | ValueError) -> OutputError:
    number = error.errno if isinstance(error, OSError) else None
    match number:
        case errno.ENOENT | errno.ENOTDIR if not path.parent.is_dir():
            return OutputError(
                M_("the folder {folder} does not exist", folder=str(path.parent)),
                subject=path,
                advice=N_("make it or choose another"),
            )
        # A directory that is there and says so (as /proc does) takes no new files.
        case errno.EACCES | errno.EPERM | errno.EROFS | errno.ENOENT:
            return OutputError(
                N_("may not be written"), subject=path, advice=N_("choose a folder of your own")
            )
        case errno.ENOSPC | errno.EDQUOT:
            return OutputError(
                N_("no room left on the disk"), subject=path, advice=N_("free some space and try again")
            )
        case errno.ENAMETOOLONG:
            return OutputError(N_("the name is too long"), subject=path, advice=N_("choose a shorter one"))
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return OutputError(
        M_("could not be written: {reason}", reason=reason), subject=path, advice=N_("choose another file")
    )
