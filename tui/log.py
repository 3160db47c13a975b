"""What the program logs, as lines on standard error."""

from __future__ import annotations

import logging

from tui.console import PROGRAM, Console


class LogLines(logging.Handler):
    """Shows warnings and worse, one line each, made visible like everything from outside."""

    def __init__(self, console: Console) -> None:
        super().__init__(logging.WARNING)
        self._console = console

    def emit(self, record: logging.LogRecord) -> None:
        """Write *record*; how an exception came about is for those who develop."""
        self._console.note(f"{PROGRAM}: {record.getMessage()}")


def route_log(console: Console) -> None:
    """Send everything that is logged to *console*, in place of what did so before."""
    logging.basicConfig(handlers=[LogLines(console)], force=True)
