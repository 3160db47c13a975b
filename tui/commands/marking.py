"""Highlights: marking, selecting freely, undoing, copying, exporting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from tui.commands.command import PARTS, Command, Context
from tui.i18n import N_

if TYPE_CHECKING:
    from tui.app import ReaderApp


class _Marking(Command):
    group = N_("Highlights and export")
    contexts: ClassVar[Sequence[Context]] = ("article", "pane")


class Mark(_Marking):
    id = "highlight"
    keys = ("m",)
    label = N_("highlight")
    rank = 10
    help = N_("Highlight the quote or sentence under the cursor, or take its highlight away")

    @classmethod
    def run(cls, app: ReaderApp) -> None:
        app.room.highlights.toggle()


class Select(_Marking):
    id = "select"
    keys = ("v",)
    contexts = ("article",)
    label = N_("select")
    rank = 18
    help = N_("Select freely: move, then highlight or copy")

    @classmethod
    def run(cls, app: ReaderApp) -> None:
        app.room.article.begin_selection()


class Undo(_Marking):
    id = "undo"
    keys = ("u",)
    contexts = PARTS
    label = N_("undo")
    rank = 35
    help = N_("Undo the last highlight or correction")

    @classmethod
    def run(cls, app: ReaderApp) -> None:
        app.room.highlights.undo()


class Copy(_Marking):
    id = "copy"
    keys = ("y",)
    contexts = ("article", "pane", "select")
    label = N_("copy")
    rank = 11
    help = N_("Copy the quote, sentence or selection with its citation through the terminal")

    @classmethod
    def run(cls, app: ReaderApp) -> None:
        app.room.highlights.copy()


class Export(_Marking):
    id = "export"
    keys = ("e",)
    contexts = PARTS
    label = N_("export")
    rank = 12
    ranks: ClassVar[Mapping[Context, int]] = {"list": 30}
    help = N_("Export highlights of this article, of this search, or all")

    @classmethod
    def run(cls, app: ReaderApp) -> None:
        app.room.highlights.export()
