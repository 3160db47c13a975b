"""An index of an older version is made anew before it is used, so that an update of the program needs no hand."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import TYPE_CHECKING

from index.collection.errors import CollectionLocked, CollectionOutdated, CollectionReadOnly
from index.collection.state import state_of
from index.messages import N_
from tui.i18n import _

if TYPE_CHECKING:
    from index.collection.progress import AddReport
    from tui.console import Console
    from tui.session import Session


def make_current(session: Session, before_telling: Callable[[], None] = lambda: None) -> None:
    """Make the session's index anew from the articles where it is an older version's, or go on with that.

    Before anything is told of it *before_telling* is called. Whoever may only read the collection goes on with what is
    in it. Raises CollectionOutdated where that cannot be read, and what :func:`index.collection.adding.reindex` raises.
    """
    directory, console = session.collection_directory, session.console
    state = state_of(directory)
    if state == "other":
        return
    from index.collection.adding import reindex
    from tui.progress import ProgressLine

    gc.enable()  # see tui.cli; from here on there is work
    before_telling()
    console.note(
        _("The index is of an older version and is made anew from the articles.")
        if state == "older"
        else _("The index is not complete yet: the rest of the articles is read.")
    )
    try:
        with ProgressLine(console) as progress:
            report = reindex(directory, settings=session.settings, report=progress, only_outdated=True)
    except (CollectionLocked, CollectionReadOnly) as error:
        if state == "unfinished":
            console.note(_("Another process is at it: until it has finished, not all articles are found."))
            return
        if isinstance(error, CollectionLocked):
            raise
        raise CollectionOutdated(
            N_("the collection was written by an older diplo-reader and cannot be changed by you"),
            subject=directory,
            advice=N_("its owner has to run “diplo-reader reindex”; or use another collection"),
        ) from error
    for problem in report.errors:
        console.error(problem)
    note_earlier_index(console, report)


def note_earlier_index(console: Console, report: AddReport) -> None:
    """Say where the index before is kept, if it is."""
    if report.earlier_index is not None:
        text = _("The earlier index is kept in {directory}: not every article of it could be read again.")
        console.note(text.format(directory=report.earlier_index))
