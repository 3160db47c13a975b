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
_EDGES = " \t\xa0\u3000\ufeff\u200b,"
_SPACES = " \t\xa0\u3000\ufeff\u200b"
_TRAILING_COMMA = re.compile(r"(?<=[.!?…\"”’)\]])[\s,\xa0]*,[\s,\xa0]*$")
_WORD = re.compile(r"\w")


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
        if text.count("\n", end, match.start()) > 1 or text.count("\r", end, match.start()) > 1 + text.count(
            "\n", end, match.start()
        ):
            block += 1
        end = match.end()
        begin = match.start()
        joints = list(_JOINT.finditer(text, begin, end))
        for number, (stop, following) in enumerate([*((j.start(), j.end()) for j in joints), (end, end)]):
            if number:
                block += 1
            if (line := _trimmed(text, begin, stop, block)) is not None:
                lines.append(line)
            begin = following
    return lines


def _trimmed(text: str, start: int, end: int, block: int) -> Line | None:
    words = text[start:end]
    stripped = words.strip(_SPACES)
    if not stripped:
        return None
    trailing = _TRAILING_COMMA.search(words.rstrip(_SPACES))
    if trailing is not None:
        end = start + trailing.start()
    while start < end and text[start] in _SPACES:
        start += 1
    # A comma at the head is what stands before a cut-out link, unless a clause goes on with it.
    if text[start:end].startswith(",") and not re.match(r",\s+\w", text[start:end]):
        while start < end and text[start] in _EDGES:
            start += 1
    while start < end and text[end - 1] in _SPACES:
        end -= 1
    return Line(start, end, block) if start < end else None
