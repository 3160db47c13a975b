"""The library's thread: what is asked for in the order of asking, and in the time left what can wait."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from enum import IntEnum
from threading import Lock
from typing import Any, TypeVar

_T = TypeVar("_T")


class Urgency(IntEnum):
    """What goes first: work waits while there is any of a smaller number."""

    NOW = 0
    SOON = 1
    LAST = 2


class Interrupted(Exception):
    """Work that can wait has stopped, because there is other work."""


class Errands:
    """One thread for everything that touches the collection and the notebook.

    Work that can wait, such as counting, never holds up the rest for longer than it takes to ask :meth:`is_pressed`.
    """

    def __init__(self) -> None:
        self._executor = ThreadPoolExecutor(1, "library")
        self._lock = Lock()
        self._waiting = dict.fromkeys(Urgency, 0)
        self._is_closed = False

    def is_pressed(self, urgency: Urgency) -> bool:
        """Whether work of that *urgency* is to stop for other work; asked every few ms by what can wait."""
        return self._is_closed or any(self._waiting[above] for above in Urgency if above < urgency)

    async def run(self, work: Callable[[], _T]) -> _T:
        """What *work* gives, done on the thread as soon as it is free; not done once it is not waited for."""
        try:
            return await asyncio.wrap_future(self.submit(work, Urgency.NOW))
        except Interrupted:
            raise asyncio.CancelledError from None

    async def run_surely(self, work: Callable[[], _T]) -> _T:
        """As :meth:`run`, and *work* is done though nobody waits for it any more or the errands are closed."""
        answer: Future[_T] = Future()

        def begun() -> None:
            self._note(Urgency.NOW, -1)
            is_wanted = answer.set_running_or_notify_cancel()
            try:
                made = work()
            except Exception as error:
                if is_wanted:
                    answer.set_exception(error)
            else:
                if is_wanted:
                    answer.set_result(made)

        self._note(Urgency.NOW, 1)
        self._executor.submit(begun)
        return await asyncio.wrap_future(answer)

    async def run_patiently(self, work: Callable[[], _T], urgency: Urgency) -> _T:
        """What *work* gives, done when there is nothing more urgent; begun again when it raises Interrupted."""
        while True:
            try:
                return await asyncio.wrap_future(self.submit(work, urgency))
            except Interrupted:
                if self._is_closed:
                    raise asyncio.CancelledError from None

    def close(self, last: Callable[[], object]) -> None:
        """Take no more work and give up what has not begun but for what must be done; *last* is done after it."""
        self._is_closed = True
        self._executor.submit(last)
        self._executor.shutdown(wait=False)

    def submit(self, work: Callable[[], _T], urgency: Urgency = Urgency.NOW) -> Future[_T]:
        """Do *work* when its turn comes; Interrupted is its error if there is more urgent work then, or at the end."""

        def begun() -> _T:
            self._note(urgency, -1)
            if self.is_pressed(urgency):
                raise Interrupted
            return work()

        def given_up(future: Future[Any]) -> None:
            if future.cancelled():  # It never began.
                self._note(urgency, -1)

        self._note(urgency, 1)
        future = self._executor.submit(begun)
        future.add_done_callback(given_up)
        return future

    def _note(self, urgency: Urgency, more: int) -> None:
        with self._lock:
            self._waiting[urgency] += more
