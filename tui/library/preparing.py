"""Making an article ready for the screen, on the library's thread."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from index.article import Article, Span
from index.facts import Facts
from tui.answers import Changed, Opened
from tui.judging import signs_of
from tui.outline import outline, published_in_words
from tui.reading import Reading

if TYPE_CHECKING:
    from index.notebook import CorrectedFacts, Placement
    from tui.library.holdings import Holdings


class Preparer:
    """Prepares articles of the *holdings* with what the notebook has of them."""

    def __init__(self, holdings: Holdings) -> None:
        self._holdings = holdings

    def load(self, article_id: str, query: str) -> Opened | Changed:
        """The article, the hits of *query* marked; Changed where it has left the collection."""
        stored = self._holdings.stored(article_id)
        if stored is None:
            return Changed(article_id)
        body = stored[0].body
        hits = self._holdings.reader().hit_spans(query, body) if query.strip() else ()
        position = self._holdings.if_notebook(lambda: self._holdings.notebook.position(article_id), None)
        return self.opened(stored, hits, position)

    def opened(
        self, stored: tuple[Article, Facts], hits: Sequence[Span], position: int | None = None
    ) -> Opened:
        """The article in *stored* with the reader's corrections, ready for the screen."""
        nowhere: tuple[Placement, ...] = ()
        placements = self._holdings.if_notebook(
            lambda: tuple(self._holdings.notebook.placements(stored[0])), nowhere
        )
        corrected = self._corrected(stored)
        known = corrected.published.fact.date or corrected.published.verdict
        reading = Reading.of(
            corrected.article,
            corrected.facts,
            hits=hits,
            position=position,
            published=published_in_words(corrected.published) if known else "",
            signs=signs_of(corrected),
        )
        # Its paragraph may be very long, and is read here while the screen goes on.
        reading.unit_at(position or 0)
        return Opened(reading, outline(corrected), placements, stored, corrected)

    def _corrected(self, stored: tuple[Article, Facts]) -> CorrectedFacts:
        from index.notebook import apply

        corrected = self._holdings.if_notebook(lambda: self._holdings.notebook.corrected(*stored), None)
        return corrected if corrected is not None else apply(*stored, ())
