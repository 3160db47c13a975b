"""Where the title of a link that is glued into a paragraph ends, and the article goes on.

To cut words of the article is worse than to leave words of a title: where no sign tells where the article goes on, only
the label of the link is taken out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from index.language import load

_LONGEST = 160
"""Characters of the longest titles."""
_FEWEST_WORDS = 3
"""No title is shorter than this many words."""
_FEWEST_BEFORE_NAME = 5
"""A capital before the sixth word is taken for a name within the title."""
_CAPITALISED = 0.6
"""A title with a larger share of capitals is written in capitals throughout: a capital tells nothing there."""
_SENTENCE_END = re.compile(r"[.!?…][\"”’)]*(?=\s+[A-Z\"“]|\s*$)")
_BARE_COMMA = re.compile(r",(?=[A-Z]|[\"“][A-Z])")
_WORD = re.compile(r"\S+")
_MARKS = '"“”,.:;()'
_OPENING = '"“'


def is_title(line: str) -> bool:
    """Whether *line*, behind the label of a link, is nothing but a title: no sentence of the article stands in it."""
    if _BARE_COMMA.search(line) is not None:
        return False
    words = line.split()
    stops = _SENTENCE_END.search(line) is not None
    return not (stops and (_reports(words) or _opener(words, len(words)) is not None))


def end(line: str, start: int, stop: int) -> int:
    """Where the title that begins at *start* ends: at *stop*, unless words of the article stand before that.

    A title has no full stop. Flattened pages join it to the text by a bare comma. Else the article goes on with a
    capitalised word that only sentences begin with ("Terkait itu, …"), or with a capital that does not go on a name,
    in titles that are not themselves in capitals; and in any case before a quotation and the verb of a report.
    """
    sentence = _SENTENCE_END.search(line, start, stop)
    joint = _BARE_COMMA.search(line, start, stop if sentence is None else sentence.end())
    if joint is not None and joint.end() - start <= _LONGEST:
        return joint.end()
    last = stop if sentence is None else sentence.end()
    matches = list(_WORD.finditer(line, start, last))
    words = [match[0] for match in matches]
    if sentence is None and last - start <= _LONGEST and not _reports(words):
        return stop
    begin = _sentence_begins(words)
    return start if begin is None else matches[begin].start()


def _sentence_begins(words: Sequence[str]) -> int | None:
    """The first of *words* that is the article's and not the title's; null where nothing tells."""
    limit = _limit(words)
    if (opener := _opener(words, limit)) is not None:
        return opener
    capitals = sum(word[0].isupper() for word in words[:limit])
    if capitals > _CAPITALISED * limit:
        return None
    for number in range(_FEWEST_BEFORE_NAME, min(limit + 1, len(words))):
        if words[number][0] in _OPENING:
            return None if words[number - 1][-1] in ":," else number
        if _begins_name(words[number - 1], words[number]):
            return number
    return None


def _opener(words: Sequence[str], limit: int) -> int | None:
    """The first of *words*, up to number *limit*, that hardly ever stands capitalised but where a sentence begins."""
    openers = frozenset(load("furniture")["sentence_openers"])
    for number in range(_FEWEST_WORDS, min(limit + 1, len(words))):
        word = words[number].strip(_MARKS)
        if words[number][0].isupper() and word.casefold() in openers:
            return number
    return None


def _begins_name(before: str, word: str) -> bool:
    """Whether a capital begins at *word*, and no preposition before it makes it a place."""
    bare = word.strip(_MARKS)
    if not (bare.istitle() or bare.isupper()) or not bare.isalpha() or len(bare) <= 2:
        return False
    if before.casefold() in load("furniture")["title_prepositions"]:
        return False
    return len(before) <= 2 or not before[0].isupper()


def _limit(words: Sequence[str]) -> int:
    """How many of *words* stand before the first quotation mark or verb of a report, and within a title's length."""
    length = 0
    for number, word in enumerate(words):
        length += len(word) + 1
        if word[0] in _OPENING or word.strip(_MARKS).casefold() in _reporting() or length > _LONGEST:
            return number
    return len(words)


def _reports(words: Sequence[str]) -> bool:
    return any(word.strip(_MARKS).casefold() in _reporting() for word in words)


@cache
def _reporting() -> frozenset[str]:
    """Verbs of speaking, as the grammar of dates has them."""
    return frozenset(load("dates")["tense"]["reported"])
