"""What can be wrong with a collection, one class a kind, so that callers can offer the way out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import CollectionError
from index.messages import M_, N_


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


@contextmanager
def damage_named(subject: Path | str | None, *, passing: tuple[type[Exception], ...] = ()) -> Iterator[None]:
    """Raise CollectionDamaged for what Whoosh and the decoders make of damaged files in *subject*.

    Damage shows as whatever the bytes happen to mean. Errors of the kinds *passing*, and errors of a collection, go
    through as they are.
    """
    try:
        yield
    except CollectionError:
        raise
    except passing:
        raise
    except Exception as error:
        raise CollectionDamaged(
            M_("the index cannot be read ({kind})", kind=type(error).__name__),
            subject=subject,
            advice=N_("“diplo-reader reindex” makes it anew from the articles"),
        ) from error
