"""The patterns of page furniture, compiled once from the lexicon."""

from __future__ import annotations

import re
from functools import cache

from index.cleaning.stamps import alternatives
from index.language import load


class FurniturePatterns:
    """Patterns over single lines, and labels to look for in a whole text first."""

    def __init__(self) -> None:
        words = load("furniture")
        links, labels, closing = (alternatives(words[key]) for key in ("links", "credits", "closing_credits"))
        rights = alternatives([*words["copyright"], *words["legal"]])
        bodies = alternatives([*words["photo_agencies"], *words["agencies"], *words["outlets"]])
        self.link_labels = sorted({label.casefold() for label in words["links"]})
        self.footer_labels = sorted(
            {
                label.casefold()
                for key in ("closing_credits", "authors", "copyright", "legal")
                for label in words[key]
            }
        )
        self.line = re.compile(
            rf"""(?:\*\*)?(?:
            (?:{alternatives(words["lines"])})[\s.:]*$
            |(?:{alternatives(words["line_starts"])})(?!\w)
            |(?:{alternatives(words["captions"])})
            |(?:{labels})\s*:\s*\S.{{0,150}}$
            |©
            )""",
            re.VERBOSE | re.IGNORECASE,
        )
        """A line that is furniture as a whole."""
        self.link = re.compile(rf"\W{{0,3}}(?:{links})\b\s*:?\s*", re.IGNORECASE)
        """The label at the head of a line that leads to another article."""
        self.weak_link = re.compile(rf"(?:{alternatives(words['weak_links'])})\b\s*(?P<colon>:)?\s*")
        self.inline_link = re.compile(rf"(?:^|(?<=[.!?\"”)\s]))(?:{links})\s*:\s*", re.IGNORECASE)
        """The label glued into a paragraph, with its colon."""
        self.photo_credit = re.compile(
            rf"\((?:(?i:{alternatives(words['photo_credits'])})\b[^()]*|(?:[^()]*\W)?(?i:{bodies})\s?/[^()]*)\)\.?$"
        )
        self.embed = re.compile(
            rf"\\?\[\s*(?:{alternatives(words['embeds'])})\b[^\[\]]{{0,60}}\]", re.IGNORECASE
        )
        self.footer = re.compile(
            rf"""(?:(?:{alternatives(words["sources"])})\s*:\s*[^.:]{{1,80}}?\s)?
            (?:(?:{closing})\s*:\s*[^:]{{1,80}}?){{1,4}}(?:{rights}).*$
            |(?:{rights})\s*(?:©|\(c\))?\s*[^\W\d_][^.]{{0,30}}\s(?:19|20)\d\d.*$
            |(?:{alternatives(words["legal"])}).*$
            |(?<=[.\"”]\s)(?:{closing})\s*:\s*[^.:]{{1,60}}(?:(?:{closing})\s*:\s*[^.:]{{1,60}}){{0,4}}$""",
            re.IGNORECASE | re.DOTALL | re.VERBOSE,
        )
        """The footer glued to the end of a paragraph."""
        self.byline = re.compile(
            rf"(?:{alternatives(words['authors'])})\s*:\s*(?P<name>[^\W\d_][^:\n]{{1,80}}?)\s*"
            rf"(?=(?:{labels}|{alternatives(words['copyright'])})|[\n|]|$)",
            re.IGNORECASE,
        )
        self.copyright_year = re.compile(
            rf"(?:{alternatives(words['copyright'])})[^\d\n]{{0,40}}(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE
        )


@cache
def furniture_patterns() -> FurniturePatterns:
    """The patterns, compiled on first use."""
    return FurniturePatterns()
