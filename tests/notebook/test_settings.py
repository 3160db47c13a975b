"""Settings: every good entry counts, every bad one is named with its line."""

from __future__ import annotations

import os
import re
from pathlib import Path

import msgspec
import pytest

from index.settings import _EXPECTED, Settings, load, settings_file


def settings(tmp_path: Path, text: str | bytes) -> tuple[Settings, list[str]]:
    path = tmp_path / "config.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    found, problems = load(path)
    return found, [str(problem).replace(str(path), "config.toml") for problem in problems]


def test_without_a_file_the_defaults_hold(own_environment: Path) -> None:
    assert settings_file() == own_environment / "config" / "diplo-reader" / "config.toml"
    assert load() == (Settings(), [])


def test_everything_can_be_set(tmp_path: Path) -> None:
    found, problems = settings(
        tmp_path,
        """
theme = "light"
colours = "256"
lang = "id"
mouse = true
only_changes = false
order = "newest"
collection = "berita"
shared = true
max_article_bytes = 2_000_000
reader_name = "Wati"
workers = 3
[keys]
quit = "ctrl+q"
next_hit = ["n", "] n"]
""",
    )
    assert problems == []
    assert found == Settings(
        theme="light", colours="256", lang="id", mouse=True, only_changes=False, order="newest",
        collection=str(tmp_path / "berita"), shared=True, max_article_bytes=2_000_000, reader_name="Wati", workers=3,
        keys={"quit": "ctrl+q", "next_hit": "n, ] n"},
    )  # fmt: skip
    defaults = Settings()
    assert all(getattr(found, name) != getattr(defaults, name) for name in Settings.__struct_fields__)


def test_collection_in_the_home_directory(tmp_path: Path, own_environment: Path) -> None:
    found, _ = settings(tmp_path, 'collection = "~/berita"')
    assert found.collection == str(own_environment / "berita")


@pytest.mark.parametrize("name", ["~no-such-user-here/berita", "~\\u0000/berita"])
def test_collection_in_the_home_directory_of_nobody(tmp_path: Path, name: str) -> None:
    found, problems = settings(tmp_path, f'theme = "light"\ncollection = "{name}"')
    assert found == Settings(theme="light")
    (problem,) = problems
    assert problem.startswith("config.toml:2: collection: there is no home directory for '~")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("\nthem = 'dark'", "config.toml:3: them: there is no such setting (is theme meant?)"),
        ("theme = 3", "config.toml:2: theme: needs the name of a theme, not 3 (the default is used)"),
        ("mouse = 'yes'", "config.toml:2: mouse: needs true or false, not 'yes' (the default is used)"),
        ("workers = -1", "config.toml:2: workers: needs a number from 0 to 256, not -1 (the default is used)"),
        (
            "max_article_bytes = true",
            "config.toml:2: max_article_bytes: needs a number of bytes from 1000 to 1000000000, not True "
            "(the default is used)",
        ),
        ("order = 'best'", "config.toml:2: order: needs \"relevance\", \"newest\" or \"oldest\", not 'best' "
         "(the default is used)"),
        ("keys = 3", "config.toml:2: keys: needs a table of command names, not 3 (the default is used)"),
        (
            "[keys]\nquit = 3",
            "config.toml:3: keys.quit: needs a key or a list of keys, in quotes (its default is used)",
        ),
        (
            "[keys]\nundo = 'u'\nquit = []",
            "config.toml:4: keys.quit: needs a key or a list of keys, in quotes (its default is used)",
        ),
        ("zzz = 1", "config.toml:2: zzz: there is no such setting (the settings are theme, colours, lang, mouse, "
         "only_changes, order, collection, shared, max_article_bytes, reader_name, workers, keys)"),
    ],
)  # fmt: skip
def test_bad_entry_is_named_and_skipped(tmp_path: Path, text: str, problem: str) -> None:
    found, problems = settings(tmp_path, f"lang = 'id'\n{text}")
    assert problems == [problem]
    assert msgspec.structs.replace(found, keys={}) == Settings(lang="id")


def test_file_that_is_no_toml_gives_the_defaults_and_its_line(tmp_path: Path) -> None:
    found, problems = settings(tmp_path, "theme = 'dark'\nmouse = yes\n")
    assert found == Settings()
    assert problems == ["config.toml:2: is no TOML: invalid value (until it is mended the defaults are used)"]


def test_file_that_cannot_be_read(tmp_path: Path) -> None:
    assert settings(tmp_path, b"\xff\xfe") == (
        Settings(), ["config.toml: cannot be read: is not UTF-8 (mend or remove it)"]
    )  # fmt: skip
    found, problems = load(tmp_path)
    assert found == Settings()
    assert str(problems[0]) == f"{tmp_path}: cannot be read: Is a directory (mend or remove it)"


def test_every_setting_says_what_it_needs_and_is_documented(root: Path) -> None:
    assert tuple(_EXPECTED) == Settings.__struct_fields__
    page = (root / "docs" / "configuration.md").read_text(encoding="utf-8")
    documented = re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)
    assert documented == list(Settings.__struct_fields__)


def test_reader_is_named_or_goes_by_the_login_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "wati")
    assert Settings(reader_name=" Wati Lestari ").reader() == "Wati Lestari"
    assert Settings(reader_name=" ").reader() == Settings().reader() == "wati"


def test_reader_without_any_name_goes_by_the_number(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.delenv(name, raising=False)

    def unknown(_: int) -> None:
        raise KeyError

    monkeypatch.setattr("pwd.getpwuid", unknown)
    assert Settings().reader() == f"uid {os.getuid()}"
