"""The engines that the benchmarks compare, each behind the same few methods.

``ours`` is the collection's own reader; ``stock`` is Whoosh as its manual shows it, with an index of its own;
``stock on ours`` is stock Whoosh's searcher on our index; ``fts5`` is SQLite; ``tantivy`` is the Rust library, if it is
installed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Protocol

from benchmarks.queries import Ask, Item

LIMIT = 20
"""Hits that every search asks for."""


class Engine(Protocol):
    """An index opened for searching."""

    def search(self, ask: Ask) -> Sequence[str]:
        """The ids of the first :data:`LIMIT` articles that *ask* finds, title and day of each fetched as well."""

    def facets(self, ask: Ask) -> dict[str, int]:
        """Source → how many of the articles that *ask* finds are from there."""

    def close(self) -> None:
        """Let go of the files."""


class Peer(Protocol):
    """A module of this package for an engine that has an index of its own."""

    def build(self, items: Iterable[Item], folder: Path) -> None:
        """Index *items* in *folder*, which is empty."""

    def engine(self, folder: Path) -> Engine:
        """What was built in *folder*, opened."""


PEERS = {"stock": "stock_whoosh", "fts5": "fts5", "tantivy": "tantivy_index"}
"""Name → module."""


def peer(name: str) -> Peer | None:
    """The module of the peer *name*; null where what it needs is not installed."""
    try:
        return import_module(f"benchmarks.engines.{PEERS[name]}")
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("benchmarks"):
            raise
        return None
