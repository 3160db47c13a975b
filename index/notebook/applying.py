"""What becomes of an article's facts with the reader's corrections.

A correction is tied to words, not to a place in a list: it is found again in today's text as a highlight is
(:func:`index.notebook.anchor.locate`), and then among today's facts of its kind the one that stands there. So it
outlives a new extraction and a changed file, and where that is open it counts for nothing and says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import msgspec

from index.article import Article, Span
from index.facts import Facts, Mention, Quote, TemporalExpression, Visit
from index.notebook.anchor import locate
from index.notebook.corrections import CorrectedFacts, Correction, Detached, FactKind, Judged, Publication
from index.notebook.likeness import likeness

Extract = Callable[[Article], Facts]
_F = TypeVar("_F", Visit, Quote, Mention, TemporalExpression)

_DATED: Mapping[FactKind, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "visit": (
        ("first", "last", "status", "background"),
        ("from_precision", "to_precision", "from_evidence", "to_evidence", "reasoning"),
    ),
    "date": (("first", "last"), ("precision", "method", "anchor", "reasoning", "conflict")),
}
"""Attributes that follow from the day of publication: what is said, and what goes with it."""
NAMED_BY_READER: Mapping[str, Any] = {
    "speaker_identity": None, "speaker_span": None, "resolved_by": "none", "candidates": (),
}  # fmt: skip
"""Attributes of a quote whose speaker the reader entered: nothing in the text gives that speaker."""
_ATTRIBUTES = {"from": "first", "to": "last"}
"""Editable values whose attribute has another name."""


def apply(
    article: Article, facts: Facts, corrections: Iterable[Correction], extract: Extract | None = None
) -> CorrectedFacts:
    """*facts* of *article*, both as read, with *corrections*, all of this article and in the order they were made.

    Where the reader corrected the day of publication, *extract* (the extraction pipeline unless another is given)
    runs again with that day, so that relative dates follow; then the other corrections are applied.

    * An accepted or edited fact keeps the values that the reader saw and approved, whatever the extraction says
      today, and stays even when that no longer finds it.
    * A rejected fact is left out as long as the extraction gives the same reading (visitor and host, speaker, type
      and name, days); another reading of the same words has not been judged.
    * A name's correction counts for all places of the article with the same words, type and identity.
    * Dates that the reader did not enter follow a later correction of the day of publication; if they change, an
      acceptance is no longer one of what is shown, and is given as detached.
    """
    rows = sorted(corrections, key=lambda correction: correction.id)
    published, detached = _published(article, [row for row in rows if row.kind == "published"])
    if published.fact.date != article.published:
        article = msgspec.structs.replace(
            article,
            published=published.fact.date,
            published_evidence=published.fact.evidence,
            published_within=None,
        )
        facts = (extract or _pipeline())(article)
    work = _Work(article, facts, rows)
    visits = work.judged("visit", facts.visits)
    quotes = work.judged("quote", facts.quotes)
    names = work.judged("name", facts.mentions)
    dates = work.judged("date", facts.dates)
    return CorrectedFacts(
        article=article,
        facts=Facts(
            extractor=facts.extractor,
            dates=_holding(dates),
            mentions=_holding(names),
            quotes=_holding(quotes),
            visits=_holding(visits),
        ),
        published=published,
        visits=visits,
        quotes=quotes,
        names=names,
        dates=dates,
        detached=(*detached, *work.detached),
    )


def _pipeline() -> Extract:
    from index.extract.pipeline import extract  # the notebook itself works without the extraction

    return extract


def _holding(judged: Sequence[Judged[_F]]) -> tuple[_F, ...]:
    return tuple(item.fact for item in judged if item.verdict != "reject")


def _published(article: Article, rows: Sequence[Correction]) -> tuple[Judged[Publication], list[Detached]]:
    """The publication after its last correction, which counts for the same file or the same line and date."""
    found = Publication.of(article)
    if not rows:
        return Judged(found, found), []
    last = rows[-1]
    if last.fact != found and (not article.sha256 or last.sha256 != article.sha256):
        return Judged(found, found), [Detached(last, "words")]
    fact = last.corrected()
    assert isinstance(fact, Publication)
    if last.action == "reject":
        fact = Publication()
    elif last.action == "edit":
        fact = Publication(fact.date)  # the line gave another date and is no evidence of this one
    return Judged(fact, found, last), []


class _Work:
    """The corrections of one article on their way to its facts."""

    def __init__(self, article: Article, facts: Facts, rows: Sequence[Correction]) -> None:
        self.article = article
        self.facts = facts
        self.heads = standing_corrections(rows)
        self.detached: list[Detached] = []

    def judged(self, kind: FactKind, found: Sequence[_F]) -> tuple[Judged[_F], ...]:
        """The facts of one kind, each with the correction that counts for it."""
        placed = self._placed(kind)
        taken = self._taken(placed, found)
        judged = [Judged(fact, fact) for fact in found]
        for head, span in placed:
            at = taken.get(head.id)
            match = None if at is None else found[at]
            result = self._result(head, span, match)
            if result is None:
                continue
            if at is None:
                judged.append(result)
                continue
            judged[at] = result
            if kind == "name":
                self._spread(judged, result, at, set(taken.values()))
        if kind != "visit":  # visits keep the extraction's order, the others the text's
            judged.sort(key=lambda item: _order(item.fact))
        return tuple(judged)

    def _placed(self, kind: FactKind) -> list[tuple[Correction, Span | None]]:
        """The corrections of *kind* with where their words stand; those without a place are noted as detached."""
        placed: list[tuple[Correction, Span | None]] = []
        for head in self.heads:
            if head.kind != kind:
                continue
            span = locate(self.article.body, head.text, head.before, head.after, head.start)
            if span is not None and head.text:
                placed.append((head, span))
            elif not head.text and head.sha256 == self.article.sha256:
                placed.append((head, None))
            else:
                self.detached.append(Detached(head, "words"))
        return placed

    def _taken(self, placed: Sequence[tuple[Correction, Span | None]], found: Sequence[_F]) -> dict[int, int]:
        """Correction id to index in *found*: one to one, the most alike first, then the latest."""
        pairs = sorted(
            (
                (alike, head.id, at)
                for head, span in placed
                for at, fact in enumerate(found)
                if (alike := likeness(head, span, fact))
            ),
            key=lambda pair: (-pair[0], -pair[1], pair[2]),
        )
        taken: dict[int, int] = {}
        for _, head_id, at in pairs:
            if head_id not in taken and at not in taken.values():
                taken[head_id] = at
        return taken

    def _result(self, head: Correction, span: Span | None, match: _F | None) -> Judged[_F] | None:
        """What *head* makes of *match*, or where nothing is found of the fact that the reader vouched for."""
        if head.action == "reject":
            return None if match is None else Judged(match, match, head)
        wanted: Any = head.corrected()
        if match is not None and head.kind in _DATED and head.published != self.article.published:
            followed = self._followed(head, wanted, match)
            if head.action == "accept" and followed != wanted:
                self.detached.append(Detached(head, "publication"))
                return None
            wanted = followed
        return Judged(self._anchored(head, wanted, span, match), match, head)

    def _followed(self, head: Correction, wanted: Any, match: Any) -> Any:
        """*wanted* with what today's extraction makes of the day of publication, edited values kept."""
        entered = {_ATTRIBUTES.get(name, name) for name in head.edits}
        said, beside = _DATED[head.kind]
        following = {name: getattr(match, name) for name in said if name not in entered}
        if all(getattr(wanted, name) == value for name, value in following.items()):
            return wanted
        following |= {name: getattr(match, name) for name in beside if name not in entered}
        return msgspec.structs.replace(wanted, **following)

    def _anchored(self, head: Correction, wanted: Any, span: Span | None, match: Any) -> Any:
        """*wanted* with every span in today's text, and what was derived from edited values derived anew."""
        unmoved = span == Span(head.start, head.end) and head.sha256 == self.article.sha256 != ""
        shown: Any = match or (head.fact if unmoved else None)
        changes: dict[str, Any] = {}
        if isinstance(wanted, Visit):
            changes = _visit_evidence(head, shown, span)
            if "visitor" in head.edits:
                changes["visitor_identity"] = self._identity(wanted.visitor)
        elif span is not None:
            changes = {"start": span.start, "end": span.end, "text": span.of(self.article.body)}
        if isinstance(wanted, Quote):
            changes |= {name: getattr(shown, name, None) for name in ("speaker_span", "cue", "cue_span")}
            if "speaker" in head.edits:
                identity = self._identity(wanted.speaker)
                changes |= {**NAMED_BY_READER, "speaker_identity": identity}
        elif isinstance(wanted, Mention) and head.edits:
            changes["identity"] = self._identity(wanted.name, wanted.type)
        elif isinstance(wanted, TemporalExpression) and head.edits:
            changes |= {"anchor": None, "reasoning": None, "conflict": None}
        return msgspec.structs.replace(wanted, **changes)

    def _identity(self, name: str | None, type_: str | None = None) -> str | None:
        """The identity that a name has elsewhere in the article, else one of its own."""
        if name is None:
            return None
        for mention in self.facts.mentions:
            if mention.name == name and type_ in (None, mention.type):
                return mention.identity
        return name if type_ == "country" else name.casefold()

    def _spread(self, judged: list[Judged[Any]], result: Judged[Any], at: int, taken: set[int]) -> None:
        """Judge the other places with the same words, type and identity alike, unless they were judged themselves."""
        one: Any = result.found
        for other, item in enumerate(judged):
            same: Any = item.found
            if other == at or other in taken or same is None:
                continue
            if (same.text, same.type, same.identity) == (one.text, one.type, one.identity):
                fact = msgspec.structs.replace(
                    same, type=result.fact.type, name=result.fact.name, identity=result.fact.identity
                )
                judged[other] = Judged(fact, same, result.correction)


