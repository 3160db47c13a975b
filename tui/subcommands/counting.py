"""``search --count-by``: how the articles that a query finds are spread, on standard output."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import click

from index.collection.facets import FacetCount, FacetCounts, facet_called
from index.jsonl import json_line
from tui.console import Console
from tui.i18n import N_, _, format_count, format_date, ngettext, territory_name
from tui.subcommands.asking import told

SCHEMA = "diplo-reader/facets/1"
FACET_LIST = N_("country, source, year, month, speaker, person, org")


def facet_named(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """The facet that goes by the *value* of an *option* in either language; raises BadParameter for none such."""
    facet = None if value is None else facet_called(value)
    if value is not None and facet is None:
        text = _("articles cannot be counted by “{name}”; choose one of {known}")
        raise click.BadParameter(text.format(name=value, known=_(FACET_LIST)), context, option)
    return facet


def _table(console: Console, _query: str, found: FacetCounts) -> None:
    counts = [format_count(each.count) for each in found.counts]
    width = max(map(len, counts), default=0)
    for count, each in zip(counts, found.counts, strict=True):
        console.say(f"{count:>{width}}  {_shown(found.facet, each)}")
    console.flush()
    if found.total:
        console.note(_summary(found))


def _summary(found: FacetCounts) -> str:
    count = format_count(found.total)
    if not found.is_exact:
        count = _("at least {count}").format(count=count)
    text = ngettext("{count} article", "{count} articles", found.total).format(count=count)
    if len(found.counts) < found.values:
        more = _("{count} of {total} values shown, --limit shows more")
        text += "; " + more.format(count=format_count(len(found.counts)), total=format_count(found.values))
    return text


def _shown(facet: str, each: FacetCount) -> str:
    """The value as the screen's language has it."""
    if facet == "country":
        return territory_name(each.value)
    if facet == "month":
        return format_date(each.value)
    return each.name


def _json(console: Console, query: str, found: FacetCounts) -> None:
    record = {
        "schema": SCHEMA,
        "query": query,
        "count_by": found.facet,
        "total": found.total,
        "total_is_exact": found.is_exact,
        "values": found.values,
        **told(found),
        "counts": list(map(_record, found.counts)),
    }
    console.data(json_line(record).encode())


def _json_lines(console: Console, _query: str, found: FacetCounts) -> None:
    for each in found.counts:
        console.data(json_line({"schema": SCHEMA, "count_by": found.facet, **_record(each)}).encode())


def _record(each: FacetCount) -> dict[str, object]:
    return {"value": each.value, "name": each.name, "query": each.query, "count": each.count}


FORMS: Mapping[str, Callable[[Console, str, FacetCounts], None]] = {
    "table": _table,
    "json": _json,
    "jsonl": _json_lines,
}
"""Form of the output → what writes it."""
