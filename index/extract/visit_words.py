"""The lexicon of visits, compiled once: which word opens which frame (``index/language/visits.toml``)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from index.extract.cues import lexicon
from index.facts import VisitKind
from index.language import load

Trigger = Literal[
    "noun", "goes", "receives", "received", "meets", "invites", "invited", "sends", "returns", "attends", "leads"
]  # fmt: skip


_TRIGGERS: tuple[tuple[Trigger, str, str], ...] = (
    ("meets", "meets", "verbs"),
    ("meets", "meets", "nouns"),
    ("receives", "receives", "active"),
    ("received", "receives", "passive"),
    ("sends", "delegation", "sends"),
    ("leads", "delegation", "leads"),
    ("attends", "attends", "verbs"),
    ("returns", "returns", "words"),
    ("invites", "invites", "active"),
    ("invites", "invites", "noun"),
    ("invited", "invites", "passive"),
    ("goes", "goes", ""),
    ("noun", "nouns", "visit"),
    ("noun", "nouns", "trip"),
    ("noun", "nouns", "arrival"),
)
"""Kind of frame, table and entry of visits.toml whose words open it (the table's keys where no entry is named)."""


@dataclass(frozen=True)
class VisitWords:
    """The tables of visits.toml as sets, and the word that opens a frame → the frame's kind."""

    triggers: dict[str, Trigger]
    goes: dict[str, frozenset[str]]
    kinds: dict[str, VisitKind]
    seats: tuple[tuple[tuple[str, ...], str], ...]
    """Casefolded words of a body → code of the country where it sits, the longest first."""
    sets: dict[str, frozenset[str]]

    verb_prefixes: tuple[str, ...]
    now: tuple[tuple[str, ...], ...]
    """Openings of a clause that tell what goes on."""

    def of(self, name: str) -> frozenset[str]:
        """The words of the table entry *name*, such as ``aspect.planned``."""
        return self.sets[name]

    def is_kind(self, word: str) -> bool:
        """Whether *word* tells the kind or number of a visit: kerja, resmi, pertama."""
        return word in self.kinds or word in self.sets["modifiers.words"]

    def is_verb(self, word: str) -> bool:
        """Whether *word* begins as an inflected verb does."""
        return len(word) > 4 and word.startswith(self.verb_prefixes)

    def begins(self, text: str, *entries: str) -> bool:
        """Whether *text* begins with a phrase of one of the table *entries*."""
        lower = text.casefold()
        return any(
            lower == phrase or lower.startswith(phrase + " ")
            for entry in entries
            for phrase in self.sets[entry]
        )


@cache
def words() -> VisitWords:
    """The compiled lexicon."""
    data = load("visits")
    sets = {
        f"{table}.{entry}": frozenset(listed)
        for table, entries in data.items()
        for entry, listed in entries.items()
        if isinstance(listed, list)
    }
    triggers: dict[str, Trigger] = {
        word: kind
        for kind, table, entry in _TRIGGERS
        for word in (data[table][entry] if entry else data[table])
    }
    seats = [
        (tuple(name.casefold().split()), code) for code, names in data["seats"].items() for name in names
    ]
    forms = lexicon().forms
    sets["attribution.words"] |= {
        w for w, cue in forms.items() if cue.cls in ("say", "source") and not cue.everyday
    }
    sets["attribution.active"] = frozenset(
        w for w, cue in forms.items() if cue.form == "active" and cue.cls != "act"
    )
    return VisitWords(
        triggers=triggers,
        goes={verb: frozenset(listed) for verb, listed in data["goes"].items()},
        kinds={word: kind for kind, listed in data["kinds"].items() for word in listed},
        verb_prefixes=tuple(data["modifiers"]["verb_prefixes"]),
        now=tuple(tuple(words.split()) for words in data["aspect"]["opens_now"]),
        seats=tuple(sorted(seats, key=lambda seat: -len(seat[0]))),
        sets=sets,
    )
