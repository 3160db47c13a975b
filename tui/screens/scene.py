"""What a screen that takes keys through the keymap offers."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from tui.commands import Context
from tui.widgets.part import Part
from tui.widgets.status import Footer


@runtime_checkable
class Scene(Protocol):
    """A screen whose keys are those of the commands."""

    @property
    def context(self) -> Context:
        """Where keys go now."""

    @property
    def target(self) -> Part:
        """What the movement commands move."""

    @property
    def footer(self) -> Footer:
        """The bottom line."""

    def back(self) -> None:
        """One step back."""
