"""Adding files to a real collection, and doing so again."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable
from pathlib import Path
from unittest.mock import Mock

import pytest

from index.collection import Collection, bundled
from index.collection.added import load
from index.collection.adding import add, outdated, reindex, remove, vanished
from index.collection.errors import CollectionReadOnly
from index.collection.manifest import RECORD
from index.collection.progress import AddReport, Progress
from index.collection.reader import CollectionReader
from index.errors import SourceError
from index.settings import Settings

Write = Callable[[str, str], Path]
Run = Callable[..., AddReport]


def ids(collection: Collection) -> list[str]:
    return sorted(row.id for row, _ in collection.reader().rows())


def numbers(report: AddReport) -> dict[str, int]:
    counts = {name: getattr(report, name) for name in ("added", "replaced", "unchanged", "moved", "removed")}
    return {name: count for name, count in counts.items() if count}


@pytest.fixture
def run(collection: Collection, folder: Path, settings: Settings) -> Run:
    """Add the folder, or other paths."""

    def run_add(*paths: Path, **options: object) -> AddReport:
        return add(collection, paths or (folder,), settings=settings, **options)  # type: ignore[arg-type]

    return run_add


def test_a_folder_goes_in_with_ids_from_its_paths(run: Run, collection: Collection, write: Write) -> None:
    write("satu.txt", "Menteri Luar Negeri tiba di Wina.")
    write("sub/dua.md", "Perundingan dimulai.")
    write("sub/catatan.log", "Bukan artikel.")
    report = run()
    assert (numbers(report), report.errors, report.articles) == ({"added": 2}, [], 2)
    assert ids(collection) == ["satu", "sub/dua"]
    assert [hit.id for hit in collection.reader().search("perundingan").hits] == ["sub/dua"]


def test_a_second_time_nothing_is_done(run: Run, collection: Collection, write: Write) -> None:
    write("satu.txt", "Isi.")
    run()
    generation = collection.generation()
    report = run()
    assert report.nothing_to_do
    assert numbers(report) == {"unchanged": 1}
    assert collection.generation() == generation


def test_a_changed_file_is_replaced(run: Run, collection: Collection, write: Write) -> None:
    write("satu.txt", "Rapat di Roma.")
    run()
    write("satu.txt", "Sidang di Oslo berlanjut.")
    assert numbers(run()) == {"replaced": 1}
    reader = collection.reader()
    assert (reader.count(), reader.search("roma").total, reader.search("oslo").total) == (1, 0, 1)


def test_a_touched_file_is_read_once_more_and_not_replaced(
    run: Run, collection: Collection, write: Write
) -> None:
    path = write("satu.txt", "Rapat.")
    run()
    os.utime(path, (1, 1))
    assert numbers(run()) == {"unchanged": 1}
    generation = collection.generation()
    assert numbers(run()) == {"unchanged": 1}
    assert collection.generation() == generation


def test_a_moved_file_keeps_its_id(run: Run, collection: Collection, write: Write, folder: Path) -> None:
    path = write("lama.txt", "Rapat di Roma.")
    run()
    target = folder / "arsip" / "baru.txt"
    target.parent.mkdir()
    path.rename(target)
    report = run()
    assert (numbers(report), report.vanished) == ({"moved": 1}, [])
    assert ids(collection) == ["lama"]
    assert collection.reader().load("lama").article.path == str(target)
    assert numbers(run()) == {"unchanged": 1}


def test_vanished_files_are_offered_and_removed_on_request(
    run: Run, collection: Collection, write: Write, folder: Path
) -> None:
    write("tetap.txt", "Rapat.")
    gone = write("hilang.txt", "Sidang.")
    elsewhere = write("../lain/lain.txt", "Pidato.")
    run(folder, elsewhere)
    gone.unlink()
    elsewhere.unlink()
    report = run()
    assert [article.id for article in report.vanished] == ["hilang"]
    assert ids(collection) == ["hilang", "lain", "tetap"]
    assert [article.id for article in vanished(collection)] == ["hilang", "lain"]
    report = run(remove_vanished=True)
    assert (numbers(report), report.vanished) == ({"unchanged": 1, "removed": 1}, [])
    assert ids(collection) == ["lain", "tetap"]


def test_a_file_that_is_gone_is_vanished_and_no_error(run: Run, write: Write) -> None:
    path = write("satu.txt", "Rapat.")
    run(path)
    path.unlink()
    report = run(path)
    assert [article.path for article in report.vanished] == [str(path)]
    assert report.errors == []


def test_what_cannot_be_read_is_named_and_the_rest_goes_in(run: Run, write: Write, folder: Path) -> None:
    write("baik.txt", "Rapat.")
    (folder / "kosong.txt").write_text("")
    (folder / "biner.txt").write_bytes(bytes(range(256)) * 4)
    report = run(folder, folder / "tiada.txt")
    assert report.added == 1
    named = {Path(str(error.subject)).name for error in report.errors}
    assert named == {"kosong.txt", "biner.txt", "tiada.txt"}
    assert all(error.message for error in report.errors)
    assert len(run(folder).errors) == 2


def test_equal_ids_are_told_apart(run: Run, collection: Collection, write: Write, tmp_path: Path) -> None:
    one, other = write("../x/satu.txt", "Rapat."), write("../y/satu.txt", "Sidang.")
    run(one.parent)
    run(other.parent)
    first, second = ids(collection)
    assert first == "satu"
    assert second.startswith("satu~")
    assert numbers(run(one.parent, other.parent)) == {"unchanged": 2}


def test_a_path_that_never_was_there_is_not_remembered(
    run: Run, collection: Collection, folder: Path, write: Write
) -> None:
    write("satu.txt", "Isi.")
    assert len(run(folder, folder.parent / "tiada").errors) == 1
    assert load(collection.store().directory).paths == [str(folder)]
    (folder / "satu.txt").unlink()
    folder.rmdir()
    assert len(run().vanished) == 1
    assert load(collection.store().directory).paths == [str(folder)]


class TestRecords:
    """Files of many articles."""

    @staticmethod
    def record(id: str | None, text: str) -> str:
        fields = {
            "title": f"Judul {text}",
            "date": "2024-05-01",
            "source": "Senja",
            "text": f"Isi {text} panjang.",
        }
        return json.dumps(fields if id is None else {"id": id, **fields})

    def test_records_keep_their_own_ids(self, run: Run, collection: Collection, folder: Path) -> None:
        (folder / "a.jsonl").write_text(
            "\n".join([self.record("k-1", "x"), self.record(None, "y"), "{broken"]) + "\n"
        )
        report = run()
        assert (report.added, len(report.errors)) == (2, 1)
        assert str(report.errors[0]).startswith(f"{folder}/a.jsonl:3")
        assert ids(collection) == ["a:2", "k-1"]
        report = run()
        assert numbers(report) == {"unchanged": 2}

    def test_what_could_not_be_read_is_said_again_without_a_new_generation(
        self, run: Run, collection: Collection, folder: Path
    ) -> None:
        (folder / "a.jsonl").write_text(
            "\n".join([self.record("k-1", "x"), "{broken", self.record("k-2", "y"), "[]"]) + "\n"
        )
        (folder / "kosong.txt").write_text(" \n")
        first = [str(error) for error in run().errors]
        assert len(first) == 3
        generation = collection.generation()
        again = run()
        assert [str(error) for error in again.errors] == first
        assert not again.nothing_to_do
        assert collection.generation() == generation
        assert [trouble.line for trouble in collection.store().manifest().unreadable] == [2, 4, 0]

    def test_a_record_whose_facts_could_not_be_extracted_is_said_again(
        self, run: Run, collection: Collection, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (folder / "a.jsonl").write_text(self.record("k-1", "x") + "\n")
        with monkeypatch.context() as patch:
            patch.setattr("index.extract.pipeline.extract", Mock(side_effect=ValueError("\ud800")))
            (first,) = run().errors
        (again,) = run().errors
        assert str(again).startswith(f"{folder}/a.jsonl:1: could not be processed (ValueError")
        assert str(first).startswith(f"{folder}/a.jsonl:1: could not be processed (ValueError")

    def test_files_that_are_not_read_are_kept_with_those_that_cannot_be(
        self, run: Run, collection: Collection, folder: Path
    ) -> None:
        (folder / "kosong.txt").write_text("")
        (folder / "x.pdf").write_bytes(b"%PDF-1.7")
        (folder / os.fsdecode(b"caf\xe9.txt")).write_text("Isi.")
        for _ in range(2):
            assert len(run(folder, folder / "x.pdf").errors) >= 3
            kept = [trouble.path for trouble in collection.store().manifest().unreadable]
            assert kept == [f"{folder}/kosong.txt", f"{folder}/x.pdf"]
        (folder / "kosong.txt").write_text("Isi.")
        (folder / "x.pdf").rename(folder / "y.pdf")
        run()
        assert [trouble.path for trouble in collection.store().manifest().unreadable] == [f"{folder}/y.pdf"]

    def test_what_was_mended_is_no_longer_said(self, run: Run, collection: Collection, folder: Path) -> None:
        path = folder / "a.jsonl"
        path.write_text(self.record("k-1", "x") + "\n{broken\n")
        (folder / "kosong.txt").write_text("")
        run()
        (folder / "kosong.txt").unlink()
        path.write_text(self.record("k-1", "x") + "\n" + self.record("k-2", "y") + "\n")
        assert run().errors == []
        assert collection.store().manifest().unreadable == ()

    def test_of_very_many_faults_none_is_lost(
        self, run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("index.collection.troubles.MOST_KEPT", 2)
        (folder / "a.jsonl").write_text(self.record("k-1", "x") + "\n" + "{broken\n" * 5)
        assert len(run().errors) == 5
        assert len(run().errors) == 5

    def test_removing_the_file_forgets_its_faults(
        self, run: Run, collection: Collection, folder: Path
    ) -> None:
        path = folder / "a.jsonl"
        path.write_text(self.record("k-1", "x") + "\n{broken\n")
        run()
        remove(collection, [path])
        assert collection.store().manifest().unreadable == ()

    def test_only_changed_records_are_replaced(self, run: Run, collection: Collection, folder: Path) -> None:
        path = folder / "a.jsonl"
        path.write_text("\n".join(self.record(f"k-{i}", f"n{i}") for i in range(5)))
        run()
        lines = [
            self.record("new", "baru"),
            *(self.record(f"k-{i}", f"n{i}") for i in range(4)),
            self.record("k-4", "lain"),
        ]
        path.write_text("\n".join(lines))
        assert numbers(run()) == {"added": 1, "replaced": 1, "unchanged": 4}
        assert collection.reader().load("k-0").article.line == 2
        assert numbers(run()) == {"unchanged": 6}

    def test_records_that_are_gone_are_vanished(self, run: Run, collection: Collection, folder: Path) -> None:
        path = folder / "a.jsonl"
        path.write_text("\n".join(self.record(f"k-{i}", f"n{i}") for i in range(3)))
        run()
        path.write_text("\n".join(self.record(f"k-{i}", f"n{i}") for i in range(2)))
        report = run(remove_vanished=True)
        assert numbers(report) == {"unchanged": 2, "removed": 1}
        assert ids(collection) == ["k-0", "k-1"]
        assert numbers(run()) == {"unchanged": 2}

    def test_records_that_are_gone_are_told_of_until_they_are_removed(
        self, run: Run, collection: Collection, folder: Path
    ) -> None:
        path = folder / "a.jsonl"
        path.write_text("\n".join(self.record(f"k-{i}", f"n{i}") for i in range(3)))
        run()
        path.write_text("\n".join(self.record(f"k-{i}", f"n{i}") for i in range(2)))
        assert [article.id for article in run().vanished] == ["k-2"]
        generation = collection.generation()
        assert [article.id for article in run().vanished] == ["k-2"]
        assert collection.generation() == generation
        assert numbers(run(remove_vanished=True)) == {"unchanged": 2, "removed": 1}
        assert ids(collection) == ["k-0", "k-1"]
        assert run().nothing_to_do


def test_progress_counts_up_to_the_total(run: Run, write: Write) -> None:
    for i in range(5):
        write(f"{i}.txt", f"Rapat nomor {i}.")
    moments: list[Progress] = []
    run(report=moments.append)
    assert [moment.stage for moment in moments if moment.stage != "reading"] == ["finding", "writing"]
    assert {moment.total for moment in moments if moment.stage != "finding"} == {5}
    assert moments[-1].done == 5
    assert moments[-1].rate > 0


def test_a_report_that_raises_ends_the_work_and_keeps_what_was_there(
    run: Run, collection: Collection, write: Write
) -> None:
    write("satu.txt", "Rapat.")
    run()
    write("dua.txt", "Sidang.")

    def stop(moment: Progress) -> None:
        if moment.stage == "writing":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(report=stop)
    assert ids(collection) == ["satu"]
    assert numbers(run()) == {"added": 1, "unchanged": 1}


def test_several_processes_give_the_same_as_one(
    collection: Collection, tmp_path: Path, write: Write, folder: Path, settings: Settings
) -> None:
    for i in range(150):
        write(f"{i:03}.txt", f"Menteri Luar Negeri Turki membuka rapat ke-{i} di Ankara pada Senin.")
    report = add(collection, [folder], settings=settings, workers=2)
    assert (report.added, report.errors) == (150, [])
    assert ids(collection) == [f"{i:03}" for i in range(150)]
    stored = collection.reader().load("007")
    assert stored.article.body.startswith("Menteri Luar Negeri Turki membuka rapat ke-7")


class TestRemoving:
    """Taking articles out."""

    def test_by_id_and_by_folder(self, run: Run, collection: Collection, write: Write, folder: Path) -> None:
        for name in ("a.txt", "sub/b.txt", "sub/c.txt", "d.txt"):
            write(name, f"Rapat {name}.")
        run()
        gone = remove(collection, ["a", folder / "sub", "unknown"])
        assert [article.id for article in gone] == ["a", "sub/b", "sub/c"]
        assert ids(collection) == ["d"]
        assert all(Path(article.path).exists() for article in gone)
        assert numbers(run()) == {"added": 3, "unchanged": 1}

    def test_a_file_wins_over_an_id_and_an_id_over_a_folder(
        self,
        run: Run,
        collection: Collection,
        write: Write,
        folder: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        paths = [write("satu.txt", "Rapat satu."), write("sub.txt", "Rapat dua.")]
        records = folder / "a.jsonl"
        records.write_text(TestRecords.record("satu.txt", "x") + "\n")
        run(*paths, records, write("sub/tiga.txt", "Rapat tiga."))
        monkeypatch.chdir(folder)
        assert [article.id for article in remove(collection, ["satu.txt"])] == ["satu"]
        assert str(paths[0]) not in load(folder.parent / "collection").paths
        assert [article.id for article in remove(collection, ["sub"])] == ["sub"]
        assert str(paths[1]) not in load(folder.parent / "collection").paths
        assert [article.id for article in remove(collection, ["sub"])] == ["tiga"]

    def test_nothing_named_changes_nothing(self, run: Run, collection: Collection, write: Write) -> None:
        write("a.txt", "Rapat.")
        run()
        generation = collection.generation()
        assert remove(collection, ["unknown"]) == []
        assert collection.generation() == generation


class TestReindexing:
    """Reading everything again."""

    def test_everything_is_read_again(
        self, run: Run, collection: Collection, write: Write, settings: Settings
    ) -> None:
        write("a.txt", "Rapat.")
        gone = write("b.txt", "Sidang.")
        run()
        gone.unlink()
        assert collection.directory is not None
        report = reindex(collection.directory, settings=settings)
        assert numbers(report) == {"replaced": 1}
        assert [article.id for article in report.vanished] == ["b"]
        assert ids(collection) == ["a", "b"]

    def test_what_is_current_is_left(
        self, run: Run, collection: Collection, write: Write, settings: Settings,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:  # fmt: skip
        write("a.txt", "Rapat.")
        run()
        write("b.txt", "Sidang.")
        monkeypatch.setattr("index.collection.indexing.EXTRACTOR", "older")
        run()
        monkeypatch.undo()
        assert outdated(collection) == 1
        assert collection.directory is not None
        report = reindex(collection.directory, settings=settings, only_outdated=True)
        assert numbers(report) == {"replaced": 1, "unchanged": 1}
        assert outdated(collection) == 0
        assert reindex(collection.directory, settings=settings, only_outdated=True).nothing_to_do

    @pytest.mark.parametrize("only_outdated", [True, False])
    def test_what_was_removed_by_id_stays_away(
        self, run: Run, collection: Collection, folder: Path, settings: Settings, only_outdated: bool,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:  # fmt: skip
        path = folder / "a.jsonl"
        path.write_text("\n".join(TestRecords.record(f"k-{i}", f"n{i}") for i in range(3)))
        with monkeypatch.context() as patch:
            patch.setattr("index.collection.indexing.EXTRACTOR", "older")
            run()
        remove(collection, ["k-1"])
        assert collection.directory is not None
        reindex(collection.directory, settings=settings, only_outdated=only_outdated)
        assert ids(collection) == ["k-0", "k-2"]
        run(path)
        path.touch()
        run(path)
        reindex(collection.directory, settings=settings)
        wanted = ids(collection)
        (collection.directory / RECORD).unlink()
        reindex(collection.directory, settings=settings)
        assert ids(collection) == wanted

    def test_what_was_removed_by_id_and_added_again_stays(
        self, run: Run, collection: Collection, write: Write, settings: Settings
    ) -> None:
        write("a.txt", "Rapat.")
        write("b.txt", "Sidang.")
        run()
        remove(collection, ["a"])
        run()
        assert collection.directory is not None
        (collection.directory / RECORD).unlink()
        reindex(collection.directory, settings=settings)
        assert ids(collection) == ["a", "b"]

    def test_a_removal_is_noted_before_the_index_changes(
        self, run: Run, collection: Collection, write: Write, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write("a.txt", "Rapat.")
        run()
        assert collection.directory is not None
        monkeypatch.setattr("index.collection.store.Store.publish", Mock(side_effect=KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            remove(collection, ["a"])
        assert load(collection.directory).excluded == ["a"]


class TestWhatCannotBeLookedAt:
    """Folders and files that are refused are still there."""

    @pytest.fixture
    def refused(self, run: Run, write: Write, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """A folder with an article that was added and may not be entered any more."""
        write("luar.txt", "Rapat.")
        write("sub/dalam/a.txt", "Sidang.")
        run()
        closed = str(folder / "sub" / "dalam")

        def refusing(call: Callable[..., object]) -> Callable[..., object]:
            # Permissions do not hold for the superuser, as whom tests may run.
            def refuse(path: object, *args: object, **options: object) -> object:
                if isinstance(path, str | os.PathLike) and str(path).startswith(closed):
                    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
                return call(path, *args, **options)

            return refuse

        for name in ("stat", "lstat", "scandir"):
            monkeypatch.setattr(os, name, refusing(getattr(os, name)))
        return Path(closed)

    def test_they_are_reported_and_never_removed(
        self, run: Run, collection: Collection, refused: Path, settings: Settings
    ) -> None:
        assert vanished(collection) == []
        for paths in ((), (refused,), (refused / "a.txt",)):
            report = run(*paths, remove_vanished=True)
            assert (report.vanished, report.removed) == ([], 0)
            assert [str(error.subject).startswith(str(refused)) for error in report.errors] == [True]
        assert collection.directory is not None
        report = reindex(collection.directory, settings=settings)
        assert numbers(report) == {"replaced": 1}
        assert report.vanished == []
        assert [str(error.subject) for error in report.errors] == [str(refused / "a.txt")]
        assert ids(collection) == ["luar", "sub/dalam/a"]

    def test_a_loop_of_links_is_not_gone(self, run: Run, collection: Collection, write: Write) -> None:
        path = write("a.txt", "Rapat.")
        run()
        path.unlink()
        path.symlink_to(path)
        report = run(remove_vanished=True)
        assert (report.vanished, report.removed, len(report.errors)) == ([], 0, 1)
        assert vanished(collection) == []
        assert ids(collection) == ["a"]

    def test_records_of_a_file_that_cannot_be_opened_stay(
        self, run: Run, collection: Collection, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = folder / "a.jsonl"
        path.write_text("\n".join(TestRecords.record(f"k-{i}", f"n{i}") for i in range(2)))
        run()
        path.touch()
        with monkeypatch.context() as patch:
            patch.setattr(
                "index.collection.indexing.read",
                lambda path, **_: iter([SourceError("cannot be read: Permission denied", subject=path)]),
            )
            report = run(remove_vanished=True)
        assert (report.vanished, report.removed, len(report.errors)) == ([], 0, 1)
        assert numbers(run()) == {"unchanged": 2}
        assert run().errors == []


def test_readers_see_one_generation_until_they_ask_again(
    run: Run, collection: Collection, write: Write
) -> None:
    write("a.txt", "Rapat.")
    run()
    before: CollectionReader = collection.open_reader()
    kept = collection.reader()
    assert collection.reader() is kept
    write("b.txt", "Sidang.")
    run()
    assert [hit.id for hit in before.search("").hits] == ["a"]
    assert collection.reader() is not kept
    assert kept.is_closed
    assert collection.reader().count() == 2
    before.close()


def test_the_samples_cannot_be_added_to(settings: Settings) -> None:
    with pytest.raises(CollectionReadOnly, match="bundled articles cannot be changed"):
        add(bundled(), [], settings=settings)


def test_the_rate_does_not_count_what_was_passed_over(
    run: Run, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    for i in range(40):
        write(f"{i:02}.txt", f"Rapat nomor {i}.")
    run()
    write("99.txt", "Rapat baru.")
    clock = iter(range(10**6))
    monkeypatch.setattr("index.collection.progress.time.monotonic", lambda: float(next(clock)))
    moments: list[Progress] = []
    run(report=moments.append)
    assert moments[-1].done == moments[-1].total == 41
    assert all(moment.rate <= 1 for moment in moments if moment.stage != "finding")


def test_errors_are_given_by_file_and_line(run: Run, write: Write, folder: Path) -> None:
    (folder / "a.jsonl").write_text("{broken\n" * 11)
    (folder / "b.txt").write_text("")
    lines = [error.line for error in run().errors]
    assert lines == [*range(1, 12), None]
