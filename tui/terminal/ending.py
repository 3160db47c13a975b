"""Leaving the reading room in order when a signal or the loss of the terminal ends it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import select
import signal
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.app import App

HANGUP_CHECK = 1.0
"""Seconds between two looks whether the terminal is still there; a hang-up need not bring a signal."""
GRACE = 3.0
"""Seconds that the app may take to end once a signal or a hang-up has asked it to."""


def install_exit_handlers(app: App[Any]) -> None:
    """Make SIGHUP, SIGTERM, SIGINT and the loss of the terminal end *app* in order, the terminal restored.

    Call it from the app's ``on_load``, in its running event loop and the main thread. The app's return code becomes
    128 and the signal's number, as shells have it (a lost terminal counts as SIGHUP). An app that has not ended
    :data:`GRACE` seconds later, say because nobody reads what it writes, is ended at once: what a person made is
    stored when it is made.
    """
    loop = asyncio.get_running_loop()

    def ask_to_end(number: int) -> None:
        deadline = threading.Timer(GRACE, os._exit, [128 + number])
        deadline.daemon = True
        deadline.start()
        with contextlib.suppress(RuntimeError):  # the loop is closed: the app has ended already
            loop.call_soon_threadsafe(_end, app, 128 + number)

    # Not loop.add_signal_handler: a loop that waits for a stopped terminal to take its output calls nothing.
    for number in (signal.SIGHUP, signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda received, _frame: ask_to_end(received))
    threading.Thread(target=_watch, args=[ask_to_end], name="terminal-watch", daemon=True).start()


def _watch(ask_to_end: Callable[[int], None]) -> None:
    while not _hung_up():
        time.sleep(HANGUP_CHECK)
    ask_to_end(signal.SIGHUP)


def _hung_up() -> bool:
    """Whether the terminal that standard input is connected to has gone."""
    poll = select.poll()
    poll.register(0, 0)
    return any(event & (select.POLLHUP | select.POLLERR | select.POLLNVAL) for _fd, event in poll.poll(0))


def _end(app: App[Any], code: int) -> None:
    if _hung_up():
        # Textual's writer thread would die of the first error, and whoever writes after that wait for it for ever.
        null = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(null, stream)
        os.close(null)
    app.exit(return_code=code)
