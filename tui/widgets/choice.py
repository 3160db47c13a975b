"""One of a few alternatives on one line, changed with the arrow keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from tui.text import Piece, strip


class Choice(Widget, can_focus=True):
    """Shows all alternatives, the chosen one between brackets; posts :class:`Changed`."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"choice--chosen", "choice--other"}
    BINDINGS: ClassVar = [
        ("right,l,space", "change(1)"),
        ("left,h", "change(-1)"),
    ]

    chosen: reactive[int] = reactive(0)

    class Changed(Message):
        """Another alternative was chosen."""

        def __init__(self, choice: Choice) -> None:
            super().__init__()
            self.choice = choice

        @property
        def control(self) -> Choice:
            return self.choice

    def __init__(self, alternatives: Sequence[str], *, chosen: int = 0, id: str | None = None) -> None:
        super().__init__(id=id)
        self.alternatives = tuple(alternatives)
        self.set_reactive(Choice.chosen, chosen)

    def rename(self, alternatives: Sequence[str]) -> None:
        """Show other texts for the same alternatives."""
        self.alternatives = tuple(alternatives)
        self.refresh()

    def watch_chosen(self) -> None:
        self.post_message(self.Changed(self))

    def action_change(self, step: int) -> None:
        """The next or previous alternative."""
        self.chosen = (self.chosen + step) % len(self.alternatives)

    def render_line(self, y: int) -> Strip:
        pieces: list[Piece] = []
        for number, text in enumerate(self.alternatives if y == 0 else ()):
            chosen = number == self.chosen
            name = "choice--chosen" if chosen else "choice--other"
            look = self.get_component_rich_style(name, partial=True)
            pieces += [(f"[{text}]" if chosen else f" {text} ", look), (" ", None)]
        return strip(pieces, self.size.width, self.rich_style)
