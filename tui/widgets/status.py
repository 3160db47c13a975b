"""The two status lines: what the search is about, and what the keys do or what just happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from textual.strip import Strip
from textual.widget import Widget

from tui.text import Piece, cells, fit, strip

Severity = Literal["information", "warning", "error"]


class StatusLine(Widget):
    """One line of pieces, drawn anew only when they change."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._shown: object = None

    def pieces(self) -> list[Piece]:
        """What stands on the line."""
        raise NotImplementedError

    def renew(self, state: object) -> None:
        """Draw the line anew if *state* differs from what was last drawn."""
        if state != self._shown:
            self._shown = state
            self.refresh()

    def render_line(self, y: int) -> Strip:
        return strip(self.pieces() if y == 0 else [], self.size.width, self.rich_style)


@dataclass(frozen=True)
class SearchState:
    """What the line below the search line says."""

    count: str = ""
    note: str = ""
    """How the query was understood."""
    problem: str = ""
    place: int | None = None
    """The cell of the search line that the problem is about."""


class InfoLine(StatusLine):
    """Matching count and order at the right; at the left a problem, pointing up at its place, or how it was read."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"info--problem", "info--note"}

    state = SearchState()

    def show(self, state: SearchState) -> None:
        """Say *state*."""
        self.state = state
        self.renew(state)

    def pieces(self) -> list[Piece]:
        width = self.size.width
        state = self.state
        count = fit(state.count, width)
        room = max(0, width - cells(count) - 2)
        if state.problem:
            left = pointing(state.problem, state.place, room)
            look = self.get_component_rich_style("info--problem", partial=True)
        else:
            left = "  " + fit(state.note, room - 2)
            look = self.get_component_rich_style("info--note", partial=True)
        return [(left, look), (" " * (width - cells(left) - cells(count) - 1), None), (count, None)]


def pointing(problem: str, place: int | None, room: int) -> str:
    """*problem* beside a ``^`` below cell *place*, before it where there is more room, within *room* cells."""
    if place is None or place >= room:
        return fit("  " + problem, room)
    after = f"{' ' * place}^ {problem}"
    if cells(after) <= room or place < room // 2:
        return fit(after, room)
    text = fit(problem, place - 1)
    return f"{' ' * (place - 1 - cells(text))}{text} ^"


class Footer(StatusLine):
    """What the keys do here; a message stands in their place until the next key."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "footer--key", "footer--information", "footer--warning", "footer--error",
    }  # fmt: skip

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._message: tuple[str, Severity] | None = None
        self._hints: tuple[tuple[str, str], ...] = ()

    @property
    def message(self) -> str:
        """The message that is shown, or the empty string."""
        return self._message[0] if self._message else ""

    def say(self, text: str, severity: Severity = "information") -> None:
        """Show *text* until the next key."""
        self._message = (text, severity)
        self.renew((self._message, self._hints))

    def hush(self) -> None:
        """Take the message away."""
        self._message = None
        self.renew((self._message, self._hints))

    def hint(self, hints: Sequence[tuple[str, str]]) -> None:
        """Show *hints*: keys and what they do; where they do not all fit, the last one still does."""
        self._hints = tuple(hints)
        self.renew((self._message, self._hints))

    def pieces(self) -> list[Piece]:
        if self._message is not None:
            text, severity = self._message
            look = self.get_component_rich_style(f"footer--{severity}", partial=True)
            return [(" " + fit(text, self.size.width - 2) + " ", look)]
        key = self.get_component_rich_style("footer--key", partial=True)
        widths = [cells(keys) + cells(label) + 3 for keys, label in self._hints]
        room = self.size.width - sum(widths[-1:])
        pieces: list[Piece] = []
        for (keys, label), width in zip(self._hints, widths, strict=True):
            if (keys, label) != self._hints[-1]:
                room -= width
                if room < 0:
                    continue
            pieces += [(" ", None), (keys, key), (f" {label} ", None)]
        return pieces
