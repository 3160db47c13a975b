"""Persons, offices, countries, places and organisations of an article.

The order of the grammars settles who owns a word: bodies first (so that "Kementerian Luar Negeri China" ends before the
name behind it), then countries and places, offices, and last persons, who get what is left.
"""

from __future__ import annotations

from index.extract.acronyms import mark_acronyms
from index.extract.casting import Candidate, Casting
from index.extract.english import mark_english_bodies
from index.extract.holding import Holdings
from index.extract.identity import Cast, Entry, Person, name_key
from index.extract.localities import (
    learn_places,
    mark_countries,
    mark_learned_places,
    mark_places,
    mark_prepositional_places,
)
from index.extract.names import find_runs, known_country
from index.extract.offices import find_offices, role_words
from index.extract.organisations import mark_organisations
from index.extract.sheet import Sheet
from index.extract.tokens import Tokens
from index.facts import Mention, MentionType, ResolvedBy


def find_mentions(tokens: Tokens, title: str | None) -> Cast:
    """Every mention in the body, and the persons behind them; *title* may give a full name that the body lacks."""
    sheet = Sheet(tokens)
    mark_english_bodies(sheet)
    mark_organisations(sheet)
    mark_countries(sheet)
    mark_places(sheet)
    learn_places(sheet)
    offices = find_offices(sheet)
    runs = find_runs(sheet, offices)
    casting = Casting(sheet, title)
    casting.cast(runs)
    mark_prepositional_places(sheet)
    mark_learned_places(sheet)
    mark_acronyms(sheet)
    entries = [_entry(sheet, *row) for row in sheet.found]
    for candidate in casting.candidates:
        entries.extend(_name_entries(sheet, candidate))
    shared: dict[Mention, list[Person]] = {}
    for first, last, sharers in casting.unclear:
        written = sheet.written(first, last)
        entry = _entry(sheet, first, last, "person", written, "shared short form", name_key(written), "none")
        entries.append(entry)
        shared[entry.mention] = [candidate.person for candidate in sharers]
    holdings = Holdings(sheet, offices, {c.person.identity: (c.person, c.runs) for c in casting.candidates})
    entries.extend(_entry(sheet, *row) for row in holdings.mentions())
    people = [candidate.person for candidate in casting.candidates]
    cast = Cast(entries, people, holdings.holders, lambda first, last: role_words(sheet, first, last), shared)
    _complete(cast, people)
    return cast


def _entry(
    sheet: Sheet,
    first: int,
    last: int,
    kind: MentionType,
    name: str,
    rule: str,
    identity: str | None = None,
    resolved_by: ResolvedBy = "name",
) -> Entry:
    start, end = sheet.tokens.start[first], sheet.end_of(last)
    mention = Mention(
        start=start,
        end=end,
        text=sheet.written(first, last),
        type=kind,
        name=name,
        identity=identity if identity is not None else name if kind == "country" else name.casefold(),
        resolved_by=resolved_by,
        rule=rule,
    )
    return Entry(first, last, mention)


def _name_entries(sheet: Sheet, candidate: Candidate) -> list[Entry]:
    person = candidate.person
    rows = []
    for first, last, resolved_by in candidate.runs:
        entry = _entry(sheet, first, last, "person", person.name, "name", person.identity, resolved_by)
        rows.append(entry)
        person.mentions.append(entry.mention)
        if entry.mention.text not in person.forms:
            person.forms.append(entry.mention.text)
    return rows


def _complete(cast: Cast, people: list[Person]) -> None:
    """Fill in what each person's offices say: the longest one, its body and country."""
    for mention in cast.mentions:
        if mention.type == "office" and (person := cast.person(mention)) is not None:
            person.offices.append(mention)
    for person in people:
        if person.offices:
            longest = max(person.offices, key=lambda office: office.end - office.start)
            person.office, person.body = longest.text, cast.body_of(longest)
        person.country = cast.country_of(person) or known_country(person.identity) or None
