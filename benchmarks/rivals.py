"""The programs that the reader is compared with in a terminal, set up with the same articles."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from xml.sax.saxutils import escape

from benchmarks.queries import Item

READER = [sys.executable, "-c", "from tui.cli import main; main()"]
MOST_ARTICLES = 1000
"""So many of the newest articles newsboat gets; its time grows with them, ours does not."""


@dataclass(frozen=True, slots=True)
class Program:
    """A program to be started in a terminal."""

    name: str
    command: Sequence[str]
    to_list: str = ""
    """The key that goes from its first screen to a list of articles."""
    back: str = "q"
    """The key that goes from an article back to the list."""
    search: str = ""
    """The key that begins a search whose results come as one types."""
    ready: str = ""
    """What it shows when it can be used; empty for a program that writes nothing once it can."""


def environment(home: Path) -> Mapping[str, str]:
    """What a login over ssh has: no COLORTERM, and *home* for all files."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CACHE_HOME": str(home / "cache"),
    }


def reader(collection: Path) -> Program:
    """The reading room on *collection*."""
    return Program("diplo-reader", [*READER, "--collection", str(collection)], back="h", search="/")


def newsboat(articles: Sequence[Item], home: Path) -> Program | None:
    """newsboat on *articles* as a feed that it has read, in the order given; null if it is not installed."""
    program = shutil.which("newsboat")
    if program is None:
        return None
    folder = home / "newsboat"
    folder.mkdir()
    entries = "".join(_entry(item, minute) for minute, item in enumerate(reversed(articles)))
    (folder / "feed.xml").write_text(
        f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel><title>Articles</title>'
        f"<link>http://localhost/</link><description>-</description>{entries}</channel></rss>\n",
        encoding="utf-8",
    )
    (folder / "urls").write_text(f"file://{folder}/feed.xml\n")
    (folder / "config").write_text("auto-reload no\nconfirm-exit no\n")
    command = [
        program,
        "-u",
        str(folder / "urls"),
        "-c",
        str(folder / "cache.db"),
        "-C",
        str(folder / "config"),
    ]
    subprocess.run([*command, "-x", "reload"], check=True, env=environment(home), stdout=subprocess.DEVNULL)
    return Program("newsboat", command, to_list="\r")


def less(article: Item, home: Path) -> Program | None:
    """less on the text of *article*; null if it is not installed."""
    program = shutil.which("less")
    if program is None:
        return None
    file = home / "article.txt"
    file.write_text(f"{article.title}\n\n{article.text}\n", encoding="utf-8")
    return Program("less", [program, str(file)])


def harlequin(path: str | None) -> Program | None:
    """harlequin, a large Textual program, by its path or from PATH; null if it is not there. Its cursor blinks."""
    program = shutil.which(path or "harlequin")
    return None if program is None else Program("harlequin", [program], ready="Run Query")


def _entry(item: Item, minute: int) -> str:
    paragraphs = "".join(f"<p>{escape(part)}</p>" for part in item.text.split("\n\n"))
    # A minute apart, so that the list has one order only.
    printed = (
        f"<pubDate>{format_datetime(datetime(2000, 1, 1, tzinfo=UTC) + timedelta(minutes=minute))}</pubDate>"
    )
    return (
        f"<item><title>{escape(item.title)}</title><guid>{escape(item.id)}</guid>{printed}"
        f"<description>{escape(paragraphs)}</description></item>"
    )
