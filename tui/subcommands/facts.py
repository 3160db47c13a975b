"""``facts``: what the extraction finds in articles, straight from their files, or what the reader corrected."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from index import cleaning, sources
from index.article import Article
from index.errors import ExitCode, SourceError
from index.extract.pipeline import extract
from index.extract.schema import as_record
from index.facts import Facts
from index.jsonl import json_line
from index.sources.document import RawDocument
from tui.command_line import session_of, subcommand
from tui.i18n import _, format_date
from tui.session import Session
from tui.subcommands.lines import date_line, name_line, quote_line, visit_line

STANDARD_INPUT = "-"


def command() -> click.Command:
    """The command as click takes it."""
    return subcommand(
        "facts",
        _facts,
        [
            click.Argument(["files"], metavar=_("FILE…|-"), nargs=-1),
            click.Option(
                ["--format", "form"], type=click.Choice(["jsonl", "table"]), default="jsonl", show_default=True,
                help=_("One JSON object an article, or text to read."),
            ),
            click.Option(
                ["--corrections"], is_flag=True,
                help=_("In place of FILEs: what you confirmed, corrected and rejected in the reader, as annotations."),
            ),
        ],
        _(
            "Print the publication date, dates, names, quotes and visits of the articles in each FILE or folder; - "
            "reads one file from standard input. Articles come out as they are read. Offsets count code points of "
            "the body."
        ),
        uses_collection=False,
    )  # fmt: skip


def _facts(files: tuple[str, ...], form: str, corrections: bool, **_options: object) -> int:
    context = click.get_current_context()
    session = session_of(context)
    if corrections and files:
        raise click.UsageError(_("--corrections takes no FILE"), ctx=context)
    if corrections:
        from tui.subcommands.corrections import print_corrections

        return print_corrections(session, form)
    if not files:
        raise click.MissingParameter(ctx=context, param=context.command.params[0])
    console = session.console
    printed = failed = 0
    for document in _documents(files, session):
        if isinstance(document, SourceError):
            console.flush()
            console.error(document)
            failed += 1
            continue
        article = cleaning.clean(document)
        facts = extract(article)
        if form == "jsonl":
            console.data(json_line(as_record(article, facts)).encode())
        else:
            console.say(("\n" if printed else "") + _table(article, facts))
        printed += 1
    if failed:
        return ExitCode.INPUT_UNREADABLE
    if not printed:
        console.note(_("There are no articles in what was named."))
        return ExitCode.NOTHING_FOUND
    return ExitCode.DONE


def _documents(files: tuple[str, ...], session: Session) -> Iterator[RawDocument | SourceError]:
    limit = session.settings.max_article_bytes
    for name in files:
        if name == STANDARD_INPUT:
            yield from sources.read_stream(sys.stdin.buffer, name, max_bytes=limit)
            continue
        for path in sources.find([Path(name)]):
            if isinstance(path, SourceError):
                yield path
            else:
                yield from sources.read(path, max_bytes=limit)


def _table(article: Article, facts: Facts) -> str:
    """The facts of one article as text for a person."""
    published = _published(article)
    lines = [
        article.display_title(),
        "  " + _("File: {path}").format(path=article.path),
        "  " + _("Published: {date}").format(date=published),
    ]
    sections = (
        (_("Visits"), [visit_line(visit) for visit in facts.visits]),
        (_("Quotes"), [quote_line(quote) for quote in facts.quotes]),
        (_("Dates"), [date_line(date) for date in facts.dates]),
        (
            _("Names"),
            sorted({name_line(mention) for mention in facts.mentions}),
        ),
    )
    for heading, items in sections:
        lines += [f"  {heading}:", *(f"    {item}" for item in items)] if items else []
    return "\n".join(lines)


def _published(article: Article) -> str:
    if article.published is None:
        return _("unknown")
    date = format_date(article.published)
    return f"{date} (“{article.published_evidence}”)" if article.published_evidence else date
