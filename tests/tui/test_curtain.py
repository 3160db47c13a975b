"""What of a start is kept for the next one."""

from __future__ import annotations

from pathlib import Path
from threading import enumerate as running
from types import SimpleNamespace
from typing import Any, cast

import pytest

from tui import first_screen
from tui.answers import Found, Question
from tui.curtain import Curtain
from tui.starting import Start
from tui.terminal.frame import Frame

WIDTH, HEIGHT = 30, 4


class Seen:
    """An app that shows one frame, and its curtain."""

    def __init__(self, collection: Path, frame: Frame) -> None:
        self.timers: list[Any] = []
        self.start = Start()
        self.start.key, self.start.size = "key", (WIDTH, HEIGHT)
        self.start.use_collection(str(collection))
        self.room = SimpleNamespace(
            refresh=lambda: None,
            open_up=lambda: None,
            found=None,
            question=Question(),
            results=SimpleNamespace(results=()),
        )
        app = SimpleNamespace(
            room=self.room,
            painting=SimpleNamespace(frame=frame),
            library=SimpleNamespace(is_bundled=False),
            call_after_refresh=lambda work, *arguments: work(*arguments),
            set_timer=lambda _seconds, work: self.timers.append(work),
        )
        self.curtain = Curtain(cast("Any", app), self.start)

    def answer(self, found: Found) -> None:
        self.room.found = found
        self.curtain.answered(found)

    def kept(self) -> first_screen.FirstScreen | None:
        """What has been kept once nothing more is expected."""
        for work in self.timers:
            work()
        for thread in running():
            if thread.name == "first-screen":
                thread.join()
        return first_screen.load("key")


def found(total: int) -> Found:
    return Found(Question(), (), total, True, (), ())


def test_an_answer_that_is_only_remembered_is_not_kept(tmp_path: Path) -> None:
    seen = Seen(tmp_path, Frame.filled(WIDTH, HEIGHT))
    seen.curtain.remembered = found(3)
    seen.answer(seen.curtain.remembered)
    assert seen.kept() is None
    seen.answer(found(4))
    kept = seen.kept()
    assert kept is not None
    assert '"total":4' in kept.answer


@pytest.mark.parametrize("size", [(WIDTH, HEIGHT), (WIDTH, HEIGHT + 1), (WIDTH - 1, HEIGHT)])
def test_a_frame_is_kept_only_for_a_terminal_of_its_size(tmp_path: Path, size: tuple[int, int]) -> None:
    seen = Seen(tmp_path, Frame.filled(*size))
    seen.answer(found(3))
    assert (seen.kept() is not None) is (size == (WIDTH, HEIGHT))
