"""Files to articles in the index: what ``add`` and ``reindex`` share."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from index.collection import added, workers
from index.collection.added import Added, below, place
from index.collection.document import Document, Origin, prepare
from index.collection.known import Known, holds_records, id_from_path, is_gone
from index.collection.manifest import Container, Manifest
from index.collection.progress import AddReport, KnownArticle, Meter
from index.collection.reader import CollectionReader
from index.collection.store import Store
from index.collection.troubles import Troubles
from index.collection.writer import Batch
from index.errors import SourceError
from index.extract.pipeline import EXTRACTOR
from index.messages import M_, N_
from index.sources import RawDocument, read
from index.sources.opening import DAMAGED, decompressed, open_file

BATCH_ARTICLES = 2_000
"""Articles in one commit; a killed run loses no more, and holds no more in memory (about 60 MB)."""
BATCH_SECONDS = 60.0
"""A slow run commits after so many seconds even with fewer."""
_READ = 1 << 20


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to be read; ``base`` is the folder that ids are made relative to."""

    path: Path
    base: Path
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class Options:
    """How to go about it."""

    max_bytes: int
    """The longest article that is read."""
    workers: int
    """Processes that extract facts."""
    force: bool = False
    """Read and extract again what is known already."""
    wanted_only: bool = False
    """Leave out what the user had removed, instead of adding it again."""


