"""The selected row and the hits in it are seen in every theme, whatever colours the terminal has."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from rich.color import Color, ColorSystem, ColorType
from textual.app import App, ComposeResult

import themes
from index.article import Span
from tui.terminal.cells import columns_of
from tui.terminal.sgr import look
from tui.widgets.result_list import Result, ResultList

DEPTHS = (ColorSystem.TRUECOLOR, ColorSystem.EIGHT_BIT, ColorSystem.STANDARD)
SEEN = 1.2
"""WCAG contrast from which on two backgrounds side by side are told apart; sixteen colours have none closer."""
TITLE = "Pertemuan Sekretaris Jenderal"


class Drawn(NamedTuple):
    """How a cell is drawn."""

    style: str
    background: str
    attributes: frozenset[str]


class Shelf(App[None]):
    """A list of two results with a hit in the title of each, the first one selected."""

    CSS_PATH = themes.FOLDER / "reading_room.tcss"

    def __init__(self, theme: str) -> None:
        super().__init__()
        for loaded in themes.load()[0]:
            self.register_theme(loaded)
        self.theme = theme

    def compose(self) -> ComposeResult:
        yield ResultList(id="results")

    def on_mount(self) -> None:
        hits = (Span(0, 9),)
        self.query_one(ResultList).show(
            [Result(name, TITLE, "12 Mei 2031", "Kantor", "", (), hits) for name in ("satu", "dua")]
        )


def _cells(rows: ResultList, line: int, system: ColorSystem) -> tuple[Drawn, Drawn]:
    """How a hit in the title of the row at *line* is drawn, and the words beside it."""
    cells, styles = columns_of(rows.render_line(line), system)
    start = "".join(cells).index(TITLE)
    hit, beside = (_drawn(styles[start + offset], system) for offset in (0, 10))
    return hit, beside


def _drawn(style: str, system: ColorSystem) -> Drawn:
    parts = look(style)
    attributes = frozenset(parts.attributes)
    side = parts.foreground if "7" in attributes else parts.background
    return Drawn(style, side.replace("48;", "38;", 1) if system != ColorSystem.STANDARD else side, attributes)


def _luminance(colour: Color) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in colour.get_truecolor())
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _colour(code: str) -> Color:
    numbers = [int(number) for number in code.split(";")]
    if numbers[:2] == [38, 2]:
        return Color.from_rgb(*numbers[2:])
    if numbers[:2] == [38, 5]:
        return Color.from_ansi(numbers[2])
    number = numbers[0] % 10 + (8 if numbers[0] >= 90 else 0)
    return Color("", ColorType.STANDARD, number)


def _told_apart(one: Drawn, other: Drawn) -> bool:
    """Whether the two differ in a line below them, or in their background."""
    if (one.attributes ^ other.attributes) & {"4"}:
        return True
    if not one.background or not other.background:
        return one.background != other.background or "7" in one.attributes ^ other.attributes
    low, high = sorted(_luminance(_colour(drawn.background)) for drawn in (one, other))
    return (high + 0.05) / (low + 0.05) >= SEEN


@pytest.mark.parametrize("depth", DEPTHS, ids=lambda depth: depth.name)
@pytest.mark.parametrize("name", themes.NAMES)
async def test_the_selected_row_and_its_hits_are_seen(name: str, depth: ColorSystem) -> None:
    async with Shelf(name).run_test(size=(100, 10)) as pilot:
        await pilot.pause()
        rows = pilot.app.query_one(ResultList)
        hit_selected, selected = _cells(rows, 0, depth)
        hit, plain = _cells(rows, 2, depth)
    assert _told_apart(hit_selected, selected)
    assert _told_apart(hit, plain)
    assert _told_apart(selected, plain)
    if name not in themes.WITHOUT_COLOUR:
        assert hit_selected.background != selected.background != plain.background


@pytest.mark.parametrize("name", themes.WITHOUT_COLOUR)
async def test_without_colour_a_hit_in_the_selected_row_is_seen(name: str) -> None:
    async with Shelf(name).run_test(size=(100, 10)) as pilot:
        await pilot.pause()
        rows = pilot.app.query_one(ResultList)
        hit_selected, selected = _cells(rows, 0, ColorSystem.STANDARD)
    assert (hit_selected.attributes ^ selected.attributes) & {"4", "7"}
