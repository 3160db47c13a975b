"""What is wrong with a query, in the language of the screen.

The query language says it in English sentences, some with words of the query in them; these are their patterns.
"""

from __future__ import annotations

import re

from tui.i18n import N_, _

PATTERNS = (
    N_("this quotation mark is never closed"),
    N_("this bracket is never closed"),
    N_("this bracket was never opened"),
    N_("there is nothing in the brackets"),
    N_("too many brackets within brackets; the inner ones are ignored"),
    N_("OR needs something before it"),
    N_("OR needs something after it"),
    N_("this minus stands alone; put it right before what must not occur"),
    N_("nothing follows this minus"),
    N_("nothing follows “{name}:”"),
    N_("there is no field “{name}”; there are {known}"),
    N_("there is nothing to search for here"),
    N_("letters must stand before the star"),
    N_("a star can only end a word; what follows it is left out"),
    N_("“{text}” is no date; write 2025, 2025-03, 2025-03-28 or two of them with .. between"),
    N_("after “is:” comes one of {known}"),
    N_("only the first {count} words are searched"),
    N_("only the first {count} characters are searched"),
    N_("no country called “{name}” is known or named in the articles"),
)
_PLACEHOLDER = re.compile(r"\\\{(\w+)\\\}")


def in_words(message: str) -> str:
    """The English *message* of a query problem in the language of the screen; as it is where there is no pattern."""
    for pattern in PATTERNS:
        found = re.fullmatch(_PLACEHOLDER.sub(r"(?P<\1>.*)", re.escape(pattern)), message, re.DOTALL)
        if found is not None:
            return _(pattern).format(**found.groupdict())
    return message
