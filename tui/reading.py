"""An article made ready for the screen: its shown body and the stretches of it that a reader can point at.

Built in a worker, then only read. Offsets are code points of the body throughout.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Literal

from index.article import Article, Span
from index.facts import Facts, Quote
from index.sanitise import visible
from tui.layout import Layer
from tui.sentences import Sentences

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
    sentences: Sentences
    hits: tuple[Span, ...] = ()
    """Where the words of the search stand."""
    position: int | None = None
    """Where reading stopped last time."""
    published: str = ""
    """The publication date in the language of the screen, empty when unknown."""
    signs: tuple[tuple[int, str], ...] = ()
    """Where facts begin that the reader judged, ascending, each with its sign."""
    _quotes: tuple[Quote, ...] = field(default=(), repr=False)
    """By where they begin."""
    _openings: tuple[int, ...] = field(default=(), repr=False)
    """Where they begin, their opening marks included."""
    _reach: tuple[int, ...] = field(default=(), repr=False)
    """The furthest end up to each of them."""
    _targets: dict[tuple[Target, frozenset[str]], list[Span]] = field(default_factory=dict, repr=False)

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
        quotes = tuple(sorted(facts.quotes, key=lambda quote: _opening(article.body, quote)))
        return cls(
            article=article,
            facts=facts,
            body=visible(article.body, lines=True),
            sentences=Sentences(article.body, article.paragraphs),
            hits=tuple(sorted(hits)),
            position=position,
            published=published,
            signs=tuple(sorted(signs)),
            _quotes=quotes,
            _openings=tuple(_opening(article.body, quote) for quote in quotes),
            _reach=tuple(accumulate((quote.end for quote in quotes), max)),
        )

    def unit_at(self, offset: int) -> Unit | None:
        """The innermost quote around *offset*, counting its marks, else the sentence, else None."""
        around = self._quotes_around(offset)
        if around:
            quote = min(around, key=lambda quote: quote.end - quote.start)
            return Unit("quote", quote.span, quote)
        # Between two sentences the one that comes, so that a blank line is no dead spot.
        sentence = self.sentences.at(offset)
        return Unit("sentence", sentence) if sentence is not None else None

    def _quotes_around(self, offset: int) -> list[Quote]:
        found: list[Quote] = []
        index = bisect_right(self._openings, offset) - 1
        # Back to where no quote reaches *offset* any more, a closing mark included.
        while index >= 0 and offset <= self._reach[index]:
            quote = self._quotes[index]
            if offset < quote.end + _is_mark(self.body, quote.end):
                found.append(quote)
            index -= 1
        return found[::-1]

    def stop_after(self, offset: int) -> int | None:
        """Where the next sentence or quote begins, a quote at its opening mark."""
        index = bisect_right(self._openings, offset)
        stops = (*self._openings[index : index + 1], self.sentences.start_after(offset))
        return min((stop for stop in stops if stop is not None), default=None)

    def stop_before(self, offset: int) -> int | None:
        """Where the last sentence or quote before begins."""
        index = bisect_left(self._openings, offset)
        stops = (*self._openings[max(0, index - 1) : index], self.sentences.start_before(offset))
        return max((stop for stop in stops if stop is not None), default=None)

    def stop_in(self, start: int, end: int) -> int | None:
        """The first sentence or quote that begins in ``[start, end)``."""
        stop = self.stop_after(start - 1)
        return stop if stop is not None and stop < end else None

    def targets(self, kind: Target, hidden: frozenset[str] = frozenset()) -> list[Span]:
        """The places a jump of *kind* stops at, ascending; entities of *hidden* types are passed over."""
        found = self._targets.get((kind, hidden))
        if found is None:
            self._targets.clear()
            found = self._targets[kind, hidden] = self._find_targets(kind, hidden)
        return found

    def _find_targets(self, kind: Target, hidden: frozenset[str]) -> list[Span]:
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
