"""All frames of an article that say a visit, in text order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from index.extract import visit_encounters, visit_travel
from index.extract.visit_context import Context, Frame
from index.extract.visit_words import Trigger

_READERS: dict[Trigger, Callable[[Context, int], Frame | None]] = {
    "noun": visit_travel.noun,
    "goes": visit_travel.goes,
    "returns": visit_travel.returns,
    "receives": visit_encounters.receives,
    "received": visit_encounters.received,
    "meets": visit_encounters.meets,
    "attends": visit_encounters.attends,
    "leads": visit_encounters.leads,
    "invites": visit_encounters.invites,
    "invited": visit_encounters.invited,
    "sends": visit_encounters.sends,
}


def frames(context: Context, triggers: Iterable[tuple[int, Trigger]]) -> Iterator[Frame]:
    """The frames at *triggers* (token, kind of frame); none inside a name or an office."""
    for token, kind in triggers:
        if context.roles.over(token) is None:
            frame = _READERS[kind](context, token)
            if frame is not None:
                yield frame
