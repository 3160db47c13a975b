"""Textual's driver, ending without waiting for its own thread."""

from __future__ import annotations

import contextlib
import os
import select
from codecs import getincrementaldecoder

from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

_PAUSE = 0.1
"""Seconds between two looks whether a lone Escape was one."""


class PromptDriver(LinuxDriver):
    """Reads keys until it is told to end, and then ends at once; Textual's own looks up five to ten times a second.

    Rests on private parts of Textual; tests/tui/test_starting.py says so when they change.
    """

    _awake = _wake = -1
    """Both ends of a pipe that ends the waiting for keys when its other end is closed."""

    def start_application_mode(self) -> None:
        self._awake, self._wake = os.pipe()
        super().start_application_mode()  # type: ignore[no-untyped-call]

    def disable_input(self) -> None:
        if self._wake >= 0:
            os.close(self._wake)
            self._wake = -1
        super().disable_input()

    def run_input_thread(self) -> None:
        """Read what is typed and post it, until the input is disabled."""
        parser = XTermParser(self._debug)
        decode = getincrementaldecoder("utf-8")().decode
        streams = [self.fileno, self._awake]
        try:
            while not self.exit_event.is_set():
                ready = select.select(streams, [], [], _PAUSE)[0]
                if self.fileno in ready and (typed := decode(os.read(self.fileno, 4096))):
                    for message in parser.feed(typed):
                        self.process_message(message)
                for message in parser.tick():
                    self.process_message(message)
                if self._awake in ready:
                    break
        finally:
            os.close(self._awake)
            with contextlib.suppress(EOFError, ParseError):
                for _message in parser.feed(""):
                    pass
