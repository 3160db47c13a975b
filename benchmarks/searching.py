"""Our search against stock Whoosh, SQLite FTS5 and tantivy: ``python -m benchmarks.searching COLLECTION``.

All search the same articles in one run, in turns, query by query: words, prefixes and phrases drawn from the articles
by frequency. Every query is asked once, so that no cache of answers helps, after a few others that warm up. A cell is
the median and in brackets the 95th percentile of the CPU milliseconds that the first 20 hits take, with what is shown
of each (title, day; snippets where the row says so); behind it stands how many times our 95th percentile that is, and
how many queries the engine got through where it was too slow for all.

``--peers FOLDER`` keeps the peers' indexes for the next call; how each is tuned stands at the top of its module in
``benchmarks/engines``. Where we find a word's other forms as well, peers are asked for any of them, so that all find
the same articles.
"""

from __future__ import annotations

import argparse
import gc
import sys
import tempfile
import time
from collections import defaultdict
from contextlib import ExitStack
from pathlib import Path

from benchmarks import engines
from benchmarks.engines import Engine
from benchmarks.engines.fts5 import Fts5
from benchmarks.engines.ours import Ours, StockOnOurs
from benchmarks.queries import Ask, Drawer, Forms, Item, forms, items, spelt_out, vocabulary
from benchmarks.tables import markdown, milliseconds, percentile, ratio
from index.collection.collection import Collection, open_collection

WARM_UP = 3
"""Queries of every kind that are asked before those that count."""
FACETS = "facets by source"
BY_ROOT = ("ours", "stock on ours")
"""Engines that find the forms of a word by its root."""
Taken = dict[str, dict[str, list[float]]]
"""Kind of query → engine → CPU seconds of each query."""


def opened(collection: Collection, articles: list[Item], peers: Path, wanted: list[str]) -> dict[str, Engine]:
    """The engines by name, ours first; those that are not yet in the folder *peers* are built there."""
    found: dict[str, Engine] = {"ours": Ours(collection)}
    if "stock on ours" in wanted:
        found["stock on ours"] = StockOnOurs(collection)
    for name in engines.PEERS:
        if name not in wanted:
            continue
        module = engines.peer(name)
        if module is None:
            print(f"{name}: not installed, left out", file=sys.stderr)
            continue
        folder = peers / name
        if not folder.exists():
            folder.mkdir(parents=True)
            print(f"{name}: indexing {len(articles):,} articles", file=sys.stderr)
            module.build(articles, folder)
        found[name] = module.engine(folder)
        if name == "fts5":
            found["fts5 in date order"] = Fts5(folder, in_date_order=True)
    return found


def measure(found: dict[str, Engine], asks: dict[str, list[Ask]], known: Forms, most_seconds: float) -> Taken:
    """Ask every engine everything, in turns, those that do not know the forms of words for all of them.

    What an engine cannot do is left empty; one that has taken *most_seconds* for a kind, warming up included, is asked
    for no more of it than the one query that counts.
    """
    spent: defaultdict[tuple[str, str], float] = defaultdict(float)
    kinds = {**asks, FACETS: asks["newest of a common word"]}
    taken: Taken = {kind: {name: [] for name in found} for kind in kinds}
    for at in range(max(map(len, kinds.values()))):
        for kind, drawn in kinds.items():
            for name, engine in found.items():
                if spent[kind, name] > most_seconds and (at < WARM_UP or taken[kind][name]):
                    continue
                action = engine.facets if kind == FACETS else engine.search
                ask = drawn[at] if name in BY_ROOT else spelt_out(drawn[at], known)
                begun = time.process_time()
                try:
                    action(ask)
                except NotImplementedError:
                    continue
                took = time.process_time() - begun
                spent[kind, name] += took
                if at >= WARM_UP:
                    taken[kind][name].append(took)
    return taken


def report(taken: Taken) -> str:
    """The table."""
    names = list(next(iter(taken.values())))
    rows = []
    for kind, by_engine in taken.items():
        cells = [kind, *(milliseconds(by_engine[name]) for name in names)]
        if ours := by_engine["ours"]:
            for at, name in enumerate(names[1:], 2):
                if theirs := by_engine[name]:
                    cells[at] += f" {ratio(percentile(ours, 95), percentile(theirs, 95))}"
                    cells[at] += f" of {len(theirs)}" if len(theirs) < len(ours) else ""
        rows.append(cells)
    return markdown(["CPU ms, p50 (p95)", *names], rows)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("collection", type=Path)
    parser.add_argument("--queries", type=int, default=60, help="queries of every kind (60)")
    parser.add_argument(
        "--seconds", type=float, default=20.0, help="most that an engine gets for a kind (20)"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--peers", type=Path, help="where the peers' indexes are kept (nowhere)")
    parser.add_argument(
        "--engines",
        default=",".join(["stock on ours", *engines.PEERS]),
        help="those to compare with, parted by commas (all)",
    )
    options = parser.parse_args()
    collection = open_collection(options.collection)
    articles = sorted(items(collection), key=lambda item: item.day)
    asks = Drawer(vocabulary(articles), options.seed).draw(options.queries + WARM_UP)
    with ExitStack() as stack:
        folder = options.peers or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        found = opened(collection, articles, folder, options.engines.split(","))
        count, known = len(articles), forms(articles)
        articles.clear()
        gc.collect()
        taken = measure(found, asks, known, options.seconds)
        for engine in found.values():
            engine.close()
    print(f"{count:,} articles, {options.queries} queries of every kind\n\n{report(taken)}")


if __name__ == "__main__":
    main()
