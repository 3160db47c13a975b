"""The user's directories as plain texts, after the XDG base directory rules.

Imports next to nothing: the first screen is looked up here before anything else of the program is loaded.
:mod:`index.paths` gives the same as paths.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # typing takes longer to import than all of this
if TYPE_CHECKING:
    from typing import Literal

    Kind = Literal["config", "data", "state", "cache"]

APPLICATION = "diplo-reader"

_XDG = {
    "config": ("XDG_CONFIG_HOME", "~/.config"),
    "data": ("XDG_DATA_HOME", "~/.local/share"),
    "state": ("XDG_STATE_HOME", "~/.local/state"),
    "cache": ("XDG_CACHE_HOME", "~/.cache"),
}


def directory(kind: Kind) -> str:
    """The program's own directory of that *kind*; raises RuntimeError for a user without a home directory.

    The XDG directories are told here and the others, those of macOS and of users without ``HOME``, by platformdirs,
    which gives the same and takes longer to import than all that the first screen needs.
    """
    variable, usual = _XDG[kind]
    base = os.environ.get(variable, "")
    if not base.startswith("/"):
        if sys.platform == "darwin" or not os.environ.get("HOME", "").startswith("/"):
            from platformdirs import PlatformDirs

            found: str = getattr(PlatformDirs(APPLICATION, appauthor=False), f"user_{kind}_dir")
            return found
        base = os.path.expanduser(usual)  # noqa: PTH111 - pathlib is not light
    return os.path.join(base, APPLICATION)  # noqa: PTH118
