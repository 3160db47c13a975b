"""The stretch of a text that shows best what was found in it."""

from __future__ import annotations

from index.article import Span
from index.collection.results import Snippet

SNIPPET_CHARACTERS = 160
_LEAD_IN = 40
"""Characters of a snippet before the first mark."""


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
