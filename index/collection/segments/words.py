"""The words of one field of a document, between the process that prepares it and the one that writes the segment."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from index.collection.segments.blocks import part
from index.collection.segments.positions import SINGLES, Singles, encode

GAP = 100
"""Positions between two stretches of text that no phrase may span."""
_SEPARATOR = b"\0"
"""Stands between words; the analysis leaves none in a word."""
_BYTE = 256


class Words(msgspec.Struct, frozen=True, array_like=True):
    """Different words with their weights and positions; those that occur once come first."""

    terms: bytes = b""
    """UTF-8, parted by zero bytes."""
    weights: bytes | list[int] = b""
    """The weight of each word; as bytes where all fit."""
    places: bytes = b""
    """The positions of the words that occur once, unsigned shorts of this machine."""
    values: tuple[bytes, ...] = ()
    """The positions of the others (:mod:`index.collection.segments.positions`), each as a part of a block."""
    length: int = 0
    """Sum of the weights, which BM25 divides by."""


def pack(stretches: Iterable[tuple[Sequence[str], int]]) -> Words:
    """Stretches of terms, each with the weight of its terms, as they follow one another in the text."""
    positions: dict[str, list[int]] = defaultdict(list)
    heavier: dict[str, int] = defaultdict(int)
    length = 0
    begin = 0
    for stretch, weight in stretches:
        for at, term in enumerate(stretch, begin):
            positions[term].append(at)
        if weight != 1:
            for term in stretch:
                heavier[term] += weight - 1
        length += weight * len(stretch)
        begin += len(stretch) + GAP
    once = {term: at[0] for term, at in positions.items() if len(at) == 1 and at[0] < SINGLES}
    often = [term for term in positions if term not in once]
    ordered = [*once, *often]
    counts = [1] * len(once) + [len(positions[term]) for term in often]
    if heavier:
        counts = [count + heavier.get(term, 0) for term, count in zip(ordered, counts, strict=True)]
    return Words(
        terms="\0".join(ordered).encode(),
        weights=bytes(counts) if max(counts, default=0) < _BYTE else counts,
        places=array("H", once.values()).tobytes(),
        values=tuple([part(encode(positions[term])) for term in often]),
        length=length,
    )


def unpack(words: Words, singles: Singles) -> tuple[list[bytes], Sequence[int], list[bytes]]:
    """The terms of *words*, the weight of each, and its positions as a part of a block."""
    if not words.terms:
        return [], b"", []
    values = [*map(singles.__getitem__, array("H", words.places)), *words.values]
    return words.terms.split(_SEPARATOR), words.weights, values
