"""The lexicon of visits is consistent: casefolded, without repeats, every entry in use."""

from __future__ import annotations

from pathlib import Path

from index.extract import visits
from index.language import load, places

_BY_TABLE = {"goes", "kinds", "seats"}
"""Tables that are read whole, so that no entry of theirs is named in the code."""


def test_words_are_casefolded_and_stand_once() -> None:
    for table, entries in load("visits").items():
        for entry, words in entries.items():
            if isinstance(words, list) and table != "seats":
                assert [word for word in words if word != word.casefold()] == [], (table, entry)
                assert len(set(words)) == len(words), (table, entry)


def test_every_entry_is_read() -> None:
    code = "".join(
        path.read_text(encoding="utf-8") for path in Path(visits.__file__).parent.glob("visit*.py")
    )
    unread = [
        f"{table}.{entry}"
        for table, entries in load("visits").items()
        if table not in _BY_TABLE
        for entry in entries
        if f"{table}.{entry}" not in code
        and f'"{table}", "{entry}"' not in code
        and f'["{entry}"]' not in code
    ]
    assert unread == []


def test_seats_lie_in_territories() -> None:
    codes = {place.country for _, place in places.entries() if place.kind == "country"}
    assert set(load("visits")["seats"]) <= codes
