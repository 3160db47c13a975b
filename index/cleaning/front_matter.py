"""The ``key: value`` lines between two ``---`` at the head of a Markdown file."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.cleaning.lines import Line
from index.language import load

_FENCE = "---"
_LONGEST = 30
"""Lines that are searched for the closing fence."""
_PAIR = re.compile(r"(?P<key>[\w-]+)\s*:\s*(?P<value>.*)")


def read(text: str, lines: Sequence[Line]) -> tuple[dict[str, str], int]:
    """The fields that are known, by their English names, and how many of *lines* the block takes.

    Without a block that opens on the first line and closes, or with a line in it that is no field, nothing is taken.
    """
    if not lines or lines[0].span.of(text) != _FENCE:
        return {}, 0
    names = {
        name: field for field, spellings in load("furniture")["front_matter"].items() for name in spellings
    }
    fields: dict[str, str] = {}
    for number, line in enumerate(lines[1:_LONGEST], 1):
        words = line.span.of(text)
        if words == _FENCE:
            return fields, number + 1
        pair = _PAIR.fullmatch(words)
        if pair is None and not words.startswith("- "):
            break
        if pair is not None and (field := names.get(pair["key"].casefold())):
            value = pair["value"].strip().strip("\"'")
            if value:
                fields.setdefault(field, value)
    return {}, 0
