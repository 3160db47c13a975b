"""An article and its facts made ready for the index, in a worker process or in this one."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TypeVar

import msgspec

from index.article import Article
from index.collection.added import place
from index.collection.analyzer import terms
from index.collection.names import KINDS, name_terms, vocabulary_terms
from index.collection.schema import CONTENT, KEYS, LOCATION, content_key
from index.collection.segments import words
from index.collection.segments.words import Words
from index.facts import Facts, Visit

TITLE_WEIGHT, LEAD_WEIGHT = 4, 2
"""How many times a word of the title and of the first paragraph counts, a word of the rest counting once."""
_DEFLATE = 1
"""zlib level: 6 packs five per cent better and takes three times as long."""

_encode = msgspec.msgpack.Encoder().encode
_Kept = TypeVar("_Kept")


class Origin(msgspec.Struct, frozen=True, array_like=True):
    """Where a document came from, as it was when it was read."""

    path: str
    """Absolute path of the file."""
    size: int
    """Bytes of the file."""
    mtime_ns: int
    sha256: str
    """SHA-256 of the file's bytes, or of the record's line."""
    line: int | None = None
    """1-based line of a record in a JSON Lines file."""
    extractor: str = ""
    """Version of the extraction that made the facts."""


class Row(msgspec.Struct, frozen=True, array_like=True):
    """What a list of results shows of an article."""

    id: str
    title: str
    source: str | None
    published: str | None
    path: str
    line: int | None


class Document(msgspec.Struct, frozen=True, array_like=True):
    """Everything that goes into the index for one article."""

    id: str
    day: int
    """Proleptic Gregorian ordinal of the day of publication; 0 where unknown."""
    columns: dict[str, bytes]
    words: dict[str, Words]
    """The fields with positions. Those that follow from them are made with the segment."""
    keys: dict[str, list[bytes]]
    """The terms of the key fields."""


def prepare(article: Article, facts: Facts, origin: Origin) -> Document:
    """*article* with its *facts* as a document of the index."""
    fields = _Fields()
    paragraphs = [span.of(article.body) for span in article.paragraphs] or [article.body]
    title = terms(article.title or "")
    lead = terms(paragraphs[0])
    rest = [terms(paragraph) for paragraph in paragraphs[1:]]
    fields.add_words("text", [(title, TITLE_WEIGHT), (lead, LEAD_WEIGHT), *((part, 1) for part in rest)])
    fields.add_words("title", [(title, 1)])
    fields.add_words("quote", [(terms(quote.text), 1) for quote in facts.quotes])
    _add_names(fields, article, facts)
    fields.add_keys("id", [article.id])
    fields.add_keys(LOCATION, [place(origin.path, origin.line)])
    fields.add_keys(CONTENT, [content_key(origin.sha256)])
    fields.add_keys("visit", filter(None, map(_visit_term, facts.visits)))
    row = Row(
        article.id, article.display_title(), article.source, article.published, article.path, article.line
    )
    return Document(
        id=article.id,
        day=_day(article.published),
        columns={
            "article": pack(article),
            "facts": pack(facts),
            "row": _encode(row),
            "origin": _encode(origin),
        },
        words=fields.words,
        keys=fields.keys,
    )


def pack(kept: Article | Facts) -> bytes:
    """*kept* as the index stores it."""
    return zlib.compress(_encode(kept), _DEFLATE)


def unpack(stored: bytes, kind: type[_Kept]) -> _Kept:
    """What :func:`pack` made *stored* of."""
    return msgspec.msgpack.decode(zlib.decompress(stored), type=kind)


class _Body(msgspec.Struct):
    body: str


def unpack_body(stored: bytes) -> str:
    """The body alone of the article that :func:`pack` made *stored* of."""
    return _decode_body(zlib.decompress(stored)).body


_decode_body = msgspec.msgpack.Decoder(_Body).decode


def _day(published: str | None) -> int:
    try:
        return date.fromisoformat(published).toordinal() if published else 0
    except ValueError:
        return 0


def _visit_term(visit: Visit) -> str | None:
    first, last = visit.first or visit.last, visit.last or visit.first
    return f"{first}/{last}" if first and last else None


def _add_names(fields: _Fields, article: Article, facts: Facts) -> None:
    """The names of people, countries, bodies, places and the source, with the vocabulary to complete them from."""
    named: dict[str, dict[str, str]] = {field: {} for field in KINDS}
    countries: list[str] = []
    for mention in facts.mentions:
        if mention.type == "country":
            countries.append(mention.name)
            named["country"][mention.text] = mention.name
        elif (field := _FIELD_OF.get(mention.type)) is not None:
            named[field][mention.name] = named[field][mention.text] = mention.identity
    for quote in facts.quotes:
        if quote.speaker:
            named["speaker"][quote.speaker] = quote.speaker_identity or " ".join(name_terms(quote.speaker))
    if article.source:
        named["source"][article.source] = article.source
    for field, names in named.items():
        if field != "country":
            fields.add_words(field, [(name_terms(name), 1) for name in names])
    fields.add_keys("country", countries)
    for field, companion in KEYS.items():
        fields.add_keys(companion, named[field].values())
    fields.add_keys("names", _vocabulary(named))


_FIELD_OF = {"person": "person", "organisation": "org", "place": "place"}


def _vocabulary(named: dict[str, dict[str, str]]) -> Iterator[str]:
    for field, names in named.items():
        for name, key in names.items():
            yield from vocabulary_terms(field, name, key)


class _Fields:
    """The terms of one document under way."""

    def __init__(self) -> None:
        self.words: dict[str, Words] = {}
        self.keys: dict[str, list[bytes]] = {}

    def add_keys(self, field: str, keys: Iterable[str]) -> None:
        """Whole terms that occur."""
        self.keys[field] = [key.encode(errors="surrogatepass") for key in set(keys)]

    def add_words(self, field: str, stretches: Iterable[tuple[Sequence[str], int]]) -> None:
        """Stretches of terms, each with the weight of its terms."""
        self.words[field] = words.pack(stretches)
