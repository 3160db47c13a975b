"""What the fixtures of the command line give."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from typing import NamedTuple


class Outcome(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


Program = Callable[..., Outcome]
"""Runs the command line in this process; none of its streams is a terminal."""
Process = Callable[..., "subprocess.Popen[bytes]"]
"""Starts the program in a process of its own; keyword arguments as for Popen."""
Terminal = Callable[..., tuple[int, bytes]]
"""Runs the program on a pseudo-terminal, typing ``answer`` when it asks; gives exit code and all it wrote."""
