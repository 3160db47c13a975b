"""What every part of a query can be asked about the documents of one segment.

A search goes through a segment window by window, a window being a stretch of document numbers. That keeps the sets
small, lets a search by date end with the window that fills the screen, and one by relevance skip what cannot come among
the best.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_left
from collections.abc import Callable, Collection, Sequence, Set
from typing import TypeVar

ClauseT = TypeVar("ClauseT", bound="Clause")
Numbers = Set[int]
"""Document numbers of a segment; not to be changed by who receives it."""


class Clause(ABC):
    """A part of a query in one segment; windows are half-open, from *low* to below *high*."""

    first: int = 0
    end: int = 0
    """Half-open range outside which nothing is found."""
    estimate: int = 0
    """At most so many documents are found."""
    scores_alike: bool = False
    """Whether all documents found have the same score."""

    @abstractmethod
    def numbers(self, low: int, high: int, among: Numbers | None = None) -> Numbers:
        """The documents found in the window; with *among*, only those of them that are there."""

    def candidates(self, low: int, high: int, need: float, among: Numbers | None = None) -> Numbers:
        """Of :meth:`numbers`, at least those of a score of *need* or more."""
        return self.numbers(low, high, among) if need <= self.bound(low, high) else frozenset()

    @abstractmethod
    def bound(self, low: int, high: int) -> float:
        """What no score in the window exceeds."""

    @abstractmethod
    def scores(self, numbers: Sequence[int]) -> list[float]:
        """The scores of documents, some of which were the candidates of the window asked for last.

        0 for those that were not; of these every one scores below what was needed.
        """

    def ceilings(self, numbers: Sequence[int]) -> list[float]:
        """What :meth:`scores` will not exceed, for less work where that is to be had."""
        return self.scores(numbers)

    def count(self, low: int, high: int) -> int | None:
        """How many documents are found in the window, deleted ones included; null where all must be looked at."""
        return None if low < high else 0


class Alike(Clause):
    """A filter: every document that it finds scores 1."""

    scores_alike = True

    def bound(self, low: int, high: int) -> float:
        return 1.0 if low < high else 0.0

    def scores(self, numbers: Sequence[int]) -> list[float]:
        found = self.numbers(numbers[0], numbers[-1] + 1, set(numbers)) if numbers else ()
        return [1.0 if number in found else 0.0 for number in numbers]


class Stretch(Alike):
    """The documents of a *stretch*, such as those of a period, or all."""

    def __init__(self, stretch: range) -> None:
        self.first, self.end = stretch.start, max(stretch.start, stretch.stop)
        self.estimate = len(stretch)

    def numbers(self, low: int, high: int, among: Numbers | None = None) -> Numbers:
        low, high = max(low, self.first), min(high, self.end)
        if among is None:
            return set(range(low, high))
        return {number for number in among if low <= number < high}

    def count(self, low: int, high: int) -> int:
        return max(0, min(high, self.end) - max(low, self.first))


class Listed(Alike):
    """The documents of a list, such as those that the reader has marked; *listed* in ascending order."""

    def __init__(self, listed: Sequence[int]) -> None:
        self._listed = listed
        self.estimate = len(listed)
        if listed:
            self.first, self.end = listed[0], listed[-1] + 1

    def numbers(self, low: int, high: int, among: Numbers | None = None) -> Numbers:
        listed = self._listed
        found = set(listed[bisect_left(listed, low) : bisect_left(listed, high)])
        return found if among is None else found & among

    def count(self, low: int, high: int) -> int:
        return bisect_left(self._listed, high) - bisect_left(self._listed, low)


class Without(Alike):
    """The documents of a segment of *count* that *inner* does not find."""

    def __init__(self, inner: Clause, count: int) -> None:
        self._inner = inner
        self.end = self.estimate = count

    def numbers(self, low: int, high: int, among: Numbers | None = None) -> Numbers:
        around = set(range(low, high)) if among is None else among
        return around - self._inner.numbers(low, high, around)

    def count(self, low: int, high: int) -> int | None:
        inner = self._inner.count(low, high)
        return None if inner is None else high - low - inner


class AnyOf(Clause):
    """What one of *clauses* finds, scored by all that do."""

    def __init__(self, clauses: Sequence[Clause]) -> None:
        self._clauses = [clause for clause in clauses if clause.end > clause.first]
        self.first = min((clause.first for clause in self._clauses), default=0)
        self.end = max((clause.end for clause in self._clauses), default=0)
        self.estimate = sum(clause.estimate for clause in self._clauses)

    def _within(self, low: int, high: int) -> list[Clause]:
        return [clause for clause in self._clauses if clause.first < high and clause.end > low]

    def numbers(self, low: int, high: int, among: Numbers | None = None) -> Numbers:
        found: set[int] = set()
        return found.union(*(clause.numbers(low, high, among) for clause in self._within(low, high)))

    def candidates(self, low: int, high: int, need: float, among: Numbers | None = None) -> Numbers:
        # What scores too little here even with the most that all others give cannot reach what is needed.
        clauses = self._within(low, high)
        bounds = [clause.bound(low, high) for clause in clauses]
        rest = need - sum(bounds)
        found: set[int] = set()
        for clause, bound in zip(clauses, bounds, strict=True):
            found |= clause.candidates(low, high, rest + bound, among)
        return found

    def bound(self, low: int, high: int) -> float:
        return sum(clause.bound(low, high) for clause in self._within(low, high))

    def scores(self, numbers: Sequence[int]) -> list[float]:
        return self._summed(numbers, at_most=False)

    def ceilings(self, numbers: Sequence[int]) -> list[float]:
        return self._summed(numbers, at_most=True)

    def _summed(self, numbers: Sequence[int], *, at_most: bool) -> list[float]:
        if not numbers:
            return []
        return _summed(self._within(numbers[0], numbers[-1] + 1), numbers, at_most=at_most)


class AllOf(Clause):
    """What all of *wanted* find and none of *unwanted*; *wanted* is not empty."""

    def __init__(self, wanted: Sequence[Clause], unwanted: Sequence[Clause]) -> None:
        self._wanted = sorted(wanted, key=lambda clause: clause.estimate)
        self._unwanted = [clause for clause in unwanted if clause.end > clause.first]
        self.first = max(clause.first for clause in wanted)
        self.end = max(self.first, min(clause.end for clause in wanted))
        self.estimate = self._wanted[0].estimate if self.end > self.first else 0
        self._found: Numbers = frozenset()

    def numbers(self, low: int, high: int, among: Numbers | None = None) -> Numbers:
        low, high = max(low, self.first), min(high, self.end)
        for clause in self._wanted:
            if among is not None and not among:
                break
            among = clause.numbers(low, high, among)
        return self._cleared(low, high, among or frozenset())

    def candidates(self, low: int, high: int, need: float, among: Numbers | None = None) -> Numbers:
        low, high = max(low, self.first), min(high, self.end)
        for clause, least in by_need(self._wanted, low, high, need):
            if among is not None and not among:
                break
            among = clause.candidates(low, high, least, among)
        self._found = self._cleared(low, high, among or frozenset())
        return self._found

    def _cleared(self, low: int, high: int, found: Numbers) -> Numbers:
        for clause in self._unwanted:
            if found:
                found = found - clause.numbers(low, high, found)
        return found

    def bound(self, low: int, high: int) -> float:
        low, high = max(low, self.first), min(high, self.end)
        return sum(clause.bound(low, high) for clause in self._wanted) if low < high else 0.0

    def scores(self, numbers: Sequence[int]) -> list[float]:
        return only_for(self._found, numbers, lambda found: _summed(self._wanted, found))

    def ceilings(self, numbers: Sequence[int]) -> list[float]:
        return only_for(self._found, numbers, lambda found: _summed(self._wanted, found, at_most=True))

    def count(self, low: int, high: int) -> int | None:
        others = [clause for clause in self._wanted if not isinstance(clause, Stretch)]
        if len(others) > 1 or self._unwanted:
            return None
        low = max(low, self.first)
        high = max(low, min(high, self.end))
        return others[0].count(low, high) if others else high - low


def by_need(clauses: Sequence[ClauseT], low: int, high: int, need: float) -> list[tuple[ClauseT, float]]:
    """Each of *clauses* with what it must score for *need* to be reached, the one that finds fewest so first."""
    bounds = [clause.bound(low, high) for clause in clauses]
    rest = need - sum(bounds)
    needs = [(clause, rest + bound, bound) for clause, bound in zip(clauses, bounds, strict=True)]
    if need > 0:
        needs.sort(key=lambda entry: entry[0].estimate * (1 - max(0.0, entry[1]) / (entry[2] or 1.0)))
    return [(clause, least) for clause, least, _ in needs]


def only_for(
    found: Numbers, numbers: Sequence[int], scores: Callable[[Sequence[int]], list[float]]
) -> list[float]:
    """What *scores* gives for those of *numbers* that are *found*, and 0 for the others."""
    mine = [number for number in numbers if number in found]
    if len(mine) == len(numbers):
        return scores(numbers)
    given = dict(zip(mine, scores(mine), strict=True))
    return [given.get(number, 0.0) for number in numbers]


def _summed(clauses: Collection[Clause], numbers: Sequence[int], *, at_most: bool = False) -> list[float]:
    """The sums of what *clauses* score, document by document, or of what they score *at_most*."""
    scores = [clause.ceilings(numbers) if at_most else clause.scores(numbers) for clause in clauses]
    return scores[0] if len(scores) == 1 else list(map(sum, zip(*scores, strict=True)))
