"""Colour themes: one TOML file a theme, here or in ``themes/`` of the user's configuration directory.

A file gives ``dark`` (true or false), ``ansi`` (true: only the terminal's own sixteen colours), and two tables:
``[colours]`` with Textual's base colours and ``[variables]`` with what the stylesheet uses. A user's file needs to
name only what differs from the theme it ``extends`` (``dark``, ``light`` or their ``ansi-`` kin unless it says so).
The name of a theme is the name of its file.

Every theme has all of :data:`VARIABLES`. A kind of text that must stand out has a colour and a text style, so that it
still does without colour.

Textual is imported when themes are loaded, not with this module.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import SettingsError
from index.messages import M_, N_

if TYPE_CHECKING:
    from textual.theme import Theme

FOLDER = Path(__file__).parent
NAMES = ("dark", "light", "high-contrast", "ansi-dark", "ansi-light")
"""The themes that come with the program."""
WITHOUT_COLOUR = ("ansi-dark", "ansi-light")
"""Those that are drawn well with no colour at all."""

ENTITIES = ("person", "office", "country", "place", "organisation", "date")
PAINTED = ("hit", "current-hit", "highlight", "selection", "cursor")
"""Text with a background of its own, from the query, the notebook or the keyboard."""
INKED = ("quote", "heading", "muted")
"""Text told apart by its foreground."""

VARIABLES: tuple[str, ...] = (
    *(f"entity-{kind}" for kind in ENTITIES),
    *(f"entity-{kind}-style" for kind in ENTITIES),
    *(f"{role}-{part}" for role in PAINTED for part in ("foreground", "background", "style")),
    *(name for role in INKED for name in (role, f"{role}-style")),
)
"""What the stylesheet may use beyond Textual's own variables. ``…-style`` are text styles, the others colours."""

COLOURS = (
    "primary", "secondary", "accent", "foreground", "background", "surface", "panel", "success", "warning", "error",
)  # fmt: skip
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
"""What Textual takes in the name of a style class, which it makes of the theme's."""
TEXT_STYLES = frozenset(("none", "bold", "italic", "underline", "underline2", "reverse", "strike"))


@dataclass(frozen=True, slots=True)
class Palette:
    """A theme file as read, what it extends filled in."""

    name: str
    dark: bool
    ansi: bool
    colours: Mapping[str, str]
    variables: Mapping[str, str]


def initial(setting: str | None, environ: Mapping[str, str]) -> str:
    """The name of the theme to start with; needs neither Textual nor any theme file.

    *setting* is the configured theme, if any. ``NO_COLOR``, be it empty, asks for one of :data:`WITHOUT_COLOUR`
    (https://no-color.org would have an empty one ignored, Textual does not). Terminals of sixteen colours get their
    own.
    """
    if "NO_COLOR" in environ and setting not in WITHOUT_COLOUR:
        return "ansi-dark"
    return setting or ("dark" if _many_colours(environ) else "ansi-dark")


def _many_colours(environ: Mapping[str, str]) -> bool:
    """Whether the terminal says that it has 256 colours or more, as Rich's Console reads it."""
    deep = environ.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit")
    return deep or environ.get("TERM", "").rpartition("-")[2] in ("256color", "kitty")


def load(
    folder: Path | None = None, *, names: Sequence[str] = NAMES
) -> tuple[list[Theme], list[SettingsError]]:
    """The program's themes called *names*, those in the user's *folder*, and an error for each file that was left out.

    A user's theme replaces one of the program's of the same name.
    """
    themes = {name: bundled(name) for name in NAMES if name in names}
    errors = []
    for path in sorted(folder.glob("*.toml")) if folder is not None else ():
        try:
            themes[path.stem] = read(path)
        except SettingsError as error:
            errors.append(error)
    return [_as_textual(palette) for palette in themes.values()], errors


@cache
def bundled(name: str) -> Palette:
    """The program's own theme *name*, one of :data:`NAMES`."""
    return read(FOLDER / f"{name}.toml")


