"""How matches are weighed: BM25 of weighted words, with the statistics of the whole index.

The formula is that of ``whoosh.scoring.BM25F`` for one field. A term's part of a document's score rises with its weight
there and falls with the document's length, so a block's highest weight and shortest length bound it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from math import log

from index.collection.schema import LENGTH_WEIGHT
from index.collection.searching.patience import Patience
from index.collection.searching.segment import Segment

_K1 = 1.2
SATURATION = _K1 + 1
"""What BM25's term part tends to with growing weight."""
_MOST_COUNTS = 256
"""Beginnings whose occurrences are kept."""
_MOST_TERMS = 4_096
"""Terms whose rarity is kept."""


@cache
def lengths() -> tuple[int, ...]:
    """Length code → length in weighted words, as Whoosh stores lengths."""
    from whoosh.util.numeric import byte_to_length

    return tuple(byte_to_length(code) for code in range(256))


class Statistics:
    """What scoring has to know of all *segments* together."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._segments = segments
        self.documents = sum(segment.count for segment in segments)
        """Deleted ones included, as everywhere in scoring, so that a removal alone changes no order."""
        self._norms: dict[str, tuple[float, ...]] = {}
        self._occurrences: dict[tuple[str, bytes], int] = {}
        self._rarities: dict[tuple[str, bytes], float] = {}

    def rarity(self, field: str, term: bytes) -> float:
        """The inverse document frequency of *term*."""
        key = field, term
        if key not in self._rarities:
            if len(self._rarities) >= _MOST_TERMS:
                self._rarities.clear()
            found = (segment.term(field, term) for segment in self._segments)
            self._rarities[key] = self.rarity_of(sum(term.documents for term in found if term is not None))
        return self._rarities[key]

    def rarity_of(self, count: int) -> float:
        """The inverse document frequency of what *count* documents have."""
        return log(self.documents / (count + 1)) + 1

    def occurrences(self, field: str, beginning: bytes, patience: Patience) -> int:
        """How many documents have words of *field* that begin so, those with several counted for each."""
        key, kept = (field, beginning), self._occurrences
        if key not in kept:
            counts = (
                term.documents
                for segment in self._segments
                for term in segment.beginning(field, beginning, patience)
            )
            if len(kept) >= _MOST_COUNTS:
                kept.clear()
            kept[key] = min(sum(counts), self.documents)
        return kept[key]

    def norms(self, field: str) -> tuple[float, ...]:
        """Length code → what is added to a weight in BM25's denominator."""
        if field not in self._norms:
            total = sum(segment.field_lengths.get(field, 0) for segment in self._segments)
            average = total / (self.documents or 1) or 1
            self._norms[field] = tuple(
                _K1 * ((1 - LENGTH_WEIGHT) + LENGTH_WEIGHT * length / average) for length in lengths()
            )
        return self._norms[field]


class Weighing:
    """Scores the postings of one term or beginning of a *field* in a segment."""

    def __init__(self, rarity: float, norms: tuple[float, ...], codes: Sequence[int]) -> None:
        self.rarity = rarity
        self.norms = norms
        self._codes = codes

    @property
    def ceiling(self) -> float:
        """What no score reaches."""
        return self.rarity * SATURATION

    def scores(self, numbers: Sequence[int], weights: Mapping[int, float]) -> list[float]:
        """The scores of documents, 0 for those without a weight."""
        rarity, norms, codes, get = self.rarity, self.norms, self._codes, weights.get
        return [
            rarity * ((weight * SATURATION) / (weight + norms[codes[number]]))
            if (weight := get(number))
            else 0.0
            for number in numbers
        ]

    def reaching(self, need: float, ceiling: float, weights: Mapping[int, float]) -> set[int]:
        """Those documents whose weight gives *need* or more where *ceiling* is what no weight gives."""
        norms, codes = self.norms, self._codes
        return {
            number
            for number, weight in weights.items()
            if ceiling * weight / (weight + norms[codes[number]]) >= need
        }


def bound(ceiling: float, weight: float, norm: float) -> float:
    """The most that a *weight* can give where *ceiling* is what no weight gives."""
    return ceiling * weight / (weight + norm)


def least_weight(ceiling: float, score: float, norm: float) -> float:
    """The weight below which *score* is not reached; infinite where none reaches it."""
    return score * norm / (ceiling - score) if score < ceiling else float("inf")
