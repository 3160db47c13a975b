"""Bodies: listed ones, and those that a head noun opens ("Badan …", "Kedutaan Besar …") or an English noun closes."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from index.extract.gazetteer import Hit
from index.extract.sheet import Sheet, name_parts
from index.language import load

_ROMAN = re.compile(r"[IVX]+")
_LONGEST_NAME = 3
"""Unknown words that a named body ("PT …") may take up."""


class _Lexicon(msgspec.Struct, frozen=True):
    heads: dict[str, list[tuple[str, ...]]]
    named: frozenset[str]
    lower: frozenset[tuple[str, ...]]
    fielded: frozenset[tuple[str, ...]]
    lower_firsts: frozenset[str]
    never_alone: frozenset[str]
    embassies: frozenset[str]
    national: frozenset[str]
    ambiguous: frozenset[str]
    fields: frozenset[str]
    office_heads: frozenset[str]
    generic: frozenset[str]
    english: frozenset[str]
    english_links: frozenset[str]
    english_others: frozenset[str]
    english_adjectives: frozenset[str]
    not_acronyms: frozenset[str]
    ranks: frozenset[str]


@cache
def _lexicon() -> _Lexicon:
    table, offices = load("organisations"), load("offices")
    heads: dict[str, list[tuple[str, ...]]] = {}
    for head in (*table["heads"]["common"], *table["heads"]["named"], *table["heads"]["lower"], *table["embassies"]["heads"]):
        words = tuple(head.casefold().split())
        heads.setdefault(words[0], []).append(words)
    for listed in heads.values():
        listed.sort(key=len, reverse=True)
    return _Lexicon(
        heads=heads,
        named=frozenset(head.casefold() for head in table["heads"]["named"]),
        lower=frozenset(tuple(head.split()) for head in table["heads"]["lower"]),
        fielded=frozenset(tuple(head.split()) for head in table["heads"]["fielded"]),
        lower_firsts=frozenset(head.split()[0] for head in table["heads"]["lower"]),
        never_alone=frozenset(table["heads"]["never_alone"]),
        embassies=frozenset(head.casefold() for head in table["embassies"]["heads"]),
        ambiguous=frozenset(table["ambiguous"]["names"]),
        national=frozenset(table["national"]["names"]),
        fields=frozenset(offices["fields"]["words"]),
        office_heads=frozenset(head.split()[0] for heads in offices["heads"].values() for head in heads),
        generic=frozenset(table["generic"]["heads"]),
        english=frozenset(table["english"]["nouns"]),
        english_links=frozenset(table["english"]["links"]),
        english_others=frozenset(table["english"]["not_bodies"]),
        english_adjectives=frozenset(table["english"]["adjectives"]),
        not_acronyms=frozenset(table["not_bodies"]["acronyms"]),
        ranks=frozenset(load("persons")["honorifics"]["words"]),
    )


def mark_organisations(sheet: Sheet) -> None:
    """Claim every organisation of the article, and note the listed bodies inside longer ones."""
    _english(sheet)
    done = 0
    for i in sheet.stations(_lexicon().lower_firsts):
        if i >= done and sheet.claimed[i] is None:
            done = _headed(sheet, i) or _listed(sheet, i)


def mark_acronyms(sheet: Sheet) -> None:
    """Claim acronyms that nothing else explains: in a bracket behind a body they name it, elsewhere a body of their own."""
    text = sheet.tokens.text
    for i in sheet.stations():
        word = text[i]
        if not sheet.acronym[i] or len(word) < 3 or _is_no_body(sheet, i) or not _may_name_a_body(sheet, i):
            continue
        if not _ROMAN.fullmatch(word) and not _shouted(sheet, i):
            sheet.add(i, i + 1, "organisation", word, "acronym")


def is_unknown_acronym(sheet: Sheet, i: int) -> bool:
    """Whether token *i* is an acronym of three letters or more that no lexicon explains and nothing claims."""
    word = sheet.tokens.text[i]
    if not sheet.acronym[i] or len(word) < 3 or sheet.claimed[i] is not None or _is_no_body(sheet, i):
        return False
    return not _ROMAN.fullmatch(word) and not _shouted(sheet, i)


def _is_no_body(sheet: Sheet, i: int) -> bool:
    """Whether the acronym at *i* is a rank or one of the lexicon's others."""
    return sheet.tokens.text[i] in _lexicon().not_acronyms or sheet.tokens.lower[i] in _lexicon().ranks


def _may_name_a_body(sheet: Sheet, i: int) -> bool:
    """Whether nothing names token *i* yet, but for an office around it that gives the acronym of a body in brackets."""
    if sheet.claimed[i] == "office":
        return sheet.tokens.text[i - 1] == "(" and sheet.hit(i, "office", "country") is None and i not in sheet.ends
    return sheet.claimed[i] is None


