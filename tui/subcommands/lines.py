"""Facts as lines of text for a person."""

from __future__ import annotations

from index.facts import Mention, Quote, TemporalExpression, Visit
from tui.i18n import _, format_interval, say, territory_name


def date_line(date: TemporalExpression) -> str:
    """The words and the days that they mean, or why that cannot be told."""
    if date.first is None:
        unplaced = _("cannot be placed on the calendar")
        return f"{date.text}: {unplaced}" + (f" ({say(date.reasoning)})" if date.reasoning else "")
    return f"{date.text} = {format_interval(date.first, date.last, date.precision, date.precision)}"


def visit_line(visit: Visit) -> str:
    """Who goes where, when, and how that stands."""
    visitor = f"{visit.visitor} ({visit.office})" if visit.office else visit.visitor
    host = territory_name(visit.host) if visit.host else _("unknown")
    when = format_interval(visit.first, visit.last, visit.from_precision, visit.to_precision)
    return ", ".join(part for part in (f"{visitor} → {host}", when, _status(visit)) if part)


def _status(visit: Visit) -> str:
    return {
        "planned": _("planned"),
        "underway": _("under way"),
        "done": _("took place"),
        "postponed": _("postponed"),
        "cancelled": _("cancelled"),
        "invited": _("invited"),
    }[visit.status]


def quote_line(quote: Quote) -> str:
    """Who says what."""
    speaker = quote.speaker or _("speaker unclear")
    if quote.office:
        speaker += f" ({quote.office})"
    words = f"“{quote.text}”" if quote.kind == "direct" else _("reported: {words}").format(words=quote.text)
    return f"{speaker}: {words}"


def name_line(mention: Mention) -> str:
    """The words, what they are and whose."""
    return f"{mention.text} ({mention.type}: {mention.name})"
