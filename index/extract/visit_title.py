"""What the headline adds about a visit: who goes where ("Prabowo Kunjungi Rusia")."""

from __future__ import annotations

import re

from index.extract.identity import Cast, Person
from index.extract.visit_words import VisitWords
from index.language import places

_WORD = re.compile(r"[^\W\d_]+")
_LONGEST = 3
"""Words in the name of a place."""


class Headline:
    """The first person of the cast in the title, and the country it says is visited; null where it does not."""

    def __init__(self, title: str | None, cast: Cast, words: VisitWords) -> None:
        written = _WORD.findall(title or "")
        lower = [word.casefold() for word in written]
        self.person = _person(written, cast)
        self.host = None
        leads = words.of("hosts.leads")
        for i, word in enumerate(lower):
            if word in leads or words.goes.get(word) == frozenset():
                self.host = self.host or _country(written[i + 1 :])


def _person(written: list[str], cast: Cast) -> Person | None:
    owners: dict[str, list[Person]] = {}
    for person in cast.persons.values():
        for word in set(_WORD.findall(" ".join([person.name, *person.forms]))):
            owners.setdefault(word, []).append(person)
    return next((owners[word][0] for word in written if len(owners.get(word, ())) == 1), None)


def _country(written: list[str]) -> str | None:
    for length in range(_LONGEST, 0, -1):
        name = " ".join(written[:length])
        code = places.territory(name) or places.city_country(name)
        if code is not None:
            return code
    return None
