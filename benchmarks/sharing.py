"""Memory of many readers at once: ``python -m benchmarks.sharing COLLECTION [--readers 20]``.

Starts the reader so many times on one collection, each in a terminal of its own with an article opened, and tells what
one more costs: the sum of PSS (a page that several share counts for each in part) against that of the RSS.
"""

from __future__ import annotations

import argparse
import tempfile
from contextlib import ExitStack
from pathlib import Path

from benchmarks import rivals
from benchmarks.processes import proportional_bytes, resident_bytes, tree
from benchmarks.pseudo_terminal import Terminal
from benchmarks.tables import markdown

SIZE = (120, 40)
ENTER = "\r"


def started(collection: Path, home: Path) -> Terminal:
    """A reader with an article opened."""
    terminal = Terminal(rivals.reader(collection).command, size=SIZE, environment=rivals.environment(home))
    terminal.moments(terminal.starting())
    terminal.settle(ENTER)
    return terminal


def measured(terminals: list[Terminal]) -> list[str]:
    """A row of the table."""
    processes = [process for terminal in terminals for process in tree(terminal.process.pid)]
    shared = sum(map(proportional_bytes, processes)) / 2**20
    resident = sum(map(resident_bytes, processes)) / 2**20
    count = len(terminals)
    return [str(count), f"{shared:,.0f}", f"{shared / count:,.0f}", f"{resident:,.0f}"]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("collection", type=Path)
    parser.add_argument("--readers", type=int, default=20, help="readers to start (20)")
    options = parser.parse_args()
    rows = []
    terminals: list[Terminal] = []
    with tempfile.TemporaryDirectory() as home, ExitStack() as stack:
        for number in range(1, options.readers + 1):
            terminals.append(stack.enter_context(started(options.collection, Path(home))))
            if number in (1, options.readers // 2, options.readers):
                rows.append(measured(terminals))
    print(markdown(["readers", "PSS together, MiB", "PSS each, MiB", "RSS together, MiB"], rows))


if __name__ == "__main__":
    main()
