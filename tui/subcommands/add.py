"""``add``: articles into the collection."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from index.collection import open_collection
from index.errors import ExitCode, SourceError
from index.keeping import keep
from tui.command_line import session_of, subcommand
from tui.console import Console
from tui.i18n import _, format_count, ngettext
from tui.progress import ProgressLine, duration
from tui.renewal import make_current
from tui.session import INTERRUPTED, Session

if TYPE_CHECKING:
    from index.collection import Engine
    from index.collection.progress import AddReport, KnownArticle, Progress

STANDARD_INPUT = "-"
_NAMED = 10
"""Vanished articles that are named before the rest is only counted."""


def command() -> click.Command:
    """The command as click takes it."""
    return subcommand(
        "add",
        _add,
        [
            click.Argument(["paths"], metavar=_("PATH…|-"), nargs=-1, required=True),
            click.Option(
                ["--prune"], is_flag=True, help=_("Take out articles whose files are no longer there.")
            ),
        ],
        _(
            "Add the articles in each PATH, a file or a folder with all in it: .txt and .md with one article each, "
            ".jsonl with one a line, also as .gz or .xz. Files that were added before and have not changed are "
            "passed over, changed ones are read again. - takes articles from standard input and keeps them in the "
            "data directory."
        ),
    )


def _add(paths: tuple[str, ...], prune: bool, **_options: object) -> int:
    session = session_of(click.get_current_context())
    console = session.console
    make_current(session)
    collection = open_collection(session.collection_directory, create=True, shared=session.settings.shared)
    given, errors = _given(paths, session)
    report = _run(session, collection, given, prune)
    if report.vanished and not prune and _offer_removal(console, report.vanished):
        removed = _run(session, collection, given, True)
        report.removed += removed.removed
        report.articles = removed.articles
        report.vanished = []
    for error in (*errors, *report.errors):
        console.error(error)
    report_result(console, report)
    return ExitCode.INPUT_UNREADABLE if errors or report.errors else ExitCode.DONE


def _run(session: Session, collection: Engine, given: Sequence[Path], prune: bool) -> AddReport:
    progress = ProgressLine(session.console)
    try:
        with progress:
            return collection.add(given, settings=session.settings, report=progress, remove_vanished=prune)
    except KeyboardInterrupt:
        _tell_interrupted(session.console, collection, progress.latest)
        raise click.exceptions.Exit(INTERRUPTED) from None


def _tell_interrupted(console: Console, collection: Engine, latest: Progress | None) -> None:
    """Say how far adding has come and what goes on with it."""
    console.note("")  # behind the ^C that a terminal shows
    if latest is not None and latest.total:
        done, total = format_count(latest.done), format_count(latest.total)
        console.note(_("Ended with {done} of {total} articles read.").format(done=done, total=total))
    with collection.open_reader() as reader:
        console.note(_held(reader.count()) + " " + _("The same “add” adds the rest."))


def _given(paths: Sequence[str], session: Session) -> tuple[list[Path], list[SourceError]]:
    """The paths to add; what comes from standard input is kept in a file first, since files are what is indexed."""
    given: list[Path] = []
    errors: list[SourceError] = []
    for name in paths:
        if name != STANDARD_INPUT:
            given.append(Path(name))
            continue
        try:
            given.append(keep(sys.stdin.buffer, max_bytes=session.settings.max_article_bytes))
        except SourceError as error:
            errors.append(error)
    return given, errors


def _offer_removal(console: Console, vanished: Sequence[KnownArticle]) -> bool:
    """Say which articles have no file any more, and ask whether to take them out, where somebody can answer."""
    count = format_count(len(vanished))
    console.note(
        ngettext(
            "{count} article of the collection is no longer there:",
            "{count} articles of the collection are no longer there:",
            len(vanished),
        ).format(count=count)
    )
    for article in vanished[:_NAMED]:
        console.note(f"  {article.path}" if article.line is None else f"  {article.path}:{article.line}")
    if len(vanished) > _NAMED:
        console.note("  …")
    if console.can_ask:
        question = ngettext(
            "Take it out of the collection? Highlights stay. [y/N]",
            "Take them out of the collection? Highlights stay. [y/N]",
            len(vanished),
        )
        return console.ask(question)
    text = ngettext(
        "It stays in the collection; add --prune takes it out.",
        "They stay in the collection; add --prune takes them out.",
        len(vanished),
    )
    console.note(text)
    return False


def report_result(console: Console, report: AddReport) -> None:
    """Say what came of adding or reindexing."""
    done = _done(report)
    if not done and not report.errors:
        done = [_("Nothing to do: everything is in the collection already")]
    elif report.unchanged:
        text = ngettext("{count} unchanged", "{count} unchanged", report.unchanged)
        done.append(text.format(count=format_count(report.unchanged)))
    if failed := len(report.errors):
        text = ngettext("{count} could not be read", "{count} could not be read", failed)
        done.append(text.format(count=format_count(failed)))
    read = report.added + report.replaced
    console.say(", ".join(done) + ".")
    if report.seconds >= 1 and read:
        console.say(
            _("{time} at {rate} articles/s.").format(
                time=duration(report.seconds), rate=format_count(round(read / report.seconds))
            )
        )
    console.say(_held(report.articles))


def _held(articles: int) -> str:
    text = ngettext(
        "The collection holds {count} article.", "The collection holds {count} articles.", articles
    )
    return text.format(count=format_count(articles))


def _done(report: AddReport) -> list[str]:
    counts = (
        (report.added, ngettext("{count} added", "{count} added", report.added)),
        (report.replaced, ngettext("{count} read again", "{count} read again", report.replaced)),
        (report.moved, ngettext("{count} moved", "{count} moved", report.moved)),
        (report.removed, ngettext("{count} taken out", "{count} taken out", report.removed)),
    )
    return [text.format(count=format_count(count)) for count, text in counts if count]
