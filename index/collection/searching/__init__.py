"""The search engine over Whoosh's index files: from a query tree to document numbers and scores.

``files``, ``terms``, ``postings`` and ``segment`` read what was written; ``clause``, ``words`` and ``beginnings`` are
the parts of a query in one segment, made by ``planning``; ``finding`` goes through them. All in pure Python, over whole
blocks of postings.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from index.collection.query import Node
from index.collection.searching.bm25 import Statistics
from index.collection.searching.files import Files, read_contents
from index.collection.searching.finding import Part
from index.collection.searching.patience import ENDLESS, Patience
from index.collection.searching.planning import Lookup, Planner
from index.collection.searching.postings import Blocks
from index.collection.searching.segment import Segment

_MOST_WORK = 5_000
"""Units of work (:class:`Patience`) after which files that were read leave this process's memory: some 50 to 100 MB."""


class Index:
    """One generation of the index *name* in the folder or the memory *place*.

    Raises FileNotFoundError if a file of it is not there, and whatever damaged bytes lead to.
    """

    def __init__(self, place: Path | Mapping[str, bytes], name: str, generation: int) -> None:
        files = self._files = Files(place)
        self._worked = 0
        self.segments: list[Segment] = []
        offset, kept = 0, Blocks()
        for record in read_contents(files.open(f"_{name}_{generation}.toc"), generation):
            self.segments.append(Segment(files, record, offset, kept))
            offset += record.count
        self._offsets = [segment.offset for segment in self.segments]
        self.statistics = Statistics(self.segments)

    def count(self) -> int:
        """Documents that are not deleted."""
        return sum(segment.count - len(segment.deleted) for segment in self.segments)

    def parts(self, node: Node | None, lookup: Lookup, patience: Patience, *, scored: bool) -> list[Part]:
        """The query *node* (null finds everything) in each segment; raises Cancelled.

        Unless it is to be *scored*, what only scores depend on is left out.
        """
        return [
            Part(segment, Planner(segment, self.statistics, lookup, patience, scored=scored).clause(node))
            for segment in self.segments
        ]

    def numbers(self, field: str, term: str) -> Iterator[int]:
        """The documents with a term of *field*, in order of their numbers."""
        raw = term.encode(errors="surrogatepass")
        for segment in self.segments:
            found = segment.term(field, raw)
            if found is not None:
                numbers = {found.first, found.last}
                if found.documents > len(numbers):
                    numbers = segment.postings(found, ENDLESS).numbers(0, segment.count)
                for number in sorted(numbers - segment.deleted):
                    yield segment.offset + number

    def every(self) -> Iterator[int]:
        """All documents that are not deleted."""
        for segment in self.segments:
            for number in range(segment.count):
                if number not in segment.deleted:
                    yield segment.offset + number

    def value(self, number: int, column: str) -> memoryview:
        """What the *column* of byte strings holds for the document *number*."""
        segment = self._segment_of(number)
        return segment.column(column)[number - segment.offset]

    def by_age(self, numbers: Iterable[int]) -> list[int]:
        """*numbers* newest first, those of unknown day last."""

        def rank(number: int) -> tuple[int, int]:
            segment = self._segment_of(number)
            return -segment.days[number - segment.offset], number

        return sorted(numbers, key=rank)

    def rest(self, patience: Patience) -> None:
        """Note that the work of *patience* is done; the memory that much work took is given back now and then."""
        self._worked += patience.spent
        if self._worked > _MOST_WORK:
            self._worked = 0
            self._files.let_go()

    def close(self) -> None:
        """Let go of the files."""
        self.segments.clear()
        self._files.forget()

    def _segment_of(self, number: int) -> Segment:
        return self.segments[bisect_right(self._offsets, number) - 1]
