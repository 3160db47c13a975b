"""Motions of the free selection."""

from __future__ import annotations

import pytest

from tui.layout import Lines
from tui.selection import Motion, moved

TEXT = "satu dua tiga\nempat e\u0301nam\n\ntujuh"
"""Wrapped at 9: ``satu dua``, ``tiga``, ``empat``, ``énam``, an empty line, ``tujuh``."""


@pytest.mark.parametrize(
    ("start", "motion", "end"),
    [
        (0, "right", 1),
        (0, "left", 0),
        (12, "right", 14),
        (20, "right", 22),
        (22, "left", 20),
        (0, "word", 5),
        (9, "word", 14),
        (0, "word end", 3),
        (3, "word end", 7),
        (5, "word back", 0),
        (14, "word back", 9),
        (7, "line start", 0),
        (5, "line end", 7),
        (0, "down", 9),
        (9, "up", 0),
        (20, "down", 27),
        (27, "up", 20),
        (27, "down", 27),
        (27, "word", 27),
        (31, "right", 31),
    ],
)
def test_motions(start: int, motion: Motion, end: int) -> None:
    lines = Lines(TEXT, 9)
    assert moved(lines, start, motion, lines.column_of(start)) == end
