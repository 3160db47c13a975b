"""What stands above the first paragraph: headline, source line, slug, byline, posting time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import msgspec

from index.cleaning import dateline
from index.cleaning.lines import Line
from index.cleaning.stamps import Stamp, alternatives, first_stamp, months, weekdays
from index.language import load

_LONGEST_TITLE = 200
_LONGEST_SOURCE_LINE = 120
_LINES_ABOVE = 5
"""Lines that may stand between headline and text."""
_SLUG = re.compile(r"[A-Z][\w.]*(?:[-/][\w.]+)+(?: \([A-Z]+\))?|[A-Z]{2,}(?:[-/ ][A-Z]+)*")
_SOURCE_LINE = re.compile(
    r"(?P<source>[^\W_][\w./& ]{1,50}?)\s+[-–—|]\s*(?P<rest>.*)|(?P<bare>[\w./ ]{2,50}?)\s+[-–—]"
)
_PLACE_LINE = re.compile(r"(?P<place>[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3})\s*,\s*(?P<rest>.+?)[\s–—-]*")
_DOMAIN_LINE = re.compile(r"(?P<source>[\w-]+(?:\.[\w-]+)+)\s*[,:|]\s*(?P<rest>.+)")
_END_OF_SENTENCE = re.compile(r"[.…][\"”’')]*$")
"""What no headline ends with; questions and calls may be headlines."""


class Head(msgspec.Struct):
    """What was read above the text; ``body`` is the index of the first line that may be text."""

    title: str | None = None
    source: str | None = None
    stamp: Stamp | None = None
    evidence: str | None = None
    byline: str | None = None
    place: str | None = None
    """Where the text was written, if a line of its own says so beside the day ("Jakarta, 15 Mei 2025")."""
    body: int = 0


def read(text: str, lines: Sequence[Line], known_title: str | None) -> Head:
    """The head of the document whose *lines* these are; *known_title* is the headline a record carries beside it."""
    head = Head(title=known_title)
    words = [line.span.of(text) for line in lines[: _LINES_ABOVE + 1]]
    if not words:
        return head
    while head.body < len(words) - 1 and _opens(head, words[head.body]):
        head.body += 1
    first = head.body
    if known_title is None and first + 1 < len(words) and _is_title(words[first], words[first + 1]):
        head.title = plain_title(words[first])
        head.body += 1
    while head.body < min(len(lines), _LINES_ABOVE) and _read_line(head, words[head.body]):
        head.body += 1
    if head.body == len(lines):
        head.body = 0 if head.title is None or known_title is not None else 1
    return head


def _opens(head: Head, line: str) -> bool:
    """Whether *line* stands above the headline: a day, a place and a day, or the kind of text; kept in *head*."""
    return _kickers().fullmatch(plain_title(line)) is not None or _read_posting(head, line)


def plain_title(line: str) -> str:
    """*line* without the marks of a Markdown heading or of bold type."""
    return re.sub(r"^#{1,6}\s+|\s+#+$", "", line).strip("* ") or line


def _is_title(line: str, following: str) -> bool:
    if len(line) > _LONGEST_TITLE or _is_source_line(line):
        return False
    if (
        line.startswith("#")
        or _is_source_line(following)
        or is_posting_line(following)
        or _place_of(following)
    ):
        return True
    return dateline.read(line) is None and _END_OF_SENTENCE.search(line) is None and line[0] not in "(["


def _read_line(head: Head, line: str) -> bool:
    """Whether *line* belongs to the head; if so, what it says is kept in *head*."""
    if (source := _source_of(line)) is not None:
        head.source = head.source or source[0] or None
        if head.stamp is None and (stamp := first_stamp(source[1])):
            head.stamp, head.evidence = stamp, line
        return True
    if _read_posting(head, line) or _is_title_again(head, line):
        return True
    if match := _credit().match(line):
        head.byline = head.byline or (match["name"] or match["by"]).strip()
        return True
    return head.title is not None and len(line) <= 40 and _SLUG.fullmatch(line) is not None


def _read_posting(head: Head, line: str) -> bool:
    """Whether *line* says only when the text was published, or where and when; kept in *head*."""
    place = _place_of(line)
    if place is None and not is_posting_line(line):
        return False
    if head.stamp is None:
        head.stamp, head.evidence, head.place = first_stamp(line), line, place
    return True


def _is_title_again(head: Head, line: str) -> bool:
    return head.title is not None and plain_title(line).casefold() == plain_title(head.title).casefold()


def _place_of(line: str) -> str | None:
    """The place in a line of nothing but a place and a day: ``Jakarta, 15 Mei 2025``."""
    match = _PLACE_LINE.fullmatch(line) if len(line) <= _LONGEST_SOURCE_LINE else None
    if match is None or match["place"].casefold() in weekdays() or not is_posting_line(match["rest"]):
        return None
    return match["place"]


def is_posting_line(line: str) -> bool:
    """Whether *line* does nothing but say when the page was posted."""
    if len(line) > 100 or line[-1] in '.!?"”' or (stamp := first_stamp(line)) is None or stamp.day is None:
        return False
    rest = _time_words().sub(" ", line[: stamp.start] + " " + line[stamp.end :])
    return re.search(r"\w", rest) is None


def _is_source_line(line: str) -> bool:
    return _source_of(line) is not None


def _source_of(line: str) -> tuple[str, str] | None:
    """The source and the rest of a line such as ``kompas.com - 02 Jun 2025``; the rest may be empty."""
    if len(line) > _LONGEST_SOURCE_LINE:
        return None
    if (dotted := _DOMAIN_LINE.fullmatch(line)) and is_posting_line(dotted["rest"]):
        return dotted["source"], dotted["rest"]
    match = _SOURCE_LINE.fullmatch(line)
    if match is None:
        return None
    source, rest = match["source"] or match["bare"], match["rest"] or ""
    if rest and not is_posting_line(rest) and not _only_a_month(rest):
        return None
    if not rest and not source.islower():
        return None
    return source.strip(), rest


def _only_a_month(words: str) -> bool:
    stamp = first_stamp(words)
    return stamp is not None and stamp.start == 0 and stamp.end == len(words)


@cache
def _time_words() -> re.Pattern[str]:
    """What a posting line may hold beside its date: labels, weekdays, clock times, time zones, names of months."""
    furniture = load("furniture")
    labels = (*furniture["posting"], *furniture["credits"], *weekdays(), *months(), *furniture["time_zones"])
    return re.compile(
        rf"\b(?:{alternatives(list(labels))})\b|\bT?\d{{1,2}}[:.]\d\d(?:[:.]\d\d)?(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?\b",
        re.IGNORECASE,
    )


@cache
def _kickers() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(load('furniture')['kickers'])})\s*:?", re.IGNORECASE)


@cache
def _credit() -> re.Pattern[str]:
    labels = alternatives(load("furniture")["credits"])
    names = r"[A-Z][\w.'’-]*(?:\s+[A-Z][\w.'’-]*){0,4}"
    by = alternatives(load("furniture")["by"])
    return re.compile(
        rf"(?:\*\*)?(?:(?i:{labels})\s*:\s*(?P<name>[^\W\d_][\w .,'’/-]{{2,80}})|(?i:{by})\s+(?P<by>{names})$)"
    )
