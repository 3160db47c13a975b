"""What a collection of articles offers, whatever engine keeps and searches it.

The reading room and the command line use an engine through these two protocols alone. Articles, facts, query language,
identity and results are the program's own (:mod:`index.article`, :mod:`index.facts`, :mod:`index.collection.query`,
:mod:`index.collection.names`, :mod:`index.collection.results`, :mod:`index.collection.facets`) and know no engine;
``tests/collection/test_conformance.py`` says in examples what every engine must do. The one that ships is
:class:`index.collection.collection.Collection`, on Whoosh's index format. The care of its files (``status``,
``reindex``, ``verify``) is its own affair and stands beside this interface.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Literal, Protocol

from index.article import Span
from index.collection.facets import FacetCounts
from index.collection.progress import AddReport, KnownArticle, Report
from index.collection.results import SearchResult, Snippet, StoredArticle
from index.settings import Settings

Order = Literal["relevance", "newest", "oldest"]
Flags = Mapping[str, frozenset[str]]
"""Flag (``marked``, ``read``) → ids of the articles that have it."""
Cancelled = Callable[[], bool]
"""Asked every few milliseconds of work; once it is true, the work ends with what it has."""


class Reader(Protocol):
    """The articles of one moment: what is written afterwards is seen by a reader that is opened then.

    To be used by one thread at a time. A query is text in the language of ``docs/query-language.md``; none fails.
    Offsets count code points.
    """

    @property
    def generation(self) -> int:
        """Number of the state that is read; a later one has a higher number."""

    @property
    def is_closed(self) -> bool:
        """Whether :meth:`close` was called."""

    def __enter__(self) -> Reader: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None: ...

    def close(self) -> None:
        """Let go of the files; the reader cannot be used afterwards. Closing twice is nothing."""

    def count(self) -> int:
        """How many articles there are."""

    def search(
        self,
        text: str,
        *,
        order: Order = "relevance",
        limit: int = 200,
        flags: Flags | None = None,
        cancelled: Cancelled | None = None,
        snippets: int = 0,
        count_all: bool = True,
    ) -> SearchResult:
        """The articles that the query *text* finds, the best *limit* of them in the wanted order.

        An empty query finds everything, newest first; one of which nothing is understood finds nothing. Articles of
        unknown date come last by date. The first *snippets* hits get a snippet. Without *count_all*, and once
        *cancelled*, the total may be a lower bound.
        """

    def total(
        self, text: str, *, flags: Flags | None = None, cancelled: Cancelled | None = None
    ) -> tuple[int, bool]:
        """How many articles the query *text* finds, and whether that is exact; else it is a lower bound."""

    def matching(self, text: str, ids: Iterable[str], *, flags: Flags | None = None) -> list[str]:
        """Which of the articles *ids* the query *text* finds, newest first."""

    def facets(
        self,
        text: str,
        facet: str,
        *,
        limit: int = 20,
        flags: Flags | None = None,
        cancelled: Cancelled | None = None,
    ) -> FacetCounts:
        """The articles that the query *text* finds, counted by *facet* (:data:`~index.collection.facets.FACETS`).

        The *limit* commonest values, or latest years or months, are listed.
        """

    def suggest(self, field: str, beginning: str, *, limit: int = 20) -> list[str]:
        """Names in the articles to go on with in ``field:beginning``, those in most articles first.

        Where no name has a word that begins so, those spelt most alike. *field* is a field's name in either language;
        one that holds no names has none to suggest.
        """

    def load(self, id: str) -> StoredArticle:
        """The article *id* with its facts; raises KeyError if there is none."""

    def __contains__(self, id: str) -> bool:
        """Whether there is an article *id*."""

    def with_content(self, sha256: str) -> list[str]:
        """The ids of the articles made of a file, or of a record, whose bytes have that SHA-256, in hexadecimal."""

    def snippet(self, id: str, text: str) -> Snippet:
        """The stretch of article *id* that shows best what the query *text* found; KeyError if there is none such."""

    def hit_spans(self, text: str, body: str) -> list[Span]:
        """Where the query *text* hits in *body*, in text order, without overlap."""


class Engine(Protocol):
    """A collection that is read and changed. Every method may raise a CollectionError."""

    @property
    def directory(self) -> Path | None:
        """Where it lies; null for the articles that come with the program."""

    @property
    def is_bundled(self) -> bool:
        """Whether these are the articles that come with the program, which cannot be changed."""

    def generation(self) -> int:
        """Number of the valid state; a reader whose own differs shows what was before."""

    def reader(self) -> Reader:
        """The calling thread's reader of the valid state: the same as long as nothing was written."""

    def open_reader(self) -> Reader:
        """A reader of the valid state for the caller alone, who closes it."""

    def add(
        self,
        paths: Iterable[Path],
        *,
        settings: Settings,
        report: Report | None = None,
        workers: int | None = None,
        remove_vanished: bool = False,
    ) -> AddReport:
        """Add the articles in *paths*, files and folders: those that are new or have changed.

        Articles that came from below *paths* and are gone are reported, and with *remove_vanished* taken out. What
        cannot be read is reported, and the rest goes in. *workers* bounds the processes that extract facts (null: as
        the settings say). Killed at any moment, a second call goes on where the first one was.
        """

    def remove(self, targets: Iterable[Path | str]) -> list[KnownArticle]:
        """Take out the articles that came from a file or folder, or have an id; returns them by path.

        A string is the path of a file if an article came from there, else an id, else the path of a folder. The
        files are not touched. A target that names nothing adds nothing.
        """
