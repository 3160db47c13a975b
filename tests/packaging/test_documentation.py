"""The documents agree with the program and with one another."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from index.collection.fields import FIELDS
from index.errors import ExitCode
from tui.command_line import COMMANDS as SUBCOMMANDS
from tui.commands import COMMANDS
from tui.keymap import resolve

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted(
    path.relative_to(ROOT).as_posix() for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"))
)

EDITING = {"The search line", "Selecting freely"}
"""Groups of commands that the README leaves to the help."""


def _key_rows(root: Path) -> list[str]:
    text = (root / "README.md").read_text("utf-8")
    table = text.partition("<!-- keys -->")[2].partition("\n\n")[0]
    return [row.split("|")[1] for row in table.strip().splitlines()[2:]]


def _documented_keys(root: Path) -> set[str]:
    keys = set()
    for row in _key_rows(root):
        found = re.findall(r"`([^`]+)`", row)
        if "…" in row:
            found = [str(number) for number in range(int(found[0]), int(found[1]) + 1)]
        keys.update(found)
    return keys


def test_the_readme_has_every_key_of_the_reading_room_and_no_other(root: Path) -> None:
    keymap, problems = resolve({})
    assert problems == []
    all_keys = {key for command in COMMANDS for key in keymap.shown(command)}
    wanted = {key for command in COMMANDS if command.group not in EDITING for key in keymap.shown(command)}
    documented = _documented_keys(root)
    assert wanted - documented == set(), "not in the README"
    assert documented - all_keys == set(), "no longer in the program"


@pytest.mark.parametrize("name", ["README.md", "docs/query-language.md"])
def test_every_field_of_the_query_language_is_documented(root: Path, name: str) -> None:
    text = (root / name).read_text("utf-8")
    missing = [field for names in FIELDS.values() for field in names if f"`{field}:" not in text]
    assert missing == []


def test_every_command_and_exit_code_is_documented(root: Path) -> None:
    text = (root / "docs" / "command-line.md").read_text("utf-8")
    assert set(re.findall(r"^## `([a-z]+)`", text, re.MULTILINE)) == set(SUBCOMMANDS)
    codes = text.partition("## Exit codes")[2]
    assert {int(code) for code in re.findall(r"^\| (\d+) \|", codes, re.MULTILINE)} >= {*ExitCode}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_between_documents_lead_somewhere(root: Path, name: str) -> None:
    text = (root / name).read_text("utf-8")
    targets = [target.partition("#")[0] for target in re.findall(r"\]\(([^)\s]+)\)", text)]
    local = [target for target in targets if target and "://" not in target]
    missing = [target for target in local if not (root / name).parent.joinpath(target).exists()]
    assert missing == []


def test_the_setup_commands_are_one_line_each(root: Path) -> None:
    """.ci/run takes the second one from the README as it stands."""
    text = (root / "README.md").read_text("utf-8")
    for marker in ("open", "test"):
        (command,) = re.findall(rf"<!-- {marker} -->\n```sh\n(.*)\n```\n", text)
        assert "--require-hashes" in command


def test_the_changelog_knows_the_version(root: Path) -> None:
    version = re.search(r'^version = "(.+)"$', (root / "pyproject.toml").read_text("utf-8"), re.MULTILINE)
    assert version is not None
    text = (root / "CHANGELOG.md").read_text("utf-8")
    assert f"## [{version[1]}]" in text or "## [Unreleased]" in text
