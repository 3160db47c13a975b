"""Keys and pastes that come before what they are meant for is there: none is lost, and they keep their order."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest
from textual import events
from textual.widgets import Input

Enter = Callable[..., AbstractAsyncContextManager[Any]]


@pytest.fixture(autouse=True)
def thawed() -> Iterator[None]:
    """The curtain keeps the collector from what there is when it rises; not so for other tests."""
    yield
    gc.unfreeze()


async def type_ahead(room: Any, *typed: str | events.Paste) -> None:
    """Let *typed* come while the curtain is down, and raise it."""
    room.app.curtain.lower()
    for key in typed:
        event = key if isinstance(key, events.Paste) else events.Key(key, key if len(key) == 1 else None)
        room.app.post_message(event)
    await room.pilot.pause()
    room.app.curtain.rise()
    await room.settle()


async def test_a_dialog_gets_the_keys_that_are_meant_for_it(enter: Enter) -> None:
    async with enter() as room:
        await type_ahead(room, *":next")
        assert room.app.screen.query_one("#wanted", Input).value == "next"


async def test_escape_does_not_overtake(enter: Enter) -> None:
    async with enter() as room:
        await type_ahead(room, *"/ika", "escape")
        assert room.context == "list"
        assert len(room.titles) == 2


async def test_a_paste_waits_in_its_place(enter: Enter) -> None:
    async with enter() as room:
        await type_ahead(room, "/", events.Paste("ik\x1ban"), "s", "backspace", "enter")
        assert room.app.room.search_line.value == "ik␛an"


async def test_the_first_question_leaves_what_has_been_typed(enter: Enter) -> None:
    async with enter() as room:
        room.app.curtain.remembered = room.app.room.found
        room.app.room.begin_search()
        for letter in "ikan":
            room.app.room.search_line.put_in(letter)
        room.app.room.open_up()
        await room.settle()
        assert room.app.room.search_line.value == "ikan"
        assert room.titles == ["Nelayan Maluku panen ikan"]


async def test_what_follows_a_paste_into_a_dialog_follows_it(enter: Enter) -> None:
    async with enter() as room:
        await type_ahead(room, ":", events.Paste("nex"), "t")
        assert room.app.screen.query_one("#wanted", Input).value == "next"
