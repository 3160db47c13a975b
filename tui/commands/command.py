"""What a command is: one small class holds its key, footer text, help and palette entry, and what it does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, Literal, get_args

from tui.i18n import N_

if TYPE_CHECKING:
    from tui.app import ReaderApp

Context = Literal["list", "article", "select", "pane", "search", "fact", "help"]
"""Where keys go: the part of the reading room with the focus, free selection, the search line, an explained fact,
the help."""

CONTEXTS: tuple[Context, ...] = get_args(Context)
PARTS: tuple[Context, ...] = ("list", "article", "pane")
"""The three parts of the reading room."""

GROUPS = (
    N_("Moving"),
    N_("Searching"),
    N_("In the article"),
    N_("Facts"),
    N_("Highlights and export"),
    N_("The screen"),
    N_("The search line"),
    N_("Selecting freely"),
)
"""The headings of the help, in their order."""


class Command:
    """One thing a person can do.

    A subclass is never instantiated; the texts are marked with :func:`N_` and translated where they are shown.
    """

    id: ClassVar[str]
    """Its name in the ``[keys]`` table of ``config.toml``."""
    keys: ClassVar[tuple[str, ...]]
    """Default keys, each as typed (``n``, ``]``), by name (``enter``, ``ctrl+p``), or two with a blank between."""
    contexts: ClassVar[Sequence[Context]] = PARTS
    group: ClassVar[str]
    label: ClassVar[str] = ""
    """A word or two for the footer; empty keeps it out."""
    rank: ClassVar[int] = 50
    """Its place in the footer, from 0: where there is no room for all, the last ones are left out."""
    ranks: ClassVar[Mapping[Context, int]] = {}
    """Other places in some contexts."""
    help: ClassVar[str]
    """What it does, for help and palette."""

    @classmethod
    def is_of_use(cls, app: ReaderApp) -> bool:  # noqa: ARG003 - for subclasses
        """Whether it would do anything now; the footer leaves it out where not."""
        return True

    @classmethod
    def run(cls, app: ReaderApp) -> None:
        """Do it, at once and without waiting: long work goes to a worker."""
        raise NotImplementedError
