"""Bodies: listed ones, and those that a head noun opens ("Badan …", "Kedutaan Besar …")."""

from __future__ import annotations

from functools import cache

import msgspec

from index.extract.acronyms import is_roman
from index.extract.gazetteer import Hit
from index.extract.phrases import joined_end, opens_office
from index.extract.sheet import Sheet, name_parts
from index.language import load

_LONGEST_NAME = 3
"""Unknown words that a named body ("PT …") may take up."""

Head = tuple[str, ...]


class _Lexicon(msgspec.Struct, frozen=True):
    heads: dict[str, list[Head]]
    named: frozenset[Head]
    of_office: frozenset[Head]
    lower: frozenset[Head]
    fielded: frozenset[Head]
    embassies: frozenset[Head]
    lower_firsts: frozenset[str]
    never_alone: frozenset[str]
    generic: frozenset[str]
    adjectives: frozenset[str]
    districts: frozenset[str]
    national: frozenset[str]
    ambiguous: frozenset[str]
    seats: frozenset[str]
    fields: frozenset[str]
    prepositions: frozenset[str]
    syllables: tuple[str, ...]


@cache
def _lexicon() -> _Lexicon:
    table = load("organisations")
    kinds = {
        "common": table["heads"]["common"],
        "named": table["heads"]["named"],
        "lower": table["heads"]["lower"],
        "fielded": table["heads"]["fielded"],
        "embassies": table["embassies"]["heads"],
    }
    of_kind = {
        kind: frozenset(tuple(head.casefold().split()) for head in heads) for kind, heads in kinds.items()
    }
    by_first: dict[str, list[Head]] = {}
    for words in frozenset[Head]().union(*of_kind.values()):
        by_first.setdefault(words[0], []).append(words)
    for listed in by_first.values():
        listed.sort(key=len, reverse=True)
    return _Lexicon(
        heads=by_first,
        named=of_kind["named"],
        of_office=frozenset(tuple(head.split()) for head in table["heads"]["of_office"]),
        lower=of_kind["lower"],
        fielded=of_kind["fielded"],
        embassies=of_kind["embassies"],
        lower_firsts=frozenset(words[0] for words in of_kind["lower"]),
        never_alone=frozenset(table["heads"]["never_alone"]),
        adjectives=frozenset(table["adjectives"]["heads"]),
        districts=frozenset(load("localities")["part"]["heads"]),
        generic=frozenset(table["generic"]["heads"]),
        national=frozenset(table["national"]["names"]),
        ambiguous=frozenset(table["ambiguous"]["names"]),
        seats=frozenset(table["links"]["seats"]),
        fields=frozenset(load("offices")["fields"]["words"]),
        prepositions=frozenset(load("localities")["prepositions"]["words"]),
        syllables=tuple(table["syllabic"]["prefixes"]),
    )


def mark_organisations(sheet: Sheet) -> None:
    """Claim the bodies that are listed or have a head noun, and note the listed ones inside longer ones."""
    done = 0
    for i in sheet.stations(_lexicon().lower_firsts):
        if i >= done and sheet.claimed[i] is None:
            done = _headed(sheet, i) or _listed(sheet, i) or _syllabic(sheet, i)


def _listed(sheet: Sheet, i: int) -> int:
    """The end of the listed body at *i*, claimed with the country that belongs to it; 0 if there is none."""
    hit = sheet.hit(i, "body")
    if (
        hit is None
        or _is_place(sheet, hit)
        or _is_inside_name(sheet, hit)
        or (sheet.opening[i] and hit.name.value in _lexicon().ambiguous)
    ):
        return 0
    last, name = hit.last, hit.name.value
    if name in _lexicon().national and sheet.together(last):
        country = sheet.hit(last, "country")
        if country is not None:
            last = country.last
            name = sheet.tokens.words(i, last)
    sheet.add(i, last, "organisation", name, "listed")
    return last


def _syllabic(sheet: Sheet, i: int) -> int:
    """The end of the authority at *i* that its first syllables tell, claimed; 0 if there is none."""
    word, syllables = sheet.tokens.lower[i], _lexicon().syllables
    if not word.startswith(syllables) or word in syllables or not _is_unknown(sheet, i):
        return 0
    if word in name_parts() or word in sheet.spoken:
        return 0
    sheet.add(i, i + 1, "organisation", sheet.tokens.text[i], "syllables of an authority")
    return i + 1


