"""The side pane: visits and speakers of the article with the words that say so, and what the reader said of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from rich.style import Style
from textual.message import Message

from index.article import Span
from tui.i18n import _, ngettext
from tui.judging import CORRECTED, REJECTED, fact_in_words, place_of, sign
from tui.layout import Lines
from tui.outline import Outline, QuoteEntry, SpeakerEntry, VisitEntry, published_in_words
from tui.text import Piece, fit, shown
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from index.notebook import Detached, Judged

EVIDENCE_LINES = 2
"""Lines that the evidence of a visit may take in the pane; the whole is one key away."""
QUOTE_LINES = 3
"""Lines that a quote may take in the pane."""
REJECTED_GROUP = ("rejected",)
"""The key of the group of rejected facts; those of speakers are their names."""


@dataclass(frozen=True)
class _Row:
    kind: Literal["heading", "note", "group", "fact"]
    texts: tuple[tuple[str, str, int], ...]
    """Text, look and indent of each paragraph of the row."""
    span: Span | None = None
    group: tuple[str, ...] | None = None
    """The key of what opens and closes here."""
    about: Judged[Any] | Detached | SpeakerEntry | None = None
    """What can be explained here."""
    most: int = 99
    """Lines at most."""


class SidePane(Rows):
    """Shows an :class:`Outline`; posts :class:`Chosen` when a place in the text is asked for."""

    PREFIX = "pane"
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "pane--heading", "pane--name", "pane--office", "pane--dates", "pane--text", "pane--quote", "pane--note",
        "pane--rejected", "pane--off", "pane--selected", "pane--selected-blurred",
    }  # fmt: skip

    class Chosen(Message):
        """The place *span* of the text was asked for."""

        def __init__(self, span: Span) -> None:
            super().__init__()
            self.span = span

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.outline: Outline | None = None
        self.opened: set[tuple[str, ...]] = set()
        """The groups whose members are shown, by key."""
        self._rows: list[_Row] = []
        self._wrapped: list[list[tuple[str, str]]] = []

    def show(self, outline: Outline | None) -> None:
        """Show *outline*; None while no article is open."""
        self.outline = outline
        self.opened = set()
        self._rebuild(0)

    def renew_outline(self, outline: Outline) -> None:
        """Show *outline*, of the same article, with the same groups open and the same fact selected if it is there."""
        before = self.pointed
        self.outline = outline
        self._rebuild(self.selected)
        for number, row in enumerate(self._rows):
            if before is not None and _same(row.about, before):
                self.select(number)
                return

    def open_selected(self) -> bool:
        """Open or close the selected group, or go to the selected fact in the text; whether there was one of these."""
        row = self._rows[self.selected] if self._rows else None
        if row is not None and row.group is not None:
            self.opened ^= {row.group}
            self._rebuild(self.selected)
        elif row is not None and row.span is not None:
            self.post_message(self.Chosen(row.span))
        else:
            return False
        return True

    @property
    def selected_span(self) -> Span | None:
        """The place in the text of the selected visit or quote."""
        return self._rows[self.selected].span if self._rows else None

    @property
    def pointed(self) -> Judged[Any] | Detached | SpeakerEntry | None:
        """What is selected, if it can be explained."""
        return self._rows[self.selected].about if self._rows else None

    def row_heights(self) -> list[int]:
        self._wrapped = [self._wrap(row) for row in self._rows]
        return [len(lines) for lines in self._wrapped]

    def row_style(self, row: int, line: int, selected: bool) -> Style:
        # A visit has many lines: its first one and the bar at the left are enough to show that it is selected.
        return super().row_style(row, line, selected and line == 0)

    def row_line(self, row: int, line: int, selected: bool) -> list[Piece]:
        text, look = self._wrapped[row][line]
        return [("▌" if selected and text else " ", None), (text, self.look(look))]

    def selectable(self, row: int) -> bool:
        return self._rows[row].kind in ("group", "fact")

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


def _same(one: object, other: object) -> bool:
    """Whether the two are the same fact, before and after a correction, or the same speaker."""
    from index.notebook import Judged

    if isinstance(one, SpeakerEntry) and isinstance(other, SpeakerEntry):
        return one.name == other.name
    if not isinstance(one, Judged) or not isinstance(other, Judged) or type(one.fact) is not type(other.fact):
        return False
    if one.found is not None and one.found == other.found:
        return True
    return place_of(one.fact) is not None and place_of(one.fact) == place_of(other.fact)


def _rows(outline: Outline, opened: set[tuple[str, ...]]) -> Iterator[_Row]:
    yield _heading(_("Visits"), len(outline.visits))
    if not outline.visits:
        yield _note(_("No visits were found in this article."))
    for visit in outline.visits:
        yield _visit(visit)
    yield _heading(_("Speakers"), len([speaker for speaker in outline.speakers if speaker.name]))
    if not outline.speakers:
        yield _note(_("Nobody is quoted in this article."))
    for speaker in outline.speakers:
        key = ("speaker", speaker.name)
        yield _speaker(speaker, key, key in opened)
        if key in opened:
            yield from map(_quote, speaker.quotes)
    yield _heading(_("Published"), 0)
    yield _Row("fact", ((published_in_words(outline.published), "dates", 1),), about=outline.published)
    yield from _without_effect(outline, opened)


def _without_effect(outline: Outline, opened: set[tuple[str, ...]]) -> Iterator[_Row]:
    """What the reader rejected, and corrections that have no place in the text."""
    if outline.rejected:
        yield _note("")
        shown_now = REJECTED_GROUP in opened
        title = _("Rejected ({count})").format(count=len(outline.rejected))
        yield _Row("group", ((f"{'▼' if shown_now else '►'} {title}", "heading", 0),), group=REJECTED_GROUP)
        for judged in outline.rejected if shown_now else ():
            words = f"{REJECTED} {fact_in_words(judged.found or judged.fact)}"
            yield _Row(
                "fact", ((words, "rejected", 2),), span=place_of(judged.fact), about=judged, most=QUOTE_LINES
            )
    if outline.detached:
        yield _heading(_("Corrections without effect"), len(outline.detached))
    for detached in outline.detached:
        words = f"{CORRECTED} {fact_in_words(detached.correction.corrected())}"
        yield _Row("fact", ((words, "note", 1),), about=detached, most=QUOTE_LINES)


def _heading(text: str, count: int) -> _Row:
    return _Row("heading", (("", "note", 0), (f"{text} ({count})" if count else text, "heading", 0)))


def _note(text: str) -> _Row:
    return _Row("note", ((text, "note", 1),))


def _visit(visit: VisitEntry) -> _Row:
    said = sign(visit.judged)
    when = f"{visit.dates} · {visit.status}"
    if visit.is_off:
        when = f"{visit.status} · {visit.dates}"
    texts = [
        (f"{said} {visit.route}" if said else visit.route, "name", 0),
        (when, "off" if visit.is_off else "dates", 1),
    ]
    if visit.evidence:
        texts.append((f"“{visit.evidence}”", "quote", 1))
    return _Row("fact", (*texts, ("", "note", 0)), visit.span, about=visit.judged, most=EVIDENCE_LINES)


def _speaker(speaker: SpeakerEntry, key: tuple[str, ...], opened: bool) -> _Row:
    count = len(speaker.quotes)
    counted = ngettext("{count} quote", "{count} quotes", count).format(count=count)
    arrow = "▼" if opened else "►"
    name = speaker.name or _("Speaker unclear")
    texts = [(f"{arrow} {name} · {counted}", "name", 0)]
    if speaker.office:
        texts.append((speaker.office, "office", 2))
    return _Row("group", tuple(texts), group=key, about=speaker)


def _quote(quote: QuoteEntry) -> _Row:
    words = f"“{quote.text}”" if quote.direct else quote.text
    said = sign(quote.judged)
    texts = [(f"{said} {words}" if said else words, "quote", 3)]
    if quote.candidates:
        names = ", ".join(quote.candidates)
        texts.append((_("perhaps {names}").format(names=names), "note", 3))
    return _Row("fact", tuple(texts), quote.span, about=quote.judged, most=QUOTE_LINES)
