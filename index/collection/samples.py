"""The sample articles that come with the program, as a collection in memory.

Extracting their facts means loading every lexicon, which takes longer than all else at the start of the program. So
the documents are kept in the user's cache directory, under a key that changes with any file they depend on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from importlib.resources import as_file, files
from pathlib import Path

import msgspec
from whoosh.filedb.filestore import RamStorage

from index.collection.document import Document
from index.collection.reader import CollectionReader
from index.collection.writer import Batch, create
from index.errors import DiploError
from index.files import private_directory, write_new
from index.paths import cache_directory

_CACHED = "bundled-{}.msgpack"
_PROGRAM = Path(__file__).parent.parent
"""The package whose modules and lexicons decide what is extracted."""


def bundled_reader() -> CollectionReader:
    """A reader on the bundled articles; nothing of the user's but the cache is read or written."""
    with as_file(files("seeds")) as folder:
        paths = sorted(folder.glob("*.txt"))
        cached = cache_directory() / _CACHED.format(_key(paths))
        documents = _load(cached)
        if documents is None:
            documents = list(_documents(paths))
            _save(cached, documents)
    storage = RamStorage()
    create(storage)
    batch = Batch(storage)
    for document in documents:
        batch.add(document)
    return CollectionReader(storage.files, batch.commit())


def _documents(paths: list[Path]) -> Iterator[Document]:
    from index import cleaning, sources
    from index.collection.document import Origin, prepare
    from index.extract import pipeline

    for path in paths:
        status = path.stat()
        for raw in sources.read(path):
            if isinstance(raw, DiploError):
                raise raw
            article = cleaning.clean(raw)
            facts = pipeline.extract(article)
            origin = Origin(
                str(path), status.st_size, status.st_mtime_ns, raw.sha256, extractor=pipeline.EXTRACTOR
            )
            yield prepare(article, facts, origin)


def _key(paths: list[Path]) -> str:
    """A name for this state of the articles and of the program."""
    digest = hashlib.sha256()
    for path in (*paths, *sorted(_PROGRAM.rglob("*.py")), *sorted(_PROGRAM.rglob("*.toml"))):
        status = path.stat()
        digest.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\0".encode(errors="surrogateescape"))
    return digest.hexdigest()[:16]


def _load(cached: Path) -> list[Document] | None:
    try:
        return msgspec.msgpack.decode(cached.read_bytes(), type=list[Document])
    except (OSError, msgspec.MsgspecError):
        return None


def _save(cached: Path, documents: list[Document]) -> None:
    """Keep *documents* for the next start, in place of an earlier state's; a cache that cannot be written is none."""
    with suppress(OSError, DiploError):
        folder = private_directory(cached.parent)
        for old in folder.glob(_CACHED.format("*")):
            old.unlink()
        write_new(cached, msgspec.msgpack.encode(documents), overwrite=True)
