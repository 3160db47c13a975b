"""Words of a query in one segment: a term, a word with its forms, words side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import compress

from index.collection.searching.beginnings import Beginning
from index.collection.searching.bm25 import Weighing, bound, least_weight
from index.collection.searching.clause import Alike, Clause, Numbers, by_need, only_for
from index.collection.searching.postings import Places, Postings

ROOT_BOOST = 0.2
"""What a form of a word counts against the word as typed. With b = 0.5 the exact form wins once even in an article
four times the usual length against any number of other forms."""
_MOSTLY = 4
"""So many times rarer than its root, a word is looked up first where only it can score enough."""


class Key(Alike):
    """A term of a field of whole terms, such as a country's code."""

    def __init__(self, postings: Postings) -> None:
        self.postings = postings
        self.first, self.end = postings.term.first, postings.term.last + 1
        self.estimate = postings.term.documents

    def numbers(self, low: int, high: int, among: Numbers | None = None) -> Numbers:
        postings = self.postings
        if among is None:
            return postings.numbers(low, high)
        return {
            block.numbers[place] for block, places in postings.meeting(low, high, among) for place in places
        }

    def count(self, low: int, high: int) -> int:
        return self.postings.count(low, high)


class TermClause(Key):
    """A term, scored by BM25."""

    def __init__(self, postings: Postings, weighing: Weighing) -> None:
        super().__init__(postings)
        self.weighing = weighing
        self.ceiling = weighing.ceiling
        """What no score reaches; more than the term's own where other scores depend on its weights."""
        self.scores_alike = False
        self._weights: dict[int, float] = {}
        self._bounds: list[float] = []

    def bound(self, low: int, high: int) -> float:
        blocks = self.postings.blocks(low, high)
        return max(self._bounds_to(blocks.stop)[blocks.start : blocks.stop], default=0.0)

    def _bounds_to(self, end: int) -> list[float]:
        """The bounds of the blocks, at least of those before the position *end*."""
        bounds, norms = self._bounds, self.weighing.norms
        for block in self.postings.summaries[len(bounds) : end]:
            bounds.append(bound(self.ceiling, block.max_weight, norms[block.shortest]))
        return bounds

    def candidates(self, low: int, high: int, need: float, among: Numbers | None = None) -> Numbers:
        if among is None:
            weights = self._weighed(low, high, need)
        else:
            weights = self._weighed_among(low, high, need, among)
        self._weights = weights
        if need <= 0:
            return weights.keys()
        return self.weighing.reaching(need, self.ceiling, weights)

    def _weighed(self, low: int, high: int, need: float) -> dict[int, float]:
        """The documents of the window with their weights, at least those that score *need* or more."""
        weights: dict[int, float] = {}
        postings, norms = self.postings, self.weighing.norms
        chosen = postings.chosen(low, high)
        bounds = self._bounds_to(postings.known)
        for position in chosen:
            if bounds[position] < need:
                continue
            numbers, given, _ = postings.cut(position, low, high)
            pairs: Iterable[tuple[int, float]] = zip(numbers, given, strict=True)
            if need > 0:
                least = least_weight(self.ceiling, need, norms[postings.summaries[position].shortest])
                pairs = compress(pairs, map(least.__le__, given))
            weights.update(pairs)
        return weights

    def _weighed_among(self, low: int, high: int, need: float, among: Numbers) -> dict[int, float]:
        """The same, only those *among*."""
        postings = self.postings
        blocks = postings.blocks(low, high)
        bounds = self._bounds_to(blocks.stop)
        skipped = [position for position in blocks if bounds[position] < need]
        return {
            numbers[place]: weights[place]
            for (numbers, weights, _), places in postings.meeting(low, high, among, skipped)
            for place in places
        }

    def scores(self, numbers: Sequence[int]) -> list[float]:
        self.postings.patience.spend(len(numbers) >> 7)
        return self.weighing.scores(numbers, self._weights)

    def places(self, low: int, high: int, among: Numbers, back: int = 0) -> Places:
        """Where the word stands in those documents *among* that have it, each position lessened by *back*."""
        return self.postings.places(low, high, among, back)


