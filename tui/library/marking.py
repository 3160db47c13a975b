"""What the reader makes, on the library's thread: highlights, corrections, citations, and taking back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from index.article import Article, Span
from index.facts import Facts
from tui.answers import Corrected, Marked, Opened
from tui.i18n import _
from tui.judging import elsewhere, kept_in_words, undone_in_words

if TYPE_CHECKING:
    from index.notebook import Fact, HighlightKind, Judged, UndoneCorrection
    from tui.library.holdings import Holdings
    from tui.library.preparing import Preparer


class Marker:
    """Writes to the notebook of the *holdings*; *preparer* shows what has come of it."""

    def __init__(self, holdings: Holdings, preparer: Preparer) -> None:
        self._holdings = holdings
        self._preparer = preparer

    def correct(self, opened: Opened, judged: Judged[Any], wanted: Fact | None) -> Corrected:
        """Keep that *judged* is to be *wanted*, or rejected where that is None. Raises CorrectionError."""
        by = self._holdings.reader_name
        made = self._holdings.notebook.correct(opened.corrected.article, judged, wanted, by=by)
        if judged.correction is not None and made.id == judged.correction.id:
            return Corrected(_("Nothing changed: you have said so before"), None)
        renewed = self._preparer.opened(opened.stored, opened.reading.hits)
        return Corrected(kept_in_words(made, renewed.corrected), renewed)

    def toggle(self, article: Article, facts: Facts, span: Span, kind: HighlightKind) -> Marked:
        """Highlight *span*, or remove the highlight that stands exactly there."""
        from index.notebook import quote_around

        notebook = self._holdings.notebook
        there = next((place for place in notebook.placements(article) if place.span == span), None)
        if there is not None:
            notebook.remove_highlight(there.highlight.id)
            notice = _("Highlight taken away; u brings it back")
        else:
            notebook.add_highlight(article, span, kind, quote_around(facts, span))
            notice = _("Highlighted; e exports, u undoes")
        placements = tuple(notebook.placements(article))
        return Marked(
            notice,
            article_id=article.id,
            is_marked=bool(placements),
            placed_in=article.id,
            placements=placements,
        )

    def undo(self, opened: Opened | None) -> Marked | Corrected:
        """Take back the last marking, removal or correction; *opened* is the article on the screen."""
        from index.notebook import UndoneCorrection

        undone = self._holdings.notebook.undo()
        if undone is None:
            return Marked(_("There is nothing to undo: nothing was marked or corrected since the start"))
        if isinstance(undone, UndoneCorrection):
            return self._uncorrected(undone, opened)
        if undone.action == "added":
            notice = _("Highlight undone: {words}").format(words=undone.highlight.text)
        else:
            notice = _("Highlight brought back: {words}").format(words=undone.highlight.text)
        article = opened.stored[0] if opened else None
        if article is None or article.id != undone.highlight.article:
            notice = elsewhere(notice, undone.highlight)
        return Marked(
            notice,
            article_id=undone.highlight.article,
            is_marked=undone.highlight.article in self._holdings.notebook.marked_ids(),
            placed_in=article.id if article else None,
            placements=tuple(self._holdings.notebook.placements(article)) if article else (),
        )

    def _uncorrected(self, undone: UndoneCorrection, opened: Opened | None) -> Corrected:
        said = undone.correction
        notice = undone_in_words(said)
        if opened is not None and opened.stored[0].id == said.article:
            return Corrected(notice, self._preparer.opened(opened.stored, opened.reading.hits))
        return Corrected(elsewhere(notice, said), None)

    def line(self, opened: Opened, span: Span, kind: HighlightKind) -> str:
        """The citation of *span* on one line."""
        from index.export import cite, one_line
        from index.notebook import Placement, quote_around, snapshot
        from tui.wording import export_wording

        article, facts = opened.stored
        highlight = snapshot(article, span, kind, quote_around(facts, span))
        citation = cite(highlight, Placement(highlight, span, "in place"), opened.corrected)
        return one_line(citation, export_wording())
