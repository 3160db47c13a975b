"""A query tree to Whoosh matchers, one index segment at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import islice
from typing import Any

from whoosh import matching
from whoosh import query as whoosh_query
from whoosh.reading import TermNotFound
from whoosh.searching import Searcher
from whoosh.util import make_binary_tree

from index.collection.conflation import root
from index.collection.names import NAME_FIELDS, KnownName, name_terms
from index.collection.query import And, Flag, Node, Not, Or, Period, Words
from index.collection.schema import KEYS, ROOTS

ROOT_BOOST = 0.2
"""What a form of a word counts against the word as typed. With b = 0.5 the exact form wins once even in an article
four times the usual length against any number of other forms."""
MOST_EXPANSIONS = 400
"""Terms that one prefix stands for; the alphabetically later ones are left out."""
SCORED_EXPANSIONS = 8
"""So many expansions of a prefix are scored each on its own; more count alike."""


@dataclass(slots=True)
class Lookup:
    """What the matcher has to know beyond the index: names, days of publication, the reader's own marks."""

    days: list[int]
    """Ordinal day of publication of every document, 0 where unknown, numbered through all segments."""
    countries: Callable[[Words], frozenset[str]]
    """ISO codes of the countries that words mean."""
    known: Callable[[str, Words], list[KnownName]]
    """The names of a field that words mean."""
    flagged: Mapping[str, frozenset[int]] = field(default_factory=dict)
    """Flag → numbers of the documents that have it (``marked``, ``read``)."""
    visits: Callable[[Period], list[bytes]] = lambda period: []
    """The terms of the field ``visit`` that touch a period."""
    cut: bool = False
    """Set when a prefix was too short to be searched in full."""


class SegmentMatcher:
    """Makes matchers for one segment, whose first document has the number *offset* in the whole index."""

    def __init__(self, searcher: Searcher, offset: int, lookup: Lookup) -> None:
        self.searcher = searcher
        self.reader = searcher.reader()
        self.offset = offset
        self.lookup = lookup

    def matcher(self, node: Node | None) -> Any:
        """A matcher for *node*; for null, one for every document."""
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
                return self._without(self._everything(), self.matcher(inner))
            case Or(nodes):
                return self._union([self.matcher(inner) for inner in nodes])
            case And(nodes):
                return self._and(nodes)

    def _and(self, nodes: tuple[Node, ...]) -> Any:
        wanted = [self.matcher(inner) for inner in nodes if not isinstance(inner, Not)]
        unwanted = [self.matcher(inner.node) for inner in nodes if isinstance(inner, Not)]
        found = make_binary_tree(self._intersection, wanted) if wanted else self._everything()
        return self._without(found, self._union(unwanted)) if unwanted else found

    @staticmethod
    def _intersection(one: Any, other: Any) -> Any:
        if not (one.is_active() and other.is_active()):
            return matching.NullMatcher()
        return matching.IntersectionMatcher(one, other)

    @staticmethod
    def _union(matchers: list[Any]) -> Any:
        active = [matcher for matcher in matchers if matcher.is_active()]
        return make_binary_tree(matching.UnionMatcher, active) if active else matching.NullMatcher()

    @staticmethod
    def _without(found: Any, unwanted: Any) -> Any:
        if not (found.is_active() and unwanted.is_active()):
            return found
        return matching.AndNotMatcher(found, unwanted)

    def _documents(self, numbers: list[int]) -> Any:
        """A matcher for the documents *numbers* of this segment, in ascending order, deleted ones left out."""
        if self.reader.has_deletions():
            numbers = [number for number in numbers if not self.reader.is_deleted(number)]
        return matching.ListMatcher(numbers) if numbers else matching.NullMatcher()

    def _everything(self) -> Any:
        return self._documents(list(range(self.reader.doc_count_all())))

    def _flag(self, name: str) -> Any:
        flagged = self.lookup.flagged.get(name.removeprefix("un"), frozenset())
        count = self.reader.doc_count_all()
        wanted = not name.startswith("un")
        return self._documents([n for n in range(count) if ((self.offset + n) in flagged) == wanted])

    def _period(self, period: Period) -> Any:
        if period.field == "visit":
            return self._union([self._term("visit", term) for term in self.lookup.visits(period)])
        first, last = period.ends
        low = first.toordinal() if first else 1
        high = last.toordinal() if last else date.max.toordinal()
        days = self.lookup.days[self.offset : self.offset + self.reader.doc_count_all()]
        return self._documents([number for number, day in enumerate(days) if low <= day <= high])

    def _term(self, name: str, term: str | bytes) -> Any:
        raw = term.encode(errors="surrogatepass") if isinstance(term, str) else term
        try:
            return self.searcher.postings(name, raw)
        except TermNotFound:
            return matching.NullMatcher()

    def _phrase(self, name: str, terms: tuple[str, ...]) -> Any:
        if len(terms) == 1:
            return self._term(name, terms[0])
        return whoosh_query.Phrase(name, list(terms)).matcher(self.searcher, self.searcher.context())

    def _words(self, words: Words) -> Any:
        name = words.field or "text"
        if name == "country":
            return self._union([self._term("country", code) for code in sorted(self.lookup.countries(words))])
        if name in NAME_FIELDS:
            return self._name(name, words)
        if words.kind == "prefix":
            return self._prefix(name, words.terms)
        roots = {root(term) for term in words.terms}
        if words.kind == "phrase" or len(roots) > 1:
            return self._phrase(name, words.terms)
        exact = self._phrase(name, words.terms)
        forms = self._term(ROOTS[name], roots.pop())
        if not forms.is_active():
            return exact
        forms = matching.WrappingMatcher(forms, boost=ROOT_BOOST)
        return matching.AndMaybeMatcher(forms, exact) if exact.is_active() else forms

    def _prefix(self, name: str, terms: tuple[str, ...]) -> Any:
        *before, prefix = terms
        found = list(islice(self.reader.expand_prefix(name, prefix), MOST_EXPANSIONS + 1))
        if len(found) > MOST_EXPANSIONS:
            self.lookup.cut = True
            del found[MOST_EXPANSIONS:]
        if before:
            return self._union([self._phrase(name, (*before, term.decode())) for term in found])
        matchers = [self._term(name, term) for term in found]
        if len(matchers) <= SCORED_EXPANSIONS:
            return self._union(matchers)
        return self._documents(sorted({number for matcher in matchers for number in matcher.all_ids()}))

    def _name(self, name: str, words: Words) -> Any:
        """Names side by side as typed, spellings made one, and whoever is known to go by such a name."""
        terms = name_terms(words.text.rstrip("*"))
        if not terms:
            return matching.NullMatcher()
        typed = self._prefix(name, terms) if words.kind == "prefix" else self._phrase(name, terms)
        keys = {known.key for known in self.lookup.known(name, words)} if name in KEYS else set()
        return self._union([typed, *map(partial(self._term, KEYS.get(name, name)), sorted(keys))])


def numbers(matcher: Any, cancelled: Callable[[], bool], every: int = 1024) -> Iterator[int]:
    """The document numbers that *matcher* finds, until *cancelled*, which is asked once in *every* documents."""
    for count, number in enumerate(matcher.all_ids()):
        if count % every == every - 1 and cancelled():
            return
        yield number
