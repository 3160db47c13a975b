"""The record of an article that ``diplo-reader facts --format jsonl`` prints."""

from __future__ import annotations

from typing import Any

from index.article import Article
from index.facts import Facts, Mention, Quote, TemporalExpression, Visit

SCHEMA = "diplo-reader/facts/1"
"""Name and version of the record's layout; the number rises when a key changes its meaning or goes."""


def as_record(article: Article, facts: Facts) -> dict[str, Any]:
    """*article* and *facts* as one JSON-ready object; every key is always there, null where unknown.

    ``dates`` holds only those placed on a calendar, ``entities`` every mention. Offsets are code points of ``body``.
    """
    return {
        "schema": SCHEMA,
        "id": article.id,
        "path": article.path,
        "title": article.title,
        "published": article.published,
        "source": article.source,
        "byline": article.byline,
        "language": article.language,
        "body": article.body,
        "dates": [_date(item) for item in facts.dates if item.first is not None and item.last is not None],
        "entities": [_entity(item) for item in facts.mentions],
        "quotes": [_quote(item) for item in facts.quotes],
        "visits": [_visit(item, article.body) for item in facts.visits],
    }


def _date(item: TemporalExpression) -> dict[str, Any]:
    return {
        "start": item.start,
        "end": item.end,
        "text": item.text,
        "from": item.first,
        "to": item.last,
        "precision": item.precision,
        "method": item.method,
        "anchor": item.anchor,
        "conflict": None if item.conflict is None else str(item.conflict),
    }


def _entity(item: Mention) -> dict[str, Any]:
    return {
        "start": item.start,
        "end": item.end,
        "text": item.text,
        "type": item.type,
        "name": item.name,
        "identity": item.identity,
        "resolved_by": item.resolved_by,
    }


def _quote(item: Quote) -> dict[str, Any]:
    return {
        "start": item.start,
        "end": item.end,
        "text": item.text,
        "kind": item.kind,
        "speaker": item.speaker,
        "office": item.office,
        "speaks_for": item.speaks_for,
        "cue": item.cue,
        "resolved_by": item.resolved_by,
        "candidates": list(item.candidates),
    }


def _visit(item: Visit, body: str) -> dict[str, Any]:
    return {
        "visitor": item.visitor,
        "office": item.office,
        "origin": item.origin,
        "host": item.host,
        "places": list(item.places),
        "from": item.first,
        "to": item.last,
        "from_precision": item.from_precision,
        "to_precision": item.to_precision,
        "duration": item.duration,
        "kind": item.kind,
        "status": item.status,
        "background": item.background,
        "evidence": [{"start": span.start, "end": span.end, "text": span.of(body)} for span in item.evidence],
    }
