"""Entry point of the ``diplo-reader`` command.

``--version`` alone is answered before anything is imported, because scripts and smoke tests ask for it often.
"""

from __future__ import annotations

import sys

from tui.version import VERSION


def main() -> None:
    """Run the command line of this process and exit with its code."""
    if sys.argv[1:] == ["--version"]:
        sys.stdout.write(f"diplo-reader {VERSION}\n")
        return
    from tui.command_line import run

    sys.exit(run(sys.argv[1:]))
