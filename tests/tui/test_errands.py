"""The order in which the library's thread does what it is asked for."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from functools import partial
from threading import Event

import pytest

from tui.library.errands import Errands, Interrupted, Urgency


@pytest.fixture
def errands() -> Iterator[Errands]:
    errands = Errands()
    yield errands
    errands.close(lambda: None)


async def test_what_can_wait_gives_way_and_is_done_afterwards(errands: Errands) -> None:
    done: list[str] = []
    counting = Event()

    def count() -> str:
        counting.set()
        for _step in range(10_000):
            if errands.is_pressed(Urgency.LAST):
                done.append("interrupted")
                raise Interrupted
            if "opened" in done:
                break
            Event().wait(0.001)
        done.append("counted")
        return "3 articles"

    counted = asyncio.create_task(errands.run_patiently(count, Urgency.LAST))
    await asyncio.to_thread(counting.wait, 10)
    await errands.run(lambda: done.append("opened"))
    assert await counted == "3 articles"
    assert done == ["interrupted", "opened", "counted"]


async def test_what_is_in_view_goes_before_what_comes_last(errands: Errands) -> None:
    done: list[str] = []
    counting = Event()

    def count() -> None:
        counting.set()
        for _step in range(10_000):
            if errands.is_pressed(Urgency.LAST):
                raise Interrupted
            if done:
                break
            Event().wait(0.001)
        done.append("counted")

    def make_snippets() -> None:
        assert not errands.is_pressed(Urgency.SOON)
        done.append("snippets")

    counted = asyncio.create_task(errands.run_patiently(count, Urgency.LAST))
    await asyncio.to_thread(counting.wait, 10)
    await errands.run_patiently(make_snippets, Urgency.SOON)
    await counted
    assert done == ["snippets", "counted"]


async def test_what_must_be_done_is_done_though_the_reader_is_left() -> None:
    errands, go_on, ended = Errands(), Event(), Event()
    done: list[str] = []

    def end() -> None:
        done.append("closed")
        ended.set()

    under_way = asyncio.create_task(errands.run(partial(go_on.wait, 10)))
    waiting = [
        asyncio.create_task(errands.run_surely(partial(done.append, "highlight"))),
        asyncio.create_task(errands.run(partial(done.append, "search"))),
        asyncio.create_task(errands.run_surely(partial(done.append, "place"))),
    ]
    await asyncio.sleep(0)
    waiting[0].cancel()
    await asyncio.sleep(0)
    errands.close(end)
    go_on.set()
    await asyncio.gather(under_way, *waiting, return_exceptions=True)
    assert await asyncio.to_thread(ended.wait, 10)
    assert done == ["highlight", "place", "closed"]


async def test_work_that_is_given_up_before_it_began_holds_up_nothing(errands: Errands) -> None:
    go_on = Event()
    under_way = asyncio.create_task(errands.run(partial(go_on.wait, 10)))
    given_up = asyncio.create_task(errands.run(lambda: "never"))
    await asyncio.sleep(0)
    given_up.cancel()
    await asyncio.wait([given_up])
    assert given_up.cancelled()
    go_on.set()
    await under_way
    assert not errands.is_pressed(Urgency.LAST)
    assert await errands.run_patiently(lambda: "counted", Urgency.LAST) == "counted"


async def test_closing_ends_what_can_wait() -> None:
    errands, begun, ended = Errands(), Event(), Event()

    def count() -> None:
        begun.set()
        while not errands.is_pressed(Urgency.LAST):
            Event().wait(0.001)
        raise Interrupted

    counted = asyncio.create_task(errands.run_patiently(count, Urgency.LAST))
    await asyncio.to_thread(begun.wait, 10)
    errands.close(ended.set)
    await asyncio.wait([counted], timeout=10)
    assert counted.cancelled()
    assert ended.wait(10)


async def test_an_error_reaches_who_asked(errands: Errands) -> None:
    def fail() -> None:
        raise ValueError("no such thing")

    for run in (errands.run, errands.run_surely, lambda work: errands.run_patiently(work, Urgency.SOON)):
        with pytest.raises(ValueError, match="no such thing"):
            await run(fail)
