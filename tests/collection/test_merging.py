"""Segments that become one: which, in a commit or in the background, and what comes between."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import NamedTuple
from unittest.mock import Mock

import pytest

from index.collection import Collection, merger, merging, open_collection
from index.collection.adding import add, remove
from index.collection.locking import LOCK, held_if_free, writing
from index.collection.manifest import IndexFile
from index.collection.merging import large, rank, small
from index.collection.store import Store
from index.settings import Settings
from tests.support.invented import index_files

Write = Callable[[str, str], Path]


class Sized(NamedTuple):
    """What the policy sees of a segment."""

    name: int
    articles: int
    deleted: int = 0

    def doc_count_all(self) -> int:
        return self.articles + self.deleted

    def doc_count(self) -> int:
        return self.articles

    def deleted_count(self) -> int:
        return self.deleted


class Growing:
    """Segments that are added one after the other and merged as the policy says."""

    def __init__(self) -> None:
        self.segments: list[Sized] = []
        self.added = self.rewritten = self.most = self.largest_in_commit = 0
        self._names = iter(range(10**9))

    def add(self, articles: int) -> None:
        self.segments.append(Sized(next(self._names), articles))
        self.added += articles
        for group in small(self.segments):
            self.largest_in_commit = max(self.largest_in_commit, self._merge(group))
        while group := large(self.segments):
            self._merge(group)
        self.most = max(self.most, len(self.segments))

    def _merge(self, group: list[Sized]) -> int:
        articles = sum(segment.articles for segment in group)
        self.segments = [segment for segment in self.segments if segment not in group]
        self.segments.append(Sized(next(self._names), articles))
        self.rewritten += articles
        return articles


class TestPolicy:
    """How many segments there are, and how often an article is rewritten."""

    @pytest.mark.parametrize(
        ("sizes", "most", "times"),
        [
            pytest.param([1] * 3_000, 12, 6, id="one by one"),
            pytest.param([300] * 330, 12, 3, id="some every day"),
            pytest.param([2_000] * 50, 12, 1, id="all at once"),
            pytest.param([2_000] * 50 + [1] * 1_000, 12, 2, id="one by one to many"),
            pytest.param([2_000] * 500, 12, 2.5, id="a million"),
        ],
    )
    def test_segments_stay_few_and_articles_are_seldom_rewritten(
        self, sizes: list[int], most: int, times: float
    ) -> None:
        growing = Growing()
        for size in sizes:
            growing.add(size)
        assert sum(segment.articles for segment in growing.segments) == sum(sizes)
        assert growing.most <= most
        assert growing.rewritten <= times * growing.added
        assert growing.most <= merging.MOST
        assert growing.largest_in_commit <= merging.STEP * merging.SMALLEST

    def test_ranks_grow_by_the_step(self) -> None:
        sizes = (1, 31, 32, 255, 256, 2_047, 2_048)
        assert [rank(size) for size in sizes] == [0, 0, 1, 1, 2, 2, 3]

    def test_segments_with_many_deletions_are_rewritten(self) -> None:
        little, much = Sized(1, 25, 5), Sized(2, 15, 10)
        assert small([little, much]) == [[much]]
        assert large([little, much]) == []
        assert large([Sized(3, 9_000, 1_000), great := Sized(4, 6_000, 4_000)]) == [great]
        assert large([great := Sized(4, 6, 4_000)]) == [great]
        assert small([Sized(4, 6, 4_000), empty := Sized(5, 0, 4_000)]) == [[empty]]

    def test_what_a_writer_may_go_on_deleting_from_is_left_until_it_ends(self) -> None:
        sparse, dwindling = Sized(1, 6_000, 4_000), Sized(2, 2_900, 100)
        whole = [Sized(at, 3_000) for at in range(3, 11)]
        assert large([sparse, dwindling], settled=False) == []
        assert large([sparse, dwindling], settled=True) == [sparse]
        assert set(large([sparse, dwindling, *whole], settled=False)) == set(whole)

    def test_nothing_larger_than_the_largest_is_made(self) -> None:
        segments = [Sized(at, 60_000) for at in range(8)] + [Sized(9, 190_000)]
        assert 0 < sum(segment.articles for segment in large(segments)) <= merging.LARGEST

    def test_too_many_become_fewer_where_that_is_worth_the_most(self) -> None:
        few, many = [40, 300, 9_000], [3_000] * 3 + [3_500] * 3
        segments = [Sized(at, size) for at, size in enumerate([*few, *many, 90_000, 95_000, 99_000, 150_000])]
        chosen = [segment.articles for segment in large(segments)]
        assert len(segments) == merging.MOST + 1
        assert sorted(chosen) == [40, 300, *many]


@pytest.fixture
def ranked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three articles make a segment large, so that few articles show what many do; nothing starts by itself."""
    monkeypatch.setattr(merging, "SMALLEST", 3)
    monkeypatch.setattr(merging, "STEP", 4)
    monkeypatch.setattr(merger, "start_if_due", lambda *_, **__: None)


