"""Merging in the background: a process that holds no lock on the collection while it makes one segment of several.

It reads segments, which never change, and writes the new one aside, in ``merging/``. That it then offers to whoever
writes to the collection, who takes it in with the next commit; when nobody writes, it does so itself. What was deleted
meanwhile is deleted in the new segment then. Where one of the old segments is no longer there, the offer is void, and
so it is once its maker was killed: the next writer clears away what is left.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.collection.errors import CollectionLocked
from index.collection.locking import LOCK, held_if_free, writing
from index.collection.merging import large
from index.collection.store import Store
from index.errors import DiploError
from index.files import write_new

if TYPE_CHECKING:
    from index.collection.making import Segment
    from index.collection.writer import Batch

_OFFER = "offer"
_NICE = 10
"""How much the process gives way to extraction, which somebody waits for."""
_PATIENCE = 3600.0
"""Seconds that a finished segment waits to be taken in before it is given up."""
_ASK_EVERY = 0.1
_LOOK_EVERY = 1.0
"""Seconds until a process that waits for a writer to end looks again what that has committed."""
_PROGRAM = Path(__file__).parents[2]


def start_if_due(store: Store, segments: Sequence[Any], *, settled: bool) -> None:
    """Start the process for the collection in *store* if there is something to do for it, and none is running.

    *segments* are those that were committed last; *settled* as for :func:`index.collection.merging.large`.
    """
    if not large(segments, settled=settled):
        return
    with suppress(OSError):  # after the next commit it is tried again
        if not _is_running(store):
            _start(store.directory.absolute())


def _start(directory: Path) -> None:
    path_of_modules = (str(_PROGRAM), os.environ.get("PYTHONPATH"))
    subprocess.Popen(  # noqa: S603
        [sys.executable, "-P", "-m", __name__, str(directory)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        cwd="/",
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in path_of_modules if path)},
    )


def take_offer(store: Store, batch: Batch) -> None:
    """Have *batch* exchange segments for the one that the background offers, if it does; under the lock."""
    offer = store.merging / _OFFER
    try:
        content = offer.read_bytes()
    except FileNotFoundError:
        return
    _take(store, batch, content)
    # Last: until then whoever made it leaves the files of the segment where they are.
    offer.unlink(missing_ok=True)


def _take(store: Store, batch: Batch, offer: bytes) -> None:
    from whoosh.filedb.filestore import FileStorage

    deleted: dict[str, frozenset[int]]
    merged: Segment
    try:
        deleted, merged = pickle.loads(offer)  # noqa: S301 - as trusted as the index
    except Exception:  # whatever a damaged file happens to mean: it costs only the work that went into it
        return
    sources = [segment for segment in batch.segments if segment.segment_id() in deleted]
    if len(sources) < len(deleted):
        return
    try:
        store.take_in(store.merging, merged.files)
    except FileNotFoundError:
        return
    batch.replace(sources, [merged.description])
    for segment in sources:
        newly = set(segment.deleted_docs()) - deleted[segment.segment_id()]
        _delete_copies(FileStorage(str(store.catalogue)), segment, newly, merged.description)


def _delete_copies(storage: Any, source: Any, numbers: set[int], copy: Any) -> None:
    """Delete in the segment *copy* the documents that have these *numbers* in *source*, which it was made of."""
    if not numbers:
        return
    from index.collection.lookup import Lookup

    before, after = Lookup(storage, source), Lookup(storage, copy)
    for known_id in map(before.id, numbers):
        for number in after.numbers(known_id):
            copy.delete_document(number)


def merge_all(store: Store) -> None:
    """Merge what is due, until nothing is; does nothing where another process is at it.

    Raises a CollectionError, and OSError where a segment cannot be written.
    """
    store.merging.mkdir(mode=0o700, exist_ok=True)
    with suppress(CollectionLocked), writing(store.merging):
        while _merge(store):
            pass


def _merge(store: Store) -> bool:
    """Merge the segments that are due first, or wait for a writer to end where they will be due; false if none are."""
    from whoosh.filedb.filestore import FileStorage

    from index.collection.making import finished_segment
    from index.collection.segments import merge_segments

    store.clear_merging()
    manifest = store.manifest()
    try:
        storage, segments = store.segments(manifest)
        is_settled = not _is_held(store.directory)
        sources = large(segments, settled=is_settled)
        if not sources and not is_settled and large(segments):
            time.sleep(_LOOK_EVERY)
            return True
        if not sources:
            return False
        into = FileStorage(str(store.merging))
        merged = merge_segments(storage, sources, into=into)
    except FileNotFoundError:
        return store.generation() != manifest.generation  # what was to be merged is no longer there
    deleted = {segment.segment_id(): frozenset(segment.deleted_docs()) for segment in sources}
    offer = pickle.dumps((deleted, finished_segment(merged, into, store.file_mode())))
    write_new(store.merging / _OFFER, offer, overwrite=True)
    return _is_taken(store, manifest.generation)


def _is_taken(store: Store, generation: int) -> bool:
    """Wait until the offer was taken in or refused, by another writer or this process; false if that takes too long."""
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        try:
            with store.writing(briefly=True) as manifest:
                batch = store.begin()
                take_offer(store, batch)
                if batch.changed:
                    store.publish(batch, manifest.articles, manifest.containers, manifest.unreadable)
                return True
        except CollectionLocked:
            committed = store.generation()
            if (store.merging / _OFFER).exists():
                generation = committed
            elif committed != generation:
                return True
        time.sleep(_ASK_EVERY)
    return False


def _is_running(store: Store) -> bool:
    return store.merging.exists() and _is_held(store.merging)


def _is_held(folder: Path) -> bool:
    """Whether a process holds the lock in *folder*."""
    with held_if_free(folder / LOCK, briefly=True) as is_free:
        return not is_free


def main() -> None:
    """The process: ``python -m index.collection.merger DIRECTORY``."""
    os.nice(_NICE)
    # Whoever writes next finds the collection as it is, and says what is wrong with it.
    with suppress(DiploError, OSError):
        merge_all(Store(Path(sys.argv[1])))


if __name__ == "__main__":
    main()
