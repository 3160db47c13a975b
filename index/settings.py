"""The user's settings: ``config.toml`` in the configuration directory, every entry optional.

One bad entry never costs the others: what cannot be used is reported with its file, line and name, and skipped.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from getpass import getuser
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import msgspec

from index.errors import SettingsError
from index.messages import M_, N_, Message, Text
from index.paths import config_directory

if TYPE_CHECKING:
    import tomllib

FILE_NAME = "config.toml"

Order = Literal["relevance", "newest", "oldest"]


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Every setting with its default; docs/configuration.md explains them."""

    theme: str | None = None
    """Name of a theme that comes with the program or lies in ``themes/`` beside the file; null: by the terminal."""
    colours: Literal["16", "256", "truecolor"] | None = None
    """Depth to draw in; null: what the terminal says of itself."""
    lang: Literal["en", "id"] | None = None
    """Language of the screen; null: the locale's."""
    mouse: bool = False
    """Whether the reader takes the mouse; the terminal's own selection then needs Shift."""
    only_changes: bool = True
    """Whether the reader sends the terminal only what changes on it, or like Textual every part it has redrawn."""
    order: Order = "relevance"
    """Order of the results to begin with."""
    collection: str | None = None
    """Directory of the collection, ``~`` allowed, else relative to the file; null: in the data directory."""
    shared: bool = False
    """Whether the collection may be another user's; its index can run code, so only of one who is trusted."""
    max_article_bytes: Annotated[int, msgspec.Meta(ge=1_000, le=1_000_000_000)] = 8_000_000
    """The longest article that is read, in bytes, decompressed."""
    reader_name: str | None = None
    """Who corrects facts, as exports name the reader; null: the login name."""
    workers: Annotated[int, msgspec.Meta(ge=0, le=256)] = 0
    """Processes that extract facts; 0: one a processor."""
    keys: Mapping[str, str] = {}
    """Command id to its keys: alternatives with commas between, the two keys of a chord with a blank."""

    def changed(self, **options: object) -> Settings:
        """These settings with what the command line says instead."""
        return msgspec.structs.replace(self, **options)

    def reader(self) -> str:
        """The name under which corrections are kept: the one that was set, else the login name."""
        if self.reader_name and self.reader_name.strip():
            return self.reader_name.strip()
        try:
            return getuser()
        except (
            OSError,
            KeyError,
        ):  # a user without an entry in the password file; KeyError before Python 3.13
            return f"uid {os.getuid()}"


_EXPECTED = {
    "theme": M_("the name of a theme"),
    "colours": M_('"16", "256" or "truecolor"'),
    "lang": M_('"en" or "id"'),
    "mouse": M_("true or false"),
    "only_changes": M_("true or false"),
    "order": M_('"relevance", "newest" or "oldest"'),
    "collection": M_("a directory"),
    "shared": M_("true or false"),
    "max_article_bytes": M_("a number of bytes from 1000 to 1000000000"),
    "reader_name": M_("a name"),
    "workers": M_("a number from 0 to 256"),
    "keys": M_("a table of command names"),
}
_TYPES = {field.name: field.type for field in msgspec.structs.fields(Settings)}


def settings_file() -> Path:
    """The file that :func:`load` reads unless another is named."""
    return config_directory() / FILE_NAME


def load(path: Path | None = None) -> tuple[Settings, list[SettingsError]]:
    """The settings in *path* (:func:`settings_file` without one) and what in it could not be used.

    A file that is not there gives the defaults; one that cannot be read or is no TOML gives them with one error.
    """
    path = path or settings_file()
    try:
        text = path.read_bytes().decode()
    except FileNotFoundError:
        return Settings(), []
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror or str(error) if isinstance(error, OSError) else M_("is not UTF-8")
        return Settings(), [
            SettingsError(
                M_("cannot be read: {reason}", reason=reason), subject=path, advice=N_("mend or remove it")
            )
        ]
    import tomllib  # most users have no such file

    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Settings(), [_no_toml(path, error)]
    reader = _Reader(path, text)
    return reader.settings(table), reader.problems


class _Reader:
    """Takes the entries of one file, noting what cannot be used and where it stands."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.lines = text.splitlines()
        self.problems: list[SettingsError] = []

    def settings(self, table: Mapping[str, Any]) -> Settings:
        taken: dict[str, Any] = {}
        for name, value in table.items():
            if name not in _TYPES:
                self._report(name, N_("there is no such setting"), _resembling(name))
            elif name == "keys" and isinstance(value, dict):
                taken[name] = dict(self._keys(value))
            else:
                try:
                    taken[name] = msgspec.convert(value, _TYPES[name])
                except msgspec.ValidationError:
                    expected, given = _EXPECTED[name], f"{value!r:.60}"
                    problem = M_("needs {expected}, not {value}", expected=expected, value=given)
                    self._report(name, problem, N_("the default is used"))
        if taken.get("collection"):
            taken["collection"] = self._directory("collection", taken["collection"])
        return Settings(**taken)

    def _directory(self, name: str, value: str) -> str | None:
        """The path of the directory that the entry *name* gives; null, and reported, where its ``~`` has no home."""
        try:
            return str(self.path.parent / Path(value).expanduser())
        except (RuntimeError, ValueError):  # ValueError: a NUL in the user's name
            problem = M_("there is no home directory for {name}", name=f"{Path(value).parts[0]!r:.60}")
            self._report(name, problem, N_("the default is used"))
            return None

    def _keys(self, table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        for command, keys in table.items():
            alternatives = keys if isinstance(keys, list) else [keys]
            if alternatives and all(isinstance(key, str) and key.strip() for key in alternatives):
                yield command, ", ".join(alternatives)
            else:
                self._report(
                    command, N_("needs a key or a list of keys, in quotes"), N_("its default is used"), "keys"
                )

    def _report(self, name: str, message: Text, advice: Text, table: str = "") -> None:
        line = self._line(name, table)
        place = str(self.path) if line is None else f"{self.path}:{line}"
        entry = f"{table}.{name}" if table else name
        self.problems.append(SettingsError(message, subject=f"{place}: {entry}", advice=advice))

    def _line(self, name: str, table: str) -> int | None:
        """1-based line of the entry (tomllib does not tell); null where it is written in an unusual way."""
        entry = re.compile(rf"""\s*(?:\[+\s*)?["']?{re.escape(name)}["']?\s*[=.\]]""")
        inside = ""
        for number, line in enumerate(self.lines, 1):
            if inside == table and entry.match(line):
                return number
            if header := re.match(r"\s*\[+\s*([\w-]+)", line):
                inside = header[1]
        return None


def _resembling(name: str) -> Message:
    from difflib import get_close_matches  # only for a mistake

    similar = get_close_matches(name, _TYPES, 1)
    if similar:
        return M_("is {name} meant?", name=similar[0])
    return M_("the settings are {names}", names=", ".join(_TYPES))


def _no_toml(path: Path, error: tomllib.TOMLDecodeError) -> SettingsError:
    reason, _, place = str(error).partition(" (at ")
    line = re.match(r"line (\d+)", place)
    subject = f"{path}:{line[1]}" if line else str(path)
    return SettingsError(
        M_("is no TOML: {reason}", reason=reason[:1].lower() + reason[1:]),
        subject=subject,
        advice=N_("until it is mended the defaults are used"),
    )
