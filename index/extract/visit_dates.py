"""When a visit takes place: the dates and the duration that belong to its frame, and how they add up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property

from index.article import Span
from index.extract.date_reasons import AS_WRITTEN
from index.extract.dates import Duration, find_durations
from index.extract.tokens import Tokens
from index.extract.visit_context import Frame
from index.extract.visit_hosts import Leg
from index.extract.visit_words import VisitWords
from index.facts import Precision, TemporalExpression
from index.messages import M_, Day, Message

_NEAR = 14
"""Tokens behind the destination within which a date still belongs to it."""
_SAYING = 14
"""Tokens before a date within which a word of saying claims it."""
_LONGEST = 60
"""No official visit lasts more days."""
_STAY = timedelta(days=15)
"""A programme day later than this after the arrival belongs to another journey."""
_QUOTES = frozenset('"“”„')


@dataclass(frozen=True, slots=True)
class When:
    """From when to when, each with its evidence; ``reasons`` say why."""

    first: str | None = None
    last: str | None = None
    first_precision: Precision = "unknown"
    last_precision: Precision = "unknown"
    first_evidence: Span | None = None
    last_evidence: Span | None = None
    duration: Span | None = None
    """Where the text says how long."""
    days: int | None = None
    past: bool = False
    """The date is said to lie behind ("Oktober lalu", "terakhir pada September")."""
    reasons: tuple[Message, ...] = ()

    @property
    def is_range(self) -> bool:
        """Whether both ends are known to the day."""
        return self.first_precision == "day" and self.last_precision == "day"


UNDATED = When()


@dataclass(frozen=True, slots=True)
class Dated:
    """A calendar expression with its token range."""

    first: int
    last: int
    expression: TemporalExpression = field(compare=False)


class Calendar:
    """The calendar expressions of one article, by token."""

    def __init__(self, tokens: Tokens, dates: Iterable[TemporalExpression], words: VisitWords) -> None:
        self._tokens = tokens
        self._words = words
        found = [Dated(tokens.at(item.start), tokens.at(item.end - 1) + 1, item) for item in dates]
        self.dates = [item for item in found if item.expression.first and item.expression.last]
        """The expressions that can be placed on a calendar."""
        self.tokens = {i for item in found for i in range(item.first, item.last)}
        """The tokens of all expressions, those that cannot be placed included."""
        self._found = found

    def of(self, frame: Frame, leg: Leg | None = None) -> When:
        """The dates that belong to *frame* or to one *leg* of it, an end counted from the duration included."""
        sentence = self._tokens.sentences[self._tokens.sentence[frame.trigger]]
        found = (
            self._between_legs(frame, leg)
            or self._inside(frame)
            or self._behind(frame, sentence.stop)
            or self._before(frame, sentence.start)
        )
        when = UNDATED
        if found is not None and self._lead(found) in self._words.of("attribution.ends"):
            when = _until(found.expression)
        elif found is not None:
            when = replace(_from(found.expression), past=self._is_past(found))
            end = self._end(found, sentence.stop)
            if end is not None:
                when = replace(
                    when, last=end.expression.last, last_precision=end.expression.precision,
                    last_evidence=end.expression.span, reasons=(*when.reasons, _reason(end.expression)),
                )  # fmt: skip
        return self._with_duration(when, frame, sentence)

    def within(self, first: int, last: int) -> list[Dated]:
        """The expressions in the token range ``[first, last)``, those that cannot be placed included."""
        return [item for item in self._found if first <= item.first and item.last <= last]

    def behind(self, token: int, trigger: int) -> When:
        """The first expression behind *token* in the sentence of *trigger*."""
        stop = self._tokens.sentences[self._tokens.sentence[trigger]].stop
        item = next(iter(self.within(token, stop)), None)
        return UNDATED if item is None else _from(item.expression)

    def is_statement(self, item: Dated) -> bool:
        """Whether *item* dates a statement ("kata X, Jumat (28/3)") and not what it is about."""
        start = self._tokens.sentences[self._tokens.sentence[item.first]].start
        for i in range(item.first - 1, max(start, item.first - _SAYING) - 1, -1):
            if self._tokens.lower[i] in self._words.of("attribution.words"):
                return self._tokens.lower[i + 1] not in self._words.of("aspect.schemes")
            if self._tokens.text[i] in _QUOTES:
                return False
        return False

    def _between_legs(self, frame: Frame, leg: Leg | None) -> Dated | None:
        """The date of one leg in "ke A pada 3 Mei dan ke B pada 5 Mei"."""
        return None if leg is None else next(iter(self.within(leg.last, frame.last)), None)

    def _inside(self, frame: Frame) -> Dated | None:
        leg = frame.legs[0].first if frame.legs else frame.last
        return next(iter(self.within(frame.trigger + 1, max(leg, frame.trigger + 1))), None)

    def _behind(self, frame: Frame, stop: int) -> Dated | None:
        for item in self.within(frame.last, min(stop, frame.last + _NEAR)):
            between = range(frame.last, item.first)
            if self._is_elsewhere(item, between) or any(
                self._words.triggers.get(self._tokens.lower[i]) in ("goes", "noun") for i in between
            ):
                return None
            if not any(self._barrier(i, "attribution.words", "attribution.since") for i in between):
                return item
            lead = self._lead(item)
            if lead in self._words.of("attribution.last") or (
                lead in self._words.of("attribution.starts") and len(between) < 4
            ):
                return item
            return None
        return None

    def _is_elsewhere(self, item: Dated, between: range) -> bool:
        """Whether *item* dates what stands *between*: "… surat yang dikirim pada Mei", "serta peresmian … 1990"."""
        for i in between[:-1]:
            word, following = self._tokens.lower[i], self._tokens.lower[i + 1]
            if word == "yang":
                told = next(
                    (w for w in self._tokens.lower[i + 1 : item.first] if self._words.is_verb(w)), None
                )
                if told is not None and told not in self._words.of("attribution.schedules"):
                    return True
            elif word in self._words.of("clauses.joins") and following in self._words.of(
                "attends.gatherings"
            ):
                return item.expression.precision != "day"
        return False

    def _is_of_another(self, item: Dated, start: int) -> bool:
        """Whether a journey told before it in the sentence has *item*: "setelah mengunjungi Y Senin, X menerima …"."""
        told = self._words.triggers
        return any(told.get(self._tokens.lower[i]) in ("goes", "noun") for i in range(start, item.first))

    def _parts(self, i: int) -> bool:
        """Whether token *i* between a date and the trigger behind it begins another clause."""
        word = self._tokens.lower[i]
        if word != self._tokens.text[i]:
            return False
        own = ("light.words", "clauses.adverbs", "aspect.planned", "aspect.underway", "aspect.done", "aspect.finished",
               "aspect.cancelled", "aspect.postponed")  # fmt: skip
        return word in _QUOTES or (
            self._words.is_verb(word) and not any(word in self._words.of(e) for e in own)
        )

    def _lead(self, item: Dated) -> str:
        """The word before *item*, less "pada", "hari" and the like."""
        before = item.first - 1
        while before > 0 and self._tokens.lower[before] in self._words.of("attribution.on"):
            before -= 1
        return self._tokens.lower[before] if before >= 0 else ""

    def _is_past(self, item: Dated) -> bool:
        inside = self._tokens.lower[item.first : item.last + 1]
        return any(word in self._words.of("aspect.past") for word in (*inside, self._lead(item)))

    def _before(self, frame: Frame, start: int) -> Dated | None:
        for item in reversed(self.within(start, frame.trigger)):
            between = range(item.last, frame.trigger)
            if any(self._tokens.lower[i] in self._words.of("clauses.sequence") for i in between):
                return None
            if any(self._tokens.lower[i] in self._words.of("aspect.put_off") for i in between):
                return None  # the day on which it was decided
            if self.is_statement(item) or any(
                self._tokens.lower[i] in self._words.of("attribution.since")
                for i in range(max(start, item.first - 2), item.first)
            ):
                return None
            if any(self._parts(i) for i in between) or self._is_of_another(item, start):
                return None
            return item
        return None

    def _end(self, start: Dated, stop: int) -> Dated | None:
        """The second of two expressions joined by "hingga"."""
        following = self.within(start.last, min(stop, start.last + 5))
        if following and any(
            self._tokens.lower[i] in self._words.of("attribution.ends")
            for i in range(start.last, following[0].first)
        ):
            return following[0]
        return None

    def _with_duration(self, when: When, frame: Frame, sentence: range) -> When:
        first, last = max(sentence.start, frame.trigger - 4), min(sentence.stop, frame.last + 10)
        found = next((d for d in self._durations if first <= d.token < last), None)
        if found is None:
            return when
        return counted(
            replace(when, duration=Span(found.start, found.end), days=found.days), self._tokens.body
        )

    @cached_property
    def _durations(self) -> list[Duration]:
        """The lengths of time that may be those of a stay, in text order."""
        lower, excluded = self._tokens.lower, self._words.of("duration.excluded")
        found = (d for d in find_durations(self._tokens) if d.days <= _LONGEST)
        return [d for d in found if d.token == 0 or lower[d.token - 1] not in excluded]

    def _barrier(self, i: int, *entries: str) -> bool:
        return self._tokens.text[i] in _QUOTES or any(
            self._tokens.lower[i] in self._words.of(e) for e in entries
        )


def counted(when: When, body: str) -> When:
    """*when* with its end counted from its beginning and its number of days, where it has no end yet.

    *body* is the text that its duration is a span of.
    """
    if when.first is None or when.days is None or when.first_precision != "day" or when.last is not None:
        return when
    try:
        end = (date.fromisoformat(when.first) + timedelta(days=when.days - 1)).isoformat()
    except (ValueError, OverflowError):
        return when
    reason = (
        M_("“{words}” = until {day}", words=when.duration.of(body), day=Day(end))
        if when.duration
        else M_("until {day}", day=Day(end))
    )
    return replace(
        when, last=end, last_precision="day", last_evidence=when.duration, reasons=(*when.reasons, reason)
    )


def combined(whens: Sequence[When], body: str) -> When:
    """The dates of one visit from those of its frames, in text order; *body* is the text.

    A range to the day stands before all; else the earliest single day is the beginning, and a duration given anywhere
    counts from it; a week, month or year stands only where no day is given.
    """
    duration = next((w for w in whens if w.days is not None), None)
    ranges = [w for w in whens if w.is_range]
    days = sorted((w for w in whens if w.first_precision == "day"), key=lambda w: w.first or "")
    dated = [w for w in whens if w.first is not None]
    best = next(iter(ranges or days or dated), UNDATED)
    end = next((w for w in whens if w.first is None and w.last is not None), None)
    if end is not None and best.first is not None and best.last is None and (end.last or "") >= best.first:
        best = replace(
            best, last=end.last, last_precision=end.last_precision, last_evidence=end.last_evidence,
            reasons=(*best.reasons, *end.reasons),
        )  # fmt: skip
    if ranges and days and best.first and best.last:
        earlier = [w for w in days if w.first and w.first < best.first and _close(w.first, best.first)]
        if earlier:
            best = replace(
                best, first=earlier[0].first, first_evidence=earlier[0].first_evidence,
                reasons=tuple(dict.fromkeys((*earlier[0].reasons, *best.reasons))),
            )  # fmt: skip
    if duration is not None and best.days is None:
        stretched = counted(replace(best, days=duration.days, duration=duration.duration), body)
        best = replace(stretched, days=None) if stretched.last is not None else stretched
    return best


def stay(arrival: When, departure: When) -> When:
    """From the day of *arrival* to that of *departure*, if both are known."""
    if arrival.first_precision != "day" or departure.first_precision != "day" or arrival.last is not None:
        return arrival
    return replace(
        arrival, last=departure.first, last_precision="day", last_evidence=departure.first_evidence,
        reasons=(*arrival.reasons, *departure.reasons),
    )  # fmt: skip


def ending(when: When) -> When:
    """The single day of *when* as an end."""
    return When(
        last=when.first, last_precision="day", last_evidence=when.first_evidence, reasons=when.reasons
    )


def begun(when: When, programme: Sequence[TemporalExpression], body: str) -> When:
    """*when*, or where it has no date the first day of the visitor's *programme*; *body* is the text."""
    if when.first is not None or not programme:
        return when
    first = _from(min(programme, key=lambda item: item.first or ""))
    return counted(replace(first, duration=when.duration, days=when.days), body)