class WordClause(Clause):
    """A word in all its *forms*, by its root, each counting a little; the *exact* form counts wholly beside."""

    def __init__(self, forms: TermClause, exact: TermClause | Phrase | None) -> None:
        # The root has at least the weight of each form of it in a document of the same length, so it bounds both.
        forms.ceiling = ROOT_BOOST * forms.weighing.ceiling + (exact.ceiling if exact else 0.0)
        self._forms = forms
        self._exact = exact
        self.first, self.end, self.estimate = forms.first, forms.end, forms.estimate
        self._share = ROOT_BOOST * forms.weighing.ceiling / forms.ceiling
        """What of a bound is left where the exact form is missing."""
        self._is_mostly_forms = exact is not None and exact.estimate * _MOSTLY < forms.estimate

    def numbers(self, low: int, high: int, among: Numbers | None = None) -> Numbers:
        return self._forms.numbers(low, high, among)

    def candidates(self, low: int, high: int, need: float, among: Numbers | None = None) -> Numbers:
        if (
            self._exact is not None
            and self._is_mostly_forms
            and self._share * self._forms.bound(low, high) < need
        ):
            among = self._exact.numbers(low, high, among)
        return self._forms.candidates(low, high, need, among)

    def bound(self, low: int, high: int) -> float:
        most = self._forms.bound(low, high)
        if self._exact is None or not self._is_mostly_forms:
            return most
        return min(most, self._share * most + self._exact.bound(low, high))

    def ceilings(self, numbers: Sequence[int]) -> list[float]:
        factor = self._forms.ceiling / self._forms.weighing.ceiling
        return [factor * form for form in self._forms.scores(numbers)]

    def scores(self, numbers: Sequence[int]) -> list[float]:
        forms = self._forms.scores(numbers)
        if self._exact is None or not numbers:
            return [ROOT_BOOST * form for form in forms]
        self._exact.candidates(numbers[0], numbers[-1] + 1, 0.0, set(numbers))
        exact = self._exact.scores(numbers)
        return [ROOT_BOOST * form + word for form, word in zip(forms, exact, strict=True)]

    def count(self, low: int, high: int) -> int:
        return self._forms.count(low, high)


class Phrase(Clause):
    """Words side by side, scored as the words are; *words* are two or more, of one field with positions."""

    def __init__(self, words: Sequence[TermClause | Beginning]) -> None:
        self._words = words
        self._rarest = sorted(words, key=lambda word: word.estimate)
        self._distances = {word: distance for distance, word in enumerate(words)}
        self.first = max(word.first for word in words)
        self.end = max(self.first, min(word.end for word in words))
        self.estimate = self._rarest[0].estimate if self.end > self.first else 0
        self.ceiling = sum(word.ceiling for word in words)
        self._found: Numbers = frozenset()

    def numbers(self, low: int, high: int, among: Numbers | None = None) -> Numbers:
        low, high = max(low, self.first), min(high, self.end)
        for word in self._rarest:
            if among is not None and not among:
                break
            among = word.numbers(low, high, among)
        return self._side_by_side(low, high, among or frozenset())

    def candidates(self, low: int, high: int, need: float, among: Numbers | None = None) -> Numbers:
        low, high = max(low, self.first), min(high, self.end)
        for word, least in by_need(self._rarest, low, high, need):
            if among is not None and not among:
                break
            among = word.candidates(low, high, least, among)
        self._found = self._side_by_side(low, high, among or frozenset())
        return self._found

    def _side_by_side(self, low: int, high: int, found: Numbers) -> Numbers:
        begins: Places = {}
        for word in self._rarest:
            if not found:
                break
            places = word.places(low, high, found, self._distances[word])
            if begins:
                begins = {
                    number: meeting for number, there in places.items() if (meeting := begins[number] & there)
                }
            else:
                begins = places
            found = begins.keys()
        return frozenset(found)

    def bound(self, low: int, high: int) -> float:
        low, high = max(low, self.first), min(high, self.end)
        return sum(word.bound(low, high) for word in self._words) if low < high else 0.0

    def scores(self, numbers: Sequence[int]) -> list[float]:
        return only_for(self._found, numbers, self._summed)

    def _summed(self, numbers: Sequence[int]) -> list[float]:
        return [sum(scores) for scores in zip(*(word.scores(numbers) for word in self._words), strict=True)]
