"""What is sent to the terminal against what plain Textual would send: every cell the same after every update.

Both are drawn on emulated terminals, over sessions of random steps in the reading room and in an app of odd widgets.
"""

from __future__ import annotations

import inspect
import random
from collections.abc import Iterator
from typing import Any, ClassVar

import pytest
from rich.color import ColorSystem
from rich.console import COLOR_SYSTEMS
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, Compositor, CompositorUpdate, LayoutUpdate
from textual.app import App, ComposeResult
from textual.content import Content
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size
from textual.screen import ModalScreen, Screen
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Input, Static

from tests.support.emulator import Terminal, differences
from tests.tui.conftest import Enter
from tui.terminal.cells import columns_of
from tui.terminal.driver import TerminalDriver
from tui.terminal.painting import PaintedApp, Painting

WORDS = ("menteri", "“kutipan”", "漢字新聞", "e\u0301lan", "👩\u200d🚀", "🇮🇩", "│", "", "  ", "·", "😀")


class Comparison:
    """Draws each update on two terminals, as Textual would and as the difference, and compares them."""

    def __init__(self, size: Size, *, bce: bool) -> None:
        self.painting = Painting(bce=bce)
        self.updates = 0
        self.plain_bytes = self.sent_bytes = 0
        self.resize(size)

    def resize(self, size: Size) -> None:
        """Both terminals become new and empty, as far as is known."""
        self.plain, self.own = Terminal(*size), Terminal(*size)
        self.painting.forget()

    def spoil(self) -> None:
        """Something else writes on both, then everything is painted anew."""
        for terminal in (self.plain, self.own):
            terminal.feed("\x1b[2;1H\x1b[31;44mBroadcast message\n漢漢漢\x1b[m")
        self.painting.forget()

    def show(self, app: App[Any], update: CompositorUpdate) -> None:
        """Compare the screens once *update* is on them."""
        assert isinstance(update, LayoutUpdate | ChopsUpdate)
        text = update.render_segments(app.console)
        sent = self.painting.paint(update, colour_system(app))
        frame, screen = self.painting.frame, self.plain.screen
        assert frame is not None
        if (frame.width, frame.height) != (screen.columns, screen.lines):
            return  # painted before Textual had learnt of the new size
        self.plain.feed(text)
        self.own.feed(sent)
        self.updates += 1
        self.plain_bytes += len(text.encode())
        self.sent_bytes += len(sent.encode())
        assert differences(self.own.cells, self.plain.cells) == []


def colour_system(app: App[Any]) -> ColorSystem:
    return COLOR_SYSTEMS[app.console.color_system or "truecolor"]


@pytest.fixture
def comparison(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Comparison]]:
    """Compares what every app of the test paints; made at its first update."""
    made: list[Comparison] = []
    errors: list[AssertionError] = []

    def display(app: App[Any], screen: Screen[object], renderable: Any) -> None:
        if isinstance(renderable, CompositorUpdate) and not app._batch_count and not errors:
            if not made:
                made.append(Comparison(app.size, bce=True))
            try:
                made[0].show(app, renderable)
            except AssertionError as error:
                errors.append(error)
        App._display(app, screen, renderable)

    monkeypatch.setattr(PaintedApp, "_display", display)
    yield made
    if errors:
        raise errors[0]


