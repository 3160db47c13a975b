"""The library's thread: what is asked for in the order of asking, and in the time left what can wait."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from typing import Any, TypeVar

_T = TypeVar("_T")


class Interrupted(Exception):
    """Work that can wait has stopped, because there is other work."""


class Errands:
    """One thread for everything that touches the collection and the notebook.

    Work that can wait, such as counting, never holds up the rest for longer than it takes to ask :meth:`is_pressed`.
    """

    def __init__(self) -> None:
        self._executor = ThreadPoolExecutor(1, "library")
        self._lock = Lock()
        self._waiting = 0
        self._is_closed = False

    def submit(self, work: Callable[..., _T], *arguments: Any) -> Future[_T]:
        """Do *work* after what was submitted before; what can wait is interrupted."""
        with self._lock:
            self._waiting += 1

        def begun() -> _T:
            with self._lock:
                self._waiting -= 1
            if self._is_closed:
                raise Interrupted
            return work(*arguments)

        future = self._executor.submit(begun)
        future.add_done_callback(self._given_up)
        return future

    def _given_up(self, future: Future[Any]) -> None:
        if future.cancelled():  # It never began.
            with self._lock:
                self._waiting -= 1

    def is_pressed(self) -> bool:
        """Whether there is work that should not wait; the question that work which can wait asks every few ms."""
        return self._waiting > 0 or self._is_closed

    async def run(self, work: Callable[[], _T]) -> _T:
        """What *work* gives, done on the thread as soon as it is free."""
        try:
            return await asyncio.wrap_future(self.submit(work))
        except Interrupted:
            raise asyncio.CancelledError from None

    async def run_patiently(self, work: Callable[[], _T]) -> _T:
        """What *work* gives, done when there is nothing else; *work* is begun again when it raises Interrupted."""

        def unless_pressed() -> _T:
            if self.is_pressed():
                raise Interrupted
            return work()

        while True:
            try:
                return await asyncio.wrap_future(self._executor.submit(unless_pressed))
            except Interrupted:
                if self._is_closed:
                    raise asyncio.CancelledError from None

    def close(self, last: Callable[[], object]) -> None:
        """Take no more work and give up what has not begun; *last* is done when what has begun is done."""
        self._is_closed = True
        self._executor.submit(last)
        self._executor.shutdown(wait=False)
