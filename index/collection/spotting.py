"""The words of a text that a query may mean, found without folding all of it.

Most words of an article are plain: ASCII letters and digits, which fold to their lower case. Those are looked for by
one compiled expression in the text in lower case. All others – accents, apostrophes, soft hyphens, other scripts –
are given out as they come. Whoever asks folds what is given out and decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from index.collection.analyzer import INNER, WORD

Spot = tuple[str, int, int]
"""A word as written or in lower case, and its half-open code point range."""

_LETTERS = frozenset("0123456789abcdefghijklmnopqrstuvwxyz")
_PART = re.compile(rf"[^\W_]|[{INNER}]")
"""A character that may stand in a word."""
_UNPLAIN = re.compile("[^\\x00-\\x26\\x28-\\x5f\\x61-\\x7f\u00a0“”„…–—•]")
"""All that may keep a word from being plain, and some that does not: apostrophes, and what is not ASCII but for the
punctuation that news is full of."""
_LOWER = {ord(letter.upper()): letter for letter in _LETTERS if letter.isalpha()}


class Spotter:
    """Looks for folded words that are one of *whole*, begin with one of *beginnings* or hold one of *inside*."""

    def __init__(self, whole: Iterable[str], beginnings: Iterable[str], inside: Iterable[str]) -> None:
        alternatives = [
            *(re.escape(text) + _ENDS + _not_after(text) for text in sorted(set(whole)) if text.isascii()),
            *(re.escape(text) + _not_after(text) + _REST for text in _shortest(beginnings)),
            *(re.escape(text) + _REST for text in _shortest(inside)),
        ]
        self._plain = re.compile("|".join(alternatives)) if alternatives else None

    def words(self, text: str) -> Iterator[Spot]:
        """Every word of *text* that may be meant, and some others, in no particular order; one may come twice."""
        if self._plain is not None:
            yield from self._plain_words(self._plain, text)
        if not text.isascii() or "'" in text or "`" in text:
            yield from _other_words(text)

    def _plain_words(self, plain: re.Pattern[str], text: str) -> Iterator[Spot]:
        lower = _lower(text)
        for match in plain.finditer(lower):
            start, end = match.span()
            while start and lower[start - 1] in _LETTERS:
                start -= 1
            if _PART.match(lower, end) is None and not (start and _PART.match(lower, start - 1)):
                yield lower[start:end], start, end


_REST = "[0-9a-z]*+"
_ENDS = "(?![0-9a-z])"


def _not_after(text: str) -> str:
    """Behind *text* in an expression: no letter or digit stands before it."""
    return f"(?<![0-9a-z]{re.escape(text)})"


def _shortest(texts: Iterable[str]) -> list[str]:
    """Those of *texts* in ASCII that no other one of them begins."""
    found: list[str] = []
    for text in sorted(filter(str.isascii, texts)):
        if not (found and text.startswith(found[-1])):
            found.append(text)
    return found


def _lower(text: str) -> str:
    """*text* in lower case, as long as it is; only ASCII need be."""
    lower = text.lower()
    return lower if len(lower) == len(text) else text.translate(_LOWER)


def _other_words(text: str) -> Iterator[Spot]:
    """Every word of *text* that is not plain."""
    done = 0
    while (found := _UNPLAIN.search(text, done)) is not None:
        begin = found.start()
        while begin > done and _PART.match(text, begin - 1) is not None:
            begin -= 1
        word = WORD.search(text, begin)
        if word is None:
            return
        yield word[0], word.start(), word.end()
        done = max(word.end(), found.end())
