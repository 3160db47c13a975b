"""Documents to segments of the index, in this process or in several others.

Each worker makes articles of what it is sent and writes them to segments of its own, so that extraction and writing
use all processors and little goes between the processes: raw documents one way, the names of finished segments the
other. A document counts as stored only once it stands in a finished segment. A worker that dies costs no more than
the document that killed it: what it had not finished is given out again, the documents it was at one at a time.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from contextlib import suppress
from itertools import chain, islice
from multiprocessing import connection
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue

import msgspec

from index.collection.making import Failure, Segment, SegmentMaker, Task
from index.errors import CollectionError
from index.messages import M_, N_

CHUNK = 16
"""Documents sent to a worker at a time: enough that the sending costs little, few enough to show progress."""
CHUNK_CHARACTERS = 500_000
"""Characters of their texts, at which a chunk is sent with fewer."""
WORTH_IT = 64
"""So many documents before other processes are started, which takes about half a second."""
_AHEAD = 8
"""Chunks that wait for each worker: about half a second of work, more than the parent ever does in one piece."""
_AHEAD_CHARACTERS = 4_000_000
"""Characters of their texts, at which fewer wait."""
_DEATHS = 5
"""So many workers may die with no document to blame, and no segment finished in between, before the run gives up."""
_ADVICE = N_("make sure that there is enough memory, or set fewer workers in the configuration")


class Extracted(msgspec.Struct, frozen=True):
    """A document was made ready for its segment, or could not be."""

    task: Task
    failure: Failure | None


class Written(msgspec.Struct, frozen=True):
    """A segment is finished: the articles of *tasks* stand in it."""

    tasks: list[Task]
    segment: Segment


class Lost(msgspec.Struct, frozen=True):
    """So many documents that were made ready have to be made ready again."""

    count: int


class Unwritten(msgspec.Struct, frozen=True):
    """A segment could not be written; whoever is told ends the work."""

    number: int
    """What OSError calls ``errno``."""
    reason: str


Event = Extracted | Written | Lost | Unwritten


def process(tasks: Iterable[Task], folder: Path, mode: int, workers: int) -> Generator[Event, None, None]:
    """Make segments of *tasks* in *folder*; tells of each document, and of each segment as it is finished.

    *mode* are the permissions of the segments' files. With fewer than :data:`WORTH_IT` tasks, or one worker, nothing
    leaves this process. *tasks* is read ahead by no more than the workers need; what it raises ends the work. Raises
    CollectionError where processes cannot be started or are ended again and again.
    """
    tasks = iter(tasks)
    first = list(islice(tasks, WORTH_IT))
    if workers <= 1 or len(first) < WORTH_IT:
        yield from _alone(chain(first, tasks), SegmentMaker(folder, mode))
    else:
        yield from _Pool(workers, folder, mode).run(chain(first, tasks))


def processors() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _alone(tasks: Iterable[Task], maker: SegmentMaker) -> Iterator[Event]:
    ready: list[Task] = []
    for task in tasks:
        failure = maker.take(task)
        if failure is None:
            ready.append(task)
        yield Extracted(task, failure)
        if maker.is_due:
            yield _event(_written(maker), ready)
            ready = []
    if ready:
        yield _event(_written(maker), ready)


def _event(said: Segment | Unwritten, ready: list[Task]) -> Written | Unwritten:
    return Written(ready, said) if isinstance(said, Segment) else said


# In a worker process


class _Begun(msgspec.Struct, frozen=True):
    """The next chunk is begun: what ends the process before the answer may be a document of it."""


class _Answer(msgspec.Struct, frozen=True):
    """What became of one chunk: the reasons of the documents that failed, by their place in it."""

    failures: dict[int, Failure]


def _work(channel: Connection, folder: Path, mode: int) -> None:
    """Answer the chunks that come through *channel*; an empty one asks for what is ready to be written."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    chunks: SimpleQueue[list[Task]] = SimpleQueue()
    # A thread of its own, so that the parent never waits for a worker that is at a long article.
    threading.Thread(target=_receive, args=(channel, chunks), daemon=True).start()
    maker = SegmentMaker(folder, mode)
    with suppress(ConnectionError):  # the parent is no more
        while True:
            chunk = chunks.get()
            if chunk:
                channel.send(_Begun())
            failures = {
                at: failure for at, task in enumerate(chunk) if (failure := maker.take(task)) is not None
            }
            if chunk:
                channel.send(_Answer(failures))
            if maker.is_due or not (chunk or maker.is_empty):
                channel.send(_written(maker))


def _written(maker: SegmentMaker) -> Segment | Unwritten:
    try:
        return maker.write()
    except OSError as error:
        return Unwritten(error.errno or 0, error.strerror or str(error))


def _receive(channel: Connection, chunks: SimpleQueue[list[Task]]) -> None:
    try:
        while True:
            chunks.put(channel.recv())
    except (EOFError, OSError):  # the parent has finished, or is no more
        os._exit(0)


# In the parent


