"""Countries and places: listed ones, and those that a noun ("Selat …", "Kota …") or a preposition shows."""

from __future__ import annotations

from functools import cache

import msgspec

from index.extract.gazetteer import Hit
from index.extract.sheet import Sheet, name_parts
from index.language import load

_SHORTEST_LEARNED = 3
"""Letters that a word must exceed for the article to teach it as a place."""
_LONGEST_FIELD = 6
"""Words of the field between an office and its country."""
_LONGEST_NAME = 3
"""Unknown words that an unlisted place may take up."""


class _Lexicon(msgspec.Struct, frozen=True):
    whole: dict[str, list[tuple[str, ...]]]
    lower: frozenset[tuple[str, ...]]
    lower_firsts: frozenset[str]
    part: frozenset[str]
    levels: frozenset[str]
    natural: frozenset[str]
    prepositions: frozenset[str]
    inside: frozenset[str]
    directions: frozenset[str]
    languages: frozenset[str]
    currencies: frozenset[str]
    fields: frozenset[str]
    states: frozenset[str]
    state_heads: frozenset[str]
    joining: frozenset[str]
    vessels: frozenset[str]
    particles: frozenset[str]


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
        lower=frozenset(tuple(head.split()) for head in table["whole"]["lower"]),
        lower_firsts=frozenset(
            head.split()[0] for head in (*table["whole"]["lower"], *table["part"]["heads"])
        ),
        part=frozenset(table["part"]["heads"]),
        levels=frozenset(table["part"]["levels"]),
        natural=frozenset(table["whole"]["natural"]),
        inside=frozenset(table["prepositions"]["inside"]),
        prepositions=frozenset(table["prepositions"]["words"]),
        directions=frozenset(table["directions"]["words"]),
        languages=frozenset(table["languages"]["words"]),
        currencies=frozenset(table["currencies"]["words"]),
        fields=frozenset(load("offices")["fields"]["words"]),
        states=frozenset(table["states"]["words"]),
        state_heads=frozenset(table["states"]["heads"]),
        joining=frozenset(table["joining"]["words"]),
        vessels=frozenset(load("persons")["vetoes"]["vessels"]),
        particles=frozenset(load("persons")["particles"]["words"]),
    )


def mark_countries(sheet: Sheet) -> None:
    """Note every country, inside bodies too; a longer listed place ("Amerika Latin", "Laut Jepang") keeps its words."""
    done, lower = 0, sheet.tokens.lower
    for i in sorted(sheet.listed):
        hit = sheet.hit(i, "country", "place") if i >= done else None
        if hit is None:
            continue
        if hit.name.kind == "country" and not (i > 0 and lower[i - 1] in _lexicon().languages):
            if sheet.claimed[i] is not None:
                sheet.nest(hit.first, hit.last, "country", hit.name.value, "inside a body")
            elif (
                _stands_alone(sheet, hit)
                and not _money(sheet, hit)
                and not _in_nature(sheet, hit)
                and _direction_end(sheet, hit.last) == hit.last
            ):
                first = _state_first(sheet, hit.first)
                sheet.add(first, hit.last, "country", hit.name.value, "listed")
                if first < hit.first:
                    sheet.nest(hit.first, hit.last, "country", hit.name.value, "inside a country")
        done = hit.last


def mark_places(sheet: Sheet) -> None:
    """Claim every listed place, and unlisted ones behind a place noun or a preposition."""
    done = 0
    for i in sheet.stations(_lexicon().lower_firsts):
        if i >= done and sheet.claimed[i] is None:
            done = _headed(sheet, i) or _listed(sheet, i)


def learn_places(sheet: Sheet) -> None:
    """Learn the unknown words behind "di": "di Sleman" keeps Sleman out of the name in "Dinas Sleman Heru Saptono"."""
    lexicon, tokens = _lexicon(), sheet.tokens
    for i in sheet.stations():
        if i > 0 and tokens.lower[i - 1] in lexicon.inside:
            _learn(sheet, i, _unknown_end(sheet, i))


def mark_learned_places(sheet: Sheet) -> None:
    """Claim the learned places wherever nothing else claims them."""
    if sheet.learned:
        for i in sheet.stations():
            last = i
            while last < len(sheet) and _is_learned(sheet, last):
                last += 1
            if last > i:
                sheet.add(i, last, "place", sheet.tokens.words(i, last), "learned")


def _is_learned(sheet: Sheet, i: int) -> bool:
    return sheet.capital[i] and sheet.claimed[i] is None and sheet.tokens.lower[i] in sheet.learned


