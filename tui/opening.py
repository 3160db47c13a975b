"""The collection and the notebook that the settings mean."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from index import paths
from index.errors import DiploError
from index.messages import M_, N_

if TYPE_CHECKING:
    from index.collection import Engine
    from index.notebook import Notebook
    from index.settings import Settings


def collection_directory(settings: Settings) -> Path:
    """The directory that was named, by option or setting, or the usual one."""
    return Path(settings.collection) if settings.collection else paths.collection_directory()


def open_collection(settings: Settings) -> Engine:
    """The collection to read; the bundled articles where none was named and nothing has been added.

    Raises CollectionError if the collection is missing though it was named, or cannot be opened.
    """
    from index.collection import CollectionMissing, bundled
    from index.collection import open_collection as opened

    try:
        return opened(collection_directory(settings), shared=settings.shared)
    except CollectionMissing:
        if settings.collection:
            raise
        return bundled()


def open_notebook() -> Notebook:
    """The user's notebook; raises NotebookError."""
    from index.notebook import Notebook

    return Notebook(paths.notebook_file())


def check_theme(name: str | None) -> None:
    """Raise DiploError if there is no theme called *name*; null is none and the default."""
    import themes

    if (
        name is None
        or name in themes.NAMES
        or (paths.config_directory() / "themes" / f"{name}.toml").exists()
    ):
        return
    raise DiploError(
        N_("there is no such theme"),
        subject=name,
        advice=M_("choose one of {names}", names=", ".join(themes.NAMES)),
    )