def extended(when: When, programme: Iterable[TemporalExpression]) -> When:
    """*when* with its end moved to the last day of the visitor's *programme* that follows its beginning."""
    if when.first is None or when.first_precision != "day" or when.days is not None:
        return when
    known = when.last or when.first
    later = [
        item
        for item in programme
        if item.precision == "day"
        and item.last is not None
        and item.last > known
        and _close(when.first, item.last)
    ]
    if not later:
        return when
    end = max(later, key=lambda item: item.last or "")
    reason = M_("last day of the programme: {step}", step=_reason(end))
    return replace(
        when, last=end.last, last_precision="day", last_evidence=end.span, reasons=(*when.reasons, reason)
    )


def _close(first: str, second: str) -> bool:
    return abs(date.fromisoformat(second) - date.fromisoformat(first)) <= _STAY


def _from(item: TemporalExpression) -> When:
    if item.first is None or item.last is None:
        return UNDATED
    single = item.precision == "day" and item.first == item.last
    return When(
        first=item.first,
        first_precision=item.precision,
        first_evidence=item.span,
        last=None if single else item.last,
        last_precision="unknown" if single else item.precision,
        last_evidence=None if single else item.span,
        reasons=(_reason(item),),
    )


def _until(item: TemporalExpression) -> When:
    """A date that only ends: "sampai Sabtu"."""
    if item.last is None:
        return UNDATED
    return When(
        last=item.last, last_precision=item.precision, last_evidence=item.span, reasons=(_reason(item),)
    )


def _reason(item: TemporalExpression) -> Message:
    """The words of *item* and how they were resolved."""
    return M_("“{words}”: {step}", words=item.text, step=item.reasoning or AS_WRITTEN)
