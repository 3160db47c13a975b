"""Writers killed, starved of room or of their helpers: the collection stays sound and the work goes on."""

from __future__ import annotations

import errno
import os
import resource
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from index.collection import Collection, open_collection
from index.collection.adding import add, remove
from index.collection.progress import Progress
from index.errors import CollectionError
from index.settings import Settings
from tests.support.invented import index_files, sound

Write = Callable[[str, str], Path]


class TestWriting:
    """What cannot be written, and what is written over time."""

    def test_a_full_disk_is_named_and_loses_nothing(
        self, directory: Path, folder: Path, write: Write, settings: Settings
    ) -> None:
        for i in range(30):
            write(f"baru/{i}.txt", f"Sidang nomor {i} " + " ".join(f"kata{i}x{j}" for j in range(60)))
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, hard))
        try:
            with pytest.raises(CollectionError, match="could not be written: File too large"):
                add(open_collection(directory), [folder], settings=settings)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert sound(directory)
        assert add(open_collection(directory), [folder], settings=settings).added == 30

    @pytest.mark.parametrize(("stage", "workers"), [("reading", 1), ("reading", 2), ("writing", 1)])
    def test_what_the_progress_report_raises_is_no_trouble_with_the_index(
        self, collection: Collection, folder: Path, write: Write, stage: str, workers: int
    ) -> None:
        def report(moment: Progress) -> None:
            if moment.stage == stage:
                raise BrokenPipeError(errno.EPIPE, os.strerror(errno.EPIPE))

        for i in range(70):
            write(f"{i}.txt", f"Rapat nomor {i}.")
        with pytest.raises(BrokenPipeError):
            add(collection, [folder], settings=Settings(workers=workers), report=report)

    def test_the_files_of_the_collection_itself_are_passed_over(
        self, write: Write, folder: Path, settings: Settings
    ) -> None:
        write("a.txt", "Rapat.")
        collection = open_collection(folder / "koleksi", create=True)
        for _ in range(2):
            report = add(collection, [folder], settings=settings)
            assert (report.errors, report.articles) == ([], 1)

    def test_many_small_additions_leave_few_segments(
        self, collection: Collection, write: Write, settings: Settings
    ) -> None:
        for i in range(12 + 6):
            path = write(f"{i}.txt", f"Rapat nomor {i}.")
            add(collection, [path], settings=settings)
        assert collection.directory is not None
        segments = [path for path in index_files(collection.directory) if path.suffix == ".seg"]
        assert 1 < len(segments) <= 12
        assert collection.reader().search("rapat").total == 12 + 6

    def test_deleted_articles_give_their_room_back(
        self, collection: Collection, write: Write, folder: Path, settings: Settings
    ) -> None:
        for i in range(30):
            write(f"{i}.txt", f"Rapat nomor {i}. " + " ".join(f"kata{i}x{j}" for j in range(40)))
        add(collection, [folder], settings=settings)
        before = collection.store().size()
        remove(collection, [str(i) for i in range(23)])
        write("baru.txt", "Rapat baru.")
        add(collection, [folder / "baru.txt"], settings=settings)
        assert collection.store().size() < before / 2
        assert collection.reader().search("rapat").total == 8


KEPT = {"added.json", "catalogue", "collection.json", "lock"}
KILLED = """
    import sys, os, signal, threading, time
    from pathlib import Path
    from index.collection import open_collection
    from index.collection import adding, making
    from index.settings import Settings
    making.SEGMENT_ARTICLES = 7
    directory, folder, delay = Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3])
    collection = open_collection(directory)
    print("ready", flush=True)
    threading.Timer(delay, lambda: os.kill(os.getpid(), signal.SIGKILL)).start()
    adding.add(collection, [folder], settings=Settings(), workers=int(sys.argv[4]))
    print("done", flush=True)
    os._exit(0)
"""


