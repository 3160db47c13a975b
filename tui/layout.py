"""Text on a grid of cells: wrapping, and the map between offsets and screen positions. Knows no widget.

Widths are measured as Textual's compositor and the terminal measure them: wide characters take two cells, combining
ones none; a base and its combining characters are never torn apart.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise

from rich.cells import cell_len, get_character_cell_size

_EMOJI_SELECTOR = "\ufe0f"


def advances(text: str) -> list[int]:
    """How many cells each code point of *text* adds to the line, in the sum what the terminal shows."""
    widths = [get_character_cell_size(character) for character in text]
    selector = text.find(_EMOJI_SELECTOR)
    while selector != -1:
        # The selector widens the symbol before it; measured together, since not every symbol has a wide form.
        before = text[max(0, selector - 1) : selector]
        widths[selector] = cell_len(before + _EMOJI_SELECTOR) - cell_len(before)
        selector = text.find(_EMOJI_SELECTOR, selector + 1)
    return widths


class Lines:
    """A text wrapped to a width.

    Line ``n`` holds the code points ``[starts[n], ends[n])``; the blanks that a line was broken at, and line feeds,
    belong to no line.
    """

    __slots__ = ("ends", "starts", "text", "width")

    def __init__(self, text: str, width: int) -> None:
        self.text = text
        self.width = max(1, width)
        self.starts: list[int] = []
        self.ends: list[int] = []
        start = 0
        for part in text.split("\n"):
            self._wrap(start, part)
            start += len(part) + 1

    def __len__(self) -> int:
        return len(self.starts)

    def line_of(self, offset: int) -> int:
        """The number of the line that *offset* stands on, or was broken away from."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def column_of(self, offset: int) -> int:
        """The cell in its line at which the character at *offset* begins."""
        line = self.line_of(offset)
        return cell_len(self.text[self.starts[line] : min(offset, self.ends[line])])

    def offset_at(self, line: int, column: int) -> int:
        """The offset of the character that covers cell *column* of *line*; the last one where the line is shorter."""
        line = min(max(0, line), len(self.starts) - 1)
        start, end = self.starts[line], self.ends[line]
        reached = 0
        found = start
        for index, width in enumerate(advances(self.text[start:end]), start):
            if width:
                if reached > column:
                    break
                found = index
                reached += width
                if reached > column:
                    break
        return found

    def within(self, start: int, end: int) -> range:
        """The lines that ``[start, end)`` touches."""
        return range(self.line_of(start), self.line_of(max(start, end - 1)) + 1)

    def _wrap(self, start: int, part: str) -> None:
        narrow = part.isascii() or all(get_character_cell_size(character) == 1 for character in set(part))
        reach = None if narrow else [0, *accumulate(advances(part))]
        begin, length = 0, len(part)
        while True:
            limit = begin + self.width if reach is None else self._limit(reach, begin)
            if limit >= length:
                self.starts.append(start + begin)
                self.ends.append(start + begin + len(part[begin:].rstrip(" ")))
                return
            # A blank right after the last cell still ends the line there.
            blank = part.rfind(" ", begin, limit + 1)
            stop = begin + len(part[begin:blank].rstrip(" ")) if blank > begin else begin
            if stop == begin:
                stop, following = limit, limit
            else:
                following = blank + 1
            while following < length and part[following] == " ":
                following += 1
            self.starts.append(start + begin)
            self.ends.append(start + stop)
            begin = following
            if begin >= length:
                return

    def _limit(self, reach: Sequence[int], begin: int) -> int:
        """The first index after *begin* that no longer fits, at least one whole character on."""
        limit = bisect_right(reach, reach[begin] + self.width) - 1
        if limit <= begin:
            limit = begin + 1
        while limit < len(reach) - 1 and reach[limit + 1] == reach[limit]:
            limit += 1
        return limit


Layer = tuple[int, int, str]
"""A half-open stretch of a text and the name of what it is."""


class Layers:
    """Named stretches of a text, later ones on top, looked up line by line."""

    __slots__ = ("_reach", "_spans", "_starts")

    def __init__(self, spans: Iterable[Layer]) -> None:
        numbered = sorted(
            ((start, end, name, number) for number, (start, end, name) in enumerate(spans) if start < end),
            key=lambda span: span[0],
        )
        self._spans = numbered
        self._starts = [span[0] for span in numbered]
        # The furthest end up to each span: walking back from a line stops where nothing can reach it any more.
        self._reach = list(accumulate((span[1] for span in numbered), max))

    def touching(self, start: int, end: int) -> list[Layer]:
        """The stretches that share a code point with ``[start, end)``, lowest first."""
        found = []
        index = bisect_left(self._starts, end) - 1
        while index >= 0 and self._reach[index] > start:
            span = self._spans[index]
            if span[1] > start:
                found.append(span)
            index -= 1
        found.sort(key=lambda span: span[3])
        return [span[:3] for span in found]


def within(start: int, end: int, layers: Iterable[Layer]) -> tuple[Layer, ...]:
    """What of *layers* lies in ``[start, end)``, in their order."""
    return tuple(
        (max(begin, start), min(stop, end), name)
        for begin, stop, name in layers
        if begin < end and stop > start
    )


def runs(start: int, end: int, layers: Iterable[Layer]) -> list[tuple[int, int, tuple[str, ...]]]:
    """``[start, end)`` cut where a layer begins or ends, each piece with the names that lie on it, lowest first."""
    layers = list(layers)
    cuts = {start, end}
    for begin, stop, _name in layers:
        cuts.update((min(max(begin, start), end), min(max(stop, start), end)))
    ordered = sorted(cuts)
    return [
        (left, right, tuple(name for begin, stop, name in layers if begin <= left and right <= stop))
        for left, right in pairwise(ordered)
    ]
