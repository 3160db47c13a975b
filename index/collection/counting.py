"""Counting the documents that a search finds by the values they have, such as the countries that they name.

The index leads from a value to its documents. To count, each segment's values of one field are turned round once, into
two arrays that lead from a document to its values. They are kept as long as the index is open, and take 4 bytes for
each document and each value that it has.
"""

from __future__ import annotations

import heapq
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
_CHUNK, _CHUNK_UNITS = 4_096, 32
"""Values that are turned round at a time, and how many units of patience that costs."""
_DOCUMENTS_A_UNIT, _VALUES_A_UNIT = 16, 64
"""Documents whose values are counted, and values whose counts are added up, for one unit of patience."""


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
        tallies: dict[int, Counter[int]] = {}
        counts: Counter[str] = Counter()
        total = 0
        try:
            for numbers in found:
                if numbers:
                    patience.spend(1 + len(numbers) // _DOCUMENTS_A_UNIT)
                    position = bisect_right(self._offsets, next(iter(numbers))) - 1
                    tally = tallies.setdefault(position, Counter())
                    tally.update(self._values_of(facet, position, numbers, patience))
                    total += len(numbers)
            for position, tally in tallies.items():
                self._add(facet, position, tally, counts, patience)
        except Cancelled:
            return counts, total, False
        return counts, total, True

    def _add(
        self, facet: str, position: int, tally: Counter[int], counts: Counter[str], patience: Patience
    ) -> None:
        """Add to *counts* what was counted in one segment."""
        for done, (value, count) in enumerate(tally.items()):
            if not done % _VALUES_A_UNIT:
                patience.spend()
            if name := self._value(facet, position, value):
                counts[name] += count

    def listed(self, facet: str, counts: Counter[str], limit: int) -> list[FacetCount]:
        """The *limit* commonest of *counts*, or the latest years or months, with their names."""
        if facet in _ISO_LENGTH:
            chosen = sorted(counts, reverse=True)[:limit]
        else:
            least = min(heapq.nlargest(limit, counts.values()), default=0)
            enough = [value for value, count in counts.items() if count >= least]
            chosen = heapq.nsmallest(limit, enough, key=lambda value: (-counts[value], value))
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

    def _values_of(self, facet: str, position: int, numbers: set[int], patience: Patience) -> Iterable[int]:
        """The values of the documents *numbers* of a segment: ordinal days, or positions among its values."""
        segment = self._segments[position]
        local = [number - segment.offset for number in numbers] if segment.offset else numbers
        first, end = min(local), max(local) + 1
        is_stretch = end - first == len(local)
        if facet in _ISO_LENGTH:
            return segment.days[first:end] if is_stretch else map(segment.days.__getitem__, local)
        values = self._values.get((facet, position))
        if values is None:
            values = self._values[facet, position] = _Values(segment, facet, patience)
        return values.between(first, end) if is_stretch else values.of(local)

    def _value(self, facet: str, position: int, value: int) -> str:
        """What a number that :meth:`_values_of` gave stands for; empty for no value."""
        if facet in _ISO_LENGTH:
            return date.fromordinal(value).isoformat()[: _ISO_LENGTH[facet]] if value else ""
        return self._values[facet, position].names[value]


class _Values:
    """The values of one facet that each document of *segment* has."""

    def __init__(self, segment: Segment, facet: str, patience: Patience) -> None:
        self.names: list[str] = []
        documents, positions = array("I"), array("I")
        for name, numbers in _postings(segment, facet, patience):
            documents.extend(numbers)
            positions.extend(repeat(len(self.names), len(numbers)))
            self.names.append(name)
        self._begins, self._positions = _turned_round(documents, positions, segment.count, patience)

    def between(self, first: int, end: int) -> Iterable[int]:
        """The positions among :attr:`names` of the values of the documents from *first* to before *end*."""
        return self._positions[self._begins[first] : self._begins[end]]

    def of(self, numbers: Iterable[int]) -> Iterator[int]:
        """The same of the documents *numbers*."""
        begins, positions = self._begins, self._positions
        return chain.from_iterable(positions[begins[number] : begins[number + 1]] for number in numbers)


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


def _turned_round(
    documents: array[int], positions: array[int], count: int, patience: Patience
) -> tuple[array[int], array[int]]:
    """Where the positions of each of *count* documents begin, and the positions in order of their documents."""
    # Counted two places ahead, summed up, and moved one place on in filling, each number ends as its begin.
    begins = array("I", bytes(4 * (count + 2)))
    for low in range(0, len(documents), _CHUNK):
        patience.spend(_CHUNK_UNITS)
        for document in documents[low : low + _CHUNK]:
            begins[document + 2] += 1
    begins = array("I", accumulate(begins))
    ordered = array("I", bytes(4 * len(documents)))
    for low in range(0, len(documents), _CHUNK):
        patience.spend(_CHUNK_UNITS)
        chunk = slice(low, low + _CHUNK)
        for document, position in zip(documents[chunk], positions[chunk], strict=True):
            at = begins[document + 1]
            ordered[at] = position
            begins[document + 1] = at + 1
    return begins, ordered


def _quoted(field: str, name: str) -> str:
    return f'{field}:"{" ".join(name.replace(chr(34), " ").split())}"'
