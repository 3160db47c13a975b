"""The reading room over a real collection and notebook in directories of the test's own."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot

import themes
from index.collection import open_collection
from index.collection.adding import add
from index.notebook import Notebook
from index.settings import Settings
from tui.app import ReaderApp
from tui.keymap import resolve
from tui.library import Library

VISIT = """Menlu Norwegia mengunjungi Wina

ANTARA - 3 Februari 2025

Wina (ANTARA) - Menteri Luar Negeri Norwegia Espen Barth Eide mengunjungi Austria pada 4 Februari 2025.

"Kami membahas kerja sama energi dengan pemerintah Austria," kata Espen Barth Eide di Wina.

Pertemuan itu berlangsung dua jam. Kedua pihak sepakat bertemu lagi.
"""
FISH = """Nelayan Maluku panen ikan

ANTARA - 5 Februari 2025

Ambon (ANTARA) - Nelayan di Maluku panen ikan cakalang pekan ini.

Hasil panen dijual ke Tiongkok. Harga ikan naik.
"""


@dataclass
class Room:
    """The running app and what a test needs around it."""

    app: ReaderApp
    pilot: Pilot[None]
    notebook: Notebook

    async def settle(self) -> None:
        """Wait until every question has been answered and what it led to is on the screen."""
        for _ in range(2):
            await self.pilot.pause()
            await self.app.workers.wait_for_complete()
        await self.pilot.pause()

    async def press(self, *keys: str) -> None:
        """Press *keys*, each after what the one before led to."""
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def type(self, text: str) -> None:
        """Type *text*."""
        await self.pilot.press(*("space" if letter == " " else letter for letter in text))
        await self.settle()

    async def paste(self, text: str) -> None:
        """Paste *text*, which takes less time than typing a long one."""
        self.app.post_message(events.Paste(text))
        await self.settle()

    @property
    def screen_text(self) -> str:
        """The whole screen as it was last drawn."""
        compositor = self.app.screen._compositor
        return "\n".join(strip.text for strip in compositor.render_strips())

    @property
    def titles(self) -> list[str]:
        """The titles in the result list."""
        return [result.title for result in self.app.room.results.results]

    @property
    def marked(self) -> list[str]:
        """The words of all highlights, as the notebook has them."""
        return [highlight.text for highlight in self.notebook.highlights()]

    @property
    def context(self) -> str:
        """Where keys go."""
        return self.app.room.context

    @property
    def says(self) -> str:
        """The message on the bottom line."""
        return self.app.room.footer.message


Enter = Callable[..., AbstractAsyncContextManager[Room]]


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder with two articles of our own."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "visit.txt").write_text(VISIT, "utf-8")
    (folder / "fish.txt").write_text(FISH, "utf-8")
    return folder


@pytest.fixture
def enter(tmp_path: Path, articles: Path) -> Enter:
    """Enter the reading room: ``async with enter(size=(80, 24)) as room``."""

    @asynccontextmanager
    async def entered(
        *,
        size: tuple[int, int] = (80, 24),
        query: str = "",
        keys: dict[str, str] | None = None,
        theme: str = "dark",
        open_notebook: Callable[[], Notebook] | None = None,
    ) -> AsyncIterator[Room]:
        collection = open_collection(tmp_path / "collection", create=True)
        add(collection, [articles], settings=Settings(), workers=1)
        notebook = Notebook(tmp_path / "notebook" / "notebook.sqlite")
        keymap, problems = resolve(keys or {})
        app = ReaderApp(
            Library(lambda: collection, open_notebook or (lambda: notebook), "Ani"),
            keymap=keymap,
            query=query,
            theme_name=theme,
            colour_themes=themes.load()[0],
            problems=problems,
        )
        async with app.run_test(size=size) as pilot:
            room = Room(app, pilot, notebook)
            await room.settle()
            yield room
        notebook.close()

    return entered
