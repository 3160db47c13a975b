"""Writing to a Whoosh index: one batch of documents in, one batch of documents out, one commit.

A commit leaves the files of the generation before in place; :meth:`Batch.discard_older` takes them away once the
caller has recorded the new one. So a reader always finds the generation that the record names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Any

from whoosh.filedb.filestore import Storage
from whoosh.index import TOC, clean_files

from index.collection.document import Document
from index.collection.errors import damage_named
from index.collection.lookup import Lookup
from index.collection.merging import small
from index.collection.schema import INDEX_NAME, schema
from index.collection.segments import merge_segments, write_segment

Merging = Callable[[Sequence[Any]], Iterable[Sequence[Any]]]
"""Which of the segments are to become one: groups of them."""


class Batch:
    """Documents to be added to and deleted from the index in *storage*, in one commit.

    The caller holds the lock on the collection. Use :meth:`commit` or :meth:`cancel`. What Whoosh makes of a damaged
    index is raised as CollectionDamaged.
    """

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        with self._reading():
            table = TOC.read(storage, INDEX_NAME, schema=schema())
        self.segments: list[Any] = table.segments
        """The segments of the index, ``W3Segment``; after the commit those that were committed."""
        self._generation = int(table.generation)
        self._lookups: dict[str, Lookup] = {}
        """Of segments by their names."""
        self._changed = False
        self._documents: dict[str, Document] = {}

    def __len__(self) -> int:
        """Documents to be added so far."""
        return len(self._documents)

    @property
    def changed(self) -> bool:
        """Whether a commit would change anything."""
        return bool(self._documents) or self._changed

    def add(self, document: Document) -> None:
        """Add *document*; one that has its id must be deleted first."""
        self._documents[document.id] = document

    def include(self, segment: Any) -> None:
        """Add the documents of a finished *segment*, whose files are in the storage."""
        self.segments.append(segment)
        self._changed = True

    def replace(self, sources: Sequence[Any], merged: Sequence[Any]) -> None:
        """Have the finished segments *merged*, one or none, in place of *sources*, whose documents they hold."""
        at = self.segments.index(sources[0])
        self.segments[at : at + 1] = merged
        self.segments[:] = [segment for segment in self.segments if segment not in sources]
        self._changed = True

    def delete(self, id: str) -> bool:
        """Delete the document *id*; returns whether there was one."""
        found = self._documents.pop(id, None) is not None
        with self._reading():
            return self._delete_stored(id) or found

    def _delete_stored(self, id: str) -> bool:
        found = False
        for segment in self.segments:
            for number in self._lookup(segment).numbers(id):
                if not segment.is_deleted(number):
                    segment.delete_document(number)
                    found = self._changed = True
        return found

    def _lookup(self, segment: Any) -> Lookup:
        name = segment.segment_id()
        if name not in self._lookups:
            self._lookups[name] = Lookup(self._storage, segment)
        return self._lookups[name]

    def commit(self, merge: Merging = small) -> int:
        """Write everything; returns the number of the new generation.

        *merge* is asked which of the segments, the new one among them, to make one of.
        """
        with self._reading(passing=(OSError, MemoryError)):
            self._lookups.clear()
            if self._documents:
                self.segments.append(write_segment(self._storage, list(self._documents.values())))
                self._documents.clear()
            for group in merge(self.segments):
                self._merge(group)
            self._generation += 1
            TOC(schema(), self.segments, self._generation).write(self._storage, INDEX_NAME)
        return self._generation

    def file_names(self) -> list[str]:
        """The files of the index that was committed."""
        segments = tuple(segment.segment_id() + "." for segment in self.segments)
        table = TOC._filename(INDEX_NAME, self._generation)
        return sorted(name for name in self._storage.list() if name == table or name.startswith(segments))

    def discard_older(self) -> None:
        """Delete what only older generations needed."""
        clean_files(self._storage, INDEX_NAME, self._generation, self.segments)

    def cancel(self) -> None:
        """Forget everything; files that were written meanwhile are left to the next writer to clear away."""
        self._lookups.clear()
        self._documents.clear()

    def _merge(self, group: Sequence[Any]) -> None:
        """Put one segment in the place of those of *group*."""
        sources = [segment for segment in self.segments if segment in group]
        merged = [merge_segments(self._storage, sources)] if any(one.doc_count() for one in sources) else []
        self.replace(sources, merged)

    def _reading(self, passing: tuple[type[Exception], ...] = ()) -> AbstractContextManager[None]:
        return damage_named(self._storage.folder or None, passing=passing)


def create(storage: Storage, generation: int = 0) -> None:
    """Make an empty index of that *generation* in *storage*, which is empty."""
    TOC(schema(), [], generation).write(storage, INDEX_NAME)


def latest_generation(storage: Storage) -> int:
    """The highest generation in *storage*, valid or not; -1 if there is none."""
    return int(TOC._latest_generation(storage, INDEX_NAME))
