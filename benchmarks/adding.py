"""The commands ``facts`` and ``add`` from start to end: ``python -m benchmarks.adding FILE.jsonl[.xz] [--limit 2000]``.

One line a command: seconds by the clock, articles a second, processor seconds, those of the merging that it leaves to
the background, which the next command waits for, and the most memory of the command and its workers together (PSS).
Then what a person waits for: a second ``add`` of the same, ``add`` of one new article and the search that finds it.
``--files`` makes a file of every article, a thousand in a folder, instead of one JSON Lines file; ``--collection``
keeps the collection. Runs interfere: compare only figures of one call on an idle machine.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from contextlib import nullcontext
from itertools import islice
from pathlib import Path

from benchmarks.processes import Run, run
from benchmarks.replicate import Record, records
from benchmarks.tables import markdown

PROGRAM = [sys.executable, "-c", "from tui.cli import main; main()"]
NEW = "katabaruuntukpengukuran"
"""A word that stands in no article."""


def write(source: Path, limit: int, target: Path, *, files: bool) -> int:
    """Write the first *limit* records of *source* below the folder *target*; returns how many there were."""
    count = 0
    with (target / "articles.jsonl").open("w", encoding="utf-8") if not files else nullcontext() as together:
        for count, record in enumerate(islice(records(source), limit), 1):
            if together is not None:
                together.write(json.dumps(record, ensure_ascii=False) + "\n")
                continue
            folder = target / f"{count // 1000:04d}"
            folder.mkdir(exist_ok=True)
            write_one(record, folder / f"{count:07d}.jsonl")
    return count


def write_one(record: Record, path: Path) -> None:
    """A file of one record."""
    path.write_text(json.dumps(record, ensure_ascii=False) + "\n", encoding="utf-8")


def row(name: str, measured: Run, count: int) -> list[str]:
    """A row of the table, for a command that dealt with *count* articles."""
    return [
        name,
        f"{measured.seconds:.2f}",
        f"{count / measured.seconds:,.0f}" if count > 1 else "",
        f"{measured.cpu:.2f}",
        f"{measured.left_cpu:.2f}",
        f"{measured.peak_bytes / 2**20:,.0f}",
    ]


def measure(source: Path, limit: int, folder: Path, collection: Path, *, files: bool) -> list[list[str]]:
    """Run everything; *folder* is for scratch files. Gives the rows of the table."""
    articles = folder / "articles"
    articles.mkdir()
    count = write(source, limit, articles, files=files)
    new = folder / "new.jsonl"
    write_one({"title": "Contoh", "date": "2019-09-30", "text": f"Satu {NEW} di sini."}, new)
    environment = {**os.environ, "HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    chosen = ["--collection", str(collection)]
    commands = {
        "facts": (["facts", str(articles)], count),
        "add": ([*chosen, "add", str(articles)], count),
        "add, nothing new": ([*chosen, "add", str(articles)], count),
        "add, one new article": ([*chosen, "add", str(new)], 1),
        "search for it": ([*chosen, "search", NEW], 1),
    }
    rows = []
    for name, (arguments, dealt_with) in commands.items():
        print(name, file=sys.stderr)
        rows.append(row(name, run([*PROGRAM, *arguments], environment), dealt_with))
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--limit", type=int, default=2000, help="records to take (2000)")
    parser.add_argument("--files", action="store_true", help="a file for every article")
    parser.add_argument("--collection", type=Path, help="where the collection is left (nowhere)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        collection = (options.collection or folder / "collection").absolute()
        rows = measure(options.file, options.limit, folder, collection, files=options.files)
    print(f"{options.limit:,} articles, {os.cpu_count()} processors\n")
    print(markdown(["command", "s", "articles/s", "CPU s", "background CPU s", "peak MiB"], rows))


if __name__ == "__main__":
    main()
