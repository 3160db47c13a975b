"""Page furniture: lines and stretches of lines that are no part of the article."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

import msgspec

from index.article import Span
from index.cleaning.stamps import alternatives
from index.language import load

_LONGEST_LINK = 220
"""A line with a link label that is longer than this holds text of the article as well."""
_SENTENCE_END = re.compile(r"[.!?…][\"”’)]*(?=\s+[A-Z\"“]|\s*$)")
_ENDS_SENTENCE = re.compile(r"[.!?…:][\"”’)*]*$|[\"”]$")
_INITIALS = re.compile(r"\(\s*[A-Za-z]{2,8}(?:\s?/\s?[A-Za-z]{2,8}){0,3}\s*\)\.?")
_INITIALS_AT_END = re.compile(
    r"""\s*(?:\((?:[a-z]{2,8}(?:/[A-Za-z]{2,8}){1,3}|[a-z]{2,4}|\*{1,3})\)
    |(?<=[.!?"”,])[,\s]*\b[a-z]{2,3}/[a-z]{2,3}(?:\s\((?:[a-z]{2,9}(?:,\s)?)+\))?)\s*$""",
    re.VERBOSE,
)
_TAG = re.compile(r"#?[^\W_][^\W_]*(?:[ -][^\W_]+){0,5}")
_IMAGE = re.compile(r"!\[.*?\]\(\S*?\)")
_MARKUP = re.compile(
    r"(?P<image>!\[.*?\]\(\S*?\))|(?P<open>\[)(?P<text>[^\[\]]+)(?P<close>\]\(https?://[^)\s]*\))|\*\*|__(?=\S)|(?<=\S)__|\\(?=[\[\]@'\"*_#~.()!+-])|^\#{1,6}\s+|^>\s+"
)


class Notices(msgspec.Struct):
    """What the furniture of a page said about the article before it was put aside."""

    byline: str | None = None
    copyright_year: int | None = None


@cache
def _line_pattern() -> re.Pattern[str]:
    words = load("furniture")
    return re.compile(
        rf"""(?:\*\*)?(?:
        (?:{alternatives(words["lines"])})[\s.:]*$
        |(?:{alternatives(words["line_starts"])})
        |(?:{alternatives(words["captions"])})
        |(?:{alternatives(words["credits"])})\s*:\s*\S.{{0,150}}$
        |(?:©|\(c\)\s)
        )""",
        re.VERBOSE | re.IGNORECASE,
    )


@cache
def _link_label() -> re.Pattern[str]:
    return re.compile(rf"\W{{0,3}}(?:{alternatives(load('furniture')['links'])})\b\s*:?\s*", re.IGNORECASE)


@cache
def _weak_link_label() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(load('furniture')['weak_links'])})\b\s*(?P<colon>:)?\s*")


@cache
def _photo_credit() -> re.Pattern[str]:
    words = load("furniture")
    bodies = alternatives([*words["photo_agencies"], *words["agencies"], *words["outlets"]])
    return re.compile(
        rf"\((?:(?i:{alternatives(words['photo_credits'])})\b[^()]*|(?:[^()]*\W)?(?i:{bodies})\s?/[^()]*)\)\.?$"
    )


@cache
def _embed() -> re.Pattern[str]:
    names = alternatives(load("furniture")["embeds"])
    return re.compile(rf"\\?\[\s*(?:{names})\b[^\[\]]{{0,60}}\]", re.IGNORECASE)


@cache
def _inline_label() -> re.Pattern[str]:
    """A link label glued into a paragraph, with its colon."""
    return re.compile(
        rf"(?<=[.!?\"”)\s])(?:{alternatives(load('furniture')['links'])})\s*:\s*", re.IGNORECASE
    )


@cache
def _footer() -> re.Pattern[str]:
    words = load("furniture")
    closing = alternatives(words["closing_credits"])
    rights = alternatives([*words["copyright"], *words["legal"]])
    sources = alternatives(words["sources"])
    return re.compile(
        rf"(?:(?:{sources})\s*:\s*[^.:]{{1,80}}?\s)?(?:(?:{closing})\s*:\s*[^:]{{1,80}}?){{1,4}}(?:{rights}).*$"
        rf"|(?:{rights})\s*(?:©|\(c\))?\s*[^\W\d_][^.]{{0,30}}\s(?:19|20)\d\d.*$|(?:{alternatives(words['legal'])}).*$"
        rf"|(?<=[.\"”]\s)(?:{closing})\s*:\s*[^.:]{{1,60}}(?:(?:{closing})\s*:\s*[^.:]{{1,60}})*$",
        re.IGNORECASE | re.DOTALL,
    )


