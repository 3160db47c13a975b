"""``facts``: what the extraction finds in articles, straight from their files; no collection is touched."""

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
from index.facts import Facts, Quote, TemporalExpression, Visit
from index.jsonl import json_line
from index.sources.document import RawDocument
from tui.command_line import Session, session_of, subcommand
from tui.i18n import _, format_date, format_interval, territory_name

STANDARD_INPUT = "-"


def command() -> click.Command:
    """The command as click takes it."""
    return subcommand(
        "facts",
        _facts,
        [
            click.Argument(["files"], metavar=_("FILE…|-"), nargs=-1, required=True),
            click.Option(
                ["--format", "form"], type=click.Choice(["jsonl", "table"]), default="jsonl", show_default=True,
                help=_("One JSON object an article, or text to read."),
            ),
        ],
        _(
            "Print the publication date, dates, names, quotes and visits of the articles in each FILE or folder; - "
            "reads one file from standard input. Articles come out as they are read. Offsets count code points of "
            "the body."
        ),
        uses_collection=False,
    )  # fmt: skip


def _facts(files: tuple[str, ...], form: str, **_options: object) -> int:
    session = session_of(click.get_current_context())
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
        (_("Visits"), [_visit(visit) for visit in facts.visits]),
        (_("Quotes"), [_quote(quote) for quote in facts.quotes]),
        (
            _("Dates"),
            [f"{date.text} = {format_interval(date.first, date.last)}" for date in facts.dates if date.first],
        ),
        (
            _("Names"),
            sorted({f"{mention.text} ({mention.type}: {mention.name})" for mention in facts.mentions}),
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


def _date(date: TemporalExpression) -> str:
    return f"{date.text} = {format_interval(date.first, date.last, date.precision, date.precision)}"


def _visit(visit: Visit) -> str:
    visitor = f"{visit.visitor} ({visit.office})" if visit.office else visit.visitor
    host = territory_name(visit.host) if visit.host else _("unknown")
    when = format_interval(visit.first, visit.last, visit.from_precision, visit.to_precision)
    return ", ".join(part for part in (f"{visitor} → {host}", when, _status(visit)) if part)


def _status(visit: Visit) -> str:
    return {
        "planned": _("planned"),
        "underway": _("under way"),
        "done": _("done"),
        "postponed": _("postponed"),
        "cancelled": _("cancelled"),
        "invited": _("invited"),
    }[visit.status]


def _quote(quote: Quote) -> str:
    speaker = quote.speaker or _("speaker unclear")
    if quote.office:
        speaker += f" ({quote.office})"
    words = f"“{quote.text}”" if quote.kind == "direct" else _("reported: {words}").format(words=quote.text)
    return f"{speaker}: {words}"
