"""The scroll bar: drawn where it ought to be, and anew only when it looks different."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.scrollbar import ScrollBar

from tui.text import Piece
from tui.widgets.rows import Rows
from tui.widgets.scroll_bar import PartScrollBar


class Numbers(Rows):
    """As many rows as it is given."""

    COMPONENT_CLASSES = {"part--selected", "part--selected-blurred"}  # noqa: RUF012 - as Textual declares it

    def __init__(self, count: int) -> None:
        super().__init__()
        self._count = count

    def row_heights(self) -> list[int]:
        return [1] * self._count

    def row_line(self, row: int, line: int, selected: bool) -> list[Piece]:
        return [(str(row), None)]


class Listing(App[None]):
    """One list."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.numbers = Numbers(count)

    def compose(self) -> ComposeResult:
        yield self.numbers


@pytest.mark.parametrize("count", [5, 25, 100, 5_000])
async def test_what_is_not_drawn_anew_looks_the_same(count: int) -> None:
    app = Listing(count)
    async with app.run_test(size=(40, 24)) as pilot:
        numbers, bar = app.numbers, app.numbers.vertical_scrollbar
        assert isinstance(bar, PartScrollBar)
        looks: dict[object, list[str]] = {}
        for step in [0, *[1] * 12, *[7] * 6, *[400] * 13, -1, -3, -5_000]:
            numbers.move(step)
            await pilot.pause()
            strips = bar.render_lines(bar.size.region)
            assert strips == ScrollBar.render_lines(bar, bar.size.region)
            seen = [repr(list(strip)) for strip in strips]
            assert looks.setdefault(bar._look(), seen) == seen
        assert bar._drawn == bar._look()


async def test_small_steps_in_a_long_list_draw_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = 0
    refresh = ScrollBar.refresh

    def counting(bar: ScrollBar, *regions: Region, **how: bool) -> ScrollBar:
        nonlocal drawn
        drawn += 1
        return refresh(bar, *regions, **how)

    app = Listing(5_000)
    async with app.run_test(size=(40, 24)) as pilot:
        await pilot.pause()
        monkeypatch.setattr(ScrollBar, "refresh", counting)
        for _step in range(40):
            app.numbers.move(1)
            await pilot.pause()
        assert app.numbers.scroll_offset.y == 17
        assert drawn == 0
        app.numbers.to_end()
        await pilot.pause()
        assert drawn
