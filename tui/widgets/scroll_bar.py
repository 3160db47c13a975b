"""The scroll bar of a part."""

from __future__ import annotations

from rich.console import RenderableType
from textual.geometry import Size
from textual.scrollbar import ScrollBar


class PartScrollBar(ScrollBar):
    """As Textual's, but drawn anew only when it looks different, and without arranging the screen a second time."""

    _drawn: object = None

    def _look(self) -> object:
        """All that it is drawn from."""
        styles = self.parent.styles if self.parent is not None else self.styles
        return (
            self.size, self.window_virtual_size, self.window_size, self.position, self.mouse_over, self.grabbed,
            styles.scrollbar_color, styles.scrollbar_color_hover, styles.scrollbar_color_active,
            styles.scrollbar_background,
        )  # fmt: skip

    def render(self) -> RenderableType:
        self._drawn = self._look()
        return super().render()

    def _check_refresh(self) -> None:
        if self._drawn == self._look():
            self._repaint_required = False
        super()._check_refresh()

    def _size_updated(
        self,
        size: Size,
        virtual_size: Size,
        container_size: Size,
        layout: bool = True,  # noqa: ARG002 - as Textual calls it
    ) -> bool:
        return super()._size_updated(size, virtual_size, container_size, layout=False)
