"""Moving in whatever part has the focus, and from part to part."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from tui.commands.command import PARTS, Command, Context
from tui.i18n import N_

if TYPE_CHECKING:
    from tui.app import ReaderApp


class _Moving(Command):
    group = N_("Moving")
    contexts = (*PARTS, "fact", "help")


class Down(_Moving):
    id = "down"
    keys = ("j", "down")
    help = N_("Next line or row")

    @classmethod
    def run(cls, app: ReaderApp) -> None:
        app.target.move(1)


class Up(_Moving):
    id = "up"
    keys = ("k", "up")
    help = N_("Previous line or row")

    @classmethod
    def run(cls, app: ReaderApp) -> None:
        app.target.move(-1)


class PageDown(_Moving):
    id = "page-down"
    keys = ("space", "pagedown", "ctrl+f")
    help = N_("A page on")

    @classmethod
    def run(cls, app: ReaderApp) -> None:
        app.target.page(1)


class PageUp(_Moving):
    id = "page-up"
    keys = ("b", "pageup", "ctrl+b")
    help = N_("A page back")

    @classmethod
    def run(cls, app: ReaderApp) -> None:
        app.target.page(-1)


class HalfPageDown(_Moving):
    id = "half-page-down"
    keys = ("ctrl+d",)
    help = N_("Half a page on")

    @classmethod
    def run(cls, app: ReaderApp) -> None:
        app.target.page(0.5)


class HalfPageUp(_Moving):
    id = "half-page-up"
    keys = ("ctrl+u",)
    help = N_("Half a page back")

    @classmethod
    def run(cls, app: ReaderApp) -> None:
        app.target.page(-0.5)


class Top(_Moving):
    id = "top"
    keys = ("g", "home")
    help = N_("To the beginning")

    @classmethod
    def run(cls, app: ReaderApp) -> None:
        app.target.to_start()


class Bottom(_Moving):
    id = "bottom"
    keys = ("G", "end")
    help = N_("To the end")

    @classmethod
    def run(cls, app: ReaderApp) -> None:
        app.target.to_end()


class Open(_Moving):
    id = "open"
    keys = ("enter", "l", "right")
    contexts = ("list", "pane")
    label = N_("open")
    rank = 0
    help = N_("Open the article; in the side pane open a speaker or go to the words in the text")

    @classmethod
    def run(cls, app: ReaderApp) -> None:
        app.room.open_selected()


class Back(_Moving):
    id = "back"
    keys = ("h", "backspace", "escape", "left")
    label = N_("back")
    rank = 15
    ranks: ClassVar[Mapping[Context, int]] = {"pane": 6}
    help = N_("Back: side pane, article, result list, whole collection")

    @classmethod
    def run(cls, app: ReaderApp) -> None:
        app.back()


class NextPart(_Moving):
    id = "next-part"
    keys = ("tab",)
    contexts = PARTS
    help = N_("To the next part: result list, article, side pane")

    @classmethod
    def run(cls, app: ReaderApp) -> None:
        app.room.focus_part(1)


class PreviousPart(_Moving):
    id = "previous-part"
    keys = ("shift+tab",)
    contexts = PARTS
    help = N_("To the previous part")

    @classmethod
    def run(cls, app: ReaderApp) -> None:
        app.room.focus_part(-1)
