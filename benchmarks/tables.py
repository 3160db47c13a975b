"""Figures, and tables of them in Markdown."""

from __future__ import annotations

from collections.abc import Sequence


def percentile(values: Sequence[float], percent: float) -> float:
    """The value that *percent* of 100 of the *values* do not exceed (nearest rank); *values* is not empty."""
    ordered = sorted(values)
    rank = -(-len(ordered) * percent // 100)
    return ordered[max(0, int(rank) - 1)]


def milliseconds(values: Sequence[float]) -> str:
    """Median and 95th percentile of *values*, which are seconds; a dash where there are none."""
    if not values:
        return "–"
    return f"{figure(1000 * percentile(values, 50))} ({figure(1000 * percentile(values, 95))})"


def ratio(ours: float, theirs: float) -> str:
    """How many times as long *theirs* takes as *ours*."""
    return f"{figure(theirs / ours)} ×" if ours else "–"


def figure(value: float) -> str:
    """*value* with two significant digits, all those before the point."""
    if value >= 10:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 1 else f"{value:.2f}"


def markdown(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table: the first column to the left, the others to the right."""
    ruler = ["---", *("---:" for _ in head[1:])]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in [head, ruler, *rows])
