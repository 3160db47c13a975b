"""Fields that follow from the words of another field: their roots, and their beginnings.

Made for a whole segment at once, each word of the vocabulary is looked at once and not once a document.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import compress
from operator import itemgetter
from typing import NamedTuple


class Term(NamedTuple):
    """A term with its postings."""

    term: bytes
    documents: Sequence[int]
    """Ascending numbers of documents."""
    weights: Sequence[int] | None
    """The weight in each of them; None where all are 1."""
    values: Sequence[bytes] | None = None
    """Its positions in each of them, as :func:`index.collection.segments.blocks.part` gives them."""


_SPARSE = 8
"""A sum over more than one document in so many is made in a list of all of them."""
_Occurrences = tuple[Sequence[int], Sequence[int]]
"""Documents and weights."""


def grouped(words: Iterable[Term], group: Callable[[str], str], documents: int) -> list[Term]:
    """The terms that *group* makes of *words*, each occurring where one of its words does, with their weights added.

    *documents* is how many documents the segment has.
    """
    members: dict[str, list[_Occurrences]] = defaultdict(list)
    for word in words:
        members[group(word.term.decode())].append(_occurrences(word))
    return _terms({term: _sum(parts, documents) for term, parts in members.items()})


def beginnings(words: Iterable[Term], letters: int, documents: int) -> list[Term]:
    """The beginnings of *words* up to that many *letters* (code points), as :func:`grouped` makes terms."""
    levels: list[dict[str, list[_Occurrences]]] = [defaultdict(list) for _ in range(letters + 1)]
    for word in words:
        beginning = word.term.decode()[:letters]
        levels[len(beginning)][beginning].append(_occurrences(word))
    found: dict[str, _Occurrences] = {}
    for level in range(letters, 0, -1):
        for beginning, parts in levels[level].items():
            found[beginning] = occurrences = _sum(parts, documents)
            levels[level - 1][beginning[:-1]].append(occurrences)
    return _terms(found)


def _occurrences(word: Term) -> _Occurrences:
    return word.documents, (1,) * len(word.documents) if word.weights is None else word.weights


def _sum(parts: Sequence[_Occurrences], documents: int) -> _Occurrences:
    if len(parts) == 1:
        return parts[0]
    if sum(len(numbers) for numbers, _ in parts) > documents // _SPARSE:
        dense = [0] * documents
        for numbers, weights in parts:
            for number, weight in zip(numbers, weights, strict=True):
                dense[number] += weight
        return list(compress(range(documents), dense)), list(filter(None, dense))
    total: dict[int, int] = defaultdict(int)
    for numbers, weights in parts:
        for number, weight in zip(numbers, weights, strict=True):
            total[number] += weight
    ordered = sorted(total)
    return ordered, list(map(total.__getitem__, ordered))


def _terms(found: dict[str, _Occurrences]) -> list[Term]:
    made = [Term(term.encode(), documents, weights) for term, (documents, weights) in found.items()]
    return sorted(made, key=itemgetter(0))
