"""The stretches of text that say a visit: its own clause first, then whatever adds to it."""

from __future__ import annotations

from collections.abc import Iterator

from index.article import Span
from index.extract.tokens import Tokens
from index.extract.visit_context import Frame
from index.extract.visit_dates import When
from index.extract.visit_journeys import Journey

_DECIDES = {"cancelled", "postponed", "finished", "underway"}
"""What a mention without a destination may add: "kunjungan itu ditunda"."""


def evidence(journey: Journey, when: When, tokens: Tokens) -> tuple[Span, ...]:
    """The evidence of *journey*, dated *when*: no stretch inside another, no wording twice.

    The clause that names visitor and country leads; then come other statements of the visit, mentions that decide its
    status or give its dates, and dates and duration where they stand apart.
    """
    first = next((f for f in journey.frames if f.legs and _names(f, journey)), journey.frames[0])
    rest = [
        f
        for f in journey.frames
        if f is not first and (f.legs or f.aspects & _DECIDES or _dates(f, when, tokens))
    ]
    found: list[Span] = []
    wordings: set[str] = set()
    for span in (*(_stretch(f, journey, tokens) for f in (first, *rest)), *_dated(when)):
        wording = span.of(tokens.body).casefold()
        if wording in wordings or any(kept.covers(span) for kept in found):
            continue
        wordings.add(wording)
        inner = [at for at, kept in enumerate(found) if span.covers(kept)]
        if inner:
            # A longer stretch takes the place of what it holds: the own clause still leads.
            found[inner[0]] = span
            found = [kept for at, kept in enumerate(found) if at not in inner[1:]]
        else:
            found.append(span)
    return tuple(found)


def _names(frame: Frame, journey: Journey) -> bool:
    return journey.visitor.key in frame.keys


def _dates(frame: Frame, when: When, tokens: Tokens) -> bool:
    """Whether a date of *when* stands in the sentence of *frame*."""
    sentence = tokens.sentences[tokens.sentence[frame.trigger]]
    whole = tokens.span(sentence.start, sentence.stop)
    return any(whole.start <= span.start and span.end <= whole.end for span in _dated(when))


def _dated(when: When) -> Iterator[Span]:
    """Where the dates and the duration of *when* stand."""
    for span in (when.first_evidence, when.last_evidence, when.duration):
        if span is not None:
            yield span


def _stretch(frame: Frame, journey: Journey, tokens: Tokens) -> Span:
    """The stretch of *frame*, the visitor included where the sentence names him."""
    sentence = tokens.sentence[frame.first]
    own = (
        a.first
        for a in frame.visitors
        if a.key == journey.visitor.key and tokens.sentence[a.first] == sentence
    )
    return tokens.span(min([frame.first, *own]), max(frame.last, frame.first + 1))
