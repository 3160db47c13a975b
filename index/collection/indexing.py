"""Files to articles in the index: what ``add`` and ``reindex`` share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from index.collection import added, merger, workers
from index.collection.added import Added, place
from index.collection.document import Origin
from index.collection.known import Known, holds_records, id_from_path, is_gone
from index.collection.making import Task
from index.collection.manifest import Container, Manifest
from index.collection.progress import AddReport, KnownArticle, Meter
from index.collection.results import StoredArticle
from index.collection.store import Store
from index.collection.stored import StoredArticles
from index.collection.troubles import Troubles, place_of
from index.collection.workers import Event, Extracted, Lost, Unwritten
from index.collection.writer import Batch
from index.errors import SourceError
from index.extract.version import EXTRACTOR
from index.messages import M_, N_
from index.sources import RawDocument, read
from index.sources.opening import DAMAGED, decompressed, open_file

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


@dataclass(slots=True)
class _Reading:
    """A file of many articles under way."""

    file: SourceFile
    errors: int = 0
    stored: int = 0
    """Its articles that stand in the collection."""
    under_way: int = 0
    """Its documents that stand in no finished segment yet."""
    is_whole: bool = False
    """Whether it was read to its end."""

    def container(self) -> Container:
        """What the record is to say of it."""
        return Container(str(self.file.path), self.file.size, self.file.mtime_ns, self.stored, self.errors)


class Indexing:
    """One run over a list of files, writing to the collection in *store* under its lock.

    *stored* is open on the valid generation, *note* is what the user added.
    """

    def __init__(
        self,
        store: Store,
        manifest: Manifest,
        stored: StoredArticles,
        note: Added,
        meter: Meter,
        options: Options,
    ) -> None:
        self.store = store
        self.note = note
        self.meter = meter
        self.options = options
        self.result = AddReport()
        self.stored = stored
        self.known = Known(stored)
        self.articles = manifest.articles
        """In the collection with the next commit."""
        self.containers = {container.path: container for container in manifest.containers}
        self.troubles = Troubles(manifest.unreadable)
        self._batch: Batch | None = None
        self._segments: list[Any] = []
        """What this run committed last."""
        self._readings: dict[str, _Reading] = {}
        """Files of many articles that the record does not know yet as they are."""
        self._whole: set[str] = set()
        """Those that this run has read to their end."""
        self._skipped: set[str] = set()
        """Those that it has passed over."""

    # The run

    def run(self, files: Iterable[SourceFile]) -> None:
        """Index *files*; commits in between, the last batch by :meth:`finish`."""
        try:
            with self.store.building() as folder:
                mode, processes = self.store.file_mode(), self.options.workers
                # Closed before the folder goes in which the workers write.
                with closing(workers.process(self._tasks(files), folder, mode, processes)) as events:
                    for event in events:
                        self._account(event, folder)
        except BaseException:
            self.abandon()
            raise

    def finish(self) -> None:
        """Write what is left."""
        self._read_again({article.path for article in self.result.vanished})
        try:
            self.commit()
        except BaseException:
            self.abandon()
            raise
        merger.start_if_due(self.store, self._segments, settled=True)
        self.result.articles = self.articles
        self.result.errors.sort(key=place_of)

    def _read_again(self, paths: Iterable[str]) -> None:
        """Have the next run read the files *paths* though they are as they were: it is to find the same missing."""
        for path in paths:
            self._readings.pop(path, None)
            if self.containers.pop(path, None) is not None:
                self._open_batch()

    def delete_all(self, articles: Iterable[KnownArticle]) -> None:
        """Take *articles* out with the next commit."""
        for article in articles:
            self.articles -= self._open_batch().delete(article.id)
            self.containers.pop(article.path, None)
            self.result.removed += 1

    def commit(self) -> None:
        """Make what was indexed so far the valid generation."""
        settled = [path for path, of in self._readings.items() if of.is_whole and not of.under_way]
        for path in settled:
            self.containers[path] = self._readings.pop(path).container()
        if self._batch is None and not settled and not self.troubles.changed():
            return
        self.meter.show("writing")
        batch = self._open_batch()
        with self.store.unwritable_named():
            # Before the index: an index that is made anew must know of every removal that was made.
            added.save(self.store.directory, self.note)
            merger.take_offer(self.store, batch)
        self.store.publish(batch, self.articles, self.containers.values(), self.troubles.settle())
        self._batch, self._segments = None, batch.segments

    def abandon(self) -> None:
        """Leave the last valid generation as it is."""
        if self._batch is not None:
            self._batch.cancel()
            self._batch = None

    def _open_batch(self) -> Batch:
        if self._batch is None:
            self._batch = self.store.begin()
        return self._batch

    def _account(self, event: Event, folder: Path) -> None:
        """Take note of what became of documents; a segment that is finished is committed."""
        if isinstance(event, Lost):
            self.meter.done -= event.count
        elif isinstance(event, Extracted):
            self.meter.done += 1
            if event.failure is not None:
                self._fail(event.task.error(event.failure))
                self._leave(event.task.origin.path, failed=1)
            self.meter.show("reading", event.task.origin.path)
        elif isinstance(event, Unwritten):
            with self.store.unwritable_named():
                raise OSError(event.number, event.reason)
        else:
            batch = self._open_batch()
            for task in event.tasks:
                self._count(task, batch)
            with self.store.unwritable_named():
                self.store.take_in(folder, event.segment.files)
            batch.include(event.segment.description)
            merger.start_if_due(self.store, self._segments, settled=False)  # else :meth:`finish` does it
            self.commit()

    def _count(self, task: Task, batch: Batch) -> None:
        """Account for the article of *task*, which stands in a finished segment."""
        self._leave(task.origin.path, stored=1)
        if task.replaces:
            batch.delete(task.id)
        else:
            self.articles += 1
        if isinstance(task.content, RawDocument):
            self.result.replaced += task.replaces
            self.result.added += not task.replaces

    def _leave(self, path: str, *, stored: int = 0, failed: int = 0) -> None:
        """Note that a document of the file *path* is no longer under way."""
        reading = self._readings.get(path)
        if reading is not None:
            reading.under_way -= 1
            reading.stored += stored
            reading.errors += failed

    def _fail(self, error: SourceError) -> None:
        self.result.errors.append(error)
        self.troubles.note(error)

    # What is to be extracted

    def _tasks(self, files: Iterable[SourceFile]) -> Iterator[Task]:
        for file in files:
            self.meter.show("reading", str(file.path))
            if self.options.force or not self._skip(file):
                yield from self._file_tasks(file)

    def _skip(self, file: SourceFile) -> bool:
        """Whether *file* is in the collection as it is; if so its articles are accounted for."""
        path = str(file.path)
        if not holds_records(file.path):
            number = self.known.unchanged_file(path, file.size, file.mtime_ns)
            if number is None:
                return False
            self.known.take(number)
            self._pass_over(1)
            return True
        container = self.containers.get(path)
        if container is None or (container.size, container.mtime_ns) != (file.size, file.mtime_ns):
            return False
        troubles = self.troubles.of(path)
        if len(troubles) < container.errors:
            return False
        self.result.errors += troubles
        self._skipped.add(path)
        self._pass_over(container.articles)
        return True

    def _pass_over(self, articles: int) -> None:
        self.result.unchanged += articles
        self.meter.pass_over(articles)

    def _file_tasks(self, file: SourceFile) -> Iterator[Task]:
        path = str(file.path)
        is_whole = nothing_left_out = True
        reading = _Reading(file)
        if holds_records(file.path):
            self._readings[path] = reading
        self.troubles.forget(path)
        for raw in read(file.path, max_bytes=self.options.max_bytes):
            if isinstance(raw, SourceError):
                self._fail(raw)
                reading.errors += 1
                is_whole = is_whole and raw.line is not None
                continue
            task = self._task(raw, file)
            if isinstance(task, Task):
                reading.under_way += 1
                yield task
            else:
                self.meter.pass_over(1)
                reading.stored += 1
                nothing_left_out = nothing_left_out and task
        if is_whole and holds_records(file.path):
            reading.is_whole = nothing_left_out
            self._whole.add(path)

    def _task(self, raw: RawDocument, file: SourceFile) -> Task | bool:
        """What is to be done about *raw*; else whether the collection has it already, and not been told to leave it."""
        path = str(file.path)
        where = place(path, raw.line)
        origin = Origin(path, file.size, file.mtime_ns, raw.sha256, raw.line, EXTRACTOR)
        before = self.known.in_file(path, raw.line, raw.id)
        if before is not None:
            self.known.take(before)
            old = self.stored.origin(before)
            if old.sha256 == raw.sha256 and not self.options.force:
                self.result.unchanged += 1
                return self._kept(before, old, origin)
            return Task(self.stored.id(before), raw, origin, replaces=True)
        moved = None if self.options.force else self.known.moved_from(raw.sha256)
        if moved is not None:
            self.known.take(moved)
            known_id = self.stored.id(moved)
            if known_id != raw.id:
                self.note.ids[where] = known_id
            self.result.moved += 1
            return self._kept(moved, self.stored.origin(moved), origin)
        wanted = self.note.ids.get(where) or raw.id or id_from_path(file.path, file.base, raw.line)
        new_id = self.known.new_id(where, wanted)
        if not self.options.wanted_only:
            self.note.include_id(new_id)
        elif not self.note.wanted(path, new_id):
            return False
        return Task(new_id, raw, origin)

    def _kept(self, number: int, old: Origin, new: Origin) -> Task | bool:
        """The article *number* with its facts, to be stored as read from another place or time than before."""
        if old.line is not None and (old.path, old.line) == (new.path, new.line):
            return True  # of a file of many only the place of a record counts
        content = self.stored.article(number)
        article = msgspec.structs.replace(content.article, path=new.path, line=new.line)
        origin = msgspec.structs.replace(new, extractor=old.extractor)
        return Task(article.id, StoredArticle(article, content.facts), origin, replaces=True)

    # What is no longer there

    def vanished(self, inside: Iterable[str]) -> list[KnownArticle]:
        """The articles from below the paths *inside* that this run did not meet because they are gone."""
        gone: dict[str, bool] = {}
        found: dict[int, KnownArticle] = {}
        for root in inside:
            for number in () if root in self._skipped else self.known.left_below(root):
                origin = self.stored.origin(number)
                if origin.path not in gone:
                    gone[origin.path] = origin.path in self._whole or is_gone(origin.path)
                if gone[origin.path]:
                    found[number] = KnownArticle(self.stored.id(number), origin.path, origin.line)
        return sorted(found.values(), key=lambda article: (article.path, article.line or 0))


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
