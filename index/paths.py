"""Where the program keeps what is the user's: one place for every directory, after the XDG base directory rules.

Nothing here touches the disk but :func:`private_directory`, which makes a directory readable by its owner only.
"""

from __future__ import annotations

from pathlib import Path

from index.directories import directory
from index.files import private_directory

__all__ = [
    "cache_directory",
    "collection_directory",
    "config_directory",
    "data_directory",
    "notebook_file",
    "private_directory",
    "state_directory",
]


def config_directory() -> Path:
    """Settings, key bindings and themes of the user's own (``$XDG_CONFIG_HOME/diplo-reader``)."""
    return Path(directory("config"))


def data_directory() -> Path:
    """What must not be lost: the notebook, and the collection beside it (``$XDG_DATA_HOME/diplo-reader``)."""
    return Path(directory("data"))


def state_directory() -> Path:
    """Logs and the state of the screen (``$XDG_STATE_HOME/diplo-reader``)."""
    return Path(directory("state"))


def cache_directory() -> Path:
    """What can be made anew at any time (``$XDG_CACHE_HOME/diplo-reader``)."""
    return Path(directory("cache"))


def collection_directory() -> Path:
    """The collection that is used unless another is named."""
    return data_directory() / "collection"


def notebook_file() -> Path:
    """The user's notebook."""
    return data_directory() / "notebook.sqlite"