class Lines(ScrollView, can_focus=True):
    """Many lines of all kinds of characters, one of them selected."""

    lines: ClassVar[list[list[tuple[str, str]]]] = []
    selected = 0

    def on_mount(self) -> None:
        self.virtual_size = Size(60, len(self.lines))

    def render_line(self, y: int) -> Strip:
        at = y + self.scroll_offset.y
        under = Style(bgcolor="#1b4468") if at == self.selected else Style(bgcolor="#12161c")
        pieces = self.lines[at] if at < len(self.lines) else []
        segments = [Segment(text, under + Style.parse(style)) for text, style in pieces if text]
        return Strip(segments).adjust_cell_length(self.size.width, under)

    def go(self, to: int) -> None:
        self.selected = max(0, min(to, len(self.lines) - 1))
        self.scroll_to(y=self.selected - self.size.height // 2, animate=False, immediate=True)
        self.refresh()


class Box(ModalScreen[None]):
    CSS = """
    Box { align: center middle; background: $background 50%; }
    Box Static { width: 21; height: 5; border: round $primary; }
    """

    def compose(self) -> ComposeResult:
        yield Static(Content("Pilih 漢字\n“kutipan” e\u0301"))


class Odd(PaintedApp[None]):
    """Overlays that cut wide characters, links, reversed and underlined text."""

    CSS = """
    Screen { layers: base above; }
    Lines { height: 1fr; }
    #over { layer: above; width: 9; height: 3; background: red; offset: 5 2; }
    Input { dock: bottom; }
    """

    def compose(self) -> ComposeResult:
        yield Lines()
        yield Static("di atas 漢", id="over")
        yield Input(placeholder="cari")


STYLES = (
    "bold",
    "",
    "italic #ffd479",
    "underline",
    "reverse",
    "link https://berita.example/7",
    "strike dim",
    "on red",
    "reverse bold default on default",
    "red on default",
)


@pytest.mark.parametrize("seed", range(4))
async def test_an_app_of_odd_widgets_looks_the_same(
    seed: int, comparison: list[Comparison], monkeypatch: pytest.MonkeyPatch
) -> None:
    dice = random.Random(seed)
    monkeypatch.setattr(
        Lines,
        "lines",
        [
            [(dice.choice(WORDS) + " ", dice.choice(STYLES)) for _ in range(dice.randint(0, 9))]
            for _ in range(80)
        ],
    )
    app = Odd()
    async with app.run_test(size=(50, 14)) as pilot:
        await pilot.pause()
        for _step in range(40):
            lines, over, field = app.query_one(Lines), app.query_one("#over"), app.query_one(Input)
            match dice.randrange(9):
                case 0 | 1 | 2:
                    lines.go(lines.selected + dice.choice((-9, -1, 1, 1, 2, 9)))
                case 3:
                    over.offset = (dice.randint(-4, 48), dice.randint(-2, 12))
                case 4:
                    field.value = "".join(dice.choice(WORDS) for _ in range(3))
                case 5:
                    app.push_screen(Box()) if len(app.screen_stack) == 1 else app.pop_screen()
                case 6:
                    size = (dice.randint(1, 60), dice.randint(1, 20))
                    comparison[0].resize(Size(*size))
                    await pilot.resize_terminal(*size)
                case 7:
                    comparison[0].spoil()
                    app.redraw()
                case 8:
                    app.theme = dice.choice(("textual-dark", "textual-light", "nord"))
            await pilot.pause()
    assert comparison[0].updates > 25


@pytest.mark.parametrize(
    ("seed", "size", "theme"),
    [(1, (80, 24), "dark"), (2, (130, 36), "ansi-dark"), (3, (90, 20), "ansi-light")],
)
async def test_the_reading_room_looks_the_same(
    seed: int, size: tuple[int, int], theme: str, enter: Enter, comparison: list[Comparison]
) -> None:
    dice = random.Random(seed)
    keys = (
        "down",
        "up",
        "enter",
        "tab",
        "t",
        "j",
        "k",
        "space",
        "]",
        "m",
        "u",
        "?",
        "escape",
        "h",
        "/",
        "n",
        "end",
    )
    async with enter(size=size) as room:
        room.app.theme = theme
        await room.settle()
        for _step in range(16):
            match dice.randrange(12):
                case 0:
                    await room.type("ikan 漢")
                case 1:
                    comparison[0].spoil()
                    room.app.redraw()
                case 2:
                    other = (dice.randint(1, 140), dice.randint(1, 40))
                    for to in (other, size):
                        comparison[0].resize(Size(*to))
                        await room.pilot.resize_terminal(*to)
                        await room.pilot.pause()
                case _:
                    await room.press(dice.choice(keys))
    assert comparison[0].updates > 15
    assert comparison[0].sent_bytes < comparison[0].plain_bytes / 2


def test_textual_is_as_it_was() -> None:
    """What painting and driver rest on and Textual promises nobody; where this fails, read both before changing it."""
    assert list(inspect.signature(App._display).parameters) == ["self", "screen", "renderable"]
    assert "renderable.render_segments(console)" in inspect.getsource(App._display)
    for method in (App._begin_update, App._end_update):
        assert "if self._sync_available and" in inspect.getsource(method)
    assert list(inspect.signature(LayoutUpdate).parameters) == ["strips", "region"]
    assert list(inspect.signature(ChopsUpdate).parameters) == ["chops", "spans", "chop_ends"]
    written = inspect.getsource(ChopsUpdate.render_segments)
    for condition in ("if x > x2 or end <= x1", "if x2 > x >= x1 and end <= x2", "crop(0, min(end, x2) - x)"):
        assert condition in written
    updates = {name for name, kind in vars(inspect.getmodule(Compositor)).items() if _is_update(kind)}
    assert updates == {"LayoutUpdate", "ChopsUpdate", "InlineUpdate"}
    started = inspect.getsource(LinuxDriver.start_application_mode)
    for step in ('self.write("\\x1b[?1049h")', "signal.signal(signal.SIGWINCH,", "self.attrs_before = "):
        assert step in started


def _is_update(kind: object) -> bool:
    return inspect.isclass(kind) and issubclass(kind, CompositorUpdate) and kind is not CompositorUpdate


def test_only_the_driver_of_terminals_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Odd(Painting()).driver_class is TerminalDriver
    monkeypatch.setattr("textual.constants.DRIVER", "textual.drivers.web_driver:WebDriver")
    assert Odd(Painting()).driver_class is not TerminalDriver


def test_control_characters_are_not_sent() -> None:
    system = colour_system(Odd())
    strip = Strip([Segment("a\x1b[2Jb\x07\x9b")])
    assert columns_of(strip, system)[0] == list("a[2Jb")


def test_a_mark_stands_over_its_letter_though_a_style_begins_between() -> None:
    strip = Strip(
        [
            Segment("\u0301e"),
            Segment("\u0301l", Style(bold=True)),
            Segment("漢"),
            Segment("\u0301", Style(bold=True)),
        ]
    )
    assert columns_of(strip, ColorSystem.TRUECOLOR)[0] == ["e\u0301", "l", "漢\u0301", ""]
