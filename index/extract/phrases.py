"""How a title or the name of a body goes on over a comma, "dan" or a hyphen."""

from __future__ import annotations

from functools import cache

import msgspec

from index.extract.sheet import Sheet
from index.language import load

_HYPHENS = frozenset("-–")


class _Lexicon(msgspec.Struct, frozen=True):
    joining: frozenset[str]
    openers: frozenset[str]
    offices: frozenset[str]
    sites: frozenset[str]


@cache
def _lexicon() -> _Lexicon:
    organisations = load("organisations")
    offices = frozenset(head.split()[0] for heads in load("offices")["heads"].values() for head in heads)
    heads = (*organisations["heads"]["common"], *organisations["heads"]["named"])
    return _Lexicon(
        joining=frozenset(organisations["links"]["joining"]),
        openers=offices | {head.split()[0].casefold() for head in heads},
        offices=offices,
        sites=frozenset(
            head.split()[0] for kind in ("whole", "part") for head in load("localities")[kind]["heads"]
        ),
    )


def opens_office(word: str) -> bool:
    """Whether an office can begin with the casefolded *word*."""
    return word in _lexicon().offices


def opens_title(word: str) -> bool:
    """Whether an office, a body or the name of a place can begin with the casefolded *word*."""
    return word in _lexicon().openers or word in _lexicon().sites


def joined_end(sheet: Sheet, i: int) -> int:
    """The end of a further part of a title that a comma, "dan", "&" or a hyphen joins at *i*; *i* if none does.

    A comma joins only in a list that "dan" closes ("Kementerian Pendidikan, Kebudayaan, Riset, dan Teknologi"), and
    "dan" only before an ordinary word with a capital that opens no office or body of its own.
    """
    tokens = sheet.tokens
    if tokens.lower[i] in _lexicon().joining:
        return _part_end(sheet, i + 1) or i
    if tokens.text[i] in _HYPHENS:
        return (_part_end(sheet, i + 1) or i) if tokens.glued[i] else i
    j = i
    while j and j < len(sheet) and tokens.text[j] == ",":
        if sheet.together(j + 1) and tokens.lower[j + 1] in _lexicon().joining:
            return _part_end(sheet, j + 2) or i
        j = _part_end(sheet, j + 1)
        if j and sheet.together(j) and tokens.lower[j] in _lexicon().joining:
            return _part_end(sheet, j + 1) or i
    return i


def _part_end(sheet: Sheet, i: int) -> int:
    """The end of a run of capitalised ordinary words at *i*; 0 if none starts there."""
    lower, j = sheet.tokens.lower, i
    while sheet.together(j) and sheet.capital[j] and sheet.ordinary[j] and sheet.claimed[j] is None:
        if lower[j] in (_lexicon().openers if j == i else _lexicon().offices):
            break
        j += 1
    return j if j > i else 0
