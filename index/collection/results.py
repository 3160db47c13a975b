"""What a search gives."""

from __future__ import annotations

from dataclasses import dataclass

from index.article import Article, Span
from index.collection.query import QueryProblem
from index.facts import Facts


@dataclass(frozen=True, slots=True)
class Snippet:
    """A stretch of a body around what was found; ``marks`` are spans of ``text``."""

    text: str
    marks: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """An article found. All texts are as the article has them: whoever shows them makes them safe."""

    id: str
    title: str
    """The title, or the lead where there is none."""
    source: str | None
    published: str | None
    """ISO date."""
    path: str
    line: int | None
    """1-based line of a record in a JSON Lines file."""
    score: float
    """BM25F, higher is better; 0 in an order by date."""
    title_marks: tuple[Span, ...] = ()
    """What was found in the title: spans of ``title``."""
    snippet: str = ""
    """Only filled for as many hits as the search asked for; see :meth:`CollectionReader.snippet`."""
    snippet_marks: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Expansion:
    """What part of a query was taken to mean: ``typed`` as the query has it, ``meant`` the names searched for."""

    typed: str
    meant: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The articles found, best or newest first."""

    hits: tuple[Hit, ...]
    total: int
    """How many articles match; with ``total_is_exact`` false, at least so many."""
    total_is_exact: bool
    problems: tuple[QueryProblem, ...] = ()
    expansions: tuple[Expansion, ...] = ()
    is_understood: bool = True
    """False where nothing of the query could be read, so that nothing was searched for."""
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article of the collection with its facts."""

    article: Article
    facts: Facts
