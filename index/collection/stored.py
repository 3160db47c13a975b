"""What the index keeps of its articles, as whoever writes to it needs it: a few looked up, or all gone through.

Documents are numbered through all segments of the generation; deleted ones do not show.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

import msgspec
from whoosh.filedb.filestore import Storage
from whoosh.reading import SegmentReader

from index.article import Article
from index.collection.added import below
from index.collection.document import Origin, Row, unpack
from index.collection.errors import damage_named
from index.collection.results import StoredArticle
from index.collection.schema import ARTICLE as ARTICLE_COLUMN
from index.collection.schema import FACTS, LOCATION, ORIGIN, ROW, schema
from index.facts import Facts

_origin = msgspec.msgpack.Decoder(Origin).decode
_row = msgspec.msgpack.Decoder(Row).decode


class StoredArticles:
    """The articles of *segments* in *storage*; what is damaged is raised as CollectionDamaged."""

    def __init__(self, storage: Storage, segments: Sequence[Any]) -> None:
        self._folder = storage.folder or None
        self._columns: dict[tuple[int, str], Any] = {}
        self._readers: list[SegmentReader] = []
        self._offsets: list[int] = []
        self.count = 0
        """Articles that there are."""
        self.numbers = 0
        """Numbers that were given out, those of deleted articles among them."""
        with damage_named(self._folder, passing=(FileNotFoundError,)):
            for segment in segments:
                self._readers.append(SegmentReader(storage, schema(), segment))
                self._offsets.append(self.numbers)
                self.count += segment.doc_count()
                self.numbers += segment.doc_count_all()

    def __enter__(self) -> StoredArticles:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files."""
        self._columns.clear()
        for reader in self._readers:
            with suppress(OSError, ValueError):
                reader.close()
        self._readers.clear()

    def all(self) -> Iterator[int]:
        """The number of every article."""
        for reader, offset in zip(self._readers, self._offsets, strict=True):
            deleted = frozenset(reader.segment().deleted_docs())
            for number in range(reader.doc_count_all()):
                if number not in deleted:
                    yield offset + number

    def with_key(self, field: str, key: str) -> tuple[int, ...]:
        """The numbers of the articles that have the term *key* in the key field *field*."""
        term = (field, _bytes(key))
        with damage_named(self._folder):
            return tuple(
                offset + number
                for reader, offset in zip(self._readers, self._offsets, strict=True)
                if term in reader
                for number in reader.postings(*term).all_ids()
            )

    def below(self, path: str) -> Iterator[int]:
        """The numbers of the articles from the file *path*, or from the files below the folder, in no order."""
        with damage_named(self._folder):
            for reader, offset in zip(self._readers, self._offsets, strict=True):
                if LOCATION not in reader.indexed_field_names():
                    continue
                for term in reader.expand_prefix(LOCATION, _bytes(path)):
                    for number in reader.postings(LOCATION, term).all_ids():
                        if below(self.origin(offset + number).path, path):
                            yield offset + number

    def origin(self, number: int) -> Origin:
        """Where the article came from."""
        with damage_named(self._folder):
            return _origin(self._stored(number, ORIGIN))

    def id(self, number: int) -> str:
        """The article's id."""
        with damage_named(self._folder):
            return _row(self._stored(number, ROW)).id

    def article(self, number: int) -> StoredArticle:
        """The article with its facts."""
        with damage_named(self._folder):
            return StoredArticle(
                unpack(self._stored(number, ARTICLE_COLUMN), Article),
                unpack(self._stored(number, FACTS), Facts),
            )

    def _stored(self, number: int, name: str) -> bytes:
        at = bisect_right(self._offsets, number) - 1
        column = self._columns.get((at, name))
        if column is None:
            column = self._columns[at, name] = self._readers[at].column_reader(name, translate=False)
        return bytes(column[number - self._offsets[at]])


def _bytes(key: str) -> bytes:
    return key.encode(errors="surrogatepass")
