"""Raw documents to index documents, in this process or in several others.

Every chunk sent out must come back with one answer a document. A process that dies costs no more than the document
that killed it: the chunks in flight are tried again one document at a time.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from multiprocessing import connection

import msgspec

from index.collection.document import Document, Origin, prepare
from index.errors import SourceError
from index.messages import M_, N_, Message
from index.sources import RawDocument

CHUNK = 16
"""Documents sent to a worker at a time: enough that the sending costs little, few enough to show progress."""
WORTH_IT = 64
"""So many documents before other processes are started, which takes about half a second."""
_AHEAD = 3
"""Chunks that wait for each worker."""


class Task(msgspec.Struct, frozen=True, array_like=True):
    """A document to be cleaned, extracted and prepared under the given id."""

    id: str
    raw: RawDocument
    origin: Origin


class _Done(msgspec.Struct, frozen=True, array_like=True, tag=True):
    document: Document


class _Failed(msgspec.Struct, frozen=True, array_like=True, tag=True):
    reason: Message
    advice: str


_Chunk = list[Task]
_encode = msgspec.msgpack.Encoder().encode
_tasks = msgspec.msgpack.Decoder(_Chunk)
_answers = msgspec.msgpack.Decoder(list[_Done | _Failed])


def extract_all(tasks: Iterable[Task], workers: int) -> Iterator[Document | SourceError]:
    """One document, or the reason why there is none, for each of *tasks* in order.

    With fewer than :data:`WORTH_IT` tasks, or one worker, nothing leaves this process. *tasks* is read ahead by no
    more than the workers need.
    """
    tasks = iter(tasks)
    first = list(islice(tasks, WORTH_IT))
    if workers <= 1 or len(first) < WORTH_IT:
        for task in chain(first, tasks):
            yield _result(task, _answer(task))
    else:
        yield from _Pool(workers).run(_chunks(chain(first, tasks)))


def processors() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _chunks(tasks: Iterator[Task]) -> Iterator[_Chunk]:
    while chunk := list(islice(tasks, CHUNK)):
        yield chunk


def _answer(task: Task) -> _Done | _Failed:
    from index.cleaning import clean
    from index.extract.pipeline import extract

    try:
        article = clean(task.raw, id=task.id)
        if article.id != task.id:
            article = msgspec.structs.replace(article, id=task.id)
        if not article.body.strip():
            return _Failed(M_("holds no article text"), N_("look into the file"))
        return _Done(prepare(article, extract(article), task.origin))
    except Exception as error:  # one text must not cost the collection the others
        reason = M_("could not be processed ({kind}: {error})", kind=type(error).__name__, error=str(error))
        return _Failed(reason, N_("please report it with the file"))


def _result(task: Task, answer: _Done | _Failed) -> Document | SourceError:
    if isinstance(answer, _Done):
        return answer.document
    return SourceError(answer.reason, subject=task.raw.path, line=task.raw.line, advice=answer.advice)


def _work(chunk: bytes) -> bytes:
    """In a worker: the answers for an encoded chunk, encoded."""
    return _encode([_answer(task) for task in _tasks.decode(chunk)])


def _begin_work() -> None:
    """In a worker: leave Ctrl-C to the parent, and end when the parent is no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)


class _Pool:
    """Worker processes, started anew when one of them dies."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._executor = self._started(workers)

    @staticmethod
    def _started(workers: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            workers, mp_context=multiprocessing.get_context("spawn"), initializer=_begin_work
        )

    def run(self, chunks: Iterator[_Chunk]) -> Iterator[Document | SourceError]:
        """The results of *chunks*, in order."""
        waiting: deque[tuple[_Chunk, Future[bytes]]] = deque()
        try:
            while True:
                for chunk in islice(chunks, self._workers * _AHEAD - len(waiting)):
                    waiting.append((chunk, self._submit(chunk)))
                if not waiting:
                    return
                chunk, future = waiting.popleft()
                try:
                    answers = self._checked(chunk, future)
                except BrokenProcessPool:
                    self._restart()
                    answers = [self._alone(task) for task in chunk]
                    waiting = deque((other, self._submit(other)) for other, _ in waiting)
                for task, answer in zip(chunk, answers, strict=True):
                    yield _result(task, answer)
        finally:
            self._executor.shutdown(cancel_futures=True)

    def _submit(self, chunk: _Chunk) -> Future[bytes]:
        broken: Future[bytes] = Future()
        try:
            return self._executor.submit(_work, _encode(chunk))
        except BrokenProcessPool as error:
            broken.set_exception(error)
        except OSError as error:
            if error.errno is not None:
                raise
            # The pool broke, and closed its pipes, while submit was starting a further process.
            broken.set_exception(BrokenProcessPool(str(error)))
        return broken

    @staticmethod
    def _checked(chunk: _Chunk, future: Future[bytes]) -> list[_Done | _Failed]:
        answers = _answers.decode(future.result())
        if len(answers) != len(chunk):
            raise BrokenProcessPool(f"{len(answers)} answers for {len(chunk)} documents")
        return answers

    def _alone(self, task: Task) -> _Done | _Failed:
        """The answer for *task*, tried by itself after a process died."""
        try:
            return self._checked([task], self._submit([task]))[0]
        except BrokenProcessPool:
            self._restart()
            return _Failed(
                M_("ended the process that was to extract its facts"), N_("please report it with the file")
            )

    def _restart(self) -> None:
        # A process that was started while the pool broke is not ended by it, and would be waited for without end.
        for child in multiprocessing.active_children():
            child.kill()
        self._executor.shutdown(cancel_futures=True)
        self._executor = self._started(self._workers)