@cache
def _byline() -> re.Pattern[str]:
    words = load("furniture")
    stop = alternatives([*words["credits"], *words["copyright"]])
    authors = alternatives(words["authors"])
    return re.compile(
        rf"(?:{authors})\s*:\s*(?P<name>[^\W\d_][^:\n]{{1,80}}?)\s*(?=(?:{stop})|[\n|]|$)", re.IGNORECASE
    )


@cache
def _copyright_year() -> re.Pattern[str]:
    marks = alternatives(load("furniture")["copyright"])
    return re.compile(rf"(?:{marks})[^\d\n]{{0,40}}(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE)


def notices(text: str) -> Notices:
    """Byline and copyright year that *text* gives anywhere in its furniture."""
    tail = text[-4000:]
    byline, year = _byline().search(text), _copyright_year().search(tail)
    return Notices(byline["name"].strip(" *,") if byline else None, int(year["year"]) if year else None)


def body_lines(lines: Iterable[str]) -> list[bool]:
    """Of the *lines* below the head, in order, whether each belongs to the body."""
    words = list(lines)
    keep = [not _is_furniture(line) for line in words]
    link_follows = closed = False
    for number, line in enumerate(words):
        label = _link_label().match(line)
        if closed:
            keep[number] = keep[number] and _ENDS_SENTENCE.search(line) is not None
        elif _INITIALS.fullmatch(line):
            keep[number] = False
            closed = not any(_ENDS_SENTENCE.search(later) for later in words[number + 1 :])
        elif label is not None and label.end() == len(line):
            keep[number], link_follows = False, True
            continue
        elif link_follows and len(line) <= _LONGEST_LINK and _ENDS_SENTENCE.search(line) is None:
            keep[number] = False
        link_follows = False
    _drop_tags(words, keep)
    return keep


def is_caption(line: str) -> bool:
    """Whether *line* is a picture or its caption."""
    return _IMAGE.fullmatch(line) is not None or (
        len(line) <= 400 and _photo_credit().search(line) is not None
    )


def cuts(line: str) -> list[Span]:
    """The stretches of a body line that are furniture or markup, in order and apart from one another."""
    found = [match.span() for match in _embed().finditer(line)]
    if any(character in line for character in "*_\\[#>"):
        for match in _MARKUP.finditer(line):
            if match["text"] is not None:
                found += [match.span("open"), match.span("close")]
            else:
                found.append(match.span())
    footer = _footer().search(line)
    end = len(line) if footer is None else footer.start()
    if footer is not None:
        found.append((end, len(line)))
    if ":" in line:
        found += _inline_links(line, end)
    if (initials := _INITIALS_AT_END.search(line, 0, end)) is not None:
        found.append(initials.span())
    return _merged(found)


def _is_furniture(line: str) -> bool:
    if _line_pattern().match(line) or is_caption(line):
        return True
    if (label := _link_label().match(line)) and len(line) <= _LONGEST_LINK:
        return label.end() < len(line)
    if (weak := _weak_link_label().match(line)) and len(line) <= _LONGEST_LINK:
        return weak["colon"] is not None or _ENDS_SENTENCE.search(line.rstrip(":'")) is None
    return False


def _drop_tags(lines: list[str], keep: list[bool]) -> None:
    """Take the list of tags at the end out: three or more short lines without a sentence."""
    number = len(lines)
    while number and (not keep[number - 1] or _is_tag(lines[number - 1])):
        number -= 1
    tags = [n for n in range(number, len(lines)) if keep[n]]
    if len(tags) >= 3 and number:
        for n in tags:
            keep[n] = False


def _is_tag(line: str) -> bool:
    return len(line) <= 50 and _TAG.fullmatch(line) is not None and (line.islower() or line.startswith("#"))


def _inline_links(line: str, end: int) -> list[tuple[int, int]]:
    """Links glued into the paragraph that goes to *end*: from the label to where the link's title seems to stop."""
    labels = list(_inline_label().finditer(line, 0, end))
    found = []
    for number, label in enumerate(labels):
        stop = labels[number + 1].start() if number + 1 < len(labels) else end
        found.append((label.start(), _end_of_link_title(line, label.end(), stop)))
    return found


def _end_of_link_title(line: str, start: int, stop: int) -> int:
    """Where the title that begins at *start* ends: at *stop*, unless sentences of the article go on before it.

    A title has no full stop. Where a sentence follows, it begins with a capital that does not go on a name: the first
    such word after the fifth word of the title.
    """
    if _SENTENCE_END.search(line, start, stop) is None:
        return stop
    words = list(re.finditer(r"\S+", line[start:stop]))
    for number in range(5, len(words)):
        word, before = words[number][0], words[number - 1][0]
        if word[0] in '"“' or (
            word[0].isupper() and len(word) > 2 and (len(before) < 3 or not before[0].isupper())
        ):
            return start + words[number].start()
    return start


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
