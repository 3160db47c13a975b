"""The explanation of a fact, above the reading room."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from tui.commands import Context
from tui.i18n import _
from tui.layout import Lines
from tui.text import Piece, cells, content, fit, shown
from tui.widgets.part import Part
from tui.widgets.status import Footer, Severity

if TYPE_CHECKING:
    from textual.strip import Strip

    from tui.explaining import Explanation, Line

WIDEST_LABEL = 18
"""Cells of the column of labels at most."""
LEAST_TEXT = 24
"""With less room for the text than that, it stands below its label."""


class FactText(Part):
    """The particulars of a fact, labels at the left; scrolls."""

    PREFIX = "fact"
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "fact--label", "fact--value", "fact--name", "fact--dates", "fact--quote", "fact--note", "fact--warning",
    }  # fmt: skip

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._explained: tuple[Line, ...] = ()
        self._lines: list[list[Piece]] = []

    def show(self, lines: tuple[Line, ...]) -> None:
        """Show *lines* from the first."""
        self._explained = lines
        self.scroll_to_line(0)
        self.fit()

    def fit(self) -> None:
        if not self.size.width:
            return
        self._lines = list(self._wrapped())
        self.styles.height = len(self._lines)
        self.resize_lines(len(self._lines))
        self.refresh()

    def _wrapped(self) -> Iterator[list[Piece]]:
        labels = min(WIDEST_LABEL, max((cells(line.label) for line in self._explained), default=0)) + 2
        beside = self.text_width - labels >= LEAST_TEXT
        indent = labels if beside else 1
        for line in self._explained:
            look = self.look(line.look)
            label = fit(line.label, labels - 1)
            if not beside and label:
                yield [(label, self.look("label"))]
            lines = Lines(shown(line.text), max(1, self.text_width - indent))
            for number, (start, end) in enumerate(zip(lines.starts, lines.ends, strict=True)):
                left = label if beside and number == 0 else ""
                yield [
                    (left, self.look("label")),
                    (" " * (indent - cells(left)), None),
                    (lines.text[start:end], look),
                ]

    def render_line(self, y: int) -> Strip:
        line = y + self.scroll_offset.y
        return self.line(self._lines[line] if line < len(self._lines) else [])

    def move(self, rows: int) -> None:
        self.scroll_to_line(self.scroll_offset.y + rows)

    def page(self, pages: float) -> None:
        self.move(round(pages * max(1, self.text_height - 1)))

    def to_start(self) -> None:
        self.scroll_to_line(0)

    def to_end(self) -> None:
        self.scroll_to_line(len(self._lines))


class FactPanel(ModalScreen[None]):
    """Shows an :class:`Explanation`; its keys are those of the commands."""

    AUTO_FOCUS = "#fact"

    def __init__(self) -> None:
        super().__init__()
        self._text = FactText(id="fact")
        self._frame = Vertical(self._text, id="dialog")
        self._footer = Footer(id="footer")

    def compose(self) -> ComposeResult:
        yield self._frame
        yield self._footer

    def show(self, explanation: Explanation, number: int, count: int) -> None:
        """Show *explanation*, that of fact *number* of *count* at the same place."""
        self._frame.border_title = content(explanation.title)
        more = _("{number} of {count}, x: next").format(number=number, count=count) if count > 1 else ""
        self._frame.border_subtitle = content(more)
        self._text.show(explanation.lines)

    def say(self, text: str, severity: Severity = "information") -> None:
        """Show *text* on the bottom line until the next key."""
        self._footer.say(text, severity)

    @property
    def context(self) -> Context:
        return "fact"

    @property
    def target(self) -> Part:
        return self._text

    @property
    def footer(self) -> Footer:
        return self._footer

    def back(self) -> None:
        self.dismiss()
