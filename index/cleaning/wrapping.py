"""Lines that belong to one paragraph: hard-wrapped text, and paragraphs torn apart where a link was."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.article import Span
from index.cleaning.lines import Line

_ENDS_SENTENCE = re.compile(r"[.!?…:;][\"”’)*]*$|[\"”]$")
_GOES_ON = re.compile(r"[,;)]|[\"”]\s+[a-z]|[a-z]|\.(?:\s|$)")
_WORD = re.compile(r"[^\W_]")
_WRAP_AT = range(50, 110)
"""Columns at which people and mail programs wrap text."""
_LONGEST_LINK = 60
_SHARE_AT_WIDTH = 0.7


def paragraphs(text: str, rows: Sequence[tuple[Line, list[Span]]]) -> list[list[Span]]:
    """The runs of *rows* by paragraph: a row a paragraph, but for rows that go on with the one before.

    A row without a letter or digit falls out unless it closes the sentence before it.
    """
    wrapped = _wrapped_blocks(text, rows)
    found: list[list[Span]] = []
    block = -1
    for line, runs in rows:
        same_block = line.block == block and block in wrapped
        block = line.block
        if found and (same_block or _goes_on(text, found[-1], runs)):
            if not same_block and len(found) > 1 and _is_torn_link(text, found):
                found[-2:] = [found[-2] + found[-1]]
            found[-1].extend(runs)
        elif any(_WORD.search(run.of(text)) for run in runs):
            found.append(list(runs))
    return found


def _wrapped_blocks(text: str, rows: Sequence[tuple[Line, list[Span]]]) -> set[int]:
    """Numbers of the blocks of lines that are one paragraph each, broken at a fixed width."""
    blocks: dict[int, list[int]] = {}
    for line, _ in rows:
        blocks.setdefault(line.block, []).append(line.end - line.start)
    widths = [width for lines in blocks.values() for width in lines[:-1]]
    if _each_ends_sentence(text, rows):
        return set()
    at_width = sum(width in _WRAP_AT for width in widths)
    if not widths or at_width < len(widths) * _SHARE_AT_WIDTH or len(widths) < 3:
        return set()
    return {number for number, lines in blocks.items() if len(lines) > 1}


def _each_ends_sentence(text: str, rows: Sequence[tuple[Line, list[Span]]]) -> bool:
    """Whether the *rows* are paragraphs of a line each: wrapped lines rarely end where a sentence does."""
    ends = sum(
        _ENDS_SENTENCE.search(text, max(line.start, line.end - 8), line.end) is not None for line, _ in rows
    )
    return ends > len(rows) * _SHARE_AT_WIDTH


def _goes_on(text: str, before: Sequence[Span], runs: Sequence[Span]) -> bool:
    """Whether a row begins in the middle of the sentence that the row *before* left unfinished."""
    end, start = before[-1].end, runs[0].start
    tail = text[max(0, end - 40) : end]
    if _GOES_ON.match(text, start, runs[0].end):
        return text[start] in ',;)"”.' or _ENDS_SENTENCE.search(tail) is None
    return re.search(r"\([A-Z]{2,6}\)$", tail) is not None


def _is_torn_link(text: str, found: Sequence[Sequence[Span]]) -> bool:
    """Whether the last paragraph is the words of a link, cut off from the sentence before it."""
    last, before = found[-1], found[-2]
    length = last[-1].end - last[0].start
    tail = text[max(0, before[-1].end - 40) : before[-1].end]
    return length <= _LONGEST_LINK and _ENDS_SENTENCE.search(tail) is None
