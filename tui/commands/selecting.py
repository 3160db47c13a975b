"""Motions while selecting freely, as in vi."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tui.commands.command import Command
from tui.i18n import N_
from tui.selection import Motion

if TYPE_CHECKING:
    from tui.app import ReaderApp


class _Selecting(Command):
    group = N_("Selecting freely")
    contexts = ("select",)


class SelectMark(_Selecting):
    id = "select-highlight"
    keys = ("m", "enter")
    label = N_("highlight")
    rank = 10
    help = N_("Highlight what is selected")

    @classmethod
    def run(cls, app: ReaderApp) -> None:
        app.room.highlights.toggle()


class SelectLeave(_Selecting):
    id = "select-leave"
    keys = ("escape", "v")
    label = N_("leave")
    rank = 12
    help = N_("Leave the selection")

    @classmethod
    def run(cls, app: ReaderApp) -> None:
        app.room.article.end_selection()


class _Motion(_Selecting):
    motion: ClassVar[Motion]

    @classmethod
    def run(cls, app: ReaderApp) -> None:
        app.room.article.extend_selection(cls.motion)


class SelectLeft(_Motion):
    id = "select-left"
    keys = ("h", "left")
    help = N_("A character back")
    motion = "left"


class SelectRight(_Motion):
    id = "select-right"
    keys = ("l", "right")
    help = N_("A character on")
    motion = "right"


class SelectWord(_Motion):
    id = "select-word"
    keys = ("w",)
    label = N_("word")
    help = N_("To the next word")
    motion = "word"


class SelectWordEnd(_Motion):
    id = "select-word-end"
    keys = ("e",)
    help = N_("To the end of the word")
    motion = "word end"


class SelectWordBack(_Motion):
    id = "select-word-back"
    keys = ("b",)
    help = N_("To the previous word")
    motion = "word back"


class SelectLineStart(_Motion):
    id = "select-line-start"
    keys = ("0", "home")
    help = N_("To the beginning of the line")
    motion = "line start"


class SelectLineEnd(_Motion):
    id = "select-line-end"
    keys = ("$", "end")
    help = N_("To the end of the line")
    motion = "line end"


class SelectDown(_Motion):
    id = "select-down"
    keys = ("j", "down")
    label = N_("line")
    help = N_("A line down")
    motion = "down"


class SelectUp(_Motion):
    id = "select-up"
    keys = ("k", "up")
    help = N_("A line up")
    motion = "up"


class SelectSwap(_Motion):
    id = "select-other-end"
    keys = ("o",)
    help = N_("To the other end of the selection")
    motion = "other end"
