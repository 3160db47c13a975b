"""What a reader confirmed and corrected in one article, as an annotation to measure an extraction with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from index.export.citation import VERDICTS
from index.facts import Mention, Quote, TemporalExpression, Visit
from index.notebook.corrections import CorrectedFacts, Judged


def annotation(corrected: CorrectedFacts, id: str) -> dict[str, Any]:
    """The judged facts of an article as one JSON-ready object with ``id``, ``path`` and ``title``.

    ``published``, ``dates``, ``visits``, ``quotes`` and ``entities`` hold what the reader confirmed or corrected, with
    the corrected values. Facts that nobody judged are left out, and so is a list in which that leaves nothing: it
    would say that the article has none. ``rejected`` holds in lists of the same names what the reader rejected, as it
    was found. Every item says with ``verdict``, ``by`` and ``at`` who judged it and when.

    A date stands once, an entity once a form; a date that could not be placed on a calendar is left out.
    """
    record: dict[str, Any] = {"id": id, "path": corrected.article.path, "title": corrected.article.title}
    publication = corrected.published
    if publication.verdict in ("accept", "edit"):
        record["published"] = publication.fact.date
    rejected: dict[str, Any] = {}
    if publication.verdict == "reject" and publication.found:
        rejected["published"] = publication.found.date
    lists: Iterable[tuple[str, Sequence[Judged[Any]], Callable[[Any], dict[str, Any] | None]]] = (
        ("dates", corrected.dates, _date),
        ("visits", corrected.visits, _visit),
        ("quotes", corrected.quotes, _quote),
        ("entities", corrected.names, _entity),
    )
    for name, judged, form in lists:
        for target, actions in ((record, ("accept", "edit")), (rejected, ("reject",))):
            rows = _once(_with_verdict(item, form) for item in judged if item.verdict in actions)
            if rows:
                target[name] = rows
    return record | ({"rejected": rejected} if rejected else {})


def _with_verdict(
    judged: Judged[Any], form: Callable[[Any], dict[str, Any] | None]
) -> tuple[dict[str, Any] | None, dict[str, str]]:
    said = judged.correction
    assert said is not None
    return form(judged.fact), {"verdict": VERDICTS[said.action], "by": said.by, "at": said.created_at}


def _once(rows: Iterable[tuple[dict[str, Any] | None, dict[str, str]]]) -> list[dict[str, Any]]:
    """The rows that are there, each once however often the article says it, with who judged the first."""
    unique: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row, verdict in rows:
        if row is not None:
            unique.setdefault(tuple(row.values()), row | verdict)
    return list(unique.values())


def _date(item: TemporalExpression) -> dict[str, Any] | None:
    if item.first is None or item.last is None:
        return None
    return {"text": item.text, "from": item.first, "to": item.last}


def _visit(item: Visit) -> dict[str, Any]:
    row: dict[str, Any] = {
        "visitor": item.visitor,
        "host": item.host,
        "from": item.first,
        "to": item.last,
        "status": item.status,
    }
    return row | ({"background": True} if item.background else {})


def _quote(item: Quote) -> dict[str, Any]:
    return {"kind": item.kind, "text": item.text, "speaker": item.speaker, "office": item.office}


def _entity(item: Mention) -> dict[str, Any]:
    return {"type": item.type, "text": item.text, "name": item.name}
