"""A collection of articles: opened, and handed to the services that search it and change it."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from index.collection.errors import CollectionDamaged, CollectionMissing, CollectionReadOnly
from index.collection.store import Store
from index.messages import N_

if TYPE_CHECKING:
    from index.collection.progress import AddReport, KnownArticle, Report
    from index.collection.reader import CollectionReader
    from index.settings import Settings


BUNDLED_GENERATION = 1


class Collection:
    """The articles indexed in one directory, or the bundled ones: an :class:`~index.collection.interface.Engine`.

    Cheap to have: the index is opened by :meth:`reader`.
    """

    def __init__(self, store: Store | None) -> None:
        self._store = store
        self._kept = threading.local()

    @property
    def directory(self) -> Path | None:
        """Where it lies; null for the bundled articles."""
        return None if self._store is None else self._store.directory

    @property
    def is_bundled(self) -> bool:
        """Whether these are the articles that come with the program, which nothing can be added to."""
        return self._store is None

    def store(self) -> Store:
        """The directory to write to; raises CollectionReadOnly for the bundled articles."""
        if self._store is None:
            raise CollectionReadOnly(
                N_("the bundled articles cannot be changed"),
                advice=N_("“diplo-reader add PATH” makes a collection"),
            )
        return self._store

    def reader(self) -> CollectionReader:
        """The calling thread's reader of the valid generation.

        It is kept open, and is the same object as long as nothing was written. Once something was, the thread's
        earlier reader is closed and a new one opened. Raises a CollectionError if the index is missing, damaged or
        another version's.
        """
        kept: CollectionReader | None = getattr(self._kept, "reader", None)
        if kept is not None and not kept.is_closed and kept.generation == self.generation():
            return kept
        if kept is not None:
            kept.close()
        self._kept.reader = opened = self.open_reader()
        return opened

    def open_reader(self) -> CollectionReader:
        """A reader of the valid generation for the caller alone, who closes it."""
        if self._store is None:
            from index.collection.samples import bundled_reader

            return bundled_reader()
        return _open_reader(self._store)

    def add(
        self,
        paths: Iterable[Path],
        *,
        settings: Settings,
        report: Report | None = None,
        workers: int | None = None,
        remove_vanished: bool = False,
    ) -> AddReport:
        """See :meth:`index.collection.interface.Engine.add`; what it does is :func:`index.collection.adding.add`."""
        from index.collection import adding
        from index.collection.progress import silent

        return adding.add(
            self,
            paths,
            settings=settings,
            report=report or silent,
            workers=workers,
            remove_vanished=remove_vanished,
        )

    def remove(self, targets: Iterable[Path | str]) -> list[KnownArticle]:
        """See :meth:`index.collection.interface.Engine.remove`."""
        from index.collection import adding

        return adding.remove(self, targets)

    def generation(self) -> int:
        """Number of the valid generation; a reader whose own differs shows what was before."""
        return BUNDLED_GENERATION if self._store is None else self._store.generation()


def open_collection(directory: Path, *, create: bool = False, shared: bool = False) -> Collection:
    """The collection in *directory*; with *create* an empty one is made where there is nothing.

    *shared* allows one that belongs to another user, for reading. Raises CollectionMissing, CollectionForeign,
    CollectionOutdated or CollectionDamaged, all of them CollectionError.
    """
    store = Store(directory, shared=shared)
    try:
        store.manifest()
    except CollectionMissing:
        if not create:
            raise
        store.create()
    return Collection(store)


def bundled() -> Collection:
    """The sample articles that come with the program."""
    return Collection(None)


_ATTEMPTS = 5


def _open_reader(store: Store) -> CollectionReader:
    for _ in range(_ATTEMPTS):
        manifest = store.manifest()
        try:
            return store.open_reader(manifest)
        except FileNotFoundError:
            continue  # a writer published the next generation after the record was read
    raise CollectionDamaged(
        N_("the index changes faster than it can be opened"),
        subject=store.directory,
        advice=N_("try again when nothing writes to it"),
    )
