"""Calendar expressions of an article: found by a grammar over its tokens and resolved against its publication.

Rules: an expression is the smallest stretch that carries the date; a weekday alone is the one on or after publication
where its clause speaks of plans, else the one on or before it; "pekan lalu" is Monday to Sunday of the week before;
"besok" and the like inside a quotation count from the day the words were spoken, where the text gives it. Lengths of
time, ages, clock times and names that hold a number are no dates.
"""

from __future__ import annotations

import msgspec

from index.extract.date_context import Context
from index.extract.date_grammar import Grammar
from index.extract.date_reading import Reading
from index.extract.date_resolution import Resolution, Resolver
from index.extract.date_words import date_words
from index.extract.tokens import Tokens
from index.facts import TemporalExpression

_DAYS_OF_UNIT = {"day": 1, "week": 7}


class Duration(msgspec.Struct, frozen=True, kw_only=True):
    """A length of time in whole days, ``tiga hari`` or ``sepekan``; offsets in code points of the body."""

    start: int
    end: int
    text: str
    days: int
    token: int
    """Index of the first token."""


def find_dates(tokens: Tokens, published: str | None) -> list[TemporalExpression]:
    """The calendar expressions of *tokens* in text order.

    *published* is the article's day, or only ``YYYY-MM`` or ``YYYY`` where no more is known. An expression that cannot
    be placed is there with null ends. Nothing is raised.
    """
    readings = Grammar(tokens).readings()
    resolver = Resolver(published)
    context = Context(tokens, readings, resolver.published)
    return [_expression(tokens, reading, resolver.resolve(reading, context)) for reading in readings]


def find_durations(tokens: Tokens) -> list[Duration]:
    """Lengths of time counted in days or weeks: ``dua hari``, ``selama 3 hari``, ``sepekan``, ``dua belas hari``.

    The span covers number and unit alone. Not found are lengths that measure back or ahead (``dua hari lalu``).
    """
    words = date_words()
    found = []
    for i, word in enumerate(tokens.lower):
        unit = words.single.get(word) or words.units.get(word)
        if unit not in _DAYS_OF_UNIT:
            continue
        first, number = (i, 1) if word in words.single else _number_before(tokens, i)
        if number < 1 or _measures_away(tokens, i + 1):
            continue
        span, days = tokens.span(first, i + 1), number * _DAYS_OF_UNIT[unit]
        found.append(
            Duration(start=span.start, end=span.end, text=span.of(tokens.body), days=days, token=first)
        )
    return found


def _number_before(tokens: Tokens, i: int) -> tuple[int, int]:
    """Token and value of the number that ends before token *i*; 0 where there is none."""
    words, before = date_words(), tokens.lower[i - 1] if i else ""
    if before.isdecimal() and len(before) <= 3:
        return i - 1, int(before)
    if before in words.numbers:
        tens = i >= 3 and words.number_endings.get(tokens.lower[i - 2]) == "ten"
        if tens and tokens.lower[i - 3] in words.numbers:
            return i - 3, words.numbers[tokens.lower[i - 3]] * 10 + words.numbers[before]
        return i - 1, words.numbers[before]
    ending = words.number_endings.get(before)
    digit = words.numbers.get(tokens.lower[i - 2], 0) if ending and i >= 2 else 0
    return (i - 2, digit * 10 if ending == "ten" else digit + 10) if digit else (i, 0)


def _measures_away(tokens: Tokens, i: int) -> bool:
    words, following = date_words(), tuple(tokens.lower[i : i + 2])
    return following[:1] != () and (following[0] in words.away or following in words.away_phrases)


def _expression(tokens: Tokens, reading: Reading, resolution: Resolution) -> TemporalExpression:
    span = tokens.span(reading.start, reading.stop)
    period = resolution.period
    return TemporalExpression(
        start=span.start,
        end=span.end,
        text=span.of(tokens.body),
        first=period.first.isoformat() if period else None,
        last=period.last.isoformat() if period else None,
        precision=period.precision if period else "unknown",
        method=resolution.method,
        anchor=resolution.anchor.isoformat() if resolution.anchor else None,
        reasoning=resolution.reasoning,
        conflict=resolution.conflict,
        rule=reading.rule,
    )
