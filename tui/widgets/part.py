"""What the parts of the reading room have in common: keyboard movement and styles by name."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Self

from rich.style import Style
from textual import events, messages
from textual.binding import BindingsMap
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.strip import Strip

from tui.text import Piece, strip
from tui.widgets.scroll_bar import PartScrollBar

KEPT = 1_000
"""Lines that are kept drawn; what is seen at once is not many."""


class Part(ScrollView, can_focus=True):
    """A line-API widget that the movement commands drive.

    Subclasses name their component classes ``PREFIX--name`` and ask for them by ``name``.
    """

    PREFIX = "part"

    DEFAULT_CSS = """
    Part { overflow-x: hidden; overflow-y: scroll; scrollbar-size-vertical: 1; }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        # Keys come through the keymap only; Textual's own scrolling keys would scroll past the cursor.
        self._bindings = BindingsMap()
        self._looks: dict[tuple[str, ...], Style] = {}
        self._base: Style | None = None
        self._given: object = None
        """The sizes that the part was given last: every arrangement of the screen gives them anew."""
        self._text_size = Size(0, 0)
        """The cells for text; kept while the part is hidden, when Textual gives it none."""
        self._kept: dict[tuple[int, Hashable], Strip] = {}
        """Lines that were drawn, by number and by what they were to look like."""

    def _size_updated(
        self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True
    ) -> bool:
        given = (size, virtual_size, container_size, self.styles.gutter)
        if given == self._given:
            return False
        self._given = given
        # The event that tells of the new size comes after the first painting, which would be wrapped to the old one.
        resized = super()._size_updated(size, virtual_size, container_size, layout)
        if self.scrollable_content_region.size != self._text_size:
            self.forget_lines()
        self._text_size = self.scrollable_content_region.size
        if resized:
            self.fit()
        return resized

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        if self._vertical_scrollbar is None:
            self._vertical_scrollbar = bar = PartScrollBar(
                vertical=True, name="vertical", thickness=self.scrollbar_size_vertical
            )
            bar.display = False
            self.app._start_widget(self, bar)
        return self._vertical_scrollbar

    # As Textual has these three, but for styling and drawing the whole part anew: the part draws what looks different.

    def _on_focus(self, event: events.Focus) -> None:
        event.prevent_default()
        self.has_focus = True
        if self.parent is not None:
            self.parent.post_message(events.DescendantFocus(self))

    def _on_blur(self, event: events.Blur) -> None:
        event.prevent_default()
        self.has_focus = False
        if self.parent is not None:
            self.parent.post_message(events.DescendantBlur(self))

    def watch_has_focus(self, _has_focus: bool) -> None:
        if self._vertical_scrollbar is not None:
            self._vertical_scrollbar.refresh()
            # By itself the bar would say so too late for the painting that shows the rest.
            self.screen.post_message(messages.Update(self._vertical_scrollbar))
        self.draw_focus()

    def draw_focus(self) -> None:
        """Draw anew what shows whether the part has the focus, if anything does."""

    def fit(self) -> None:
        """Arrange the lines for the size that the part has now, which is not painted yet."""
        raise NotImplementedError

    def move(self, rows: int) -> None:
        """Go *rows* on, or back where negative."""
        raise NotImplementedError

    def page(self, pages: float) -> None:
        """Go a number of screenfuls, or a part of one, on or back."""
        raise NotImplementedError

    def to_start(self) -> None:
        """Go to the beginning."""
        raise NotImplementedError

    def to_end(self) -> None:
        """Go to the end."""
        raise NotImplementedError

    @property
    def has_size(self) -> bool:
        """Whether the part has been given room on the screen."""
        return bool(self._text_size)

    @property
    def text_width(self) -> int:
        """Cells of a line beside the scroll bar."""
        return max(1, self._text_size.width)

    @property
    def text_height(self) -> int:
        """Lines that can be seen at once."""
        return max(1, self._text_size.height)

    def look(self, *names: str) -> Style:
        """The component styles *names* laid over one another, without the widget's own colours."""
        if names not in self._looks:
            style = Style.null()
            for name in names:
                style += self.get_component_rich_style(f"{self.PREFIX}--{name}", partial=True)
            self._looks[names] = style
        return self._looks[names]

    def line(self, pieces: Iterable[Piece]) -> Strip:
        """One line of this widget, filled to its width."""
        if self._base is None:
            self._base = self.rich_style
        return strip(list(pieces), self.text_width, self._base)

    def kept_line(self, line: int, look: Hashable, fresh: Callable[[], Strip]) -> Strip:
        """Line *line* as it looks while *look* is the same, made by *fresh* unless it was before.

        What else a line is drawn from calls :meth:`refresh` or :meth:`forget_lines` when it changes.
        """
        if (line, look) not in self._kept:
            self._kept[line, look] = fresh()
        return self._kept[line, look]

    def forget_lines(self) -> None:
        """Draw every line anew when it is next painted."""
        self._kept.clear()

    def render_lines(self, crop: Region) -> list[Strip]:
        if len(self._kept) > KEPT:
            self.forget_lines()
        if self.styles.gutter:
            return super().render_lines(crop)
        # Textual would put together border, padding and contents of every line, of which there are contents only.
        strips = [self.render_line(y) for y in crop.line_range]
        _base, background = self.background_colors
        for line_filter in self.get_line_filters():
            strips = [strip.apply_filter(line_filter, background) for strip in strips]
        if crop.column_span != (0, self.size.width):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        if not regions:
            self.forget_lines()
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._looks.clear()
        self._base = None
        self.forget_lines()

    def resize_lines(self, lines: int) -> None:
        """Tell the scroll bar how many lines there are."""
        size = Size(self.text_width, lines)
        if size != self.virtual_size:
            # Assigning it would lay out and paint the whole screen, where only the scroll bar depends on it.
            self.set_reactive(Part.virtual_size, size)
            self._scroll_update(size)

    def show_lines(self, first: int, last: int, margin: int = 0) -> None:
        """Scroll as little as needed to see lines *first* to *last* (inclusive), *first* above all."""
        top, height = self.scroll_offset.y, self.text_height
        margin = min(margin, max(0, (height - (last - first + 1)) // 2))
        target = top
        if last + margin >= top + height:
            target = last + margin - height + 1
        if first - margin < target:
            target = first - margin
        self.scroll_to_line(target)

    def scroll_to_line(self, line: int) -> None:
        """Make *line* the topmost one, as far as there are enough lines below it."""
        target = max(0, min(line, self.virtual_size.height - self.text_height))
        if target != self.scroll_offset.y:
            self.scroll_to(y=target, animate=False, immediate=True)
