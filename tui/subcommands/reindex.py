"""``reindex``: the index made anew from the articles."""

from __future__ import annotations

import click

from index.collection.adding import reindex
from index.errors import ExitCode
from tui.command_line import session_of, subcommand
from tui.i18n import _
from tui.progress import ProgressLine
from tui.subcommands.add import report_result


def command() -> click.Command:
    """The command as click takes it."""
    return subcommand(
        "reindex",
        _reindex,
        [
            click.Option(
                ["--outdated"], is_flag=True, help=_("Only articles whose facts an older version extracted.")
            ),
        ],
        _(
            "Read all articles of the collection again and extract their facts anew. A damaged index is put aside "
            "and made anew. An article whose file is gone stays as it is. Highlights are not touched."
        ),
    )


def _reindex(outdated: bool, **_options: object) -> int:
    session = session_of(click.get_current_context())
    with ProgressLine(session.console) as progress:
        report = reindex(
            session.collection_directory, settings=session.settings, report=progress, only_outdated=outdated
        )
    for error in report.errors:
        session.console.error(error)
    for article in report.vanished:
        session.console.note(_("{file}: is no longer there; its article was kept").format(file=article.path))
    report_result(session.console, report)
    return ExitCode.INPUT_UNREADABLE if report.errors else ExitCode.DONE
