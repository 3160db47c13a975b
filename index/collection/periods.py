"""Stretches of days as a query writes them: ``2025``, ``2025-03``, ``2025-03-28``, ``a..b``, ``..b``, ``a..``."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

_POINT = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")

Ends = tuple[date | None, date | None]
"""First and last day, both inclusive; null where open."""


def read_period(text: str) -> Ends | None:
    """The period that *text* writes, or null if it is none or holds a day that no calendar has.

    The ends of ``b..a`` with a before b (:func:`is_backwards`) are put in order.
    """
    head, dots, tail = text.partition("..")
    if not dots:
        return _point(head)
    first, last = _point(head) if head else (None, None), _point(tail) if tail else (None, None)
    if first is None or last is None or not (head or tail):
        return None
    if is_backwards(text):
        first, last = last, first
    return first[0], last[1]


def is_backwards(text: str) -> bool:
    """Whether *text*, a period, ends before it begins."""
    first, last = map(_point, text.split("..")) if text.count("..") == 1 else (None, None)
    return first is not None and last is not None and first[0] > last[1]


def _point(text: str) -> tuple[date, date] | None:
    match = _POINT.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    try:
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if day is None:
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        return date(year, month, day), date(year, month, day)
    except ValueError:
        return None
