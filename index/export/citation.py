"""The one model of a citable quote that every export format writes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from index.article import Article, Span
from index.facts import Facts, Quote, QuoteKind, ResolvedBy
from index.notebook.applying import NAMED_BY_READER, standing_corrections
from index.notebook.corrections import Action, CorrectedFacts, Correction, Judged, Publication, with_edits
from index.notebook.model import Highlight, HighlightKind, Placement, Standing, paragraph_number, quote_around

if TYPE_CHECKING:
    from index.notebook.store import Notebook

SCHEMA = "diplo-reader/citation/1"

Attribution = Literal["named", "resolved", "corrected", "rejected", "unclear", "none"]
Verdict = Literal["confirmed", "corrected", "rejected"]

VERDICTS: dict[Action, Verdict] = {"accept": "confirmed", "edit": "corrected", "reject": "rejected"}


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
    """``named`` beside the words; ``resolved`` from a surname, pronoun or role; ``corrected``: as the reader says;
    ``rejected``: the reader says that what was found is wrong; ``unclear``; ``none``: no quote."""
    resolved_by: ResolvedBy | None
    candidates: tuple[str, ...]
    """Whom it might be, where the attribution is unclear."""
    speaker_verdict: Verdict | None
    """What the reader said of the quote and its speaker."""
    speaker_judged_by: str | None
    speaker_judged_at: str | None
    """UTC, ISO 8601."""
    speaker_found: str | None
    """Whom the extraction gave, where the reader named somebody else or rejected it."""
    speaker_now: str | None
    """Whom the article, read again today, gives as the speaker, where that is no longer the one noted."""
    source: str | None
    """The outlet."""
    title: str | None
    lead: str | None
    """The lead, where there is no title."""
    published: str | None
    """ISO date."""
    published_now: str | None
    """The day that the article, read again today, gives, where that is no longer the one noted."""
    published_verdict: Verdict | None
    """What the reader said of the date of publication."""
    published_judged_by: str | None
    published_judged_at: str | None
    """UTC, ISO 8601."""
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
    corrected: CorrectedFacts | None = None,
    corrections: Sequence[Correction] = (),
) -> Citation:
    """The citation of *highlight*.

    *placement* and *corrected* are those of the article as it is today, where it is at hand. Where they hold no word
    of the reader, that among the reader's *corrections* of the article counts which was said of the text in which the
    words were marked. What was noted on marking is replaced by the reader's own word only: a speaker or day found
    today that is another is given beside it.
    """
    span = placement.span if placement else None
    start, end, paragraph = highlight.start, highlight.end, highlight.paragraph
    if span is not None and corrected is not None:
        start, end, paragraph = span.start, span.end, paragraph_number(corrected.article, span.start)
    quote, publication = _judged(highlight, span, corrected, corrections)
    return Citation(
        text=highlight.text,
        marked=highlight.kind,
        **_speaker(highlight, quote),
        speaker_now=None if quote else _speaker_now(highlight, span, corrected),
        source=highlight.source,
        title=highlight.title,
        lead=highlight.lead,
        **_published(highlight, publication),
        published_now=None if publication else _published_now(highlight, corrected),
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
    """The citations of *highlights* in their order, checked against the articles that *load* gives for an id.

    *load* gives articles and facts as they were read; the notebook's corrections are applied here.
    """
    known: dict[str, tuple[dict[int, Placement], CorrectedFacts] | None] = {}
    citations = []
    for highlight in highlights:
        if highlight.article not in known:
            loaded = load(highlight.article)
            known[highlight.article] = loaded and (
                {place.highlight.id: place for place in notebook.placements(loaded[0])},
                notebook.corrected(*loaded),
            )
        found = known[highlight.article]
        placement, corrected = (found[0].get(highlight.id), found[1]) if found else (None, None)
        said = notebook.corrections(highlight.article, highlight.sha256)
        citations.append(cite(highlight, placement, corrected, said))
    return citations


def _judged(
    highlight: Highlight,
    span: Span | None,
    corrected: CorrectedFacts | None,
    corrections: Sequence[Correction],
) -> tuple[Judged[Quote] | None, Judged[Publication] | None]:
    """What the reader said of the quote around the words and of the date of publication; null for nothing."""
    quote: Judged[Quote] | None = None
    publication: Judged[Publication] | None = None
    if corrected is not None:
        quote = _said_of(highlight, corrected.quote_around(span) if span else None)
        publication = corrected.published if corrected.published.verdict else None
    then = standing_corrections(row for row in corrections if row.sha256 == highlight.sha256)
    return quote or _said_then(highlight, then), publication or _published_then(then)


def _said_then(highlight: Highlight, rows: Iterable[Correction]) -> Judged[Quote] | None:
    """What *rows*, of the text in which the words were marked, say of the quote noted then; null for nothing.

    Of the quotes around the words the shortest is the one noted, unless that is of another kind or speaker: then
    the reader spoke of another quote around it.
    """
    around = [row for row in rows if isinstance(row.fact, Quote) and _covers(row, highlight)]
    row = min(around, key=lambda row: row.end - row.start, default=None)
    if row is None or not isinstance(row.fact, Quote):
        return None
    if (row.fact.kind, row.fact.speaker) != (highlight.quote_kind, highlight.speaker):
        return None
    quote = with_edits(row.fact, row.edits)
    if "speaker" in row.edits:
        quote = msgspec.structs.replace(quote, **NAMED_BY_READER)
    return Judged(quote, None, row)


def _covers(row: Correction, highlight: Highlight) -> bool:
    """Whether the words stand in those of *row* at the same place; another cleaning may have moved either."""
    within = Span(highlight.start - row.start, highlight.end - row.start)
    return Span(row.start, row.end).covers(highlight.span) and within.of(row.text) == highlight.text


def _published_then(rows: Iterable[Correction]) -> Judged[Publication] | None:
    said: Judged[Publication] | None = None
    for row in rows:
        fact = row.corrected()
        if isinstance(fact, Publication):
            said = Judged(fact if row.action != "reject" else Publication(), None, row)
    return said


def _said_of(highlight: Highlight, quote: Judged[Quote] | None) -> Judged[Quote] | None:
    """*quote* if the reader said something of it; that the article's own words are no quote needs no saying."""
    if quote is None or quote.verdict is None:
        return None
    return None if quote.verdict == "reject" and highlight.quote_kind is None else quote


