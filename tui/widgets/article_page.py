"""The article as lines: its header, its text wrapped to a width, and what lies on each line. Knows no widget."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from index.article import Span
from tui.layout import Layer, Layers, Lines, runs
from tui.reading import ENTITY_TYPES, Reading
from tui.selection import moved
from tui.widgets.article_header import header


class ArticlePage:
    """Lines of text are numbered from 0; rows count the lines of the header too."""

    def __init__(self) -> None:
        self.reading: Reading | None = None
        self.header: list[tuple[str, str]] = []
        """The lines above the text, each with the name of its look."""
        self.lines = Lines("", 1)
        self._layers = Layers(())
        self._quotes: list[Span] = []

    @property
    def height(self) -> int:
        """Rows, with an empty one at the end."""
        return len(self.header) + len(self.lines) + 1

    def put_in(self, reading: Reading, width: int) -> None:
        """Show *reading*, wrapped to *width* cells."""
        self.reading = reading
        self._quotes = [quote.span for quote in reading.facts.quotes if quote.kind == "direct"]
        self.wrap(width)

    def wrap(self, width: int) -> None:
        """Wrap anew."""
        if self.reading is not None:
            self.lines = Lines(self.reading.body, width)
            self.header = list(header(self.reading, width))

    def paint(self, hidden: frozenset[str], highlights: Sequence[Span]) -> None:
        """Lay facts, *highlights* and hits on the text, but for entities of the *hidden* types."""
        if self.reading is not None:
            self._layers = Layers(self.reading.layers(hidden, highlights))

    def row_of(self, offset: int) -> int:
        """The row on which *offset* stands."""
        return len(self.header) + self.lines.line_of(offset)

    def is_blank(self, line: int) -> bool:
        """Whether there is nothing on *line*."""
        return self.lines.starts[line] == self.lines.ends[line]

    def after(self, offset: int) -> int:
        """The end of the character at *offset* with what combines with it."""
        after = moved(self.lines, offset, "right", 0)
        line_end = self.lines.ends[self.lines.line_of(offset)]
        return min(after, line_end) if offset < after and offset < line_end else offset + 1

    def pieces(
        self, line: int, under: Sequence[Layer], above: Sequence[Layer]
    ) -> list[tuple[str, tuple[str, ...]]]:
        """The text of *line* cut where its look changes, with the names of the looks, lowest first.

        *under* and *above* are laid below and on top of what lies there.
        """
        start, end = self.lines.starts[line], self.lines.ends[line]
        layers = [*under, *self._layers.touching(start, end), *above]
        text = self.lines.text
        return [
            (text[begin:stop], _painted(names))
            for begin, stop, names in runs(start, end, layers)
            if begin < stop
        ]

    def is_quoted(self, line: int) -> bool:
        """Whether a direct quote stands on *line*."""
        start, end = self.lines.starts[line], self.lines.ends[line]
        index = bisect_left(self._quotes, start, key=lambda span: span.end)
        return index < len(self._quotes) and self._quotes[index].start < end

    def sign(self, line: int) -> str:
        """The sign of the first judged fact that begins on *line*."""
        signs = self.reading.signs if self.reading else ()
        index = bisect_left(signs, self.lines.starts[line], key=lambda sign: sign[0])
        return signs[index][1] if index < len(signs) and signs[index][0] < self.lines.ends[line] else " "


def _painted(names: tuple[str, ...]) -> tuple[str, ...]:
    """*names* with the innermost entity only: underline in bold would look like a type of its own."""
    innermost = max((at for at, name in enumerate(names) if name in ENTITY_TYPES), default=None)
    return tuple(name for at, name in enumerate(names) if at == innermost or name not in ENTITY_TYPES)
