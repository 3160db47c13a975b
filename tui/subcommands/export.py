"""``export``: highlighted quotes as a file or on standard output."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from index.errors import CollectionError, DiploError, ExitCode
from index.export import FORMATS, Citation, ExportFormat, cite_all, format_of, render
from index.files import write_new
from index.messages import M_, N_
from index.notebook import Highlight, Notebook
from index.paths import notebook_file
from tui.command_line import session_of, subcommand
from tui.highlights import by_article_today, highlights_of
from tui.i18n import _, format_count, ngettext
from tui.session import Session
from tui.wording import export_wording

if TYPE_CHECKING:
    from index.article import Article
    from index.collection import Reader
    from index.facts import Facts

STANDARD_OUTPUT = "-"
_UNBOUNDED = 10**9


def command() -> click.Command:
    """The command as click takes it."""
    return subcommand(
        "export",
        _export,
        [
            click.Option(
                ["--format", "form"], type=click.Choice(list(FORMATS)), default=None,
                help=_("Format; without it by the ending of FILE, on standard output markdown."),
            ),
            click.Option(
                ["-o", "--output"], metavar=_("FILE|-"), default=STANDARD_OUTPUT, show_default=True,
                help=_("File to write; - is standard output."),
            ),
            click.Option(["--overwrite"], is_flag=True, help=_("Replace FILE if it exists.")),
            click.Option(["--query"], metavar=_("QUERY"), default=None, help=_("Only articles that QUERY finds.")),
            click.Option(["--article"], metavar=_("ID"), default=None, help=_("Only the article with this id.")),
            click.Option(["--all", "everything"], is_flag=True, help=_("All highlights; the default.")),
        ],
        _(
            "Export what was highlighted in the reader, each quote with speaker, office, outlet, title, date, file "
            "and position."
        ),
    )  # fmt: skip


def _export(
    form: ExportFormat | None, output: str, overwrite: bool, query: str | None, article: str | None, everything: bool,
    **_options: object,
) -> int:  # fmt: skip
    context = click.get_current_context()
    if sum((query is not None, article is not None, everything)) > 1:
        raise click.UsageError(_("--query, --article and --all exclude one another"), ctx=context)
    session = session_of(context)
    form = form or _format(output)
    citations: list[Citation] = []
    if notebook_file().exists():
        with session.notebook() as notebook:
            citations = _citations(session, notebook, query, article)
    if not citations:
        session.console.note(_("There is nothing to export: no highlight was found."))
        return ExitCode.NOTHING_FOUND
    data = render(citations, form, export_wording())
    if output == STANDARD_OUTPUT:
        session.console.data(data)
        return ExitCode.DONE
    write_new(Path(output), data, overwrite=overwrite)
    count = ngettext("{count} quote", "{count} quotes", len(citations)).format(
        count=format_count(len(citations))
    )
    session.console.note(_("{file}: {count} written").format(file=output, count=count))
    return ExitCode.DONE


def _format(output: str) -> ExportFormat:
    """The format for *output* where none was named; raises DiploError where its name does not tell."""
    form = "markdown" if output == STANDARD_OUTPUT else format_of(Path(output))
    if form is None:
        raise DiploError(
            N_("the name does not tell which format is wanted"),
            subject=output,
            advice=M_(
                "end it in {endings}, or name the format with --format", endings=", ".join(FORMATS.values())
            ),
        )
    return form


def _citations(
    session: Session, notebook: Notebook, query: str | None, article: str | None
) -> list[Citation]:
    """The highlights asked for, checked against the articles as far as these can be read."""
    try:
        with session.collection().reader() as reader:
            highlights = _highlights(session, reader, notebook, query, article)
            return cite_all(highlights, notebook, _loader(reader))
    except CollectionError as error:
        if query is not None:
            raise
        session.console.error(error)
        session.console.note(
            _("The highlights are exported as they were made, without a look at the articles.")
        )
        return cite_all(notebook.highlights(article), notebook, lambda _id: None)


def _highlights(
    session: Session, reader: Reader, notebook: Notebook, query: str | None, article: str | None
) -> list[Highlight]:
    """The highlights asked for: article by article, in text order.

    Raises DiploError for a query of which nothing is understood: what it was to choose is not known.
    """
    if article is not None:
        return highlights_of(notebook, reader, article)
    by_article = by_article_today(notebook.highlights(), reader)
    order = list(by_article)
    if query is not None:
        from tui.subcommands.asking import reader_flags, report_query

        flags = reader_flags(session, query)
        if "marked" in flags:
            flags = {**flags, "marked": frozenset(by_article)}
        found = reader.search(query, order="newest", limit=_UNBOUNDED, flags=flags)
        report_query(session.console, query, found)
        if not found.is_understood:
            raise DiploError(
                N_("nothing was exported: nothing in the query could be understood"),
                subject=query,
                advice=N_("mend the query, or leave it out to export all highlights"),
            )
        order = [hit.id for hit in found.hits if hit.id in by_article]
    return [
        highlight
        for name in order
        for highlight in sorted(by_article[name], key=lambda highlight: (highlight.start, highlight.end))
    ]


def _loader(reader: Reader) -> Callable[[str], tuple[Article, Facts] | None]:
    def load(article_id: str) -> tuple[Article, Facts] | None:
        try:
            stored = reader.load(article_id)
        except KeyError:
            return None
        return stored.article, stored.facts

    return load
