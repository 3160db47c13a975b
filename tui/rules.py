"""How the extraction came to a fact, in the language of the screen: the words for the names of its rules.

A name that has no words yet is shown as it is.
"""

from __future__ import annotations

from collections.abc import Mapping

from index.facts import Mention, Quote, TemporalExpression, Visit
from tui.i18n import N_, _

RULES: Mapping[type, Mapping[str, str]] = {
    Visit: {
        "noun": N_("a noun of visiting with its destination"),
        "goes": N_("a verb of going"),
        "left": N_("a verb of leaving"),
        "return": N_("a verb of returning"),
        "received": N_("the host receives the visitor"),
        "meeting": N_("a meeting abroad"),
        "attended": N_("attendance at a meeting abroad"),
        "invited": N_("an invitation"),
        "led": N_("somebody leads a delegation"),
        "sent": N_("somebody is sent"),
    },
    Quote: {
        "direct": N_("words between quotation marks"),
        "indirect": N_("reported speech"),
        "behind": N_("the speaker stands behind the words"),
        "ahead": N_("the speaker stands before the words"),
        "colon": N_("a colon between"),
        "-nya": N_("the cue ends in -nya"),
        "nobody": N_("no speaker stands beside the cue"),
        "clause": N_("the cue begins a clause of its own"),
        "unlisted -nya": N_("a verb in -nya behind the words"),
        "unlisted verb": N_("a verb and a person behind the words"),
        "stated": N_("somebody states a clause"),
        "according to": N_("the source stands at the head of the sentence"),
        "added": N_("a second clause of the same speaker"),
        "mixed": N_("a clause that ends in quoted words"),
        "alone": N_("nobody is named beside the words"),
    },
    Mention: {
        "name": N_("a name by its shape and surroundings"),
        "listed": N_("a listed name"),
        "office": N_("the words of an office"),
        "head noun": N_("a noun that heads a name"),
        "acronym": N_("an abbreviation"),
        "place noun": N_("a noun of places before the name"),
        "behind a preposition": N_("a preposition of place before the name"),
        "learned": N_("known from another place of the article"),
        "inside a body": N_("part of the name of a body"),
        "English noun": N_("an English noun in the name"),
        "acronym in an office": N_("an abbreviation in an office"),
        "shared short form": N_("a short form of a longer name"),
        "inside a place": N_("part of the name of a place"),
        "inside a country": N_("part of the name of a country"),
        "joined to a place": N_("named together with a place"),
        "district of an office": N_("the district of an office"),
        "employer in an office": N_("the body of an office"),
        "both sides of a bracket": N_("a name and its short form in brackets"),
        "syllables of an authority": N_("an authority named by syllables"),
        "embassy and its seat": N_("an embassy and its seat"),
        "pair of offices": N_("two offices together"),
    },
    TemporalExpression: {
        "weekday and date": N_("weekday and date"),
        "weekday": N_("weekday"),
        "weekday of a week": N_("weekday of a week"),
        "weekday with a direction": N_("weekday with a direction"),
        "date": N_("date"),
        "date in figures": N_("date in figures"),
        "days of a month": N_("days of a month"),
        "days in figures": N_("days in figures"),
        "ISO date": N_("date in figures"),
        "year": N_("year"),
        "years": N_("years"),
        "month": N_("month"),
        "months": N_("months"),
        "day from now": N_("day counted from now"),
        "week from now": N_("week counted from now"),
        "month from now": N_("month counted from now"),
        "year from now": N_("year counted from now"),
        "days ago": N_("days ago"),
        "today": N_("today"),
        "part of today": N_("part of today"),
        "part of a week": N_("part of a week"),
        "part of a month": N_("part of a month"),
        "part of a year": N_("part of a year"),
        "quarter of a year": N_("quarter of a year"),
        "half of a year": N_("half of a year"),
        "one of two dates": N_("one of two dates"),
        "week of a month": N_("week of a month"),
        "day of the story": N_("day counted from one told of"),
    },
}
"""The names of rules by the kind of fact; a quote's and a range's may be put together of several."""


def rule_in_words(fact: Visit | Quote | Mention | TemporalExpression) -> str:
    """The rule that made *fact*; empty where none is noted."""
    names = RULES[type(fact)]
    if fact.rule in names:
        return _(names[fact.rule])
    if isinstance(fact, Quote):
        return "; ".join(_(names.get(part, part)) for part in fact.rule.split(", ") if part)
    if isinstance(fact, TemporalExpression):
        return " – ".join(_(names.get(part, part)) for part in fact.rule.split(" to ") if part)
    return fact.rule
