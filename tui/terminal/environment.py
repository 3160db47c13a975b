"""The terminal before the reading room: refusing one that will not do, and telling Textual how to draw.

Nothing here imports Textual, and :func:`prepare` must run before anything does: Textual reads its settings from the
environment when it is imported.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, MutableMapping
from typing import IO

import themes
from index.errors import DiploError, ExitCode
from index.messages import M_, N_, Message
from tui.terminal.early import writes_utf8

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
    if writes_utf8() or not sys.executable:
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
    # What a key changes is often painted in two goes, and the second would wait for the next sixtieth of a second.
    environ["TEXTUAL_FPS"] = "250"
    passed_on = environ.get("LC_COLORTERM", "")
    if colours in _COLOUR_SYSTEMS:
        environ["TEXTUAL_COLOR_SYSTEM"] = _COLOUR_SYSTEMS[colours]
    elif passed_on in _TRUE_COLOUR and not environ.get("COLORTERM"):
        environ["COLORTERM"] = passed_on
    initial = themes.initial(theme, environ)
    # Under NO_COLOR Textual turns everything to greys unless the theme it begins with is an ANSI one.
    environ["TEXTUAL_THEME"] = initial if initial in themes.WITHOUT_COLOUR else "textual-dark"
    return initial


def erases_in_colour() -> bool:
    """Whether the terminal gives what it erases the current background, by its entry in terminfo (``bce``)."""
    import curses

    try:
        curses.setupterm(fd=sys.__stdout__.fileno() if sys.__stdout__ else 1)
        return curses.tigetflag("bce") > 0
    except curses.error:  # no such entry
        return False
