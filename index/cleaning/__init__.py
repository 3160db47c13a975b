"""Raw documents to articles: metadata and page furniture told apart from the body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import msgspec

from index.article import Article, Span
from index.cleaning import dateline, front_matter, head, publication
from index.cleaning.assembly import assemble
from index.cleaning.dateline import Dateline
from index.cleaning.furniture import Page
from index.cleaning.head import Head
from index.cleaning.lines import Line, split
from index.cleaning.publication import Publication
from index.cleaning.stamps import first_stamp
from index.cleaning.wrapping import paragraphs
from index.sources.document import RawDocument
from index.sources.plain import MARKDOWN

__all__ = ["clean"]

_RECORD_FIELDS = ("title", "source", "date", "url")
_POSTING_FROM_TOP, _POSTING_FROM_END = 3, 6
"""So near to the top or the end a line of nothing but a date tells when the page was posted."""

_LEADING_DASH = re.compile(r"[\s,]*[-–—]+\s*(?=[\w\"“‘(*])")
"""What is left of a dateline from which place and outlet, being links, were cut out."""


def clean(raw: RawDocument, *, id: str | None = None) -> Article:
    """The article that *raw* holds.

    Its identifier is the record's, else *id*, else the stem of the file's name, with the record's line. Whatever the
    text, an article comes out, if need be with an empty body; nothing is raised.
    """
    text = raw.text
    lines = split(text)
    fields, taken = front_matter.read(text, lines)
    raw = _with_fields(raw, fields)
    top = head.read(text, lines[taken:], raw.title)
    below = lines[taken + top.body :]
    page = Page(text, markdown=Path(raw.path).suffix.lower() == MARKDOWN)
    found, above = _read_dateline(text, below, page)
    below, posting = _without_posting_lines(text, below[above:])
    keep = page.body_lines(line.span.of(text) for line in below)
    runs = _runs(text, [line for line, wanted in zip(below, keep, strict=True) if wanted], found, page)
    body, spans, source_map = assemble(text, paragraphs(text, runs), raw.repairs)
    published = _publication(raw, top, found, posting, page.copyright_year, body)
    return Article(
        id=raw.id or id or _name(raw),
        path=raw.path,
        line=raw.line,
        title=top.title,
        published=published.day,
        published_within=published.within,
        published_evidence=published.evidence,
        source=raw.source or top.source or (found.source if found else None),
        dateline=found.place if found and found.place else top.place,
        byline=fields.get("byline") or top.byline or page.byline,
        url=raw.url,
        body=body,
        paragraphs=spans,
        sha256=raw.sha256,
        notes=raw.notes + published.notes,
        source_map=source_map,
    )


def _name(raw: RawDocument) -> str:
    stem = Path(raw.path).stem or raw.path
    return stem if raw.line is None else f"{stem}:{raw.line}"


def _with_fields(raw: RawDocument, fields: dict[str, str]) -> RawDocument:
    """*raw* with what the head of a Markdown file says, where the record says nothing itself."""
    known = {
        key: value for key, value in fields.items() if key in _RECORD_FIELDS and getattr(raw, key) is None
    }
    return msgspec.structs.replace(raw, **known) if known else raw


def _read_dateline(text: str, lines: Sequence[Line], page: Page) -> tuple[Dateline | None, int]:
    """The dateline at the head of *lines*, and how many whole lines before the first words belong to it."""
    for number, line in enumerate(lines[:4]):
        words = line.span.of(text)
        if found := dateline.read(words):
            return found, number
        dash = lines[number + 1].span.of(text) if number + 1 < len(lines) else ""
        if re.fullmatch(r"[-–—]+", dash) and (place := dateline.read_alone(words)):
            return Dateline(0, place), number + 2
        if not page.is_caption(words):
            break
    return None, 0


def _without_posting_lines(text: str, lines: Sequence[Line]) -> tuple[list[Line], list[str]]:
    """*lines* without those near their ends that say when the page was posted, and the words of these."""
    kept, posting = [], []
    for number, line in enumerate(lines):
        near_end = number < _POSTING_FROM_TOP or number >= len(lines) - _POSTING_FROM_END
        if near_end and head.is_posting_line(line.span.of(text)):
            posting.append(line.span.of(text))
        else:
            kept.append(line)
    return kept, posting


def _runs(
    text: str, lines: Sequence[Line], found: Dateline | None, page: Page
) -> list[tuple[Line, list[Span]]]:
    """Each line with the runs of it that are body; a line of which nothing is left falls out."""
    rows = []
    for number, line in enumerate(lines):
        start = line.start
        if number == 0:
            if found is not None:
                start += found.end
            elif dash := _LEADING_DASH.match(text, start, line.end):
                start = dash.end()
        rows.append((line, _without(text, start, line.end, page.cuts(text[start : line.end]))))
    return [(line, runs) for line, runs in rows if runs]


def _without(text: str, start: int, end: int, cut: Sequence[Span]) -> list[Span]:
    """The stretches of ``[start, end)`` that are left without *cut*, whose offsets count from *start*."""
    runs = []
    begin = start
    for piece in (*cut, Span(end - start, end - start)):
        stop = start + piece.start
        first, last = begin, stop
        while first < last and text[first].isspace():
            first += 1
        while first < last and text[last - 1].isspace():
            last -= 1
        if first < last:
            runs.append(Span(first, last))
        begin = start + piece.end
    return runs


def _publication(
    raw: RawDocument,
    top: Head,
    line: Dateline | None,
    posting: Sequence[str],
    copyright_year: int | None,
    body: str,
) -> Publication:
    """The first of record, head, posting line, dateline and copyright that gives a day, else what gives a year."""
    partial: Publication | None = None
    if raw.date:
        found = publication.of_record(raw.date, raw.text, raw.url)
        if found.day:
            return found
        partial = found if found.within else None
    if top.stamp is not None:
        found = publication.of_line(top.stamp, top.evidence or "", body)
        if found.day:
            return found
        partial = partial or found
    for words in posting:
        if stamp := first_stamp(words):
            return publication.of_line(stamp, words, body)
    if line is not None and line.day:
        found = publication.of_dateline(line.day, copyright_year)
        if found.day:
            return found
    if partial is None and copyright_year:
        partial = Publication(within=str(copyright_year), evidence=f"© {copyright_year}")
    if partial is None or partial.within is None:
        return Publication()
    return publication.of_copyright(body, partial.within, partial.evidence or "")
