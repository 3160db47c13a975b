"""Make a corpus of any size out of a small one: ``python -m benchmarks.replicate FILE.jsonl[.xz] 100000 OUT.jsonl``.

The first copy of every article is the article itself (evenly chosen ones where fewer are wanted than there are).
Further copies have their sentences shuffled, one in four exchanged for one of a nearby article, so that no two texts
and no two scores are alike; titles are put together from two, ids and addresses are fresh, and the day moves by up to
``--spread`` days. Words stay as frequent as they were and no new ones come: of a grown collection's vocabulary this
shows nothing. The same seed gives the same bytes. Articles are written as they are made, so memory stays small.
"""

from __future__ import annotations

import argparse
import gzip
import json
import lzma
import random
import re
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import IO, Any

Record = dict[str, Any]

NEIGHBOURS = 500
"""Articles among which sentences and titles are exchanged."""
EXCHANGED = 0.25
"""Share of a copy's sentences that come from a neighbour."""
_SENTENCE_END = re.compile(r"""(?:(?<=[.!?…])|(?<=[.!?…]["”]))(?=[ ,\n]+["“(]?[A-Z0-9])""")
_IN_ADDRESS = re.compile(r"/(\d{4})/(\d\d)/(\d\d)/")
_ISO, _SLASHED = re.compile(r"(\d{4})-(\d\d)-(\d\d)"), re.compile(r"(\d\d)/(\d\d)/(\d{4})")


def records(source: Path) -> Iterator[Record]:
    """The records of a JSON Lines file, also one that is compressed (``.xz``, ``.gz``)."""
    with _opened(source) as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


def _opened(path: Path) -> IO[bytes]:
    if path.suffix == ".xz":
        return lzma.open(path)
    return gzip.open(path) if path.suffix == ".gz" else path.open("rb")  # type: ignore[return-value]


def replicate(source: Path, wanted: int, *, seed: int = 1, spread: int = 60) -> Iterator[Record]:
    """*wanted* records made of those in *source*; *spread* in days. Raises ValueError if *source* has none."""
    size = sum(1 for _ in records(source))
    if not size:
        raise ValueError(f"no article in {source}")
    for copy, begin in enumerate(range(0, wanted, size)):
        chooser = random.Random(f"{seed}/{copy}")  # noqa: S311
        kept = _evenly(records(source), size, min(size, wanted - begin))
        while block := list(islice(kept, NEIGHBOURS)):
            for record in block:
                yield record if copy == 0 else _copied(record, block, copy, chooser, spread)


def _evenly(found: Iterator[Record], size: int, share: int) -> Iterator[Record]:
    """*share* of the *size* records of *found*, evenly spread."""
    return (record for at, record in enumerate(found) if (at + 1) * share // size > at * share // size)


def _copied(record: Record, block: list[Record], copy: int, chooser: random.Random, spread: int) -> Record:
    other = chooser.choice(block)
    made = dict(record)
    made["text"] = _mixed(str(record.get("text", "")), str(other.get("text", "")), chooser)
    if "title" in record:
        made["title"] = _joined(str(record["title"]), str(other.get("title", "")))
    if "id" in record:
        made["id"] = f"{record['id']}-{copy}"
    moved = timedelta(days=chooser.randint(-spread, spread))
    url = str(record.get("url") or "")
    day = _day_of(url, str(record.get("date") or ""))
    if "url" in record:
        # The day in the address must agree with the date: cleaning weighs one against the other.
        address = _IN_ADDRESS.sub(f"/{day + moved:%Y/%m/%d}/", url) if day else url
        made["url"] = f"{address}-{copy}"
    if day:
        printed = f"{day + moved:%d/%m/%Y}"
        made["date"] = _SLASHED.sub(printed, _ISO.sub(printed, str(record["date"]), count=1), count=1)
    return made


def _mixed(text: str, other: str, chooser: random.Random) -> str:
    """The sentences of *text* in another order, some exchanged for ones of *other*."""
    sentences, others = _SENTENCE_END.split(f" {text}"), _SENTENCE_END.split(f" {other}")
    for at in range(len(sentences)):
        if chooser.random() < EXCHANGED:
            sentences[at] = chooser.choice(others)
    chooser.shuffle(sentences)
    return "".join(sentences).lstrip(" ,\n")


def _joined(title: str, other: str) -> str:
    """The first half of the words of *title* and the second half of those of *other*."""
    ours, theirs = title.split(), other.split()
    return " ".join(ours[: (len(ours) + 1) // 2] + theirs[(len(theirs) + 1) // 2 :])


def _day_of(url: str, printed: str) -> date | None:
    """The day of an article by its address, else by its date; null where neither can be read."""
    shapes = ((_IN_ADDRESS, url, (0, 1, 2)), (_ISO, printed, (0, 1, 2)), (_SLASHED, printed, (2, 1, 0)))
    for shape, text, (year, month, day) in shapes:
        if found := shape.search(text):
            parts = [int(part) for part in found.groups()]
            try:
                return date(parts[year], parts[month], parts[day])
            except ValueError:
                continue
    return None


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("articles", type=int)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--spread", type=int, default=60, help="days that a copy's date moves at most (60)")
    options = parser.parse_args()
    with options.out.open("w", encoding="utf-8") as file:
        try:
            for record in replicate(options.file, options.articles, seed=options.seed, spread=options.spread):
                file.write(json.dumps(record, ensure_ascii=False) + "\n")
        except ValueError as error:
            sys.exit(str(error))


if __name__ == "__main__":
    main()
