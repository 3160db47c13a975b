"""The plain ways to start, told without click: nothing but options of the reader, or the version.

Imports nothing, so that the first screen need not wait for the parser. What is not plain here, mistakes among it, is
:mod:`tui.command_line`'s.
"""

from __future__ import annotations

TYPE_CHECKING = False  # typing takes longer to import than all of this
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Options = Mapping[str, str | bool]
    """Option name to its value, true for a flag; those that were not given are left out."""

VALUED = ("collection", "lang", "theme")
"""Options of the reader that take a value."""
FLAGS = ("mouse", "version")
"""Options that take none."""


def plain(arguments: Sequence[str]) -> Options | None:
    """The options in *arguments* where there is nothing else and each is written in full; else None."""
    given: dict[str, str | bool] = {}
    rest = iter(arguments)
    for argument in rest:
        name, sign, value = argument.removeprefix("--").partition("=")
        if not argument.startswith("--"):
            return None
        if name in FLAGS and not sign:
            given[name] = True
        elif name in VALUED and (sign or (value := next(rest, ""))):
            given[name] = value
        else:
            return None
    return given
