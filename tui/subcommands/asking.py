"""What the commands that take a query have in common: what they ask with it, and what they say about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from index.collection import SearchResult, parse
from index.collection.facets import FacetCounts
from index.collection.names import KINDS
from tui.console import Console
from tui.i18n import _, say
from tui.session import Session

if TYPE_CHECKING:
    from index.collection import Reader

_LIKE = 3
"""Names that are offered for one that is not known."""


def reader_flags(session: Session, query: str) -> Mapping[str, frozenset[str]]:
    """The articles marked and read, for ``is:``; the notebook is opened only when the query asks for them."""
    from index.paths import notebook_file

    if not parse(query).asks_flags or not notebook_file().exists():
        return {}
    with session.notebook() as notebook:
        return {"marked": frozenset(notebook.marked_ids()), "read": frozenset(notebook.read_ids())}


def report_query(console: Console, query: str, result: SearchResult | FacetCounts) -> None:
    """Say on standard error what in the query was not understood, and where, and what a name was taken to mean."""
    for problem in result.problems:
        console.note(_("Query: {problem}").format(problem=say(problem.message)))
        console.note(f"  {query}")
        console.note("  " + " " * problem.start + "^" * max(1, problem.end - problem.start))
    for expansion in result.expansions:
        console.note(
            _("{name} was searched as {names}").format(name=expansion.typed, names=", ".join(expansion.meant))
        )


def report_nothing(console: Console, query: str, result: SearchResult | FacetCounts, reader: Reader) -> None:
    """Say on standard error that nothing was found, and which names are spelt like those that no article has."""
    if not result.is_understood:
        console.note(_("Nothing was searched for: nothing in the query could be understood."))
        return
    console.note(_("Nothing was found."))
    for words in parse(query).wanted():
        if words.field not in KINDS or words.kind == "prefix":
            continue
        if reader.total(f'{words.field}:"{words.text}"')[0]:
            continue
        names = reader.suggest(words.field, words.text, limit=_LIKE)
        if names:
            text = _("{name} is in no article; names spelt like it: {names}")
            console.note(text.format(name=f"{words.field_as_typed}:{words.text}", names=", ".join(names)))


def told(result: SearchResult | FacetCounts) -> dict[str, object]:
    """What :func:`report_query` says, for programs."""
    return {
        "problems": [
            {"message": str(problem.message), "start": problem.start, "end": problem.end}
            for problem in result.problems
        ],
        "expansions": [
            {"typed": expansion.typed, "meant": list(expansion.meant)} for expansion in result.expansions
        ],
    }
