"""Frames of meeting: "Y menerima X di Z", "X disambut Y", "X bertemu Y di Z", "Y mengundang X ke Z" …"""

from __future__ import annotations

from index.extract.visit_actors import Actor
from index.extract.visit_context import BEHIND, Context, Frame
from index.extract.visit_hosts import Leg

_DELEGATION = 12
"""Tokens between a verb of sending and the "dipimpin" that names the leader."""


def receives(context: Context, i: int) -> Frame | None:
    """The host is the subject of the verb at *i*, the visitor its object."""
    if i + 1 < len(context.tokens) and context.is_in(context.lower[i + 1], "receives.not_visits"):
        return None
    guest, noun = context.object_of(i, "receives.noun", "receives.fillers")
    if guest is None:
        return None
    hosts = context.roles.subjects(i)
    home = next((host.country for host in hosts if host.country), None)
    if guest in hosts or (guest.country is not None and guest.country == home):
        return None
    if not noun and (home is None or guest.country is None):
        return None
    guests = context.roles.group(guest)
    legs = context.place_behind(guests[-1].last, i)
    if not legs and home is not None:
        legs = [Leg(home, i, i + 1, certain=False)]
    if not legs or (not noun and legs[0].code != home):
        return None
    frame = Frame("received", i, i, max(guests[-1].last, legs[-1].last), guests, legs, official=True)
    frame.aspects = context.aspects(frame, hosts)
    return frame


def received(context: Context, i: int) -> Frame | None:
    """The visitor is the subject of the passive verb at *i*, the host its agent."""
    guests = context.roles.subjects(i)
    host, _ = context.object_of(i, "receives.fillers")
    if not guests or guests[0].last > i:
        return None
    legs = context.place_behind(host.last if host else i + 1, i)
    if not legs and host is not None and host.country is not None and host.country != guests[0].country:
        legs = [Leg(host.country, host.first, host.last, certain=False)]
    if not legs or (host is None and context.is_in(context.lower[i], "receives.needs_agent")):
        return None
    if host is not None and host.country != legs[0].code:
        return None
    frame = Frame("received", i, i, max(legs[-1].last, i + 1), guests, legs, official=True)
    frame.aspects = context.aspects(frame, guests)
    return frame


def meets(context: Context, i: int) -> Frame | None:
    """Of two who meet, the one whose country it is not is the visitor; without a place it may date a visit."""
    other, _ = context.object_of(i, "meets.with", "kinds.state", "kinds.official", "modifiers.words")
    if other is None:
        return None
    host = _partner(context, other) if context.is_in(context.lower[i], "meets.nouns") else None
    goers = [other] if host is not None else context.roles.subjects(i)
    other = host or other
    goers = [actor for actor in goers if actor.key != other.key]
    if not goers:
        return None
    legs = context.place_behind(other.last, i) or _opening_place(context, i)
    if not legs:
        return Frame("meeting", i, i, other.last, [*goers, other], [])
    if goers[0].country == legs[0].code and other.country is not None:
        goers = context.roles.group(other)
    frame = Frame(
        "meeting", i, i, max(legs[-1].last, other.last), goers, legs, official=other.country is not None
    )
    frame.aspects = context.aspects(frame, goers)
    return frame


def _partner(context: Context, one: Actor) -> Actor | None:
    """Y in "pertemuan X dengan Y", with X as *one*; null where nobody is named so."""
    at = one.last
    while at < context.stop(one.first) and context.lower[at] in (",", ")"):
        at += 1
    if at + 1 >= len(context.tokens) or not context.is_in(context.lower[at], "meets.with"):
        return None
    return context.roles.starting(at + 1)


def _opening_place(context: Context, i: int) -> list[Leg]:
    """The place with which the sentence opens: "Di Bulgaria, X menemui Y"; a list of at most one."""
    start = context.start(i)
    if context.lower[start] != "di":
        return []
    legs = context.hosts.legs(start + 1)
    found = (
        legs and legs[0].code and legs[0].certain and context.lower[legs[0].last : legs[0].last + 1] == [","]
    )
    return legs[:1] if found else []


def attends(context: Context, i: int) -> Frame | None:
    """The subject goes to gatherings abroad: "menghadiri KTT G20 di Z"."""
    legs = context.places_behind(i + 1, i)
    between = range(i + 1, legs[0].first if legs else i + 1)
    if not any(_is_gathering(context, j) for j in between):
        return None
    goers = context.roles.subjects(i)
    if not goers:
        return None
    frame = Frame("attended", i, i, legs[-1].last, goers, legs, kind="multilateral")
    frame.tentative = i > 0 and context.is_in(context.lower[i - 1], "clauses.purpose")
    frame.aspects = context.aspects(frame, goers)
    return frame


def invites(context: Context, i: int) -> Frame | None:
    """The visitor is the object of "mengundang … ke Z"."""
    guest, _ = context.object_of(i, "receives.fillers", "clauses.prepositions")
    return None if guest is None else _invitation(context, i, [guest], guest.last)


def invited(context: Context, i: int) -> Frame | None:
    """The visitor is the subject of "diundang ke Z"."""
    return _invitation(context, i, context.roles.subjects(i), i + 1)


def _invitation(context: Context, i: int, guests: list[Actor], at: int) -> Frame | None:
    stop = min(context.stop(i), at + BEHIND + 1)
    while at < stop and context.lower[at] != "ke":
        if context.lower[at] in context.words.triggers:
            return None
        at += 1
    legs = context.hosts.legs(at + 1) if at < stop else []
    if not guests or not legs:
        return None
    frame = Frame("invited", i, i, legs[-1].last, guests, legs, official=True)
    frame.aspects = context.aspects(frame, guests) | {"invited"}
    return frame


def _is_gathering(context: Context, i: int) -> bool:
    """Whether token *i* is a word for a gathering or an abbreviation ("KTT", "APEC")."""
    word = context.tokens.text[i]
    return context.is_in(context.lower[i], "attends.gatherings") or (len(word) > 2 and word.isupper())


def leads(context: Context, i: int) -> Frame | None:
    """The subject of "memimpin delegasi … ke Z" goes with the delegation."""
    reach = range(i + 1, min(context.stop(i), i + BEHIND + 2))
    if not any(context.is_in(context.lower[j], "delegation.nouns") for j in reach[:2]):
        return None
    at = next((j for j in reach if context.lower[j] == "ke"), None)
    legs = [] if at is None else context.hosts.legs(at + 1)
    goers = context.roles.subjects(i) if legs else []
    if not goers:
        return None
    frame = Frame("led", i, i, legs[-1].last, goers, legs, official=True)
    frame.aspects = context.aspects(frame, goers)
    return frame


def sends(context: Context, i: int) -> Frame | None:
    """The leader of the delegation that the verb at *i* sends to Z."""
    stop = context.stop(i)
    led = next(
        (
            j
            for j in range(i, min(stop, i + _DELEGATION))
            if context.is_in(context.lower[j], "delegation.led")
        ),
        i,
    )
    leader = next(iter(context.roles.between(led + 1, min(stop, led + _DELEGATION))), None)
    if leader is None:
        return None
    at = next(
        (j for j in range(leader.last, min(stop, leader.last + BEHIND)) if context.lower[j] == "ke"), None
    )
    legs = [] if at is None else context.hosts.legs(at + 1)
    if not legs:
        return None
    frame = Frame("sent", i, i, legs[-1].last, [leader], legs, official=True)
    frame.aspects = context.aspects(frame, [])
    return frame
