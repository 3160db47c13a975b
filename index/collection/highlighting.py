"""Where a query's words stand in a text."""

from __future__ import annotations

import re
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
        letters = {letter for key in (*self._keys.whole, *self._keys.beginnings) for letter in initials(key)}
        alone = {one for one in self._roots if stands_alone(one)}
        self._spotter = Spotter(
            whole={*self._terms.whole, *alone},
            beginnings={*self._terms.beginnings, *letters},
            inside={core for one in self._roots - alone for core in cores(one)},
        )

    def spans(self, text: str) -> list[Span]:
        """Where the words stand in *text*, in text order and without overlap."""
        found: set[Span] = set()
        sequences = [kind for kind in (self._terms, self._keys) if kind]
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


class _Node:
    """What may stand after the same terms in several sequences."""

    def __init__(self) -> None:
        self.next: dict[str, _Node] = {}
        self.prefixes: tuple[str, ...] = ()
        """Beginnings of a word that ends a sequence here."""
        self.is_end = False
        """Whether a sequence ends with the term that led here."""


class _Sequences:
    """Terms to stand side by side, where *as_term* makes a term of a word."""

    def __init__(self, as_term: Callable[[str], str]) -> None:
        self._as_term = as_term
        self._root = _Node()

    @property
    def whole(self) -> Iterable[str]:
        """Terms that a sequence begins with."""
        return self._root.next.keys()

    @property
    def beginnings(self) -> Iterable[str]:
        """Beginnings of a word that are all there is to find."""
        return self._root.prefixes

    def __bool__(self) -> bool:
        return bool(self._root.next or self._root.prefixes)

    def add(self, wanted: tuple[str, ...], *, last_is_prefix: bool = False) -> None:
        """Look for the terms *wanted*, too."""
        node = self._root
        for term in wanted[:-1] if last_is_prefix else wanted:
            node = node.next.setdefault(term, _Node())
        if last_is_prefix:
            node.prefixes += wanted[-1:]
        elif wanted:
            node.is_end = True

    def ends(self, text: str, word: str, end: int) -> Iterator[int]:
        """Where the sequences end that begin with *word*, which ends at *end*."""
        node, term = self._root, self._as_term(word)
        while True:
            if node.prefixes and term.startswith(node.prefixes):
                yield end
            after = node.next.get(term)
            if after is None:
                return
            if after.is_end:
                yield end
            following = _next_word(text, end) if after.next or after.prefixes else None
            if following is None:
                return
            node, term, end = after, self._as_term(following[0]), following.end()


def _next_word(text: str, at: int) -> re.Match[str] | None:
    """The first word after *at* that has something to search for."""
    while (match := WORD.search(text, at)) is not None and not fold(match[0]):
        at = match.end()
    return match


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
