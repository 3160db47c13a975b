"""An article made ready for the screen: its shown body and the stretches of it that a reader can point at.

Built in a worker, then only read. Offsets are code points of the body throughout.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from index.article import Article, Span
from index.facts import Facts, Quote
from index.sanitise import visible
from tui.layout import Layer

ENTITY_TYPES = ("person", "office", "country", "place", "organisation", "date")
"""The types that keys 1 to 6 show and hide, in that order; the first five are those of a Mention."""

Target = Literal["entity", "quote", "visit", "date"]
"""What the reader can jump to."""

_MARKS = frozenset("\"“”„«»'‘’")


@dataclass(frozen=True)
class Unit:
    """What stands under the cursor and can be highlighted as a whole."""

    kind: Literal["quote", "sentence"]
    span: Span
    quote: Quote | None = None


@dataclass(frozen=True)
class Reading:
    """One article with its facts, as the reading room shows it."""

    article: Article
    facts: Facts
    body: str
    """The body, each code point shown as one visible one."""
    sentences: tuple[Span, ...]
    starts: tuple[int, ...]
    """Where sentences and quotes begin (a quote at its opening mark), ascending: the stops of the cursor."""
    hits: tuple[Span, ...] = ()
    """Where the words of the search stand."""
    position: int | None = None
    """Where reading stopped last time."""
    published: str = ""
    """The publication date in the language of the screen, empty when unknown."""
    signs: tuple[tuple[int, str], ...] = ()
    """Where facts begin that the reader judged, ascending, each with its sign."""
    _quotes: tuple[Quote, ...] = field(default=(), repr=False)

    @classmethod
    def of(
        cls,
        article: Article,
        facts: Facts,
        *,
        hits: Iterable[Span] = (),
        position: int | None = None,
        published: str = "",
        signs: Iterable[tuple[int, str]] = (),
    ) -> Reading:
        """Prepare *article*; *published* is its date as the screen's language writes it."""
        from index.extract.tokens import Tokens  # Not before the first paint.

        tokens = Tokens(article.body, article.paragraphs)
        sentences = tuple(tokens.span(rows.start, rows.stop) for rows in tokens.sentences)
        quotes = tuple(sorted(facts.quotes, key=lambda quote: quote.start))
        openings = (_opening(article.body, quote) for quote in quotes)
        return cls(
            article=article,
            facts=facts,
            body=visible(article.body, lines=True),
            sentences=sentences,
            starts=tuple(sorted({span.start for span in sentences}.union(openings))),
            hits=tuple(sorted(hits)),
            position=position,
            published=published,
            signs=tuple(sorted(signs)),
            _quotes=quotes,
        )

    def unit_at(self, offset: int) -> Unit | None:
        """The innermost quote around *offset*, counting its marks, else the sentence, else None."""
        body = self.body
        around = [
            quote
            for quote in self._quotes
            if _opening(body, quote) <= offset < quote.end + _is_mark(body, quote.end)
        ]
        if around:
            quote = min(around, key=lambda quote: quote.end - quote.start)
            return Unit("quote", quote.span, quote)
        index = bisect_right(self.sentences, offset, key=lambda span: span.start) - 1
        if index >= 0 and offset < self.sentences[index].end:
            return Unit("sentence", self.sentences[index])
        following = self.sentences[index + 1 : index + 2]
        # Between two sentences: the one that comes, so that a blank line is no dead spot.
        return Unit("sentence", following[0]) if following else None

    def stop_in(self, start: int, end: int) -> int | None:
        """The first sentence or quote that begins in ``[start, end)``."""
        index = bisect_left(self.starts, start)
        return self.starts[index] if index < len(self.starts) and self.starts[index] < end else None

    def targets(self, kind: Target, hidden: frozenset[str] = frozenset()) -> list[Span]:
        """The places a jump of *kind* stops at, ascending; entities of *hidden* types are passed over."""
        facts = self.facts
        if kind == "entity":
            spans = {mention.span for mention in facts.mentions if mention.type not in hidden}
        elif kind == "quote":
            spans = {quote.span for quote in facts.quotes}
        elif kind == "date":
            spans = {date.span for date in facts.dates}
        else:
            spans = {span for visit in facts.visits for span in visit.evidence[:1]}
        return sorted(spans)

    def layers(self, hidden: frozenset[str], highlights: Sequence[Span]) -> list[Layer]:
        """What lies on the body, lowest first: direct quotes, entities (inner ones above), highlights, hits."""
        quotes = [(quote.start, quote.end, "quote") for quote in self._quotes if quote.kind == "direct"]
        entities = [
            (mention.start, mention.end, str(mention.type))
            for mention in self.facts.mentions
            if mention.type not in hidden
        ]
        if "date" not in hidden:
            entities += [(date.start, date.end, "date") for date in self.facts.dates]
        entities.sort(key=lambda layer: layer[0] - layer[1])
        marks = [(span.start, span.end, "highlight") for span in highlights]
        return [*quotes, *entities, *marks, *((hit.start, hit.end, "hit") for hit in self.hits)]


def _is_mark(body: str, offset: int) -> bool:
    return 0 <= offset < len(body) and body[offset] in _MARKS


def _opening(body: str, quote: Quote) -> int:
    return quote.start - (quote.kind == "direct" and _is_mark(body, quote.start - 1))
