"""A query tree to clauses, one segment at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field
from datetime import date

from index.collection.conflation import root
from index.collection.names import NAME_FIELDS, KnownName, name_terms
from index.collection.query import And, Flag, Node, Not, Or, Period, Words
from index.collection.schema import EDGE, EDGE_LETTERS, KEYS, ROOTS
from index.collection.searching.beginnings import Beginning
from index.collection.searching.bm25 import Statistics, Weighing
from index.collection.searching.clause import AllOf, AnyOf, Clause, Listed, Stretch, Without
from index.collection.searching.patience import Patience
from index.collection.searching.segment import Segment
from index.collection.searching.words import Key, Phrase, TermClause, WordClause

_NOTHING = Stretch(range(0))


@dataclass(slots=True)
class Lookup:
    """What a search has to know beyond the index: names, and the reader's own marks."""

    countries: Callable[[Words], frozenset[str]]
    """ISO codes of the countries that words mean."""
    known: Callable[[str, Words], list[KnownName]]
    """The names of a field that words mean."""
    visits: Callable[[Period], list[bytes]]
    """The terms of the field ``visit`` that touch a period."""
    flagged: Mapping[str, Set[int]] = field(default_factory=dict)
    """Flag → numbers of the documents that have it (``marked``, ``read``), through all segments."""


class Planner:
    """Makes clauses for one segment; unless they are to be *scored*, their scores mean nothing."""

    def __init__(
        self, segment: Segment, statistics: Statistics, lookup: Lookup, patience: Patience, *, scored: bool
    ) -> None:
        self._segment = segment
        self._statistics = statistics
        self._lookup = lookup
        self._patience = patience
        self._scored = scored

    def clause(self, node: Node | None) -> Clause:
        """The clause for *node*; for null, one that finds every document."""
        match node:
            case None:
                return self._everything()
            case Words():
                return self._words(node)
            case Period():
                return self._period(node)
            case Flag(name):
                return self._flag(name)
            case Not(inner):
                return Without(self.clause(inner), self._segment.count)
            case Or(nodes):
                return _any([self.clause(inner) for inner in nodes])
            case And(nodes):
                wanted = [self.clause(inner) for inner in nodes if not isinstance(inner, Not)]
                unwanted = [self.clause(inner.node) for inner in nodes if isinstance(inner, Not)]
                return AllOf(wanted or [self._everything()], unwanted)

    def _everything(self) -> Clause:
        return Stretch(range(self._segment.count))

    def _flag(self, name: str) -> Clause:
        flagged = self._lookup.flagged.get(name.removeprefix("un"), frozenset())
        first, count = self._segment.offset, self._segment.count
        self._patience.spend(len(flagged) >> 8)
        listed = Listed(sorted(number - first for number in flagged if first <= number < first + count))
        return Without(listed, count) if name.startswith("un") else listed

    def _period(self, period: Period) -> Clause:
        if period.field == "visit":
            return self._keys("visit", self._lookup.visits(period))
        first, last = period.ends
        low = first.toordinal() if first else 1
        high = last.toordinal() if last else date.max.toordinal()
        return Stretch(self._segment.published(low, high))

    def _keys(self, name: str, keys: list[bytes]) -> Clause:
        terms = [term for key in keys if (term := self._segment.term(name, key)) is not None]
        return _any([Key(self._segment.postings(term, self._patience)) for term in terms])

    def _term(self, name: str, term: str) -> TermClause | None:
        raw = term.encode(errors="surrogatepass")
        found = self._segment.term(name, raw)
        if found is None:
            return None
        rarity = self._statistics.rarity(name, raw) if self._scored else 1.0
        return TermClause(self._segment.postings(found, self._patience), self._weighing(name, rarity))

    def _weighing(self, name: str, rarity: float) -> Weighing:
        return Weighing(rarity, self._statistics.norms(name), self._segment.lengths(name))

    def _phrase(self, name: str, terms: tuple[str, ...]) -> TermClause | Phrase | None:
        words = [word for term in terms if (word := self._term(name, term)) is not None]
        if len(words) < len(terms):
            return None
        return words[0] if len(words) == 1 else Phrase(words)

    def _words(self, words: Words) -> Clause:
        name = words.field or "text"
        if name == "country":
            return self._keys("country", [code.encode() for code in sorted(self._lookup.countries(words))])
        if name in NAME_FIELDS:
            return self._name(name, words)
        if words.kind == "prefix":
            return self._prefix(name, words.terms)
        roots = {root(term) for term in words.terms}
        if words.kind == "phrase" or len(roots) > 1:
            return self._phrase(name, words.terms) or _NOTHING
        forms = self._term(ROOTS[name], roots.pop())
        if forms is None:
            return _NOTHING
        return WordClause(forms, self._phrase(name, words.terms) if self._scored else None)

    def _prefix(self, name: str, terms: tuple[str, ...]) -> Clause:
        *before, prefix = terms
        if name == "text" and not before and len(prefix) <= EDGE_LETTERS:
            return self._term(EDGE, prefix) or _NOTHING
        last = self._beginning(name, prefix.encode())
        if not before:
            return last
        words = [word for term in before if (word := self._term(name, term)) is not None]
        return Phrase([*words, last]) if len(words) == len(before) else _NOTHING

    def _beginning(self, name: str, prefix: bytes) -> Beginning:
        rarity = 1.0
        if self._scored:
            rarity = self._statistics.rarity_of(self._statistics.occurrences(name, prefix, self._patience))
        terms = self._segment.beginning(name, prefix, self._patience)
        return Beginning(self._segment, terms, self._weighing(name, rarity), self._patience)

    def _name(self, name: str, words: Words) -> Clause:
        """Names side by side as typed, spellings made one, and whoever is known to go by such a name."""
        terms = name_terms(words.text.rstrip("*"))
        if not terms:
            return _NOTHING
        typed = self._prefix(name, terms) if words.kind == "prefix" else self._phrase(name, terms)
        keys = {known.key for known in self._lookup.known(name, words)} if name in KEYS else set()
        called = (
            self._keys(KEYS[name], [key.encode(errors="surrogatepass") for key in sorted(keys)])
            if keys
            else _NOTHING
        )
        return _any([typed or _NOTHING, called])


def _any(clauses: list[Clause]) -> Clause:
    clauses = [clause for clause in clauses if clause.end > clause.first]
    if not clauses:
        return _NOTHING
    return clauses[0] if len(clauses) == 1 else AnyOf(clauses)
