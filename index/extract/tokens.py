"""The one token pass that every grammar runs over.

Tokens are kept as parallel lists, since the grammars mostly look at one column and building an object a token costs
more than all else in the pass.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from operator import eq

from index.article import Span
from index.language import load

_TOKEN = re.compile(r"[^\W\d_]+(?:['’‘`][^\W\d_]+)*|\d+|[^\w\s]|_")
_SEAM = re.compile(
    r"(?<=[a-z]{4})(?=[A-Z][a-z]{3})|(?<=^di)(?=[A-Z][a-z])|(?<=^ke)(?=[A-Z][a-z])|^[A-Z]{2,3}(?=[A-Z][a-z]{4})"
)
"""Where two words ran together when a link between them was cut out: "PrabowoSubianto", "keRusia", "RIPrabowo".

Names with a capital inside ("McDonald", "YouTube", "NasDem") have a shorter first or second half.
"""
_SUSPECT = re.compile(r"[a-z][A-Z]|[A-Z]{2}[a-z]")
"""What every seam has around it: paragraphs without it, nearly all, need no second look at each word."""
_TERMINATORS = frozenset(".?!…")
_CLOSERS = frozenset("\"”’'»)]")
_ABBREVIATIONS = frozenset(load("abbreviations")["stopped"]["words"])
_NO_INITIAL_AFTER = frozenset(load("abbreviations")["initials"]["not_after"])


class Tokens:
    """The tokens of one article body.

    Column lists, all of one length: ``text``, ``lower`` (casefolded), ``start`` and ``end`` (offsets in the body),
    ``sentence`` and ``paragraph`` (0-based numbers). A hyphen is a token of its own; ``glued[i]`` tells whether
    nothing stands between token ``i - 1`` and token ``i``. ``sentences`` and ``paragraphs`` hold the half-open token
    ranges.
    """

    __slots__ = (
        "body", "text", "lower", "start", "end", "glued", "sentence", "paragraph", "sentences", "paragraphs",
    )  # fmt: skip

    def __init__(self, body: str, paragraphs: Sequence[Span]) -> None:
        self.body = body
        self.text: list[str] = []
        self.start: list[int] = []
        self.end: list[int] = []
        self.sentence: list[int] = []
        self.paragraph: list[int] = []
        self.sentences: list[range] = []
        self.paragraphs: list[range] = []
        for span in paragraphs:
            self._read(span)
        self.lower = list(map(str.casefold, self.text))
        self.glued = [False, *map(eq, self.end, self.start[1:])]

    def __len__(self) -> int:
        return len(self.text)

    def at(self, offset: int) -> int:
        """Index of the last token that starts at or before *offset*; -1 if there is none."""
        return bisect_right(self.start, offset) - 1

    def words(self, first: int, last: int) -> str:
        """The body from the start of token *first* to the end of token ``last - 1``."""
        return self.body[self.start[first] : self.end[last - 1]]

    def span(self, first: int, last: int) -> Span:
        """The span of the tokens ``[first, last)``."""
        return Span(self.start[first], self.end[last - 1])

    def _read(self, span: Span) -> None:
        first = len(self.text)
        body = self.body
        cuts = _SUSPECT.search(body, span.start, span.end) is not None
        add_text, add_start, add_end = self.text.append, self.start.append, self.end.append
        for match in _TOKEN.finditer(body, span.start, span.end):
            start, end = match.span()
            if cuts:
                start = self._cut(match[0], start)
            add_text(body[start:end])
            add_start(start)
            add_end(end)
        if len(self.text) == first:
            return
        number = len(self.paragraphs)
        self.paragraphs.append(range(first, len(self.text)))
        self.paragraph.extend([number] * (len(self.text) - first))
        begin = first
        for stop in self._sentence_ends(first):
            self._close_sentence(begin, stop)
            begin = stop
        if begin < len(self.text):
            self._close_sentence(begin, len(self.text))

    def _cut(self, word: str, start: int) -> int:
        """Add all but the last of the words that ran together in *word*; the offset at which the last one starts."""
        begin = 0
        for seam in _SEAM.finditer(word):
            cut = seam.end()  # a seam is an empty match, or the acronym before it
            if begin < cut < len(word):
                self.text.append(word[begin:cut])
                self.start.append(start + begin)
                self.end.append(start + cut)
                begin = cut
        return start + begin

    def _close_sentence(self, begin: int, stop: int) -> None:
        self.sentence.extend([len(self.sentences)] * (stop - begin))
        self.sentences.append(range(begin, stop))

    def _sentence_ends(self, first: int) -> list[int]:
        """Token indices after which a sentence that began at or after *first* is over."""
        text, start, end = self.text, self.start, self.end
        ends = []
        stops = [i for i in range(first, len(text) - 1) if text[i] in _TERMINATORS]
        for i in stops:
            if text[i] == "." and i > first and end[i - 1] == start[i]:
                before = text[i - 1]
                initial = len(before) == 1 and before.isupper() and text[i - 2] not in _NO_INITIAL_AFTER
                if initial or before.casefold() in _ABBREVIATIONS:
                    continue
            after = i + 1
            while after < len(text) and text[after] in _CLOSERS and start[after] == end[after - 1]:
                after += 1
            if after >= len(text) or start[after] == end[after - 1]:
                continue
            if not text[after][0].islower():
                ends.append(after)
        return ends
