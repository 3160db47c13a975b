"""The line that points at a fault in the query."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.widgets.status import pointing


@pytest.mark.parametrize(
    ("place", "room", "line"),
    [
        (2, 30, "  ^ never closed"),
        (25, 30, "            never closed ^"),
        (40, 30, "  never closed"),
        (2, 10, "  ^ never…"),
    ],
)
def test_the_sign_stands_below_the_fault(place: int, room: int, line: str) -> None:
    assert pointing("never closed", place, room) == line


@given(st.text(max_size=40), st.integers(0, 100), st.integers(0, 100))
def test_it_never_takes_more_room_than_there_is(problem: str, place: int, room: int) -> None:
    from rich.cells import cell_len

    line = pointing(problem, place, room)
    assert cell_len(line) <= max(0, room)
