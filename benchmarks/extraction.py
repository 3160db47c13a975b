"""Articles a second of each stage: ``python -m benchmarks.extraction FILE.jsonl[.xz]``.

The stages run one after the other in one process, each over all articles of the file's first records; the figures are
the medians of several passes. "whole" is cleaning and extraction as ``facts`` and ``add`` run them. Compare only
figures of one call on an otherwise idle machine.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from typing import TypeVar

from index.article import Article
from index.cleaning import clean
from index.errors import SourceError
from index.extract.dates import find_dates
from index.extract.mentions import find_mentions
from index.extract.pipeline import extract
from index.extract.quotes import find_quotes
from index.extract.tokens import Tokens
from index.extract.visits import find_visits
from index.sources import RawDocument, read

_Made = TypeVar("_Made")


def documents(path: Path, limit: int) -> list[RawDocument]:
    """The first *limit* readable records of the file at *path*."""
    found = (record for record in read(path) if not isinstance(record, SourceError))
    return list(islice(found, limit))


def one_pass(path: Path, raws: Sequence[RawDocument], taken: dict[str, list[float]]) -> None:
    """Run every stage once over *raws*, the first records of *path*; adds the seconds of each to *taken*."""

    def timed(stage: str, make: Callable[[], _Made]) -> _Made:
        started = time.perf_counter()
        made = make()
        taken.setdefault(stage, []).append(time.perf_counter() - started)
        return made

    timed("read", lambda: documents(path, len(raws)))
    articles = timed("clean", lambda: [clean(raw) for raw in raws])
    tokens = timed("tokens", lambda: [Tokens(a.body, a.paragraphs) for a in articles])
    pairs = list(zip(articles, tokens, strict=True))
    casts = timed("mentions", lambda: [find_mentions(t, a.title) for a, t in pairs])
    dates = timed("dates", lambda: [find_dates(t, _published(a)) for a, t in pairs])
    timed("quotes", lambda: [find_quotes(t, cast) for t, cast in zip(tokens, casts, strict=True)])
    told = list(zip(pairs, casts, dates, strict=True))
    timed("visits", lambda: [find_visits(t, c, d, a.published, a.title) for (a, t), c, d in told])
    timed("whole", lambda: [extract(clean(raw)) for raw in raws])


def _published(article: Article) -> str | None:
    return article.published or article.published_within


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--limit", type=int, default=2000, help="records to take (2000)")
    parser.add_argument("--passes", type=int, default=5, help="passes over them (5)")
    options = parser.parse_args()
    raws = documents(options.file, options.limit)
    if not raws:
        sys.exit(f"no readable article in {options.file}")
    taken: dict[str, list[float]] = {}
    for number in range(options.passes + 1):
        one_pass(options.file, raws, taken)
        if number == 0:
            taken.clear()  # the first pass compiles the lexicons
    for stage, seconds in taken.items():
        median = statistics.median(seconds)
        print(f"{stage:<9} {len(raws) / median:>8.0f} articles/s  {1000 * median / len(raws):6.2f} ms each")


if __name__ == "__main__":
    main()
