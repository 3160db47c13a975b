"""Entry point of the ``diplo-reader`` command.

A plain start of the reader and ``--version`` do without the command line's parser, whose import alone takes longer than
drawing the first screen.
"""

from __future__ import annotations

import gc
import sys

from tui.arguments import plain
from tui.version import VERSION


def main() -> None:
    """Run the command line of this process and exit with its code."""
    gc.disable()  # while modules are loaded, which make objects to stay; on again before there is work
    arguments = sys.argv[1:]
    options = plain(arguments)
    if options is not None and "version" in options:
        try:
            print(f"diplo-reader {VERSION}", flush=True)  # noqa: T201 - there may be no standard output
            return
        except OSError:
            options = None  # the command line tries again, and tells what is wrong
    if options is None:
        from tui.command_line import run

        sys.exit(run(arguments))
    from tui.starting import start_reader

    sys.exit(start_reader(options))
