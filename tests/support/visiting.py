"""What the tests of visits share: from a body to its visits."""

from __future__ import annotations

from index.article import Span
from index.extract.dates import find_dates
from index.extract.mentions import find_mentions
from index.extract.tokens import Tokens
from index.extract.visits import find_visits
from index.facts import Visit

PUBLISHED = "2024-05-15"
"""A Wednesday."""


def visits(body: str, published: str | None = PUBLISHED, title: str | None = None) -> list[Visit]:
    """The visits in *body*, its paragraphs parted by blank lines."""
    paragraphs, at = [], 0
    for paragraph in body.split("\n\n"):
        paragraphs.append(Span(at, at + len(paragraph)))
        at += len(paragraph) + 2
    tokens = Tokens(body, paragraphs)
    return find_visits(tokens, find_mentions(tokens, title), find_dates(tokens, published), published, title)


def told(
    body: str, published: str | None = PUBLISHED, title: str | None = None
) -> list[tuple[str | None, ...]]:
    """Visitor, host, first and last day and status of each visit."""
    return [(v.visitor, v.host, v.first, v.last, v.status) for v in visits(body, published, title)]
