"""Raw documents to a segment of the index: what a worker process does, or this one where there is little to do."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import msgspec

from index.collection.document import Document, Origin, prepare
from index.collection.manifest import IndexFile
from index.collection.results import StoredArticle
from index.collection.store import finished
from index.errors import SourceError
from index.messages import M_, N_, Message
from index.sources import RawDocument

SEGMENT_ARTICLES = 2_000
"""Articles in one segment, and so in one commit; a killed run loses no more for each worker."""
SEGMENT_CHARACTERS = 5_000_000
"""Characters of their texts, which bounds the memory that long articles take: about 40 bytes for each."""
SEGMENT_SECONDS = 60.0
"""A slow run writes after so many seconds even with fewer."""


class Task(msgspec.Struct, frozen=True, array_like=True):
    """A document to be made an article of the index under the given id."""

    id: str
    content: RawDocument | StoredArticle
    """What is to be cleaned and extracted; or an article that the collection has with its facts, for another place."""
    origin: Origin
    replaces: bool = False
    """Whether the collection holds an earlier article of this id."""

    def size(self) -> int:
        """Characters of its text."""
        content = self.content
        return len(content.text if isinstance(content, RawDocument) else content.article.body)

    def error(self, failure: Failure) -> SourceError:
        """*failure*, with the file and line that it is about."""
        return SourceError(
            failure.reason, subject=self.origin.path, line=self.origin.line, advice=failure.advice
        )


class Failure(msgspec.Struct, frozen=True, array_like=True):
    """Why there is no article."""

    reason: Message
    advice: str


class Segment(msgspec.Struct, frozen=True):
    """A finished segment, which no record names yet."""

    description: Any
    """Whoosh's, a ``W3Segment``."""
    files: tuple[IndexFile, ...]


class SegmentMaker:
    """Collects the articles of one segment, and writes it in *folder*, its files with permissions *mode*."""

    def __init__(self, folder: Path, mode: int) -> None:
        self._folder = folder
        self._mode = mode
        self._documents: list[Document] = []
        self._characters = 0
        self._begun = 0.0

    def take(self, task: Task) -> Failure | None:
        """Make the article of *task* ready; returns why there is none, if so."""
        made = _make(task)
        if isinstance(made, Failure):
            return made
        if not self._documents:
            self._begun = time.monotonic()
        self._documents.append(made)
        self._characters += task.size()
        return None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to write."""
        return not self._documents

    @property
    def is_due(self) -> bool:
        """Whether the segment is to be written now."""
        return not self.is_empty and (
            len(self._documents) >= SEGMENT_ARTICLES
            or self._characters >= SEGMENT_CHARACTERS
            or time.monotonic() - self._begun >= SEGMENT_SECONDS
        )

    def write(self) -> Segment:
        """Write the segment and begin the next one. Raises OSError."""
        from whoosh.filedb.filestore import FileStorage

        from index.collection.segments import write_segment

        documents, self._documents, self._characters = self._documents, [], 0
        storage = FileStorage(str(self._folder))
        return finished_segment(write_segment(storage, documents), storage, self._mode)


def finished_segment(description: Any, storage: Any, mode: int) -> Segment:
    """The segment of that *description* in *storage*, a ``FileStorage``, brought to the disk."""
    folder = Path(storage.folder)
    return Segment(
        description, tuple(finished(folder, name, mode) for name in description.list_files(storage))
    )


def _make(task: Task) -> Document | Failure:
    from index.cleaning import clean
    from index.extract.pipeline import extract

    content = task.content
    try:
        if isinstance(content, StoredArticle):
            return prepare(content.article, content.facts, task.origin)
        article = clean(content, id=task.id)
        if article.id != task.id:
            article = msgspec.structs.replace(article, id=task.id)
        if not article.body.strip():
            return Failure(M_("holds no article text"), N_("look into the file"))
        return prepare(article, extract(article), task.origin)
    except Exception as error:  # one text must not cost the collection the others
        reason = M_("could not be processed ({kind}: {error})", kind=type(error).__name__, error=str(error))
        return Failure(reason, N_("please report it with the file"))
