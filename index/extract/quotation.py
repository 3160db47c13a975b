"""Pairing of quotation marks.

Newspaper text mixes “ ”, ” ”, " ", « » and ' ', loses marks, and runs a quotation over several paragraphs with one
opening mark each. Marks are therefore read with a state and a direction told by the spaces around them; where a mark is
missing, the next one whose direction is plain sets the state right again, so that a mark never swallows what follows.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

from index.extract.cues import lexicon
from index.extract.tokens import Tokens

Direction = Literal["open", "close", "either"]

_DOUBLE = frozenset('"“”„‟″«»')
_SINGLE = frozenset("'‘’‚`´")
_SIGNS = _DOUBLE | _SINGLE
_LEFT = frozenset("“„«‘‚")
_RIGHT = frozenset("”»’")
_STOPS = frozenset(".?!…,")
_SENTENCE_START = _STOPS | {":"}


@dataclass(frozen=True, slots=True)
class Quotation:
    """The words between two marks: tokens ``[first, last)``; with the marks, ``[opening, closing)``.

    ``runs_on`` marks a quotation that has no closing mark in its paragraph because the next paragraph goes on with it.
    """

    opening: int
    first: int
    last: int
    closing: int
    runs_on: bool = False


@dataclass(frozen=True, slots=True)
class _Mark:
    first: int
    last: int
    direction: Direction
    double: bool


def find_quotations(tokens: Tokens) -> list[Quotation]:
    """The outermost quotations in text order; a quotation inside another is part of it.

    None reaches beyond its paragraph. A mark that never finds its partner opens nothing, unless the next paragraph
    shows that the quotation goes on there.
    """
    found: list[Quotation] = []
    marks: list[list[_Mark]] = [[] for _ in tokens.paragraphs]
    for mark in _marks(tokens):
        marks[tokens.paragraph[mark.first]].append(mark)
    for number, paragraph in enumerate(tokens.paragraphs):
        if not marks[number]:
            continue
        pairs, left_open = _pair(tokens, marks[number])
        found += [Quotation(a.first, a.last, b.first, b.last) for a, b in pairs if a.last < b.first]
        if (
            left_open
            and left_open.last < paragraph.stop
            and number + 1 < len(marks)
            and _goes_on(tokens, left_open, paragraph, marks[number + 1])
        ):
            found.append(
                Quotation(left_open.first, left_open.last, paragraph.stop, paragraph.stop, runs_on=True)
            )
    return found


def _marks(tokens: Tokens) -> list[_Mark]:
    """Every quotation mark with its direction; two single marks side by side are one double mark."""
    found: list[_Mark] = []
    text, glued = tokens.text, tokens.glued
    last, total = 0, len(text)
    for i in [i for i, sign in enumerate(text) if sign in _SIGNS]:
        if i < last:
            continue
        sign = text[i]
        double = sign in _DOUBLE
        last = i + 1
        if not double and last < total and text[last] == sign and glued[last]:
            double, last = True, last + 1
        direction = _direction(tokens, i, last)
        if double or direction != "either":
            found.append(_Mark(i, last, direction, double))
    return found


def _direction(tokens: Tokens, first: int, last: int) -> Direction:
    """The direction of the mark at tokens ``[first, last)``: first by the spaces around it, then by its shape."""
    text, glued, total = tokens.text, tokens.glued, len(tokens)
    before = first - 1 if first and text[first - 1] == "\\" and glued[first] else first
    same = before > 0 and tokens.paragraph[before - 1] == tokens.paragraph[first]
    left = same and glued[before] and text[before - 1] not in "([{"
    right = last < total and glued[last] and (text[last][0].isalnum() or text[last] in "([{#@$\\" + "'‘“\"")
    sign = text[first]
    if not left and right:
        return "close" if first and text[first - 1] in _STOPS and _follows_speech(text[last]) else "open"
    if left and not right:
        return "close"
    if sign in _LEFT:
        return "open"
    if sign in _RIGHT and not right:
        return "close"
    return "close" if not right and last < total and _follows_speech(text[last]) else "either"


def _follows_speech(word: str) -> bool:
    """Whether *word* is a reporting word as it stands behind a quotation: "kata", "ujarnya"."""
    cue = lexicon().forms.get(word)
    return cue is not None and cue.form in ("bare", "nya")


def _pair(tokens: Tokens, marks: list[_Mark]) -> tuple[list[tuple[_Mark, _Mark]], _Mark | None]:
    """The outermost pairs among the *marks* of one paragraph, and the mark that is left open at its end.

    A closing mark that closed nothing was an opening one set on the wrong side of its space, if the next mark is met
    with nothing open either and a reporting word stands behind it.
    """
    pairs: list[tuple[_Mark, _Mark]] = []
    doubles = [mark for i, mark in enumerate(marks) if mark.double or _stands_for_double(tokens, marks, i)]
    opened: _Mark | None = None
    stray: _Mark | None = None
    depth = 0
    for number, mark in enumerate(doubles):
        if opened is None:
            if not mark.double:
                continue
            if stray is not None and mark.direction != "open" and _ends_speech(tokens, mark):
                pairs.append((stray, mark))
                stray = None
            elif mark.direction != "close":
                opened, depth = mark, 1
            else:
                stray = mark
        elif mark.direction == "open":
            if _nested(doubles, number):
                depth += 1
            else:
                opened, depth = mark, 1
        else:
            depth -= 1
            if not depth:
                pairs.append((opened, mark))
                opened = stray = None
    pairs += _single_pairs(marks, pairs)
    return sorted(pairs, key=lambda pair: pair[0].first), opened


def _ends_speech(tokens: Tokens, mark: _Mark) -> bool:
    return mark.last < len(tokens) and _follows_speech(tokens.text[mark.last])


def _stands_for_double(tokens: Tokens, marks: list[_Mark], number: int) -> bool:
    """Whether the single mark *number* closes a double one: "“Saya siap,’ kata Budi"."""
    mark = marks[number]
    alone = number == 0 or marks[number - 1].double or marks[number - 1].direction != "open"
    return alone and mark.direction == "close" and _ends_speech(tokens, mark)


def _nested(marks: list[_Mark], number: int) -> bool:
    """Whether the opening mark *number*, met inside an open quotation, opens an inner one.

    It does if two closing marks follow before the next opening one; else the open quotation has lost its end.
    """
    following = [mark.direction for mark in marks[number + 1 : number + 3]]
    return len(following) == 2 and "open" not in following and following[1] == "close"


def _single_pairs(marks: list[_Mark], outer: list[tuple[_Mark, _Mark]]) -> list[tuple[_Mark, _Mark]]:
    """Pairs of single marks outside the double ones; a double mark between two single ones parts them."""
    pairs: list[tuple[_Mark, _Mark]] = []
    starts = [a.first for a, _ in outer]
    opened: _Mark | None = None
    for mark in marks:
        if mark.double:
            opened = None
        elif _inside(mark, outer, starts):
            continue
        elif mark.direction == "open":
            opened = mark
        elif opened is not None:
            pairs.append((opened, mark))
            opened = None
    return pairs


def _inside(mark: _Mark, pairs: list[tuple[_Mark, _Mark]], starts: list[int]) -> bool:
    """Whether *mark* stands within one of *pairs*, which begin at *starts* in rising order."""
    number = bisect_right(starts, mark.first) - 1
    return number >= 0 and mark.first < pairs[number][1].first


def _goes_on(tokens: Tokens, opening: _Mark, paragraph: range, following: list[_Mark]) -> bool:
    """Whether a quotation left open at the end of *paragraph* goes on in the next one.

    It does if it began a sentence and the next paragraph begins with a mark: one that opens again, or a stray one with
    a reporting word behind it.
    """
    starts_sentence = opening.first == paragraph.start or tokens.text[opening.first - 1] in _SENTENCE_START
    if not starts_sentence or not following or following[0].first != paragraph.stop:
        return False
    mark = following[0]
    return mark.direction == "open" or _ends_speech(tokens, mark)
