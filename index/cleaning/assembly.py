"""Runs of a document's text put together to the body of an article, with the map back to the file."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate

from index.article import SourceRun, Span
from index.sources.document import Repair

GAP = "\n\n"
"""What stands between two paragraphs of a body."""

_NO_SPACE_BEFORE = re.compile(r"[,.;:!?)\]%…]|[\"”’](?=[\s,.]|$)")


def assemble(
    text: str, paragraphs: Sequence[Sequence[Span]], repairs: Sequence[Repair]
) -> tuple[str, tuple[Span, ...], tuple[SourceRun, ...]]:
    """Body, paragraph spans and source map of *paragraphs*, each of them the runs of *text* it is made of.

    Runs of one paragraph are joined by a space, or by nothing where the next begins with closing punctuation or
    follows directly. The map leads past *repairs* to offsets in the decoded file.
    """
    pieces: list[str] = []
    spans: list[Span] = []
    runs: list[SourceRun] = []
    repaired = _Repaired(repairs)
    length = 0
    for paragraph in paragraphs:
        if spans:
            pieces.append(GAP)
            length += len(GAP)
        begin = length
        previous: Span | None = None
        for run in paragraph:
            words = run.of(text)
            if previous is not None and _needs_space(text, previous, run):
                pieces.append(" ")
                length += 1
            pieces.append(words)
            runs += repaired.runs(run, length)
            length += len(words)
            previous = run
        spans.append(Span(begin, length))
    return "".join(pieces), tuple(spans), tuple(runs)


def _needs_space(text: str, before: Span, after: Span) -> bool:
    if text[before.end - 1].isspace() or text[after.start].isspace():
        return False
    if not any(character.isspace() for character in text[before.end : after.start]):
        return False
    return _NO_SPACE_BEFORE.match(text, after.start) is None


class _Repaired:
    """Repairs, with the distance between text and file that has come together before each."""

    def __init__(self, repairs: Sequence[Repair]) -> None:
        self._repairs = repairs
        self._starts = [repair.start for repair in repairs]
        self._shifts = [0, *accumulate(repair.original - repair.length for repair in repairs)]

    def runs(self, run: Span, body: int) -> Iterator[SourceRun]:
        """The stretches of *run*, at *body* in the body, that stand letter for letter in the file."""
        first, last = bisect_left(self._starts, run.start), bisect_left(self._starts, run.end)
        start = run.start
        for number in range(first, last):
            repair = self._repairs[number]
            if repair.start > start:
                yield SourceRun(body + start - run.start, start + self._shifts[number], repair.start - start)
            start = repair.start + repair.length
        if start < run.end:
            yield SourceRun(body + start - run.start, start + self._shifts[last], run.end - start)
