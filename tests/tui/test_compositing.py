"""What the sparing compositor puts together, against what Textual's own does for the same update."""

from __future__ import annotations

import inspect
import random
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import pytest
from textual._compositor import Compositor
from textual.app import App, ComposeResult
from textual.containers import Container
from textual.geometry import Region
from textual.screen import Screen
from textual.widgets import Static

from tests.tui.conftest import Enter
from tui.terminal.compositing import SparingCompositor

Rendered = Callable[[int], bool]


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Region]]:
    """The updates that were put together both ways and were the same; what differs ends the test."""
    regions: list[Region] = []
    different: list[tuple[Region, int, int]] = []
    sparing = SparingCompositor._render_chops

    def both(compositor: SparingCompositor, crop: Region, is_rendered_line: Rendered) -> Any:
        own = sparing(compositor, crop, is_rendered_line)
        plain = Compositor._render_chops(compositor, crop, is_rendered_line)
        regions.append(crop)
        for y in filter(is_rendered_line, crop.line_range):
            for start, end in pairwise(compositor.cuts[y]):
                if start < crop.right and end > crop.x and own[y][start] != plain[y][start]:
                    different.append((crop, y, start))
        return own

    monkeypatch.setattr(SparingCompositor, "_render_chops", both)
    yield regions
    assert different == []


@pytest.mark.parametrize("size", [(80, 24), (130, 36)])
async def test_the_reading_room(size: tuple[int, int], enter: Enter, compared: list[Region]) -> None:
    dice = random.Random(size[0])
    keys = ("down", "up", "enter", "tab", "t", "j", "space", "]", "m", "?", "escape", "h", "n", "end")
    async with enter(size=size) as room:
        for _step in range(16):
            await room.press(dice.choice(keys))
        await room.pilot.resize_terminal(size[0] - 17, size[1] - 5)
        await room.pilot.pause()
    assert len(compared) > 15


class Overlaid(App[None]):
    """Boxes over one another, half outside the screen and of many rows or none."""

    CSS = """
    Screen { layers: base above; }
    Container { height: 5; border: round red; padding: 1; }
    .above { layer: above; width: 9; height: 3; background: blue; }
    """

    def get_default_screen(self) -> Screen[Any]:
        screen = Screen[Any]()
        screen._compositor = SparingCompositor()
        return screen

    def compose(self) -> ComposeResult:
        for number in range(3):
            with Container():
                yield Static("漢字 di bawah " * 9, id=f"below{number}")
            yield Static("di atas 漢", classes="above", id=f"above{number}")


async def test_widgets_over_one_another(compared: list[Region]) -> None:
    dice = random.Random(7)
    app = Overlaid()
    async with app.run_test(size=(40, 14)) as pilot:
        for step in range(60):
            if dice.random() < 0.5:
                above = app.query_one(f"#above{dice.randrange(3)}")
                above.offset = (dice.randint(-4, 38), dice.randint(-8, 12))
            else:
                app.query_one(f"#below{dice.randrange(3)}", Static).update(
                    f"{step} 漢 " * dice.randint(0, 40)
                )
            await pilot.pause()
    assert len(compared) > 40


def test_textual_is_as_it_was() -> None:
    """What the compositor rests on; where this fails, read Textual's before changing it."""
    assert list(inspect.signature(Compositor._render_chops).parameters) == [
        "self",
        "crop",
        "is_rendered_line",
    ]
    assert "self._compositor = Compositor()" in inspect.getsource(Screen.__init__)
    for method in (Compositor.render_full_update, Compositor.render_partial_update):
        assert "self._render_chops(crop, " in inspect.getsource(method)


async def test_lines_that_were_kept_are_as_wide_as_the_part_has_become(enter: Enter) -> None:
    async with enter(size=(138, 30)) as room:
        await room.press("enter")
        article = room.app.room.article
        for width in (148, 140):  # the text is wrapped to the same width in all
            await room.pilot.resize_terminal(width, 30)
            await room.settle()
            drawn = article.render_lines(article.size.region)
            assert {strip.cell_length for strip in drawn} == {article.text_width}
