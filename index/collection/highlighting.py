"""Where a query's words stand in a text, and the stretch of it that shows them best."""

from __future__ import annotations

from collections.abc import Iterable

from index.article import Span
from index.collection.analyzer import located_terms
from index.collection.conflation import root
from index.collection.names import NAME_FIELDS, name_terms
from index.collection.query import Query, Words
from index.collection.results import Snippet

SNIPPET_CHARACTERS = 160
_LEAD_IN = 40
"""Characters of a snippet before the first mark."""

Located = list[tuple[str, int, int]]


def hit_spans(query: Query, text: str, *, in_title: bool = False, names: Iterable[str] = ()) -> list[Span]:
    """Where the words of *query* stand in *text*, in text order and without overlap.

    A word is found in all its forms, a phrase and a name side by side as written, a prefix at the beginning of words.
    *names* are further names that stand for a part of the query, such as "Tiongkok" for ``country:China``. Words that
    were asked of the title alone count in a title only, and ``source:`` in neither.
    """
    located = located_terms(text)
    spans: set[Span] = set()
    for words in query.wanted():
        if words.field in (None, "quote", "title" if in_title else None):
            spans.update(_matches(words, located))
        elif words.field in NAME_FIELDS - {"source"}:
            spans.update(_name_matches(words, text, located))
    for name in names:
        spans.update(_sequences(tuple(term for term, _, _ in located_terms(name)), located))
    return _merged(spans)


def _matches(words: Words, located: Located) -> Iterable[Span]:
    if words.kind == "prefix":
        *before, prefix = words.terms
        if before:
            return _sequences(words.terms, located, last_is_prefix=True)
        return [Span(start, end) for term, start, end in located if term.startswith(prefix)]
    wanted = {root(term) for term in words.terms}
    if words.kind == "word" and len(wanted) == 1:
        only = wanted.pop()
        return [Span(start, end) for term, start, end in located if root(term) == only]
    return _sequences(words.terms, located)


def _name_matches(words: Words, text: str, located: Located) -> Iterable[Span]:
    folded = [(" ".join(name_terms(text[start:end])), start, end) for _, start, end in located]
    return _sequences(name_terms(words.text.rstrip("*")), folded, last_is_prefix=words.kind == "prefix")


def _sequences(wanted: tuple[str, ...], located: Located, *, last_is_prefix: bool = False) -> Iterable[Span]:
    """Where the terms *wanted* stand side by side."""
    count = len(wanted)
    if not count:
        return
    for i in range(len(located) - count + 1):
        found = tuple(term for term, _, _ in located[i : i + count])
        if found == wanted or (
            last_is_prefix and found[:-1] == wanted[:-1] and found[-1].startswith(wanted[-1])
        ):
            yield Span(located[i][1], located[i + count - 1][2])


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def make_snippet(body: str, spans: list[Span], length: int = SNIPPET_CHARACTERS) -> Snippet:
    """At most *length* characters of *body*, cut at words, around the densest group of *spans*; else its beginning.

    A line break becomes a blank, so that the snippet is one line; an ellipsis shows where the body goes on.
    """
    start = _best_start(spans, length)
    begin = 0 if start <= _LEAD_IN else _word_start(body, start - _LEAD_IN)
    end = min(len(body), begin + length)
    if end < len(body):
        blank = body.rfind(" ", begin + length // 2, end)
        end = blank if blank > 0 else end
    head, tail = ("…" if begin else ""), ("…" if end < len(body.rstrip()) else "")
    inner = body[begin:end]
    text = head + inner.replace("\n", " ") + tail
    shift = len(head) - begin
    marks = tuple(
        Span(span.start + shift, min(span.end, end) + shift) for span in spans if begin <= span.start < end
    )
    return Snippet(text, marks)


def _best_start(spans: list[Span], length: int) -> int:
    """Where the window of *length* begins that holds the most spans."""
    best, most = (spans[0].start if spans else 0), 0
    last = 0
    for i, span in enumerate(spans):
        last = max(last, i)
        while last + 1 < len(spans) and spans[last + 1].end <= span.start + length - _LEAD_IN:
            last += 1
        if last - i + 1 > most:
            best, most = span.start, last - i + 1
    return best


def _word_start(body: str, at: int) -> int:
    """The beginning of the first word that starts at or after *at*, a paragraph break before it respected."""
    blank = body.find(" ", at, at + _LEAD_IN)
    return blank + 1 if blank >= 0 else at
