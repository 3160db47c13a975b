"""The terminal before, at the end of and around the reading room: refusing, preparing, leaving it in order.

Nothing here imports Textual, and :func:`prepare` must run before anything does: Textual reads its settings from the
environment when it is imported.
"""

from __future__ import annotations

import asyncio
import contextlib
import locale
import os
import select
import signal
import sys
import threading
import time
from collections.abc import Callable, Mapping, MutableMapping
from typing import IO, TYPE_CHECKING, Any

import themes
from index.errors import DiploError, ExitCode
from index.messages import M_, N_, Message

if TYPE_CHECKING:
    from textual.app import App

HANGUP_CHECK = 1.0
"""Seconds between two looks whether the terminal is still there; a hang-up need not bring a signal."""
GRACE = 3.0
"""Seconds that the app may take to end once a signal or a hang-up has asked it to."""

_COLOUR_SYSTEMS = {"16": "standard", "256": "256", "truecolor": "truecolor"}
_TRUE_COLOUR = ("truecolor", "24bit")
_UNUSABLE = ("", "dumb", "unknown")


class NoTerminalError(DiploError):
    """There is no terminal that the reading room could be drawn on."""

    exit_code = ExitCode.NO_TERMINAL


def use_utf8() -> None:
    """Start Python again in UTF-8 mode where the locale has another encoding; call it first of all.

    Textual writes in the locale's encoding and in Latin-1 would lose every box and dash. C, POSIX and unknown locales
    put Python into UTF-8 mode by themselves (PEP 538, PEP 540). Nothing must have been printed or read before.
    """
    encoding = locale.getencoding().lower().replace("-", "")
    if encoding == "utf8" or sys.flags.utf8_mode or not sys.executable:
        return
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONIOENCODING"}
    arguments = [sys.executable, *sys.orig_argv[1:]]
    os.execve(sys.executable, arguments, environment | {"PYTHONUTF8": "1"})  # noqa: S606 - itself again


def refuse_without_terminal() -> None:
    """Raise NoTerminalError, with what works without one, unless all three streams are a terminal that can draw.

    Standard error counts too: Textual draws on it.
    """
    reason = _missing_stream() or _unusable_type(os.environ)
    if reason is None:
        return
    advice = N_(
        "without one use: diplo-reader search QUERY, facts FILE, export -o -; see diplo-reader --help"
    )
    raise NoTerminalError(M_("the reading room needs a terminal, and {reason}", reason=reason), advice=advice)


def _missing_stream() -> Message | None:
    streams: tuple[tuple[IO[str] | None, Message], ...] = (
        (sys.__stdin__, M_("standard input is none")),
        (sys.__stdout__, M_("standard output is none")),
        (sys.__stderr__, M_("standard error is none")),
    )
    return next((reason for stream, reason in streams if stream is None or not stream.isatty()), None)


def _unusable_type(environ: Mapping[str, str]) -> Message | None:
    kind = environ.get("TERM", "")
    if kind not in _UNUSABLE:
        return None
    return M_("this one cannot place text on its screen (TERM={kind})", kind=kind or '""')


def prepare(
    environ: MutableMapping[str, str], *, theme: str | None = None, colours: str | None = None
) -> str:
    """Set in *environ* what Textual reads when it is imported; returns the name of the theme to start with.

    *theme* is the configured theme. *colours* is the configured depth, ``16``, ``256`` or ``truecolor``; without it
    the terminal's own account counts, and ``LC_COLORTERM``, which ssh passes on where it drops ``COLORTERM``.
    """
    environ["TEXTUAL_ANIMATIONS"] = "none"
    environ["TEXTUAL_SMOOTH_SCROLL"] = "0"
    passed_on = environ.get("LC_COLORTERM", "")
    if colours in _COLOUR_SYSTEMS:
        environ["TEXTUAL_COLOR_SYSTEM"] = _COLOUR_SYSTEMS[colours]
    elif passed_on in _TRUE_COLOUR and not environ.get("COLORTERM"):
        environ["COLORTERM"] = passed_on
    initial = themes.initial(theme, environ)
    # Under NO_COLOR Textual turns everything to greys unless the theme it begins with is an ANSI one.
    environ["TEXTUAL_THEME"] = initial if initial in themes.WITHOUT_COLOUR else "textual-dark"
    return initial


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