def _is_inside_name(sheet: Sheet, hit: Hit) -> bool:
    """Whether unknown words on either side show the body's one word to be a part of a name: "Farhan Wafa Salim"."""
    first, last = hit.first, hit.last
    if (
        last - first > 1
        or sheet.acronym[first]
        or first == 0
        or not sheet.together(first)
        or not sheet.together(last)
    ):
        return False
    return _is_unknown(sheet, first - 1) and not sheet.opening[first - 1] and _is_unknown(sheet, last)


def _is_place(sheet: Sheet, hit: Hit) -> bool:
    """Whether the name is a country's, or behind a preposition the building's ("di Kremlin")."""
    other = sheet.hit(hit.first, "country", "place")
    if other is None or other.last < hit.last:
        return False
    if other.name.kind == "country":
        return True
    return (
        hit.first > 0
        and sheet.together(hit.first)
        and sheet.tokens.lower[hit.first - 1] in _lexicon().prepositions
    )


def _headed(sheet: Sheet, i: int) -> int:
    """The end of the body that a head noun opens at *i*, claimed; 0 if there is none."""
    lexicon, tokens = _lexicon(), sheet.tokens
    listed = sheet.hit(i, "body", "country", "place")
    for head in lexicon.heads.get(tokens.lower[i], ()):
        last = i + len(head)
        if tuple(tokens.lower[i:last]) != head or not (sheet.capital[i] or head in lexicon.lower):
            continue
        if head[0] in lexicon.adjectives and _is_behind_capital(sheet, i):
            continue
        end = _tail_end(sheet, last, head, lower=not sheet.capital[i])
        if listed is not None and listed.name.kind == "body" and _overruns(sheet, listed, end):
            end = listed.last
        if listed is not None and _is_whole(listed, head, end):
            return 0
        if _is_name(sheet, i, last, end, head, listed):
            _claim(sheet, i, end, head, listed)
            return end
    return 0


def _is_behind_capital(sheet: Sheet, i: int) -> bool:
    return i > 0 and sheet.together(i) and sheet.capital[i - 1] and not sheet.opening[i - 1]


def _overruns(sheet: Sheet, listed: Hit, end: int) -> bool:
    """Whether what goes on behind the *listed* body up to *end* begins with a word that no body's name needs.

    Countries, places and bodies belong to it, and levels of government ("… Daerah Surabaya"); other ordinary words
    with a capital may as well begin a person's name ("Komisi Pemberantasan Korupsi Pahala Nainggolan").
    """
    i = listed.last
    if i >= end or not sheet.ordinary[i] or sheet.tokens.lower[i] in _lexicon().districts:
        return False
    return sheet.hit(i, "country", "place", "body") is None


def _is_whole(listed: Hit, head: Head, end: int) -> bool:
    """Whether the *listed* name says better what begins here than the *head* and what follows up to *end*."""
    if listed.name.kind != "body":
        return listed.last >= end
    return listed.last > end or (head in _lexicon().named and head not in _lexicon().embassies)


def _is_name(sheet: Sheet, i: int, last: int, end: int, head: Head, listed: Hit | None) -> bool:
    """Whether the head at ``[i, last)`` and what follows up to *end* are enough for a name."""
    lexicon = _lexicon()
    if end == last and (listed is None or head[0] in lexicon.never_alone):
        return False
    if not sheet.capital[i] and not sheet.capital[end - 1] and head not in lexicon.fielded:
        return False
    return not (head[0] in lexicon.generic and listed is None and _is_one_name(sheet, last, end))


def _is_one_name(sheet: Sheet, first: int, last: int) -> bool:
    """Whether the tokens ``[first, last)`` are just one country, place or body."""
    hit = sheet.hit(first, "country", "place", "body")
    return (hit is not None and hit.last >= last) or sheet.ends.get(first) == last


def _claim(sheet: Sheet, i: int, end: int, head: Head, listed: Hit | None) -> None:
    tokens = sheet.tokens
    whole = listed is not None and listed.last == end
    name = listed.name.value if listed is not None and whole else tokens.words(i, end)
    sheet.add(i, end, "organisation", name, "head noun")
    if head in _lexicon().embassies and (seat := _seat_end(sheet, end)):
        sheet.nest(i, seat, "organisation", tokens.words(i, seat), "embassy and its seat")
    if head in _lexicon().named:
        return
    done = 0
    for k in range(i + 1, end):
        inner = sheet.hit(k, "body") if k >= done else None
        if inner is not None and inner.last <= end and (sheet.acronym[k] or not whole):
            sheet.nest(inner.first, inner.last, "organisation", inner.name.value, "inside a body")
            done = inner.last