def _shouted(sheet: Sheet, i: int) -> bool:
    """Whether token *i* stands in a stretch of capitals, where they say nothing."""
    return any(
        0 <= k < len(sheet) and sheet.acronym[k] and len(sheet.tokens.text[k]) > 1 and sheet.claimed[k] is None
        for k in (i - 1, i + 1)
    )


def _listed(sheet: Sheet, i: int) -> int:
    hit = sheet.hit(i, "body")
    if hit is None or _is_place_first(sheet, hit) or (sheet.opening[i] and hit.name.value in _lexicon().ambiguous):
        return 0
    last = hit.last
    name = hit.name.value
    if name in _lexicon().national and (end := _country_end(sheet, last)):
        last = end
        name = sheet.tokens.words(i, last)
    sheet.add(i, last, "organisation", name, "listed")
    return last


def _is_place_first(sheet: Sheet, hit: Hit) -> bool:
    other = sheet.hit(hit.first, "country")
    return other is not None and other.last >= hit.last


def _country_end(sheet: Sheet, i: int) -> int:
    if not sheet.together(i):
        return 0
    hit = sheet.hit(i, "country")
    return hit.last if hit is not None else 0


def _headed(sheet: Sheet, i: int) -> int:
    """The end of the body that a head noun opens at *i*, claimed; 0 if there is none."""
    lexicon, tokens = _lexicon(), sheet.tokens
    for head in lexicon.heads.get(tokens.lower[i], ()):
        last = i + len(head)
        if tuple(tokens.lower[i:last]) != head:
            continue
        if not sheet.capital[i] and head not in lexicon.lower:
            continue
        end = _tail(sheet, last, lower=not sheet.capital[i], named=" ".join(head) in lexicon.named)
        if end == last and head[0] in lexicon.never_alone:
            continue
        hit = sheet.hit(i, "body", "country", "place")
        if hit is not None and hit.last > end or (hit is not None and hit.name.kind != "body" and hit.last >= end):
            return 0
        if end == last and hit is None:
            continue
        if not sheet.capital[i] and not sheet.capital[end - 1] and head not in lexicon.fielded:
            continue
        if head[0] in lexicon.generic and hit is None and _only_names(sheet, last, end):
            continue
        _claim_headed(sheet, i, end, " ".join(head))
        return end
    return 0


def _only_names(sheet: Sheet, first: int, last: int) -> bool:
    """Whether the tokens ``[first, last)`` are just one country, place or body."""
    hit = sheet.hit(first, "country", "place", "body")
    return (hit is not None and hit.last >= last) or sheet.ends.get(first) == last


def _claim_headed(sheet: Sheet, i: int, end: int, head: str) -> None:
    tokens = sheet.tokens
    seat = _seat_end(sheet, end) if head in _lexicon().embassies else 0
    hit = sheet.hit(i, "body")
    name = hit.name.value if hit is not None and hit.last == end else tokens.words(i, end)
    sheet.add(i, end, "organisation", name, "head noun")
    if seat:
        sheet.nest(i, seat, "organisation", tokens.words(i, seat), "embassy and its seat")
    for k in range(i + 1, end if head not in _lexicon().named else i):
        inner = sheet.hit(k, "body")
        if inner is not None and inner.last <= end and (sheet.acronym[k] or hit is None or hit.last < end):
            sheet.nest(inner.first, inner.last, "organisation", inner.name.value, "inside a body")


def _seat_end(sheet: Sheet, i: int) -> int:
    """The end of "di Jakarta" or "untuk Kamboja" behind an embassy; 0 if there is none."""
    if not sheet.together(i + 1) or sheet.tokens.lower[i] not in ("di", "untuk"):
        return 0
    hit = sheet.hit(i + 1, "country", "place", "body")
    return hit.last if hit is not None else 0


def _tail(sheet: Sheet, i: int, *, lower: bool, named: bool) -> int:
    """The end of what belongs to a head noun that ends before token *i*."""
    tokens, j, last, strange = sheet.tokens, i, i, 0
    while sheet.together(j):
        if sheet.claimed[j] is not None:
            return sheet.ends.get(j, last)
        hit = sheet.hit(j, "country", "place", "body")
        if hit is not None and not (hit.name.ambiguous and not named):
            last = j = hit.last
            if hit.name.kind == "country" or named:
                break
            continue
        if sheet.capital[j]:
            known = sheet.ordinary[j] or tokens.lower[j] in _lexicon().fields or _ROMAN.fullmatch(tokens.text[j])
            if not known and sheet.acronym[j] and j == i:
                known = True
            if not known:
                strange += 1
                if not named or strange > _LONGEST_NAME or (j > i and tokens.lower[j] in name_parts()):
                    break
            elif tokens.lower[j] in _lexicon().office_heads and j > i and _names_follow(sheet, j + 1):
                break
            j += 1
            last = j
        elif lower and tokens.lower[j] in _lexicon().fields and tokens.lower[j] != "dan":
            j += 1
            last = j
        elif (end := joined_end(sheet, j)) > j:
            j = last = end
        else:
            break
    return last


