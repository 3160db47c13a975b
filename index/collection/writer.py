"""Writing to a Whoosh index: one batch of documents in, one batch of documents out, one commit.

A commit leaves the files of the generation before in place; :meth:`Batch.discard_older` takes them away once the
caller has recorded the new one. So a reader always finds the generation that the record names.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, suppress
from typing import Any

from whoosh.filedb.filestore import Storage
from whoosh.index import TOC, FileIndex, clean_files
from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

from index.collection.document import Document
from index.collection.errors import damage_named
from index.collection.schema import INDEX_NAME, schema

SORTING_MEGABYTES = 256
"""Postings held in memory before a sorted run is written aside."""
MOST_SEGMENTS = 12
"""So many segments before the small ones are merged; each costs a search about 0.1 ms a term."""
LARGEST_MERGE = 20_000
"""Documents that one merge may rewrite, which bounds the wait for a commit."""
MOST_DELETED = 0.25
"""Share of deleted documents at which a segment is rewritten."""


class _Writer(SegmentWriter):  # type: ignore[misc]
    """Whoosh's writer, but the files of older generations stay."""

    def _commit_toc(self, segments: list[Any]) -> None:
        TOC(self.schema, segments, self.generation).write(self.storage, self.indexname)
        self.final_segments = segments


class Batch:
    """Documents to be added to and deleted from the index in *storage*, in one commit.

    The caller holds the lock on the collection. Use :meth:`commit` or :meth:`cancel`. What Whoosh makes of a damaged
    index is raised as CollectionDamaged.
    """

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        with self._reading():
            self._writer = _Writer(
                FileIndex(storage, schema=schema(), indexname=INDEX_NAME),
                _lk=False,
                limitmb=SORTING_MEGABYTES,
            )
        self._reader: Any = None
        self._deleted: set[int] = set()
        self._documents: dict[str, Document] = {}

    def __len__(self) -> int:
        """Documents to be added so far."""
        return len(self._documents)

    @property
    def changed(self) -> bool:
        """Whether a commit would change anything."""
        return bool(self._documents or self._deleted)

    def add(self, document: Document) -> None:
        """Add *document*; one that has its id must be deleted first."""
        self._documents[document.id] = document

    def delete(self, id: str) -> bool:
        """Delete the document *id*; returns whether there was one."""
        found = self._documents.pop(id, None) is not None
        with self._reading():
            return self._delete_stored(id) or found

    def _delete_stored(self, id: str) -> bool:
        found = False
        key = ("id", id.encode(errors="surrogatepass"))
        if self._reader is None:
            self._reader = self._writer.reader()
        for leaf, offset in self._reader.leaf_readers() if self._writer.segments else ():
            if key in leaf:
                for number in leaf.postings(*key).all_ids():
                    if offset + number not in self._deleted:
                        self._deleted.add(offset + number)
                        self._writer.delete_document(offset + number)
                        found = True
        return found

    def commit(self) -> int:
        """Write everything, newest article first; returns the number of the new generation."""
        self._close_reader()
        with self._reading(passing=(OSError, MemoryError)):
            for document in sorted(self._documents.values(), key=lambda document: -document.day):
                self._write(document)
            self._documents.clear()
            self._writer.commit(mergetype=_merge)
        return int(self._writer.generation)

    def file_names(self) -> list[str]:
        """The files of the index that was committed."""
        segments = tuple(segment.segment_id() + "." for segment in self._writer.final_segments)
        table = TOC._filename(INDEX_NAME, self._writer.generation)
        return sorted(name for name in self._storage.list() if name == table or name.startswith(segments))

    def discard_older(self) -> None:
        """Delete what only older generations needed."""
        clean_files(self._storage, INDEX_NAME, self._writer.generation, self._writer.final_segments)

    def cancel(self) -> None:
        """Forget everything; files that cannot even be closed are left to the next writer to clear away."""
        self._close_reader()
        if not self._writer.is_closed:
            with suppress(OSError, ValueError):
                self._writer.cancel()

    def _reading(self, passing: tuple[type[Exception], ...] = ()) -> AbstractContextManager[None]:
        return damage_named(self._storage.folder or None, passing=passing)

    def _close_reader(self) -> None:
        if self._reader is not None:
            self._reader.close()
            self._reader = None

    def _write(self, document: Document) -> None:
        """What ``SegmentWriter.add_document`` does, with postings already made."""
        writer = self._writer
        number = writer.docnum
        post = writer.pool.add
        kept = writer.perdocwriter
        fields = schema()
        kept.start_doc(number)
        for name, postings in document.postings.items():
            for posting in postings:
                post((name, posting.term, number, posting.weight, posting.value))
            kept.add_field(name, fields[name], None, document.lengths.get(name, 0))
        for name, value in document.columns.items():
            kept.add_column_value(name, fields[name].column_type, value)
        kept.add_column_value("day", fields["day"].column_type, document.day)
        kept.finish_doc()
        writer._added = True
        writer.docnum += 1


def create(storage: Storage, generation: int = 0) -> None:
    """Make an empty index of that *generation* in *storage*, which is empty."""
    TOC(schema(), [], generation).write(storage, INDEX_NAME)


def latest_generation(storage: Storage) -> int:
    """The highest generation in *storage*, valid or not; -1 if there is none."""
    return int(TOC._latest_generation(storage, INDEX_NAME))


def _merge(writer: SegmentWriter, segments: list[Any]) -> list[Any]:
    """Whoosh merge policy: rewrite segments with many deletions, and the smallest ones when there are too many."""
    chosen = [
        segment for segment in segments if segment.deleted_count() > MOST_DELETED * segment.doc_count_all()
    ]
    others = sorted(
        (s for s in segments if s not in chosen), key=lambda segment: int(segment.doc_count_all())
    )
    room = LARGEST_MERGE - sum(segment.doc_count() for segment in chosen)
    if len(others) >= MOST_SEGMENTS:
        for segment in others[: len(others) // 2 + 1]:
            if (room := room - segment.doc_count()) < 0:
                break
            chosen.append(segment)
    for segment in chosen:
        if segment.doc_count():
            reader = SegmentReader(writer.storage, writer.schema, segment)
            writer.add_reader(reader)
            reader.close()
    return [segment for segment in segments if segment not in chosen]
