"""The one model of a citable quote that every export format writes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Literal

import msgspec

from index.article import Article
from index.facts import Facts, QuoteKind, ResolvedBy
from index.notebook.model import Highlight, HighlightKind, Placement, Standing, paragraph_number, quote_around

if TYPE_CHECKING:
    from index.notebook.store import Notebook

SCHEMA = "diplo-reader/citation/1"

Attribution = Literal["named", "resolved", "unclear", "none"]


class Citation(msgspec.Struct, frozen=True, kw_only=True):
    """Words with all that is needed to cite them and to check them; the field names are those of the exports."""

    text: str
    """The words exactly as marked, never changed."""
    kind: QuoteKind | None
    """``direct``: the speaker's words; ``indirect``: the article's rendering of them; null: the article's own."""
    marked: HighlightKind
    speaker: str | None
    office: str | None
    speaks_for: str | None
    attribution: Attribution
    """``named`` beside the words; ``resolved`` from a surname, pronoun or role; ``unclear``; ``none``: no quote."""
    resolved_by: ResolvedBy | None
    candidates: tuple[str, ...]
    """Whom it might be, where the attribution is unclear."""
    speaker_now: str | None
    """Whom the article, read again today, gives as the speaker, where that is no longer the one noted."""
    source: str | None
    """The outlet."""
    title: str | None
    lead: str | None
    """The lead, where there is no title."""
    published: str | None
    """ISO date."""
    url: str | None
    path: str
    line: int | None
    article: str
    """The article's id."""
    sha256: str
    """Of the file in which the words were marked."""
    paragraph: int | None
    """1-based."""
    start: int
    """With ``end`` the half-open range of code points in the article's body; as it was on marking unless the words
    were found again in a changed text."""
    end: int
    standing: Standing | None
    """How the words stand in the article today; null where the article was not at hand."""
    highlighted_at: str
    """UTC, ISO 8601."""

    def represented(self) -> str | None:
        """What the speaker speaks for, where the office does not name it already."""
        if self.speaks_for is None or self.speaks_for in (self.office or ""):
            return None
        return self.speaks_for


def cite(
    highlight: Highlight,
    placement: Placement | None = None,
    article: Article | None = None,
    facts: Facts | None = None,
) -> Citation:
    """The citation of *highlight*.

    *placement*, *article* and *facts* are those of the article as it is today, where it is at hand. A name noted on
    marking is never replaced: a speaker that has changed since is given beside it.
    """
    span = placement.span if placement else None
    start, end, paragraph = highlight.start, highlight.end, highlight.paragraph
    if span is not None and article is not None:
        start, end, paragraph = span.start, span.end, paragraph_number(article, span.start)
    return Citation(
        text=highlight.text,
        kind=highlight.quote_kind,
        marked=highlight.kind,
        speaker=highlight.speaker,
        office=highlight.office,
        speaks_for=highlight.speaks_for,
        attribution=_attribution(highlight),
        resolved_by=highlight.resolved_by,
        candidates=highlight.candidates,
        speaker_now=_speaker_now(highlight, placement, facts),
        source=highlight.source,
        title=highlight.title,
        lead=highlight.lead,
        published=highlight.published,
        url=highlight.url,
        path=highlight.path,
        line=highlight.line,
        article=highlight.article,
        sha256=highlight.sha256,
        paragraph=paragraph,
        start=start,
        end=end,
        standing=placement.standing if placement else None,
        highlighted_at=highlight.created_at,
    )


def cite_all(
    highlights: Iterable[Highlight],
    notebook: Notebook,
    load: Callable[[str], tuple[Article, Facts] | None],
) -> list[Citation]:
    """The citations of *highlights* in their order, checked against the articles that *load* gives for an id."""
    known: dict[str, tuple[dict[int, Placement], Article, Facts] | None] = {}
    citations = []
    for highlight in highlights:
        if highlight.article not in known:
            loaded = load(highlight.article)
            known[highlight.article] = loaded and (
                {place.highlight.id: place for place in notebook.placements(loaded[0])}, *loaded
            )  # fmt: skip
        found = known[highlight.article]
        citations.append(
            cite(highlight, found[0].get(highlight.id), *found[1:]) if found else cite(highlight)
        )
    return citations


def _attribution(highlight: Highlight) -> Attribution:
    if highlight.quote_kind is None:
        return "none"
    if highlight.speaker is None:
        return "unclear"
    return "named" if highlight.resolved_by == "name" else "resolved"


def _speaker_now(highlight: Highlight, placement: Placement | None, facts: Facts | None) -> str | None:
    if highlight.quote_kind is None or placement is None or placement.span is None or facts is None:
        return None
    quote = quote_around(facts, placement.span)
    return quote.speaker if quote and quote.speaker != highlight.speaker else None
