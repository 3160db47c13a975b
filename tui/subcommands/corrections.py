"""``facts --corrections``: what the reader confirmed, corrected and rejected, article by article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from index import cleaning, sources
from index.article import Article
from index.errors import CollectionError, ExitCode, SourceError
from index.export.annotations import annotation
from index.export.citation import VERDICTS
from index.export.wording import verdict_words
from index.extract.pipeline import extract
from index.facts import Facts, Mention, Quote, TemporalExpression, Visit
from index.jsonl import json_line
from index.messages import N_
from index.notebook import CorrectedFacts, Correction, Judged, Notebook, Publication
from index.paths import notebook_file
from tui.i18n import _, format_count, format_date, ngettext
from tui.session import Session
from tui.subcommands.lines import date_line, name_line, quote_line, visit_line
from tui.wording import export_wording


def print_corrections(session: Session, form: str) -> int:
    """Print the corrected articles in *form*, ``jsonl`` or ``table``; returns the exit code."""
    console = session.console
    printed = failed = 0
    for corrected, shown_id in _corrected(session):
        if isinstance(corrected, SourceError):
            console.flush()
            console.error(corrected)
            failed += 1
            continue
        judged = _judged(corrected)
        if judged and form == "jsonl":
            console.data(json_line(annotation(corrected, shown_id)).encode())
        elif judged:
            console.say(("\n" if printed else "") + _table(corrected.article, judged))
        _note_detached(session, corrected)
        printed += bool(judged)
    if failed:
        return ExitCode.INPUT_UNREADABLE
    if not printed:
        console.note(_("There are no corrections to print."))
        return ExitCode.NOTHING_FOUND
    return ExitCode.DONE


def _corrected(session: Session) -> Iterator[tuple[CorrectedFacts | SourceError, str]]:
    """The corrected articles in the order of their first corrections, each with the id that ``facts`` gives it."""
    if not notebook_file().exists():
        return
    with session.notebook() as notebook:
        newest = {correction.article: correction for correction in notebook.corrections()}
        read = _Articles(session, list(newest.values()))
        for correction in newest.values():
            yield read.corrected(notebook, correction)


class _Articles:
    """The articles of corrections: from their files, which are the truth, else as the collection holds them."""

    def __init__(self, session: Session, corrections: Sequence[Correction]) -> None:
        self.session = session
        self.of_path: dict[str, list[Correction]] = {}
        for correction in corrections:
            self.of_path.setdefault(correction.path, []).append(correction)
        self.read: dict[str, Article] = {}

    def corrected(
        self, notebook: Notebook, correction: Correction
    ) -> tuple[CorrectedFacts | SourceError, str]:
        """The corrected article that *correction* is about, and its id; or why it is not to be had."""
        self._read(correction.path)
        article = self.read.get(correction.article)
        if article is not None:
            shown = article.id
            article = msgspec.structs.replace(article, id=correction.article)
            return notebook.corrected(article, extract(article), extract), shown
        stored = self._stored(correction.article)
        if stored is not None:
            return notebook.corrected(*stored, extract), correction.article
        return (
            SourceError(
                N_("the article is neither in this file nor in the collection"),
                subject=correction.path,
                line=correction.line,
                advice=N_("put the file back; its corrections are kept"),
            ),
            correction.article,
        )

    def _read(self, path: str) -> None:
        """Read all wanted articles of one file, which is read once."""
        wanted = self.of_path.pop(path, [])
        if not wanted or not Path(path).is_file():
            return
        ranks: dict[str, int] = {}
        for document in sources.read(Path(path), max_bytes=self.session.settings.max_article_bytes):
            if isinstance(document, SourceError):
                continue  # if it was the one that is wanted, it will be missed
            for correction in wanted:
                # The same bytes are the article for certain; then its own identifier tells, last its place.
                same = (
                    document.sha256 == correction.sha256,
                    document.id == correction.article,
                    document.line == correction.line,
                )
                rank = same.index(True) if True in same else len(same)
                if rank < ranks.get(correction.article, len(same)):
                    ranks[correction.article] = rank
                    self.read[correction.article] = cleaning.clean(document)

    def _stored(self, article_id: str) -> tuple[Article, Facts] | None:
        try:
            with self.session.collection().open_reader() as reader:
                stored = reader.load(article_id)
        except (CollectionError, KeyError):
            return None
        return stored.article, stored.facts


def _note_detached(session: Session, corrected: CorrectedFacts) -> None:
    if not corrected.detached:
        return
    count = ngettext(
        "{file}: {count} correction no longer fits the article and is not printed",
        "{file}: {count} corrections no longer fit the article and are not printed",
        len(corrected.detached),
    )
    session.console.flush()
    session.console.note(
        count.format(file=corrected.article.path, count=format_count(len(corrected.detached)))
    )


def _judged(corrected: CorrectedFacts) -> list[tuple[Any, Correction]]:
    """The facts that the reader judged, rejected ones as they were found, each with what was said."""
    everything: list[Judged[Any]] = [
        corrected.published, *corrected.visits, *corrected.quotes, *corrected.dates, *corrected.names,
    ]  # fmt: skip
    return [
        (item.found if item.verdict == "reject" and item.found else item.fact, item.correction)
        for item in everything
        if item.correction is not None
    ]


def _table(article: Article, judged: Sequence[tuple[Any, Correction]]) -> str:
    """The judged facts of one article as text for a person, a name once a form."""
    lines = [article.display_title(), "  " + _("File: {path}").format(path=article.path)]
    for fact, said in judged:
        verdict = verdict_words(VERDICTS[said.action], said.by, said.created_at, export_wording())
        lines.append(f"  {_line(fact)} – {verdict}")
    return "\n".join(dict.fromkeys(lines))


def _line(fact: Visit | Quote | Mention | TemporalExpression | Publication) -> str:
    if isinstance(fact, Publication):
        return _("Published: {date}").format(date=format_date(fact.date) if fact.date else _("unknown"))
    if isinstance(fact, Visit):
        return visit_line(fact)
    if isinstance(fact, Quote):
        return quote_line(fact)
    return name_line(fact) if isinstance(fact, Mention) else date_line(fact)
