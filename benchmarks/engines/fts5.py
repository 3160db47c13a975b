"""SQLite's FTS5, tuned.

Prefix indexes for the lengths that are asked for, external content, BM25 by ``rank`` with the title weighted, one
b-tree (``optimize``), all of it in memory. The articles' rows have what a hit shows in front of the text, so that
showing it reads no overflow pages; the day has an index.

``in_date_order`` is its best case: the rows are numbered by date, so that FTS5 itself gives the newest first and
nothing is sorted. That holds only as long as articles arrive in the order of their dates.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.engines import LIMIT
from benchmarks.queries import Ask, Item

_TABLES = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
CREATE TABLE articles(number INTEGER PRIMARY KEY, day INTEGER, id TEXT, source TEXT, title TEXT, text TEXT);
CREATE INDEX by_day ON articles(day);
CREATE TABLE countries(country TEXT, number INTEGER, PRIMARY KEY(country, number)) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(
    title, text, content='articles', content_rowid='number', prefix='1 2 3 4 5',
    tokenize='unicode61 remove_diacritics 2'
);
INSERT INTO words(words, rank) VALUES('rank', 'bm25(4.0, 1.0)');
"""
_FILE = "fts5.sqlite"


def create(folder: Path) -> sqlite3.Connection:
    """An empty database in *folder*."""
    connection = sqlite3.connect(folder / _FILE)
    connection.executescript(_TABLES)
    return connection


def add(connection: sqlite3.Connection, number: int, item: Item) -> None:
    """Put *item* into the database."""
    connection.execute(
        "INSERT INTO articles VALUES(?, ?, ?, ?, ?, ?)",
        (number, item.day, item.id, item.source, item.title, item.text),
    )
    connection.execute(
        "INSERT INTO words(rowid, title, text) VALUES(?, ?, ?)", (number, item.title, item.text)
    )
    connection.executemany("INSERT INTO countries VALUES(?, ?)", ((code, number) for code in item.countries))


def build(items: Iterable[Item], folder: Path) -> None:
    """Index *items* in *folder*, which is empty; they are numbered in the order given."""
    connection = create(folder)
    for number, item in enumerate(items, 1):
        add(connection, number, item)
    connection.execute("INSERT INTO words(words) VALUES('optimize')")
    connection.execute("ANALYZE")
    connection.commit()
    connection.close()


def match(ask: Ask) -> str:
    """The words of *ask* in FTS5's query language."""
    clauses = [f'"{word}"' for word in ask.words]
    if ask.prefix:
        clauses.append(f'"{ask.prefix}"*')
    if ask.phrase:
        clauses.append('"' + " ".join(ask.phrase) + '"')
    clauses += ["(" + " OR ".join(f'"{word}"' for word in group) + ")" for group in ask.any_of]
    found = " AND ".join(clauses)
    return f"({found})" + "".join(f' NOT "{word}"' for word in ask.without) if ask.without else found


class Fts5:
    """An FTS5 database; *in_date_order* says that higher numbers are newer."""

    def __init__(self, folder: Path, *, in_date_order: bool = False) -> None:
        self._connection = sqlite3.connect(folder / _FILE)
        self._connection.executescript("PRAGMA mmap_size = 4000000000; PRAGMA cache_size = -200000;")
        self._newest = "words.rowid DESC" if in_date_order else "articles.day DESC"

    def search(self, ask: Ask) -> Sequence[str]:
        where, values = _where(ask)
        order = self._newest if ask.order == "newest" else "words.rank"
        rows = self._connection.execute(
            f"SELECT words.rowid, articles.id, articles.title, articles.day {where} ORDER BY {order} LIMIT {LIMIT}",
            values,
        ).fetchall()
        if ask.snippets:
            for row in rows:
                self._connection.execute(
                    "SELECT snippet(words, 1, '<', '>', '…', 24) FROM words WHERE words MATCH ? AND rowid = ?",
                    (values[0], row[0]),
                ).fetchone()
        return [row[1] for row in rows]

    def facets(self, ask: Ask) -> dict[str, int]:
        where, values = _where(ask)
        return dict(
            self._connection.execute(f"SELECT source, count(*) {where} GROUP BY source", values).fetchall()
        )

    def close(self) -> None:
        self._connection.close()


def _where(ask: Ask) -> tuple[str, list[object]]:
    text = "FROM words JOIN articles ON articles.number = words.rowid WHERE words MATCH ?"
    values: list[object] = [match(ask)]
    if ask.days:
        text += " AND articles.day BETWEEN ? AND ?"
        values += ask.days
    if ask.country:
        text += " AND EXISTS (SELECT 1 FROM countries WHERE country = ? AND countries.number = words.rowid)"
        values.append(ask.country)
    return text, values


def engine(folder: Path) -> Fts5:
    """What was built in *folder*, opened."""
    return Fts5(folder)
