"""Counting the documents that a search finds by the values they have, such as the countries that they name.

The index leads from a value to its documents. To count, each segment's values of one field are turned round once, into
two arrays that lead from a document to its values. They are kept as long as the index is open, and take 4 bytes for
each document and each value that it has.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import accumulate, chain, repeat

from index.collection.facets import FacetCount
from index.collection.names import known_name, name_terms, names_with_beginning, word_of
from index.collection.schema import KEYS
from index.collection.searching.patience import ENDLESS, Cancelled, Patience
from index.collection.searching.segment import Segment
from index.collection.vocabulary import Vocabulary

_ISO_LENGTH = {"year": len("2025"), "month": len("2025-03")}


class FacetCounter:
    """Counts documents of *segments*, whose names *vocabulary* knows."""

    def __init__(self, segments: Sequence[Segment], vocabulary: Vocabulary) -> None:
        self._segments = segments
        self._vocabulary = vocabulary
        self._offsets = [segment.offset for segment in segments]
        self._values: dict[tuple[str, int], _Values] = {}

    def count(
        self, facet: str, found: Iterable[set[int]], patience: Patience
    ) -> tuple[Counter[str], int, bool]:
        """How many of the documents *found* have each value, how many were counted, and whether that was all.

        Each of the sets in *found* holds documents of one segment, numbered through all.
        """
        counts: Counter[str] = Counter()
        total = 0
        try:
            for numbers in found:
                if numbers:
                    counts.update(self._count(facet, numbers, patience))
                    total += len(numbers)
        except Cancelled:
            return counts, total, False
        return counts, total, True

    def listed(self, facet: str, counts: Counter[str], limit: int) -> list[FacetCount]:
        """The *limit* commonest of *counts*, or the latest years or months, with their names."""
        if facet in _ISO_LENGTH:
            chosen = sorted(counts, reverse=True)[:limit]
        else:
            chosen = sorted(counts, key=lambda value: (-counts[value], value))[:limit]
        return [self._named(facet, value, counts[value]) for value in chosen]

    def _named(self, facet: str, value: str, count: int) -> FacetCount:
        if facet in _ISO_LENGTH:
            return FacetCount(value, value, f"date:{value}", count)
        if facet == "source":
            return FacetCount(value, value, _quoted(facet, value), count)
        name = self._vocabulary.name_of(facet, value, ENDLESS)
        if facet == "country":
            return FacetCount(value, name, f"country:{value}", count)
        return FacetCount(name, name, _quoted(facet, name), count)

    def _count(self, facet: str, numbers: set[int], patience: Patience) -> Counter[str]:
        position = bisect_right(self._offsets, next(iter(numbers))) - 1
        segment = self._segments[position]
        local = [number - segment.offset for number in numbers] if segment.offset else numbers
        if facet in _ISO_LENGTH:
            return _by_period(Counter(map(segment.days.__getitem__, local)), _ISO_LENGTH[facet])
        values = self._values.get((facet, position))
        if values is None:
            values = self._values[facet, position] = _Values(segment, facet, patience)
        return values.count(local)


class _Values:
    """The values of one facet that each document of *segment* has."""

    def __init__(self, segment: Segment, facet: str, patience: Patience) -> None:
        self._names: list[str] = []
        documents, positions = array("I"), array("I")
        for name, numbers in _postings(segment, facet, patience):
            documents.extend(numbers)
            positions.extend(repeat(len(self._names), len(numbers)))
            self._names.append(name)
        each = array("I", bytes(4 * (segment.count + 1)))
        for document in documents:
            each[document + 1] += 1
        self._begins = array("I", accumulate(each))
        patience.spend(len(documents) >> 7)
        order = sorted(range(len(documents)), key=documents.__getitem__)
        self._positions = array("I", map(positions.__getitem__, order))

    def count(self, numbers: Iterable[int]) -> Counter[str]:
        """How many of the documents *numbers* have each value."""
        begins, positions = self._begins, self._positions
        found = Counter(chain.from_iterable(positions[begins[n] : begins[n + 1]] for n in numbers))
        return Counter({self._names[position]: count for position, count in found.items()})


def _postings(segment: Segment, facet: str, patience: Patience) -> Iterator[tuple[str, set[int]]]:
    """The values of *facet* in *segment*, each with the numbers of its documents."""
    field, beginning = KEYS.get(facet, facet), b""
    if facet == "source":  # stands in the index word by word, but as a whole in the vocabulary
        field, beginning = "names", names_with_beginning(facet, "")
    for term, at, length in segment.terms.beginning(field, beginning):
        patience.spend()
        if facet != "source":
            value = term.decode(errors="surrogatepass")
        else:
            value = known_name(term).name
            if word_of(term) != name_terms(value)[0]:
                continue
        of_term = segment.terms.statistics(at, length)
        if of_term.documents > 2:
            yield value, segment.postings(of_term, patience).numbers(0, segment.count)
        else:
            yield value, {of_term.first, of_term.last}


def _by_period(by_day: Counter[int], length: int) -> Counter[str]:
    periods: Counter[str] = Counter()
    for day, count in by_day.items():
        if day:
            periods[date.fromordinal(day).isoformat()[:length]] += count
    return periods


def _quoted(field: str, name: str) -> str:
    return f'{field}:"{" ".join(name.replace(chr(34), " ").split())}"'
