"""Words that begin alike, found through the term file where no field of beginnings has them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import attrgetter

from index.collection.searching.bm25 import Weighing, least_weight
from index.collection.searching.clause import Clause, Numbers
from index.collection.searching.patience import Patience
from index.collection.searching.postings import Block, Places, Postings
from index.collection.searching.segment import Segment
from index.collection.searching.terms import Term


class Beginning(Clause):
    """The words *terms* of a segment, together scored as one word that occurs where any of them does."""

    def __init__(
        self, segment: Segment, terms: Sequence[Term], weighing: Weighing, patience: Patience
    ) -> None:
        self._segment = segment
        self._patience = patience
        self._weighing = weighing
        patience.spend(len(terms) >> 5)
        self._terms = sorted(terms, key=attrgetter("first"))
        self._firsts = [term.first for term in self._terms]
        self._postings: dict[int, Postings] = {}
        self._weights: dict[int, float] = {}
        self.ceiling = weighing.ceiling
        self.first = self._firsts[0] if terms else 0
        self.end = max((term.last + 1 for term in terms), default=0)
        self.estimate = sum(term.documents for term in terms)

    def _within(self, low: int, high: int) -> list[int]:
        """The positions of the terms that may occur in the window."""
        end = bisect_left(self._firsts, high)
        self._patience.spend(end >> 7)
        return [position for position, term in enumerate(self._terms[:end]) if term.last >= low]

    def _read(self, position: int) -> Postings:
        postings = self._postings.get(position)
        if postings is None:
            postings = self._segment.postings(self._terms[position], self._patience)
            self._postings[position] = postings
        return postings

    def _blocks(self, position: int, low: int, high: int, among: Numbers | None) -> Iterator[Block]:
        postings = self._read(position)
        return (postings.cut(block, low, high) for block in postings.chosen(low, high, among))

    def numbers(self, low: int, high: int, among: Numbers | None = None) -> Numbers:
        found: set[int] = set()
        for position in self._within(low, high):
            term = self._terms[position]
            if term.documents > 2:
                for block in self._blocks(position, low, high, among):
                    found.update(block.numbers)
            else:  # where two or fewer documents have it, the term file tells which
                found.update(number for number in (term.first, term.last) if low <= number < high)
        return found if among is None else found & among

    def candidates(self, low: int, high: int, need: float, among: Numbers | None = None) -> Numbers:
        weights: dict[int, float] = {}
        get = weights.get
        for position in self._within(low, high):
            term = self._terms[position]
            if term.documents == 1:
                weights[term.first] = get(term.first, 0.0) + term.weight
                continue
            for numbers, given, _ in self._blocks(position, low, high, among):
                for number, weight in zip(numbers, given, strict=True):
                    weights[number] = get(number, 0.0) + weight
        if need > 0:
            least = least_weight(self.ceiling, need, self._weighing.norms[0])
            weights = {number: weight for number, weight in weights.items() if weight >= least}
        self._weights = weights
        return weights.keys() if among is None else weights.keys() & among

    def bound(self, low: int, high: int) -> float:
        return self.ceiling if low < self.end and high > self.first else 0.0

    def scores(self, numbers: Sequence[int]) -> list[float]:
        return self._weighing.scores(numbers, self._weights)

    def places(self, low: int, high: int, among: Numbers, back: int = 0) -> Places:
        """Where the words stand in those documents *among* that have any of them, lessened by *back*."""
        found: Places = {}
        for position in self._within(low, high):
            for number, there in self._read(position).places(low, high, among, back).items():
                found.setdefault(number, set()).update(there)
        return found
