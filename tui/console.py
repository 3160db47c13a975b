"""What the command line writes: text for people, data for programs, complaints.

Everything that comes from articles, files or errors is made visible or escaped on its way to a terminal. Output that
nobody reads any more (a closed pipe) ends the program quietly, see :func:`tui.session.told`.
"""

from __future__ import annotations

import errno
import os
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import IO

from index.article import Span
from index.errors import DiploError, OutputError
from index.messages import M_, N_
from index.sanitise import visible
from tui.i18n import _, say

PROGRAM = "diplo-reader"
_BOLD, _PLAIN = "\x1b[1m", "\x1b[22m"


class Console:
    """Standard output and standard error of this process."""

    def __init__(self) -> None:
        self._out, self._err = sys.stdout, sys.stderr
        for stream in (self._out, self._err):
            reconfigure = getattr(stream, "reconfigure", None)
            if reconfigure is not None:
                # An 8-bit locale must not end the program at the first dash.
                reconfigure(errors="replace")

    @property
    def out_is_terminal(self) -> bool:
        """Whether a person sees standard output at once."""
        return _is_terminal(self._out)

    @property
    def err_is_terminal(self) -> bool:
        """Whether a person sees standard error at once, on a terminal where a line can be rewritten."""
        return _is_terminal(self._err) and os.environ.get("TERM", "dumb") != "dumb"

    @property
    def styled(self) -> bool:
        """Whether standard output takes bold type."""
        return self.out_is_terminal and os.environ.get("TERM", "dumb") != "dumb"

    @property
    def width(self) -> int | None:
        """Columns that a line may have; null where nobody looks at lines."""
        return _columns() if self.out_is_terminal else None

    @property
    def err_width(self) -> int:
        """Columns of the terminal that standard error is."""
        return _columns()

    def ask(self, question: str) -> bool:
        """Put a question to be answered with yes or no; anything else, and the end of the input, is a no."""
        self._err.write(visible(question) + " ")
        self._err.flush()
        answer = sys.stdin.readline().strip().casefold()
        # Translators: letters and words that mean yes, without blanks between.
        return answer in _("y,yes").split(",")

    @property
    def can_ask(self) -> bool:
        """Whether somebody is there to answer."""
        return self.err_is_terminal and _is_terminal(sys.stdin)

    def say(self, text: str = "") -> None:
        """A line, or several, for a person, on standard output; *text* is made visible here."""
        self.styled_line(visible(text, lines=True))

    def styled_line(self, line: str) -> None:
        """A line that is harmless already, such as :func:`bold` makes."""
        with _reported():
            if self._out is not None:
                self._out.write(line + "\n")

    def data(self, data: bytes) -> None:
        """Bytes for a program, exactly and at once, on standard output; harmless on a terminal already."""
        with _reported():
            if self._out is not None:
                self._out.flush()
                self._out.buffer.write(data)
                self._out.buffer.flush()

    def note(self, text: str) -> None:
        """A line for a person on standard error."""
        if self._err is not None:
            self._err.write(visible(text, lines=True) + "\n")
            self._err.flush()

    def redraw(self, text: str) -> None:
        """Replace the line that the cursor of standard error stands in, which must be a terminal's."""
        if self._err is not None:
            self._err.write(f"\r{visible(text)}\x1b[K")
            self._err.flush()

    def error(self, error: DiploError) -> None:
        """An error, with the program's name before it as is the custom on standard error."""
        self.note(f"{PROGRAM}: {say(error)}")

    def flush(self) -> None:
        """Bring everything out, so that a failure shows now."""
        with _reported():
            if self._out is not None:
                self._out.flush()


def bold(text: str, marks: Sequence[Span], styled: bool) -> str:
    """*text*, made visible, with *marks* (spans of it) in bold type where *styled*."""
    shown = visible(text)
    if not styled:
        return shown
    parts, at = [], 0
    for mark in marks:
        parts += [shown[at : mark.start], _BOLD, shown[mark.start : mark.end], _PLAIN]
        at = mark.end
    return "".join([*parts, shown[at:]])


def cells(text: str) -> int:
    """Columns of a terminal that *text* fills, wide characters two and combining ones none."""
    if text.isascii():
        return len(text)
    return sum(_cell(character) for character in text)


def _cell(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def shortened(text: str, width: int) -> str:
    """*text* cut, with an ellipsis, so that it fills at most *width* columns."""
    if cells(text) <= width:
        return text
    room, end = width - 1, 0
    for end, character in enumerate(text):  # noqa: B007 - the last one is used
        room -= _cell(character)
        if room < 0:
            break
    return text[:end].rstrip() + "…"


def _columns() -> int:
    import shutil  # brings the compression formats of its archives along

    return shutil.get_terminal_size().columns


def _is_terminal(stream: IO[str] | None) -> bool:
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # closed
        return False


@contextmanager
def _reported() -> Iterator[None]:
    """Turn a failure to write into an OutputError, except the closed pipe, which is no failure."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        advice = N_("free some space and try again") if error.errno == errno.ENOSPC else ""
        raise OutputError(
            M_("could not be written: {reason}", reason=reason), subject=M_("standard output"), advice=advice
        ) from error
