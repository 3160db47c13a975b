"""Work in the background of a screen."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.dom import DOMNode
    from textual.worker import Worker


def start(
    node: DOMNode, work: Callable[[], Coroutine[Any, Any, None]], *, group: str, exclusive: bool = False
) -> None:
    """Run *work* as a worker of *node*; *exclusive* cancels what of the *group* has not ended.

    The coroutine is made when the worker begins, so that one which is cancelled before leaves none behind.
    """
    # The annotation tells the type checker which of the three kinds of work that Textual takes this is.
    _worker: Worker[None] = node.run_worker(work, group=group, exclusive=exclusive)
