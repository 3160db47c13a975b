"""One of a few alternatives on one line, changed with the arrow keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from tui.text import Piece, cells, strip


class Choice(Widget, can_focus=True):
    """Shows the alternatives, the chosen one between brackets; posts :class:`Changed`."""

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
        texts = [
            f"[{text}]" if number == self.chosen else f" {text} "
            for number, text in enumerate(self.alternatives if y == 0 else ())
        ]
        for number, text in enumerate(texts[(first := self._first(texts)) :], first):
            name = "choice--chosen" if number == self.chosen else "choice--other"
            pieces += [(text, self.get_component_rich_style(name, partial=True)), (" ", None)]
        return strip(pieces, self.size.width, self.rich_style)

    def _first(self, texts: Sequence[str]) -> int:
        """The first alternative to show, so that the chosen one is seen where there is not room for all."""
        if sum(cells(text) + 1 for text in texts) - 1 <= self.size.width:
            return 0
        first, room = self.chosen, self.size.width - cells(texts[self.chosen])
        while first > 0 and room >= cells(texts[first - 1]) + 1:
            first -= 1
            room -= cells(texts[first]) + 1
        return first
