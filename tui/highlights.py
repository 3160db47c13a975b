"""Which highlights belong to an article that got another id since they were made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.collection import CollectionReader
    from index.notebook import Highlight, Notebook


def highlights_of(notebook: Notebook, reader: CollectionReader, article_id: str) -> list[Highlight]:
    """The highlights of one article in text order, with those made on the same file under another id."""
    sha256 = reader.load(article_id).article.sha256 if article_id in reader else ""
    return notebook.highlights(article_id, sha256)


def by_article_today(highlights: Sequence[Highlight], reader: CollectionReader) -> dict[str, list[Highlight]]:
    """*highlights* by the id of their article, or of one with the same bytes where it has left the collection."""
    adrift = {highlight.article for highlight in highlights if highlight.article not in reader}
    wanted = {highlight.sha256 for highlight in highlights if highlight.article in adrift} - {""}
    # Only then are all articles gone through, which takes a moment.
    today = {of.sha256: row.id for row, of in reader.rows() if of.sha256 in wanted} if wanted else {}
    by_article: dict[str, list[Highlight]] = {}
    for highlight in highlights:
        moved = today.get(highlight.sha256) if highlight.article in adrift else None
        by_article.setdefault(moved or highlight.article, []).append(highlight)
    return by_article
