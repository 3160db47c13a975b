"""The two status lines: what the search is about, and what the keys do or what just happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from textual.strip import Strip
from textual.widget import Widget

from tui.layout import Lines
from tui.text import Piece, cells, fit, shown, strip

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
    problems: tuple[tuple[str, int], ...] = ()
    """What is wrong with the query, and the cell of the search line that each problem is about."""


class InfoLine(StatusLine):
    """Matching count and order at the right; at the left a problem, pointing up at its place, or how it was read.

    Problems that have no room there stand below at full length, and the line takes as many lines as they need.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"info--problem", "info--note"}

    state = SearchState()
    _below: tuple[str, ...] = ()
    """The problems as they stand below, line by line."""

    def show(self, state: SearchState) -> None:
        """Say *state*."""
        self.state = state
        self._fit()
        self.renew((state, self._below))

    def on_resize(self) -> None:
        """Break the problems anew."""
        self._fit()

    def _fit(self) -> None:
        state = self.state
        self._below = ()
        if state.problems and not self._is_beside(*state.problems[0]):
            self._below = tuple(
                ("• " if number == 0 else "  ") + lines.text[start:end]
                for lines in (
                    Lines(shown(text), max(1, self.size.width - 3)) for text, _place in state.problems
                )
                for number, (start, end) in enumerate(zip(lines.starts, lines.ends, strict=True))
            )
        height = 1 + min(len(self._below), self.app.size.height // 3)
        if self.styles.height is None or self.styles.height.value != height:
            self.styles.height = height

    def _is_beside(self, problem: str, place: int) -> bool:
        """Whether *problem* is the only one and has room beside the count."""
        room = self._room()
        alone = len(self.state.problems) == 1
        return alone and place < room and problem in pointing(problem, place, room)

    def _room(self) -> int:
        return max(0, self.size.width - cells(fit(self.state.count, self.size.width)) - 2)

    def render_line(self, y: int) -> Strip:
        if not 0 < y <= len(self._below):
            return super().render_line(y)
        look = self.get_component_rich_style("info--problem", partial=True)
        return strip([(self._below[y - 1], look)], self.size.width, self.rich_style)

    def pieces(self) -> list[Piece]:
        width = self.size.width
        state = self.state
        count = fit(state.count, width)
        room = self._room()
        if state.problems:
            if self._below:
                places = {place for _text, place in state.problems}
                left = fit("".join("^" if cell in places else " " for cell in range(max(places) + 1)), room)
            else:
                left = pointing(*state.problems[0], room)
            look = self.get_component_rich_style("info--problem", partial=True)
        else:
            left = "  " + fit(state.note, room - 2)
            look = self.get_component_rich_style("info--note", partial=True)
        return [(left, look), (" " * (width - cells(left) - cells(count) - 1), None), (count, None)]


def pointing(problem: str, place: int, room: int) -> str:
    """*problem* beside a ``^`` below cell *place*, before it where there is more room, within *room* cells."""
    if place >= room:
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
