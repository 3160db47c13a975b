"""Articles a second through ``facts`` and ``add``: ``python benchmarks/throughput.py FILE.jsonl[.xz] [--limit 2000]``.

Both run as whole commands, start included, in turns on the same first records of the file. Prints one line a run and
the best of each; compare only figures of one call on an otherwise idle machine.
"""

from __future__ import annotations

import argparse
import gzip
import lzma
import resource
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path
from typing import IO

PROGRAM = [sys.executable, "-c", "from tui.cli import main; main()"]


def first_records(source: Path, limit: int, target: Path) -> int:
    """Write the first *limit* lines of *source* to *target*; returns how many there were."""
    with _opened(source) as file:
        lines = list(islice(file, limit))
    target.write_bytes(b"".join(lines))
    return len(lines)


def _opened(path: Path) -> IO[bytes]:
    if path.suffix == ".xz":
        return lzma.open(path)
    return gzip.open(path) if path.suffix == ".gz" else path.open("rb")  # type: ignore[return-value]


def seconds(*arguments: str) -> float:
    """How long the command takes."""
    started = time.perf_counter()
    subprocess.run([*PROGRAM, *arguments], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--limit", type=int, default=2000, help="records to take (2000)")
    parser.add_argument("--runs", type=int, default=3, help="runs of each (3)")
    options = parser.parse_args()
    best: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        articles = Path(folder, "articles.jsonl")
        count = first_records(options.file, options.limit, articles)
        for run in range(options.runs):
            collection = str(Path(folder, f"collection-{run}"))
            for name, arguments in {
                "facts": ["facts", str(articles)],
                "add": ["--collection", collection, "add", str(articles)],
                "add again": ["--collection", collection, "add", str(articles)],
            }.items():
                took = seconds(*arguments)
                best[name] = min(took, best.get(name, took))
                print(f"{name}: {took:.2f} s, {count / took:.0f} articles/s")
    for name, took in best.items():
        print(f"best of {options.runs}, {name}: {count / took:.0f} articles/s ({count} articles)")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(f"largest process: {peak / 1024:.0f} MiB")


if __name__ == "__main__":
    main()
