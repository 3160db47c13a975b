"""The document numbers of the articles that a reader has flagged, which may be tens of thousands."""

from __future__ import annotations

from collections.abc import Callable

from index.collection.searching.patience import Patience

_IDS_A_UNIT = 8
"""Ids that are looked up for one unit of patience."""


class Flagged:
    """The numbers of the articles that have one flag; as the set of their ids changes, only the change is looked up."""

    def __init__(self, find: Callable[[str], int | None]) -> None:
        self._find = find
        self._ids: set[str] = set()
        self._given: frozenset[str] | None = None
        self.numbers: set[int] = set()

    def update(self, ids: frozenset[str], patience: Patience) -> None:
        """Make :attr:`numbers` those of *ids*. Raises Cancelled; what was looked up by then is kept."""
        if ids is self._given:
            return
        self._given = None
        for done, changed in enumerate(self._ids ^ ids):
            if not done % _IDS_A_UNIT:
                patience.spend()
            number = self._find(changed)
            found = set() if number is None else {number}
            if changed in ids:
                self._ids.add(changed)
                self.numbers |= found
            else:
                self._ids.discard(changed)
                self.numbers -= found
        self._given = ids
