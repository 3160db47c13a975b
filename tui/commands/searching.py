"""The search, and editing the search line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from tui.commands.command import PARTS, Command, Context
from tui.i18n import N_

if TYPE_CHECKING:
    from tui.app import ReaderApp


class Search(Command):
    id = "search"
    keys = ("/",)
    contexts = PARTS
    group = N_("Searching")
    label = N_("search")
    rank = 36
    ranks: ClassVar[Mapping[Context, int]] = {"list": 5}
    help = N_("Search; results come while you type")

    @classmethod
    def run(cls, app: ReaderApp) -> None:
        app.room.begin_search()


class Order(Command):
    id = "order"
    keys = ("o",)
    contexts = ("list",)
    group = N_("Searching")
    label = N_("order")
    rank = 20
    help = N_("Order results by relevance, newest first or oldest first")

    @classmethod
    def run(cls, app: ReaderApp) -> None:
        app.room.change_order()


class _InLine(Command):
    group = N_("The search line")
    contexts = ("search",)


class SearchKeep(_InLine):
    id = "search-keep"
    keys = ("enter", "tab")
    label = N_("to the results")
    help = N_("Keep the search and go to the results")

    @classmethod
    def run(cls, app: ReaderApp) -> None:
        app.room.keep_search()


class SearchLeave(_InLine):
    id = "search-leave"
    keys = ("escape",)
    label = N_("leave")
    help = N_("Leave the search line and go back to the search before")

    @classmethod
    def run(cls, app: ReaderApp) -> None:
        app.room.leave_search()


class SearchDown(_InLine):
    id = "search-down"
    keys = ("down",)
    label = N_("next")
    help = N_("Next result, without leaving the search line")

    @classmethod
    def run(cls, app: ReaderApp) -> None:
        app.room.results.move(1)


class SearchUp(_InLine):
    id = "search-up"
    keys = ("up",)
    help = N_("Previous result, without leaving the search line")

    @classmethod
    def run(cls, app: ReaderApp) -> None:
        app.room.results.move(-1)


class _Edit(_InLine):
    edit: ClassVar[str]
    """The editing method of :class:`textual.widgets.Input`, ``action_`` taken off."""

    @classmethod
    def run(cls, app: ReaderApp) -> None:
        getattr(app.room.search_line, f"action_{cls.edit}")()


class EditLeft(_Edit):
    id = "edit-left"
    keys = ("left", "ctrl+b")
    help = N_("A character back")
    edit = "cursor_left"


class EditRight(_Edit):
    id = "edit-right"
    keys = ("right", "ctrl+f")
    help = N_("A character on")
    edit = "cursor_right"


class EditStart(_Edit):
    id = "edit-start"
    keys = ("home", "ctrl+a")
    help = N_("To the beginning")
    edit = "home"


class EditEnd(_Edit):
    id = "edit-end"
    keys = ("end", "ctrl+e")
    help = N_("To the end")
    edit = "end"


class EditWordLeft(_Edit):
    id = "edit-word-left"
    keys = ("ctrl+left", "alt+b")
    help = N_("A word back")
    edit = "cursor_left_word"


class EditWordRight(_Edit):
    id = "edit-word-right"
    keys = ("ctrl+right", "alt+f")
    help = N_("A word on")
    edit = "cursor_right_word"


class EditRubOut(_Edit):
    id = "edit-delete-left"
    keys = ("backspace", "ctrl+h")
    help = N_("Delete the character before the cursor")
    edit = "delete_left"


class EditDelete(_Edit):
    id = "edit-delete-right"
    keys = ("delete", "ctrl+d")
    help = N_("Delete the character under the cursor")
    edit = "delete_right"


class EditDeleteWord(_Edit):
    id = "edit-delete-word"
    keys = ("ctrl+w",)
    help = N_("Delete the word before the cursor")
    edit = "delete_left_word"


class EditDeleteStart(_Edit):
    id = "edit-delete-start"
    keys = ("ctrl+u",)
    help = N_("Delete all before the cursor")
    edit = "delete_left_all"


class EditDeleteEnd(_Edit):
    id = "edit-delete-end"
    keys = ("ctrl+k",)
    help = N_("Delete all after the cursor")
    edit = "delete_right_all"
