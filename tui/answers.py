"""What the reading room asks, and the messages in which the answers come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from textual.message import Message

from index.article import Article, Span
from index.errors import DiploError
from tui.outline import Outline
from tui.reading import Reading
from tui.widgets.result_list import Result

if TYPE_CHECKING:
    from index.collection import Expansion, QueryProblem
    from index.facts import Facts
    from index.notebook import CorrectedFacts, Highlight, Placement

Order = Literal["relevance", "newest", "oldest"]
ORDERS: tuple[Order, ...] = ("relevance", "newest", "oldest")
Scope = Literal["article", "search", "all"]

BATCH = 60
"""Results asked for at a time: a screen or two."""
MOST = 1_000
"""Results that are listed at most: whoever wants others narrows the search or turns the order round."""


@dataclass(frozen=True)
class Question:
    """A search: the query as typed, the order, and how many results."""

    query: str = ""
    order: Order = "relevance"
    limit: int = BATCH
    is_typed: bool = False
    """Whether the query is still being typed, so that its last word may be the beginning of one."""

    def same_search(self, other: Question) -> bool:
        """Whether the two differ in the number of results only."""
        return replace(self, limit=0) == replace(other, limit=0)

    def next_order(self) -> Order:
        """The order after this one; without a query there is no relevance to order by."""
        orders = ORDERS if self.query.strip() else ORDERS[1:]
        return orders[(orders.index(self.order) + 1) % len(orders)] if self.order in orders else orders[-1]


class Found(Message):
    """The answer to *question*; where it is not *exact*, *total* is the least that there are."""

    def __init__(
        self,
        question: Question,
        results: tuple[Result, ...],
        total: int,
        exact: bool,
        problems: tuple[QueryProblem, ...],
        expansions: tuple[Expansion, ...],
    ) -> None:
        super().__init__()
        self.question = question
        self.results = results
        self.total = total
        self.exact = exact
        self.problems = problems
        self.expansions = expansions


class Counted(Message):
    """How many articles the search of *question* finds; *exact* as in :class:`Found`."""

    def __init__(self, question: Question, total: int, exact: bool) -> None:
        super().__init__()
        self.question = question
        self.total = total
        self.exact = exact


class Snippets(Message):
    """Snippets that were asked for, by article, for the results of *question*."""

    def __init__(self, question: Question, snippets: Mapping[str, tuple[str, tuple[Span, ...]]]) -> None:
        super().__init__()
        self.question = question
        self.snippets = snippets


class Opened(Message):
    """An article to read, with its highlights."""

    def __init__(
        self,
        reading: Reading,
        outline: Outline,
        placements: tuple[Placement, ...],
        stored: tuple[Article, Facts],
        corrected: CorrectedFacts,
    ) -> None:
        super().__init__()
        self.reading = reading
        """The article with the reader's corrections."""
        self.outline = outline
        self.placements = placements
        self.stored = stored
        """Article and facts as the collection has them: what highlights are made of and corrections applied to."""
        self.corrected = corrected

    def with_placements(self, placements: tuple[Placement, ...]) -> Opened:
        """The same article with other highlights."""
        return Opened(self.reading, self.outline, placements, self.stored, self.corrected)

    @property
    def spans(self) -> list[Span]:
        """Where the highlights stand in the text."""
        return [placement.span for placement in self.placements if placement.span is not None]

    @property
    def detached(self) -> list[Highlight]:
        """The highlights whose words are not in the text any more."""
        return [placement.highlight for placement in self.placements if placement.span is None]


class Marked(Message):
    """What happened to a highlight, in words.

    *article_id* is the article whose highlight it was, if any, and *is_marked* whether that still has one.
    *placements* are the highlights that the article *placed_in* now has: the one that was open.
    """

    def __init__(
        self,
        notice: str,
        *,
        article_id: str | None = None,
        is_marked: bool = False,
        placed_in: str | None = None,
        placements: tuple[Placement, ...] = (),
    ) -> None:
        super().__init__()
        self.notice = notice
        self.article_id = article_id
        self.is_marked = is_marked
        self.placed_in = placed_in
        self.placements = placements


class Corrected(Message):
    """What happened to a fact, in words.

    *opened* is the article that was open, anew with its corrections; None where the correction is another one's.
    """

    def __init__(self, notice: str, opened: Opened | None) -> None:
        super().__init__()
        self.notice = notice
        self.opened = opened


class Copied(Message):
    """A citation to hand to the terminal."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class Exported(Message):
    """*count* highlights were written to *path*."""

    def __init__(self, path: Path, count: int) -> None:
        super().__init__()
        self.path = path
        self.count = count


class Changed(Message):
    """The collection is not the one that was last searched; article *gone*, if any, has been found to have left it."""

    def __init__(self, gone: str | None) -> None:
        super().__init__()
        self.gone = gone


class Failed(Message):
    """What was asked for could not be done."""

    def __init__(self, error: DiploError, *, while_searching: bool = False) -> None:
        super().__init__()
        self.error = error
        self.while_searching = while_searching
