"""Rows that stand elsewhere on the new screen, found so that the terminal can move them by itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from operator import ne
from typing import NamedTuple

from tui.terminal.row import Row
from tui.terminal.sgr import is_background

_FEWEST_ROWS = 3
"""Changed rows from which on a move is looked for."""
_FARTHEST = 4
"""Rows that each row found elsewhere may have gone; a move of most of the screen for a line or two spares little."""
_PRICE = 16
"""Cells that must be spared for a move to be worth the bytes of its sequences."""


class Move(NamedTuple):
    """The rows from *top* to *bottom* inclusive go up by *by* rows (down if negative); blanks in *fill* come in."""

    top: int
    bottom: int
    by: int
    fill: str


def find_move(old: Sequence[Row], new: Sequence[Row], changed: Sequence[int], *, bce: bool) -> Move | None:
    """The one move that leaves the fewest cells to draw; None if none is worth it.

    *changed* are the numbers, ascending, of the rows that differ. *bce* as for :func:`tui.terminal.frame.difference`.
    """
    if len(changed) < _FEWEST_ROWS:
        return None
    found = _shifts(old, new, changed)
    if not found:
        return None
    by, rows = max(found.items(), key=lambda item: len(item[1]))
    if len(rows) * _FARTHEST < abs(by):
        return None
    first, last = _extended(old, new, by, range(rows[0], rows[-1] + 1), range(changed[0], changed[-1] + 1))
    top, bottom = first + min(by, 0), last + max(by, 0)
    move = Move(top, bottom, by, background_of(_entering(new, top, bottom, by)) if bce else "")
    region = range(top, bottom + 1)
    spared = _differing(old, new, region) - _differing(moved(old, move), new, region)
    return move if spared > _PRICE else None


def background_of(rows: Sequence[Row]) -> str:
    """The commonest of the backgrounds of blanks in *rows*, the terminal's own if there are none."""
    counts: Counter[str] = Counter()
    for row in rows:
        counts.update(row.styles)
    return next((style for style, _count in counts.most_common() if is_background(style)), "")


def moved(rows: Sequence[Row], move: Move) -> tuple[Row, ...]:
    """What *rows* become by *move*."""
    top, bottom, by, fill = move
    width = len(rows[top].cells)
    blank = [Row((" ",) * width, (fill,) * width)] * abs(by)
    region = rows[top : bottom + 1]
    region = [*region[by:], *blank] if by > 0 else [*blank, *region[:by]]
    return (*rows[:top], *region, *rows[bottom + 1 :])


def _shifts(old: Sequence[Row], new: Sequence[Row], changed: Sequence[int]) -> dict[int, list[int]]:
    """The changed rows that stood elsewhere, by how far they have gone up; of like rows none is taken."""
    area = _columns(old, new, changed)
    places: dict[tuple[str, ...], int] = {}
    for y in range(changed[0], changed[-1] + 1):
        key = old[y].cells[area]
        places[key] = -1 if key in places else y
    found: dict[int, list[int]] = {}
    for y in changed:
        place = places.get(new[y].cells[area], -1)
        if place not in (-1, y):
            found.setdefault(place - y, []).append(y)
    return found


def _extended(old: Sequence[Row], new: Sequence[Row], by: int, rows: range, within: range) -> tuple[int, int]:
    """First and last of *rows* of *new* with their neighbours that moving the old rows brings closer, too."""

    def is_closer(y: int) -> bool:
        if y not in within or y + by not in within:
            return False
        return bool(sum(map(ne, old[y + by].cells, new[y].cells)) < sum(map(ne, old[y].cells, new[y].cells)))

    first, last = rows[0], rows[-1]
    while is_closer(first - 1):
        first -= 1
    while is_closer(last + 1):
        last += 1
    return first, last


def _columns(old: Sequence[Row], new: Sequence[Row], changed: Sequence[int]) -> slice:
    """The columns between the first and the last that has changed in any row."""
    width = len(new[0].cells)
    first, last = width, 0
    for y in changed:
        differs = list(map(ne, old[y].cells, new[y].cells))
        if True in differs:
            first = min(first, differs.index(True))
            last = max(last, width - differs[::-1].index(True))
    return slice(first, last)


def _entering(new: Sequence[Row], top: int, bottom: int, by: int) -> Sequence[Row]:
    """The rows of *new* that the move leaves blank."""
    return new[bottom + 1 - by : bottom + 1] if by > 0 else new[top : top - by]


def _differing(old: Sequence[Row], new: Sequence[Row], region: Iterable[int]) -> int:
    """How many characters and styles differ in the rows of *region*."""
    return sum(
        sum(map(ne, old[y].cells, new[y].cells), 0) + sum(map(ne, old[y].styles, new[y].styles), 0)
        for y in region
        if old[y] != new[y]
    )
