"""The side pane: visits and speakers of the article, with the words that say so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

from rich.style import Style
from textual.message import Message

from index.article import Span
from tui.i18n import _, ngettext
from tui.layout import Lines
from tui.outline import Outline, QuoteEntry, SpeakerEntry, VisitEntry
from tui.text import Piece, fit, shown
from tui.widgets.rows import Rows

EVIDENCE_CELLS = 240
"""The longest piece of evidence shown; the whole stands in the text, one key away."""
QUOTE_LINES = 3
"""Lines that a quote may take in the pane."""


@dataclass(frozen=True)
class _Row:
    kind: Literal["heading", "note", "visit", "speaker", "quote"]
    texts: tuple[tuple[str, str, int], ...]
    """Text, look and indent of each paragraph of the row."""
    span: Span | None = None
    speaker: int | None = None
    most: int = 99
    """Lines at most."""


class SidePane(Rows):
    """Shows an :class:`Outline`; posts :class:`Chosen` when a place in the text is asked for."""

    PREFIX = "pane"
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "pane--heading", "pane--name", "pane--office", "pane--dates", "pane--text", "pane--quote", "pane--note",
        "pane--selected", "pane--selected-blurred",
    }  # fmt: skip

    class Chosen(Message):
        """The place *span* of the text was asked for."""

        def __init__(self, span: Span) -> None:
            super().__init__()
            self.span = span

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.outline: Outline | None = None
        self.opened: set[int] = set()
        """The speakers whose quotes are shown, by number."""
        self._rows: list[_Row] = []
        self._wrapped: list[list[tuple[str, str]]] = []

    def show(self, outline: Outline | None) -> None:
        """Show *outline*; None while no article is open."""
        self.outline = outline
        self.opened = set()
        self._rebuild(0)

    def open_selected(self) -> None:
        """Open or close the selected speaker, or go to the selected visit or quote in the text."""
        if not self._rows:
            return
        row = self._rows[self.selected]
        if row.speaker is not None:
            self.opened ^= {row.speaker}
            self._rebuild(self.selected)
        elif row.span is not None:
            self.post_message(self.Chosen(row.span))

    @property
    def selected_span(self) -> Span | None:
        """The place in the text of the selected visit or quote."""
        return self._rows[self.selected].span if self._rows else None

    def row_heights(self) -> list[int]:
        self._wrapped = [self._wrap(row) for row in self._rows]
        return [len(lines) for lines in self._wrapped]

    def row_style(self, row: int, line: int, selected: bool) -> Style:
        # A visit has many lines: its first one and the bar at the left are enough to show that it is selected.
        return super().row_style(row, line, selected and line == 0)

    def row_line(self, row: int, line: int, selected: bool) -> list[Piece]:
        text, look = self._wrapped[row][line]
        return [("▌" if selected else " ", None), (text, self.look(look))]

    def selectable(self, row: int) -> bool:
        return self._rows[row].kind in ("visit", "speaker", "quote")

    def empty_line(self, line: int) -> list[Piece]:
        return [(" " + _("No article is open"), self.look("note"))] if line == 1 else []

    def _rebuild(self, selected: int) -> None:
        self._rows = list(_rows(self.outline, self.opened)) if self.outline else []
        self.renew(selected)

    def _wrap(self, row: _Row) -> list[tuple[str, str]]:
        width = max(8, self.text_width - 2)
        found: list[tuple[str, str]] = []
        for text, look, indent in row.texts:
            lines = Lines(shown(text), max(4, width - indent))
            cut = list(zip(lines.starts, lines.ends, strict=True))[: row.most]
            for number, (start, end) in enumerate(cut):
                line = lines.text[start:end]
                if number == row.most - 1 and len(lines) > row.most:
                    line = (
                        fit(line + " …", width - indent)
                        if len(line) < width - indent - 1
                        else line[:-1] + "…"
                    )
                found.append((" " * indent + line, look))
        return found


def _rows(outline: Outline, opened: set[int]) -> Iterator[_Row]:
    yield _heading(_("Visits"), len(outline.visits))
    if not outline.visits:
        yield _note(_("No visits were found in this article."))
    for visit in outline.visits:
        yield _visit(visit)
    yield _heading(_("Speakers"), len([speaker for speaker in outline.speakers if speaker.name]))
    if not outline.speakers:
        yield _note(_("Nobody is quoted in this article."))
    for number, speaker in enumerate(outline.speakers):
        yield _speaker(number, speaker, number in opened)
        if number in opened:
            yield from map(_quote, speaker.quotes)


def _heading(text: str, count: int) -> _Row:
    return _Row("heading", (("", "note", 0), (f"{text} ({count})" if count else text, "heading", 0)))


def _note(text: str) -> _Row:
    return _Row("note", ((text, "note", 1),))


def _visit(visit: VisitEntry) -> _Row:
    texts = [(visit.who, "name", 0)]
    if visit.office:
        texts.append((visit.office, "office", 1))
    texts += [
        (visit.route, "text", 1),
        (visit.dates, "dates", 1),
        (visit.status, "text", 1),
        *((f"“{fit(words, EVIDENCE_CELLS)}”", "quote", 1) for words in visit.evidence),
    ]
    if visit.reasoning:
        texts.append((_("Dates: {reasoning}").format(reasoning=visit.reasoning), "note", 1))
    return _Row("visit", (*texts, ("", "note", 0)), visit.span)


def _speaker(number: int, speaker: SpeakerEntry, opened: bool) -> _Row:
    count = len(speaker.quotes)
    counted = ngettext("{count} quote", "{count} quotes", count).format(count=count)
    sign = "▼" if opened else "►"
    name = speaker.name or _("Speaker unclear")
    texts = [(f"{sign} {name} · {counted}", "name", 0)]
    if speaker.office:
        texts.append((speaker.office, "office", 2))
    return _Row("speaker", tuple(texts), speaker=number)


def _quote(quote: QuoteEntry) -> _Row:
    words = f"“{quote.text}”" if quote.direct else quote.text
    texts = [(words, "quote", 3)]
    if quote.candidates:
        names = ", ".join(quote.candidates)
        texts.append((_("perhaps {names}").format(names=names), "note", 3))
    return _Row("quote", tuple(texts), quote.span, most=QUOTE_LINES)
