"""The lines of a document as spans of its text, with the joints of damaged archives undone."""

from __future__ import annotations

import re

import msgspec

from index.article import Span

# Archives that flatten a page leave paragraphs joined by a comma without a space (`tersebut.,Dalam`), and where a
# link was cut out a comma of its own.
_JOINT = re.compile(
    r"""(?<=[.!?…"”:])[ \xa0]*,[ ,\xa0]*(?<=,)(?=[A-Z"“‘\[]|\d+\.\s)|(?<=[.!?…])[ \xa0],[ ,\xa0]*(?=[A-Z"“])"""
)
_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_SPACES = " \t\xa0\u3000\ufeff\u200b"
_TRAILING_COMMA = re.compile(r"(?<=[.!?…\"”’)\]])[\s,\xa0]*,[\s,\xa0]*$")
_LEADING_COMMA = re.compile(r",(?!\s+\w)")
"""A comma at the head is what stands before a cut-out link, unless a clause goes on with it."""


class Line(msgspec.Struct, frozen=True):
    """A line ``[start, end)`` of the text without the white space round it; ``block`` counts the blank lines before."""

    start: int
    end: int
    block: int

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


def split(text: str) -> list[Line]:
    """The lines of *text* in order, those without anything printed left out."""
    lines: list[Line] = []
    block = end = 0
    for match in _LINE.finditer(text):
        gap = text[end : match.start()]
        if max(gap.count("\n"), gap.count("\r")) > 1:
            block += 1
        begin, end = match.span()
        for joint in _JOINT.finditer(text, begin, end):
            lines += _trimmed(text, begin, joint.start(), block)
            begin = joint.end()
            block += 1
        lines += _trimmed(text, begin, end, block)
    return lines


def _trimmed(text: str, start: int, end: int, block: int) -> list[Line]:
    """The line ``[start, end)`` without white space and stray commas at its ends; none if nothing is left."""
    words = text[start:end].rstrip(_SPACES)
    words = words[: trailing.start()] if (trailing := _TRAILING_COMMA.search(words)) else words
    stripped = words.lstrip(_SPACES)
    if _LEADING_COMMA.match(stripped):
        stripped = stripped.lstrip(_SPACES + ",")
    start += len(words) - len(stripped)
    return [Line(start, start + len(stripped), block)] if stripped else []
