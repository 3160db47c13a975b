"""Every test runs blind to the developer's own configuration, collection, notebook and locale."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import seeds
from tui import i18n

ROOT = Path(__file__).resolve().parent.parent

# How long an example takes says more about what else the machine does.
settings.register_profile("steady", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")

_UNWANTED = (
    "LC_ALL",
    "LC_MESSAGES",
    "LC_COLORTERM",
    "COLORTERM",
    "NO_COLOR",
    "FORCE_COLOR",
    "COLUMNS",
    "LINES",
)


@pytest.fixture(autouse=True)
def own_environment(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home directory of the test's own, and XDG directories in it; the locale is C.UTF-8, the time zone UTC."""
    home = tmp_path_factory.mktemp("home")
    for name in _UNWANTED:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("TZ", "UTC")
    for name in ("config", "data", "state", "cache"):
        monkeypatch.setenv(f"XDG_{name.upper()}_HOME", str(home / name))
    return home


@pytest.fixture(autouse=True)
def english_texts() -> Iterator[None]:
    """Texts are in English before and after each test."""
    i18n.use_language("en")
    yield
    i18n.use_language("en")


@pytest.fixture(autouse=True)
def own_logging() -> Iterator[None]:
    """What a test's program does to the root logger ends with it: its handlers write to streams that are closed."""
    logger = logging.getLogger()
    handlers, level = logger.handlers[:], logger.level
    yield
    logger.handlers[:] = handlers
    logger.setLevel(level)


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def seed_paths() -> list[Path]:
    """The two bundled articles."""
    return seeds.paths()
