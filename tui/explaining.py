"""Why a fact is what it is, in words: the evidence, the rule, how dates and speakers were resolved, who judged it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from index.article import Article, Span
from index.export.citation import VERDICTS
from index.export.wording import verdict_words
from index.facts import Mention, Quote, TemporalExpression, Visit
from tui.fields import FIELD_NAMES, shown_value
from tui.i18n import N_, _, format_date, format_interval, ngettext, say, territory_name
from tui.judging import KIND_NAMES, TYPE_NAMES, fact_in_words, sign, widest
from tui.outline import KINDS, STATUSES, SpeakerEntry
from tui.rules import rule_in_words
from tui.wording import export_wording

if TYPE_CHECKING:
    from index.notebook import CorrectedFacts, Correction, Detached, Judged

Look = Literal["value", "name", "dates", "quote", "note", "warning"]

AROUND = 40
"""Code points shown on either side of a name that stands elsewhere in the article."""

PRECISIONS = {
    "day": N_("to the day"),
    "week": N_("to the week"),
    "month": N_("to the month"),
    "year": N_("to the year"),
    "unknown": N_("unknown"),
}
METHODS = {
    "explicit": N_("as written"),
    "inferred year": N_("the year inferred"),
    "weekday": N_("from the weekday"),
    "relative": N_("counted from another day"),
    "duration": N_("from a length of time"),
}
DETACHED = {
    "words": N_("The words that it is about no longer stand in the article, or stand in it more than once."),
    "publication": N_("The day follows from the date of publication, which is now another."),
}


@dataclass(frozen=True)
class Line:
    """One particular of a fact."""

    label: str
    text: str
    look: Look = "value"


@dataclass(frozen=True)
class Explanation:
    """A heading and the particulars below it."""

    title: str
    lines: tuple[Line, ...]


def explain(judged: Judged[Any], corrected: CorrectedFacts) -> Explanation:
    """All that is known of one fact of the article in *corrected*."""
    fact, article = judged.fact, corrected.article
    if isinstance(fact, Visit):
        lines = _visit(fact, article)
    elif isinstance(fact, Quote):
        lines = _quote(fact, corrected)
    elif isinstance(fact, Mention):
        lines = _name(fact, corrected)
    elif isinstance(fact, TemporalExpression):
        lines = _date(fact)
    else:
        lines = _published(judged, article)
    return Explanation(_title(judged), (*(line for line in lines if line.text), *_verdict(judged)))


def explain_speaker(speaker: SpeakerEntry, corrected: CorrectedFacts) -> Explanation:
    """Who *speaker* is in the article, and how each of the quotes was attributed."""
    quotes = [entry.judged.fact for entry in speaker.quotes]
    identity = quotes[0].speaker_identity
    named = [name for name in corrected.facts.mentions if name.type == "person" and name.identity == identity]
    resolved = Counter(quote.resolved_by for quote in quotes)
    lines = [
        Line(_("Name"), speaker.name or _("speaker unclear"), "name"),
        *(Line(_("Office"), office) for office in dict.fromkeys(quote.office for quote in quotes) if office),
        *(
            Line(_("Speaks for"), body)
            for body in dict.fromkeys(quote.speaks_for for quote in quotes)
            if body
        ),
        Line(_("Written"), _forms(name.text for name in named)),
        Line(_("First named"), _excerpt(corrected.article, named[0].span) if named else "", "quote"),
        *(Line(_("Quotes"), f"{_counted(count)}: {_resolved(how)}") for how, count in resolved.most_common()),
        Line("", _("Each quote is confirmed, corrected or rejected by itself; Enter lists them."), "note"),
    ]
    return Explanation(_("Speaker"), tuple(line for line in lines if line.text))


def explain_detached(detached: Detached) -> Explanation:
    """A correction that has no place in the article as it is."""
    said = detached.correction
    lines = [
        Line(_("Correction"), fact_in_words(said.corrected()), "name"),
        Line(_("Words then"), f"“{said.text}”" if said.text else "", "quote"),
        Line(_("Why"), _(DETACHED[detached.reason]), "warning"),
        *_said(said),
        Line(
            "", _("It is kept in the notebook; a correction of what stands here now takes its place."), "note"
        ),
    ]
    return Explanation(_("Correction without effect"), tuple(line for line in lines if line.text))


def _title(judged: Judged[Any]) -> str:
    from index.notebook import kind_of

    name = _(KIND_NAMES[kind_of(judged.fact)])
    return " ".join(part for part in (name[:1].upper() + name[1:], sign(judged)) if part)


def _visit(visit: Visit, article: Article) -> Iterator[Line]:
    yield Line(_("Visitor"), visit.visitor, "name")
    yield Line(_("Office"), visit.office or "")
    yield Line(_("From"), territory_name(visit.origin) if visit.origin else _("unknown"))
    host = territory_name(visit.host) if visit.host else _("unknown")
    yield Line(_("To"), ", ".join((host, *visit.places)))
    dates = format_interval(visit.first, visit.last, visit.from_precision, visit.to_precision)
    yield Line(_("Dates"), dates or _("no date in the text"), "dates")
    for words in dict.fromkeys(
        span.of(article.body) for span in (visit.from_evidence, visit.to_evidence) if span
    ):
        yield Line(_("Dated by"), f"“{words}”", "quote")
    yield Line(_("Reckoned"), "; ".join(map(say, visit.reasoning)))
    yield Line(_("Duration"), f"“{visit.duration}”" if visit.duration else "", "quote")
    status = [_(STATUSES[visit.status])]
    status += [_(KINDS[visit.kind])] if visit.kind in KINDS else []
    status += [_("background")] if visit.background else []
    yield Line(_("Status"), " · ".join(status))
    for span in widest(visit.evidence):
        yield Line(_("Evidence"), f"“{span.of(article.body)}”", "quote")
    yield Line(_("Rule"), rule_in_words(visit))


def _quote(quote: Quote, corrected: CorrectedFacts) -> Iterator[Line]:
    yield Line(_("Words"), f"“{quote.text}”" if quote.kind == "direct" else quote.text, "quote")
    kind = (
        _("direct quotation") if quote.kind == "direct" else _("reported speech, in the words of the article")
    )
    yield Line(_("Kind"), kind)
    yield Line(_("Speaker"), quote.speaker or _("speaker unclear"), "name")
    written = quote.speaker_span.of(corrected.article.body) if quote.speaker_span else ""
    yield Line(_("Written"), f"“{written}”" if written else "", "quote")
    if quote.speaker is not None:
        yield Line(_("Known by"), _resolved(quote.resolved_by))
    if quote.resolved_by in ("surname", "pronoun", "role"):
        before = _named_before(quote, corrected)
        yield Line(_("Last named"), _excerpt(corrected.article, before) if before else "", "quote")
    yield Line(_("Perhaps"), ", ".join(quote.candidates))
    yield Line(_("Office"), quote.office or "")
    yield Line(_("Speaks for"), quote.speaks_for or "")
    yield Line(_("Cue"), f"“{quote.cue}”" if quote.cue else "", "quote")
    yield Line(_("Rule"), rule_in_words(quote))


def _resolved(how: str) -> str:
    return {
        "name": _("the name, beside the words"),
        "surname": _("a part of the name, beside the words"),
        "pronoun": _("a pronoun, and who was spoken of before"),
        "role": _("a role, and who holds it in the article"),
        "none": _("nothing in the text"),
    }[how]


def _named_before(quote: Quote, corrected: CorrectedFacts) -> Span | None:
    """Where the speaker was last named in full before the words beside the quote."""
    at = quote.speaker_span.start if quote.speaker_span else quote.start
    before = [
        name.span
        for name in corrected.facts.mentions
        if name.identity == quote.speaker_identity and name.end <= at and name.resolved_by == "name"
    ]
    return max(before, default=None)


def _name(name: Mention, corrected: CorrectedFacts) -> Iterator[Line]:
    whole = territory_name(name.name) if name.type == "country" else name.name
    yield Line(_("Name"), whole, "name")
    yield Line(_("Type"), _(TYPE_NAMES[name.type]))
    yield Line(_("Written"), f"“{name.text}”", "quote")
    yield Line(_("Known by"), _known(name))
    same = [one for one in corrected.facts.mentions if (one.type, one.identity) == (name.type, name.identity)]
    yield Line(_("In the article"), _forms(one.text for one in same))
    if name.resolved_by == "surname":
        full = next((one.span for one in same if one.resolved_by == "name"), None)
        yield Line(_("In full"), _excerpt(corrected.article, full) if full else "", "quote")
    yield Line(_("Rule"), rule_in_words(name))


def _known(name: Mention) -> str:
    return {
        "name": _("the whole name"),
        "surname": _("a part of the name"),
        "pronoun": _("a pronoun"),
        "role": _("a role"),
        "none": _("nothing else in the article"),
    }[name.resolved_by]


def _forms(texts: Iterable[str]) -> str:
    """The different ways of writing, each with how often."""
    return ", ".join(f"{text} ({count})" for text, count in Counter(texts).most_common())


def _date(date: TemporalExpression) -> Iterator[Line]:
    yield Line(_("Words"), f"“{date.text}”", "quote")
    if date.first is None and date.last is None:
        reason = say(date.reasoning) if date.reasoning else ""
        text = _("cannot be placed: {reason}") if reason else _("cannot be placed on the calendar")
        yield Line(_("Means"), text.format(reason=reason), "warning")
        yield Line(_("Disagrees"), say(date.conflict) if date.conflict else "", "warning")
        yield Line(_("Rule"), rule_in_words(date))
        return
    means = format_interval(date.first, date.last, date.precision, date.precision)
    yield Line(_("Means"), means, "dates")
    if date.first and date.precision == "day":
        days = dict.fromkeys(day for day in (date.first, date.last) if day)
        yield Line(_("Weekday"), " – ".join(map(_weekday, days)))
    yield Line(_("Precision"), _(PRECISIONS[date.precision]))
    yield Line(_("Known by"), _(METHODS[date.method]))
    yield Line(_("Counted from"), format_date(date.anchor) if date.anchor else "")
    yield Line(_("Reckoned"), say(date.reasoning) if date.reasoning else "")
    yield Line(_("Disagrees"), say(date.conflict) if date.conflict else "", "warning")
    yield Line(_("Rule"), rule_in_words(date))


def _weekday(iso: str) -> str:
    from datetime import date

    names = (
        N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday"),
    )  # fmt: skip
    return _(names[date.fromisoformat(iso).weekday()])


def _published(judged: Judged[Any], article: Article) -> Iterator[Line]:
    day = judged.fact.date
    yield Line(_("Published"), format_date(day) if day else _("date unknown"), "dates")
    yield Line(_("Weekday"), _weekday(day) if day else "")
    if article.published_within and not day:
        yield Line(_("Known by"), format_date(article.published_within))
    found = judged.found or judged.fact
    yield Line(
        _("Evidence"), f"“{found.evidence}”" if found.evidence else _("no line of the article"), "quote"
    )
    if found.date and found.date != day:
        yield Line(_("Found"), format_date(found.date), "dates")
    yield Line("", _("Days without a year, weekdays and words such as “besok” are counted from it."), "note")


def _verdict(judged: Judged[Any]) -> Iterator[Line]:
    if judged.correction is None:
        return
    yield from _said(judged.correction)
    if judged.found is None:
        yield Line("", _("The extraction does not find it any more; it stands because you said so."), "note")


def _said(said: Correction) -> Iterator[Line]:
    yield Line(
        _("Judged"), verdict_words(VERDICTS[said.action], said.by, said.created_at, export_wording()), "name"
    )
    from msgspec import to_builtins

    found: dict[str, Any] = to_builtins(said.fact)
    for name, value in said.edits.items():
        if name in FIELD_NAMES:
            change = _("{new} instead of {old}").format(
                new=shown_value(name, value, said.corrected()), old=shown_value(name, found[name], said.fact)
            )
            yield Line(_(FIELD_NAMES[name]), change)


def _excerpt(article: Article, span: Span) -> str:
    """The words at *span* with some of their paragraph around them."""
    paragraph = next((whole for whole in article.paragraphs if whole.covers(span)), span)
    start, end = max(paragraph.start, span.start - AROUND), min(paragraph.end, span.end + AROUND)
    before = "…" if start > paragraph.start else ""
    after = "…" if end < paragraph.end else ""
    return f"“{before}{article.body[start:end].strip()}{after}”"


def _counted(count: int) -> str:
    return ngettext("{count} quote", "{count} quotes", count).format(count=count)
