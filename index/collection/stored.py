"""What the index keeps of its articles, as whoever writes to it needs it: a few looked up, or all gone through.

Documents are numbered through all segments of the generation; deleted ones do not show.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from index.article import Article
from index.collection.added import below
from index.collection.document import Origin, Row, unpack
from index.collection.errors import damage_named
from index.collection.results import StoredArticle
from index.collection.schema import ARTICLE, FACTS, INDEX_NAME, LOCATION, ORIGIN, ROW
from index.collection.searching import Index
from index.facts import Facts

_origin = msgspec.msgpack.Decoder(Origin).decode
_row = msgspec.msgpack.Decoder(Row).decode


class StoredArticles:
    """The articles of one *generation* of the index in *folder*; what is damaged is raised as CollectionDamaged."""

    def __init__(self, folder: Path, generation: int) -> None:
        self._folder = folder
        with damage_named(folder, passing=(FileNotFoundError,)):
            self._index = Index(folder, INDEX_NAME, generation)
            self.count = self._index.count()
            """Articles that there are."""
            self.numbers = sum(segment.count for segment in self._index.segments)
            """Numbers that were given out, those of deleted articles among them."""

    def __enter__(self) -> StoredArticles:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files."""
        self._index.close()

    def all(self) -> Iterator[int]:
        """The number of every article."""
        return self._index.every()

    def with_key(self, field: str, key: str) -> tuple[int, ...]:
        """The numbers of the articles that have the term *key* in the key field *field*."""
        with damage_named(self._folder):
            return tuple(self._index.numbers(field, key))

    def below(self, path: str) -> Iterator[int]:
        """The numbers of the articles from the file *path*, or from the files below the folder, in no order."""
        beginning = path.encode(errors="surrogatepass")
        with damage_named(self._folder):
            for segment in self._index.segments:
                for term, _, _ in segment.terms.beginning(LOCATION, beginning):
                    for number in self._index.numbers(LOCATION, term.decode(errors="surrogatepass")):
                        if segment.offset <= number < segment.offset + segment.count and below(
                            self.origin(number).path, path
                        ):
                            yield number

    def origin(self, number: int) -> Origin:
        """Where the article came from."""
        with damage_named(self._folder):
            return _origin(self._index.value(number, ORIGIN))

    def id(self, number: int) -> str:
        """The article's id."""
        with damage_named(self._folder):
            return _row(self._index.value(number, ROW)).id

    def article(self, number: int) -> StoredArticle:
        """The article with its facts."""
        with damage_named(self._folder):
            article, facts = (bytes(self._index.value(number, column)) for column in (ARTICLE, FACTS))
            return StoredArticle(unpack(article, Article), unpack(facts, Facts))
