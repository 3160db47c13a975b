"""How far a long piece of work has got, and what came of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from index.errors import SourceError

Stage = Literal["finding", "reading", "writing"]
_EVERY = 0.1
"""Seconds between two reports of one stage."""


@dataclass(frozen=True, slots=True)
class Progress:
    """A moment of the work. Articles are counted; ``total`` is null while it is not known."""

    stage: Stage
    done: int = 0
    total: int | None = None
    rate: float = 0.0
    """Articles a second so far, without those that were passed over."""
    seconds_left: float | None = None
    """As if none of the others were passed over."""
    path: str = ""
    """The file being read."""


Report = Callable[[Progress], None]
"""Called from the thread that does the work. What it raises ends the work; what was written until then stays."""


def silent(_: Progress) -> None:
    """A report to nobody."""


class Meter:
    """Counts articles and reports them, no more often than a person can read."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._created = self._begun = time.monotonic()
        self._last = 0.0
        self._stage: Stage | None = None
        self._passed_over = 0
        self.done = 0
        self.total: int | None = None

    def restart(self, total: int) -> None:
        """Begin to count *total* articles."""
        self.done, self.total, self._begun = 0, total, time.monotonic()
        self._passed_over = 0

    def pass_over(self, articles: int) -> None:
        """Count *articles* that were done without work, and say nothing about how fast the others go."""
        self.done += articles
        self._passed_over += articles

    def seconds(self) -> float:
        """Seconds since the meter was made."""
        return time.monotonic() - self._created

    def show(self, stage: Stage, path: str = "") -> None:
        """Report the moment if the stage is new or enough time has gone by."""
        now = time.monotonic()
        if stage == self._stage and now - self._last < _EVERY:
            return
        self._stage, self._last = stage, now
        rate = (self.done - self._passed_over) / (now - self._begun) if now > self._begun else 0.0
        left = (self.total - self.done) / rate if self.total is not None and rate else None
        self._report(Progress(stage, self.done, self.total, rate, left, path))


@dataclass(frozen=True, slots=True)
class KnownArticle:
    """An article of the collection, named by its id and its place."""

    id: str
    path: str
    line: int | None = None


@dataclass(slots=True)
class AddReport:
    """What came of adding or reindexing. Numbers count articles."""

    added: int = 0
    replaced: int = 0
    """Changed since they were added, or extracted anew."""
    unchanged: int = 0
    moved: int = 0
    """Recognised by their content at a new place, under their old id."""
    removed: int = 0
    vanished: list[KnownArticle] = field(default_factory=list)
    """Added before from below the same paths, and no longer there; still in the collection."""
    errors: list[SourceError] = field(default_factory=list)
    """What could not be read, each with its file and reason; of unchanged files what was found when they were read."""
    articles: int = 0
    """In the collection afterwards."""
    seconds: float = 0.0
    earlier_index: Path | None = None
    """Where the index before is kept, because the one made anew holds fewer articles."""

    @property
    def nothing_to_do(self) -> bool:
        """Whether everything was in the collection already."""
        return not (self.added or self.replaced or self.moved or self.removed or self.errors)
