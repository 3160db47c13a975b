"""``status``: what there is and where it lies."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import click

from index.collection import CollectionMissing, open_collection
from index.errors import DiploError, ExitCode
from index.paths import notebook_file
from index.settings import settings_file
from tui.command_line import session_of, subcommand
from tui.i18n import _, format_count, format_datetime, ngettext, say
from tui.opening import check_theme
from tui.session import Session

_NAMED = 20
"""Unreadable files and records that are named before the rest is only counted."""
Rows = Iterator[tuple[str, str]]
"""Label and text of each line."""


def command() -> click.Command:
    """The command as click takes it."""
    return subcommand(
        "status",
        _status,
        [],
        _(
            "Show the collection with its number of articles, the notebook and the configuration, and what is "
            "wrong with them."
        ),
    )


def _status(**_options: object) -> int:
    session = session_of(click.get_current_context())
    code = ExitCode.DONE
    for heading, rows in (
        (_("Collection"), _collection(session)),
        (_("Notebook"), _notebook(session)),
        (_("Configuration"), _configuration(session)),
    ):
        session.console.say(heading)
        try:
            for label, text in rows:
                session.console.say(f"  {label}: {text}")
        except DiploError as error:
            session.console.say("  " + _("Problem") + f": {say(error)}")
            code = error.exit_code
    return code


def _collection(session: Session) -> Rows:
    from index.collection.added import load
    from index.collection.adding import outdated
    from index.collection.state import state_of

    directory = session.collection_directory
    yield _("Directory"), str(directory)
    try:
        collection = open_collection(directory, shared=session.settings.shared)
    except CollectionMissing:
        if session.settings.collection:
            raise
        yield _("Articles"), _("none were added yet; the reader shows the samples that come with it")
        return
    store = collection.store()
    store.verify()
    manifest = store.manifest()
    yield _("Articles"), format_count(manifest.articles)
    yield _("Size"), _("{count} bytes").format(count=format_count(store.size()))
    yield _("Changed"), format_datetime(manifest.written)
    for path in load(directory).paths:
        there = os.path.lexists(path)
        yield _("Added from"), path if there else _("{path} (no longer there)").format(path=path)
    if outdated(collection):
        yield _("Facts"), _("extracted by an older version; “reindex” extracts them anew")
    if state_of(directory) == "unfinished":
        yield _("Index"), _("not complete yet; “reindex” reads the rest of the articles")
    if (aside := store.earlier()) is not None:
        text = _("kept in {directory}; it can be deleted once nothing is missed")
        yield _("Earlier index"), text.format(directory=aside)
    for trouble in manifest.unreadable[:_NAMED]:
        yield _("Could not be read"), say(trouble.error())
    if (more := len(manifest.unreadable) - _NAMED) > 0:
        yield _("Could not be read"), _("{count} more").format(count=format_count(more))


def _notebook(session: Session) -> Rows:
    path = notebook_file()
    yield _("File"), str(path)
    if not path.exists():
        yield _("Highlights"), _("none were made yet")
        return
    with session.notebook() as notebook:
        highlights, read = notebook.highlights(), notebook.read_ids()
    articles = len({highlight.article for highlight in highlights})
    if not highlights:
        yield _("Highlights"), _("none were made yet")
    else:
        text = ngettext("{count} in {articles} article", "{count} in {articles} articles", articles)
        counts = {"count": format_count(len(highlights)), "articles": format_count(articles)}
        yield _("Highlights"), text.format(**counts)
    yield _("Articles read"), format_count(len(read))


def _configuration(session: Session) -> Rows:
    path: Path = settings_file()
    missing = _("{path} (there is none; the defaults hold)")
    yield _("File"), str(path) if path.exists() else missing.format(path=path)
    for problem in session.problems:
        yield _("Problem"), say(problem)
    try:
        check_theme(session.settings.theme)
    except DiploError as error:
        yield _("Problem"), say(error)
    if session.settings.keys:
        from tui.keymap import resolve

        for text in resolve(session.settings.keys)[1]:
            yield _("Problem"), text
