"""Bodies with an English name: capitalised runs that an English noun marks."""

from __future__ import annotations

from functools import cache

import msgspec

from index.extract.sheet import Sheet
from index.language import load


class _Lexicon(msgspec.Struct, frozen=True):
    nouns: frozenset[str]
    others: frozenset[str]
    words: frozenset[str]
    links: frozenset[str]
    inner: frozenset[str]


@cache
def _lexicon() -> _Lexicon:
    table = load("organisations")["english"]
    return _Lexicon(
        nouns=frozenset(table["nouns"]),
        others=frozenset(table["not_bodies"]),
        words=frozenset((*table["nouns"], *table["not_bodies"], *table["adjectives"])),
        links=frozenset(table["links"]),
        inner=frozenset(table["inner"]),
    )


def mark_english_bodies(sheet: Sheet) -> None:
    """Claim the runs that an English noun makes a body: "Council on Foreign Relations", "EDGE Group".

    The words of a run that ends as an event or a treaty ("Free Trade Agreement") count as ordinary from then on.
    """
    lexicon, text = _lexicon(), sheet.tokens.text
    done = 0
    for i in sheet.stations():
        if i < done or (text[i] not in lexicon.nouns and text[i] not in lexicon.others):
            continue
        first, done = _run(sheet, i)
        nouns = [k for k in range(first, done) if text[k] in lexicon.nouns]
        if text[done - 1] in lexicon.others or not nouns:
            for k in range(first, done):
                sheet.ordinary[k] = True
            continue
        last = _tail_end(sheet, nouns[-1] + 1)
        if last - first > 1:
            sheet.add(first, last, "organisation", sheet.tokens.words(first, last), "English noun")
            done = max(done, last)


def _run(sheet: Sheet, i: int) -> tuple[int, int]:
    """The run of capitalised words around the English noun at *i*, "of" and "&" between them included."""
    text, inner, first, last = sheet.tokens.text, _lexicon().inner, i, i + 1
    while first > 0 and sheet.together(first) and _belongs(sheet, first - 1):
        first -= 1
    while text[first].casefold() in inner:
        first += 1
    while sheet.together(last) and _belongs(sheet, last) and not sheet.begins_name(last - 1):
        last += 1
    while last > i + 1 and text[last - 1] in inner:
        last -= 1
    return first, last


def _belongs(sheet: Sheet, i: int) -> bool:
    text = sheet.tokens.text[i]
    if sheet.claimed[i] is not None or sheet.hit(i, "office") or sheet.begins_name(i):
        return False
    if sheet.capital[i]:
        return not sheet.ordinary[i] or text in _lexicon().words
    if text == ".":
        return i > 0 and sheet.tokens.lower[i - 1] == "st"
    return text in _lexicon().inner and i > 0 and sheet.capital[i - 1]


def _tail_end(sheet: Sheet, i: int) -> int:
    """The end of "on Foreign Relations" or "of China" behind an English noun that ends before *i*; *i* if none."""
    links = _lexicon().links
    end = i
    while sheet.together(end) and sheet.tokens.text[end] in links:
        first = end
        while sheet.together(first) and sheet.tokens.text[first] in links:
            first += 1
        last = first
        while sheet.together(last) and sheet.capital[last] and not sheet.begins_name(last):
            last += 1
        if last == first:
            break
        end = last
    return end
