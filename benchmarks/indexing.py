"""Our writer against Whoosh's, FTS5 and tantivy: ``python -m benchmarks.indexing COLLECTION [--limit 3000]``.

Articles a processor second, medians of interleaved rounds with the garbage collector as each comes. "write" is given
documents with words and facts found already, as each writer takes them, and makes the same index of all fields, once
with our segment writer and once with Whoosh's posting pool and codec (as ``tests/support/stock.py`` uses them, which
the tests hold our output against). "analyse and write" starts from text: ours makes all fields, names and beginnings of
words; the peers index text, day, source and countries only, each as its module in ``benchmarks/engines`` says. "merge"
makes one segment of eight.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from itertools import islice
from pathlib import Path

from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex

from benchmarks import engines
from benchmarks.queries import Item, items
from benchmarks.tables import markdown, percentile, ratio
from index.article import Article
from index.collection.collection import Collection, open_collection
from index.collection.document import Document, Origin, prepare
from index.collection.schema import INDEX_NAME, schema
from index.collection.writer import Batch, create
from index.facts import Facts
from tests.support import stock

Found = tuple[Article, Facts, Origin]
SEGMENTS = 8
"""Segments that are merged."""
Task = Callable[[Path], Callable[[], object]]
"""Makes ready in a folder, and gives what is to be timed."""


def stored(collection: Collection, limit: int) -> list[Found]:
    """The first *limit* articles of *collection* with what belongs to them."""
    with collection.open_reader() as reader:
        loaded = ((reader.load(row.id), origin) for row, origin in islice(reader.rows(), limit))
        return [(found.article, found.facts, origin) for found, origin in loaded]


def write_ours(documents: Sequence[Document], folder: Path, parts: int = 1) -> None:
    """Index *documents* with our writer, in so many segments."""
    storage = FileStorage(str(folder))
    create(storage)
    for part in range(parts):
        batch = Batch(storage)
        for document in documents[part::parts]:
            batch.add(document)
        batch.commit(merge=lambda _: [])


def analyse_and_write(found: Sequence[Found], folder: Path) -> None:
    """Index articles with our analysis and our writer."""
    write_ours([prepare(*one) for one in found], folder)


def write_stock(documents: Sequence[stock.Unpacked], folder: Path) -> None:
    """Index *documents* with Whoosh's writer."""
    storage = FileStorage(str(folder))
    create(storage)
    stock.write(storage, documents)


def merge_ours(folder: Path) -> None:
    """Make one segment of those of the index in *folder*, our way."""
    Batch(FileStorage(str(folder))).commit(merge=lambda segments: [segments])


def merge_stock(folder: Path) -> None:
    """Make one segment of those of the index in *folder*, Whoosh's way."""
    FileIndex(FileStorage(str(folder)), schema=schema(), indexname=INDEX_NAME).optimize()


def cpu_seconds(task: Task, model: Path | None = None) -> float:
    """Processor seconds that *task* takes once it is ready, in an empty folder or in a copy of *model*."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch, "index")
        if model is None:
            folder.mkdir()
        else:
            shutil.copytree(model, folder)
        timed = task(folder)
        begun = time.process_time()
        timed()
        return time.process_time() - begun


def tasks(found: list[Found], articles: list[Item]) -> dict[str, dict[str, Task]]:
    """What is compared → engine → its task; ours first."""
    documents = [prepare(*one) for one in found]
    whole: dict[str, Task] = {"ours": lambda folder: partial(analyse_and_write, found, folder)}
    for name in engines.PEERS:
        if (module := engines.peer(name)) is not None:
            whole[name] = lambda folder, module=module: partial(module.build, articles, folder)  # type: ignore[misc]
    return {
        "write": {
            "ours": lambda folder: partial(write_ours, documents, folder),
            "stock": lambda folder: partial(write_stock, list(map(stock.unpacked, documents)), folder),
        },
        "analyse and write": whole,
        "merge": {
            "ours": lambda folder: partial(merge_ours, folder),
            "stock": lambda folder: partial(merge_stock, folder),
        },
    }


def measure(compared: dict[str, dict[str, Task]], model: Path, rounds: int) -> dict[str, dict[str, float]]:
    """What is compared → engine → median processor seconds; *model* is the index that is merged."""
    taken: dict[str, dict[str, list[float]]] = {}
    for _ in range(rounds):
        for what, by_engine in compared.items():
            for name, task in by_engine.items():
                seconds = cpu_seconds(task, model if what == "merge" else None)
                taken.setdefault(what, {}).setdefault(name, []).append(seconds)
    return {
        what: {name: percentile(values, 50) for name, values in by_engine.items()}
        for what, by_engine in taken.items()
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("collection", type=Path)
    parser.add_argument("--limit", type=int, default=3000, help="articles to take (3000)")
    parser.add_argument("--rounds", type=int, default=3, help="rounds (3)")
    options = parser.parse_args()
    collection = open_collection(options.collection)
    found = stored(collection, options.limit)
    articles = list(islice(items(collection), options.limit))
    with tempfile.TemporaryDirectory() as scratch:
        write_ours([prepare(*one) for one in found], Path(scratch), SEGMENTS)
        medians = measure(tasks(found, articles), Path(scratch), options.rounds)
    rows = [
        [what, name, f"{len(found) / seconds:,.0f}", ratio(by_engine["ours"], seconds)]
        for what, by_engine in medians.items()
        for name, seconds in by_engine.items()
    ]
    print(f"{len(found):,} articles\n")
    print(markdown(["", "engine", "articles per CPU s", "its time ÷ ours"], rows))


if __name__ == "__main__":
    main()
