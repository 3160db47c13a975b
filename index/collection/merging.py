"""Which segments become one, so that there are few.

Segments are ranked by their size, each rank holding those of up to :data:`STEP` times the size of the rank below.
Where a rank has as many as that, it becomes one segment together with the ranks below it: so an article is rewritten
at most once for each rank, and the number of segments grows with the logarithm of the collection's size. Where there
are too many though no rank is full, the small ones become one that make the most of the largest among them. A segment
of which many articles were deleted is rewritten too. Segments of the lowest rank are merged within a commit, larger
ones in the background (:mod:`index.collection.merger`).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, takewhile
from typing import Any

STEP = 8
"""Segments of one rank that become one, and how much larger the segments of the next rank are. Of 100,000 articles
added at once, each is rewritten 1.0 times with 8, 1.9 times with 4."""
SMALLEST = 32
"""Articles below which all segments are of the lowest rank, which is merged within a commit: at most 8 × 32 articles,
which takes a fifth of a second."""
MOST = 12
"""Segments above which some become one though no rank is full."""
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
    cheap = [segment for segment in segments if _is_cheap(segment)]
    sparse = [segment for segment in cheap if _is_sparse(segment)]
    lowest = [segment for segment in cheap if segment not in sparse]
    groups = [[segment] for segment in sparse]
    return [*groups, lowest[:STEP]] if len(lowest) >= STEP else groups


def large(segments: Sequence[Any], *, settled: bool = True) -> list[Any]:
    """Which of *segments*, in their order, are to become one in the background; empty where there is nothing to do.

    While a writer is at work they are not *settled*: those of which articles were deleted are left, since more of them
    may go.
    """
    ranked = sorted((s for s in segments if not _is_cheap(s)), key=lambda s: int(s.doc_count()))
    if settled and (sparse := [segment for segment in ranked if _is_sparse(segment)]):
        return sparse[:1]
    left = [segment for segment in ranked if not settled and segment.deleted_count()]
    ranked = [segment for segment in ranked if segment not in left and segment.doc_count() <= LARGEST // 2]
    ranks = [rank(segment.doc_count()) for segment in ranked]
    full = max((one for one in set(ranks) if ranks.count(one) >= STEP), default=0)
    chosen = list(takewhile(lambda segment: rank(segment.doc_count()) <= full, ranked))
    if not chosen and len(segments) - len(left) > MOST:
        chosen = _most_worth(ranked)
    while sum(segment.doc_count() for segment in chosen) > LARGEST:
        chosen.pop()
    return [segment for segment in segments if segment in chosen] if len(chosen) > 1 else []


def _most_worth(ranked: Sequence[Any]) -> list[Any]:
    """Those of the smallest of *ranked*, in order of size, that together are the greatest multiple of their largest."""
    sizes = [segment.doc_count() for segment in ranked]
    multiples = [total / size for total, size in zip(accumulate(sizes), sizes, strict=True)]
    return list(ranked[: multiples.index(max(multiples)) + 1]) if sizes else []


def _is_cheap(segment: Any) -> bool:
    """Whether merging it takes no time: it is small, or nothing of it is left."""
    return rank(segment.doc_count_all()) == 0 or not segment.doc_count()


def _is_sparse(segment: Any) -> bool:
    return bool(segment.deleted_count() > MOST_DELETED * segment.doc_count_all())
