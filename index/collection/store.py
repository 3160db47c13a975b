"""A collection's directory: where the index lies, how a generation of it becomes the valid one, and what is refused.

::

    collection.json   the record (index.collection.manifest)
    added.json        what the user added (index.collection.added)
    catalogue/        Whoosh's files
    building/         segments that a writer is making
    merging/          a segment that is made of others in the background (index.collection.merger)
    earlier-…/        an index that is being made anew, kept until all of its articles are in the new one
    lock
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from index.collection import manifest as records
from index.collection.errors import CollectionDamaged, CollectionForeign, CollectionReadOnly, damage_named
from index.collection.locking import LOCK, held_if_free, writing
from index.collection.manifest import Container, IndexFile, Manifest, Unreadable
from index.errors import CollectionError
from index.files import discard_unfinished, private_directory
from index.messages import M_, N_

if TYPE_CHECKING:
    from index.collection.reader import CollectionReader
    from index.collection.stored import StoredArticles
    from index.collection.writer import Batch

_BUILDING, _MERGING = "building", "merging"
_EARLIER = "earlier-"


class Store:
    """The directory of one collection. Nothing is read before :meth:`manifest` or :meth:`writing`."""

    def __init__(self, directory: Path, *, shared: bool = False) -> None:
        self.directory = directory
        self.catalogue = directory / records.CATALOGUE
        self.merging = directory / _MERGING
        """Where the background makes a segment; see :mod:`index.collection.merger`."""
        self.shared = shared
        self._described: dict[str, IndexFile] = {}
        """Files of the index that are on the disk and need not be looked at again."""
        self._seen: tuple[int, int] | None = None
        self._generation = -1

    def manifest(self) -> Manifest:
        """The record of the valid generation, its files checked by size and, if touched, by content.

        Files that were only touched, as in a copy of the collection, are noted as they are now. Raises a
        CollectionError.
        """
        self._refuse_foreign()
        while True:
            manifest = records.load(self.directory)
            try:
                files = records.check(self.catalogue, manifest.files)
            except CollectionDamaged:
                if records.load(self.directory).generation == manifest.generation:
                    raise
                continue  # a writer published the next generation meanwhile
            if files == manifest.files:
                return manifest
            found = msgspec.structs.replace(manifest, files=files)
            self._note_ages(manifest, found)
            return found

    def _note_ages(self, before: Manifest, found: Manifest) -> None:
        """Have the record *found* in place of *before*, so that what was compared need not be again.

        Left to another time where another process writes, and to its owner where the collection is another's.
        """
        with suppress(OSError, CollectionError):
            if self.directory.stat().st_uid != os.geteuid():
                return
            with held_if_free(self.directory / LOCK, briefly=True) as is_held:
                if is_held and records.load(self.directory) == before:
                    records.save(self.directory, found, self.file_mode())

    def generation(self) -> int:
        """Number of the valid generation: read anew when the record was replaced; raises a CollectionError."""
        try:
            status = (self.directory / records.RECORD).stat()
        except OSError:
            return records.load(self.directory).generation
        seen = (status.st_ino, status.st_mtime_ns)
        if seen != self._seen:
            self._generation = records.load(self.directory).generation
            self._seen = seen
        return self._generation

    def verify(self) -> None:
        """Compare every file of the index with its recorded content; raises CollectionDamaged."""
        records.check(self.catalogue, records.load(self.directory).files, thorough=True)

    def create(self) -> None:
        """Make an empty collection, private to the user, where there is none."""
        private_directory(self.directory)
        self._refuse_foreign()
        with writing(self.directory):
            if not (self.directory / records.RECORD).exists():
                self._make_empty()

    @contextmanager
    def writing(self, *, thorough: bool = False, briefly: bool = False) -> Iterator[Manifest]:
        """Hold the lock, with what an interrupted writer left cleared away; gives the valid record.

        With *thorough* every file of the index is compared with its recorded content first. *briefly* as for
        :func:`index.collection.locking.writing`. Raises CollectionLocked, CollectionReadOnly or another
        CollectionError.
        """
        self._refuse_foreign()
        records.load(self.directory)
        with self.exclusive(briefly=briefly):
            manifest = self.manifest()
            if thorough:
                self.verify()
            self._clear_leftovers(manifest)
            self._described = {file.name: file for file in manifest.files}
            yield manifest

    @contextmanager
    def exclusive(self, *, briefly: bool = False) -> Iterator[None]:
        """Hold the lock, whatever state the index is in.

        Raises CollectionLocked, CollectionForeign or CollectionReadOnly.
        """
        self._refuse_foreign()
        if self.shared and self.directory.stat().st_uid != os.geteuid():
            raise CollectionReadOnly(
                N_("the collection is another user's and can only be read"),
                subject=self.directory,
                advice=N_("use a collection of your own: --collection DIR"),
            )
        with writing(self.directory, briefly=briefly):
            yield

    def open_stored(self, manifest: Manifest) -> StoredArticles:
        """What the index keeps of the articles of the generation in *manifest*; otherwise as :meth:`open_reader`."""
        from index.collection.stored import StoredArticles

        with self._opening(manifest):
            return StoredArticles(self.catalogue, manifest.generation)

    def current(self) -> StoredArticles:
        """What the index keeps of the articles of the valid generation; the caller closes it."""
        while True:
            manifest = self.manifest()
            try:
                return self.open_stored(manifest)
            except FileNotFoundError:
                continue

    def segments(self, manifest: Manifest) -> tuple[Any, list[Any]]:
        """The storage of the index, and Whoosh's descriptions of the segments of the generation in *manifest*.

        Raises FileNotFoundError if a writer has replaced it meanwhile.
        """
        from whoosh.filedb.filestore import FileStorage
        from whoosh.index import TOC

        from index.collection.schema import INDEX_NAME, schema

        storage = FileStorage(str(self.catalogue))
        with damage_named(self.directory, passing=(FileNotFoundError,)):
            table = TOC.read(storage, INDEX_NAME, gen=manifest.generation, schema=schema())
            return storage, list(table.segments)

    @contextmanager
    def building(self) -> Iterator[Path]:
        """A folder for segments under way, whose content goes at the end; under the lock."""
        folder = self.directory / _BUILDING
        with self.unwritable_named():
            self._clear(folder)
            folder.mkdir(mode=0o700)
        try:
            yield folder
        finally:
            self._clear(folder)

    def take_in(self, folder: Path, files: Iterable[IndexFile]) -> None:
        """Move finished *files* of a segment from *folder* into the index, under the lock; raises OSError."""
        for file in files:
            (folder / file.name).rename(self.catalogue / file.name)
            self._described[file.name] = file

    def open_reader(self, manifest: Manifest) -> CollectionReader:
        """A reader of the generation in *manifest*, which the caller closes.

        Raises FileNotFoundError if a writer has replaced it meanwhile, CollectionDamaged if it cannot be read.
        """
        from index.collection.reader import CollectionReader

        with self._opening(manifest):
            return CollectionReader(self.catalogue, manifest.generation)

    @contextmanager
    def _opening(self, manifest: Manifest) -> Iterator[None]:
        replaced: FileNotFoundError | None = None
        with damage_named(self.directory):
            try:
                yield
            except FileNotFoundError as error:
                if records.load(self.directory).generation == manifest.generation:
                    raise
                replaced = error
        if replaced is not None:
            raise replaced

    def begin(self) -> Batch:
        """A batch to be filled and published, under the lock."""
        from whoosh.filedb.filestore import FileStorage

        from index.collection.writer import Batch

        return Batch(FileStorage(str(self.catalogue)))

    def publish(
        self, batch: Batch, articles: int, containers: Iterable[Container], unreadable: tuple[Unreadable, ...]
    ) -> Manifest:
        """Commit *batch* and make it the valid generation, holding *articles* articles.

        Raises CollectionError where that cannot be written; the generation before then stays valid.
        """
        with self.unwritable_named():
            generation = batch.commit()
            manifest = self._publish(generation, articles, batch.file_names(), tuple(containers), unreadable)
        batch.discard_older()
        return manifest

    @contextmanager
    def unwritable_named(self) -> Iterator[None]:
        """Raise CollectionError for what writing to the index makes of a full disk and the like."""
        try:
            yield
        except OSError as error:
            raise CollectionError(
                M_("the index could not be written: {reason}", reason=error.strerror or str(error)),
                subject=self.directory,
                advice=N_("make room on the disk and do it again; what was there before is still valid"),
            ) from error

    def renew(self, *, keep_earlier: bool) -> None:
        """Put the index aside with its record, and make an empty one in its place; the caller holds the lock.

        With *keep_earlier*, where an index was put aside before, that stays and this one is thrown away.
        """
        record = self.directory / records.RECORD
        generation = self._last_generation() + 1
        if self.catalogue.exists() and not (keep_earlier and self.earlier()):
            self.discard_earlier()
            aside = self.directory / f"{_EARLIER}{datetime.now().astimezone():%Y%m%d-%H%M%S}"
            self.catalogue.rename(aside)
            if record.exists():
                record.rename(aside / record.name)
        record.unlink(missing_ok=True)
        self._make_empty(generation)

    def earlier(self) -> Path | None:
        """Where an index was put aside, if one was."""
        return next(iter(sorted(self.directory.glob(_EARLIER + "*"))), None)

    def discard_earlier(self) -> None:
        """Delete what was put aside."""
        for old in self.directory.glob(_EARLIER + "*"):
            shutil.rmtree(old)

    def size(self) -> int:
        """Bytes of the index on disk."""
        return sum(entry.stat().st_size for entry in os.scandir(self.catalogue) if entry.is_file())

    def file_mode(self) -> int:
        """Permissions of the files of the index: those of its directory."""
        return stat.S_IMODE(self.directory.stat().st_mode) & 0o666

    def _last_generation(self) -> int:
        """The last generation there was, as far as a damaged index tells; open readers know theirs by its number."""
        from whoosh.filedb.filestore import FileStorage

        from index.collection.writer import latest_generation

        written = latest_generation(FileStorage(str(self.catalogue))) if self.catalogue.is_dir() else 0
        return max(written, records.recorded(self.directory, "generation"))

    def _make_empty(self, generation: int = 0) -> None:
        from whoosh.filedb.filestore import FileStorage

        from index.collection import writer

        self._clear(self.catalogue)
        self._described.clear()
        self.catalogue.mkdir(mode=0o700)
        writer.create(FileStorage(str(self.catalogue)), generation)
        self._publish(generation, 0, (path.name for path in self.catalogue.iterdir()))

    def _publish(
        self,
        generation: int,
        articles: int,
        names: Iterable[str],
        containers: tuple[Container, ...] = (),
        unreadable: tuple[Unreadable, ...] = (),
    ) -> Manifest:
        import whoosh

        from index.extract.version import EXTRACTOR

        mode = self.file_mode()
        files = tuple(self._described.get(name) or finished(self.catalogue, name, mode) for name in names)
        _sync(self.catalogue)
        manifest = Manifest(
            extractor=EXTRACTOR,
            engine=f"whoosh {whoosh.versionstring()}",
            generation=generation,
            articles=articles,
            written=datetime.now().astimezone().isoformat(timespec="seconds"),
            files=files,
            containers=containers,
            unreadable=unreadable,
        )
        records.save(self.directory, manifest, mode)
        self._described = {file.name: file for file in files}
        return manifest

    def _clear_leftovers(self, manifest: Manifest) -> None:
        """Remove what killed processes left: what is in the catalogue and not in the record, and segments under way."""
        discard_unfinished(self.directory)
        known = {file.name for file in manifest.files}
        for entry in list(os.scandir(self.catalogue)):
            if entry.is_dir(follow_symlinks=False):
                shutil.rmtree(entry.path)
            elif entry.name not in known:
                Path(entry.path).unlink()
        self._clear(self.directory / _BUILDING)
        if self.merging.exists():
            with held_if_free(self.merging / LOCK, briefly=True) as nobody_merges:
                if nobody_merges:
                    self.clear_merging()

    def clear_merging(self) -> None:
        """Remove what is under way in ``merging/``; the caller holds the lock in there."""
        for entry in list(os.scandir(self.merging)):
            if entry.name != LOCK:
                Path(entry.path).unlink(missing_ok=True)  # a writer may just be taking it in

    @staticmethod
    def _clear(folder: Path) -> None:
        with suppress(FileNotFoundError):
            shutil.rmtree(folder)

    def _refuse_foreign(self) -> None:
        """Raise CollectionForeign for a directory that others could have put files into: the index holds pickles."""
        for path in (self.directory, self.catalogue):
            try:
                status = path.stat()
            except OSError:
                continue
            others_write = status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
            if status.st_uid != os.geteuid() and not self.shared:
                raise CollectionForeign(
                    N_("belongs to another user, so its index is not opened"),
                    subject=path,
                    advice=N_("allow it as a shared collection in the configuration if you trust its owner"),
                )
            if others_write and stat.S_ISDIR(status.st_mode):
                raise CollectionForeign(
                    N_("other users may write here, so its index is not opened"),
                    subject=path,
                    advice=M_("run “chmod go-w {path}” once you know what it holds", path=str(path)),
                )


def finished(folder: Path, name: str, mode: int) -> IndexFile:
    """The file *name* in *folder*, brought to the disk with permissions *mode*, as the record is to name it."""
    _sync(folder / name, mode)
    return records.describe(folder, name)


def _sync(path: Path, mode: int | None = None) -> None:
    """Bring a file or directory to the disk, a file with permissions *mode*."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        if mode is not None:
            os.fchmod(descriptor, mode)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