def read(path: Path) -> Palette:
    """The theme in the file *path*. Raises SettingsError that names the file and what is wrong in it."""
    if not _NAME.fullmatch(path.stem):
        advice = N_("rename it: letters, digits, - and _")
        raise SettingsError(N_("no theme can have this name"), subject=path, advice=advice)
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise SettingsError(
            M_("cannot be read: {reason}", reason=error.strerror or str(error)), subject=path
        ) from error
    except UnicodeDecodeError as error:
        raise SettingsError(N_("is not UTF-8"), subject=path) from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(M_("is no TOML: {reason}", reason=str(error)), subject=path) from error
    return _palette(path, table)


def _palette(path: Path, table: dict[str, Any]) -> Palette:
    if unknown := table.keys() - {"extends", "dark", "ansi", "colours", "variables"}:
        raise SettingsError(M_("unknown entry {name}", name=repr(min(unknown))), subject=path)
    dark, ansi = _flag(path, table, "dark", True), _flag(path, table, "ansi", False)
    colours, variables = _strings(path, table, "colours"), _strings(path, table, "variables")
    _check(path, colours, variables)
    if path.parent == FOLDER:
        return Palette(path.stem, dark, ansi, colours, variables)
    parent = table.get("extends", ("ansi-" if ansi else "") + ("dark" if dark else "light"))
    if parent not in NAMES:
        raise SettingsError(
            M_("extends {parent}, which is none of {names}", parent=repr(parent), names=", ".join(NAMES)),
            subject=path,
        )
    base = bundled(parent)
    dark, ansi = table.get("dark", base.dark), table.get("ansi", base.ansi)
    if ansi != base.ansi:
        raise SettingsError(M_("ansi must be as in {parent}, which it extends", parent=parent), subject=path)
    return Palette(path.stem, dark, ansi, {**base.colours, **colours}, {**base.variables, **variables})


def _flag(path: Path, table: dict[str, Any], name: str, default: bool) -> bool:
    value = table.get(name, default)
    if not isinstance(value, bool):
        raise SettingsError(
            M_("{name} = {value} must be true or false", name=name, value=repr(value)), subject=path
        )
    return value


def _strings(path: Path, table: dict[str, Any], name: str) -> dict[str, str]:
    value = table.get(name, {})
    if not isinstance(value, dict) or not all(isinstance(item, str) for item in value.values()):
        raise SettingsError(M_('[{name}] must hold texts only, such as "#ffd479"', name=name), subject=path)
    return value


def _check(path: Path, colours: dict[str, str], variables: dict[str, str]) -> None:
    """Everything must be known and well-formed: Textual stops the program at what it cannot read."""
    if unknown := colours.keys() - set(COLOURS):
        raise SettingsError(
            M_("unknown colour {name}", name=repr(min(unknown))),
            subject=path,
            advice=M_("known: {names}", names=", ".join(COLOURS)),
        )
    if unknown := variables.keys() - set(VARIABLES) - _textual_variables():
        raise SettingsError(M_("unknown variable {name}", name=repr(min(unknown))), subject=path)
    for name, value in (colours | variables).items():
        if name.endswith("-style"):
            if not value.split() or not TEXT_STYLES.issuperset(value.split()):
                choices = ", ".join(sorted(TEXT_STYLES))
                raise SettingsError(
                    M_("{name} = {value} is no text style", name=name, value=repr(value)),
                    subject=path,
                    advice=M_("use {choices}", choices=choices),
                )
        elif not _is_colour(value):
            raise SettingsError(
                M_("{name} = {value} is no colour", name=name, value=repr(value)),
                subject=path,
                advice=N_('write it like "#ffd479"'),
            )


@cache
def _textual_variables() -> frozenset[str]:
    from textual.design import ColorSystem

    return frozenset(ColorSystem(primary="#000000").generate())


def _is_colour(value: str) -> bool:
    from textual.color import Color, ColorParseError

    if value == "ansi_default":
        return True
    try:
        Color.parse(value)
    except ColorParseError:
        return False
    return True


def _as_textual(palette: Palette) -> Theme:
    from textual.theme import Theme

    return Theme(
        name=palette.name,
        dark=palette.dark,
        ansi=palette.ansi,
        variables=dict(palette.variables),
        **palette.colours,  # type: ignore[arg-type]  # the names were checked
    )
