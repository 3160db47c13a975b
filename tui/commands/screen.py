"""What concerns the screen and the program as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from tui.commands.command import PARTS, Command, Context
from tui.i18n import N_

if TYPE_CHECKING:
    from tui.app import ReaderApp


class _Screen(Command):
    group = N_("The screen")
    contexts = PARTS


class TogglePane(_Screen):
    id = "side-pane"
    keys = ("t",)
    label = N_("side pane")
    rank = 13
    ranks: ClassVar[Mapping[Context, int]] = {"list": 40}
    help = N_("Show or hide the side pane with visits and speakers")

    @classmethod
    def run(cls, app: ReaderApp) -> None:
        app.room.toggle_pane()


class Help(_Screen):
    id = "help"
    keys = ("?", "f1")
    contexts = (*PARTS, "select")
    label = N_("help")
    rank = 99
    help = N_("This help")

    @classmethod
    def run(cls, app: ReaderApp) -> None:
        app.show_help()


class HelpClose(_Screen):
    id = "help-close"
    keys = ("q", "?")
    contexts = ("fact", "help")
    label = N_("close")
    help = N_("Close the help or the explanation")

    @classmethod
    def run(cls, app: ReaderApp) -> None:
        app.back()


class Palette(_Screen):
    id = "palette"
    keys = (":", "ctrl+p")
    help = N_("Find a command by its name")

    @classmethod
    def run(cls, app: ReaderApp) -> None:
        app.show_palette()


class Redraw(_Screen):
    id = "redraw"
    keys = ("ctrl+l",)
    contexts = (*PARTS, "select", "search", "fact", "help")
    help = N_("Draw the screen anew")

    @classmethod
    def run(cls, app: ReaderApp) -> None:
        app.redraw()


class Quit(_Screen):
    id = "quit"
    keys = ("q",)
    label = N_("quit")
    rank = 90
    ranks: ClassVar[Mapping[Context, int]] = {"list": 25}
    help = N_("Quit")

    @classmethod
    def run(cls, app: ReaderApp) -> None:
        app.leave()


class Interrupt(_Screen):
    id = "interrupt"
    keys = ("ctrl+c", "ctrl+q")
    contexts = (*PARTS, "select", "search", "fact", "help")
    help = N_("Quit from anywhere")

    @classmethod
    def run(cls, app: ReaderApp) -> None:
        app.leave()