@pytest.mark.parametrize(
    ("delay", "articles", "workers"),
    [
        *((delay, 60, 1) for delay in (0.0, 0.01, 0.03, 0.06, 0.1, 0.15, 0.25, 0.4)),
        *((delay, 100, 2) for delay in (0.3, 0.6, 0.9)),
    ],
)
def test_killed_at_any_moment_the_collection_is_sound_and_goes_on(
    directory: Path,
    folder: Path,
    write: Write,
    settings: Settings,
    delay: float,
    articles: int,
    workers: int,
) -> None:
    for i in range(articles):
        write(f"baru/{i:02}.txt", f"Sidang nomor {i} dibuka oleh Menteri Luar Negeri Turki di Ankara.")
    process = subprocess.Popen(
        [
            sys.executable,
            "-c",
            textwrap.dedent(KILLED),
            str(directory),
            str(folder),
            str(delay),
            str(workers),
        ],
        stdout=subprocess.PIPE,
    )
    assert process.wait(60) in (0, -signal.SIGKILL)
    collection = open_collection(directory)
    collection.store().verify()
    assert sound(directory)
    before = collection.reader().count()
    total = articles + 2
    assert 2 <= before <= total
    report = add(collection, [folder], settings=settings)
    assert (report.added, report.unchanged, report.articles) == (total - before, before, total)
    assert {path.name for path in directory.iterdir()} <= {*KEPT, "merging"}
    leftovers = {path.name for path in index_files(directory)}
    assert leftovers == {file.name for file in collection.store().manifest().files}


def test_extraction_survives_the_death_of_its_process(
    directory: Path, folder: Path, write: Write, settings: Settings
) -> None:
    for i in range(200):
        write(f"baru/{i:03}.txt", f"Sidang nomor {i} dibuka.")
    script = f"""
        import os, signal, sys, threading, time
        from pathlib import Path
        from index.collection import open_collection
        from index.collection.adding import add
        from index.settings import Settings

        def kill_a_worker():
            me = os.getpid()
            while True:
                for entry in Path("/proc").glob("[0-9]*/stat"):
                    try:
                        fields = entry.read_text().rsplit(")", 1)[1].split()
                    except OSError:
                        continue
                    command = entry.with_name("cmdline")
                    if int(fields[1]) == me and b"spawn_main" in command.read_bytes():
                        os.kill(int(entry.parent.name), signal.SIGKILL)
                        return
                time.sleep(0.01)

        if __name__ == "__main__":
            threading.Thread(target=kill_a_worker, daemon=True).start()
            collection, folder = open_collection(Path({str(directory)!r})), Path({str(folder)!r})
            report = add(collection, [folder], settings=Settings(), workers=2)
            print(report.added, len(report.errors))
    """
    path = folder.parent / "script.py"
    path.write_text(textwrap.dedent(script))
    result = subprocess.run(
        [sys.executable, str(path)],
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, "PYTHONPATH": "."},
    )
    assert result.stdout.split() == ["200", "0"], result.stderr
    assert open_collection(directory).reader().count() == 202


def test_no_worker_outlives_a_killed_parent(directory: Path, folder: Path, write: Write) -> None:
    for i in range(400):
        write(f"baru/{i:03}.txt", f"Sidang nomor {i} dibuka. " * 200)
    script = folder.parent / "script.py"
    script.write_text(
        textwrap.dedent(f"""
        import sys
        from pathlib import Path
        from index.collection import open_collection
        from index.collection.adding import add
        from index.settings import Settings

        if __name__ == "__main__":
            show = lambda moment: print(moment.done, flush=True)
            collection, folder = open_collection(Path({str(directory)!r})), Path({str(folder)!r})
            add(collection, [folder], settings=Settings(), report=show, workers=2)
        """)
    )
    process = subprocess.Popen(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": "."},
    )
    assert process.stdout is not None
    while int(process.stdout.readline()) < 16:
        pass
    workers = children(process.pid)
    assert len(workers) >= 2
    process.kill()
    process.wait()
    deadline = time.monotonic() + 10
    while any(Path(f"/proc/{pid}").exists() and not is_zombie(pid) for pid in workers):
        assert time.monotonic() < deadline, "a worker is still there"
        time.sleep(0.05)


def children(parent: int) -> list[int]:
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            if int(entry.read_text().rsplit(")", 1)[1].split()[1]) == parent:
                found.append(int(entry.parent.name))
        except OSError:
            continue
    return found


def is_zombie(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except OSError:
        return True