def _names_follow(sheet: Sheet, i: int) -> bool:
    """Whether a capital at *i* makes the office word before it somebody's title."""
    return sheet.together(i) and sheet.capital[i]


def joined_end(sheet: Sheet, i: int) -> int:
    """The end of a further part of a title that a comma, "dan", "&" or a hyphen joins at *i*; *i* if none does.

    A comma joins only in a list that "dan" closes ("Kementerian Pendidikan, Kebudayaan, Riset, dan Teknologi"), and
    "dan" only before an ordinary word with a capital that opens no office or body of its own.
    """
    tokens, j = sheet.tokens, i
    comma = False
    while j < len(sheet):
        word = tokens.lower[j]
        if word in ("dan", "&", "serta"):
            return _part_end(sheet, j + 1) or i
        if word in ("-", "–") and not comma:
            return _part_end(sheet, j + 1) or i if tokens.glued[j] else i
        if word != ",":
            return i
        comma = True
        if sheet.together(j + 1) and tokens.lower[j + 1] == "dan":
            return _part_end(sheet, j + 2) or i
        j = _part_end(sheet, j + 1)
        if not j:
            return i
    return i


def _part_end(sheet: Sheet, i: int) -> int:
    """The end of a run of capitalised ordinary words at *i*; 0 if none starts there."""
    lexicon, tokens, j = _lexicon(), sheet.tokens, i
    while sheet.together(j) and sheet.capital[j] and sheet.ordinary[j] and sheet.claimed[j] is None:
        if j == i and (tokens.lower[j] in lexicon.office_heads or tokens.lower[j] in lexicon.heads):
            return 0
        if j > i and tokens.lower[j] in lexicon.office_heads:
            break
        j += 1
    return j if j > i else 0


def _english(sheet: Sheet) -> None:
    """Claim capitalised runs that an English noun makes a body ("Council on Foreign Relations"), and set aside those that
    one makes an event or a treaty ("Free Trade Agreement"): their words count as ordinary."""
    lexicon, text = _lexicon(), sheet.tokens.text
    done = 0
    for i in sheet.stations():
        if i < done or (text[i] not in lexicon.english and text[i] not in lexicon.english_others):
            continue
        first, last = _english_run(sheet, i)
        nouns = [k for k in range(first, last) if text[k] in lexicon.english]
        if text[last - 1] in lexicon.english_others or not nouns:
            for k in range(first, last):
                sheet.ordinary[k] = True
        else:
            end = _english_tail(sheet, nouns[-1] + 1)
            if end - first > 1:
                sheet.add(first, end, "organisation", sheet.tokens.words(first, end), "English noun")
                last = max(last, end)
        done = last


def _english_run(sheet: Sheet, i: int) -> tuple[int, int]:
    """The run of capitalised words around the English noun at *i*, "of" and "&" between them included."""
    text, first, last = sheet.tokens.text, i, i + 1
    while first > 0 and sheet.together(first) and _english_word(sheet, first - 1):
        first -= 1
    while text[first].casefold() in ("of", "&", "."):
        first += 1
    while sheet.together(last) and _english_word(sheet, last):
        last += 1
    while last > i + 1 and text[last - 1] in ("of", "&", "."):
        last -= 1
    return first, last


def _english_word(sheet: Sheet, i: int) -> bool:
    text = sheet.tokens.text[i]
    if sheet.claimed[i] is not None or sheet.hit(i, "office"):
        return False
    if sheet.capital[i]:
        return (
            not sheet.ordinary[i]
            or text in _lexicon().english
            or text in _lexicon().english_others
            or text in _lexicon().english_adjectives
        )
    return (text in ("of", "&") and i > 0 and sheet.capital[i - 1]) or (text == "." and sheet.tokens.lower[i - 1] == "st")


def _english_tail(sheet: Sheet, i: int) -> int:
    """The end of "on Foreign Relations" or "of China" behind an English noun that ends before *i*; *i* if none."""
    j, links = i, _lexicon().english_links
    while sheet.together(j) and sheet.tokens.text[j] in links:
        k = j
        while sheet.together(k) and sheet.tokens.text[k] in links:
            k += 1
        start = k
        while sheet.together(k) and sheet.capital[k]:
            k += 1
        if k == start:
            break
        j = i = k
    return i
