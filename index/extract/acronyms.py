"""Acronyms that no lexicon explains: names of bodies, unless they are known to be something else."""

from __future__ import annotations

import re
from functools import cache

from index.extract.sheet import Sheet
from index.language import load

_ROMAN = re.compile(r"[IVX]+")
_SHORTEST = 3
"""Letters: of two there are too many that are initials or units."""


def mark_acronyms(sheet: Sheet) -> None:
    """Claim the acronyms left over as bodies, in offices too where a bracket gives a body's ("Komite … (CCOS)")."""
    for i in sheet.stations():
        in_office = sheet.claimed[i] == "office" and i not in sheet.ends and sheet.tokens.text[i - 1] == "("
        if (sheet.claimed[i] is None or (in_office and i not in sheet.listed)) and _is_unknown(sheet, i):
            sheet.add(i, i + 1, "organisation", sheet.tokens.text[i], "acronym")


def is_unknown_acronym(sheet: Sheet, i: int) -> bool:
    """Whether token *i* is an acronym of three letters or more that no lexicon explains and nothing claims."""
    return sheet.claimed[i] is None and _is_unknown(sheet, i)


def is_roman(word: str) -> bool:
    """Whether *word* is a Roman numeral as commissions and kings have it."""
    return _ROMAN.fullmatch(word) is not None


def _is_unknown(sheet: Sheet, i: int) -> bool:
    word = sheet.tokens.text[i]
    if not sheet.acronym[i] or len(word) < _SHORTEST or word in _others() or is_roman(word):
        return False
    return not any(_is_shouted(sheet, k) for k in (i - 1, i + 1))


def _is_shouted(sheet: Sheet, i: int) -> bool:
    """Whether token *i* is in capitals that nothing explains either, so that its neighbour's say nothing."""
    return 0 <= i < len(sheet) and sheet.acronym[i] and sheet.claimed[i] is None


@cache
def _others() -> frozenset[str]:
    ranks = (rank.upper() for rank in load("persons")["honorifics"]["words"])
    return frozenset((*load("organisations")["not_bodies"]["acronyms"], *ranks))
