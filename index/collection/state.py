"""Whether a collection can be opened as it is, told without opening its index."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from index.collection import added, manifest
from index.collection.errors import CollectionOutdated
from index.errors import CollectionError

State = Literal["older", "unfinished", "other"]


def state_of(directory: Path) -> State:
    """How the collection in *directory* stands.

    ``older``: its index is of an older version of the program and has to be made anew. ``unfinished``: making it anew
    was broken off, or goes on. ``other``: neither, which opening it will tell more of.
    """
    try:
        if added.load(directory).replacing is not None:
            return "unfinished"
        manifest.load(directory)
    except CollectionOutdated as error:
        return "other" if error.is_newer else "older"
    except CollectionError:
        pass
    return "other"
