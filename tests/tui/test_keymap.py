"""Keys: the defaults do not clash, changes are checked, and every fault is named."""

from __future__ import annotations

import pytest

from tui.commands import COMMANDS, CONTEXTS, GROUPS
from tui.keymap import Keymap, KeyProblem, key_name, parse, resolve


def chord_of(keymap: Keymap, context: str, *chord: str) -> str | None:
    command = keymap.find(context, chord)  # type: ignore[arg-type]
    return command.id if command else None


def test_the_default_keys_do_not_clash() -> None:
    assert resolve({})[1] == []


def test_every_command_is_whole_and_its_id_is_its_own() -> None:
    assert len({command.id for command in COMMANDS}) == len(COMMANDS)
    for command in COMMANDS:
        assert command.help, command.id
        assert command.keys, command.id
        assert command.group in GROUPS, command.id
        assert set(command.contexts) <= set(CONTEXTS), command.id


@pytest.mark.parametrize(
    ("context", "chord", "command"),
    [
        ("list", "/", "search"),
        ("list", "enter", "open"),
        ("list", "j", "down"),
        ("article", "down", "down"),
        ("article", "G", "bottom"),
        ("article", "space", "page-down"),
        ("article", "b", "page-up"),
        ("article", "backspace", "back"),
        ("article", "escape", "back"),
        ("article", "n", "next-hit"),
        ("article", "N", "previous-hit"),
        ("article", "] e", "next-entity"),
        ("article", "[ v", "previous-visit"),
        ("article", "m", "highlight"),
        ("article", "v", "select"),
        ("article", "4", "toggle-places"),
        ("select", "h", "select-left"),
        ("select", "$", "select-line-end"),
        ("select", "enter", "select-highlight"),
        ("pane", "enter", "open"),
        ("list", "t", "side-pane"),
        ("article", "J", "next-article"),
        ("pane", "K", "previous-article"),
        ("article", "ctrl+d", "half-page-down"),
        ("list", "ctrl+u", "half-page-up"),
        ("article", "tab", "next-part"),
        ("article", "shift+tab", "previous-part"),
        ("list", "o", "order"),
        ("article", "u", "undo"),
        ("article", "e", "export"),
        ("article", "y", "copy"),
        ("list", "?", "help"),
        ("list", ":", "palette"),
        ("list", "ctrl+p", "palette"),
        ("list", "q", "quit"),
        ("search", "enter", "search-keep"),
        ("search", "escape", "search-leave"),
    ],
)
def test_the_documented_keys(context: str, chord: str, command: str) -> None:
    assert chord_of(resolve({})[0], context, *chord.split()) == command


def test_a_changed_key_replaces_the_old_ones() -> None:
    keymap, problems = resolve({"next-hit": "f, ctrl+n", "next-entity": "f2 e"})
    assert problems == []
    assert chord_of(keymap, "article", "f") == chord_of(keymap, "article", "ctrl+n") == "next-hit"
    assert chord_of(keymap, "article", "n") is None
    assert chord_of(keymap, "article", "f2", "e") == "next-entity"
    assert chord_of(keymap, "article", "]", "e") is None


@pytest.mark.parametrize(
    ("overrides", "problem"),
    [
        ({"nex-hit": "f"}, "there is no command 'nex-hit'"),
        ({"next-hit": "hyper"}, "next-hit: there is no key called 'hyper'"),
        ({"next-hit": "a b c"}, "next-hit: 'a b c' is not one key or two"),
        ({"next-hit": ""}, "next-hit: '' is not one key or two"),
        ({"next-hit": "m"}, "m for highlight is already the key of next-hit"),
        ({"next-hit": "]"}, "] e for next-entity is already the key of next-hit"),
    ],
)
def test_faults_are_named(overrides: dict[str, str], problem: str) -> None:
    assert any(problem in message for message in resolve(overrides)[1])


def test_the_configured_command_wins_a_clash() -> None:
    keymap, _problems = resolve({"next-hit": "m"})
    assert chord_of(keymap, "article", "m") == "next-hit"


def test_keys_that_cannot_be_read_leave_the_default() -> None:
    keymap, _problems = resolve({"next-hit": "hyper"})
    assert chord_of(keymap, "article", "n") == "next-hit"


def test_one_key_may_serve_two_parts() -> None:
    keymap, problems = resolve({"select-word": "f", "next-hit": "f"})
    assert problems == []
    assert chord_of(keymap, "select", "f") == "select-word"
    assert chord_of(keymap, "article", "f") == "next-hit"


@pytest.mark.parametrize("key", ["ctrl+x", "alt+b", "shift+f5", "comma", "é", "pagedown"])
def test_keys_that_can_be_named(key: str) -> None:
    assert parse(key) == ((key.replace("comma", ","),),)


@pytest.mark.parametrize("key", ["ctrl", "foo+x", "enterr", "ctrl+"])
def test_keys_that_cannot_be_named(key: str) -> None:
    with pytest.raises(KeyProblem):
        parse(key)


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("enter", "Enter"),
        ("down", "↓"),
        ("ctrl+p", "Ctrl+P"),
        ("]", "]"),
        ("space", "Space"),
        ("shift+tab", "Shift+Tab"),
    ],
)
def test_names_of_keys(key: str, name: str) -> None:
    assert key_name(key) == name


def test_the_footer_names_what_matters_in_the_article_first_and_the_help_last() -> None:
    hints = resolve({})[0].hints("article")
    assert [key for key, _label in hints[:7]] == ["m", "y", "e", "t", "]", "h", "n"]
    assert ("]", "go to") in hints
    assert hints[-1] == ("?", "help")
    assert "o" not in dict(hints)


def test_the_footer_of_the_list_and_of_the_side_pane_begin_with_what_these_are_for() -> None:
    keymap = resolve({})[0]
    assert [key for key, _label in keymap.hints("list")[:5]] == ["Enter", "/", "h", "o", "q"]
    assert [key for key, _label in keymap.hints("pane")[:5]] == ["Enter", "x", "c", "+", "-"]


def test_the_footer_leaves_out_what_is_of_no_use() -> None:
    hints = resolve({})[0].hints("article", lambda command: command.id != "next-hit")
    assert "n" not in dict(hints)


def test_jumps_with_keys_of_their_own_still_stand_at_the_first_key() -> None:
    hints = resolve({"next-entity": "f2 e"})[0].hints("article")
    assert [key for key, label in hints if label == "go to"] == ["F2"]
