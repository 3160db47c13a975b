"""How every figure grows with the collection: ``python -m benchmarks.growth FILE.jsonl[.xz]``.

For each of ``--sizes`` the corpus is replicated (``benchmarks/replicate.py``), added, and measured: adding, adding
again, one new article and the search that finds it, each after the merging that the one before left to the background,
the size of the index, the reader's start and memory, and our own search, 95th percentile of the queries of
``benchmarks/searching.py``.

The last column but one says with which power of the number of articles a figure grew between the last two sizes (0: not
at all, 1: in proportion), the last one what that gives for a million, nothing getting better than it is: an
extrapolation, not a measurement. ``--keep FOLDER`` leaves corpora and collections for the next call, which then has no
figure for the first adding.
"""

from __future__ import annotations

import argparse
import json
import math
import shutil
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from benchmarks import rivals
from benchmarks.adding import NEW, PROGRAM, write_one
from benchmarks.engines.ours import Ours
from benchmarks.processes import Run, proportional_bytes, run, tree
from benchmarks.pseudo_terminal import Terminal, readable
from benchmarks.queries import Drawer, newest, vocabulary
from benchmarks.replicate import replicate
from benchmarks.tables import figure, markdown, percentile
from index.collection.collection import open_collection

Figures = dict[str, float]
"""What was measured → the figure, in the unit that its name ends with."""
SIZE, ENTER, DOWN = (120, 40), "\r", "\x1b[B"
DRAWN_FROM = 5000
"""Articles whose words the queries are drawn from."""
MILLION = 1_000_000


def adding(corpus: Path, collection: Path, count: int, home: Path) -> Figures:
    """Make the collection if it is not there, add the same again, and one new article to a copy."""
    found: Figures = {}
    chosen = ["--collection", str(collection)]

    def timed(*arguments: str) -> Run:
        return run([*PROGRAM, *arguments], rivals.environment(home))

    if not collection.exists():
        first = timed(*chosen, "add", str(corpus))
        found["add, articles/s"] = count / first.seconds
        found["add, CPU s"] = first.cpu
        found["add, background CPU s"] = first.left_cpu
        found["add, peak MiB"] = first.peak_bytes / 2**20
    found["add, nothing new, s"] = timed(*chosen, "add", str(corpus)).seconds
    new = home / "new.jsonl"
    write_one({"title": "Contoh", "date": "2019-09-30", "text": f"Satu {NEW} di sini."}, new)
    copy = home / "copy"
    shutil.copytree(collection, copy)
    found["add of one, s"] = timed("--collection", str(copy), "add", str(new)).seconds
    found["search command, s"] = timed("--collection", str(copy), "search", NEW).seconds
    shutil.rmtree(copy)
    return found


def index_size(collection: Path, count: int) -> Figures:
    """The files of the index."""
    files = list((collection / "catalogue").iterdir())
    return {
        "index, bytes an article": sum(file.stat().st_size for file in files) / count,
        "segments": float(sum(file.suffix == ".seg" for file in files)),
    }


def reading_room(collection: Path, home: Path) -> Figures:
    """The reader's start, median of five, and its memory after a short session."""
    command = rivals.reader(collection).command
    begun: list[tuple[float, float]] = []
    memory = 0
    for _ in range(6):
        with Terminal(command, size=SIZE, environment=rivals.environment(home)) as terminal:
            output = terminal.starting()
            (first,) = terminal.moments(output, readable)
            begun.append((first or output.seconds, output.seconds))
            for key in [*[DOWN] * 5, ENTER, "h", "/", *"pertemuan", ENTER]:
                terminal.settle(key)
            memory = sum(map(proportional_bytes, tree(terminal.process.pid)))
    return {
        "reader readable, ms": 1000 * percentile([first for first, _ in begun[1:]], 50),
        "reader usable, ms": 1000 * percentile([settled for _, settled in begun[1:]], 50),
        "reader, PSS MiB": memory / 2**20,
    }


def searching(collection: Path, queries: int) -> Figures:
    """CPU milliseconds of opening, and of each kind of query, 95th percentile."""
    opened = open_collection(collection)
    begun = time.process_time()
    with opened.open_reader() as reader:
        reader.search("", limit=20, count_all=False)
    found: Figures = {"open and first list, CPU ms": 1000 * (time.process_time() - begun)}
    engine = Ours(opened)
    asks = Drawer(vocabulary(newest(opened, DRAWN_FROM))).draw(queries)
    for kind, drawn in asks.items():
        taken = []
        for ask in drawn:
            begun = time.process_time()
            engine.search(ask)
            taken.append(time.process_time() - begun)
        found[f"{kind}, p95 CPU ms"] = 1000 * percentile(taken, 95)
    engine.close()
    return found


def measure(corpus: Path, collection: Path, count: int, queries: int) -> Figures:
    """All figures at one size."""
    with tempfile.TemporaryDirectory() as home:
        return {
            **adding(corpus, collection, count, Path(home)),
            **index_size(collection, count),
            **reading_room(collection, Path(home)),
            **searching(collection, queries),
        }


def report(measured: dict[int, Figures]) -> str:
    """The table."""
    sizes = sorted(measured)
    names = list(dict.fromkeys(name for size in sizes for name in measured[size]))
    rows = []
    for name in names:
        values = [measured[size].get(name) for size in sizes]
        cells = [name, *("–" if value is None else figure(value) for value in values)]
        before, last = (values[-2] if len(values) > 1 else None), values[-1]
        if before and last:
            power = math.log(last / before) / math.log(sizes[-1] / sizes[-2])
            worse = min(power, 0.0) if name.endswith("articles/s") else max(power, 0.0)
            cells += [f"{power:+.2f}", figure(last * (MILLION / sizes[-1]) ** worse)]
        else:
            cells += ["–", "–"]
        rows.append(cells)
    return markdown(["articles", *(f"{size:,}" for size in sizes), "power", "a million, extrapolated"], rows)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path)
    parser.add_argument(
        "--sizes", default="1000,10000,100000", help="numbers of articles (1000,10000,100000)"
    )
    parser.add_argument("--queries", type=int, default=40, help="queries of every kind (40)")
    parser.add_argument("--keep", type=Path, help="where corpora and collections are left (nowhere)")
    options = parser.parse_args()
    measured: dict[int, Figures] = {}
    with ExitStack() as stack:
        folder = options.keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.mkdir(parents=True, exist_ok=True)
        for size in map(int, options.sizes.split(",")):
            print(f"{size:,} articles", file=sys.stderr)
            corpus = folder / f"{size}.jsonl"
            if not corpus.exists():
                with corpus.open("w", encoding="utf-8") as file:
                    for record in replicate(options.file, size):
                        file.write(json.dumps(record, ensure_ascii=False) + "\n")
            measured[size] = measure(corpus, (folder / str(size)).absolute(), size, options.queries)
    print(report(measured))


if __name__ == "__main__":
    main()