def _speaker(highlight: Highlight, quote: Judged[Quote] | None) -> dict[str, Any]:
    """The fields of a citation that say whose words these are: the reader's word, else what was noted on marking."""
    said = quote.correction if quote else None
    by: Highlight | Quote = quote.fact if quote and said and said.action != "reject" else highlight
    rejected = said is not None and said.action == "reject"
    speaker = None if rejected else by.speaker
    found = said.fact.speaker if said and isinstance(said.fact, Quote) else None
    return {
        "kind": by.kind if isinstance(by, Quote) else by.quote_kind,
        "speaker": speaker,
        "office": None if rejected else by.office,
        "speaks_for": None if rejected else by.speaks_for,
        "attribution": "rejected" if rejected else _attribution(by),
        "resolved_by": None if rejected else by.resolved_by,
        "candidates": () if rejected else by.candidates,
        "speaker_verdict": VERDICTS[said.action] if said else None,
        "speaker_judged_by": said.by if said else None,
        "speaker_judged_at": said.created_at if said else None,
        "speaker_found": found if found != speaker else None,
    }


def _published(highlight: Highlight, publication: Judged[Publication] | None) -> dict[str, Any]:
    """The fields of a citation that say when the article was published."""
    said = publication.correction if publication else None
    return {
        "published": publication.fact.date if publication and said else highlight.published,
        "published_verdict": VERDICTS[said.action] if said else None,
        "published_judged_by": said.by if said else None,
        "published_judged_at": said.created_at if said else None,
    }


def _attribution(by: Highlight | Quote) -> Attribution:
    if isinstance(by, Highlight) and by.quote_kind is None:
        return "none"
    if by.speaker is None:
        return "unclear"
    # A speaker whom nothing in the text resolves is one that the reader named.
    ways: dict[str | None, Attribution] = {"name": "named", "none": "corrected"}
    return ways.get(by.resolved_by, "resolved")


def _speaker_now(highlight: Highlight, span: Span | None, corrected: CorrectedFacts | None) -> str | None:
    if highlight.quote_kind is None or span is None or corrected is None:
        return None
    quote = quote_around(corrected.facts, span)
    return quote.speaker if quote and quote.speaker != highlight.speaker else None


def _published_now(highlight: Highlight, corrected: CorrectedFacts | None) -> str | None:
    today = corrected.published.fact.date if corrected else None
    return today if today != highlight.published else None


_PRINTED = (
    "text", "speaker", "office", "speaks_for", "candidates", "speaker_judged_by", "speaker_found", "speaker_now",
    "source", "title", "lead", "published_judged_by",
)  # fmt: skip
_NO_PART_OF_A_WORD = dict.fromkeys(map(ord, "\u00ad\u200b\ufeff"))


def printed(citation: Citation) -> Citation:
    """*citation* for people: soft hyphens, zero width spaces and byte order marks are left out of its words.

    They only say where a line may break or how a file was encoded, so that the words are the same without them. The
    characters of the path and the address stay: those are to be found exactly.
    """
    return msgspec.structs.replace(
        citation, **{name: _without_breaks(getattr(citation, name)) for name in _PRINTED}
    )


def _without_breaks(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(map(_without_breaks, value))
    return value and value.translate(_NO_PART_OF_A_WORD)
