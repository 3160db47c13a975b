"""The one place that makes foreign text harmless.

Article text, titles, file names and error texts come from outside and may hold terminal control sequences, bidi
overrides or invisible characters. :func:`visible` turns each such character into exactly one visible character, so
that offsets into the text stay true on the screen.
"""

from __future__ import annotations

import re

REPLACEMENT = "\ufffd"
"""Shown for a C1 control, a surrogate and a noncharacter."""
INVISIBLE = "\u2423"
"""Open box: shown for a format character (bidi, zero width) or another that draws nothing."""

# Unicode 17.0, general category Cf, with room for what the blocks may still get; then line and paragraph separator
# and the Hangul fillers, which are letters that draw nothing. A test checks it against the running Python's tables.
_FORMAT = (
    "\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    chr(plane << 16 | 0xFFFE) + chr(plane << 16 | 0xFFFF) for plane in range(17)
)
_BEYOND_C0 = f"\x7f-\x9f{_FORMAT}\ud800-\udfff{_NONCHARACTERS}"
_SUSPECT = re.compile(f"[\x00-\x1f{_BEYOND_C0}]")
_SUSPECT_IN_LINES = re.compile(f"[\x00-\x09\x0b-\x1f{_BEYOND_C0}]")
_FORMAT_CHARACTER = re.compile(f"[{_FORMAT}]")


def _shown(character: str) -> str:
    code = ord(character)
    if code in (0x09, 0x0A):
        return " "
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return INVISIBLE if _FORMAT_CHARACTER.match(character) else REPLACEMENT


def visible(text: str, *, lines: bool = False) -> str:
    """*text* with every control, bidi, zero-width and other invisible character shown as one visible character.

    The result has the same number of code points as *text*. A tab becomes a space. A line feed becomes a space too,
    or with *lines* stays a line feed.
    """
    if text.isascii() and text.isprintable():
        return text
    suspect = _SUSPECT_IN_LINES if lines else _SUSPECT
    return suspect.sub(lambda match: _shown(match[0]), text)


def escaped(text: str) -> str:
    """*text* with every dangerous character but line feed and tab written as ``\\uXXXX``.

    For plain output that a program may read again. A character beyond the basic plane becomes a surrogate pair, as
    in JSON.
    """
    return _SUSPECT.sub(lambda match: _escape(match[0]), text)


def _escape(character: str) -> str:
    if character in "\n\t":
        return character
    code = ord(character)
    if code > 0xFFFF:
        code -= 0x10000
        return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"
    return f"\\u{code:04x}"