class Indexing:
    """One run over a list of files, writing to the collection in *store* under its lock.

    *reader* is open on the valid generation, *note* is what the user added.
    """

    def __init__(
        self,
        store: Store,
        manifest: Manifest,
        reader: CollectionReader,
        note: Added,
        meter: Meter,
        options: Options,
    ) -> None:
        self.store = store
        self.reader = reader
        self.note = note
        self.meter = meter
        self.options = options
        self.result = AddReport()
        self.known = Known(reader.rows())
        self.live = set(self.known.ids)
        self.containers = {container.path: container for container in manifest.containers}
        self.troubles = Troubles(manifest.unreadable)
        self._read_whole: set[str] = set()
        self._replacing: set[str] = set()
        self._batch: Batch | None = None
        self._committed = time.monotonic()
        self._given = self._taken = 0
        """Documents given to extraction and come back from it."""
        self._finished: deque[tuple[int, Container]] = deque()
        """Files read to their end, each with the number of documents given by then."""

    # The run

    def run(self, files: Iterable[SourceFile]) -> None:
        """Index *files*; commits in between, the last batch by :meth:`finish`."""
        try:
            for result in workers.extract_all(self._tasks(files), self.options.workers):
                self._taken += 1
                self._store_result(result)
                if self._due():
                    self.commit()
        except BaseException:
            self.abandon()
            raise

    def finish(self) -> None:
        """Write what is left."""
        try:
            self.commit()
        except BaseException:
            self.abandon()
            raise
        self.result.articles = len(self.live)

    def delete_all(self, articles: Iterable[KnownArticle]) -> None:
        """Take *articles* out with the next commit."""
        for article in articles:
            self._open_batch().delete(article.id)
            self.live.discard(article.id)
            self.containers.pop(article.path, None)
            self.result.removed += 1

    def knows_below(self, path: str) -> bool:
        """Whether an article came from the file *path*, or from the folder."""
        return any(below(file, path) for file in self.known.by_file)

    def commit(self) -> None:
        """Make what was indexed so far the valid generation."""
        settled = False
        while self._finished and self._finished[0][0] <= self._taken:
            container = self._finished.popleft()[1]
            self.containers[container.path] = container
            settled = True
        if self._batch is None and not settled and not self.troubles.changed():
            return
        self.meter.show("writing")
        batch = self._open_batch()
        # Before the index: an index that is made anew must know of every removal that was made.
        added.save(self.store.directory, self.note)
        self.store.publish(batch, len(self.live), self.containers.values(), self.troubles.settle())
        self._batch = None
        self._committed = time.monotonic()

    def abandon(self) -> None:
        """Leave the last valid generation as it is."""
        if self._batch is not None:
            self._batch.cancel()
            self._batch = None

    def _open_batch(self) -> Batch:
        if self._batch is None:
            self._batch = self.store.begin()
        return self._batch

    def _due(self) -> bool:
        if self._batch is None:
            return False
        return len(self._batch) >= BATCH_ARTICLES or time.monotonic() - self._committed > BATCH_SECONDS

    def _put(self, document: Document) -> None:
        batch = self._open_batch()
        if document.id in self.live:
            batch.delete(document.id)
        batch.add(document)
        self.live.add(document.id)

    def _store_result(self, result: Document | SourceError) -> None:
        self.meter.done += 1
        if isinstance(result, SourceError):
            self.result.errors.append(result)
            self.troubles.note(result)
            return
        if result.id in self._replacing:
            self.result.replaced += 1
        else:
            self.result.added += 1
        self._put(result)
        self.meter.show("reading")

    # What is to be extracted

    def _tasks(self, files: Iterable[SourceFile]) -> Iterator[workers.Task]:
        for file in files:
            self.meter.show("reading", str(file.path))
            if self.options.force or not self._skip(file):
                yield from self._file_tasks(file)

    def _skip(self, file: SourceFile) -> bool:
        """Whether *file* is in the collection as it is; if so its articles are accounted for."""
        path = str(file.path)
        if holds_records(file.path):
            container = self.containers.get(path)
            if container is None or (container.size, container.mtime_ns) != (file.size, file.mtime_ns):
                return False
            known = self.troubles.of(path)
            if len(known) < container.errors:
                return False
            self.result.errors += known
        elif not self.known.unchanged_file(path, file.size, file.mtime_ns):
            return False
        for where in self.known.by_file[path]:
            self.known.take(where)
            self.result.unchanged += 1
            self.meter.done += 1
        return True

    def _file_tasks(self, file: SourceFile) -> Iterator[workers.Task]:
        errors = articles = 0
        is_whole = True
        self.troubles.forget(str(file.path))
        for raw in read(file.path, max_bytes=self.options.max_bytes):
            if isinstance(raw, SourceError):
                self.result.errors.append(raw)
                self.troubles.note(raw)
                errors += 1
                is_whole = is_whole and raw.line is not None
                continue
            articles += 1
            task = self._task(raw, file)
            if task is not None:
                self._given += 1
                yield task
            else:
                self.meter.done += 1
        if is_whole and holds_records(file.path):
            path = str(file.path)
            self._read_whole.add(path)
            container = Container(path, file.size, file.mtime_ns, articles, errors)
            self._finished.append((self._given, container))

    def _task(self, raw: RawDocument, file: SourceFile) -> workers.Task | None:
        """What has to be extracted of *raw*; null where the collection has it already."""
        path = str(file.path)
        where = place(path, raw.line)
        origin = Origin(path, file.size, file.mtime_ns, raw.sha256, raw.line, EXTRACTOR)
        before = self.known.place_in_file(where, path, raw.id)
        if before is not None:
            known_id, old = self.known.take(before)
            if old.sha256 == raw.sha256 and not self.options.force:
                self._keep(known_id, old, origin)
                self.result.unchanged += 1
                return None
            self._replacing.add(known_id)
            return workers.Task(known_id, raw, origin)
        moved = None if self.options.force else self.known.moved_from(raw.sha256)
        if moved is not None:
            known_id, old = self.known.take(moved)
            self._keep(known_id, old, origin)
            self.known.ids[known_id] = where
            if known_id != raw.id:
                self.note.ids = {**self.note.ids, where: known_id}
            self.result.moved += 1
            return None
        wanted = self.note.ids.get(where) or raw.id or id_from_path(file.path, file.base, raw.line)
        new_id = self.known.new_id(where, wanted)
        if not self.options.wanted_only:
            self.note.include_id(new_id)
        elif not self.note.wanted(path, new_id):
            return None
        return workers.Task(new_id, raw, origin)

    def _keep(self, id: str, old: Origin, new: Origin) -> None:
        """Store the article *id* again with its facts, read from another place or time than before."""
        if old.line is not None and (old.path, old.line) == (new.path, new.line):
            return  # of a file of many only the place of a record counts
        stored = self.reader.load(id)
        article = msgspec.structs.replace(stored.article, path=new.path, line=new.line)
        self._put(prepare(article, stored.facts, msgspec.structs.replace(new, extractor=old.extractor)))

    # What is no longer there

    def vanished(self, inside: Iterable[str]) -> list[KnownArticle]:
        """The articles from below the paths *inside* that this run did not meet because they are gone."""
        roots = tuple(inside)
        gone: dict[str, bool] = {}
        found = []
        for known_id, origin in self.known.by_place.values():
            if not any(below(origin.path, root) for root in roots):
                continue
            if origin.path not in gone:
                gone[origin.path] = origin.path in self._read_whole or is_gone(origin.path)
            if gone[origin.path]:
                found.append(KnownArticle(known_id, origin.path, origin.line))
        return sorted(found, key=lambda article: (article.path, article.line or 0))


def source_file(path: Path, base: Path) -> SourceFile:
    """*path* as a file to be read; raises SourceError if it cannot be."""
    try:
        str(path).encode()
        status = path.stat()
    except UnicodeEncodeError as error:
        raise SourceError(
            N_("the file's name is not valid UTF-8"), subject=path, advice=N_("rename the file")
        ) from error
    except OSError as error:
        raise SourceError(
            M_("cannot be read: {reason}", reason=error.strerror or str(error)),
            subject=path,
            advice=N_("check the path and its permissions"),
        ) from error
    return SourceFile(path, base, status.st_size, status.st_mtime_ns)


def expected_articles(file: SourceFile, containers: Mapping[str, Container]) -> int:
    """About how many articles *file* holds: of a file of many its lines, unless it was counted before."""
    if not holds_records(file.path):
        return 1
    known = containers.get(str(file.path))
    if known is not None and (known.size, known.mtime_ns) == (file.size, file.mtime_ns):
        return known.articles
    lines = 0
    try:
        with open_file(file.path) as stream:
            content = decompressed(stream)
            while block := content.read1(_READ):
                lines += block.count(b"\n")
    except (OSError, SourceError, *DAMAGED):
        pass  # reading it will say what is wrong
    return lines or 1
