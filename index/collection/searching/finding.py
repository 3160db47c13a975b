"""Going through the segments of an index for what a query finds: newest, oldest or best first, all, or how many."""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress, islice
from operator import itemgetter
from typing import NamedTuple

from index.collection.searching.clause import Clause, Numbers
from index.collection.searching.patience import Cancelled
from index.collection.searching.segment import Segment

_FIRST_WINDOW, _LARGEST_WINDOW = 256, 2_048
"""Documents of a window: few where the first hits are wanted soon, more as a search goes on."""
_SCORED_WINDOW = 2_048
"""Documents of a window that is skipped when nothing in it can come among the best."""
_SPARSE = 4
"""A clause that finds less than one in so many documents gets windows that are larger in the same measure."""
_SLACK = 1e-9
"""Share of a score by which a bound may fall short of it through rounding."""


class Part(NamedTuple):
    """A query in one segment."""

    segment: Segment
    clause: Clause

    def live(self, numbers: Numbers) -> Numbers:
        """Those of *numbers* that are not deleted."""
        return numbers - self.segment.deleted if self.segment.deleted else numbers


def newest(parts: Sequence[Part]) -> Iterator[int]:
    """The documents found, newest first, those of unknown day last; numbered through all segments."""
    return _merged(_by_age(part, forwards=True) for part in parts)


def oldest(parts: Sequence[Part]) -> Iterator[int]:
    """The documents found, oldest first, those of unknown day last."""
    return _merged(_by_age(part, forwards=False) for part in parts)


def _merged(streams: Iterable[Iterator[tuple[int, int]]]) -> Iterator[int]:
    return (number for _, number in heapq.merge(*streams))


def _by_age(part: Part, *, forwards: bool) -> Iterator[tuple[int, int]]:
    """A rank by day, lower first, and the number of each document found."""
    segment, clause = part
    days, offset = segment.days, segment.offset
    known = bisect_left(days, 0, key=int.__neg__) if not forwards else segment.count
    for low, high in _windows(clause, clause.first, min(clause.end, known), forwards=forwards):
        for number in sorted(part.live(clause.numbers(low, high)), reverse=not forwards):
            yield (-days[number] if forwards else days[number]), offset + number
    for low, high in _windows(clause, max(clause.first, known), clause.end):
        for number in sorted(part.live(clause.numbers(low, high))):
            yield _LAST, offset + number


_LAST = 1 << 31
"""Ranks after every day."""


def _windows(clause: Clause, first: int, end: int, *, forwards: bool = True) -> Iterator[tuple[int, int]]:
    thinness = _thinness(clause)
    size, largest = _FIRST_WINDOW, _LARGEST_WINDOW * thinness
    while first < end:
        if forwards:
            middle = min(end, first + size)
            yield first, middle
            first = middle
        else:
            middle = max(first, end - size)
            yield middle, end
            end = middle
        size = min(2 * size, largest)


def _even_windows(clause: Clause) -> Iterator[tuple[int, int]]:
    size = _SCORED_WINDOW * _thinness(clause)
    for low in range(clause.first, clause.end, size):
        yield low, min(clause.end, low + size)


def _thinness(clause: Clause) -> int:
    """How many times larger than others a window may be for what *clause* finds."""
    return max(1, (clause.end - clause.first) // (_SPARSE * max(clause.estimate, 1)))


def scores_alike(parts: Sequence[Part]) -> bool:
    """Whether all documents found have the same score, so that the best ones are the newest."""
    return all(part.clause.scores_alike for part in parts)


class Best:
    """The best *limit* of the documents found, also when the search is broken off."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._heap: list[tuple[float, int, int]] = []

    def search(self, parts: Sequence[Part]) -> bool:
        """Go through *parts*; returns whether that came to its end before it was cancelled."""
        try:
            for bound, part, low, high in self._windows(parts):
                if bound < self._need():
                    break
                self._search(part, low, high)
        except Cancelled:
            return False
        return True

    def _windows(self, parts: Sequence[Part]) -> list[tuple[float, Part, int, int]]:
        """The windows to look at, those first in which the highest scores may be."""
        windows = [
            (part.clause.bound(low, high), part, low, high)
            for part in parts
            for low, high in _even_windows(part.clause)
        ]
        return sorted(windows, key=itemgetter(0), reverse=True) if self._limit else []

    def ranked(self) -> list[tuple[int, float]]:
        """Numbers and scores, best first; of equal scores the newest first."""
        return [(-number, score) for score, _, number in sorted(self._heap, reverse=True)]

    def _search(self, part: Part, low: int, high: int) -> None:
        segment, clause = part
        need = self._need()
        numbers = sorted(part.live(clause.candidates(low, high, need)))
        if need:
            numbers = list(compress(numbers, map(need.__le__, clause.ceilings(numbers))))
        for number, score in zip(numbers, clause.scores(numbers), strict=True):
            if score >= need:
                self._add((score, segment.days[number], -(segment.offset + number)))

    def _need(self) -> float:
        """What a document must score to come among the best."""
        return self._heap[0][0] * (1 - _SLACK) if len(self._heap) == self._limit else 0.0

    def _add(self, entry: tuple[float, int, int]) -> None:
        if len(self._heap) < self._limit:
            heapq.heappush(self._heap, entry)
        elif entry > self._heap[0]:
            heapq.heapreplace(self._heap, entry)


def every(parts: Sequence[Part]) -> Iterator[set[int]]:
    """Sets of the documents found, numbered through all segments, each once; raises Cancelled."""
    for part in parts:
        for low, high in _windows(part.clause, part.clause.first, part.clause.end):
            yield _in_all(part, part.clause.numbers(low, high))


def among(parts: Sequence[Part], wanted: Numbers) -> set[int]:
    """Which of the documents *wanted* are found, both numbered through all segments; raises Cancelled."""
    found: set[int] = set()
    for part in parts:
        offset, count = part.segment.offset, part.segment.count
        here = {number - offset for number in wanted if offset <= number < offset + count}
        if here:
            found |= _in_all(part, part.clause.numbers(0, count, here))
    return found


def _in_all(part: Part, numbers: Numbers) -> set[int]:
    return {part.segment.offset + number for number in part.live(numbers)}


def known_total(parts: Sequence[Part]) -> int | None:
    """How many documents are found, where the index knows it without looking at all of them; null once cancelled."""
    counted = 0
    try:
        for part in parts:
            known = _known(part)
            if known is None:
                return None
            counted += known
    except Cancelled:
        return None
    return counted


def _known(part: Part) -> int | None:
    """The same in one segment; raises Cancelled."""
    segment, clause = part
    count = clause.count(0, segment.count)
    if count is None or not segment.deleted:
        return count
    return count - len(clause.numbers(0, segment.count, segment.deleted))


def total(parts: Sequence[Part]) -> tuple[int, bool]:
    """How many documents are found, and whether all were counted before that was cancelled."""
    counted = 0
    try:
        for part in parts:
            known = _known(part)
            if known is not None:
                counted += known
                continue
            for low, high in _windows(part.clause, part.clause.first, part.clause.end):
                counted += len(part.live(part.clause.numbers(low, high)))
    except Cancelled:
        return counted, False
    return counted, True


def first(found: Iterator[int], limit: int) -> tuple[list[int], bool]:
    """The first *limit* of what is *found*, and whether that was all there is to be had of it."""
    taken: list[int] = []
    try:
        taken.extend(islice(found, limit))
    except Cancelled:
        return taken, False
    return taken, True
