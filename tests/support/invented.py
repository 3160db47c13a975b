"""Invented articles and facts, and indexes of them in memory."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from whoosh.filedb.filestore import RamStorage

from index.article import Article, Span
from index.collection import open_collection
from index.collection.document import Origin, prepare
from index.collection.names import name_terms
from index.collection.reader import CollectionReader
from index.collection.writer import Batch, create
from index.facts import Facts, Mention, Quote, Visit


def article(
    id: str,
    body: str,
    *,
    title: str | None = None,
    published: str | None = "2024-05-01",
    source: str | None = None,
) -> Article:
    """An article of the given *body*, its paragraphs parted by blank lines."""
    spans, at = [], 0
    for paragraph in body.split("\n\n"):
        spans.append(Span(at, at + len(paragraph)))
        at += len(paragraph) + 2
    return Article(
        id=id, path=f"/articles/{id}.txt", title=title, published=published, source=source, body=body,
        paragraphs=tuple(spans),
    )  # fmt: skip


def person(name: str, *, identity: str | None = None) -> Mention:
    key = identity or " ".join(name_terms(name))
    return Mention(start=0, end=0, text=name, type="person", name=name, identity=key)


def country(text: str, code: str) -> Mention:
    return Mention(start=0, end=0, text=text, type="country", name=code, identity=code)


def organisation(name: str, identity: str) -> Mention:
    return Mention(start=0, end=0, text=name, type="organisation", name=name, identity=identity)


def quote(text: str, speaker: str | None = None) -> Quote:
    key = None if speaker is None else " ".join(name_terms(speaker))
    return Quote(start=0, end=0, text=text, kind="direct", speaker=speaker, speaker_identity=key)


def visit(first: str | None, last: str | None = None) -> Visit:
    return Visit(visitor="Menteri", first=first, last=last)


def facts(
    mentions: Iterable[Mention] = (), quotes: Iterable[Quote] = (), visits: Iterable[Visit] = ()
) -> Facts:
    return Facts(extractor="test", mentions=tuple(mentions), quotes=tuple(quotes), visits=tuple(visits))


def reader_of(*contents: Article | tuple[Article, Facts], batches: int = 1) -> CollectionReader:
    """A reader on an index in memory of the given articles, written in so many commits."""
    storage = RamStorage()
    create(storage)
    pairs = [content if isinstance(content, tuple) else (content, facts()) for content in contents]
    generation = 0
    for part in range(batches):
        batch = Batch(storage)
        for item, found in pairs[part::batches]:
            batch.add(prepare(item, found, Origin(item.path, 1, 1, "0" * 64)))
        generation = batch.commit()
    return CollectionReader(storage.files, generation)


def found(reader: CollectionReader, text: str, **options: object) -> list[str]:
    """The ids that a search gives, in order."""
    return [hit.id for hit in reader.search(text, **options).hits]  # type: ignore[arg-type]


def index_files(directory: Path) -> list[Path]:
    """The files of the index of a collection."""
    return sorted((directory / "catalogue").iterdir())


def sound(directory: Path) -> bool:
    """Whether the two articles of the fixture ``directory`` are found."""
    with open_collection(directory).open_reader() as reader:
        return sorted(hit.id for hit in reader.search("rapat").hits) == ["dua", "satu"]
