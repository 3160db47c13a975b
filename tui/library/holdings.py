"""The collection and the notebook as the library's thread uses them: opened when needed, and one error for all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeVar

from index.errors import NotebookError

if TYPE_CHECKING:
    from index.article import Article
    from index.collection import Engine, Reader
    from index.facts import Facts
    from index.notebook import Notebook

_T = TypeVar("_T")


class Holdings:
    """To be used on one thread: a reader of the newest generation, and the notebook."""

    def __init__(
        self, collection: Callable[[], Engine], notebook: Callable[[], Notebook], reader_name: str
    ) -> None:
        self.reader_name = reader_name
        """Whose corrections are made."""
        self.is_bundled = False
        self._open_collection = collection
        self._open_notebook = notebook
        self._collection: Engine | None = None
        self._opened_reader: Reader | None = None
        self._notebook: Notebook | None = None
        self._flags: tuple[object, Mapping[str, frozenset[str]]] | None = None
        """The flags, and the state of the notebook that they are of."""
        self._notebook_error: NotebookError | None = None
        self._told: set[str] = set()

    @property
    def notebook(self) -> Notebook:
        """The notebook, opened at its first use."""
        if self._notebook is None:
            self._notebook = self._open_notebook()
        return self._notebook

    def reader(self) -> Reader:
        """A reader on the newest generation; kept until there is a newer one."""
        if self._collection is None:
            self._collection = self._open_collection()
            self.is_bundled = self._collection.is_bundled
        reader = self._opened_reader
        if reader is None or (not self.is_bundled and reader.generation != self._collection.generation()):
            if reader is not None:
                reader.close()
            reader = self._opened_reader = self._collection.reader()
        return reader

    def close(self) -> None:
        """Close the notebook, which tidies its file up."""
        if self._notebook is not None:
            self._notebook.close()
            self._notebook = None

    def flags(self) -> Mapping[str, frozenset[str]]:
        """The ids of the articles that are marked and of those that have been read, of which there may be many."""
        state = self.notebook.state()
        if self._flags is None or self._flags[0] != state:
            marked, read = frozenset(self.notebook.marked_ids()), frozenset(self.notebook.read_ids())
            self._flags = state, {"marked": marked, "read": read}
        return self._flags[1]

    def if_notebook(self, work: Callable[[], _T], otherwise: _T) -> _T:
        """What *work* gives; *otherwise*, and the error noted, with a notebook that cannot be used."""
        try:
            return work()
        except NotebookError as error:
            self._notebook_error = error
            return otherwise

    def untold_error(self) -> NotebookError | None:
        """What is wrong with the notebook, if that has not been asked before: one can search and read without it."""
        error, self._notebook_error = self._notebook_error, None
        if error is None or str(error) in self._told:
            return None
        self._told.add(str(error))
        return error

    def stored(self, article_id: str) -> tuple[Article, Facts] | None:
        """The article and its facts as the collection has them; None where it has no such article."""
        try:
            stored = self.reader().load(article_id)
        except KeyError:
            return None
        return stored.article, stored.facts
