"""Themes: complete, legible, told apart without colour; a broken one is reported and costs nothing else."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from textual.app import App
from textual.color import Color
from textual.theme import Theme

import themes

RGB = ("dark", "light", "high-contrast")


def _bundled(name: str) -> Theme:
    return next(theme for theme in themes.load()[0] if theme.name == name)


def _contrast(one: str, other: str) -> float:
    """WCAG 2.2, "contrast ratio", with relative luminance computed here and not by Textual."""

    def luminance(colour: str) -> float:
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
            for part in (channel / 255 for channel in Color.parse(colour).rgb)
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _pairs(theme: Theme) -> Iterator[tuple[str, str, str]]:
    """What is written on what, by name."""
    assert theme.background is not None
    assert theme.surface is not None
    assert theme.panel is not None
    variables = theme.variables
    inks = {name: variables[name] for name in themes.INKED}
    inks |= {f"entity-{kind}": variables[f"entity-{kind}"] for kind in themes.ENTITIES}
    grounds = {"background": theme.background, "surface": theme.surface, "panel": theme.panel}
    bases = {name: getattr(theme, name) for name in ("foreground", "success", "warning", "error", "accent")}
    for ground, colour in grounds.items():
        for ink, value in (inks | bases).items():
            yield f"{ink} on {ground}", value, colour
    for role in themes.PAINTED:
        background = variables[f"{role}-background"]
        yield role, variables[f"{role}-foreground"], background
        if role in ("highlight", "selection", "cursor"):
            for ink, value in inks.items():
                yield f"{ink} on {role}", value, background
    for name in ("block-cursor", "block-cursor-blurred"):
        yield name, variables[f"{name}-foreground"], variables[f"{name}-background"]


@pytest.mark.parametrize("name", RGB)
def test_every_text_is_legible(name: str) -> None:
    wanted = 7.0 if name == "high-contrast" else 4.5
    poor = {
        pair: round(ratio, 2) for pair, a, b in _pairs(_bundled(name)) if (ratio := _contrast(a, b)) < wanted
    }
    assert poor == {}


@pytest.mark.parametrize("name", themes.NAMES)
def test_every_variable_is_in_every_theme(name: str) -> None:
    assert set(themes.VARIABLES) - _bundled(name).variables.keys() == set()


@pytest.mark.parametrize("name", themes.NAMES)
def test_entities_are_told_apart_without_colour(name: str) -> None:
    styles = [frozenset(_bundled(name).variables[f"entity-{kind}-style"].split()) for kind in themes.ENTITIES]
    for one, other in combinations(styles, 2):
        assert one != other
    assert frozenset(("none",)) not in styles


@pytest.mark.parametrize("name", themes.WITHOUT_COLOUR)
def test_without_colour_painted_text_is_reversed(name: str) -> None:
    for role in themes.PAINTED:
        assert "reverse" in _bundled(name).variables[f"{role}-style"].split()


def test_stylesheets_use_only_variables_that_every_theme_has() -> None:
    known: set[str] | None = None
    for theme in themes.load()[0]:
        names = theme.to_color_system().generate().keys() | theme.variables.keys()
        known = names if known is None else known & names
    assert known is not None
    for sheet in themes.FOLDER.glob("*.tcss"):
        text = re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.DOTALL)
        own = set(re.findall(r"^\s*\$([\w-]+):", text, re.MULTILINE))
        used = set(re.findall(r"\$([\w-]+)", text))
        assert used - own - known == set(), sheet.name


def test_a_users_theme_fills_in_what_it_leaves_out(tmp_path: Path) -> None:
    (tmp_path / "kantor.toml").write_text('extends = "light"\n[variables]\nentity-person = "#123456"\n')
    loaded, errors = themes.load(tmp_path)
    assert errors == []
    mine = next(theme for theme in loaded if theme.name == "kantor")
    light = next(theme for theme in loaded if theme.name == "light")
    assert mine.variables == light.variables | {"entity-person": "#123456"}
    assert (mine.dark, mine.background) == (False, light.background)


BROKEN = [
    ("dark = ", "is no TOML"),
    ('dark = "yes"', "must be true or false"),
    ('[colours]\nprimary = "#12"', "primary = '#12' is no colour"),
    ('[colours]\nprymary = "#123456"', "unknown colour 'prymary'"),
    ("[colours]\nprimary = 7", r"\[colours\] must hold texts"),
    ('[variables]\nentity-persn = "#123456"', "unknown variable 'entity-persn'"),
    ('[variables]\nhit-style = "blinking"', "is no text style"),
    ('[variables]\nhit-style = ""', "is no text style"),
    ('[variables]\nquote = "red; } Screen { display: none"', "is no colour"),
    ('ansi = true\nextends = "dark"', "ansi must be as in dark"),
    ('extends = "nowhere"', "none of dark, light"),
    ('extents = "dark"', "unknown entry 'extents'"),
]


@pytest.mark.parametrize(("text", "message"), BROKEN)
def test_a_broken_theme_is_named_and_the_rest_loads(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "good.toml").write_text("")
    (tmp_path / "rusak.toml").write_text(text)
    loaded, errors = themes.load(tmp_path)
    assert {"good", *themes.NAMES} == {theme.name for theme in loaded}
    (error,) = errors
    assert re.search(rf"rusak\.toml: .*{message}", str(error))


def test_a_folder_that_is_not_there_is_no_error(tmp_path: Path) -> None:
    assert themes.load(tmp_path / "none")[1] == []


def test_unreadable_themes_are_named(tmp_path: Path) -> None:
    (tmp_path / "latin.toml").write_bytes(b"# caf\xe9\n")
    (tmp_path / "folder.toml").mkdir()
    (tmp_path / "1 biru.toml").write_text("")
    _, errors = themes.load(tmp_path)
    assert [str(error).rpartition("/")[2] for error in errors] == [
        "1 biru.toml: no theme can have this name (rename it: letters, digits, - and _)",
        "folder.toml: cannot be read: Is a directory",
        "latin.toml: is not UTF-8",
    ]


@pytest.mark.parametrize(
    ("setting", "environ", "expected"),
    [
        (None, {"TERM": "xterm-256color"}, "dark"),
        (None, {"TERM": "xterm-kitty"}, "dark"),
        (None, {"TERM": "alacritty", "COLORTERM": "truecolor"}, "dark"),
        (None, {"TERM": "linux"}, "ansi-dark"),
        (None, {}, "ansi-dark"),
        ("light", {"TERM": "linux"}, "light"),
        ("light", {"TERM": "xterm-256color", "NO_COLOR": "1"}, "ansi-dark"),
        ("light", {"TERM": "xterm-256color", "NO_COLOR": ""}, "ansi-dark"),
        ("ansi-light", {"TERM": "xterm-256color", "NO_COLOR": "1"}, "ansi-light"),
    ],
)
def test_the_theme_to_start_with(setting: str | None, environ: dict[str, str], expected: str) -> None:
    assert themes.initial(setting, environ) == expected


def test_choosing_a_theme_does_not_import_textual() -> None:
    code = "import sys, themes; themes.initial(None, {}); assert 'textual' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(themes.__file__).parent.parent)


@pytest.mark.parametrize("name", themes.NAMES)
async def test_the_stylesheet_works_with_every_theme(name: str) -> None:
    class Bare(App[None]):
        CSS_PATH = themes.FOLDER / "reading_room.tcss"

    app = Bare()
    for theme in themes.load()[0]:
        app.register_theme(theme)
    app.theme = name
    async with app.run_test() as pilot:
        await pilot.pause()
        assert app.screen.styles.background.ansi == (-1 if name in themes.WITHOUT_COLOUR else None)
