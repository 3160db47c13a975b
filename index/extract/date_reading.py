"""What the words of one calendar expression say, before anything is counted from the day of writing."""

from __future__ import annotations

from typing import Literal

import msgspec

Kind = Literal[
    "day", "weekday", "deictic", "ago", "narrative", "week", "weekend", "month", "third", "year", "part"
]


class Reading(msgspec.Struct, kw_only=True):
    """One expression: the tokens ``[start, stop)`` and what they say; what they leave open is null.

    ``shift`` counts units from the present one (``pekan lalu`` −1, ``bulan ini`` 0), days for a ``deictic``; for the
    other kinds its sign says before or after. ``last`` is the other end of a range.
    """

    kind: Kind
    rule: str
    start: int
    stop: int
    day: int | None = None
    month: int | None = None
    year: int | None = None
    weekday: int | None = None
    shift: int | None = None
    year_shift: int | None = None
    week_shift: int | None = None
    part: str | None = None
    number: int | None = None
    months: int | None = None
    last: Reading | None = None
