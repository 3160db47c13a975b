"""The notebook's tables, one script a version, and how a file is brought to the newest.

Rows hold only what a person made and cannot be made again. Later versions add tables beside these.
"""

from __future__ import annotations

import sqlite3

APPLICATION_ID = 0x4469506C
"""``DiPl`` in the file's header (SQLite's ``application_id``) tells a notebook from any other database."""

_VERSION_1 = """
CREATE TABLE highlight (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article TEXT NOT NULL,
    path TEXT NOT NULL,
    line INTEGER,
    url TEXT,
    sha256 TEXT NOT NULL,
    start INTEGER NOT NULL CHECK (start >= 0),
    "end" INTEGER NOT NULL CHECK ("end" > start),
    text TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    paragraph INTEGER,
    kind TEXT NOT NULL CHECK (kind IN ('quote', 'sentence', 'selection')),
    quote_kind TEXT CHECK (quote_kind IN ('direct', 'indirect')),
    speaker TEXT,
    speaker_identity TEXT,
    office TEXT,
    speaks_for TEXT,
    resolved_by TEXT,
    candidates TEXT NOT NULL DEFAULT '[]',
    source TEXT,
    title TEXT,
    lead TEXT,
    published TEXT,
    created_at TEXT NOT NULL
);
CREATE INDEX highlight_article ON highlight (article);
CREATE INDEX highlight_sha256 ON highlight (sha256);

CREATE TABLE reading (
    article TEXT PRIMARY KEY,
    read INTEGER NOT NULL DEFAULT 0,
    position INTEGER,
    changed_at TEXT NOT NULL
);

CREATE TABLE operation (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    action TEXT NOT NULL,
    record TEXT NOT NULL,
    at TEXT NOT NULL
);
"""

_VERSION_2 = """
CREATE TABLE correction (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    supersedes INTEGER REFERENCES correction (id),
    kind TEXT NOT NULL CHECK (kind IN ('visit', 'quote', 'name', 'date', 'published')),
    action TEXT NOT NULL CHECK (action IN ('accept', 'edit', 'reject')),
    fact TEXT NOT NULL,
    edits TEXT NOT NULL DEFAULT '{}',
    article TEXT NOT NULL,
    path TEXT NOT NULL,
    line INTEGER,
    url TEXT,
    sha256 TEXT NOT NULL,
    start INTEGER NOT NULL CHECK (start >= 0),
    "end" INTEGER NOT NULL CHECK ("end" >= start),
    text TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    source TEXT,
    title TEXT,
    lead TEXT,
    published TEXT,
    "by" TEXT NOT NULL,
    created_at TEXT NOT NULL
);
CREATE INDEX correction_article ON correction (article);
CREATE INDEX correction_sha256 ON correction (sha256);
CREATE INDEX correction_supersedes ON correction (supersedes);
"""

_VERSION_3 = """
ALTER TABLE operation ADD COLUMN session TEXT NOT NULL DEFAULT '';
"""

MIGRATIONS = (_VERSION_1, _VERSION_2, _VERSION_3)
VERSION = len(MIGRATIONS)


def version_of(connection: sqlite3.Connection) -> int:
    """The schema version of the open file; 0 for an empty one."""
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the file to :data:`VERSION` in one transaction; safe when several programs do it at once."""
    if version_of(connection) == VERSION:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        for script in MIGRATIONS[version_of(connection) :]:
            for statement in filter(str.strip, script.split(";")):
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