class _Worker:
    """A worker process, and what it was sent."""

    def __init__(self, folder: Path, mode: int) -> None:
        spawning = multiprocessing.get_context("spawn")
        self.channel, theirs = spawning.Pipe()
        self._process = spawning.Process(target=_work, args=(theirs, folder, mode), daemon=True)
        self._process.start()
        theirs.close()
        self.sent: deque[list[Task]] = deque()
        """Chunks that were not answered yet."""
        self.ready: list[Task] = []
        """Documents that stand in no finished segment yet."""
        self._is_at_chunk = False
        self._asked_to_write = False

    @property
    def has_room(self) -> bool:
        """Whether another chunk would be taken without waiting long, and without holding much."""
        if not self.sent:
            return True
        waiting = sum(task.size() for chunk in self.sent for task in chunk)
        return len(self.sent) < _AHEAD and waiting < _AHEAD_CHARACTERS

    @property
    def is_idle(self) -> bool:
        """Whether nothing is to come from it."""
        return not self.sent and not self.ready

    @property
    def at(self) -> list[Task]:
        """The chunk that it has begun; empty while it starts, waits or writes."""
        return self.sent[0] if self._is_at_chunk else []

    def send(self, chunk: list[Task]) -> None:
        """Give it *chunk* to do; that it cannot be sent because the process died shows when it is heard."""
        self.sent.append(chunk)
        self._asked_to_write = False
        self._put(chunk)

    def ask_to_write(self) -> None:
        """Have it write what it has, once it is at the end of its chunks."""
        if not self._asked_to_write:
            self._asked_to_write = True
            self._put([])

    def hear(self) -> Iterator[Event]:
        """What it says; raises EOFError if it died."""
        try:
            said = self.channel.recv()
        except OSError as error:
            raise EOFError from error
        if isinstance(said, Segment | Unwritten):
            written, self.ready, self._asked_to_write = self.ready, [], False
            yield _event(said, written)
            return
        self._is_at_chunk = isinstance(said, _Begun)
        if self._is_at_chunk:
            return
        for at, task in enumerate(self.sent.popleft()):
            failure = said.failures.get(at)
            if failure is None:
                self.ready.append(task)
            yield Extracted(task, failure)

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self.channel.close()
        self._process.kill()
        self._process.join()

    def _put(self, chunk: list[Task]) -> None:
        with suppress(OSError):
            self.channel.send(chunk)


class _Pool:
    """Worker processes; one that dies is replaced."""

    def __init__(self, workers: int, folder: Path, mode: int) -> None:
        self._folder, self._mode = folder, mode
        self._workers = [self._start() for _ in range(workers)]
        self._again: deque[list[Task]] = deque()
        self._suspects: set[str] = set()
        """Ids of the documents that are tried alone, since a worker died at one of them."""
        self._deaths = 0

    def run(self, tasks: Iterator[Task]) -> Iterator[Event]:
        """Have *tasks* done."""
        chunks = _chunks(tasks)
        try:
            while True:
                self._feed(chunks)
                busy = [worker for worker in self._workers if not worker.is_idle]
                if not busy:
                    return
                for channel in connection.wait([worker.channel for worker in busy]):
                    (worker,) = (worker for worker in busy if worker.channel is channel)
                    yield from self._hear(worker)
        finally:
            for worker in self._workers:
                worker.end()

    def _feed(self, chunks: Iterator[list[Task]]) -> None:
        """Send out chunks; where there are none any more, have written what is ready."""
        while hungry := [worker for worker in self._workers if worker.has_room]:
            chunk = self._again.popleft() if self._again else next(chunks, None)
            if chunk is None:
                for worker in self._workers:
                    if not worker.is_idle:
                        worker.ask_to_write()
                return
            min(hungry, key=lambda worker: len(worker.sent)).send(chunk)

    def _hear(self, worker: _Worker) -> Iterator[Event]:
        try:
            for event in worker.hear():
                if isinstance(event, Written):
                    self._deaths = 0
                yield event
        except EOFError:
            yield from self._replace(worker)

    def _replace(self, dead: _Worker) -> Iterator[Event]:
        """Start a process in place of *dead*, and give out again what it had not finished."""
        dead.end()
        yield Lost(len(dead.ready))
        at = dead.at
        if at:
            dead.sent.popleft()
        if len(at) == 1 and at[0].id in self._suspects:
            reason = M_("ended the process that was to extract its facts")
            yield Extracted(at[0], Failure(reason, N_("please report it with the file")))
        else:
            self._suspects.update(task.id for task in at)
            self._again.extend([task] for task in at)
        self._deaths += not at
        if self._deaths == _DEATHS:
            raise CollectionError(
                N_("the processes that write the index are ended from outside"),
                advice=_ADVICE,
            )
        self._again.extend(dead.sent)
        self._again.extend(_chunks(iter(dead.ready)))
        self._workers[self._workers.index(dead)] = self._start()

    def _start(self) -> _Worker:
        try:
            return _Worker(self._folder, self._mode)
        except OSError as error:
            raise CollectionError(
                M_(
                    "no process could be started to write the index: {reason}",
                    reason=error.strerror or str(error),
                ),
                advice=_ADVICE,
            ) from error


def _chunks(tasks: Iterator[Task]) -> Iterator[list[Task]]:
    chunk: list[Task] = []
    characters = 0
    for task in tasks:
        chunk.append(task)
        characters += task.size()
        if len(chunk) == CHUNK or characters >= CHUNK_CHARACTERS:
            yield chunk
            chunk, characters = [], 0
    if chunk:
        yield chunk
