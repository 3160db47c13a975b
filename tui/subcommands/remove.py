"""``remove``: articles out of the collection; their files stay."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from index.collection import open_collection
from index.errors import ExitCode
from tui.command_line import session_of, subcommand
from tui.console import PROGRAM
from tui.i18n import _, format_count, ngettext
from tui.renewal import make_current

if TYPE_CHECKING:
    from index.collection.progress import KnownArticle


def command() -> click.Command:
    """The command as click takes it."""
    return subcommand(
        "remove",
        _remove,
        [
            click.Argument(["targets"], metavar=_("ID|PATH…"), nargs=-1, required=True),
        ],
        _(
            "Take articles out of the collection: one by its id, or all that came from a file or folder. The files "
            "are not touched and highlights stay; add brings the articles back."
        ),
    )


def _remove(targets: tuple[str, ...], **_options: object) -> int:
    session = session_of(click.get_current_context())
    console = session.console
    make_current(session)
    collection = open_collection(session.collection_directory, shared=session.settings.shared)
    removed = collection.remove(targets)
    missed = [target for target in targets if not _was_removed(target, removed)]
    for target in missed:
        text = _("{target}: there is no article of that id, file or folder in the collection")
        console.note(f"{PROGRAM}: " + text.format(target=target))
    count = ngettext("{count} article taken out.", "{count} articles taken out.", len(removed))
    if removed or not missed:
        console.say(count.format(count=format_count(len(removed))))
    return ExitCode.NOTHING_FOUND if missed else ExitCode.DONE


def _was_removed(target: str, removed: Sequence[KnownArticle]) -> bool:
    path = os.path.abspath(target)  # noqa: PTH100 - links are not followed
    folder = path.rstrip(os.sep) + os.sep
    return any(
        target == article.id or article.path == path or article.path.startswith(folder) for article in removed
    )
