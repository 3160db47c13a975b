"""The documents of single segments by their ids, for whoever takes some out of the index."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import msgspec

from index.collection.document import Row
from index.collection.schema import ROW
from index.collection.searching.files import Files, unpickled
from index.collection.searching.patience import ENDLESS
from index.collection.searching.segment import Segment


class Lookup:
    """A finished segment of *storage*, a ``FileStorage`` or ``RamStorage``, described by the ``W3Segment`` *described*.

    Documents are meant by their numbers in the segment; deleted ones show as well. Nothing is read of the segment
    but what is asked for. Whatever damaged bytes lead to is raised.
    """

    def __init__(self, storage: Any, described: Any) -> None:
        files = Files(Path(storage.folder) if storage.folder else storage.files)
        # As it would stand in a table of contents.
        self._segment = Segment(files, unpickled(pickle.dumps(described)), 0)

    def numbers(self, id: str) -> set[int]:
        """The documents with that *id*."""
        term = self._segment.term("id", id.encode(errors="surrogatepass"))
        if term is None:
            return set()
        return self._segment.postings(term, ENDLESS).numbers(0, self._segment.count)

    def id(self, number: int) -> str:
        """The id of the document *number*."""
        return msgspec.msgpack.decode(self._segment.column(ROW)[number], type=Row).id
