"""The first screen that is kept: what it is kept under, and that a file of it can do no harm."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.paths import cache_directory, config_directory
from tui import first_screen
from tui.arguments import plain
from tui.first_screen import FirstScreen, is_harmless, load, save
from tui.terminal.frame import Frame
from tui.terminal.row import Run

FRAME = Frame.of([[Run("/ ", "1"), Run("Menlu tiba di ", ""), Run("東京", "38;5;7", 2)]], 30, 4)


@pytest.mark.parametrize(
    ("arguments", "options"),
    [
        ([], {}),
        (["--collection", "k"], {"collection": "k"}),
        (["--collection=k", "--mouse"], {"collection": "k", "mouse": True}),
        (["--lang", "id", "--theme", "light"], {"lang": "id", "theme": "light"}),
        (["--version"], {"version": True}),
        (["--lang", "id", "--version"], {"lang": "id", "version": True}),
        (["--collection"], None),
        (["--collection", ""], None),
        (["--mouse=yes"], None),
        (["--help"], None),
        (["--nothing"], None),
        (["--"], None),
        (["-"], None),
        (["menlu"], None),
        (["search", "menlu"], None),
        (["--mouse", "search"], None),
    ],
)
def test_only_what_is_plain_does_without_the_parser(arguments: list[str], options: object) -> None:
    assert plain(arguments) == options


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    (tmp_path / "collection.json").write_text("{}")
    return tmp_path


@pytest.fixture
def kept(collection: Path) -> FirstScreen:
    return first_screen.taken(str(collection), FRAME, "{}")


def test_what_was_kept_comes_back(kept: FirstScreen) -> None:
    save("key", kept)
    again = load("key")
    assert again is not None
    assert again.parts() == kept.parts()
    assert first_screen.frame_of(again) == FRAME


def test_it_is_private(kept: FirstScreen) -> None:
    save("key", kept)
    assert cache_directory().stat().st_mode & 0o777 == 0o700
    assert (cache_directory() / first_screen.FILE_NAME).stat().st_mode & 0o777 == 0o600


def test_another_start_or_a_changed_collection_shows_nothing_old(kept: FirstScreen, collection: Path) -> None:
    save("key", kept)
    assert load("another key") is None
    (collection / "collection.json").write_text('{"generation": 2}')
    assert load("key") is None


def test_the_key_has_all_that_changes_the_look(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, own_environment: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    keys = [
        first_screen.key_of(options, (80, 24)) for options in ({}, {"theme": "light"}, {"collection": "k"})
    ]
    monkeypatch.chdir(own_environment)
    keys.append(first_screen.key_of({"collection": "k"}, (80, 24)))
    for name, value in (
        ("LC_ALL", "id_ID.UTF-8"),
        ("NO_COLOR", ""),
        ("TERM", "tty-16color"),
        ("COLORTERM", "truecolor"),
        ("XDG_DATA_HOME", str(tmp_path)),
    ):
        monkeypatch.setenv(name, value)
        keys.append(first_screen.key_of({}, (80, 24)))
    keys.append(first_screen.key_of({}, (120, 40)))
    for file in (config_directory() / "config.toml", config_directory() / "themes" / "mine.toml"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("")
        keys.append(first_screen.key_of({}, (80, 24)))
    assert len(set(keys)) == len(keys)


def as_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path, 0o600)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.chmod(0o620),
        lambda path: path.write_bytes(path.read_bytes()[:-1] + b"\x1e"),
        lambda path: path.write_bytes(path.read_bytes().replace(b"\x1b[", b"\x1b]", 1)),
        lambda path: path.write_bytes(path.read_bytes().replace(b"\x1e/", b"\x1e/\0", 1)),
        lambda path: path.write_bytes(b"\x1e" * (1 << 19)),
        lambda path: path.write_bytes(b"\xff" * 100),
        lambda path: path.rename(path.with_name("x")) and path.symlink_to(path.with_name("x")),
        as_pipe,
        lambda path: path.unlink() or path.mkdir(),
    ],
)  # fmt: skip
def test_a_file_that_is_not_as_it_was_written_is_not_drawn(kept: FirstScreen, spoil: object) -> None:
    save("key", kept)
    spoil(cache_directory() / first_screen.FILE_NAME)  # type: ignore[operator]
    assert load("key") is None


@pytest.mark.parametrize(
    ("drawing", "harmless"),
    [
        ("\x1b[m\x1b[2J\x1b[1;38;5;222mBerita\r\n“é” 東\x1b[K", True),
        ("\x1b[3;4Hx\x1b[2Cy", True),
        ("a\u00a0b\u202fc", True),
        ("a\u2028b", False),
        ("\x1b]0;title\x07", False),
        ("\x1b[5n", False),
        ("\x1b[?1000h", False),
        ("\x1b[>c", False),
        ("\x1bPq\x1b\\", False),
        ("\x1b[2;3r", False),
        ("\x1bc", False),
        ("\x1b[", False),
        ("\x1b[31", False),
        ("a\nb", False),
        ("a\x9b31mb", False),
        ("a\u202eb", False),
        ("a\x7f", False),
    ],
)
def test_only_text_in_its_place_and_style_is_harmless(drawing: str, harmless: bool) -> None:
    assert is_harmless(drawing) is harmless


@given(st.text(st.characters(codec="utf-8", categories=("L", "N", "Cc", "Cf")), max_size=20))
def test_no_text_smuggles_a_control_character_in(text: str) -> None:
    lines = text.replace("\r\n", "")
    assert is_harmless(f"\x1b[m{text}") is lines.isprintable()


def test_what_is_no_frame_is_not_relied_on(kept: FirstScreen) -> None:
    kept.frame = "[]"
    assert first_screen.frame_of(kept) is None
    kept.frame = "{"
    assert first_screen.frame_of(kept) is None
