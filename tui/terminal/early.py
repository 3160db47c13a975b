"""The terminal from the start of the program until Textual has it: taken, drawn on, handed over or given back.

Imports next to nothing: it works before anything else is loaded.
"""

from __future__ import annotations

import os
import signal
import sys
import termios
from _locale import getencoding  # locale.getencoding, without all else that is in that module

TYPE_CHECKING = False  # typing takes longer to import than all of this
if TYPE_CHECKING:
    from types import FrameType
    from typing import Any

ENTER = "\x1b[?1049h\x1b[?25l"
"""Alternate screen, cursor hidden."""
LEAVE = "\x1b[m\x1b[?1049l\x1b[?25h"

_IN, _OUT = 0, 2
"""Where Textual reads and draws."""
_PATIENCE = 1
"""Seconds that giving the terminal back may take once a signal has ended the program."""
_SIGNALS = (signal.SIGHUP, signal.SIGTERM, signal.SIGINT)


def writes_utf8() -> bool:
    """Whether Python writes UTF-8: the locale has that encoding, or Python is in UTF-8 mode (PEP 540)."""
    return bool(sys.flags.utf8_mode) or getencoding().lower().replace("-", "") == "utf8"


class EarlyTerminal:
    """The terminal of this process, which must be one on all three streams; raises termios.error if it is none."""

    def __init__(self) -> None:
        self.attributes = termios.tcgetattr(_IN)
        """Its settings as they were before (see tcgetattr(3))."""
        self.is_taken = False
        """Whether it is to be given back by this object."""
        self.is_drawn_on = False
        self._handlers: dict[signal.Signals, Any] = {}

    def take(self) -> None:
        """Have keys no longer echoed; they wait, in order, for whoever reads them next.

        Only Ctrl-C ends the program, like SIGHUP and SIGTERM at once and with the terminal given back.
        """
        if self.is_taken:
            return
        self.is_taken = True
        self._handlers = {number: signal.signal(number, self._end) for number in _SIGNALS}
        attributes: list[Any] = [*self.attributes[:6], self.attributes[6][:]]
        # As Textual sets it, so that what is typed ahead is read as it will be later, but for the key that interrupts.
        attributes[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
        attributes[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
        nothing = bytes([os.fpathconf(_IN, "PC_VDISABLE") & 0xFF])
        attributes[6][termios.VMIN], attributes[6][termios.VTIME] = 1, 0
        attributes[6][termios.VQUIT] = attributes[6][termios.VSUSP] = nothing
        termios.tcsetattr(_IN, termios.TCSANOW, attributes)

    def draw(self, text: str) -> None:
        """Draw *text*, harmless and with the sequences it needs, on the alternate screen; raises OSError."""
        entered, self.is_drawn_on = self.is_drawn_on, True  # first: a signal may come at any time
        self._write(text if entered else ENTER + text)

    def hand_over(self) -> None:
        """Leave the terminal as it is to somebody who will restore :attr:`attributes`."""
        self.is_taken = self.is_drawn_on = False

    def give_back(self) -> None:
        """Restore everything, unless it has been handed over; it can be taken again."""
        if not self.is_taken:
            return
        try:
            if self.is_drawn_on:
                self._write(LEAVE)
        except OSError:
            pass  # its settings may be restored all the same
        self.is_taken = self.is_drawn_on = False
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        try:
            termios.tcsetattr(_IN, termios.TCSANOW, self.attributes)
        except termios.error:
            return  # the terminal is gone

    def _end(self, number: int, _frame: FrameType | None) -> None:
        # A terminal that has stopped takes nothing: whatever happens, the program ends.
        signal.signal(signal.SIGALRM, lambda *_: os._exit(128 + number))
        signal.alarm(_PATIENCE)
        try:
            self.give_back()
        finally:
            os._exit(128 + number)

    def _write(self, text: str) -> None:
        data = text.encode(errors="replace")
        while data:
            try:
                data = data[os.write(_OUT, data) :]
            except BlockingIOError:  # whoever had the terminal before left it so
                import select

                select.select([], [_OUT], [])
