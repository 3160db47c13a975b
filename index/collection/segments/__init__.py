"""Segments of a Whoosh index, written and merged without Whoosh's posting pool.

The files are in the format of Whoosh's own W3 codec (``whoosh/codec/whoosh3.py``), so that Whoosh reads them: the
same documents, scores, lexicons and columns as if it had written them. What is left out is the way there: Whoosh puts
every posting of every field through one sort of tuples, makes and checks each one by itself, and copies the finished
files twice.

Documents of a segment are numbered newest first: by day, descending, those of unknown day (0) last, those of one day in
the order in which they were added.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from whoosh.filedb.filestore import Storage

    from index.collection.document import Document


def write_segment(storage: Storage, documents: Sequence[Document]) -> Any:
    """A new segment of *documents*, at least one, in *storage*: a ``W3Segment`` that no table of contents names yet.

    Raises OSError where it cannot be written, and then leaves no file.
    """
    from index.collection.segments import builder

    return builder.write_segment(storage, documents)


def merge_segments(storage: Storage, sources: Sequence[Any], *, into: Storage | None = None) -> Any:
    """A new segment of the documents of *sources*, in *storage* or in *into*; no table of contents names it yet.

    *sources* are segments that this package wrote, the oldest first, with at least one document that is not deleted.
    They stay as they are. Raises OSError where the segment cannot be written, and then leaves no file.
    """
    from index.collection.segments import merging

    return merging.merge_segments(storage, sources, into=into)
