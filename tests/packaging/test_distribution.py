"""What is built and what is locked."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tui import i18n

PACKAGES = ("tui", "index", "themes", "seeds")
LOCKS = ("requirements.lock", "requirements-dev.lock")


def _build(source: Path, target: str, folder: Path) -> Path:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)],
        cwd=source, check=True, capture_output=True,
    )  # fmt: skip
    (built,) = folder.glob("*.whl" if target == "wheel" else "*.tar.gz")
    return built


@pytest.fixture(scope="module")
def checkout(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the files that a clone has."""
    copy = tmp_path_factory.mktemp("checkout") / "copy"
    ignored = shutil.ignore_patterns(
        "__pycache__", "*.mo", ".git", ".*cache", ".venv*", "dist", "build", ".hypothesis"
    )
    shutil.copytree(root, copy, ignore=ignored)
    return copy


@pytest.fixture(scope="module")
def wheel(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names of the files in the wheel that is built from the sdist, as pip does it."""
    unpacked = tmp_path_factory.mktemp("sdist")
    with tarfile.open(_build(checkout, "sdist", tmp_path_factory.mktemp("tar"))) as archive:
        archive.extractall(unpacked, filter="data")
    (source,) = unpacked.iterdir()
    with zipfile.ZipFile(_build(source, "wheel", tmp_path_factory.mktemp("wheel"))) as archive:
        return set(archive.namelist())


def test_the_wheel_holds_every_file_of_the_packages_and_nothing_else(checkout: Path, wheel: set[str]) -> None:
    files = (path for package in PACKAGES for path in (checkout / package).rglob("*") if path.is_file())
    wanted = {
        path.relative_to(checkout).as_posix() for path in files if path.suffix not in (".po", ".pot", ".mo")
    }
    wanted |= {f"tui/locales/{code}/LC_MESSAGES/{i18n.DOMAIN}.mo" for code in i18n.LANGUAGES if code != "en"}
    assert {name for name in wheel if ".dist-info/" not in name} == wanted


def test_the_wheel_holds_themes_seeds_and_lexicons(wheel: set[str]) -> None:
    for pattern in (
        r"themes/dark\.toml",
        r"themes/\w+\.tcss",
        r"seeds/\w+\.txt",
        r"index/language/\w+\.toml",
    ):
        assert any(re.fullmatch(pattern, name) for name in wheel), pattern


def test_the_licence_travels_with_the_wheel(wheel: set[str]) -> None:
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in wheel)


def _project(root: Path) -> dict[str, Any]:
    table = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    assert isinstance(table, dict)
    return table


def _pins(path: Path) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9-]+)==([^ ;\\]+)", path.read_text("utf-8"), re.MULTILINE))


@pytest.mark.parametrize("name", LOCKS)
def test_every_pin_has_hashes_and_no_address(root: Path, name: str) -> None:
    text = (root / name).read_text("utf-8")
    assert not re.search(r"://|^\s*-[^-]|^--", text, re.MULTILINE)
    assert "@" not in text
    for entry in re.split(r"\n(?=[a-z])", text.strip()):
        assert re.match(r"[a-z0-9-]+==[^ ]+ .*\\\n    --hash=sha256:[0-9a-f]{64}", entry), entry[:60]


@pytest.mark.parametrize("name", LOCKS)
def test_the_lock_fits_the_declared_dependencies(root: Path, name: str) -> None:
    project, pins = _project(root), _pins(root / name)
    declared = list(project["dependencies"])
    if "dev" in name:
        declared += project["optional-dependencies"]["dev"]
    for line in declared:
        requirement = Requirement(line)
        assert requirement.specifier.contains(pins[canonicalize_name(requirement.name)]), line


def test_both_locks_pin_the_same_versions(root: Path) -> None:
    users, developers = (_pins(root / name) for name in LOCKS)
    assert users.items() <= developers.items()


def test_every_dependency_is_justified(root: Path) -> None:
    text = (root / "CONTRIBUTING.md").read_text("utf-8")
    project = _project(root)
    for line in [*project["dependencies"], *project["optional-dependencies"]["dev"]]:
        assert f"`{Requirement(line).name}`" in text, f"CONTRIBUTING.md does not say what {line} saves"
