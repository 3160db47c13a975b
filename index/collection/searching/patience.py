"""Ending a search that nobody waits for any more."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

_BETWEEN = 32
"""Units of work between two questions; a unit is a block of 128 postings, some 10 to 50 µs."""
_SECONDS = 0.002
"""The longest time between two questions, whatever the units took."""


class Cancelled(Exception):
    """The search is not wanted any more."""


class Patience:
    """Asks *cancelled* again and again while work is done; :meth:`spend` raises Cancelled once it is true."""

    def __init__(self, cancelled: Callable[[], bool]) -> None:
        self._cancelled = cancelled
        self._left = _BETWEEN
        self._next = perf_counter() + _SECONDS
        self.spent = 0
        """Units of work done, up to the last question."""

    def spend(self, units: int = 1) -> None:
        """Note that *units* of work are about to be done."""
        self._left -= units
        now = perf_counter()
        if self._left < 0 or now > self._next:
            self.spent += _BETWEEN - self._left
            self._left = _BETWEEN
            self._next = now + _SECONDS
            if self._cancelled():
                self._next = 0.0  # asks again at once: what else was to be done ends as soon as it begins
                raise Cancelled


ENDLESS = Patience(lambda: False)
"""For work that is always waited for."""
