"""Sends the terminal only what changed of what Textual wants to show.

Textual hands every update of the screen to ``App._display``, which has it rendered to text and writes that. Here it is
turned into a frame first and rendered as the difference from what the terminal shows already. This rests on private
parts of Textual (``App._display``, ``textual._compositor``); tests/tui/test_painting.py says so when they change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar, cast

from rich.color import ColorSystem
from rich.console import COLOR_SYSTEMS, Console, RenderableType
from textual._ansi_sequences import SYNC_END, SYNC_START
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.app import App
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.screen import Screen
from textual.strip import Strip

from tui.terminal.cells import Piece, columns_of
from tui.terminal.driver import TerminalDriver
from tui.terminal.frame import Frame, difference, encode
from tui.terminal.row import Row

if TYPE_CHECKING:
    from tui.terminal.early import EarlyTerminal

Result = TypeVar("Result")
Update = LayoutUpdate | ChopsUpdate

_LONG = 1_000
"""Characters up to which an update reaches the terminal in one piece, so that it need not be told to wait for all."""


class Painting:
    """What the terminal shows, and how to make it show something else."""

    def __init__(self, shown: Frame | None = None, *, bce: bool = False) -> None:
        """*shown* stands on the terminal when the app starts; *bce* as for :func:`tui.terminal.frame.difference`."""
        self.frame = shown
        """What the terminal shows; null while that is not known."""
        self._bce = bce
        self._pieces: dict[int, list[Piece]] = {}
        """What each row was last made of."""
        self._forgotten = 0

    def forget(self) -> None:
        """Take nothing for granted of what the terminal shows; may be called in a signal handler."""
        self._forgotten += 1
        self.frame = None

    def paint(self, update: Update, system: ColorSystem) -> str:
        """What makes the terminal show *update* with colours in the depth of *system*, and nothing where it does."""
        forgotten = self._forgotten
        size = _size(update)
        old = self.frame
        if old is None or (old.width, old.height) != size:
            old = None
            self._pieces.clear()
        whole = old is None and isinstance(update, LayoutUpdate)
        base = Frame.filled(*size) if whole else old or Frame.unknown(*size)
        rows = list(base.rows)
        for y, pieces in _pieces(update):
            if not _same(pieces, self._pieces.get(y, [])):
                rows[y] = _painted(rows[y], pieces, system)
                self._pieces[y] = pieces
        new = Frame(*size, tuple(rows))
        if forgotten == self._forgotten:
            self.frame = new
        return encode(new, bce=self._bce) if whole else difference(base, new, bce=self._bce)


def _size(update: Update) -> tuple[int, int]:
    """Width and height of the whole screen."""
    if isinstance(update, LayoutUpdate):
        return update.region.width, update.region.height
    return update.chop_ends[0][-1], len(update.chop_ends)


def _pieces(update: Update) -> Iterator[tuple[int, list[Piece]]]:
    """The rows of *update* and what is to stand in them, as Textual would write it."""
    if isinstance(update, LayoutUpdate):
        for y, strips in enumerate(update.strips, update.region.y):
            yield y, list(_placed(update.region.x, strips))
        return
    rows: dict[int, list[Piece]] = {}
    for y, first, last in update.spans:
        row = rows.setdefault(y, [])
        for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            if strip is not None and x <= last and end > first:
                row.append(
                    (x, strip if first <= x < last and end <= last else strip.crop(0, min(end, last) - x))
                )
    yield from rows.items()


def _placed(x: int, strips: Iterable[Strip]) -> Iterator[Piece]:
    for strip in strips:
        yield x, strip
        x += strip.cell_length


def _same(pieces: list[Piece], others: list[Piece]) -> bool:
    return len(pieces) == len(others) and all(
        x == other_x and strip is other for (x, strip), (other_x, other) in zip(pieces, others, strict=True)
    )


def _painted(row: Row, pieces: Iterable[Piece], system: ColorSystem) -> Row:
    """*row* with *pieces* over it; of a wide character that is half covered a blank stays."""
    cells, styles = list(row.cells), list(row.styles)
    width = len(cells)
    for x, strip in pieces:
        some_cells, some_styles = columns_of(strip, system)
        end = min(x + len(some_cells), width)
        if cells[x] == "":
            cells[x - 1] = " "
        if end < width and cells[end] == "":
            cells[end] = " "
        cells[x:end] = some_cells[: end - x]
        styles[x:end] = some_styles[: end - x]
    return Row(tuple(cells), tuple(styles))


class _Difference(CompositorUpdate):
    """An update that is rendered as the difference from what is shown."""

    def __init__(self, painting: Painting, update: Update, *, synchronised: bool) -> None:
        """*synchronised* says whether the terminal can hold back what is drawn until all of it is there."""
        self._painting = painting
        self._update = update
        self._synchronised = synchronised

    def render_segments(self, console: Console) -> str:
        system = COLOR_SYSTEMS.get(console.color_system or "", ColorSystem.TRUECOLOR)
        text = self._painting.paint(self._update, system)
        return SYNC_START + text + SYNC_END if self._synchronised and len(text) > _LONG else text


class PaintedApp(App[Result]):
    """An app that sends the terminal only what changed, or without *painting* everything it has drawn.

    *early* has had the terminal so far.
    """

    def __init__(self, painting: Painting | None = None, early: EarlyTerminal | None = None) -> None:
        self.painting = painting
        self.early = early
        super().__init__()

    def get_driver_class(self) -> type[Driver]:
        kind = super().get_driver_class()
        return TerminalDriver if kind is LinuxDriver else kind

    def redraw(self) -> None:
        """Draw the whole screen anew, say after something else wrote on the terminal."""
        if self.painting:
            self.painting.forget()
        self.refresh()

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        painting = self.painting if isinstance(self._driver, TerminalDriver) else None
        if painting and isinstance(renderable, LayoutUpdate | ChopsUpdate):
            difference = _Difference(painting, renderable, synchronised=self._sync_available)
            renderable = cast(RenderableType, difference)
        super()._display(screen, renderable)

    def _begin_update(self) -> None:
        if not self.painting:
            super()._begin_update()

    def _end_update(self) -> None:
        if not self.painting:
            super()._end_update()
