"""The user's directories: the same as platformdirs has them, without its import."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from platformdirs import PlatformDirs

from index.directories import APPLICATION, directory

if TYPE_CHECKING:
    from index.directories import Kind


@pytest.mark.skipif(sys.platform == "darwin", reason="asks platformdirs itself")
@pytest.mark.parametrize("kind", ["config", "data", "state", "cache"])
@pytest.mark.parametrize("value", [None, "", " ", "/srv/own", "/srv/own/", "~/own", "own"])
def test_directories_are_those_of_platformdirs(
    kind: Kind, value: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = f"XDG_{kind.upper()}_HOME"
    monkeypatch.delenv(name) if value is None else monkeypatch.setenv(name, value)
    expected = getattr(PlatformDirs(APPLICATION, appauthor=False), f"user_{kind}_dir")
    assert directory(kind) == expected


@pytest.mark.parametrize("home", [None, "", "own", "/home/wati/"])
def test_so_are_those_of_users_without_a_home(home: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.delenv("HOME") if home is None else monkeypatch.setenv("HOME", home)
    assert directory("cache") == PlatformDirs(APPLICATION, appauthor=False).user_cache_dir
