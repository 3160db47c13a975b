"""The export dialog where there is nothing to export."""

from __future__ import annotations

from tests.tui.conftest import Enter

NOTHING = "There are no highlights to export here."


async def test_that_there_is_nothing_to_export_is_said_as_long_as_it_is_so(enter: Enter) -> None:
    async with enter() as room:
        await room.press("enter", "m", "h", "j", "enter", "e")
        assert NOTHING in room.screen_text
        await room.type("x")
        assert NOTHING in room.screen_text
        await room.press("up", "up", "right", "right")
        assert "all articles (1)" in room.screen_text
        assert NOTHING not in room.screen_text
        await room.press("left", "left")
        assert NOTHING in room.screen_text
