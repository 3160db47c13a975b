"""Holds back what the reading room paints until there is something to see in it.

So that the first screen of an earlier start is not wiped out by an empty list, and nothing is painted twice. Keys typed
meanwhile wait.
"""

from __future__ import annotations

import gc
import threading
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING

from index.errors import DiploError
from tui import first_screen

if TYPE_CHECKING:
    from tui.app import ReaderApp
    from tui.starting import Start
    from tui.terminal.frame import Frame

PATIENCE = 1.0
"""Seconds after which the empty room is shown."""
SETTLING = 0.3
"""Seconds after the first paint when nothing more is expected to change by itself."""


class Curtain:
    """In front of *app* until its first answer; keeps what is seen then for the next start."""

    def __init__(self, app: ReaderApp, start: Start | None) -> None:
        self._app = app
        self._start = start
        self._held = ExitStack()
        self._disturbed = False
        self.is_down = False

    def lower(self) -> None:
        """Hold back everything that is painted; before the app is mounted."""
        self.is_down = True
        self._held.enter_context(self._app.batch_update())

    def disturb(self) -> None:
        """Note that a key was typed: what is seen from now on is no first screen."""
        self._disturbed = True

    def rise(self) -> None:
        """Paint what there is, and take the keys that wait."""
        if not self.is_down:
            return
        self.is_down = False
        self._held.close()
        self._app.room.refresh()
        self._app.release_keys()
        self._app.call_after_refresh(self._painted)

    def _painted(self) -> None:
        # What has been made so far stays: the collector need not look at it again and again.
        gc.freeze()
        gc.enable()
        self._app.set_timer(SETTLING, self._keep)

    def _keep(self) -> None:
        start, frame = self._start, self._app.painting and self._app.painting.frame
        if start is None or not start.key or frame is None or self._disturbed:
            return
        threading.Thread(target=_save, args=[start, frame], name="first-screen").start()


def _save(start: Start, frame: Frame) -> None:
    seen = first_screen.taken(start.collection, frame)
    # A collection that was written to meanwhile may look otherwise than the list that is seen.
    if seen.files == start.files and (start.kept is None or seen.parts() != start.kept.parts()):
        with suppress(DiploError):  # a full disk, say: the next start draws less
            first_screen.save(start.key, seen)
