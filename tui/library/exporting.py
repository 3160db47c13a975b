"""Exporting highlights, on the library's thread."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tui.answers import Exported, Scope
from tui.highlights import by_article_today, highlights_of

if TYPE_CHECKING:
    from index.export import ExportFormat
    from index.notebook import Highlight
    from tui.library.holdings import Holdings


class Exporter:
    """Exports highlights of the notebook of the *holdings*."""

    def __init__(self, holdings: Holdings) -> None:
        self._holdings = holdings

    def highlights(self, scope: Scope, article_id: str | None, query: str) -> list[Highlight]:
        """The highlights of *scope*: of the open article, of what *query* finds, or all."""
        notebook = self._holdings.notebook
        if scope == "all":
            return notebook.highlights()
        reader = self._holdings.reader()
        if scope == "article":
            return highlights_of(notebook, reader, article_id) if article_id else []
        marked = by_article_today(notebook.highlights(), reader)
        flags = {**self._holdings.flags(), "marked": frozenset(marked)}
        found = reader.matching(query, marked, flags=flags)
        return [mark for article in found for mark in sorted(marked[article], key=lambda mark: mark.span)]

    def export(
        self,
        scope: Scope,
        article_id: str | None,
        query: str,
        form: ExportFormat,
        path: Path,
        overwrite: bool,
    ) -> Exported:
        """Write the highlights of *scope* to *path*; raises OutputError."""
        from index.export import cite_all, render
        from index.files import write_new
        from tui.wording import export_wording

        highlights = self.highlights(scope, article_id, query)
        citations = cite_all(highlights, self._holdings.notebook, self._holdings.stored)
        write_new(path, render(citations, form, export_wording()), overwrite=overwrite)
        return Exported(path, len(citations))
