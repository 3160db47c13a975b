"""The notebook file: an SQLite database that keeps what a person made.

Every change is on the disk before its call returns (``synchronous=FULL``), so it survives a kill and a lost
connection. Several programs may have one notebook open; each sees the others' changes at its next call.
"""

from __future__ import annotations

import json
import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, Self

import msgspec

from index.article import Article, Span
from index.errors import NotebookError, OutputError
from index.facts import Quote
from index.files import private_directory
from index.notebook import schema
from index.notebook.anchor import locate
from index.notebook.model import Highlight, HighlightKind, Placement, Undone, now, snapshot

BUSY_SECONDS = 2.0
"""How long a call waits for another program's change before it raises."""
UNDO_DEPTH = 200
"""Operations kept to be undone; older ones are forgotten."""

_COLUMNS = Highlight.__struct_fields__
_NAMES = ", ".join(f'"{name}"' for name in _COLUMNS)
_MARKS = ", ".join(f":{name}" for name in _COLUMNS)


class Notebook:
    """A person's highlights and reading state, in the file *path*, made (mode 0600) if it is not there.

    One object may be used from any thread: calls take turns on a lock. A change costs a disk sync
    (milliseconds, more on a slow disk), so an event loop calls the changing methods from a worker where that
    matters. Closing is not needed for safety.

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

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Highlights

    def add_highlight(
        self, article: Article, span: Span, kind: HighlightKind, quote: Quote | None = None
    ) -> Highlight:
        """Mark *span* of *article*'s body, with a snapshot of what its citation needs; returns the highlight.

        *quote* is the quote that covers the whole of *span* (:func:`quote_around`), if the words are
        somebody's. Marking the same stretch of the same text again changes nothing and returns the highlight
        that is there. Raises :class:`ValueError` if *span* is empty or outside the body.
        """
        if not 0 <= span.start < span.end <= len(article.body):
            raise ValueError(f"{span} is no stretch of a body of {len(article.body)} code points")
        new = snapshot(article, span, kind, quote)
        with self._change():
            for same in self._select(
                'article = ? AND start = ? AND "end" = ?', new.article, new.start, new.end
            ):
                if same.text == new.text:
                    return same
            made = msgspec.structs.replace(new, id=self._insert(new))
            self._remember("added", made)
        return made

    def remove_highlight(self, highlight_id: int) -> Highlight | None:
        """Remove the highlight and return it, or null if there is none with that id."""
        with self._change():
            removed = next(self._select("id = ?", highlight_id), None)
            if removed is not None:
                self._execute("DELETE FROM highlight WHERE id = ?", highlight_id)
                self._remember("removed", removed)
        return removed

    def highlights(self, article_id: str | None = None) -> list[Highlight]:
        """The highlights of one article in text order, or all of them in the order they were made."""
        with self._reading():
            if article_id is None:
                return list(self._select("1 ORDER BY id"))
            return list(self._select('article = ? ORDER BY start, "end", id', article_id))

    def placements(self, article: Article) -> list[Placement]:
        """Where this article's highlights stand in its text as it is now, in text order, detached ones last.

        A highlight made on a file with the same bytes counts as this article's too: the file may have got
        another id by being moved or added from another folder.
        """
        with self._reading():
            found = list(
                self._select("article = ? OR (sha256 = ? AND sha256 <> '')", article.id, article.sha256)
            )
        placed = [_place(highlight, article) for highlight in found]
        return sorted(placed, key=lambda place: (place.span is None, place.span or place.highlight.span))

    def marked_ids(self) -> set[str]:
        """Ids of all articles with a highlight."""
        with self._reading():
            return {_load(row[0]) for row in self._execute("SELECT DISTINCT article FROM highlight")}

    def undo(self) -> Undone | None:
        """Take back the newest marking or removal that is not yet undone, whichever program made it.

        Returns what was taken back, or null when there is nothing left.
        """
        with self._change():
            row = self._execute(
                "SELECT id, action, record FROM operation ORDER BY id DESC LIMIT 1"
            ).fetchone()
            if row is None:
                return None
            operation, action, record = row
            highlight = msgspec.convert(json.loads(record), Highlight)
            if action == "added":
                self._execute("DELETE FROM highlight WHERE id = ?", highlight.id)
            else:
                self._insert(highlight, highlight.id)
            self._execute("DELETE FROM operation WHERE id = ?", operation)
        return Undone(action, highlight)

    # Reading state

    def set_read(self, article_id: str, read: bool = True) -> None:
        """Note that the article has been read, or with *read* false that it has not."""
        self._set_reading("read", article_id, int(read))

    def read_ids(self) -> set[str]:
        """Ids of all articles that have been read."""
        with self._reading():
            return {_load(row[0]) for row in self._execute("SELECT article FROM reading WHERE read")}

    def position(self, article_id: str) -> int | None:
        """Where reading stopped, as an offset in the body then, or null if nothing was noted."""
        with self._reading():
            row = self._execute("SELECT position FROM reading WHERE article = ?", article_id).fetchone()
        return row[0] if row else None

    def set_position(self, article_id: str, offset: int) -> None:
        """Note where reading stopped."""
        self._set_reading("position", article_id, offset)

    def _set_reading(self, column: Literal["read", "position"], article_id: str, value: int) -> None:
        statement = (
            f"INSERT INTO reading (article, {column}, changed_at) VALUES (?, ?, ?) "
            f"ON CONFLICT (article) DO UPDATE SET {column} = excluded.{column}, changed_at = excluded.changed_at"
        )
        with self._change():
            self._execute(statement, article_id, value, now())

    # The file

    def _prepare(self) -> None:
        """Check that the file is a sound notebook that can be written, before anything in it is changed."""
        execute = self._connection.execute
        application: int = execute("PRAGMA application_id").fetchone()[0]
        version = schema.version_of(self._connection)
        tables = execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
        if application != schema.APPLICATION_ID and (tables or application or version):
            raise NotebookError(
                "is no notebook", subject=self.path, advice="name another file or move it away"
            )
        if version > schema.VERSION:
            raise NotebookError(
                "was made by a newer version", subject=self.path, advice="install the newest diplo-reader"
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
        return self._connection.execute(statement, tuple(map(_store, values)))

    def _select(self, condition: str, *values: str | int) -> Iterator[Highlight]:
        # Every condition is written in this module.
        for row in self._execute(f"SELECT {_NAMES} FROM highlight WHERE {condition}", *values).fetchall():
            record = dict(zip(_COLUMNS, map(_load, row), strict=True))
            record["candidates"] = tuple(json.loads(record["candidates"]))
            yield Highlight(**record)

    def _insert(self, highlight: Highlight, highlight_id: int | None = None) -> int:
        record = {name: _store(getattr(highlight, name)) for name in _COLUMNS}
        record |= {"id": highlight_id, "candidates": json.dumps(highlight.candidates)}
        cursor = self._connection.execute(f"INSERT INTO highlight ({_NAMES}) VALUES ({_MARKS})", record)
        return cursor.lastrowid or 0

    def _remember(self, action: str, highlight: Highlight) -> None:
        record = json.dumps(msgspec.to_builtins(highlight))
        self._execute("INSERT INTO operation (action, record, at) VALUES (?, ?, ?)", action, record, now())
        self._execute("DELETE FROM operation WHERE id <= (SELECT max(id) FROM operation) - ?", UNDO_DEPTH)


def _place(highlight: Highlight, article: Article) -> Placement:
    span = locate(article.body, highlight.text, highlight.before, highlight.after, highlight.start)
    if span is None:
        return Placement(highlight, None, "detached")
    return Placement(highlight, span, "in place" if span == highlight.span else "found again")


def _store(value: Any) -> Any:
    """A file name that is no valid UTF-8 comes as surrogates, which SQLite's text cannot hold: kept as bytes."""
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError:
            return value.encode("utf-8", "surrogatepass")
    return value


def _load(value: Any) -> Any:
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
            "another program is writing to it", subject=path, advice="try again, or end that program first"
        )
    if primary == sqlite3.SQLITE_FULL:
        return NotebookError("no room left on the disk", subject=path, advice="free some space and try again")
    if isinstance(error, PermissionError) or primary in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):
        return NotebookError(
            "may not be written", subject=path, advice="make the file and its folder writable (chmod u+w)"
        )
    if isinstance(error, OSError) or primary in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR):
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        return NotebookError(
            f"cannot be opened: {reason}", subject=path, advice="check the path and the disk"
        )
    if primary == sqlite3.SQLITE_NOTADB:
        return NotebookError(
            "is no notebook, or its beginning is damaged; it was left as it is",
            subject=path,
            advice="name another file, or move it away to begin a new one",
        )
    return NotebookError(
        f"is damaged and was left as it is: {error}",
        subject=path,
        advice=f'copy it; "sqlite3 {path.name} .recover" may save its rows; move it away to begin a new one',
    )
