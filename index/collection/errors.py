"""What can be wrong with a collection, one class a kind, so that callers can offer the way out."""

from __future__ import annotations

from index.errors import CollectionError


class CollectionMissing(CollectionError):
    """There is no collection at that place."""


class CollectionForeign(CollectionError):
    """The directory is not a collection, or not one that may be opened safely."""


class CollectionLocked(CollectionError):
    """Another process is writing; ``holder`` is its process number where that is known."""

    holder: int | None = None


class CollectionDamaged(CollectionError):
    """Files of the index are missing, cut short or changed; the articles' own files are not concerned."""


class CollectionOutdated(CollectionError):
    """The index has the layout of another version of the program; ``is_newer`` tells of which side."""

    is_newer = False


class CollectionReadOnly(CollectionError):
    """The collection cannot be changed: the bundled articles, or another user's."""
