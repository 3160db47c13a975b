"""Textual's driver on a terminal of which is known what it shows."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING, Any

from tui.terminal.prompt_driver import PromptDriver

if TYPE_CHECKING:
    from types import FrameType

    from tui.terminal.painting import PaintedApp

_ENTER = "\x1b[?1049h"
"""To the alternate screen, which terminals clear then."""


class TerminalDriver(PromptDriver):
    """Takes the terminal over from before Textual, and knows when it is uncertain what the terminal shows.

    Then it has everything painted anew: after a resize, even back to the same size, and after being suspended. Textual
    paints nothing then.
    """

    def __init__(self, app: PaintedApp[Any], **options: Any) -> None:
        super().__init__(app, **options)
        self._early = app.early
        self._painting = app.painting
        self._repaint = app.refresh
        self._starts = 0

    def write(self, data: str) -> None:
        if not (data == _ENTER and self._early and self._early.is_drawn_on and self._starts == 1):
            super().write(data)

    def start_application_mode(self) -> None:
        self._starts += 1
        if self._starts > 1:
            self._forget()
            self._loop.call_soon_threadsafe(self._repaint)
        super().start_application_mode()
        if self._early and self._starts == 1:
            self.attrs_before = self._early.attributes
            self._early.hand_over()
        self._watch_size()

    def _watch_size(self) -> None:
        announce = signal.getsignal(signal.SIGWINCH)

        def resized(number: int, frame: FrameType | None) -> None:
            self._forget()
            if callable(announce):
                announce(number, frame)
            if self._app.size == self._get_terminal_size():
                self._loop.call_soon_threadsafe(self._repaint)

        signal.signal(signal.SIGWINCH, resized)

    def _forget(self) -> None:
        if self._painting:
            self._painting.forget()
