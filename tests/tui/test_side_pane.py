"""The side pane as it is drawn."""

from __future__ import annotations

from tests.tui.conftest import Enter


async def test_the_bar_of_the_selected_visit_ends_with_its_words(enter: Enter) -> None:
    async with enter(query="wina", size=(120, 40)) as room:
        await room.press("enter", "t")
        pane = room.app.room.pane
        lines = [pane.render_line(y).text for y in range(pane.text_height)]
    barred = [line for line in lines if line.startswith("▌")]
    assert len(barred) > 1
    assert all(line.strip(" ▌") for line in barred)
