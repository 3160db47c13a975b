"""Searching in the reading room, driven by its keys, over a real collection."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest

from index.collection import open_collection
from index.collection.adding import add, remove
from index.settings import Settings

Enter = Callable[..., AbstractAsyncContextManager[Any]]


async def test_it_opens_on_all_articles_newest_first(enter: Enter) -> None:
    async with enter() as room:
        assert room.titles == ["Nelayan Maluku panen ikan", "Menlu Norwegia mengunjungi Wina"]
        assert "2 articles · newest first" in room.screen_text
        assert "5 February 2025" in room.screen_text


async def test_results_come_while_typing(enter: Enter) -> None:
    async with enter() as room:
        await room.press("slash")
        await room.type("wi")
        await room.type("na")
        assert room.titles == ["Menlu Norwegia mengunjungi Wina"]
        assert "1 article · best first" in room.screen_text
        await room.press("enter")
        assert room.context == "list"


async def test_escape_goes_back_to_the_search_before(enter: Enter) -> None:
    async with enter(query="ikan") as room:
        await room.press("slash")
        await room.type(" tidakada")
        assert room.titles == []
        await room.press("escape")
        assert room.app.room.search_line.value == "ikan"
        assert room.titles == ["Nelayan Maluku panen ikan"]


async def test_an_answer_to_an_old_question_is_dropped(enter: Enter) -> None:
    async with enter() as room:
        late = room.app.room.found
        await room.press("slash")
        await room.type("ikan")
        room.app.room.post_message(late)
        await room.settle()
        assert room.titles == ["Nelayan Maluku panen ikan"]


async def test_a_faulty_query_is_pointed_at_and_still_searched(enter: Enter) -> None:
    async with enter() as room:
        await room.press("slash")
        await room.type('ikan "panen')
        lines = room.screen_text.splitlines()
        assert lines[1].index("^") == lines[0].index('"')
        assert "never closed" in lines[1]
        assert room.titles == ["Nelayan Maluku panen ikan"]


async def test_what_a_query_was_taken_to_mean_is_said(enter: Enter) -> None:
    async with enter(query="country:China") as room:
        assert "also means" in room.screen_text.splitlines()[1]
        assert room.titles == ["Nelayan Maluku panen ikan"]


async def test_nothing_found_says_what_to_do(enter: Enter) -> None:
    async with enter(query="tidakada") as room:
        assert "No article matches." in room.screen_text
        await room.press("h")
        assert len(room.titles) == 2


async def test_an_empty_collection_says_how_to_fill_it(enter: Enter, articles: Path) -> None:
    for path in articles.iterdir():
        path.unlink()
    async with enter() as room:
        assert "The collection is empty." in room.screen_text
        assert "diplo-reader add FOLDER" in room.screen_text
        await room.press("enter", "j", "G", "t", "e", "escape")
        assert room.context == "list"


async def test_what_another_program_adds_and_removes_is_noticed(
    enter: Enter, articles: Path, tmp_path: Path
) -> None:
    async with enter() as room:
        collection = open_collection(tmp_path / "collection")
        remove(collection, [articles / "fish.txt"])
        await room.press("enter")
        assert room.says == "“Nelayan Maluku panen ikan” is no longer in the collection"
        assert room.titles == ["Menlu Norwegia mengunjungi Wina"]
        assert room.context == "list"
        await room.press("enter")
        assert "Kami membahas" in room.screen_text
        await room.press("h")
        (articles / "new.txt").write_text(
            "Berita baru\n\nANTARA - 9 Maret 2025\n\nIsinya baru sekali.\n", "utf-8"
        )
        add(collection, [articles / "new.txt"], settings=Settings(), workers=1)
        await room.press("slash")
        await room.type("baru")
        assert room.titles == ["Berita baru"]


async def test_an_idle_list_learns_of_what_another_program_writes(
    enter: Enter, articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.screens.search_room.CHECK_INTERVAL", 0.05)

    async def said(room: Any, text: str) -> bool:
        for _ in range(100):
            await room.pilot.pause(0.05)
            if text in room.says:
                await room.settle()
                return True
        return False

    async with enter(size=(120, 40)) as room:
        await room.press("j", "enter", "tab", "tab")
        (articles / "new.txt").write_text("Berita baru\n\nANTARA - 9 Maret 2025\n\nIsinya baru.\n", "utf-8")
        collection = open_collection(tmp_path / "collection")
        add(collection, [articles / "new.txt"], settings=Settings(), workers=1)
        assert await said(room, "The collection has changed")
        assert room.titles[0] == "Berita baru"
        assert room.app.room.results.current.title == "Menlu Norwegia mengunjungi Wina"
        remove(collection, [articles / "visit.txt"])
        assert await said(room, "“Menlu Norwegia mengunjungi Wina” is no longer in the collection")
        assert len(room.titles) == 2


async def test_the_order_changes(enter: Enter) -> None:
    async with enter() as room:
        await room.press("o")
        assert "oldest first" in room.screen_text
        assert room.titles[0] == "Menlu Norwegia mengunjungi Wina"


async def test_keys_typed_ahead_act_on_what_they_were_meant_for(enter: Enter) -> None:
    async with enter() as room:
        await room.pilot.press("slash", *"wina", "enter", "enter", "right_square_bracket", "q", "m")
        await room.settle()
        assert room.app.room.article.reading.article.title == "Menlu Norwegia mengunjungi Wina"
        assert room.marked == ["Kami membahas kerja sama energi dengan pemerintah Austria"]


async def test_a_pasted_escape_sequence_is_shown_and_not_obeyed(enter: Enter) -> None:
    from textual import events

    async with enter() as room:
        await room.press("slash")
        room.app.post_message(events.Paste("ikan\x1b]0;x\x07"))
        await room.settle()
        assert room.app.room.search_line.value == "ikan␛]0;x␇"


async def test_long_lists_come_in_parts_with_snippets_for_what_is_seen(
    enter: Enter, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tui.screens import search_room

    monkeypatch.setattr(search_room, "BATCH", 30)
    for number in range(80):
        text = f"Berita {number}\n\nANTARA - 1 Januari 2025\n\nJakarta (ANTARA) - Isi berita nomor {number} saja.\n"
        (articles / f"n{number}.txt").write_text(text, "utf-8")
    async with enter(query="berita") as room:
        await room.press("o")
        assert len(room.app.room.results.results) == 30
        assert "80 articles" in room.screen_text
        await room.press("space", "space", "space")
        assert len(room.app.room.results.results) == 60
        await room.press("G")
        results = room.app.room.results
        assert len(results.results) == 80
        assert results.selected == 79
        assert "Isi berita nomor" in results.current.snippet
        await room.press("g", *["space"] * 4)
        assert all(results.results[row].snippet for row in results._rows_in_view())


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_every_problem_of_a_query_can_be_read_whole(enter: Enter, size: tuple[int, int]) -> None:
    async with enter(size=size) as room:
        await room.press("slash")
        await room.type("date:kemarin (ikan OR")
        text = " ".join(room.screen_text.split())
        found = room.app.room.found
        assert len(found.problems) > 1
        for problem in found.problems:
            assert str(problem.message) in text
        assert room.screen_text.splitlines()[1].startswith("  ^")
        await room.press("ctrl+u")
        assert room.app.room.info.size.height == 1
