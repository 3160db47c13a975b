"""Keys in the reader against newsboat and less: ``python -m benchmarks.terminal COLLECTION [--size 120x40]``.

The same articles in every program, which take turns. A key is pressed, and the time until its last byte has come and
the bytes are noted: medians (and 95th percentiles) in milliseconds, bytes of the median key, and the mean processor
time of a key in the reader. Below 5 ms the times are mostly the kernel's.

"held" is "down" pressed sixty times, thirty times a second: how long after the last press the screen was complete at
the other end of a line of 1 Mbit/s and 50 ms each way. Then memory (RSS, and PSS, which shares what is shared), and
bytes and processor time of ten idle seconds.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import rivals
from benchmarks.processes import cpu_seconds, proportional_bytes, resident_bytes, tree
from benchmarks.pseudo_terminal import Output, Terminal
from benchmarks.queries import newest
from benchmarks.rivals import Program
from benchmarks.tables import figure, markdown, milliseconds, percentile, ratio
from index.collection.collection import open_collection

DOWN, PAGE, HOME, ENTER = "\x1b[B", "\x1b[6~", "\x1b[H", "\r"
LISTED = 60
"""The longest article of the first so many is opened."""
DELAY, LINE = 0.05, 125_000.0
"""Seconds one way and bytes a second of the line over which a held key is judged."""
PRESSES, RATE, IDLE = 60, 30.0, 10.0


@dataclass
class Figures:
    """What was measured of one program."""

    keys: dict[str, list[Output]] = field(default_factory=dict)
    processor: dict[str, list[float]] = field(default_factory=dict)
    """Key → processor seconds of each press, in the kernel's ticks; their mean is what counts."""
    held: list[float] = field(default_factory=list)
    """Seconds of lag."""
    resident: list[int] = field(default_factory=list)
    proportional: list[int] = field(default_factory=list)
    idle_bytes: list[int] = field(default_factory=list)
    idle_cpu: list[float] = field(default_factory=list)

    def press(self, terminal: Terminal, name: str, key: str, times: int = 1) -> None:
        """Press *key* so many times, waiting each time until it has settled."""
        for _ in range(times):
            used = cpu_seconds(terminal.process.pid)
            self.keys.setdefault(name, []).append(terminal.settle(key))
            self.processor.setdefault(name, []).append(cpu_seconds(terminal.process.pid) - used)


@contextmanager
def running(program: Program, size: tuple[int, int], home: Path) -> Iterator[Terminal]:
    """*program*, started and showing its list."""
    with Terminal(program.command, size=size, environment=rivals.environment(home)) as terminal:
        terminal.moments(terminal.starting())
        if program.to_list:
            terminal.settle(program.to_list)
        yield terminal


