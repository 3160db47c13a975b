"""Facts and what the reader said of them: short words, signs, and which facts stand at a place of the text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from index.article import Span
from index.facts import Mention, Quote, TemporalExpression, Visit
from tui.i18n import N_, _, format_date, territory_name
from tui.text import shown

if TYPE_CHECKING:
    from index.notebook import CorrectedFacts, Correction, Fact, FactKind, Highlight, Judged

CONFIRMED, CORRECTED, REJECTED = "✓", "✎", "✗"
SIGNS = {"accept": CONFIRMED, "edit": CORRECTED, "reject": REJECTED}
"""The sign of each verdict."""

TYPE_NAMES = {
    "person": N_("person"),
    "office": N_("office"),
    "country": N_("country"),
    "place": N_("place"),
    "organisation": N_("organisation"),
}
KIND_NAMES: dict[FactKind, str] = {
    "visit": N_("visit"),
    "quote": N_("quote"),
    "name": N_("name"),
    "date": N_("date"),
    "published": N_("date of publication"),
}
MOST = 48
"""Code points of a fact's words in a message."""


def sign(judged: Judged[Any]) -> str:
    """The sign of what the reader said of *judged*; empty for nothing."""
    return SIGNS[judged.verdict] if judged.verdict else ""


def fact_in_words(fact: Fact) -> str:
    """*fact* in a few words: ``visit Wang Yi → Russia``, ``quote “Kami akan …”``."""
    if isinstance(fact, Visit):
        host = territory_name(fact.host) if fact.host else ", ".join(fact.places) or "?"
        return _("visit {visitor} → {host}").format(visitor=fact.visitor, host=host)
    if isinstance(fact, Quote):
        return _("quote “{words}”").format(words=_cut(fact.text))
    if isinstance(fact, Mention):
        name = territory_name(fact.name) if fact.type == "country" else fact.name
        return _("{type} {name}").format(type=_(TYPE_NAMES[fact.type]), name=_cut(name))
    if isinstance(fact, TemporalExpression):
        return _("date “{words}”").format(words=_cut(fact.text))
    return _("published {date}").format(date=format_date(fact.date) if fact.date else _("unknown"))


def kept_in_words(made: Correction, corrected: CorrectedFacts) -> str:
    """What the reader has just said of a fact of the article in *corrected*."""
    text = {
        "accept": _("Confirmed: {fact}; u undoes"),
        "edit": _("Corrected: {fact}; u undoes"),
        "reject": _("Rejected: {fact}; u undoes"),
    }[made.action]
    fact = fact_in_words(made.corrected())
    places = sum(name.correction == made for name in corrected.names)
    if places > 1:
        fact = _("{fact} in {count} places").format(fact=fact, count=places)
    return text.format(fact=fact)


def undone_in_words(said: Correction) -> str:
    """What has just been taken back."""
    text = {
        "accept": _("Confirmation undone: {fact}"),
        "edit": _("Correction undone: {fact}"),
        "reject": _("Rejection undone: {fact}"),
    }[said.action]
    return text.format(fact=fact_in_words(said.fact))


def elsewhere(notice: str, made: Highlight | Correction) -> str:
    """*notice*, with the article in which *made* stands, since it is not the one on the screen."""
    title = made.title or made.lead or made.article
    return _("{notice}, in “{title}”").format(notice=notice, title=title)


def _cut(text: str) -> str:
    text = " ".join(shown(text).split())
    return text if len(text) <= MOST else text[: MOST - 1].rstrip() + "…"


def place_of(fact: Fact) -> Span | None:
    """Where *fact* stands in the text, if anywhere."""
    from index.notebook.corrections import anchor_of  # Not before the first paint.

    return anchor_of(fact)


def widest(spans: Iterable[Span]) -> list[Span]:
    """The *spans*, each once, without those that lie in another."""
    given = list(dict.fromkeys(spans))
    return [span for span in given if not any(other != span and other.covers(span) for other in given)]


def signs_of(corrected: CorrectedFacts) -> list[tuple[int, str]]:
    """Where the judged facts of the text begin, each with its sign."""
    judged: list[Judged[Any]] = [*corrected.visits, *corrected.quotes, *corrected.names, *corrected.dates]
    places = ((place_of(one.fact), sign(one)) for one in judged if one.verdict)
    return [(place.start, sign) for place, sign in places if place is not None]


def facts_at(corrected: CorrectedFacts, offset: int, hidden: frozenset[str]) -> list[Judged[Any]]:
    """The facts whose words stand at *offset*, the shortest stretch first, those rejected last.

    Entities of *hidden* types are not seen and so not meant.
    """
    found: list[tuple[bool, int, Judged[Any]]] = []
    dates = () if "date" in hidden else corrected.dates
    names = [name for name in corrected.names if name.fact.type not in hidden]
    facts: list[Judged[Any]] = [*dates, *names, *corrected.quotes, *corrected.visits]
    for judged in facts:
        around = [span for span in _stretches(judged.fact) if span.start <= offset < span.end]
        if around:
            length = min(span.end - span.start for span in around)
            found.append((judged.verdict == "reject", length, judged))
    return [judged for *_, judged in sorted(found, key=lambda item: item[:2])]


def _stretches(fact: Any) -> tuple[Span, ...]:
    """What belongs to *fact*: the words of a visit's evidence; of a direct quote the quotation marks too."""
    if isinstance(fact, Visit):
        return fact.evidence
    if isinstance(fact, Quote) and fact.kind == "direct":
        return (Span(fact.start - 1, fact.end + 1),)
    return (fact.span,)