def _learn(sheet: Sheet, first: int, last: int) -> None:
    words = sheet.tokens.lower[first:last]
    if all(len(word) > _SHORTEST_LEARNED for word in words):
        sheet.learned.update(words)


def mark_prepositional_places(sheet: Sheet) -> None:
    """Claim the unknown names behind "di", "ke" and "dari"; persons have to be claimed before."""
    lexicon, tokens = _lexicon(), sheet.tokens
    for i in sheet.stations():
        if i == 0 or tokens.lower[i - 1] not in lexicon.prepositions or not sheet.together(i):
            continue
        end = _unknown_end(sheet, i)
        if end > i and not _is_address(sheet, end):
            sheet.add(i, end, "place", tokens.words(i, end), "behind a preposition")
            _mark_joined(sheet, end)


def _is_address(sheet: Sheet, i: int) -> bool:
    """Whether the word before token *i* goes on as an address or a handle: "di detik.com"."""
    tokens = sheet.tokens
    if i + 1 >= len(sheet) or not tokens.glued[i]:
        return False
    return tokens.text[i] in "/@" or (tokens.text[i] == "." and tokens.glued[i + 1])


def _mark_joined(sheet: Sheet, i: int) -> None:
    """Claim the unknown names that a comma or "dan" joins at *i* to an unlisted place."""
    while sheet.together(i + 1) and (
        sheet.tokens.text[i] == "," or sheet.tokens.lower[i] in _lexicon().joining
    ):
        end = _unknown_end(sheet, i + 1)
        if end == i + 1 or end - i > 2:
            return
        sheet.add(i + 1, end, "place", sheet.tokens.words(i + 1, end), "joined to a place")
        i = end


def _state_first(sheet: Sheet, i: int) -> int:
    """Where the full name of the state begins whose short name starts at *i*: "Kerajaan Kamboja"."""
    first, k, lexicon = i, i - 1, _lexicon()
    while k >= 0 and sheet.together(k + 1) and sheet.capital[k] and sheet.claimed[k] is None:
        if sheet.tokens.lower[k] not in lexicon.states:
            break
        if sheet.tokens.lower[k] in lexicon.state_heads:
            first = k
        k -= 1
    return first


def _stands_alone(sheet: Sheet, hit: Hit) -> bool:
    """Whether a listed name is a place here, and no ordinary word, ship's name or part of a person's name."""
    first = hit.first
    person = sheet.hit(first, "person")
    if person is not None and person.last > hit.last:
        return False
    if any(end == first and code == hit.name.value for end, code in sheet.countries.values()):
        return False  # "Menteri Pertahanan Israel Israel Katz"
    if hit.last - first == 1 and sheet.opening[first] and sheet.ordinary[first]:
        return False
    if hit.name.kind == "place" and sheet.begins_name(first) and _unknown_word(sheet, hit.last):
        return False
    before = first - 1 if first > 0 and sheet.together(first) else None
    if before is not None and sheet.tokens.lower[before] in _lexicon().vessels and hit.name.kind == "place":
        return False
    single = hit.last - first == 1
    if single and sheet.together(hit.last) and sheet.tokens.text[hit.last] in _lexicon().particles:
        return False
    if single and hit.name.kind == "place" and sheet.tokens.lower[first] in name_parts():
        return before is not None and sheet.tokens.lower[before] in _lexicon().prepositions
    if not hit.name.ambiguous:
        return hit.name.kind == "country" or before is None or not _family_name(sheet, before)
    return (before is not None and _ends_office(sheet, before)) or not _beside_a_name(sheet, hit)


def _family_name(sheet: Sheet, i: int) -> bool:
    """Whether token *i* is a known part of names that only wants its other half: "Meng Wanzhou"."""
    return _unknown(sheet, i) and not sheet.opening[i] and sheet.tokens.lower[i] in name_parts()


def _ends_office(sheet: Sheet, i: int) -> bool:
    """Whether an office with its field ends at token *i*: "Menteri Luar Negeri" before "Kuba"."""
    fields, k = _lexicon().fields, i
    while k >= 0 and i - k < _LONGEST_FIELD and sheet.together(k + 1):
        if sheet.hit(k, "office") is not None:
            return True
        if sheet.tokens.lower[k] not in fields and not sheet.ordinary[k]:
            return False
        k -= 1
    return False


