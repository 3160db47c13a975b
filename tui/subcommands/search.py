"""``search``: the reader's search, its results on standard output."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping

import click

from index.collection import Hit, SearchResult
from index.errors import ExitCode
from index.jsonl import json_line
from tui.command_line import session_of, subcommand
from tui.console import Console, bold, shortened
from tui.i18n import _, format_count, format_date, ngettext
from tui.session import Session
from tui.subcommands import counting
from tui.subcommands.asking import reader_flags, report_nothing, report_query, told

SCHEMA = "diplo-reader/search/1"


def command() -> click.Command:
    """The command as click takes it."""
    return subcommand(
        "search",
        _search,
        [
            click.Argument(["query"], metavar=_("QUERY"), nargs=-1),
            click.Option(
                ["--format", "form"], type=click.Choice(list(_WRITERS)), default="table", show_default=True,
                help=_("Text to read, one JSON object, one a hit, or the files only."),
            ),
            click.Option(
                ["--order"], type=click.Choice(["relevance", "newest", "oldest"]), default=None,
                help=_("Order of the hits."),
            ),
            click.Option(
                ["--limit"], type=click.IntRange(min=1), default=50, show_default=True,
                help=_("Most hits, or values, to print."),
            ),
            click.Option(
                ["--count-by"], callback=counting.facet_named, metavar=_("FIELD"), default=None,
                help=_("Count the articles in place of listing them, by one of: {fields}.").format(
                    fields=_(counting.FACET_LIST)
                ),
            ),
        ],
        _(
            "Print the articles that QUERY finds, all without one. The query language is the reader's: words, "
            "\"phrases\", -not, OR, ( ), prefix*, country:China, speaker:…, date:2025-03..2025-04, is:marked."
        ),
        any_word=True,  # a word after a hyphen is one that must not occur, and no option
    )  # fmt: skip


def _search(
    query: tuple[str, ...],
    form: str,
    order: str | None,
    limit: int,
    count_by: str | None,
    **_options: object,
) -> int:
    context = click.get_current_context()
    unknown = next((word for word in query if word.startswith("--")), None)
    if unknown is not None:
        raise click.NoSuchOption(unknown, ctx=context)
    if count_by is not None and form not in counting.FORMS:
        raise click.UsageError(_("--count-by gives no files; its --format is table, json or jsonl"), context)
    session = session_of(context)
    text = " ".join(query)
    if count_by is not None:
        return _count(session, text, form, count_by, limit)
    with session.collection().reader() as reader:
        result = reader.search(
            text,
            order=order or session.settings.order,  # type: ignore[arg-type]
            limit=limit,
            flags=reader_flags(session, text),
            snippets=0 if form == "paths" else limit,
        )
        report_query(session.console, text, result)
        _WRITERS[form](session.console, text, result)
        session.console.flush()
        if not result.total:
            report_nothing(session.console, text, result, reader)
            return ExitCode.NOTHING_FOUND
    return ExitCode.DONE


def _count(session: Session, text: str, form: str, facet: str, limit: int) -> int:
    with session.collection().reader() as reader:
        found = reader.facets(text, facet, limit=limit, flags=reader_flags(session, text))
        report_query(session.console, text, found)
        counting.FORMS[form](session.console, text, found)
        session.console.flush()
        if not found.total:
            report_nothing(session.console, text, found, reader)
            return ExitCode.NOTHING_FOUND
    return ExitCode.DONE


def _table(console: Console, _query: str, result: SearchResult) -> None:
    if not result.total:
        return
    for hit in result.hits:
        console.styled_line(_shown_title(console, hit))
        where = hit.path if hit.line is None else f"{hit.path}:{hit.line}"
        facts = (format_date(hit.published) if hit.published else _("no date"), hit.source, where)
        console.say("  " + " · ".join(part for part in facts if part))
        if hit.snippet:
            console.styled_line("  " + bold(hit.snippet, hit.snippet_marks, console.styled))
    count = format_count(result.total)
    if not result.total_is_exact:
        count = _("at least {count}").format(count=count)
    text = ngettext("{count} article", "{count} articles", result.total).format(count=count)
    if len(result.hits) < result.total:
        text += "; " + _("{count} shown, --limit shows more").format(count=format_count(len(result.hits)))
    console.flush()
    console.note(text)


def _shown_title(console: Console, hit: Hit) -> str:
    title = shortened(hit.title, console.width) if console.width else hit.title
    marks = [mark for mark in hit.title_marks if mark.end < len(title)]
    return bold(title, marks, console.styled)


def _json(console: Console, query: str, result: SearchResult) -> None:
    record = {
        "schema": SCHEMA,
        "query": query,
        "total": result.total,
        "total_is_exact": result.total_is_exact,
        **told(result),
        "hits": list(map(_record, result.hits)),
    }  # fmt: skip
    console.data(json_line(record).encode())


def _json_lines(console: Console, _query: str, result: SearchResult) -> None:
    for hit in result.hits:
        console.data(json_line({"schema": SCHEMA, **_record(hit)}).encode())


def _record(hit: Hit) -> dict[str, object]:
    return {
        "id": hit.id,
        "title": hit.title,
        "source": hit.source,
        "published": hit.published,
        "path": hit.path,
        "line": hit.line,
        "score": hit.score,
        "snippet": hit.snippet,
        "snippet_marks": [[mark.start, mark.end] for mark in hit.snippet_marks],
    }


def _paths(console: Console, _query: str, result: SearchResult) -> None:
    for path in _each_once(hit.path for hit in result.hits):
        if console.out_is_terminal:
            console.say(path)
        else:
            console.data(os.fsencode(path) + b"\n")


def _each_once(paths: Iterator[str]) -> Iterator[str]:
    yield from dict.fromkeys(paths)


_WRITERS: Mapping[str, Callable[[Console, str, SearchResult], None]] = {
    "table": _table,
    "json": _json,
    "jsonl": _json_lines,
    "paths": _paths,
}
