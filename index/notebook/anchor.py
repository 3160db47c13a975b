"""Find marked words again in a text that may have changed.

Words count as found only where they stand unchanged (white space aside) and where it is clear which of
several places is meant. Anything less is no place at all: a quotation that moved to the wrong sentence would
be cited wrongly.
"""

from __future__ import annotations

import re

from index.article import Span

CLEAR_ALONE = 32
"""Words this long that occur once need no context to be recognised."""
CLEAR_SIDE = 8
"""Code points of context that must agree on a side for it to count, and that tell the better of two places."""


def locate(body: str, text: str, before: str, after: str, start: int) -> Span | None:
    """Where *text* stands in *body*, or null where it does not or where that is open.

    *before* and *after* are the neighbouring code points as they were on marking, *start* the offset then.
    """
    at_start = Span(start, start + len(text))
    if at_start.of(body) == text and _sides(body, at_start, before, after) == (len(before), len(after)):
        return at_start
    if not text.strip():
        return None
    ranked = sorted(
        (
            (_sides(body, place, before, after), place)
            for place in (Span(*found.span()) for found in _pattern(text, before, after).finditer(body))
        ),
        key=lambda candidate: -sum(candidate[0]),
    )
    if not ranked:
        return None
    (left, right), place = ranked[0]
    if len(ranked) > 1 and left + right - sum(ranked[1][0]) < CLEAR_SIDE:
        return None
    left_clear, right_clear = left >= min(CLEAR_SIDE, len(before)), right >= min(CLEAR_SIDE, len(after))
    if len(text) >= CLEAR_ALONE:
        return place if len(ranked) == 1 or left_clear or right_clear else None
    whole_side = (left == len(before) > CLEAR_SIDE) or (right == len(after) > CLEAR_SIDE)
    return place if whole_side or (left_clear and right_clear) else None


def _pattern(text: str, before: str, after: str) -> re.Pattern[str]:
    """The words of *text* with any white space between; an end that was a word's end must be one again."""
    head = r"(?<!\w)" if _is_word(text[0]) and not _is_word(before[-1:]) else ""
    tail = r"(?!\w)" if _is_word(text[-1]) and not _is_word(after[:1]) else ""
    return re.compile(head + r"\s+".join(re.escape(word) for word in text.split()) + tail)


def _is_word(character: str) -> bool:
    return re.match(r"\w", character) is not None


def _sides(body: str, place: Span, before: str, after: str) -> tuple[int, int]:
    """Code points of context that agree before and after *place*, counted outwards from the words."""
    left = _common(before[::-1], body[max(0, place.start - len(before)) : place.start][::-1])
    return left, _common(after, body[place.end : place.end + len(after)])


def _common(one: str, other: str) -> int:
    shared = min(len(one), len(other))
    return next((i for i in range(shared) if one[i] != other[i]), shared)
