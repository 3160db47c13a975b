"""The notebook's file: an SQLite database, opened with care and changed in transactions.

Every change is on the disk before its call returns (``synchronous=FULL``), so it survives a kill and a lost
connection. Several programs may have one notebook open; each sees the others' changes at its next call.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from index.errors import NotebookError, OutputError
from index.files import private_directory
from index.messages import M_, N_
from index.notebook import schema

BUSY_SECONDS = 2.0
"""How long a call waits for another program's change before it raises."""


class NotebookFile:
    """The file *path*, made (mode 0600) if it is not there, open for reading and changing.

    One object may be used from any thread: calls take turns on a lock. Closing is not needed for safety.

    Raises :class:`NotebookError`, on opening and from every method, when the file is locked, damaged,
    read-only or no notebook. The file is then left exactly as it is.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.RLock()
        with self._reported():
            _make_file(path)
            self._connection = sqlite3.connect(
                path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
            )
            try:
                self._prepare()
            except BaseException:
                self._connection.close()
                raise

    def close(self) -> None:
        """Close the file; calling it twice does no harm."""
        with self._lock:
            self._connection.close()

    def state(self) -> tuple[int, int]:
        """Something that is another after every change, this object's or another program's."""
        with self._reading():
            (version,) = self._execute("PRAGMA data_version").fetchone()
            return version, self._connection.total_changes

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _prepare(self) -> None:
        """Check that the file is a sound notebook that can be written, before anything in it is changed."""
        execute = self._connection.execute
        application: int = execute("PRAGMA application_id").fetchone()[0]
        version = schema.version_of(self._connection)
        tables = execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
        if application != schema.APPLICATION_ID and (tables or application or version):
            raise NotebookError(
                N_("is no notebook"), subject=self.path, advice=N_("name another file or move it away")
            )
        if version > schema.VERSION:
            raise NotebookError(
                N_("was made by a newer version"),
                subject=self.path,
                advice=N_("install the newest diplo-reader"),
            )
        if (problem := execute("PRAGMA quick_check(1)").fetchone()[0]) != "ok":
            raise sqlite3.DatabaseError(problem)
        execute("PRAGMA foreign_keys = ON")
        execute("PRAGMA synchronous = FULL")
        execute("PRAGMA journal_mode = WAL")
        schema.migrate(self._connection)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        with self._lock, self._reported():
            yield

    @contextmanager
    def _change(self) -> Iterator[None]:
        """One transaction: all of it is on the disk afterwards, or none."""
        with self._reading():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    @contextmanager
    def _reported(self) -> Iterator[None]:
        try:
            yield
        except OutputError as error:
            raise NotebookError(error.message, subject=error.subject, advice=error.advice) from error
        except sqlite3.ProgrammingError:
            raise  # A mistake of the caller, such as using a closed notebook.
        except (OSError, sqlite3.Error) as error:
            raise _notebook_error(self.path, error) from error

    def _execute(self, statement: str, *values: str | int | None) -> sqlite3.Cursor:
        return self._connection.execute(statement, tuple(map(stored, values)))


def stored(value: Any) -> Any:
    """A file name that is no valid UTF-8 comes as surrogates, which SQLite's text cannot hold: kept as bytes."""
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError:
            return value.encode("utf-8", "surrogatepass")
    return value


def loaded(value: Any) -> Any:
    return value.decode("utf-8", "surrogatepass") if isinstance(value, bytes) else value


def _make_file(path: Path) -> None:
    """Make the file before SQLite does, so that it is the user's alone from the first moment."""
    private_directory(path.parent)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        if os.fstat(descriptor).st_uid == os.geteuid():
            os.fchmod(descriptor, 0o600)
    finally:
        os.close(descriptor)


def _notebook_error(path: Path, error: OSError | sqlite3.Error) -> NotebookError:
    code = getattr(error, "sqlite_errorcode", None)
    primary = None if code is None else code & 0xFF
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return NotebookError(
            N_("another program is writing to it"),
            subject=path,
            advice=N_("try again, or end that program first"),
        )
    if primary == sqlite3.SQLITE_FULL:
        return NotebookError(
            N_("no room left on the disk"), subject=path, advice=N_("free some space and try again")
        )
    if isinstance(error, PermissionError) or primary in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):
        return NotebookError(
            N_("may not be written"),
            subject=path,
            advice=N_("make the file and its folder writable (chmod u+w)"),
        )
    if isinstance(error, OSError) or primary in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR):
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        return NotebookError(
            M_("cannot be opened: {reason}", reason=reason),
            subject=path,
            advice=N_("check the path and the disk"),
        )
    if primary == sqlite3.SQLITE_NOTADB:
        return NotebookError(
            N_("is no notebook, or its beginning is damaged; it was left as it is"),
            subject=path,
            advice=N_("name another file, or move it away to begin a new one"),
        )
    return NotebookError(
        M_("is damaged and was left as it is: {error}", error=str(error)),
        subject=path,
        advice=M_(
            'copy it; "sqlite3 {name} .recover" may save its rows; move it away to begin a new one',
            name=path.name,
        ),
    )