def play(program: Program, terminal: Terminal, figures: Figures, times: int, chosen: int) -> None:
    """The keys of a session: down the list, into the article in row *chosen* and through it, back, a search."""
    rows = terminal.screen.lines
    if program.name == "less":
        read(terminal, figures, times)
        return
    figures.press(terminal, "list down", DOWN, times)
    for _ in range(rows - times):
        terminal.settle(DOWN)
    figures.press(terminal, "list scroll", DOWN, times)
    hold(terminal, figures)
    figures.press(terminal, "list page", PAGE, times // 2)
    terminal.settle(HOME)
    for _ in range(chosen):
        terminal.settle(DOWN, quiet=0.05)
    terminal.pause(1.0, Output(time.perf_counter()))
    figures.press(terminal, "open", ENTER)
    read(terminal, figures, times)
    figures.press(terminal, "back", program.back)
    if program.search:
        terminal.settle(program.search)
        for letter in "pertemuan":
            figures.press(terminal, "type in search", letter)
        figures.press(terminal, "search done", ENTER)


def read(terminal: Terminal, figures: Figures, times: int) -> None:
    """Line by line into the article, then the first page of it again and again."""
    figures.press(terminal, "article line", DOWN, times)
    for _ in range(times // 2):
        terminal.settle(HOME)
        figures.press(terminal, "article page", " ")


def hold(terminal: Terminal, figures: Figures) -> None:
    """Hold "down" and note the lag on the slow line."""
    output = Output(time.perf_counter())
    last = 0.0
    for _ in range(PRESSES):
        last = terminal.press(DOWN)
        terminal.pause(1 / RATE, output)
    output.pieces += terminal.collect(output.begun).pieces
    terminal.moments(output)
    figures.held.append(output.lag(delay=DELAY, bytes_a_second=LINE, since=last))


def rest(terminal: Terminal, figures: Figures) -> None:
    """Note memory, and what an idle program does."""
    processes = tree(terminal.process.pid)
    figures.resident.append(sum(map(resident_bytes, processes)))
    figures.proportional.append(sum(map(proportional_bytes, processes)))
    used = sum(map(cpu_seconds, processes))
    output = Output(time.perf_counter())
    terminal.pause(IDLE, output)
    figures.idle_bytes.append(output.size)
    figures.idle_cpu.append((sum(map(cpu_seconds, processes)) - used) / IDLE)


def report(measured: dict[str, Figures]) -> str:
    """The tables; the second program is what ours, the first, is compared with."""
    names = list(measured)
    ours, theirs = measured[names[0]], measured.get("newsboat", Figures())
    rows = []
    for key, outputs in ours.keys.items():
        row = [key]
        for name in names:
            found = measured[name].keys.get(key, [])
            size = f" {statistics.median(o.size for o in found):,.0f} B" if found else ""
            row.append(milliseconds([o.seconds for o in found]) + size)
        if other := theirs.keys.get(key):
            row.append(ratio(_median_time(other), _median_time(outputs)))
            row.append(ratio(_median_size(other), _median_size(outputs)))
        row += [""] * (len(names) + 3 - len(row))
        rows.append([*row, figure(1000 * statistics.mean(ours.processor[key]))])
    head = ["key, ms p50 (p95)", *names, "time ÷ newsboat", "bytes ÷ newsboat", "ours, CPU ms"]
    keys = markdown(head, rows)
    others = [
        ["held key, lag in ms on the slow line", *(milliseconds(measured[n].held) for n in names)],
        ["RSS, MiB", *(_mebibytes(measured[n].resident) for n in names)],
        ["PSS, MiB", *(_mebibytes(measured[n].proportional) for n in names)],
        ["idle: bytes in 10 s", *(f"{max(measured[n].idle_bytes):,}" for n in names)],
        [
            "idle: processor, per cent",
            *(f"{100 * statistics.median(measured[n].idle_cpu):.1f}" for n in names),
        ],
    ]
    return f"{keys}\n\n{markdown(['', *names], others)}"


def _median_time(outputs: list[Output]) -> float:
    return percentile([output.seconds for output in outputs], 50)


def _median_size(outputs: list[Output]) -> float:
    return percentile([output.size for output in outputs], 50)


def _mebibytes(values: list[int]) -> str:
    return f"{statistics.median(values) / 2**20:.0f}" if values else "–"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("collection", type=Path)
    parser.add_argument("--size", default="120x40", help="columns and rows (120x40)")
    parser.add_argument("--runs", type=int, default=3, help="sessions of each program (3)")
    parser.add_argument("--times", type=int, default=12, help="presses of a key in a session (12)")
    options = parser.parse_args()
    columns, _, rows = options.size.partition("x")
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch)
        articles = newest(open_collection(options.collection), rivals.MOST_ARTICLES)
        longest = max(range(LISTED), key=lambda at: len(articles[at].text))
        wanted = [
            rivals.reader(options.collection),
            rivals.newsboat(articles, home),
            rivals.less(articles[longest], home),
        ]
        programs = [program for program in wanted if program is not None]
        measured = {program.name: Figures() for program in programs}
        for _ in range(options.runs):
            for program in programs:
                with running(program, (int(columns), int(rows)), home) as terminal:
                    play(program, terminal, measured[program.name], options.times, longest)
                    rest(terminal, measured[program.name])
    print(f"{options.size}, {len(articles):,} articles\n\n{report(measured)}")


if __name__ == "__main__":
    main()