def _visit_evidence(head: Correction, shown: Any, span: Span | None) -> dict[str, Any]:
    """The spans that a corrected visit rests on: those of *shown*, but none for days that the reader entered."""
    changes: dict[str, Any] = {"evidence": shown.evidence if shown else (span,) if span else ()}
    for attribute, name in (("from_evidence", "from"), ("to_evidence", "to")):
        changes[attribute] = getattr(shown, attribute) if shown and name not in head.edits else None
    if not head.edits.keys().isdisjoint(("from", "to")):
        changes["reasoning"] = ()
    return changes


def _order(fact: Any) -> tuple[int, int]:
    return fact.start, -fact.end


def standing_corrections(rows: Iterable[Correction]) -> list[Correction]:
    """Of *rows*, in the order they were made, the one that counts for each fact: the last of its succession.

    Two programs may both have corrected a fact that neither knew to be corrected; then too the later one counts.
    """
    return list(_heads(rows)[0].values())


def standing_correction(rows: Iterable[Correction], new: Correction) -> Correction | None:
    """Of *rows*, in the order they were made, the one whose place *new*, not yet kept, would take, or null."""
    heads, subjects = _heads(rows)
    return heads.get(_subject(new, subjects))


def _heads(rows: Iterable[Correction]) -> tuple[dict[object, Correction], dict[int, object]]:
    """The last correction of each subject, and the subject of each correction by its id."""
    subjects: dict[int, object] = {}
    heads: dict[object, Correction] = {}
    for row in rows:
        subjects[row.id] = _subject(row, subjects)
        heads[subjects[row.id]] = row
    return heads, subjects


def _subject(row: Correction, subjects: Mapping[int, object]) -> object:
    own = (row.kind, row.sha256, row.start, row.end, row.fact)
    return own if row.supersedes is None else subjects.get(row.supersedes, own)
