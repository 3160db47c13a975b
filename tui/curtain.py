"""Holds back what the reading room paints until there is something to see in it.

So that the first screen of an earlier start is not wiped out by an empty list, and nothing is painted twice. Keys typed
meanwhile wait. With the first screen the beginning of its list is kept, so that the room can be used before the search,
and with it Whoosh, has been loaded; the answer to the question proper takes its place.
"""

from __future__ import annotations

import gc
import threading
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING

import msgspec

from index.errors import DiploError
from tui import first_screen
from tui.answers import Found
from tui.widgets.result_list import Result

if TYPE_CHECKING:
    from tui.app import ReaderApp
    from tui.starting import Start
    from tui.terminal.frame import Frame

PATIENCE = 1.0
"""Seconds after which the empty room is shown."""
SETTLING = 0.3
"""Seconds after the first answer when nothing more is expected to change by itself."""


class _Answer(msgspec.Struct, frozen=True):
    """What of a :class:`Found` to no query is kept."""

    results: tuple[Result, ...]
    total: int


class Curtain:
    """In front of *app* until its first answer; keeps what is seen then for the next start."""

    def __init__(self, app: ReaderApp, start: Start | None) -> None:
        self._app = app
        self._start = start
        self._held = ExitStack()
        self._disturbed = False
        self._is_answered = False
        """Whether what the collection holds now has been told."""
        self.is_down = False
        self.remembered: Found | None = None
        """The first answer as it was at an earlier start."""

    def lower(self) -> None:
        """Hold back everything that is painted; before the app is mounted."""
        self.is_down = True
        self._held.enter_context(self._app.batch_update())
        if self._start is not None and self._start.kept is not None and self._start.kept.answer:
            with suppress(msgspec.MsgspecError):
                answer = msgspec.json.decode(self._start.kept.answer, type=_Answer)
                self.remembered = Found(self._app.room.question, answer.results, answer.total, True, (), ())

    def disturb(self) -> None:
        """Note that the user has done something: what is seen from now on is no first screen."""
        self._disturbed = True

    def answered(self, found: Found) -> None:
        """Rise; what is seen with the first answer that is not remembered is kept."""
        self.rise()
        if found is not self.remembered and not self._is_answered:
            self._is_answered = True
            self._app.call_after_refresh(self._app.set_timer, SETTLING, self._keep)

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
        if self.remembered is not None:
            self._app.room.open_up()

    def _keep(self) -> None:
        start, painting = self._start, self._app.painting
        frame = painting.frame if painting else None
        found = self._app.room.found
        if start is None or not start.key or frame is None or found is None or self._disturbed:
            return
        if (frame.width, frame.height) != start.size:  # the window was resized meanwhile
            return
        answer = ""
        if found.exact and not self._app.library.is_bundled:
            results = self._app.room.results.results  # with snippets that have come since
            answer = msgspec.json.encode(_Answer(results, found.total)).decode()
        threading.Thread(target=_save, args=[start, frame, answer], name="first-screen").start()


def _save(start: Start, frame: Frame, answer: str) -> None:
    seen = first_screen.taken(start.collection, frame, answer)
    # A collection that was written to meanwhile may look otherwise than the list that is seen.
    if seen.files == start.files and (start.kept is None or seen.parts() != start.kept.parts()):
        with suppress(DiploError):  # a full disk, say: the next start draws less
            first_screen.save(start.key, seen)