@pytest.fixture
def segmented(ranked: None, collection: Collection, write: Write, settings: Settings) -> Store:
    """A collection of four segments of three articles each, which are due to become one."""
    for part in range(4):
        paths = [write(f"{part}{at}.txt", f"Rapat nomor {part}{at} di Roma.") for at in range(3)]
        add(collection, paths, settings=settings)
    store = collection.store()
    assert len(segments(store)) == 4
    return store


def segments(store: Store) -> list[int]:
    """The articles of each segment."""
    while True:
        with suppress(FileNotFoundError):  # the next generation was published meanwhile
            return [segment.doc_count() for segment in store.segments(store.manifest())[1]]


def found(store: Store) -> dict[str, list[str]]:
    """What some searches give."""
    with store.open_reader(store.manifest()) as reader:
        texts = ("rapat", "11", "nomor 2*", '"nomor 30"', "roma -12")
        return {text: sorted(hit.id for hit in reader.search(text).hits) for text in texts}


@pytest.fixture
def offered(segmented: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The same, while a background process has finished one segment of the four and waits."""
    monkeypatch.setattr(merger, "_is_taken", lambda *_: False)
    merger.merge_all(segmented)
    with held_if_free(segmented.merging / LOCK):
        yield segmented


def leftovers(store: Store) -> list[str]:
    assert store.directory is not None
    names = {file.name for file in store.manifest().files}
    extra = [path.name for path in index_files(store.directory) if path.name not in names]
    return extra + [path.name for path in store.merging.glob("*") if path.name != LOCK]


class TestBackground:
    """One segment of several while others write and read."""

    def test_merging_changes_no_result(self, segmented: Store) -> None:
        before = found(segmented)
        merger.merge_all(segmented)
        assert segments(segmented) == [12]
        assert found(segmented) == before
        segmented.verify()
        assert leftovers(segmented) == []

    def test_articles_of_one_day_keep_their_order(
        self, ranked: None, collection: Collection, write: Write, settings: Settings
    ) -> None:
        for part in range(4):
            paths = [write(f"{part}{at}.txt", f"Rapat nomor {part}{at}.") for at in range(7 - part)]
            add(collection, paths, settings=settings)
        store = collection.store()
        before = [hit.id for hit in collection.reader().search("rapat", order="newest").hits]
        assert segments(store) == [7, 6, 5, 4]
        merger.merge_all(store)
        assert segments(store) == [22]
        assert [hit.id for hit in collection.reader().search("rapat", order="newest").hits] == before

    def test_a_reader_goes_on_with_what_it_has(self, segmented: Store) -> None:
        with segmented.open_reader(segmented.manifest()) as reader:
            merger.merge_all(segmented)
            assert reader.search("rapat").total == 12
            assert reader.load("11").article.body.startswith("Rapat nomor 11")

    def test_the_next_writer_takes_the_offer(self, offered: Store, write: Write, settings: Settings) -> None:
        add(Collection(offered), [write("baru.txt", "Rapat baru.")], settings=settings)
        assert sorted(segments(offered)) == [1, 12]
        assert len(found(offered)["rapat"]) == 13
        offered.verify()
        assert leftovers(offered) == []

    def test_what_was_deleted_or_replaced_meanwhile_stays_so(
        self, offered: Store, write: Write, settings: Settings
    ) -> None:
        changed = write("11.txt", "Sidang yang lain di Oslo.")
        add(Collection(offered), [changed], settings=settings)  # takes the offer, in which 11 is the old one
        remove(Collection(offered), ["20"])
        results = found(offered)
        assert results["11"] == []
        assert len(results["rapat"]) == 10
        with offered.open_reader(offered.manifest()) as reader:
            assert [hit.id for hit in reader.search("oslo").hits] == ["11"]
            assert reader.count() == offered.manifest().articles == 11

    def test_an_offer_for_segments_that_are_gone_is_void(
        self, offered: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(merger, "take_offer", lambda *_: None)
            remove(Collection(offered), ["00", "01", "02"])  # a segment of which nothing is left goes
        before = found(offered)
        remove(Collection(offered), ["12"])
        assert len(segments(offered)) == 3
        assert found(offered)["rapat"] == [one for one in before["rapat"] if one != "12"]
        assert leftovers(offered) != []  # its maker is still there, and clears it away

    def test_an_offer_whose_maker_died_is_cleared_away(
        self, segmented: Store, monkeypatch: pytest.MonkeyPatch, write: Write, settings: Settings
    ) -> None:
        monkeypatch.setattr(merger, "_is_taken", lambda *_: False)
        merger.merge_all(segmented)
        add(Collection(segmented), [write("baru.txt", "Rapat baru.")], settings=settings)
        assert leftovers(segmented) == []
        assert len(found(segmented)["rapat"]) == 13

    def test_what_is_left_to_a_writer_is_merged_when_it_ends(
        self, segmented: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        remove(Collection(segmented), ["00"])
        ends = ExitStack()
        ends.enter_context(writing(segmented.directory))
        waited = Mock(side_effect=lambda seconds: ends.close())
        monkeypatch.setattr("time.sleep", waited)
        merger.merge_all(segmented)
        waited.assert_called_once()
        merged = segmented.segments(segmented.manifest())[1]
        assert sorted((segment.doc_count(), segment.deleted_count()) for segment in merged) == [
            (2, 0), (3, 0), (3, 0), (3, 0)
        ]  # fmt: skip

    def test_an_offer_stands_until_its_segment_is_in_the_index(
        self, offered: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        offer, moved = offered.merging / "offer", []
        take_in = Store.take_in

        def watched(store: Store, folder: Path, files: Iterable[IndexFile]) -> None:
            moved.append((folder, offer.exists()))
            take_in(store, folder, files)

        monkeypatch.setattr(Store, "take_in", watched)
        remove(Collection(offered), ["00"])
        assert moved == [(offered.merging, True)]
        assert not offer.exists()
        assert segments(offered) == [11]

    def test_it_waits_for_who_only_looks_whether_another_is_running(self, segmented: Store) -> None:
        def look() -> None:
            with held_if_free(segmented.merging / LOCK, briefly=True) as is_held:
                assert is_held
                looking.set()
                time.sleep(0.2)

        segmented.merging.mkdir()
        looking = threading.Event()
        looker = threading.Thread(target=look)
        looker.start()
        assert looking.wait(5)
        merger.merge_all(segmented)
        looker.join()
        assert segments(segmented) == [12]

    def test_only_one_process_merges(self, offered: Store) -> None:
        merger.merge_all(offered)
        assert len(segments(offered)) == 4


RUNNING = """
    import sys
    from pathlib import Path
    from index.collection import merger, merging
    from index.collection.store import Store
    merging.SMALLEST, merging.STEP = 3, 4
    store = Store(Path(sys.argv[1]))
    print("ready", flush=True)
    while True:
        merger.merge_all(store)
"""


@pytest.fixture
def background(segmented: Store, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process that merges whatever is due."""
    command = [sys.executable, "-c", textwrap.dedent(RUNNING), str(segmented.directory)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline()
        yield process
        process.kill()


def test_adding_removing_reading_and_merging_at_once(
    background: subprocess.Popen[bytes], segmented: Store, write: Write, settings: Settings
) -> None:
    collection = open_collection(segmented.directory)
    there = {f"{part}{at}" for part in range(4) for at in range(3)}
    for turn in range(8):
        paths = [write(f"baru{turn}{at}.txt", f"Rapat nomor baru {turn}{at}.") for at in range(3)]
        add(collection, paths, settings=settings)
        there |= {path.stem for path in paths}
        gone = min(there)
        assert [article.id for article in remove(collection, [gone])] == [gone]
        there.discard(gone)
        assert {hit.id for hit in collection.reader().search("rapat").hits} == there
    deadline = time.monotonic() + 20
    while len(segments(segmented)) > 4 and time.monotonic() < deadline:
        time.sleep(0.05)
    assert len(segments(segmented)) <= 4
    segmented.verify()
    assert {hit.id for hit in collection.reader().search("rapat").hits} == there


@pytest.mark.parametrize("delay", [0.0, 0.01, 0.02, 0.04, 0.08])
def test_killed_at_any_moment_a_merger_leaves_nothing_behind(
    background: subprocess.Popen[bytes], segmented: Store, write: Write, settings: Settings, delay: float
) -> None:
    time.sleep(delay)
    os.kill(background.pid, signal.SIGKILL)
    background.wait()
    collection = open_collection(segmented.directory)
    add(collection, [write("baru.txt", "Rapat baru.")], settings=settings)
    segmented.verify()
    assert leftovers(segmented) == []
    assert len(found(segmented)["rapat"]) == 13


def test_what_is_due_is_left_to_a_process_of_its_own(
    collection: Collection, write: Write, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[list[str]] = []
    with monkeypatch.context() as patch:
        patch.setattr(merging, "SMALLEST", 3)
        patch.setattr(merging, "STEP", 4)
        patch.setattr("subprocess.Popen", lambda command, **_: started.append(command))
        for part in range(4):
            paths = [write(f"{part}{at}.txt", f"Rapat nomor {part}{at} di Roma.") for at in range(3)]
            add(collection, paths, settings=settings)
    (command,) = started
    result = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, timeout=60)
    assert result.returncode == 0, result.stderr
    assert collection.store().merging.is_dir()  # with the usual sizes there was nothing for it to do


def test_a_commit_stands_though_no_process_can_be_started(
    collection: Collection, write: Write, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))

    monkeypatch.setattr(merging, "SMALLEST", 3)
    monkeypatch.setattr(merging, "STEP", 4)
    monkeypatch.setattr("subprocess.Popen", refuse)
    for part in range(5):
        paths = [write(f"{part}{at}.txt", f"Rapat nomor {part}{at} di Roma.") for at in range(3)]
        assert add(collection, paths, settings=settings).added == 3
    assert [article.id for article in remove(collection, ["00"])] == ["00"]
    assert collection.reader().count() == 14
