"""Which segments become one, so that there are few.

Segments are ranked by their size, each rank holding those of up to :data:`STEP` times the size of the rank below.
Where a rank has as many as that, it becomes one segment together with the ranks below it: so an article is rewritten
at most once for each rank, and the number of segments grows with the logarithm of the collection's size. A segment of
which many articles were deleted is rewritten too. Segments of the lowest rank are merged within a commit, larger ones
in the background (:mod:`index.collection.merger`).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import Any

STEP = 4
"""Segments of one rank that become one, and how much larger the segments of the next rank are."""
SMALLEST = 256
"""Articles below which all segments are of the lowest rank, which is merged within a commit: at most 4 × 256 articles,
a third of a second."""
LARGEST = 200_000
"""Articles of the largest segment that is made: Whoosh's columns end at 2 GB (``VarBytesColumn``)."""
MOST_DELETED = 0.25
"""Share of deleted articles at which a segment is rewritten."""


def rank(articles: int) -> int:
    """The rank of a segment of so many articles; 0 is the lowest."""
    found = 0
    while articles >= SMALLEST * STEP**found:
        found += 1
    return found


def small(segments: Sequence[Any]) -> list[list[Any]]:
    """Which of *segments* to merge within a commit: those of the lowest rank, and small ones with many deletions."""
    groups = [[segment] for segment in segments if _is_sparse(segment) and rank(segment.doc_count()) == 0]
    alone = {segment for group in groups for segment in group}
    lowest = [s for s in segments if s not in alone and rank(s.doc_count()) == 0]
    return [*groups, lowest[: STEP * 2]] if len(lowest) >= STEP else groups


def large(segments: Sequence[Any]) -> list[Any]:
    """Which of *segments* are to become one in the background; empty where there is nothing to do."""
    ranked = sorted((s for s in segments if rank(s.doc_count()) > 0), key=lambda s: int(s.doc_count()))
    for segment in ranked:
        if _is_sparse(segment):
            return [segment]
    ranked = [segment for segment in ranked if segment.doc_count() <= LARGEST // 2]
    ranks = [rank(segment.doc_count()) for segment in ranked]
    full = max((one for one in set(ranks) if ranks.count(one) >= STEP), default=0)
    chosen = list(takewhile(lambda segment: rank(segment.doc_count()) <= full, ranked))
    while sum(segment.doc_count() for segment in chosen) > LARGEST:
        chosen.pop()
    return chosen if len(chosen) > 1 else []


def _is_sparse(segment: Any) -> bool:
    return bool(segment.deleted_count() > MOST_DELETED * segment.doc_count_all())
