"""How the articles that a query finds are spread: over countries, sources, time, speakers, people and bodies."""

from __future__ import annotations

from dataclasses import dataclass

from index.collection.fields import FIELDS
from index.collection.query import QueryProblem
from index.collection.results import Expansion

FACETS: dict[str, tuple[str, ...]] = {
    **{field: FIELDS[field] for field in ("country", "source", "speaker", "person", "org")},
    "year": ("year", "tahun"),
    "month": ("month", "bulan"),
}
"""What articles can be counted by → the names it goes by, English first, the Indonesian one that is shown second."""


@dataclass(frozen=True, slots=True)
class FacetCount:
    """A value and the number of articles found that have it."""

    value: str
    """ISO 3166-1 alpha-2 code of a country, ``YYYY`` or ``YYYY-MM``; otherwise the name."""
    name: str
    """The name under which most articles have it; of a year or month the same as ``value``."""
    query: str
    """The part of a query that finds articles with it: ``country:CN``, ``speaker:"Sergei Lavrov"``."""
    count: int


@dataclass(frozen=True, slots=True)
class FacetCounts:
    """The articles found, counted by one of :data:`FACETS`: each once for every value that it has."""

    facet: str
    counts: tuple[FacetCount, ...]
    """The commonest first; years and months from the latest on."""
    values: int
    """How many values there are, those not listed included."""
    total: int
    """How many articles were found, those without a value included."""
    is_exact: bool
    """False where counting was broken off, so that all numbers are lower bounds."""
    problems: tuple[QueryProblem, ...] = ()
    expansions: tuple[Expansion, ...] = ()
    is_understood: bool = True
    """False where nothing of the query could be read, so that nothing was counted."""


def facet_called(name: str) -> str | None:
    """The facet that goes by *name* in one of the two languages, if one does."""
    wanted = name.casefold()
    return next((facet for facet, names in FACETS.items() if wanted in names), None)
