"""Damaged, foreign, locked and half-written collections: named, left alone or mended."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from unittest.mock import Mock

import pytest
from whoosh.filedb.filestore import RamStorage

from index.collection import (
    CollectionDamaged,
    CollectionForeign,
    CollectionLocked,
    CollectionMissing,
    CollectionOutdated,
    CollectionReadOnly,
    manifest,
    open_collection,
)
from index.collection.adding import add, reindex, remove, vanished
from index.collection.document import Origin, prepare
from index.collection.locking import writing
from index.collection.manifest import RECORD, SCHEMA, load
from index.collection.progress import Progress
from index.collection.reader import CollectionReader
from index.collection.state import state_of
from index.collection.writer import Batch, create
from index.errors import CollectionError, ExitCode
from index.settings import Settings
from tests.support.invented import article, facts, index_files, sound

Write = Callable[[str, str], Path]


class TestOpening:
    """What is no collection, or none of ours."""

    def test_missing(self, tmp_path: Path) -> None:
        with pytest.raises(
            CollectionMissing, match=r"there is no collection here yet .*diplo-reader add PATH"
        ) as raised:
            open_collection(tmp_path / "none")
        assert raised.value.exit_code == ExitCode.COLLECTION_UNUSABLE
        assert not (tmp_path / "none").exists()

    def test_a_file(self, tmp_path: Path) -> None:
        path = tmp_path / "file"
        path.write_text("x")
        with pytest.raises(CollectionForeign, match="is not a directory"):
            open_collection(path, create=True)

    def test_another_directory(self, tmp_path: Path) -> None:
        (tmp_path / "letter.txt").write_text("x")
        with pytest.raises(CollectionForeign, match=r"is not a collection: it holds no collection\.json"):
            open_collection(tmp_path, create=True)
        assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]

    def test_an_empty_directory(self, tmp_path: Path) -> None:
        with pytest.raises(CollectionMissing, match="empty directory"):
            open_collection(tmp_path)
        assert open_collection(tmp_path, create=True).reader().count() == 0

    def test_one_that_others_can_write_to(self, directory: Path) -> None:
        (directory / "catalogue").chmod(0o770)
        with pytest.raises(CollectionForeign, match=r"other users may write here.*chmod go-w"):
            open_collection(directory)

    def test_another_users(self, directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(os, "geteuid", lambda: 4242)
        with pytest.raises(CollectionForeign, match="belongs to another user"):
            open_collection(directory)
        shared = open_collection(directory, shared=True)
        assert shared.reader().count() == 2
        with pytest.raises(CollectionReadOnly, match="another user's"):
            remove(shared, ["satu"])

    def test_a_newer_one(self, directory: Path) -> None:
        self.rewrite(directory, '"format": 1', '"format": 99')
        with pytest.raises(CollectionOutdated, match="newer diplo-reader") as raised:
            open_collection(directory)
        assert raised.value.is_newer
        with pytest.raises(CollectionOutdated):
            reindex(directory, settings=Settings())

    def test_an_older_one_is_brought_up_to_date(self, directory: Path, settings: Settings) -> None:
        self.rewrite(directory, f'"schema": {SCHEMA}', f'"schema": {SCHEMA - 1}')
        with pytest.raises(CollectionOutdated, match=r"older diplo-reader.*reindex"):
            open_collection(directory)
        assert state_of(directory) == "older"
        report = reindex(directory, settings=settings)
        assert (report.added, report.replaced, report.earlier_index) == (0, 2, None)
        assert (state_of(directory), list(directory.glob("earlier-*"))) == ("other", [])
        assert sound(directory)

    def test_an_older_one_is_kept_while_not_all_of_it_is_in_the_new_one(
        self, directory: Path, folder: Path, settings: Settings
    ) -> None:
        self.rewrite(directory, f'"schema": {SCHEMA}', f'"schema": {SCHEMA - 1}')
        (folder / "dua.txt").unlink()
        report = reindex(directory, settings=settings)
        assert report.articles == 1
        (kept,) = directory.glob("earlier-*")
        assert report.earlier_index == kept
        assert (kept / RECORD).exists()
        assert state_of(directory) == "other"

    def test_making_anew_that_was_broken_off_goes_on(self, directory: Path, settings: Settings) -> None:
        self.rewrite(directory, f'"schema": {SCHEMA}', f'"schema": {SCHEMA - 1}')

        def stop(progress: Progress) -> None:
            if progress.stage == "reading":
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            reindex(directory, settings=settings, report=stop)
        assert state_of(directory) == "unfinished"
        assert len(list(directory.glob("earlier-*"))) == 1
        assert open_collection(directory).reader().count() == 0
        assert reindex(directory, settings=settings, only_outdated=True).replaced == 2
        assert (state_of(directory), list(directory.glob("earlier-*"))) == ("other", [])
        assert sound(directory)

    @pytest.mark.parametrize("lose_record", [True, False])
    def test_making_anew_that_broke_keeps_the_index_before(
        self, directory: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch, lose_record: bool
    ) -> None:
        self.rewrite(directory, f'"schema": {SCHEMA}', f'"schema": {SCHEMA - 1}')
        before = sorted(path.name for path in index_files(directory))
        self.break_off("_fill", directory, monkeypatch)
        if lose_record:
            (directory / RECORD).unlink()
        else:
            index_files(directory)[0].write_bytes(b"")
        self.break_off("_read", directory, monkeypatch)
        (kept,) = directory.glob("earlier-*")
        assert sorted(path.name for path in kept.iterdir() if path.name != RECORD) == before
        reindex(directory, settings=settings)
        assert sound(directory)

    def test_another_users_is_not_made_anew(self, directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.rewrite(directory, f'"schema": {SCHEMA}', f'"schema": {SCHEMA - 1}')
        record = (directory / RECORD).read_bytes()
        monkeypatch.setattr(os, "geteuid", lambda: 4242)
        with pytest.raises(CollectionForeign, match="belongs to another user"):
            reindex(directory, settings=Settings())
        with pytest.raises(CollectionReadOnly, match="another user's"):
            reindex(directory, settings=Settings(shared=True))
        assert (directory / RECORD).read_bytes() == record

    @staticmethod
    def break_off(step: str, directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Begin to make the index anew, and end as a killed program does when it comes to *step*."""
        with monkeypatch.context() as patch:
            patch.setattr(f"index.collection.adding.{step}", Mock(side_effect=KeyboardInterrupt))
            with pytest.raises(KeyboardInterrupt):
                reindex(directory, settings=Settings(workers=1))

    @staticmethod
    def rewrite(directory: Path, old: str, new: str) -> None:
        """Change the record and seal it again."""
        import hashlib

        import msgspec

        path = directory / RECORD
        sealed = msgspec.json.decode(path.read_text().replace(old, new))
        content = msgspec.json.encode(sealed["collection"])
        sealed["sha256"] = hashlib.sha256(content).hexdigest()
        path.write_bytes(msgspec.json.encode(sealed))

    def test_everything_is_private(self, directory: Path) -> None:
        assert directory.stat().st_mode & 0o777 == 0o700
        paths = [path for path in directory.rglob("*") if path.is_file()]
        assert {oct(path.stat().st_mode & 0o777) for path in paths} == {"0o600"}


