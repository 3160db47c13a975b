"""Which highlights belong to an article that got another id since they were made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.collection import Reader
    from index.notebook import Highlight, Notebook


def highlights_of(notebook: Notebook, reader: Reader, article_id: str) -> list[Highlight]:
    """The highlights of one article in text order, with those made on the same file under another id."""
    sha256 = reader.load(article_id).article.sha256 if article_id in reader else ""
    return notebook.highlights(article_id, sha256)


def by_article_today(highlights: Sequence[Highlight], reader: Reader) -> dict[str, list[Highlight]]:
    """*highlights* by the id of their article, or of one with the same bytes where it has left the collection."""
    adrift = {highlight.article for highlight in highlights if highlight.article not in reader}
    wanted = {highlight.sha256 for highlight in highlights if highlight.article in adrift} - {""}
    today = {sha256: found[-1] for sha256 in wanted if (found := reader.with_content(sha256))}
    by_article: dict[str, list[Highlight]] = {}
    for highlight in highlights:
        moved = today.get(highlight.sha256) if highlight.article in adrift else None
        by_article.setdefault(moved or highlight.article, []).append(highlight)
    return by_article
