"""Files appear whole or not at all, private, and never over another by accident."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import files
from index.errors import ExitCode, OutputError
from index.files import TakenError, private_directory, safe_name, write_new


def test_file_is_written_whole_and_private(tmp_path: Path) -> None:
    target = tmp_path / "quotes.md"
    write_new(target, b"kata\n")
    assert target.read_bytes() == b"kata\n"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert [entry.name for entry in tmp_path.iterdir()] == ["quotes.md"]


def test_existing_file_is_kept_and_named(tmp_path: Path) -> None:
    target = tmp_path / "quotes.md"
    target.write_text("mine")
    with pytest.raises(OutputError) as raised:
        write_new(target, b"other")
    assert str(raised.value) == f"{target}: exists already (choose another name or allow overwriting)"
    assert raised.value.exit_code is ExitCode.OUTPUT_NOT_WRITTEN
    assert target.read_text() == "mine"


def test_file_that_appears_meanwhile_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "quotes.md"
    monkeypatch.setattr(files, "_refuse_unwritable", lambda *_: target.write_text("theirs"))
    with pytest.raises(OutputError, match="exists already"):
        write_new(target, b"ours")
    assert target.read_text() == "theirs"
    assert [entry.name for entry in tmp_path.iterdir()] == ["quotes.md"]


@pytest.mark.parametrize("taken", [False, True])
def test_file_system_without_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, taken: bool) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    target = tmp_path / "quotes.md"
    monkeypatch.setattr(os, "link", refuse)
    if taken:
        monkeypatch.setattr(files, "_refuse_unwritable", lambda *_: target.write_text("theirs"))
        with pytest.raises(OutputError, match="exists already"):
            write_new(target, b"ours")
        assert target.read_text() == "theirs"
    else:
        write_new(target, b"ours")
        assert target.read_bytes() == b"ours"
    assert [entry.name for entry in tmp_path.iterdir()] == ["quotes.md"]


def test_overwriting_replaces_the_file_behind_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real.md", tmp_path / "link.md"
    real.write_text("old")
    link.symlink_to(real)
    write_new(link, b"new", overwrite=True)
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


def test_dangling_link_counts_as_taken(tmp_path: Path) -> None:
    link = tmp_path / "link.md"
    link.symlink_to(tmp_path / "nowhere.md")
    with pytest.raises(OutputError, match="exists already"):
        write_new(link, b"x")
    assert not (tmp_path / "nowhere.md").exists()


def test_failure_leaves_the_old_file_and_no_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "quotes.md"
    target.write_text("old")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match=r"no room left on the disk \(free some space"):
        write_new(target, b"new", overwrite=True)
    assert target.read_text() == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["quotes.md"]


@pytest.mark.parametrize(
    ("name", "overwrite", "message"),
    [
        ("missing/quotes.md", False, "does not exist (make it or choose another)"),
        ("", False, "is a directory (name a file in it)"),
        ("", True, "is a directory (name a file in it)"),
        ("n" * 300, False, "the name is too long (choose a shorter one)"),
        ("file/quotes.md", False, "does not exist (make it or choose another)"),
        ("nul\0.md", False, "could not be written"),
        ("nul\0.md", True, "could not be written"),
        ("n" * 300, True, "the name is too long (choose a shorter one)"),
        ("loop", True, "could not be written"),
        ("loop/quotes.md", False, "could not be written"),
        ("loop/quotes.md", True, "could not be written"),
    ],
)
def test_unusable_targets_are_named(tmp_path: Path, name: str, overwrite: bool, message: str) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(OutputError) as raised:
        write_new(tmp_path / name, b"x", overwrite=overwrite)
    assert message in str(raised.value)
    assert str(tmp_path) in str(raised.value)


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="there is no /proc")
def test_folder_that_takes_no_files_is_not_said_to_be_missing() -> None:
    with pytest.raises(
        OutputError, match=r"/proc/quotes\.md: may not be written \(choose a folder of your own\)"
    ):
        write_new(Path("/proc/quotes.md"), b"x")


def test_device_is_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(OutputError, match=r"is not a regular file .use - to write to standard output"):
        write_new(pipe, b"x", overwrite=True)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_folder_that_may_not_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(OutputError, match=r"may not be written \(choose a folder of your own\)"):
        write_new(tmp_path / "quotes.md", b"x")


def test_taken_name_is_told_apart(tmp_path: Path) -> None:
    (tmp_path / "quotes.md").write_bytes(b"mine")
    with pytest.raises(TakenError):
        write_new(tmp_path / "quotes.md", b"x")


def test_private_directory_makes_its_parents_private(tmp_path: Path) -> None:
    private_directory(tmp_path / "a" / "b")
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "a" / "b").stat().st_mode) == 0o700
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="is not a directory"):
        private_directory(tmp_path / "file")
    with pytest.raises(OutputError):
        private_directory(tmp_path / "file" / "below")
    with pytest.raises(OutputError, match="the name is too long"):
        private_directory(tmp_path / ("n" * 300))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Menlu RI bertemu Menlu Tiongkok", "menlu-ri-bertemu-menlu-tiongkok.md"),
        ("../../etc/passwd", "etc-passwd.md"),
        ("-rf .", "rf.md"),
        ("\x1b]52;c;x\x07", "52-c-x.md"),
        ("…", "article.md"),
    ],
)
def test_safe_names(text: str, name: str) -> None:
    assert safe_name(text, ".md") == name


@given(st.text())
def test_safe_name_is_one_short_component(text: str) -> None:
    name = safe_name(text, ".md")
    assert name.endswith(".md")
    assert len(name) > len(".md")
    assert len(name.encode()) <= files.NAME_BYTES
    assert not set(name) & set("/\\\0\n\r\t \"'")
    assert name[0] not in ".-"
