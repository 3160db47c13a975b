"""The sentences of an article, found paragraph by paragraph where they are asked for.

Finding all of them takes longer than all else that opening a long article does. Offsets are code points of the body.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from index.article import Span


class Sentences:
    """Of *body* with these *paragraphs*, ascending."""

    def __init__(self, body: str, paragraphs: Sequence[Span]) -> None:
        self._body = body
        self._paragraphs = paragraphs
        self._found: dict[int, tuple[Span, ...]] = {}

    def at(self, offset: int) -> Span | None:
        """The sentence around *offset*; between two the one that comes, None behind the last."""
        number = max(0, self._paragraph(offset))
        for sentence in self._from(number):
            if offset < sentence.end:
                return sentence
        return None

    def start_after(self, offset: int) -> int | None:
        """Where the next sentence begins."""
        for sentence in self._from(max(0, self._paragraph(offset))):
            if offset < sentence.start:
                return sentence.start
        return None

    def start_before(self, offset: int) -> int | None:
        """Where the last sentence before begins."""
        for number in range(self._paragraph(offset), -1, -1):
            for sentence in reversed(self._of(number)):
                if sentence.start < offset:
                    return sentence.start
        return None

    def _paragraph(self, offset: int) -> int:
        """The last paragraph that begins at or before *offset*; -1 where there is none."""
        return bisect_right(self._paragraphs, offset, key=lambda span: span.start) - 1

    def _from(self, number: int) -> Iterator[Span]:
        for following in range(number, len(self._paragraphs)):
            yield from self._of(following)

    def _of(self, number: int) -> tuple[Span, ...]:
        if number not in self._found:
            from index.extract.tokens import Tokens  # Not before the first paint.

            tokens = Tokens(self._body, self._paragraphs[number : number + 1])
            self._found[number] = tuple(tokens.span(rows.start, rows.stop) for rows in tokens.sentences)
        return self._found[number]
