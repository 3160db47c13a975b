"""The notebook: what a person made, kept in an SQLite file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from secrets import token_hex
from typing import Any, Literal

import msgspec

from index.article import Article, Span
from index.errors import NotebookError
from index.facts import Facts, Quote
from index.messages import M_
from index.notebook.anchor import locate
from index.notebook.applying import Extract, apply, standing_correction
from index.notebook.corrections import (
    FACT_TYPES,
    CorrectedFacts,
    Correction,
    F,
    Judged,
    UndoneCorrection,
    record,
)
from index.notebook.database import NotebookFile, loaded, stored
from index.notebook.model import Highlight, HighlightKind, Placement, Undone, now, snapshot

UNDO_DEPTH = 200
"""Operations kept to be undone; older ones are forgotten."""

_TABLES: Mapping[type[Highlight | Correction], str] = {Highlight: "highlight", Correction: "correction"}
_OF_ARTICLE = "(article = ? OR (sha256 = ? AND sha256 <> ''))"
"""The rows of an article, by its id and by the hash of its file."""
_JSON_COLUMNS = {"candidates", "fact", "edits"}


class Notebook(NotebookFile):
    """A person's highlights, corrections and reading state, in the file *path*, made if it is not there.

    A change is on the disk before its call returns and costs a disk sync (milliseconds, more on a slow disk), so
    an event loop calls the changing methods from a worker where that matters. :class:`NotebookFile` says what is
    raised and that any thread may call.

    The object's life is a session: :meth:`undo` reaches no further back.
    """

    def __init__(self, path: Path) -> None:
        self._session = token_hex(8)
        super().__init__(path)

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
            there = self._same_stretch(new)
            if there is not None:
                return there
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

    def highlights(self, article_id: str | None = None, sha256: str = "") -> list[Highlight]:
        """The highlights of one article in text order, or all of them in the order they were made.

        Those made on a file with the hash *sha256*, where it is given, count as this article's too: the file may
        have got another id by being moved or added from another folder.
        """
        with self._reading():
            if article_id is None:
                return list(self._select("1 ORDER BY id"))
            return list(self._select(f'{_OF_ARTICLE} ORDER BY start, "end", id', article_id, sha256))

    def placements(self, article: Article) -> list[Placement]:
        """Where this article's highlights stand in its text as it is now, in text order, detached ones last."""
        placed = [_place(highlight, article) for highlight in self.highlights(article.id, article.sha256)]
        return sorted(placed, key=lambda place: (place.span is None, place.span or place.highlight.span))

    def marked_ids(self) -> set[str]:
        """Ids of all articles with a highlight."""
        with self._reading():
            return {loaded(row[0]) for row in self._execute("SELECT DISTINCT article FROM highlight")}

    # Corrections

    def correct(self, article: Article, judged: Judged[F], wanted: F | None, *, by: str) -> Correction:
        """Keep what the reader *by* says of one fact of *article*, and return it as it was kept.

        *judged* is the fact as it is shown (from :meth:`corrected`, for a fact never corrected also
        ``Judged(fact, fact)``), *article* the one shown with it (:attr:`CorrectedFacts.article`). *wanted* says what
        becomes of it: the fact as the reader has it, mostly ``replace(judged.fact, …)`` – an edit if it differs in an
        editable value from what was found, else an acceptance – or null to reject it. Only the differing values of
        :data:`index.notebook.corrections.EDITABLE` are kept.

        An earlier correction of the fact stays in the notebook and this one takes its place; the same said again
        changes nothing, also where *judged* does not show it yet. Raises
        :class:`index.notebook.corrections.CorrectionError` for an impossible value.
        """
        new = record(article, judged, wanted, by)
        with self._change():
            rows = self._select_corrections(f"{_OF_ARTICLE} ORDER BY id", new.article, new.sha256)
            earlier = standing_correction(rows, new)
            if earlier and (earlier.action, earlier.edits, earlier.fact) == (new.action, new.edits, new.fact):
                return earlier
            made = msgspec.structs.replace(new, id=self._insert(new))
            self._remember("corrected", made)
        return made

    def corrections(self, article_id: str | None = None, sha256: str = "") -> list[Correction]:
        """Every correction of one article, or of all, superseded ones too, in the order they were made.

        Those made on a file with the hash *sha256* count as this article's too, as for :meth:`highlights`.
        """
        with self._reading():
            if article_id is None:
                return list(self._select_corrections("1 ORDER BY id"))
            return list(self._select_corrections(f"{_OF_ARTICLE} ORDER BY id", article_id, sha256))

    def corrected(self, article: Article, facts: Facts, extract: Extract | None = None) -> CorrectedFacts:
        """*facts* of *article*, both as read from collection or file, with the reader's corrections.

        As :func:`index.notebook.applying.apply`, with the corrections of this article and, as for highlights, of a
        file with the same bytes.
        """
        return apply(article, facts, self.corrections(article.id, article.sha256), extract)

    # Undoing

    def undo(self) -> Undone | UndoneCorrection | None:
        """Take back the newest marking, removal or correction of this session that is not yet undone.

        What another program has since taken back, corrected or marked again itself is passed over. Returns
        what was taken back, or null when there is nothing left.
        """
        undone = None
        with self._change():
            rows = self._execute(
                "SELECT id, action, record FROM operation WHERE session = ? ORDER BY id DESC", self._session
            ).fetchall()
            for operation, action, kept in rows:
                undone = self._undo(action, json.loads(kept))
                self._execute("DELETE FROM operation WHERE id = ?", operation)
                if undone is not None:
                    break
        return undone

    def _undo(self, action: str, kept: dict[str, Any]) -> Undone | UndoneCorrection | None:
        if action == "corrected":
            if self._execute("SELECT 1 FROM correction WHERE supersedes = ?", kept["id"]).fetchone():
                return None
            gone = self._execute("DELETE FROM correction WHERE id = ?", kept["id"])
            return UndoneCorrection(_correction(kept)) if gone.rowcount else None
        highlight = msgspec.convert(kept, Highlight)
        if action == "added":
            gone = self._execute("DELETE FROM highlight WHERE id = ?", highlight.id)
            return Undone("added", highlight) if gone.rowcount else None
        if self._same_stretch(highlight) is not None:
            return None
        self._insert(highlight, highlight.id)
        return Undone("removed", highlight)

    # Reading state

    def set_read(self, article_id: str, read: bool = True) -> None:
        """Note that the article has been read, or with *read* false that it has not."""
        self._set_reading("read", article_id, int(read))

    def read_ids(self) -> set[str]:
        """Ids of all articles that have been read."""
        with self._reading():
            return {loaded(row[0]) for row in self._execute("SELECT article FROM reading WHERE read")}

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

    # Every condition below is written in this module.

    def _same_stretch(self, wanted: Highlight) -> Highlight | None:
        """The highlight that marks the stretch of *wanted* already, or null."""
        of_article = self._select(f"{_OF_ARTICLE} ORDER BY id", wanted.article, wanted.sha256)
        return next(
            (there for there in of_article if (there.span, there.text) == (wanted.span, wanted.text)), None
        )

    def _select(self, condition: str, *values: str | int) -> Iterator[Highlight]:
        for row in self._rows(Highlight, condition, *values):
            yield Highlight(**{**row, "candidates": tuple(json.loads(row["candidates"]))})

    def _select_corrections(self, condition: str, *values: str | int) -> Iterator[Correction]:
        for row in self._rows(Correction, condition, *values):
            try:
                yield _correction({**row, "fact": json.loads(row["fact"]), "edits": json.loads(row["edits"])})
            except (ValueError, KeyError) as error:  # msgspec's ValidationError is a ValueError
                raise NotebookError(
                    M_("holds a correction that cannot be read: {error}", error=str(error)),
                    subject=self.path,
                    advice=M_("copy it, then delete row {row} of its table “correction”", row=str(row["id"])),
                ) from error

    def _rows(
        self, model: type[Highlight | Correction], condition: str, *values: str | int
    ) -> Iterator[dict[str, Any]]:
        columns = model.__struct_fields__
        names = ", ".join(f'"{name}"' for name in columns)
        statement = f"SELECT {names} FROM {_TABLES[model]} WHERE {condition}"
        for row in self._execute(statement, *values).fetchall():
            yield dict(zip(columns, map(loaded, row), strict=True))

    def _insert(self, made: Highlight | Correction, row_id: int | None = None) -> int:
        """Add the row of *made* under *row_id*, or under a new id; returns the id."""
        row = {name: stored(getattr(made, name)) for name in made.__struct_fields__} | {"id": row_id}
        for name in _JSON_COLUMNS & row.keys():
            row[name] = json.dumps(msgspec.to_builtins(getattr(made, name)))
        names = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join(f":{name}" for name in row)
        cursor = self._connection.execute(
            f"INSERT INTO {_TABLES[type(made)]} ({names}) VALUES ({marks})", row
        )
        return cursor.lastrowid or 0

    def _remember(self, action: str, made: Highlight | Correction) -> None:
        kept = json.dumps(msgspec.to_builtins(made))
        self._execute(
            "INSERT INTO operation (action, record, at, session) VALUES (?, ?, ?, ?)",
            action, kept, now(), self._session,
        )  # fmt: skip
        self._execute("DELETE FROM operation WHERE id <= (SELECT max(id) FROM operation) - ?", UNDO_DEPTH)


def _correction(record: dict[str, Any]) -> Correction:
    """The correction in *record*, its fact brought from plain JSON values to the type of its kind."""
    fact = msgspec.convert(record["fact"], FACT_TYPES[record["kind"]])
    return Correction(**{**record, "fact": fact})


def _place(highlight: Highlight, article: Article) -> Placement:
    span = locate(article.body, highlight.text, highlight.before, highlight.after, highlight.start)
    if span is None:
        return Placement(highlight, None, "detached")
    return Placement(highlight, span, "in place" if span == highlight.span else "found again")
