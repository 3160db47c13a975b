"""The sample articles that come with the program, as a collection in memory."""

from __future__ import annotations

from importlib.resources import as_file, files

from whoosh.filedb.filestore import RamStorage

from index import cleaning, sources
from index.collection.document import Origin, prepare
from index.collection.reader import CollectionReader
from index.collection.writer import Batch, create
from index.errors import SourceError
from index.extract import pipeline


def bundled_reader() -> CollectionReader:
    """A reader on the bundled articles, made anew: nothing of the user's is read or written."""
    storage = RamStorage()
    create(storage)
    batch = Batch(storage)
    with as_file(files("seeds")) as folder:
        for path in sorted(folder.glob("*.txt")):
            status = path.stat()
            for raw in sources.read(path):
                if isinstance(raw, SourceError):
                    raise raw
                article = cleaning.clean(raw)
                facts = pipeline.extract(article)
                origin = Origin(
                    str(path), status.st_size, status.st_mtime_ns, raw.sha256, extractor=pipeline.EXTRACTOR
                )
                batch.add(prepare(article, facts, origin))
    return CollectionReader(storage, batch.commit())
