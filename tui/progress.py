"""Progress of long work on standard error: one line rewritten on a terminal, now and then a line elsewhere."""

from __future__ import annotations

import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

from tui.console import Console, shortened
from tui.i18n import _, format_count

if TYPE_CHECKING:
    from index.collection.progress import Progress

PATIENCE = 0.5
"""Seconds before anything is shown: what is done by then needs no progress."""
PLAIN_EVERY = 10.0
"""Seconds between two lines where a line cannot be rewritten."""


class ProgressLine:
    """Shows the reports it is called with; leaving its ``with`` block clears the line."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._terminal = console.err_is_terminal
        self._next = time.monotonic() + (PATIENCE if self._terminal else PLAIN_EVERY)
        self._drawn = False
        self.latest: Progress | None = None
        """What was reported last."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._drawn:
            self._console.redraw("")

    def __call__(self, progress: Progress) -> None:
        """Show *progress* if it is time to."""
        self.latest = progress
        now = time.monotonic()
        if now < self._next:
            return
        line = progress_line(progress)
        if self._terminal:
            self._drawn = True
            self._console.redraw(shortened(line, self._console.err_width - 1))
        else:
            self._next = now + PLAIN_EVERY
            self._console.note(line)


def progress_line(progress: Progress) -> str:
    """*progress* in words: what is being done, how far it is, how fast it goes and how long it will take."""
    done = format_count(progress.done)
    if progress.stage == "finding":
        return _("Looking for articles: {done}").format(done=done)
    if progress.total:
        done = _("{done} of {total}").format(done=done, total=format_count(progress.total))
    stage = _("Writing the index") if progress.stage == "writing" else _("Reading")
    parts = [f"{stage}: {done}"]
    if progress.rate:
        parts.append(_("{rate} articles/s").format(rate=format_count(round(progress.rate))))
    if progress.seconds_left is not None and progress.done:
        parts.append(_("{time} left").format(time=duration(progress.seconds_left)))
    return ", ".join(parts)


def duration(seconds: float) -> str:
    """*seconds* as a clock shows them: ``0:07``, ``12:30``, ``1:02:03``."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
