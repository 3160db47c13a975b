"""Adding articles to a collection, taking them out, and making the index anew."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from index.collection import added as records
from index.collection.added import absolute, below
from index.collection.collection import Collection
from index.collection.errors import CollectionDamaged, CollectionMissing, CollectionOutdated
from index.collection.indexing import Indexing, Options, SourceFile, expected_articles, source_file
from index.collection.known import is_gone
from index.collection.manifest import ADDED, Manifest, recorded
from index.collection.progress import AddReport, KnownArticle, Meter, Report, silent
from index.collection.state import state_of
from index.collection.store import Store
from index.collection.stored import StoredArticles
from index.collection.workers import processors
from index.errors import SourceError
from index.extract.version import EXTRACTOR
from index.settings import Settings
from index.sources import find


def add(
    collection: Collection,
    paths: Iterable[Path],
    *,
    settings: Settings,
    report: Report = silent,
    workers: int | None = None,
    remove_vanished: bool = False,
) -> AddReport:
    """Add the articles in *paths*, files and folders, to *collection*.

    Only what is new or changed since the last time is read. A file that has moved keeps its article's id. Articles
    that came from below *paths* and are gone are reported, and with *remove_vanished* taken out. What cannot be read
    is reported, and the rest goes in. The work is committed in batches: killed at any moment, a second call goes on
    where the first one was. *workers* bounds the processes that extract facts (null: as the settings say).

    Raises CollectionLocked, CollectionReadOnly or another CollectionError.
    """
    given = [absolute(path) for path in paths]
    store = collection.store()
    with store.writing() as manifest, store.open_stored(manifest) as stored:
        note = records.load(store.directory)
        meter = Meter(report)
        run = Indexing(store, manifest, stored, note, meter, _options(settings, workers))
        note.include(path for path in given if _is_or_was_there(run, path))
        records.save(store.directory, note)
        errors = _read(run, given)
        run.result.vanished = run.vanished(str(path) for path in given)
        if remove_vanished:
            run.delete_all(run.result.vanished)
            run.result.vanished = []
        run.finish()
        records.save(store.directory, note)
        run.result.errors[:0] = errors
        run.result.seconds = meter.seconds()
        return run.result


def remove(collection: Collection, targets: Iterable[Path | str]) -> list[KnownArticle]:
    """Take articles out of *collection*: all that came from a file or folder (a path), or by id.

    A string is the path of a file if an article came from there, else an id, else the path of a folder. The files are
    not touched. Returns what was taken out, by path; a target that names nothing adds nothing to it. Raises a
    CollectionError.
    """
    store = collection.store()
    with store.writing() as manifest, store.open_stored(manifest) as stored:
        note = records.load(store.directory)
        run = Indexing(store, manifest, stored, note, Meter(silent), _options(Settings(), 1))
        chosen: dict[int, str] = {}
        for target in targets:
            path = str(absolute(Path(target)))
            numbers = () if isinstance(target, Path) else _with_id(stored, target, path)
            if numbers:
                note.exclude_id(str(target))
            else:
                numbers = tuple(stored.below(path))
                note.exclude(path)
                run.troubles.forget_below(path)
            chosen.update((number, stored.origin(number).path) for number in numbers)
        for path in set(note.paths) & set(chosen.values()):
            if all(number in chosen for number in stored.below(path)):
                note.exclude(path)  # a file that was added by itself and of which nothing is left
        articles = [_known(stored, number) for number in chosen]
        records.save(store.directory, note)  # first: what was said to be removed must not come back
        run.delete_all(articles)
        run.finish()
        return sorted(articles, key=_by_place)


def vanished(collection: Collection) -> list[KnownArticle]:
    """The articles of *collection* whose files are no longer there, by path; see :func:`remove`."""
    with collection.store().current() as stored:
        gone = [_known(stored, number) for number in stored.all() if is_gone(stored.origin(number).path)]
    return sorted(gone, key=_by_place)


def outdated(collection: Collection) -> int:
    """How many articles of *collection* have facts that an older extraction made; see :func:`reindex`."""
    with collection.store().current() as stored:
        return sum(stored.origin(number).extractor != EXTRACTOR for number in stored.all())


def reindex(
    directory: Path,
    *,
    settings: Settings,
    report: Report = silent,
    workers: int | None = None,
    only_outdated: bool = False,
) -> AddReport:
    """Read and extract all articles of the collection in *directory* again.

    With *only_outdated* only those whose facts an older extraction made; the others count as unchanged. An article
    whose file is gone stays as it is and is reported as vanished. A damaged index, or one of an older version, is put
    aside and made anew from the files that were added; where that was broken off it goes on. What was put aside is
    deleted once the new index holds as many articles. Raises CollectionMissing, CollectionLocked or another
    CollectionError.
    """
    store = Store(directory, shared=settings.shared)
    anew = _options(settings, workers, wanted_only=True)
    try:
        if state_of(directory) == "unfinished":
            return _fill(store, report, anew)
        with store.writing(thorough=True) as manifest, store.open_stored(manifest) as stored:
            again = _options(settings, workers, force=True, wanted_only=True)
            run = _open_run(store, manifest, stored, report, again)
            return _read_again(run, only_outdated=only_outdated)
    except (CollectionDamaged, CollectionOutdated) as error:
        if isinstance(error, CollectionOutdated) and error.is_newer:
            raise
    except CollectionMissing:
        if not (directory / ADDED).exists():
            raise
    _renew(store)
    return _fill(store, report, anew)


def _read_again(run: Indexing, *, only_outdated: bool) -> AddReport:
    """Read the files of the articles in the collection again."""
    origins = (run.stored.origin(number) for number in run.stored.all())
    read_by = Counter((origin.path, origin.extractor == EXTRACTOR) for origin in origins)
    chosen = {path for path, is_current in read_by if not (only_outdated and is_current)}
    run.result.unchanged = sum(count for (path, _), count in read_by.items() if path not in chosen)
    files = []
    for path in sorted(chosen):
        try:
            files.append(source_file(Path(path), Path(path).parent))
        except SourceError as error:
            if not is_gone(path):  # else its article is reported as vanished
                run.result.errors.append(error)
    run.meter.restart(sum(expected_articles(file, run.containers) for file in files))
    run.run(files)
    run.result.vanished = [article for article in run.vanished([os.sep]) if article.path in chosen]
    run.finish()
    run.result.seconds = run.meter.seconds()
    return run.result


def _renew(store: Store) -> None:
    """Put the index aside and an empty one in its place, and note that the articles are still to be read."""
    with store.exclusive():
        note = records.load(store.directory)
        broke_again = note.replacing is not None
        if not broke_again:
            note.replacing = recorded(store.directory, "articles")
            records.save(store.directory, note)
        store.renew(keep_earlier=broke_again)


def _fill(store: Store, report: Report, options: Options) -> AddReport:
    """Read the files that were added into an index that was begun anew; what it holds already is passed over."""
    store.create()  # where the program ended before it had made an empty one
    with store.writing(thorough=True) as manifest, store.open_stored(manifest) as stored:
        run = _open_run(store, manifest, stored, report, options)
        errors = _read(run, [Path(path) for path in run.note.paths])
        run.finish()
        result = run.result
        result.errors[:0] = errors
        result.added, result.replaced = 0, result.added + result.replaced
        before = run.note.replacing or 0
        if result.articles >= before and (before or not result.errors):
            store.discard_earlier()
        result.earlier_index = store.earlier()
        run.note.replacing = None
        records.save(store.directory, run.note)
        result.seconds = run.meter.seconds()
        return result


def _open_run(
    store: Store, manifest: Manifest, stored: StoredArticles, report: Report, options: Options
) -> Indexing:
    return Indexing(store, manifest, stored, records.load(store.directory), Meter(report), options)


def _options(
    settings: Settings, workers: int | None, *, force: bool = False, wanted_only: bool = False
) -> Options:
    wanted = settings.workers if workers is None else workers
    return Options(settings.max_article_bytes, wanted or processors(), force, wanted_only)


def _read(run: Indexing, given: list[Path]) -> list[SourceError]:
    """Index the files below the paths *given*, each once; returns what could not be looked into.

    A path that is gone is no error where articles from there are known: they are reported as vanished. The files of
    the collection itself are passed over. What could not be looked into is kept with the troubles of the files.
    """
    own = str(absolute(run.store.directory))
    folders = [path for path in given if os.path.isdir(path)]  # noqa: PTH112  (Path.is_dir raises if refused)
    files: dict[str, SourceFile] = {}
    errors: list[SourceError] = []
    for found in find(path for path in given if not is_gone(path) or not run.known.knows_below(str(path))):
        if below(str(found.subject if isinstance(found, SourceError) else found), own):
            continue
        if isinstance(found, SourceError):
            errors.append(found)
            continue
        run.meter.show("finding", str(found))
        try:
            files.setdefault(str(found), source_file(found, _base(found, folders)))
        except SourceError as error:
            errors.append(error)
        run.meter.done = len(files)
    for path in given:
        run.troubles.forget_below(str(path), but=files)
    for trouble in {str(error.subject): error for error in errors}.values():
        run.troubles.note(trouble)
    run.meter.restart(sum(expected_articles(file, run.containers) for file in files.values()))
    run.run(files.values())
    return errors


def _is_or_was_there(run: Indexing, path: Path) -> bool:
    """Whether there is something at *path*, or articles are known from there."""
    return not is_gone(path) or run.known.knows_below(str(path))


def _base(path: Path, folders: list[Path]) -> Path:
    """The innermost of *folders* that holds *path*, else its own."""
    holding = [folder for folder in folders if below(str(path), str(folder))]
    return max(holding, key=lambda folder: len(folder.parts), default=path.parent)


def _with_id(stored: StoredArticles, target: str, path: str) -> tuple[int, ...]:
    """The articles that *target* names as an id; none where an article came from the file *path*."""
    if any(stored.origin(number).path == path for number in stored.below(path)):
        return ()
    return stored.with_key("id", target)


def _known(stored: StoredArticles, number: int) -> KnownArticle:
    origin = stored.origin(number)
    return KnownArticle(stored.id(number), origin.path, origin.line)


def _by_place(article: KnownArticle) -> tuple[str, int]:
    return article.path, article.line or 0