class TestDamage:
    """Every file, cut short, changed and gone."""

    @staticmethod
    def every_file(directory: Path) -> list[Path]:
        return [*index_files(directory), directory / RECORD]

    @pytest.mark.parametrize("keep", [0.0, 0.5, 0.99])
    def test_a_truncated_file_is_named_and_the_index_rebuilt(
        self, directory: Path, tmp_path: Path, settings: Settings, keep: float
    ) -> None:
        for number, path in enumerate(self.every_file(directory)):
            copy = tmp_path / f"copy-{number}"
            shutil.copytree(directory, copy)
            broken = copy / path.relative_to(directory)
            broken.write_bytes(path.read_bytes()[: int(path.stat().st_size * keep)])
            with pytest.raises(CollectionDamaged, match="reindex") as raised:
                open_collection(copy)
            assert str(broken) in str(raised.value)
            assert reindex(copy, settings=settings).replaced == 2
            assert sound(copy)
            assert list(copy.glob("earlier-*")) == []

    def test_a_changed_byte_is_found(self, directory: Path) -> None:
        for path in self.every_file(directory):
            content = path.read_bytes()
            middle = len(content) // 2
            path.write_bytes(content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :])
            with pytest.raises(CollectionError, match=re.escape(str(path))):
                open_collection(directory)
            path.write_bytes(content)
        assert sound(directory)

    def test_a_changed_byte_under_an_old_date_is_found_by_verifying(self, directory: Path) -> None:
        path = max(index_files(directory), key=lambda path: path.stat().st_size)
        status = path.stat()
        content = bytearray(path.read_bytes())
        content[100] ^= 1
        path.write_bytes(content)
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
        with pytest.raises(CollectionDamaged, match="changed after it was written"):
            open_collection(directory).store().verify()

    def test_changed_bytes_under_an_old_date_are_named_and_mended(
        self, directory: Path, folder: Path, settings: Settings
    ) -> None:
        for path in index_files(directory):
            if (at := path.read_bytes().rfind(str(folder).encode())) >= 0:
                self.spoil(path, at - 4)
        collection = open_collection(directory)
        for work in (
            lambda: add(collection, [folder], settings=settings),
            lambda: remove(collection, ["satu"]),
            lambda: vanished(collection),
        ):
            with pytest.raises(CollectionDamaged, match="reindex"):
                work()
        assert reindex(directory, settings=settings).replaced == 2
        assert sound(directory)

    def test_an_index_without_the_files_its_table_names_is_damage(
        self, directory: Path, folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for path in index_files(directory):
            if path.suffix == ".seg":
                path.unlink()
        monkeypatch.setattr("index.collection.manifest.check", lambda folder, files, **_: files)
        with pytest.raises(CollectionDamaged, match="reindex"):
            add(open_collection(directory), [folder], settings=settings)
        with pytest.raises(CollectionDamaged, match="reindex"):
            open_collection(directory).reader()

    @staticmethod
    def spoil(path: Path, at: int) -> None:
        """Change bytes of the file and leave its size and date."""
        status = path.stat()
        content = bytearray(path.read_bytes())
        content[at : at + 12] = bytes(byte ^ 0x5A for byte in content[at : at + 12])
        path.write_bytes(content)
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))

    @pytest.mark.parametrize("lost", ["nothing", "record", "catalogue"])
    def test_an_open_reader_notices_an_index_made_anew(
        self, directory: Path, settings: Settings, lost: str
    ) -> None:
        collection = open_collection(directory)
        before = collection.reader()
        if lost == "record":
            (directory / RECORD).unlink()
        elif lost == "catalogue":
            shutil.rmtree(directory / "catalogue")
        else:
            self.spoil(max(index_files(directory)), 40)
        reindex(directory, settings=settings)
        assert collection.generation() > before.generation
        assert collection.reader() is not before
        assert collection.reader().count() == 2

    def test_damage_met_while_writing_is_named(self, directory: Path, settings: Settings) -> None:
        store = open_collection(directory).store()
        batch = store.begin()
        batch.add(prepare(article("baru", "Rapat."), facts(), Origin("/a", 1, 1, "")))
        batch.segments[0].deleted_count = Mock(side_effect=IndexError)
        with pytest.raises(CollectionDamaged, match="IndexError"):
            batch.commit()
        batch.cancel()

    def test_a_missing_file_is_named(self, directory: Path) -> None:
        for path in index_files(directory):
            path.rename(path.with_name("away"))
            with pytest.raises(CollectionDamaged, match=re.escape(str(path))):
                open_collection(directory)
            path.with_name("away").rename(path)

    def test_a_damaged_index_is_not_written_to(
        self, directory: Path, folder: Path, settings: Settings
    ) -> None:
        collection = open_collection(directory)
        index_files(directory)[-1].write_bytes(b"")
        with pytest.raises(CollectionDamaged):
            add(collection, [folder], settings=settings)

    def test_a_rebuilt_index_keeps_ids_and_what_was_removed(
        self, directory: Path, folder: Path, write: Write, settings: Settings
    ) -> None:
        collection = open_collection(directory)
        write("tiga.txt", "Rapat nomor tiga.")
        (folder / "satu.txt").rename(folder / "lain.txt")
        add(collection, [folder], settings=settings)
        remove(collection, [folder / "tiga.txt"])
        (directory / RECORD).unlink()
        reindex(directory, settings=settings)
        assert sound(directory)


