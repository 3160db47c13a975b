"""How surely a fact of today's extraction is the one that a correction speaks of."""

from __future__ import annotations

from index.article import Span
from index.facts import Mention, Quote, TemporalExpression, Visit
from index.notebook.corrections import Correction, Fact, Publication

SAME_WORDS = 0.5
"""Share of the words of two quotes or names, taken together, that both must hold to be the same fact."""


def likeness(correction: Correction, span: Span | None, fact: Fact) -> float:
    """Above 0 where *fact* may be the one corrected, the more the surer; *span* is where the correction's words stand.

    A rejection counts only for the reading that was rejected.
    """
    before, after = correction.fact, correction.corrected()
    if correction.action == "reject" and not _same_reading(before, fact):
        return 0
    surer = 1.0 if _same_reading(before, fact) else 0.5 if _same_reading(after, fact) else 0.0
    if isinstance(before, Visit) and isinstance(after, Visit) and isinstance(fact, Visit):
        shared = _visit_likeness(before, after, span, fact)
    elif span is None or isinstance(fact, Visit | Publication):
        shared = 0.0
    else:
        shared = _shared(span, fact.span)
        if isinstance(fact, Mention) and isinstance(before, Mention) and isinstance(after, Mention):
            shared = shared if fact.type in (before.type, after.type) else 0.0
        if not isinstance(fact, TemporalExpression) and shared < SAME_WORDS:
            shared = 0.0
    return shared + surer if shared else 0


def _same_reading(one: Fact, other: Fact) -> bool:
    """Whether two facts say the same of their words."""
    if isinstance(one, Visit) and isinstance(other, Visit):
        return _same_visitor(one, other) and one.host == other.host
    if isinstance(one, Quote) and isinstance(other, Quote):
        return one.speaker == other.speaker
    if isinstance(one, Mention) and isinstance(other, Mention):
        return (one.type, one.name) == (other.type, other.name)
    if isinstance(one, TemporalExpression) and isinstance(other, TemporalExpression):
        return (one.first, one.last) == (other.first, other.last)
    return False


def _visit_likeness(before: Visit, after: Visit, span: Span | None, fact: Visit) -> float:
    """A visit is known by visitor and host wherever the article tells of it, by one of them in the same clause."""
    visitor = _same_visitor(before, fact) or _same_visitor(after, fact)
    host = fact.host in (before.host, after.host)
    here = span is not None and any(span.touches(place) for place in fact.evidence)
    if not ((visitor and host) or (here and (visitor or host))):
        return 0
    days = (fact.first, fact.last) in ((before.first, before.last), (after.first, after.last))
    return float(visitor + host + here) + days / 2


def _same_visitor(one: Visit, other: Visit) -> bool:
    if one.visitor.casefold() == other.visitor.casefold():
        return True
    return one.visitor_identity is not None and one.visitor_identity == other.visitor_identity


def _shared(one: Span, other: Span) -> float:
    """Code points in both over code points in either."""
    both = min(one.end, other.end) - max(one.start, other.start)
    return max(0, both) / (max(one.end, other.end) - min(one.start, other.start))
