"""The articles that a user has added: indexed, searched, read. The only room that knows Whoosh.

Importing this package is cheap; Whoosh comes in when a collection is opened for reading or writing.

* :func:`open_collection`, :func:`bundled` – a :class:`Collection`; its :meth:`~Collection.reader` searches and loads;
* :mod:`index.collection.adding` – ``add``, ``remove``, ``reindex``, ``status``;
* :mod:`index.collection.interface` – what any engine in their place must offer;
* :func:`parse` – the query language on its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.collection.collection import Collection, bundled, open_collection
from index.collection.errors import (
    CollectionDamaged,
    CollectionForeign,
    CollectionLocked,
    CollectionMissing,
    CollectionOutdated,
    CollectionReadOnly,
)
from index.collection.fields import FIELDS, FLAGS
from index.collection.query import Query, QueryProblem, parse
from index.collection.results import Expansion, Hit, SearchResult, Snippet, StoredArticle

if TYPE_CHECKING:
    from index.collection.interface import Engine as Engine
    from index.collection.interface import Reader as Reader

__all__ = [
    "FIELDS",
    "FLAGS",
    "Collection",
    "CollectionDamaged",
    "CollectionForeign",
    "CollectionLocked",
    "CollectionMissing",
    "CollectionOutdated",
    "CollectionReadOnly",
    "Expansion",
    "Hit",
    "Query",
    "QueryProblem",
    "SearchResult",
    "Snippet",
    "StoredArticle",
    "bundled",
    "open_collection",
    "parse",
]
