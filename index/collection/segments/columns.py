"""Columns of a segment: a value for each document.

Source of the format: ``VarBytesColumn`` and ``NumericColumn`` of ``whoosh/columns.py``. Byte strings stand one behind
the other, then their lengths, in a large column also their offsets, and at the end how wide those numbers are. Numbers
stand one behind the other.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable, Sequence
from itertools import accumulate

_WITHOUT_OFFSETS = 1 << 15
"""Documents up to which Whoosh adds up the lengths when it opens the column."""


def extension(name: str) -> str:
    """What the file of the column *name* is called, behind the name of the segment."""
    return f".{name}.col"


def numbers(values: Iterable[int], code: str) -> bytes:
    """A column of numbers of the type *code* as ``array`` names it."""
    return _big_endian(array(code, values))


def lengths(sizes: Sequence[int]) -> bytes:
    """What follows the byte strings of those *sizes* in their column."""
    code = _narrowest(max(sizes, default=0))
    ending = _big_endian(array(code, sizes))
    if len(sizes) <= _WITHOUT_OFFSETS:
        return ending + code.encode()
    offsets = [0, *accumulate(sizes[:-1])]
    wide = _narrowest(offsets[-1])
    return ending + _big_endian(array(wide, offsets)) + f"{code}{wide}X".encode()


def read_numbers(content: bytes, code: str) -> array[int]:
    """The column of numbers in *content*."""
    column = array(code, content)
    if sys.byteorder == "little":
        column.byteswap()
    return column


def read_offsets(content: bytes, end: int, documents: int) -> array[int]:
    """Where each byte string of a column begins, from its start, and where the last ends.

    The column is of so many *documents* and ends at *end* in *content*.
    """
    code, behind = chr(content[end - 1]), end - 1
    if code == "X":
        code, wide = chr(content[end - 3]), chr(content[end - 2])
        behind = end - 3 - documents * array(wide).itemsize
    first = behind - documents * array(code).itemsize
    return array("Q", accumulate(read_numbers(content[first:behind], code), initial=0))


def _narrowest(greatest: int) -> str:
    return next(code for code, bits in (("B", 8), ("H", 16), ("I", 32)) if greatest < 1 << bits)


def _big_endian(column: array[int]) -> bytes:
    if sys.byteorder == "little":
        column.byteswap()
    return column.tobytes()
