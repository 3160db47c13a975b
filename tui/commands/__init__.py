"""The commands of the reading room: the one source of keys, footer, help, palette and manual."""

from __future__ import annotations

from collections.abc import Iterator

from tui.commands import facts, jumping, marking, moving, screen, searching, selecting
from tui.commands.command import CONTEXTS, GROUPS, PARTS, Command, Context

__all__ = ["COMMANDS", "CONTEXTS", "GROUPS", "PARTS", "Command", "Context"]


def _defined() -> Iterator[type[Command]]:
    for module in (moving, searching, jumping, facts, marking, screen, selecting):
        for thing in vars(module).values():
            if isinstance(thing, type) and issubclass(thing, Command) and "id" in vars(thing):
                yield thing


COMMANDS: tuple[type[Command], ...] = tuple(_defined())
"""Every command, in the order of the help."""
