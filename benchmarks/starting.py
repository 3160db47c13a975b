"""How fast programs start, in turns: ``python -m benchmarks.starting COLLECTION [--harlequin PATH]``.

First commands without a terminal, against ``python -c pass`` and the imports that bound them; then programs in a
terminal of 120x40: the first moment at which there is something to read, the moment of the last byte of the start
(harlequin, whose cursor blinks: when its button can be seen), and that of the last byte when "down" was typed at the
first readable screen, which is when the program has answered a key.
Medians by the clock, in brackets the 95th percentile, in milliseconds. Rivals that are not installed are left out.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks import rivals
from benchmarks.processes import run
from benchmarks.pseudo_terminal import Output, Terminal, readable, shows
from benchmarks.queries import newest
from benchmarks.rivals import Program
from benchmarks.tables import markdown, milliseconds, percentile, ratio
from index.collection.collection import open_collection

Taken = dict[str, list[float]]
"""Name → seconds of each run."""
SIZE = (120, 40)
DOWN = "\x1b[B"


def commands(collection: Path) -> dict[str, list[str]]:
    """The commands without a terminal; the first is what the others are compared with."""
    python = sys.executable
    return {
        "python -c pass": [python, "-c", "pass"],
        "import textual.app": [python, "-c", "import textual.app"],
        "import whoosh.index": [python, "-c", "import whoosh.index"],
        "diplo-reader --version": [*rivals.READER, "--version"],
        "diplo-reader --help": [*rivals.READER, "--help"],
        "diplo-reader search": [
            *rivals.READER,
            "--collection",
            str(collection),
            "search",
            "menteri",
            "--limit",
            "20",
        ],
    }


def programs(collection: Path, home: Path, harlequin: str | None) -> list[Program]:
    """The programs in a terminal, ours first."""
    articles = newest(open_collection(collection), rivals.MOST_ARTICLES)
    found = [
        rivals.reader(collection),
        rivals.newsboat(articles, home),
        rivals.less(articles[0], home),
        rivals.harlequin(harlequin),
    ]
    return [program for program in found if program is not None]


def start(program: Program, home: Path) -> dict[str, float]:
    """What happens at a start → seconds until then."""
    settings = rivals.environment(home)
    with Terminal(program.command, size=SIZE, environment=settings) as terminal:
        output = terminal.starting(longest=3.0)
        first, usable = terminal.moments(output, readable, shows(program.ready))
    taken = {"readable": first or output.seconds}
    if program.ready:
        return {**taken, "usable": usable or output.seconds}
    with Terminal(program.command, size=SIZE, environment=settings) as terminal:
        answer = Output(terminal.begun)
        terminal.pause(taken["readable"], answer)
        terminal.press(DOWN)
        answer.pieces += terminal.collect(terminal.begun, quiet=1.0).pieces
    return {**taken, "usable": output.seconds, "first key answered": answer.seconds}


def report(what: str, taken: Taken, base: str) -> str:
    """A table of *what* was *taken*, with ratios to *base*."""
    middle = percentile(taken[base], 50)
    rows = [
        [name, milliseconds(values), ratio(middle, percentile(values, 50))] for name, values in taken.items()
    ]
    return markdown([what, "ms, p50 (p95)", f"against {base}"], rows)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("collection", type=Path)
    parser.add_argument("--runs", type=int, default=15, help="starts of each (15)")
    parser.add_argument("--harlequin", help="the program harlequin, from an environment of its own")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch)
        found = programs(options.collection, home, options.harlequin)
        without: Taken = {}
        starts: dict[str, Taken] = {}
        for number in range(options.runs + 1):
            if number == 1:  # the first round has filled the caches, the reader's own first screen among them
                without.clear()
                starts.clear()
            for name, command in commands(options.collection).items():
                without.setdefault(name, []).append(run(command, rivals.environment(home)).seconds)
            for program in found:
                for moment, seconds in start(program, home).items():
                    starts.setdefault(moment, {}).setdefault(program.name, []).append(seconds)
    print(report("without a terminal", without, "python -c pass"))
    base = found[min(1, len(found) - 1)].name
    for moment, taken in starts.items():
        print(f"\n{report(moment, taken, base)}")


if __name__ == "__main__":
    main()
