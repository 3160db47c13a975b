"""Countries and places: listed ones, and those that a noun ("Selat …", "Kota …") or a preposition shows."""

from __future__ import annotations

from functools import cache

import msgspec

from index.extract.gazetteer import Hit
from index.extract.sheet import Sheet, name_parts
from index.language import load

_LONGEST_NAME = 3
"""Unknown words that an unlisted place may take up."""


class _Lexicon(msgspec.Struct, frozen=True):
    whole: dict[str, list[tuple[str, ...]]]
    part: frozenset[str]
    prepositions: frozenset[str]
    directions: frozenset[str]
    languages: frozenset[str]


@cache
def _lexicon() -> _Lexicon:
    table = load("localities")
    whole: dict[str, list[tuple[str, ...]]] = {}
    for head in table["whole"]["heads"]:
        words = tuple(head.split())
        whole.setdefault(words[0], []).append(words)
    for listed in whole.values():
        listed.sort(key=len, reverse=True)
    return _Lexicon(
        whole=whole,
        part=frozenset(table["part"]["heads"]),
        prepositions=frozenset(table["prepositions"]["words"]),
        directions=frozenset(table["directions"]["words"]),
        languages=frozenset(table["languages"]["words"]),
    )


def mark_countries(sheet: Sheet) -> None:
    """Note every country, inside bodies too; a longer listed place ("Amerika Latin", "Laut Jepang") keeps its words."""
    i, lower = 0, sheet.tokens.lower
    while i < len(sheet):
        hit = sheet.hit(i, "country", "place")
        if hit is None:
            i += 1
            continue
        if hit.name.kind == "country" and not (i > 0 and lower[i - 1] in _lexicon().languages):
            if sheet.claimed[i] is not None:
                sheet.nest(hit.first, hit.last, "country", hit.name.value, "inside a body")
            elif not (hit.name.ambiguous and _beside_a_name(sheet, hit)) and not _money(sheet, hit):
                end = _direction_end(sheet, hit.last)
                if end == hit.last:
                    sheet.add(hit.first, hit.last, "country", hit.name.value, "listed")
        i = hit.last


def mark_places(sheet: Sheet) -> None:
    """Claim every listed place, and unlisted ones behind a place noun or a preposition."""
    i = 0
    while i < len(sheet):
        last = 0
        if sheet.claimed[i] is None:
            last = _headed(sheet, i) or _listed(sheet, i)
        i = last or i + 1


def mark_prepositional_places(sheet: Sheet) -> None:
    """Claim the unknown names behind "di", "ke" and "dari"; persons have to be claimed before."""
    lexicon, tokens = _lexicon(), sheet.tokens
    for i in range(1, len(sheet)):
        if tokens.lower[i - 1] not in lexicon.prepositions or not sheet.together(i):
            continue
        end = _unknown_end(sheet, i)
        if end > i and not (end < len(sheet) and tokens.glued[end] and tokens.text[end] in "./@"):
            sheet.add(i, end, "place", tokens.words(i, end), "behind a preposition")


def _money(sheet: Sheet, hit: Hit) -> bool:
    """Whether an abbreviation only names a currency: "US$ 5 juta"."""
    return hit.last < len(sheet) and sheet.tokens.text[hit.last] == "$"


def _listed(sheet: Sheet, i: int) -> int:
    hit = sheet.hit(i, "place")
    if hit is None or not sheet.free(hit.first, hit.last):
        return 0
    if hit.name.ambiguous and _beside_a_name(sheet, hit):
        return 0
    last = _direction_end(sheet, hit.last)
    sheet.add(i, last, "place", sheet.tokens.words(i, last), "listed")
    return last


def _direction_end(sheet: Sheet, i: int) -> int:
    while sheet.together(i) and sheet.capital[i] and sheet.tokens.lower[i] in _lexicon().directions:
        i += 1
    return i


def _beside_a_name(sheet: Sheet, hit: Hit) -> bool:
    """Whether an unknown capitalised word touches the place, which then is a part of a name ("Michael Jordan")."""
    before, after = hit.first - 1, hit.last
    if before >= 0 and sheet.together(hit.first) and _unknown(sheet, before) and not sheet.opening[before]:
        return True
    return sheet.together(after) and _unknown(sheet, after)


def _unknown(sheet: Sheet, i: int) -> bool:
    return (
        sheet.capital[i]
        and sheet.claimed[i] is None
        and not sheet.ordinary[i]
        and not sheet.acronym[i]
        and sheet.hit(i, "office", "country", "place", "body") is None
    )


def _headed(sheet: Sheet, i: int) -> int:
    lexicon, tokens = _lexicon(), sheet.tokens
    for head in lexicon.whole.get(tokens.lower[i], ()):
        last = i + len(head)
        if tuple(tokens.lower[i:last]) != head:
            continue
        end = _site_end(sheet, last) if sheet.capital[i] else last
        if end > last:
            listed = sheet.hit(i, "place")
            if listed is not None and listed.last > end:
                return 0
            sheet.add(i, end, "place", tokens.words(i, end), "place noun")
            inner = sheet.hit(last, "place", "country")
            if inner is not None and inner.last <= end:
                kind = "country" if inner.name.kind == "country" else "place"
                value = inner.name.value if kind == "country" else tokens.words(inner.first, inner.last)
                sheet.nest(inner.first, inner.last, "country" if kind == "country" else "place", value, "inside a place")
            return end
    if tokens.lower[i] in lexicon.part and sheet.together(i + 1):
        end = _unknown_end(sheet, i + 1)
        if end > i + 1:
            sheet.add(i + 1, end, "place", tokens.words(i + 1, end), "place noun")
            return end
    return 0


def _site_end(sheet: Sheet, i: int) -> int:
    """The end of the capitalised words that name a site, its noun ending before token *i*."""
    j, strange = i, 0
    while sheet.together(j) and sheet.capital[j] and sheet.claimed[j] in (None, "country"):
        if sheet.claimed[j] == "country":
            return sheet.ends.get(j, j + 1)
        hit = sheet.hit(j, "place", "country")
        if hit is not None:
            j = hit.last
            return _direction_end(sheet, j)
        if sheet.hit(j, "office"):
            break
        strange += not sheet.ordinary[j]
        if strange > _LONGEST_NAME:
            break
        j += 1
    return j


def _unknown_end(sheet: Sheet, i: int) -> int:
    """The end of a run of at most three unknown capitalised words at *i* that is no known person's; *i* if none."""
    j = i
    while sheet.together(j) and j - i < _LONGEST_NAME and _unknown(sheet, j) and sheet.hit(j, "person") is None:
        j += 1
        if sheet.together(j + 1) and sheet.tokens.text[j] == "-" and sheet.tokens.glued[j] and _unknown(sheet, j + 1):
            j += 1
    if j == i or (sheet.together(j) and _unknown(sheet, j)):
        return i
    if any(sheet.tokens.lower[k] in name_parts() for k in range(i, j)):
        return i
    return _direction_end(sheet, j)
