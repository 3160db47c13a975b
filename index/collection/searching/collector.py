"""Python's collector of cycles, kept out of searches."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_collector() -> Iterator[None]:
    """Hold the collector off meanwhile.

    A search makes very many objects and no cycles among them. A pass of the collector in its midst finds nothing and
    takes up to a tenth of a second, in which the search does not ask whether it is still wanted.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
