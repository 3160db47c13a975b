"""One writer at a time: an advisory lock that the system takes back from a process that dies."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.collection.errors import CollectionLocked, CollectionReadOnly
from index.messages import M_, N_

LOCK = "lock"
_BRIEFLY = b"briefly"
_WAIT = 5.0
"""Seconds that one waits for a holder who said that it will not be long."""
_ASK_EVERY = 0.02


@contextmanager
def writing(directory: Path, *, briefly: bool = False) -> Iterator[None]:
    """Hold the lock on the collection in *directory*, or on the folder in it where the background merges.

    Who holds it *briefly*, for less than a second, has the others wait instead of being refused. Raises
    CollectionLocked, with the number of the process that holds it, or CollectionReadOnly.
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
        _take(descriptor, directory)
        _say(descriptor, briefly=briefly)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def held_if_free(path: Path, *, briefly: bool = False) -> Iterator[bool]:
    """Hold the lock file *path* if nobody does; gives whether it is held. *briefly* as for :func:`writing`."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        is_held = _taken(descriptor)
        if is_held:
            _say(descriptor, briefly=briefly)
        yield is_held
    finally:
        os.close(descriptor)


def _say(descriptor: int, *, briefly: bool) -> None:
    """Write into the lock file who holds it, and whether for a moment only."""
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, b"%d %s\n" % (os.getpid(), _BRIEFLY if briefly else b""), 0)


def _take(descriptor: int, directory: Path) -> None:
    deadline = time.monotonic() + _WAIT
    patience = 10  # whoever has taken it a moment ago may not have said yet for how long
    while not _taken(descriptor):
        content = os.pread(descriptor, 32, 0)
        patience -= 1
        if time.monotonic() > deadline or (patience < 0 and _BRIEFLY not in content):
            raise _locked(directory, content)
        time.sleep(_ASK_EVERY)


def _taken(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _locked(directory: Path, content: bytes) -> CollectionLocked:
    number = content.split()[:1]
    holder = int(number[0]) if number and number[0].isdigit() else None
    error = CollectionLocked(
        M_("locked by process {number}, which is writing to it", number=str(holder))
        if holder
        else M_("locked by another process, which is writing to it"),
        subject=directory,
        advice=N_("wait until it has finished; reading and searching go on meanwhile"),
    )
    error.holder = holder
    return error