def _in_nature(sheet: Sheet, hit: Hit) -> bool:
    """Whether the country's name is part of a river's or a valley's with a capital: "Lembah Yordan"."""
    before = hit.first - 1
    return (
        before >= 0
        and sheet.together(hit.first)
        and sheet.capital[before]
        and sheet.tokens.lower[before] in _lexicon().natural
    )


def _money(sheet: Sheet, hit: Hit) -> bool:
    """Whether the name only says whose currency is meant: "US$ 5 juta", "dolar Singapura"."""
    if hit.last < len(sheet) and sheet.tokens.text[hit.last] == "$":
        return True
    before = hit.first - 1
    if before < 0 or not sheet.together(hit.first) or sheet.tokens.lower[before] not in _lexicon().currencies:
        return False
    return not sheet.capital[before] or sheet.tokens.lower[before] not in name_parts()


def _listed(sheet: Sheet, i: int) -> int:
    hit = sheet.hit(i, "place")
    if hit is None or not sheet.free(hit.first, hit.last):
        return 0
    if not _stands_alone(sheet, hit):
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


def _unknown_word(sheet: Sheet, i: int) -> bool:
    return sheet.together(i) and _unknown(sheet, i)


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
        end = _site_end(sheet, last) if sheet.capital[i] or head in lexicon.lower else last
        if not sheet.capital[i] and sheet.hit(last, "place", "country") is not None:
            end = last
        if end > last:
            listed = sheet.hit(i, "place")
            if listed is not None and listed.last >= end:
                return 0
            sheet.add(i, end, "place", tokens.words(i, end), "place noun")
            inner = sheet.hit(last, "place", "country")
            if inner is not None and inner.last <= end and not _in_nature(sheet, inner):
                kind = "country" if inner.name.kind == "country" else "place"
                value = inner.name.value if kind == "country" else tokens.words(inner.first, inner.last)
                sheet.nest(
                    inner.first,
                    inner.last,
                    "country" if kind == "country" else "place",
                    value,
                    "inside a place",
                )
            return end
    if tokens.lower[i] in lexicon.part and sheet.together(i + 1) and not _is_level(sheet, i):
        end = _unknown_end(sheet, i + 1, headed=True)
        if end > i + 1:
            sheet.add(i + 1, end, "place", tokens.words(i + 1, end), "place noun")
            _learn(sheet, i + 1, end)
            return end
    return 0


def _is_level(sheet: Sheet, i: int) -> bool:
    """Whether the noun at *i* only tells a level of government: "Pemerintah Daerah", "Perwakilan Daerah"."""
    behind_capital = i > 0 and sheet.together(i) and sheet.capital[i] and sheet.capital[i - 1]
    return behind_capital and sheet.tokens.lower[i] in _lexicon().levels and sheet.ordinary[i - 1]


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
        if sheet.hit(j, "office") or sheet.begins_name(j):
            break
        if sheet.together(j + 1) and sheet.tokens.text[j + 1] == "." and len(sheet.tokens.text[j]) == 1:
            j += 2
            continue
        if j > i and sheet.tokens.lower[j] in name_parts() and sheet.tokens.lower[i] not in name_parts():
            break  # "Masjid Istiqlal Nasaruddin Umar", but "Bandara John Kennedy"
        strange += not sheet.ordinary[j]
        if strange > _LONGEST_NAME:
            break
        j += 1
    return j


def _unknown_end(sheet: Sheet, i: int, *, headed: bool = False) -> int:
    """The end of a run of at most three unknown capitalised words at *i* that is no known person's; *i* if none.

    *headed*: a place noun stands before it, so that a person's name may follow.
    """
    j = i
    if i < len(sheet) and sheet.begins_name(i):
        return i
    while (
        sheet.together(j) and j - i < _LONGEST_NAME and _unknown(sheet, j) and sheet.hit(j, "person") is None
    ):
        if headed and (sheet.tokens.lower[j] in name_parts() or sheet.begins_name(j)):
            return j  # "Kabupaten Karawang Abdul Syukur"
        j += 1
        if (
            sheet.together(j + 1)
            and sheet.tokens.text[j] == "-"
            and sheet.tokens.glued[j]
            and _unknown(sheet, j + 1)
        ):
            j += 1
    if j == i or (sheet.together(j) and (_unknown(sheet, j) or sheet.claimed[j] == "country")):
        return i
    if sheet.together(j) and sheet.tokens.text[j] in _lexicon().particles:
        return i
    if any(sheet.tokens.lower[k] in name_parts() for k in range(i, j)):
        return i
    return _direction_end(sheet, j)
