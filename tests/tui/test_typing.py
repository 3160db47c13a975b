"""Searching while one types: beginnings of words, numbers that are counted afterwards, and keys that do not wait."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from textual import events

from tui.answers import Counted, Question
from tui.library.finding import Finder

Enter = Callable[..., AbstractAsyncContextManager[Any]]
MANY = 80


@pytest.fixture
def many(articles: Path) -> None:
    """More articles than are asked for at once."""
    lines = [
        json.dumps(
            {
                "title": f"Kabar {number}",
                "text": f"Jakarta - Kabar nomor {number} tentang panen.",
                "date": "2025-01-01",
            }
        )
        for number in range(MANY)
    ]
    (articles / "many.jsonl").write_text("\n".join(lines), "utf-8")


async def until(room: Any, is_so: Callable[[], bool]) -> None:
    """Wait until *is_so*, without waiting for what is under way."""
    for _step in range(500):
        await room.pilot.pause(0.01)
        if is_so():
            return
    raise AssertionError("it did not come about")


async def test_the_beginning_of_a_word_finds_it_until_enter(enter: Enter) -> None:
    async with enter() as room:
        await room.press("slash")
        await room.type("norwe")
        assert room.titles == ["Menlu Norwegia mengunjungi Wina"]
        await room.press("enter")
        assert room.titles == []
        assert "No article matches." in room.screen_text
        await room.press("slash")
        await room.type("gia")
        await room.press("enter", "enter")
        assert room.app.room.article.reading.article.title == "Menlu Norwegia mengunjungi Wina"


async def test_an_article_opens_though_the_answer_comes_after_the_key(
    enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, find = Event(), Finder.find

    def held(self: Finder, question: Question, *rest: Any) -> Any:
        if question.query and not question.is_typed:
            assert go_on.wait(10)
        return find(self, question, *rest)

    monkeypatch.setattr(Finder, "find", held)
    async with enter() as room:
        await room.press("slash")
        await room.type("norwegia")
        await room.pilot.press("enter", "enter", "m")
        go_on.set()
        await room.settle()
        await until(room, lambda: bool(room.marked))
        assert room.app.room.article.reading.article.title == "Menlu Norwegia mengunjungi Wina"


@pytest.mark.usefixtures("many")
async def test_what_was_selected_while_typing_stays_selected(enter: Enter) -> None:
    async with enter() as room:
        await room.press("slash")
        await room.type("kabar nomor")
        await room.press("down", "down")
        selected = room.app.room.results.current.title
        await room.press("enter")
        assert not room.app.room.question.is_typed
        assert room.app.room.results.current.title == selected


@pytest.mark.usefixtures("many")
async def test_the_number_is_a_lower_bound_until_it_has_been_counted(
    enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, count = Event(), Finder.count

    def held(self: Finder, question: Question, cancelled: Callable[[], bool]) -> Counted:
        go_on.wait(10)
        return count(self, question, cancelled)

    monkeypatch.setattr(Finder, "count", held)
    async with enter() as room:
        await room.pilot.press("slash", *"kabar", "space", *"pan")
        await until(room, lambda: "at least 60 articles" in room.screen_text)
        assert len(room.titles) == 60
        go_on.set()
        await room.settle()
        assert f"{MANY} articles" in room.screen_text
        assert "at least" not in room.screen_text


@pytest.mark.usefixtures("many")
async def test_what_has_been_counted_is_not_counted_again(
    enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted, count = [], Finder.count

    def counting(self: Finder, question: Question, cancelled: Callable[[], bool]) -> Counted:
        counted.append(question.limit)
        return count(self, question, cancelled)

    monkeypatch.setattr(Finder, "count", counting)
    monkeypatch.setattr("tui.screens.search_room.MOST", 70)
    async with enter(query="kabar panen") as room:
        assert f"{MANY} articles" in room.screen_text
        await room.press("G")
        assert len(room.titles) == 70
        assert f"{MANY} articles" in room.screen_text
        assert "at least" not in room.screen_text
        assert counted == [60]


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize(
    ("keys", "selected"), [("G", 79), ("Gg", 0), ("Gk", 58), ("G/ nomor", 0)], ids=lambda keys: str(keys)
)
async def test_to_the_end_goes_only_who_has_not_gone_elsewhere(
    enter: Enter, keys: str, selected: int
) -> None:
    async with enter(query="kabar panen") as room:
        room.app.room.results.select(3)
        for key in keys:
            room.app.post_message(events.Key("space" if key == " " else key, key))
        await room.settle()
        await until(room, lambda: not room.app.workers and room.app.room.is_answered)
        assert len(room.titles) in (60, 80)
        assert room.app.room.results.selected == selected


@pytest.mark.usefixtures("many")
async def test_opening_and_typing_wait_for_no_count(enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[str] = []

    def endless(_self: Finder, question: Question, cancelled: Callable[[], bool]) -> Counted:
        counted.append(question.query)
        while not cancelled():
            Event().wait(0.001)
        return Counted(question, 1, False)

    monkeypatch.setattr(Finder, "count", endless)
    async with enter() as room:
        await room.pilot.press("slash", *"kabar", "space", *"panen", "enter")
        await until(room, lambda: counted[-1:] == ["kabar panen"] and len(room.titles) == 60)
        await room.pilot.press("enter")
        await until(room, lambda: room.context == "article" and not room.app.room.is_opening)
        assert "tentang panen" in room.screen_text
        await until(room, lambda: counted.count("kabar panen") > 1)  # begun again
        await room.pilot.press("slash", "ctrl+u", *"ikan")
        await until(room, lambda: room.titles == ["Nelayan Maluku panen ikan"])
        assert "at least" not in room.screen_text
        await room.settle()


async def test_the_count_of_an_old_question_is_dropped(enter: Enter) -> None:
    async with enter() as room:
        asked = room.app.room.question
        await room.press("slash")
        await room.type("ikan")
        room.app.room.post_message(Counted(asked, 1_000, exact=True))
        await room.settle()
        assert "1 article ·" in room.screen_text


@pytest.mark.usefixtures("many")
async def test_keys_that_are_held_down_are_painted_together(enter: Enter) -> None:
    async with enter() as room:
        screen = room.app.screen
        painted = 0
        paint = screen._compositor_refresh

        def counting() -> None:
            nonlocal painted
            painted += 1
            paint()

        screen._compositor_refresh = counting
        for _key in range(40):
            room.app.post_message(events.Key("j", "j"))
        await room.settle()
        assert room.app.room.results.selected == 40
        assert painted < 10
        await asyncio.sleep(0.1)
        painted = 0
        await asyncio.sleep(0.3)
        assert painted == 0


@pytest.mark.usefixtures("many")
async def test_more_are_listed_than_at_first_but_not_without_end(
    enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.screens.search_room.MOST", 70)
    async with enter() as room:
        assert len(room.titles) == 60
        await room.press("G")
        assert len(room.titles) == 70
        assert room.app.room.results.selected == 69
        assert room.says.startswith("Only the first 70 are listed")
        await room.press("g", "G")
        assert room.says.startswith("Only the first 70 are listed")
        await room.press("o", "G")
        assert len(room.titles) == 70
