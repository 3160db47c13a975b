"""Text to search terms, the same for articles and for queries.

A term is a run of letters and digits, casefolded, in compatibility form, without accents, apostrophes and characters
that draw nothing. So "Jum’at" meets "jumat", a decomposed "é" the composed one and "e", and a soft hyphen or a
zero-width space does not split a word. A hyphen separates: "China-Rusia" is two terms side by side.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# What canonical decomposition puts behind a letter (Unicode 17.0; a test holds the two together), with the points of
# Hebrew and Arabic beside it.
_MARKS = (
    "\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u0610-\u061a\u064b-\u065f\u0670\u093c\u09bc\u0a3c\u0b3c\u0bd7\u0fb5\u0fb7"
    "\u102e\u1b35\u3099\u309a\U000110ba"
)
INNER = f"'’‘`ʼ\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff{_MARKS}"
"""Inside a word, in a character class: apostrophes as they are typed, marks, soft hyphen, zero-width and bidi
characters."""
WORD = re.compile(rf"[^\W_]+(?:[{INNER}]+[^\W_]+)*[{_MARKS}]*")
"""A word as written. Some have nothing to search for: :func:`fold` leaves nothing of them."""
_IGNORED = re.compile(f"[{INNER}]")
# Letters whose stroke, dot or ligature Unicode does not treat as an accent.
_PLAIN = str.maketrans(
    {"ı": "i", "ł": "l", "đ": "d", "ð": "d", "ø": "o", "æ": "ae", "œ": "oe", "þ": "th", "ħ": "h"}
)


@lru_cache(maxsize=1 << 18)
def fold(word: str) -> str:
    """The search term for one word as written; empty if nothing of it can be searched for."""
    if word.isascii():
        return word.lower().replace("'", "").replace("`", "")
    folded = _IGNORED.sub("", unicodedata.normalize("NFKD", word).casefold())
    return unicodedata.normalize("NFKC", _IGNORED.sub("", folded).translate(_PLAIN))


def terms(text: str) -> list[str]:
    """The search terms of *text* in order."""
    return [term for word in WORD.findall(text) if (term := fold(word))]


def located_terms(text: str) -> list[tuple[str, int, int]]:
    """The search terms of *text* in order, each with the half-open code point range of the word it came from."""
    return [(term, match.start(), match.end()) for match in WORD.finditer(text) if (term := fold(match[0]))]
