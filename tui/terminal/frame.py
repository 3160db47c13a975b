"""What stands on a terminal's screen, and the least that must be sent to turn one screen into another.

Imports neither Textual nor Rich: the first screen is drawn before they are imported. How wide a character is was
decided by whoever made the frame. Rows and columns count from 0. Styles are those of :mod:`tui.terminal.sgr`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from tui.terminal.drawing import Pen, draw_row
from tui.terminal.moving import background_of, find_move, moved
from tui.terminal.row import Row, Run
from tui.terminal.sgr import STYLE


class Frame(NamedTuple):
    """All of a screen: *height* rows of *width* columns."""

    width: int
    height: int
    rows: tuple[Row, ...]

    @classmethod
    def filled(cls, width: int, height: int, cell: str = " ", style: str = "") -> Frame:
        """A screen of nothing but *cell*, one code point of one column; by default an empty one."""
        return cls(width, height, (Row((cell,) * width, (style,) * width),) * height)

    @classmethod
    def unknown(cls, width: int, height: int) -> Frame:
        """A screen of which nothing is known: no cell of it is the same as any that can be drawn."""
        return cls.filled(width, height, "\0")

    @classmethod
    def of(cls, rows: Iterable[Iterable[Run]], width: int, height: int) -> Frame:
        """The frame that has *rows* at its top and nothing below; what goes beyond the size is cut."""
        made = [Row.of(runs, width) for runs in rows][:height]
        made += [Row.of((), width)] * (height - len(made))
        return cls(width, height, tuple(made))

    def as_json(self) -> dict[str, Any]:
        """The frame as an object for JSON: its size, and its rows as lists of runs."""
        rows = [[run if run.cells else run[:2] for run in row.runs()] for row in self.rows]
        return {"width": self.width, "height": self.height, "rows": rows}

    @classmethod
    def from_json(cls, stored: Any) -> Frame:
        """The frame that :meth:`as_json` gave; raises ValueError if it is none, or could do more than show text."""
        try:
            width, height, rows = stored["width"], stored["height"], stored["rows"]
            runs = [[Run(*run) for run in row] for row in rows]
            sound = isinstance(width, int) and isinstance(height, int) and width > 0 and height == len(rows)
            if sound and all(_is_sound(run) for row in runs for run in row):
                return cls.of(runs, width, height)
        except (KeyError, TypeError) as error:
            raise ValueError("no frame") from error
        raise ValueError("no frame")


def _is_sound(run: Run) -> bool:
    if [type(part) for part in run] != [str, str, int] or run.cells not in (0, 1, 2):
        return False
    controls = not run.text.isprintable() and any(
        unicodedata.category(character) in ("Cc", "Cs") for character in run.text
    )
    return bool(run.text) and not controls and STYLE.fullmatch(run.style) is not None


def encode(frame: Frame, *, bce: bool = False) -> str:
    """What draws *frame* on a terminal whatever stood there; *bce* as for :func:`difference`.

    Afterwards the terminal's style is its own and the cursor stands anywhere. It may wrap at the right edge or not.
    """
    fill = background_of(frame.rows) if bce else ""
    pen = Pen(bce=bce, wraps=True)
    pen.clear(fill)
    empty = Frame.filled(frame.width, frame.height, style=fill)
    for y, (old, new) in enumerate(zip(empty.rows, frame.rows, strict=True)):
        draw_row(pen, y, old, new)
    return pen.finish()


def difference(old: Frame, new: Frame, *, bce: bool = False) -> str:
    """What turns a terminal that shows *old* into one that shows *new*; empty if they are the same.

    *bce* says that the terminal gives what it erases the current background (terminfo's ``bce``). The terminal's style
    is its own before and afterwards; the cursor may stand anywhere before and stands anywhere after, and does not wrap
    at the right edge (DECAWM). Of another size, *new* is drawn whole. Rows that are the same object are not
    looked into.
    """
    if (old.width, old.height) != (new.width, new.height):
        return encode(new, bce=bce)
    changed = _differing(old.rows, new.rows)
    pen = Pen(bce=bce, wraps=False)
    rows = old.rows
    if move := find_move(rows, new.rows, changed, bce=bce):
        rows = moved(rows, move)
        pen.scroll(move)
        changed = _differing(rows, new.rows)
    for y in changed:
        draw_row(pen, y, rows[y], new.rows[y])
    return pen.finish()


def _differing(old: Sequence[Row], new: Sequence[Row]) -> list[int]:
    """The numbers of the rows that are not the same."""
    rows = enumerate(zip(old, new, strict=True))
    return [y for y, (one, other) in rows if one is not other and one != other]