class TestDates:
    """A collection that was copied without the dates of its files."""

    @pytest.fixture
    def copied(self, directory: Path, tmp_path: Path) -> Path:
        copy = tmp_path / "copied"
        shutil.copytree(directory, copy, copy_function=shutil.copyfile)
        return copy

    @pytest.fixture
    def compared(self, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        """Names of the files of which the content was compared."""
        names: list[str] = []

        def noted(path: Path) -> str:
            names.append(path.name)
            return sha256(path)

        sha256 = manifest._sha256
        monkeypatch.setattr(manifest, "_sha256", noted)
        return names

    def test_contents_are_compared_once(self, copied: Path, compared: list[str]) -> None:
        before = load(copied)
        open_collection(copied)
        assert sorted(compared) == sorted(file.name for file in before.files)
        compared.clear()
        assert open_collection(copied).reader().count() == 2
        assert compared == []
        assert load(copied).generation == before.generation

    def test_a_copy_that_is_being_written_to_is_left(self, copied: Path, compared: list[str]) -> None:
        before = (copied / RECORD).read_bytes()
        with writing(copied):
            assert open_collection(copied).reader().count() == 2
        assert compared
        assert (copied / RECORD).read_bytes() == before

    def test_another_users_copy_is_left(
        self, copied: Path, compared: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(os, "geteuid", lambda: 4242)
        before = (copied / RECORD).read_bytes()
        assert open_collection(copied, shared=True).reader().count() == 2
        assert compared
        assert (copied / RECORD).read_bytes() == before

    def test_writing_notes_the_dates_as_well(
        self, copied: Path, compared: list[str], write: Write, settings: Settings
    ) -> None:
        with writing(copied):
            collection = open_collection(copied)  # may not note them
        add(collection, [write("tiga.txt", "Sidang.")], settings=settings)
        compared.clear()
        assert open_collection(copied).reader().count() == 3
        assert compared == []


class TestLocking:
    """One writer at a time."""

    def test_a_second_writer_is_told_who_writes(
        self, directory: Path, folder: Path, settings: Settings
    ) -> None:
        with (
            writing(directory),
            pytest.raises(
                CollectionLocked, match=f"locked by process {os.getpid()}, which is writing"
            ) as raised,
        ):
            add(open_collection(directory), [folder], settings=settings)
        assert raised.value.holder == os.getpid()
        assert sound(directory)

    def test_a_reader_needs_no_lock(self, directory: Path) -> None:
        with writing(directory):
            assert sound(directory)


def test_damage_that_shows_only_in_reading_is_named_as_such() -> None:
    storage = RamStorage()
    create(storage)
    batch = Batch(storage)
    for i in range(20):
        batch.add(prepare(article(f"a{i}", f"Rapat kerja {i}."), facts(), Origin("/a", 1, 1, "")))
    generation = batch.commit()
    (segment,) = (name for name in storage.list() if name.endswith(".seg"))
    whole = storage.files[segment]
    named = []
    for at in range(0, len(whole), len(whole) // 300):
        storage.files[segment] = whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :]
        try:
            reader = CollectionReader(storage.files, generation)
        except Exception:  # what opening raises is wrapped by whoever opens
            continue
        try:
            reader.search("rapat kerja", snippets=5)
            reader.search('"rapat kerja" -x*', order="newest")
        except CollectionDamaged as error:
            named.append(str(error.advice))
    assert len(named) > 10
    assert all("reindex" in advice for advice in named)


def test_a_generation_that_comes_while_the_record_is_read_is_no_damage(
    directory: Path, folder: Path, write: Write, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_collection(directory).store()
    before = load(directory)
    write("tiga.txt", "Sidang.")
    add(open_collection(directory), [folder], settings=settings)
    seen = iter([before])  # what was read a moment ago; its files are no longer there
    monkeypatch.setattr("index.collection.manifest.load", lambda path: next(seen, None) or load(path))
    assert store.manifest().articles == 3
