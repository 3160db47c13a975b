"""Motions of the free selection: from one offset of a wrapped text to another."""

from __future__ import annotations

import re
from typing import Literal

from tui.layout import Lines, advances

Motion = Literal[
    "left", "right", "word", "word end", "word back", "line start", "line end", "down", "up", "other end"
]

_WORD_START = re.compile(r"(?<!\S)\S")
_WORD_END = re.compile(r"\S(?!\S)")


def moved(lines: Lines, offset: int, motion: Motion, column: int) -> int:
    """Where *motion* leads from *offset*; *column* is the cell that ``up`` and ``down`` keep to.

    ``other end`` is the caller's, who knows both ends. The result is an offset of a character of the text.
    """
    text = lines.text
    line = lines.line_of(offset)
    if motion == "left":
        return _step(text, offset, -1)
    if motion == "right":
        return _step(text, offset, 1)
    if motion == "line start":
        return lines.starts[line]
    if motion == "line end":
        return max(lines.starts[line], lines.ends[line] - 1)
    if motion in ("down", "up"):
        step = 1 if motion == "down" else -1
        beyond = line + step
        while 0 <= beyond < len(lines) and lines.starts[beyond] == lines.ends[beyond]:
            beyond += step
        return lines.offset_at(beyond, column) if 0 <= beyond < len(lines) else offset
    return _word(text, offset, motion)


def _step(text: str, offset: int, step: int) -> int:
    """The next character in a direction that takes room on the screen."""
    at = offset + step
    while 0 <= at < len(text) and (text[at] == "\n" or advances(text[at]) == [0]):
        at += step
    return at if 0 <= at < len(text) else offset


def _word(text: str, offset: int, motion: Motion) -> int:
    if motion == "word back":
        before = text[:offset].rstrip()
        return max(before.rfind(" "), before.rfind("\n")) + 1
    found = (_WORD_START if motion == "word" else _WORD_END).search(text, offset + 1)
    return found.start() if found else offset
