"""How an article sees a visit on the day it was published."""

from __future__ import annotations

from datetime import date, timedelta

from index.extract.visit_dates import When
from index.extract.visit_journeys import Journey
from index.facts import VisitStatus

_STILL_THERE = timedelta(days=2)
"""An arrival reported within so many days: the visitor is taken to be there."""
_LONG_AGO = timedelta(days=14)
"""A visit that ended longer before the publication is background."""


def status_of(journey: Journey, when: When, published: str | None) -> VisitStatus:
    """The status of *journey* with the dates *when*; without *published* the words alone decide."""
    arrived = journey.has("arrival", but="planned")
    planned = journey.has("planned")
    if journey.has("cancelled"):
        return "cancelled"
    if journey.has("postponed") and not arrived:
        return "postponed"
    if journey.has("finished", but="planned"):
        return "done"
    if journey.has("invited") and not (planned or arrived or journey.has("done")):
        return "invited"
    arrived = arrived or journey.has("departure", but="planned")
    under_way = arrived or journey.has("underway", but="planned")
    if when.first is not None and published is not None:
        done = journey.has("done")
        return _by_date(when, published, planned=planned, under_way=under_way, arrived=arrived, done=done)
    if journey.has("done", but="planned") and not arrived:
        return "done"
    if under_way:
        return "underway"
    return "planned" if planned else "done"


def _by_date(
    when: When, today: str, *, planned: bool, under_way: bool, arrived: bool, done: bool
) -> VisitStatus:
    first, last = when.first or "", when.last
    if first > today:
        return "planned"
    if last is not None and last < today:
        return "done"
    if last is not None and when.is_range:
        return "planned" if planned and not under_way and first == today else "underway"
    if last is None and arrived:
        return "underway" if _days(first, today) <= _STILL_THERE else "done"
    if under_way or (last is None and first == today and not (planned or done)):
        return "underway"
    return "planned" if planned and (last is not None or first == today) else "done"


def is_background(journey: Journey, when: When, status: VisitStatus, published: str | None) -> bool:
    """Whether the article only looks back at the visit."""
    if status != "done":
        return False
    ended = when.last or when.first
    if ended is not None and published is not None:
        return _days(ended, published) > _LONG_AGO
    return journey.has("past")


def _days(first: str, second: str) -> timedelta:
    return date.fromisoformat(second) - date.fromisoformat(first)
