"""Documents made segments by several processes, some of which die."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index.collection import Collection, making, open_collection, workers
from index.collection.adding import add
from index.collection.document import Origin
from index.collection.making import Task
from index.collection.workers import Event, Extracted, Lost, Written
from index.errors import CollectionError
from index.settings import Settings
from index.sources import RawDocument

Write = Callable[[str, str], Path]
ROOT = Path(__file__).parents[2]

# What a worker imports as its main module: so the extraction of the workers differs from the usual one.
SCRIPT = """
    import json, os, signal, sys
    from pathlib import Path
    from index.collection import making
    from index.collection.adding import add
    from index.collection import open_collection
    from index.errors import CollectionError
    from index.extract import pipeline
    from index.settings import Settings

    making.SEGMENT_ARTICLES = 20
    usual, write = pipeline.extract, making.SegmentMaker.write
    died, when, times = Path(sys.argv[3]), sys.argv[4], int(sys.argv[5])

    def die():
        if len(list(died.parent.glob("died-*"))) < times:
            died.with_name(f"died-{os.getpid()}").touch()
            os.kill(os.getpid(), signal.SIGKILL)

    def dying_write(maker):
        die()
        return write(maker)

    if when == "writing":
        making.SegmentMaker.write = dying_write
    elif when == "starting" and __name__ == "__mp_main__":
        die()

    def extract(article):
        if "mematikan" in article.body:
            os.kill(os.getpid(), signal.SIGKILL)
        if "sekali saja" in article.body and not died.exists():
            died.write_text("x")
            os.kill(os.getpid(), signal.SIGKILL)
        return usual(article)

    pipeline.extract = extract

    if __name__ == "__main__":
        shown = []
        try:
            report = add(
                open_collection(Path(sys.argv[1])), [Path(sys.argv[2])],
                settings=Settings(), workers=2, report=lambda moment: shown.append(moment.done),
            )
        except CollectionError as error:
            sys.exit(str(error))
        print(json.dumps([report.added, [str(error) for error in report.errors], max(shown)]))
"""


def run(
    collection: Collection, folder: Path, when: str = "", times: int = 0
) -> subprocess.CompletedProcess[str]:
    """Add the folder as :data:`SCRIPT` does; so many workers die where *when* says."""
    script = folder.parent / "script.py"
    script.write_text(textwrap.dedent(SCRIPT))
    places = map(str, (script, collection.directory, folder, folder.parent / "died"))
    return subprocess.run(
        [sys.executable, *places, when, str(times)],
        capture_output=True,
        text=True,
        timeout=120,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def reported(result: subprocess.CompletedProcess[str]) -> Any:
    """What the script says of a run that came to its end."""
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


@pytest.mark.parametrize(("words", "failing"), [("mematikan", ["077"]), ("sekali saja", [])])
def test_a_document_that_kills_its_process_costs_no_other(
    collection: Collection, folder: Path, write: Write, words: str, failing: list[str]
) -> None:
    for number in range(120):
        write(f"{number:03}.txt", f"Rapat nomor {number} {words if number == 77 else 'biasa'}.")
    added, errors, shown = reported(run(collection, folder))
    assert added == 120 - len(failing)
    assert [Path(error.partition(":")[0]).stem for error in errors] == failing
    assert all("ended the process" in error for error in errors)
    assert shown <= 120
    with open_collection(folder.parent / "collection").open_reader() as reader:
        assert reader.count() == added
        assert len({hit.id for hit in reader.search("rapat").hits}) == added


@pytest.fixture
def many(folder: Path, write: Write) -> Path:
    """A folder of 120 articles."""
    for number in range(120):
        write(f"{number:03}.txt", f"Rapat nomor {number} biasa.")
    return folder


@pytest.mark.parametrize("when", ["writing", "starting"])
def test_nothing_is_left_out_where_processes_are_ended_that_were_at_no_document(
    collection: Collection, many: Path, when: str
) -> None:
    assert reported(run(collection, many, when, times=4))[:2] == [120, []]
    assert collection.reader().count() == 120


@pytest.mark.parametrize("when", ["writing", "starting"])
def test_processes_that_are_always_ended_end_the_work(collection: Collection, many: Path, when: str) -> None:
    result = run(collection, many, when, times=1000)
    assert result.returncode == 1
    assert "the processes that write the index are ended from outside" in result.stderr
    assert reported(run(collection, many))[:2] == [120, []]


class TestAlone:
    """The same in this process."""

    @pytest.fixture
    def task(self) -> Callable[[int], Task]:
        def make(number: int) -> Task:
            raw = RawDocument(
                path=f"/{number}.txt", text=f"Rapat nomor {number}.", encoding="utf-8", sha256="0"
            )
            return Task(f"n{number}", raw, Origin(raw.path, 1, 1, "0"))

        return make

    def test_segments_end_at_their_number_of_articles(
        self, tmp_path: Path, task: Callable[[int], Task], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(making, "SEGMENT_ARTICLES", 4)
        events: list[Event] = list(workers.process(map(task, range(10)), tmp_path, 0o600, 1))
        written = [event for event in events if isinstance(event, Written)]
        assert [len(event.tasks) for event in written] == [4, 4, 2]
        assert [event.segment.description.doc_count() for event in written] == [4, 4, 2]
        assert sum(isinstance(event, Extracted) for event in events) == 10
        assert not any(isinstance(event, Lost) for event in events)
        names = {file.name for event in written for file in event.segment.files}
        assert {path.name for path in tmp_path.iterdir()} == names

    def test_segments_end_at_their_length(
        self, tmp_path: Path, task: Callable[[int], Task], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(making, "SEGMENT_CHARACTERS", 40)
        events = workers.process(map(task, range(6)), tmp_path, 0o600, 1)
        assert [len(event.tasks) for event in events if isinstance(event, Written)] == [3, 3]


def test_long_documents_go_in_small_chunks(
    collection: Collection, folder: Path, write: Write, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "CHUNK_CHARACTERS", 100)
    monkeypatch.setattr(workers, "_AHEAD_CHARACTERS", 100)
    for number in range(80):
        write(f"{number:03}.txt", f"Rapat nomor {number}. " * (1 + number % 9))
    report = add(collection, [folder], settings=settings, workers=2)
    assert (report.added, report.errors) == (80, [])
    assert collection.reader().count() == 80


def test_that_no_process_can_be_started_is_named(
    collection: Collection, many: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))

    with monkeypatch.context() as patch:
        patch.setattr("multiprocessing.context.SpawnProcess.start", refuse)
        with pytest.raises(CollectionError, match="no process could be started"):
            add(collection, [many], settings=settings, workers=2)
    assert add(collection, [many], settings=settings).added == 120
