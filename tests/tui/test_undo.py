"""``u`` takes back what was done since the reader was opened, and says where."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

from index.notebook import Notebook

Enter = Callable[..., AbstractAsyncContextManager[Any]]


async def test_the_article_is_named_when_it_is_not_on_the_screen(enter: Enter) -> None:
    async with enter() as room:
        await room.press("j", "enter", "m", "h", "k", "enter", "u")
        assert room.says.startswith("Highlight undone: Menteri")
        assert ", in “" in room.says


async def test_highlights_of_an_earlier_start_stay(enter: Enter, tmp_path: Path) -> None:
    path = tmp_path / "notebook.sqlite"
    async with enter(open_notebook=lambda: Notebook(path)) as room:
        await room.press("enter", "m")
    async with enter(open_notebook=lambda: Notebook(path)) as room:
        await room.press("u")
        assert "nothing to undo" in room.says
    assert len(Notebook(path).highlights()) == 1
