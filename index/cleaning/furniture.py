"""Page furniture: lines and stretches of lines that are no part of the article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from index.article import Span
from index.cleaning import link_titles
from index.cleaning.furniture_patterns import FurniturePatterns, furniture_patterns

_LONGEST_LINK = 220
"""A line with a link label that is longer than this holds text of the article as well."""
_LONGEST_CAPTION = 400
_LONGEST_FOOTER = 4000
"""A footer glued to a paragraph is looked for in so many characters at its end."""
_FEWEST_TAGS = 3
_ENDS_SENTENCE = re.compile(r"[.!?…:][\"”’)*]*$|[\"”]$")
_INITIALS = re.compile(r"\(\s*[A-Za-z]{2,8}(?:\s?/\s?[A-Za-z]{2,8}){0,3}\s*\)\.?")
_INITIALS_AT_END = re.compile(
    r"""\s*(?:\((?:[a-z]{2,8}(?:/[A-Za-z]{2,8}){1,3}|[a-z]{2,4}|\*{1,3})\)
    |(?<=[.!?"”,])[,\s]*\b[a-z]{2,3}/[a-z]{2,3}(?:\s\((?:[a-z]{2,9}(?:,\s)?){1,6}\))?)$""",
    re.VERBOSE,
)
_TAG = re.compile(r"#?[^\W_]+(?:[ -][^\W_]+){0,5}")
_IMAGE = re.compile(r"!\[[^\[\]]*\]\([^()\s]*\)")
_LINK = re.compile(r"(?P<open>(?<!!)\[)[^\[\]]+(?P<close>\]\(https?://[^)\s]*\))")
_MARKS = re.compile(r"\*\*|\\(?=[\[\]@'\"*_#~.()!+-])|^\#{1,6}\s+|^>\s+")
"""Markdown for bold type, escapes, headings and quotations: the mark is cut, the words stay."""
_EMPHASIS = re.compile(
    r"(?<![\w@/*_`\\])(?P<open>(?P<mark>[*_`]))(?=[^\s*_`])[^*_`]{1,200}?(?<=[^\s\\])(?P<close>(?P=mark))(?![\w*_`])"
)
"""``*italic*``, ``_italic_`` and code, in Markdown alone: elsewhere the marks are what somebody wrote."""


class Page:
    """What the page of one article holds beside its text; made once, so that rare furniture costs nothing elsewhere."""

    def __init__(self, text: str, *, markdown: bool = False) -> None:
        """*markdown*: the file is known to be of that format."""
        self._text = text
        self._is_markdown = markdown or "**" in text or "](http" in text
        self._patterns: FurniturePatterns = furniture_patterns()
        lower = text.casefold()
        self._has_footer = any(label in lower for label in self._patterns.footer_labels)
        self._has_links = any(label in lower for label in self._patterns.link_labels)
        self._has_embeds = "[" in text
        self._has_markup = self._has_embeds or any(mark in text for mark in ("**", "\\", "#", ">"))

    @cached_property
    def byline(self) -> str | None:
        """Who is named as the author in the furniture."""
        if not self._has_footer:
            return None
        match = self._patterns.byline.search(self._text)
        return match["name"].strip(" *,") if match else None

    @cached_property
    def copyright_year(self) -> int | None:
        """The year beside a copyright mark."""
        if not self._has_footer:
            return None
        match = self._patterns.copyright_year.search(self._text)
        return int(match["year"]) if match else None

    def body_lines(self, lines: Iterable[str]) -> list[bool]:
        """Of the *lines* below the head, in order, whether each belongs to the body."""
        words = list(lines)
        keep = [not self._is_furniture(line) for line in words]
        ends = [_ENDS_SENTENCE.search(line, max(0, len(line) - 8)) is not None for line in words]
        last_sentence = max((number for number, end in enumerate(ends) if end), default=-1)
        link_follows = closed = False
        for number, line in enumerate(words):
            label = self._patterns.link.match(line) if self._has_links else None
            if closed:
                keep[number] = keep[number] and ends[number]
            elif line[0] == "(" and _INITIALS.fullmatch(line):
                keep[number] = False
                closed = last_sentence < number
            elif label is not None and label.end() == len(line):
                keep[number], link_follows = False, True
                continue
            elif link_follows and len(line) <= _LONGEST_LINK and not ends[number]:
                keep[number] = False
            link_follows = False
        _drop_tags(words, keep)
        return keep

    def is_caption(self, line: str) -> bool:
        """Whether *line* is a picture or its caption."""
        if line.startswith("!["):
            return _IMAGE.fullmatch(line) is not None or line.endswith(")")
        if len(line) > _LONGEST_CAPTION or ")" not in line[-2:]:
            return False
        return self._patterns.photo_credit.search(line) is not None

    def cuts(self, line: str) -> list[Span]:
        """The stretches of a body line that are furniture or markup, in order and apart from one another."""
        found: list[tuple[int, int]] = []
        if self._has_embeds:
            found += [match.span() for match in self._patterns.embed.finditer(line)]
        if self._has_markup:
            found += [match.span() for pattern in (_IMAGE, _MARKS) for match in pattern.finditer(line)]
            found += _ends(_LINK, line)
        if self._is_markdown:
            found += _ends(_EMPHASIS, line)
        footer_from = max(0, len(line) - _LONGEST_FOOTER)
        footer = self._patterns.footer.search(line, footer_from) if self._has_footer else None
        end = len(line) if footer is None else footer.start()
        if footer is not None:
            found.append((end, len(line)))
        if self._has_links:
            found += self._inline_links(line, end)
        if (initials := _INITIALS_AT_END.search(line, max(0, end - 60), end)) is not None:
            found.append(initials.span())
        return _merged(found)

    def _is_furniture(self, line: str) -> bool:
        patterns = self._patterns
        if patterns.line.match(line) or self.is_caption(line):
            return True
        if len(line) > _LONGEST_LINK:
            return False
        if self._has_links and (label := patterns.link.match(line)):
            return label.end() < len(line) and link_titles.is_title(line[label.end() :])
        weak = patterns.weak_link.match(line)
        return weak is not None and (
            weak["colon"] is not None or _ENDS_SENTENCE.search(line.rstrip(":'")) is None
        )

    def _inline_links(self, line: str, end: int) -> list[tuple[int, int]]:
        """Links glued into the paragraph that goes to *end*: from the label to where the link's title seems to stop."""
        labels = list(self._patterns.inline_link.finditer(line, 0, end))
        found = []
        for number, label in enumerate(labels):
            stop = labels[number + 1].start() if number + 1 < len(labels) else end
            found.append((label.start(), link_titles.end(line, label.end(), stop)))
        return found


def _ends(pattern: re.Pattern[str], line: str) -> list[tuple[int, int]]:
    """The marks on both sides of what *pattern* finds in *line*."""
    return [match.span(end) for match in pattern.finditer(line) for end in ("open", "close")]


def _drop_tags(lines: Sequence[str], keep: list[bool]) -> None:
    """Take the list of tags at the end out: three or more short lines without a sentence."""
    number = len(lines)
    while number and (not keep[number - 1] or _is_tag(lines[number - 1])):
        number -= 1
    tags = [n for n in range(number, len(lines)) if keep[n]]
    if len(tags) >= _FEWEST_TAGS and number:
        for n in tags:
            keep[n] = False


def _is_tag(line: str) -> bool:
    return len(line) <= 50 and _TAG.fullmatch(line) is not None and (line.islower() or line.startswith("#"))


def _merged(stretches: list[tuple[int, int]]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(stretches):
        if start == end:
            continue
        if merged and start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(end, merged[-1].end))
        else:
            merged.append(Span(start, end))
    return merged
