"""``reindex``: facts that an older extraction made are made anew, or all; a damaged index is rebuilt."""

from __future__ import annotations

import click

from index.collection.adding import reindex
from index.errors import ExitCode
from tui.command_line import session_of, subcommand
from tui.i18n import _
from tui.progress import ProgressLine
from tui.renewal import note_earlier_index
from tui.subcommands.add import report_result


def command() -> click.Command:
    """The command as click takes it."""
    return subcommand(
        "reindex",
        _reindex,
        [
            click.Option(
                ["--all", "everything"],
                is_flag=True,
                help=_("All articles, also those whose facts this version extracted."),
            ),
        ],
        _(
            "Read the articles whose facts an older version extracted again, or all, and extract their facts anew. A "
            "damaged index is made anew. An article whose file is gone stays as it is. Highlights and "
            "corrections are not touched."
        ),
    )


def _reindex(everything: bool, **_options: object) -> int:
    session = session_of(click.get_current_context())
    with ProgressLine(session.console) as progress:
        report = reindex(
            session.collection_directory,
            settings=session.settings,
            report=progress,
            only_outdated=not everything,
        )
    for error in report.errors:
        session.console.error(error)
    for article in report.vanished:
        session.console.note(_("{file}: is no longer there; its article was kept").format(file=article.path))
    if report.nothing_to_do and not report.vanished:
        session.console.note(_("All facts are those of this version; --all extracts them anew."))
    else:
        report_result(session.console, report)
        note_earlier_index(session.console, report)
    return ExitCode.INPUT_UNREADABLE if report.errors else ExitCode.DONE
