"""Where a query's words stand in a text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from index.article import Span
from index.collection.analyzer import WORD, fold, terms
from index.collection.conflation import cores, root, stands_alone
from index.collection.names import NAME_FIELDS, initials, name_terms
from index.collection.query import Query, Words
from index.collection.spotting import Spotter


class Highlighter:
    """Marks what one query means in any number of texts.

    A word is found in all its forms, a phrase and a name side by side as written, a prefix at the beginning of words.
    *names* are further names that stand for a part of the query, such as "Tiongkok" for ``country:China``. Words that
    were asked of the title alone count in a title only, and ``source:`` in neither.
    """

    def __init__(self, query: Query, *, in_title: bool = False, names: Iterable[str] = ()) -> None:
        self._roots: set[str] = set()
        self._terms = _Sequences(fold)
        self._keys = _Sequences(_key)
        for words in query.wanted():
            if words.field in (None, "quote", "title" if in_title else None):
                self._add(words)
            elif words.field in NAME_FIELDS - {"source"}:
                self._keys.add(name_terms(words.text.rstrip("*")), last_is_prefix=words.kind == "prefix")
        for name in names:
            self._terms.add(tuple(terms(name)))
        letters = {letter for key in self._keys.firsts for letter in initials(key)}
        alone = {one for one in self._roots if stands_alone(one)}
        self._spotter = Spotter(
            whole={*self._terms.following, *alone},
            beginnings={*self._terms.prefixes, *letters},
            inside={core for one in self._roots - alone for core in cores(one)},
        )

    def spans(self, text: str) -> list[Span]:
        """Where the words stand in *text*, in text order and without overlap."""
        found: set[Span] = set()
        sequences = [kind for kind in (self._terms, self._keys) if kind.firsts]
        for word, start, end in self._spotter.words(text):
            if self._roots and root(fold(word)) in self._roots:
                found.add(Span(start, end))
            for kind in sequences:
                found.update([Span(start, last) for last in kind.ends(text, word, end)])
        return _merged(found)

    def _add(self, words: Words) -> None:
        roots = {root(term) for term in words.terms}
        if words.kind == "word" and len(roots) == 1:
            self._roots |= roots
        else:
            self._terms.add(words.terms, last_is_prefix=words.kind == "prefix")


class _Sequences:
    """Terms to stand side by side, where *as_term* makes a term of a word."""

    def __init__(self, as_term: Callable[[str], str]) -> None:
        self._as_term = as_term
        self.prefixes: tuple[str, ...] = ()
        """Beginnings of a word that are all there is to find."""
        self.following: dict[str, list[tuple[tuple[str, ...], bool]]] = {}
        """First term → what must follow, and whether the last of that is a prefix."""

    @property
    def firsts(self) -> Iterable[str]:
        """What the first word is or begins with."""
        return (*self.prefixes, *self.following)

    def add(self, wanted: tuple[str, ...], *, last_is_prefix: bool = False) -> None:
        """Look for the terms *wanted*, too."""
        if len(wanted) == 1 and last_is_prefix:
            self.prefixes += wanted
        elif wanted:
            self.following.setdefault(wanted[0], []).append((wanted[1:], last_is_prefix))

    def ends(self, text: str, word: str, end: int) -> Iterator[int]:
        """Where the sequences end that begin with *word*, which ends at *end*."""
        term = self._as_term(word)
        if term.startswith(self.prefixes):
            yield end
        for rest, last_is_prefix in self.following.get(term, ()):
            last = self._follow(text, end, rest, last_is_prefix)
            if last is not None:
                yield last

    def _follow(self, text: str, at: int, rest: tuple[str, ...], last_is_prefix: bool) -> int | None:
        words = (match for match in WORD.finditer(text, at) if fold(match[0]))
        for position, wanted in enumerate(rest, 1):
            match = next(words, None)
            if match is None:
                return None
            found = self._as_term(match[0])
            may_go_on = last_is_prefix and position == len(rest)
            if found != wanted and not (may_go_on and found.startswith(wanted)):
                return None
            at = match.end()
        return at


def _key(word: str) -> str:
    return " ".join(name_terms(word))


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged
