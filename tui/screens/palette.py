"""The palette: a command found by its name."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from tui.commands import COMMANDS, Command, Context
from tui.i18n import _
from tui.keymap import Keymap
from tui.text import content, fit

KEYS_WIDTH = 12
WIDTH = 68
"""Cells of an entry."""


class Palette(ModalScreen[type[Command] | None]):
    """Closes with the chosen command of *context*, or with None."""

    BINDINGS: ClassVar = [
        ("escape,ctrl+p", "leave"),
        ("down,ctrl+n", "move(1)"),
        ("up", "move(-1)"),
    ]

    def __init__(self, keymap: Keymap, context: Context) -> None:
        super().__init__()
        self._keymap = keymap
        self._commands = [
            command for command in COMMANDS if context in command.contexts and command.id != "palette"
        ]

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog") as dialog:
            dialog.border_title = content(_("Commands"))
            yield Input(placeholder=_("part of a name"), compact=True, id="wanted")
            yield OptionList(*self._options(""), id="commands", compact=True)

    def on_mount(self) -> None:
        self.query_one(Input).cursor_blink = False
        self.query_one(OptionList).can_focus = False
        self.query_one(OptionList).highlighted = 0

    def _options(self, wanted: str) -> list[Option]:
        words = wanted.casefold().split()
        options = []
        for command in self._commands:
            name = _(command.help)
            if all(word in name.casefold() or word in command.id for word in words):
                keys = " ".join(self._keymap.shown(command)[:2])
                options.append(Option(content(fit(f"{keys:<{KEYS_WIDTH}} {name}", WIDTH)), command.id))
        return options

    @on(Input.Changed)
    def _filter(self, event: Input.Changed) -> None:
        found = self._options(event.value)
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options(found or [Option(content(_("There is no such command.")), disabled=True)])
        if found:
            options.highlighted = 0

    @on(Input.Submitted)
    def _chosen(self) -> None:
        options = self.query_one(OptionList)
        if options.highlighted is None:
            return
        name = options.get_option_at_index(options.highlighted).id
        self.dismiss(next((command for command in COMMANDS if command.id == name), None))

    def action_move(self, step: int) -> None:
        """The next or previous command."""
        options = self.query_one(OptionList)
        if step > 0:
            options.action_cursor_down()
        else:
            options.action_cursor_up()

    def action_leave(self) -> None:
        """Close without a command."""
        self.dismiss(None)