def _seat_end(sheet: Sheet, i: int) -> int:
    """The end of "di Jakarta" or "untuk Kamboja" behind an embassy; 0 if there is none."""
    if not sheet.together(i + 1) or sheet.tokens.lower[i] not in _lexicon().seats:
        return 0
    hit = sheet.hit(i + 1, "country", "place", "body")
    return hit.last if hit is not None else 0


def _tail_end(sheet: Sheet, i: int, head: Head, *, lower: bool) -> int:
    """The end of what belongs to the *head* noun that ends before token *i*.

    Countries, places, bodies and capitalised ordinary words do, for a named body unknown words too, with *lower* the
    words of a field of government in the lower case.
    """
    named, fields = head in _lexicon().named, _lexicon().fields
    i = _past_stop(sheet, i)
    j, strange = _served_end(sheet, i, head), 0
    while sheet.together(j):
        if sheet.claimed[j] is not None:
            return sheet.ends.get(j, j)
        if sheet.begins_name(j) or _names_district(sheet, j):
            return j
        hit = sheet.hit(j, "country", "place", "body")
        if hit is not None and (named or j == i or hit.name.kind == "country" or not hit.name.ambiguous):
            j = hit.last
            if hit.name.kind == "country" or named:
                break
        elif sheet.capital[j]:
            known = _is_known(sheet, j, first=j == i)
            strange += not known
            if (
                (named or known)
                and strange <= _LONGEST_NAME
                and not _is_persons(sheet, j, first=j == i, known=known)
            ):
                j += 1
            else:
                break
        elif lower and sheet.tokens.text[j] in fields:
            j += 1
        elif (end := joined_end(sheet, j)) > j:
            j = end
        else:
            break
    return j


def _past_stop(sheet: Sheet, i: int) -> int:
    """The token behind the stop of an abbreviated head at *i* ("PT. Anu"); *i* if there is none."""
    stop = (
        sheet.together(i + 1)
        and sheet.tokens.text[i] == "."
        and sheet.tokens.glued[i]
        and sheet.acronym[i - 1]
    )
    return i + 1 if stop else i


def _served_end(sheet: Sheet, i: int, head: Head) -> int:
    """The end of the office at *i* that a body belongs to ("Kantor Perdana Menteri"); *i* if there is none."""
    if head not in _lexicon().of_office or not sheet.together(i):
        return i
    served = sheet.hit(i, "office")
    return served.last if served is not None else i


def _names_district(sheet: Sheet, i: int) -> bool:
    """Whether an unlisted district's name stands behind its noun at *i*: "Badan Pajak Kabupaten Anu Budi Wibowo"."""
    if sheet.tokens.lower[i] not in _lexicon().districts or not sheet.capital[i] or not sheet.together(i + 1):
        return False
    return _is_unknown(sheet, i + 1) and sheet.tokens.lower[i + 1] not in name_parts()


def _is_known(sheet: Sheet, i: int, *, first: bool) -> bool:
    """Whether the capitalised token *i* can be part of any body's name; an acronym can right behind the head."""
    if sheet.ordinary[i] or sheet.tokens.lower[i] in _lexicon().fields or is_roman(sheet.tokens.text[i]):
        return True
    return first and sheet.acronym[i]


def _is_persons(sheet: Sheet, i: int, *, first: bool, known: bool) -> bool:
    """Whether a person begins at token *i* behind the body: with a known name, or an office before one."""
    if first:
        return False
    if not known:
        pair = (
            sheet.ordinary[i - 1]
            and sheet.together(i + 1)
            and _is_unknown(sheet, i)
            and _is_unknown(sheet, i + 1)
        )
        return pair or sheet.tokens.lower[i] in name_parts()
    return opens_office(sheet.tokens.lower[i]) and sheet.together(i + 1) and sheet.capital[i + 1]


def _is_unknown(sheet: Sheet, i: int) -> bool:
    return sheet.capital[i] and not sheet.ordinary[i] and not sheet.acronym[i] and i not in sheet.listed
