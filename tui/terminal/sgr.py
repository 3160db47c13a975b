"""Styles as the parameters of one SGR sequence, and the shortest way from one style to another.

A style is a text: the parameters of the sequence (ECMA-48 8.3.117) that sets all of it on a reset terminal, attributes
first, then foreground, then background (``1;38;5;252;48;5;234``); the empty text is the terminal's own. A hyperlink
follows after a blank, as OSC 8 takes it: ``4 id=7;https://…``. The same look is always the same text.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

STYLE = re.compile(r"(?:[0-9]+(?:;[0-9]+)*)?(?: [ -~]+)?")
"""What may be a style; what matches holds nothing that could end the sequence it is put into."""

_OFF = {"1": "22", "2": "22", "3": "23", "4": "24", "5": "25", "6": "25", "7": "27", "8": "28", "9": "29"} | {
    "21": "24", "51": "54", "52": "54", "53": "55",
}  # fmt: skip
_SEEN_ON_BLANKS = frozenset(("4", "5", "6", "7", "9", "21", "51", "52", "53"))
_EXTENDED = {"5": 3, "2": 5}
"""Parameters of an extended colour (38 and 48) by its kind: palette index, or red, green and blue."""


class Look(NamedTuple):
    """A style taken apart; colours as their parameters, empty for the terminal's own."""

    attributes: tuple[str, ...]
    foreground: str
    background: str
    link: str


@lru_cache(4096)
def look(style: str) -> Look:
    """The parts of *style*."""
    numbers, _, link = style.partition(" ")
    parameters = numbers.split(";") if numbers else []
    attributes, foreground, background = [], "", ""
    while parameters:
        length = _EXTENDED.get(parameters[1], 1) if parameters[0] in ("38", "48") and parameters[1:] else 1
        taken, parameters = parameters[:length], parameters[length:]
        number = int(taken[0])
        if number in range(30, 39) or number in range(90, 98):
            foreground = ";".join(taken)
        elif number in range(40, 49) or number in range(100, 108):
            background = ";".join(taken)
        elif number == 39:
            foreground = ""
        elif number == 49:
            background = ""
        else:
            attributes.append(taken[0])
    return Look(tuple(attributes), foreground, background, link)


def in_one_form(style: str) -> str:
    """*style* as the same look is always written."""
    parts = look(style)
    numbers = ";".join(filter(None, (*parts.attributes, parts.foreground, parts.background)))
    return f"{numbers} {parts.link}" if parts.link else numbers


@lru_cache(4096)
def on_blank(style: str) -> str:
    """What of *style* shows on a blank: all of it under a line or reversed, else the background alone."""
    parts = look(style)
    if parts.link or not _SEEN_ON_BLANKS.isdisjoint(parts.attributes):
        return style
    return parts.background


@lru_cache(4096)
def is_background(style: str) -> bool:
    """Whether *style* is nothing but a background, or nothing at all: what erasing can leave behind."""
    parts = look(style)
    return style == parts.background


@lru_cache(16384)
def change(old: str, new: str) -> str:
    """The shortest sequence that turns a terminal drawing in *old* to *new*."""
    before, after = look(old), look(new)
    numbers = new.partition(" ")[0]
    change = f"\x1b[;{numbers}m" if numbers else "\x1b[m"
    parameters = list(_changed(before, after))
    if "" not in parameters and len(step := f"\x1b[{';'.join(parameters)}m") < len(change):
        change = step if parameters else ""
    if before.link == after.link:
        return change
    return f"{change}\x1b]8;{after.link or ';'}\x1b\\"


def _changed(before: Look, after: Look) -> list[str]:
    # What nothing is known to turn off leaves an empty parameter, which means a reset.
    off = {_OFF.get(attribute, "") for attribute in before.attributes if attribute not in after.attributes}
    kept = [attribute for attribute in before.attributes if _OFF.get(attribute) not in off]
    parameters = [*off, *(attribute for attribute in after.attributes if attribute not in kept)]
    if before.foreground != after.foreground:
        parameters.append(after.foreground or "39")
    if before.background != after.background:
        parameters.append(after.background or "49")
    return parameters
