"""The positions of a term in a document, as Whoosh's ``Positions`` format reads them.

``whoosh.formats.Positions``: four bytes that count the positions (big-endian), then a pickle of an iterable of whole
numbers, the first position and the step to each later one. Whoosh writes a list there. This module writes a tuple for
a term that occurs once and otherwise a byte string where every step fits in a byte: what iterating over them gives is
the same, and both are smaller and quicker to make.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import sub
from pickle import dumps
from struct import Struct

from index.collection.segments.blocks import part

_count = Struct("!I").pack
_single = Struct("<4scH2s").pack
_ONE = _count(1)
_SHORT = 1 << 8
SINGLES = 1 << 16
"""Positions below this have a value of their own in a :class:`Singles`."""


def encode(positions: Sequence[int]) -> bytes:
    """The value of a posting at the ascending *positions*, of which there is at least one."""
    count = len(positions)
    if count == 1 and positions[0] < SINGLES:
        return _single(_ONE, b"M", positions[0], b"\x85.")
    steps = [positions[0], *map(sub, positions[1:], positions)]
    if count < _SHORT and max(steps) < _SHORT:
        return b"%bC%c%b." % (_count(count), count, bytes(steps))
    return _count(count) + dumps(tuple(steps), 3)


class Singles(dict[int, bytes]):
    """Position → value of a posting at it alone, as a part of a block; made when it is first asked for."""

    def __missing__(self, position: int) -> bytes:
        value = self[position] = part(encode((position,)))
        return value
