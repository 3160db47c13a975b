"""What of a fact can be corrected, as fields of a form: their texts, and the fact that the entered texts make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from index.facts import Mention, Quote, TemporalExpression, Visit
from index.messages import N_
from tui.i18n import _, format_date, territory_name
from tui.judging import TYPE_NAMES
from tui.outline import STATUSES
from tui.text import shown

if TYPE_CHECKING:
    from index.notebook import CorrectedFacts, Fact

FIELD_NAMES = {
    "visitor": N_("Visitor"),
    "office": N_("Office"),
    "origin": N_("From country"),
    "host": N_("To country"),
    "from": N_("First day"),
    "to": N_("Last day"),
    "status": N_("Status"),
    "speaker": N_("Speaker"),
    "speaks_for": N_("Speaks for"),
    "name": N_("Full name"),
    "type": N_("Type"),
    "date": N_("Published"),
    "background": N_("Background"),
}
"""The editable values by the names that the exports use; precisions follow the days."""

_FIELDS: Mapping[type, tuple[str, ...]] = {
    Visit: ("visitor", "office", "origin", "host", "from", "to", "status"),
    Quote: ("speaker", "office", "speaks_for"),
    Mention: ("name", "type"),
    TemporalExpression: ("from", "to"),
}
_ATTRIBUTES = {"from": "first", "to": "last"}
_COUNTRIES = ("origin", "host")
_DAYS = ("from", "to", "date")
_NEEDED = ("visitor", "name")
"""Values that are text, if need be the empty one, which is refused when the correction is kept."""


@dataclass(frozen=True)
class Field:
    """One value of a fact: text to be edited, or one of *choices*, value and words."""

    name: str
    text: str
    choices: tuple[tuple[str, str], ...] = ()
    empty: str = ""
    """What it means that there is no text."""

    @property
    def label(self) -> str:
        """What the field is called on the screen."""
        return _(FIELD_NAMES[self.name])


@dataclass(frozen=True)
class Person:
    """Somebody whom the article names, with the office and body that it gives."""

    name: str
    office: str = ""
    speaks_for: str = ""


def fields_of(fact: Fact) -> list[Field]:
    """The fields of the kind of fact that *fact* is."""
    return [_field(name, fact) for name in _FIELDS.get(type(fact), ("date",))]


def _field(name: str, fact: Any) -> Field:
    value = getattr(fact, _ATTRIBUTES.get(name, name))
    if name == "to" and isinstance(fact, TemporalExpression) and fact.last == fact.first:
        return Field(name, "", empty=_("the same day"))
    if name == "status":
        return Field(name, value, tuple((status, _(words)) for status, words in STATUSES.items()))
    if name == "type":
        return Field(name, value, tuple((type_, _(words)) for type_, words in TYPE_NAMES.items()))
    if value is not None and (name in _COUNTRIES or (name == "name" and fact.type == "country")):
        value = territory_name(value)
    return Field(name, shown(value or ""), empty="" if name in _NEEDED else _("unknown"))


def shown_value(name: str, value: Any, fact: Fact) -> str:
    """The *value* called *name* of *fact* in words, for what was changed."""
    if value is None:
        return _("unknown")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name in _COUNTRIES or (name == "name" and isinstance(fact, Mention) and fact.type == "country"):
        return territory_name(value)
    if name == "status":
        return _(STATUSES[value])
    if name in _DAYS:
        return format_date(value)
    return _(TYPE_NAMES[value]) if name == "type" else str(value)


def people_of(corrected: CorrectedFacts, fact: Visit | Quote) -> list[Person]:
    """Who may be meant in *fact*: its own person, its candidates, then whom the article quotes and names."""
    known: dict[str, Person] = {}
    for quote in corrected.facts.quotes:
        if quote.speaker and quote.start != getattr(fact, "start", None):
            known.setdefault(quote.speaker, Person(quote.speaker, quote.office or "", quote.speaks_for or ""))
    for visit in corrected.facts.visits:
        if visit != fact:
            known.setdefault(visit.visitor, Person(visit.visitor, visit.office or ""))
    mentions = corrected.facts.mentions
    offices = {name.end + 1: name.text for name in mentions if name.type == "office"}
    for name in mentions:
        if name.type == "person" and name.start in offices:
            known.setdefault(name.name, Person(name.name, offices[name.start]))
    persons = [name.name for name in mentions if name.type == "person"]
    quoted = [quote.speaker for quote in corrected.facts.quotes if quote.speaker]
    own = own_person(fact)
    known[own.name] = own
    candidates = fact.candidates if isinstance(fact, Quote) else ()
    everybody = dict.fromkeys((own.name, *candidates, *quoted, *persons))
    return [known.get(one, Person(one)) for one in everybody if one]


def own_person(fact: Visit | Quote) -> Person:
    """The speaker or visitor that *fact* has, with no name where it is unclear."""
    if isinstance(fact, Quote):
        return Person(fact.speaker or "", fact.office or "", fact.speaks_for or "")
    return Person(fact.visitor, fact.office or "")


def entered(fact: Fact, texts: Mapping[str, str]) -> Fact:
    """*fact* with what *texts* (by field) say; a field whose text was not changed keeps its value.

    Raises :class:`index.notebook.CorrectionError` for a country or day that cannot be read. Other impossible
    values are found when the correction is kept.
    """
    before = {field.name: field.text for field in fields_of(fact)}
    changed = {name: text.strip() for name, text in texts.items() if text != before[name]}
    if isinstance(fact, Mention) and changed and "country" in (fact.type, texts["type"]):
        # What a country is called and what its code is differ, so the name is read anew with the type.
        changed.setdefault("name", texts["name"].strip())
    values = {
        _ATTRIBUTES.get(name, name): _value(name, text, texts.get("type")) for name, text in changed.items()
    }
    if isinstance(fact, TemporalExpression) and values:
        values |= {"precision": "day", "last": values.get("last", fact.last) if texts["to"] else None}
        values["last"] = values["last"] or values.get("first", fact.first)
    return replace(fact, **values)


def _value(name: str, text: str, type_: str | None) -> str | None:
    """The value of the field *name* that *text* means; *type_* is that of a name."""
    if name in _NEEDED:
        return country(text) if text and type_ == "country" else text
    if not text:
        return None
    if name in _COUNTRIES:
        return country(text)
    return _day(text) if name in _DAYS else text


def country(text: str) -> str:
    """The ISO 3166-1 alpha-2 code of the country that *text* names or is the code of; raises CorrectionError."""
    from index.language.places import gazetteer, territory
    from index.notebook import CorrectionError

    codes = {place.country for place in gazetteer().values() if place.country}
    shown_names = {territory_name(code).casefold(): code for code in codes}
    # A code in capitals only: "as" is more likely to mean the United States than American Samoa.
    code = shown_names.get(text.casefold()) or territory(text) or (text if text in codes else None)
    if code is None:
        raise CorrectionError(
            N_("is no country or territory that is known"),
            subject=text,
            advice=N_("write its name or its code of two letters, as Norway or NO"),
        )
    return code


def _day(text: str) -> str:
    from index.notebook import CorrectionError

    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.isoformat() != text:
        raise CorrectionError(N_("is no date"), subject=text, advice=N_("write it as 2025-03-28"))
    return text
