"""What the extraction found: explaining it, and saying that it is right, wrong or otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from tui.commands.command import Command, Context
from tui.i18n import N_

if TYPE_CHECKING:
    from tui.app import ReaderApp


class _OfFact(Command):
    group = N_("Facts")
    contexts: ClassVar[Sequence[Context]] = ("article", "pane", "fact")


class Explain(_OfFact):
    id = "explain"
    keys = ("x",)
    label = N_("explain")
    rank = 17
    ranks: ClassVar[Mapping[Context, int]] = {"pane": 2}
    help = N_("Explain the date, quote, visit or entity under the cursor, or what the side pane has selected")

    @classmethod
    def run(cls, app: ReaderApp) -> None:
        app.room.facts.explain()


class Confirm(_OfFact):
    id = "confirm"
    keys = ("+",)
    label = N_("confirm")
    rank = 33
    ranks: ClassVar[Mapping[Context, int]] = {"pane": 4}
    help = N_("Confirm it: it is right")

    @classmethod
    def run(cls, app: ReaderApp) -> None:
        app.room.facts.confirm()


class Reject(_OfFact):
    id = "reject"
    keys = ("-",)
    label = N_("reject")
    rank = 34
    ranks: ClassVar[Mapping[Context, int]] = {"pane": 5}
    help = N_("Reject it: it is wrong")

    @classmethod
    def run(cls, app: ReaderApp) -> None:
        app.room.facts.reject()


class Correct(_OfFact):
    id = "correct"
    keys = ("c",)
    label = N_("correct")
    rank = 32
    ranks: ClassVar[Mapping[Context, int]] = {"pane": 3}
    help = N_("Correct it; the date of publication stands in the side pane")

    @classmethod
    def run(cls, app: ReaderApp) -> None:
        app.room.facts.correct()
