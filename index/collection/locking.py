"""One writer at a time: an advisory lock that the system takes back from a process that dies."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.collection.errors import CollectionLocked, CollectionReadOnly
from index.messages import M_, N_

LOCK = "lock"


@contextmanager
def writing(directory: Path) -> Iterator[None]:
    """Hold the lock on the collection in *directory*.

    Raises CollectionLocked, with the number of the process that holds it, or CollectionReadOnly.
    """
    path = directory / LOCK
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise CollectionReadOnly(
            M_("the collection cannot be changed: {reason}", reason=error.strerror or str(error)),
            subject=directory,
            advice=N_("use a collection of your own: --collection DIR"),
        ) from error
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise _locked(directory, os.pread(descriptor, 32, 0)) from None
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(descriptor)


def _locked(directory: Path, content: bytes) -> CollectionLocked:
    holder = int(content) if content.strip().isdigit() else None
    error = CollectionLocked(
        M_("locked by process {number}, which is writing to it", number=str(holder))
        if holder
        else M_("locked by another process, which is writing to it"),
        subject=directory,
        advice=N_("wait until it has finished; reading and searching go on meanwhile"),
    )
    error.holder = holder
    return error
