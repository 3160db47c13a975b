"""Python's collector of cycles, kept out of searching and writing."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_collector() -> Iterator[None]:
    """Hold the collector off meanwhile.

    Both make very many objects and no cycles among them. A pass of the collector in their midst finds nothing and
    takes up to a tenth of a second, in which a search does not ask whether it is still wanted.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
