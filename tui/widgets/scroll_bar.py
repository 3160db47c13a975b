"""The scroll bar of a part."""

from __future__ import annotations

from math import ceil
from typing import ClassVar, Self

from rich.console import RenderableType
from rich.style import Style
from textual.color import Color
from textual.geometry import Region, Size
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.strip import Strip
from textual.widget import Widget


class _WholeCells(ScrollBarRender):
    """As Textual's, but for the thumb, which begins and ends with a cell, so that few steps move it."""

    VERTICAL_BARS: ClassVar[list[str]] = [" "]


class PartScrollBar(ScrollBar):
    """As Textual's, but drawn anew only when it looks different, and without arranging the screen a second time."""

    renderer = _WholeCells
    _drawn: object = None
    _coloured: object = None
    """The colours of the cells that are kept."""

    def __init__(self, vertical: bool = True, name: str | None = None, *, thickness: int = 1) -> None:
        super().__init__(vertical, name, thickness=thickness)
        self._cells: dict[int, Strip] = {}
        """How its cells look above the thumb (-1), on it (0) and below (1), and without one (2), as far as drawn."""

    def _look(self) -> object:
        """All that it is drawn from."""
        return self.size, self._thumb(), self._colours()

    def _colours(self) -> tuple[Color, Color, object]:
        """What it takes colours from: the active ones where its part has the focus, or it is dragged."""
        styles = self.parent.styles if self.parent is not None else self.styles
        active = bool(self.grabbed) or (isinstance(self.parent, Widget) and self.parent.has_focus)
        colour = styles.scrollbar_color_active if active else styles.scrollbar_color
        return colour, styles.scrollbar_background, (self.background_colors, *self.get_line_filters())

    def _thumb(self) -> tuple[int, int]:
        """The cells that the thumb covers, worked out as the renderer does; none where everything is in view."""
        rows, window, height = ceil(self.window_virtual_size), ceil(self.window_size), self.size.height
        if not height or not 0 < window < rows or height == rows:
            return 0, 0
        length = max(1, window / (rows / height))
        start = int((height - length) * self.position / (rows - window))
        return start, start + ceil(length)

    def render_lines(self, crop: Region) -> list[Strip]:
        start, end = self._thumb()
        if (colours := self._colours()) != self._coloured:
            self._coloured = colours
            self._cells.clear()
        kinds = [(y >= end) - (y < start) if end else 2 for y in crop.line_range]
        if not self._cells.keys() >= set(kinds):
            self._cells.update(zip(kinds, super().render_lines(crop), strict=True))
        self._drawn = self._look()
        return [self._cells[kind] for kind in kinds]

    def render(self) -> RenderableType:
        self._drawn = self._look()
        colour, background, _others = self._colours()
        under, _background = self.background_colors
        background = under + background
        return self._render_bar(Style.from_color((background + colour).rich_color, background.rich_color))

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        if not layout and not recompose and self._drawn == self._look():
            return self
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def _size_updated(
        self,
        size: Size,
        virtual_size: Size,
        container_size: Size,
        layout: bool = True,  # noqa: ARG002 - as Textual calls it
    ) -> bool:
        return super()._size_updated(size, virtual_size, container_size, layout=False)
