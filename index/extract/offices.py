"""Offices and roles: a head, its field, its body and its country, as far as they follow one another directly."""

from __future__ import annotations

from functools import cache

import msgspec

from index.extract.acronyms import is_unknown_acronym
from index.extract.gazetteer import Hit
from index.extract.phrases import joined_end
from index.extract.sheet import Sheet, name_parts
from index.language import load


class Office(msgspec.Struct, frozen=True, gc=False):
    """An office at the tokens ``[first, last)``; its name, if any, stands at *name_at* or later."""

    first: int
    last: int
    head_last: int
    """The token after the head noun."""
    name_at: int
    """The token after the office and the brackets behind it ("Menteri Luar Negeri (Menlu) Sugiono")."""
    meaning: str
    """The head's words, abbreviations spelt out."""


class _Lexicon(msgspec.Struct, frozen=True):
    needs_more: frozenset[str]
    apposition_only: frozenset[str]
    aides: frozenset[str]
    envoys: frozenset[str]
    districts: frozenset[str]
    territorial: frozenset[str]
    fieldless: frozenset[str]
    ordinals: frozenset[str]
    ordinal: str
    fields: frozenset[str]
    qualifiers: frozenset[str]
    honorifics: frozenset[str]
    demonstratives: frozenset[str]
    plural: frozenset[str]
    stops: frozenset[str]
    not_after: frozenset[str]
    field_offices: frozenset[str]
    pairing: frozenset[str]
    aimed: frozenset[str]
    seated: frozenset[str]
    expansions: dict[str, tuple[str, ...]]


@cache
def _lexicon() -> _Lexicon:
    table = load("offices")
    return _Lexicon(
        needs_more=frozenset(table["alone"]["never"]),
        territorial=frozenset(table["territorial"]["meanings"]),
        districts=frozenset(load("localities")["part"]["heads"]),
        envoys=frozenset(table["heads"]["envoy"]),
        aides=frozenset(table["aides"]["heads"]),
        fieldless=frozenset(table["fieldless"]["heads"]),
        ordinal=table["fieldless"]["ordinal"],
        ordinals=frozenset(table["fieldless"]["ordinals"]),
        apposition_only=frozenset(table["alone"]["beside_a_name"]),
        fields=frozenset(table["fields"]["words"]),
        qualifiers=frozenset(table["qualifiers"]["words"]),
        honorifics=frozenset(load("persons")["honorifics"]["words"]),
        demonstratives=frozenset(table["demonstratives"]["words"]),
        plural=frozenset(table["plural"]["words"]),
        stops=frozenset(table["limits"]["stops"]),
        not_after=frozenset(table["limits"]["not_after"]),
        field_offices=frozenset(table["limits"]["fields"]),
        pairing=frozenset(table["links"]["pairing"]),
        aimed=frozenset(table["links"]["for"]),
        seated=frozenset(table["links"]["at"]),
        expansions={
            short.casefold(): tuple(meaning.split()) for short, meaning in table["abbreviations"].items()
        },
    )


def aides() -> frozenset[str]:
    """The heads of posts that serve the office or person behind them."""
    return _lexicon().aides


def find_offices(sheet: Sheet) -> list[Office]:
    """Every office that the article may mean, claimed; :func:`is_complete` tells which say enough to be one.

    Organisations, countries and places have to be claimed before.
    """
    found: list[Office] = []
    done = 0
    for i in sorted(sheet.listed):
        if i < done:
            continue
        hit = next(
            (hit for hit in sheet.listed.get(i, ()) if hit.name.kind == "office" and _is_free(sheet, hit)),
            None,
        )
        if hit is None or (i > 0 and sheet.tokens.lower[i - 1] in _lexicon().not_after):
            continue
        office = _with_chief(sheet, _extended(sheet, hit))
        found.append(office)
        for k in range(office.first, office.last):
            sheet.claimed[k] = "office"
        done = max(office.last, i + 1)
    return found


def is_complete(sheet: Sheet, office: Office, *, named: bool) -> bool:
    """Whether the office says enough to be one: *named* tells that a person's name stands beside it."""
    lexicon, tokens = _lexicon(), sheet.tokens
    extended, capital = office.last > office.head_last, sheet.capital[office.first]
    shown = office.last < len(sheet) and tokens.lower[office.last] in lexicon.demonstratives
    if office.meaning in lexicon.apposition_only:
        return named
    if office.meaning in lexicon.needs_more:
        to_body = sheet.claimed_to(office.last) and (capital or shown)
        return extended and (named or to_body or _is_titled(sheet, office.first))
    if named:
        return True
    if _two_posts(sheet, office):
        return False
    words = len(office.meaning.split()) + office.last - office.head_last
    if capital:
        return words > 1 or shown or not sheet.opening[office.first]
    before = tokens.lower[office.first - 1] if office.first else ""
    return shown or sheet.claimed_to(office.last) or (words > 1 and before not in lexicon.plural)


def _two_posts(sheet: Sheet, office: Office) -> bool:
    """Whether two countries share the office word, so that it names two posts: "Presiden Ukraina dan AS"."""
    i = office.last
    if not sheet.together(i + 1) or sheet.tokens.lower[i] not in _lexicon().pairing:
        return False
    end, _ = sheet.countries.get(office.head_last, (0, ""))
    return end == i and i + 1 in sheet.countries


def role_words(sheet: Sheet, first: int, last: int) -> tuple[str, ...]:
    """The words of the role at ``[first, last)``: casefolded, abbreviations spelt out, countries as ISO codes."""
    lexicon, tokens = _lexicon(), sheet.tokens
    words: list[str] = []
    i = first
    while i < last:
        end, code = sheet.countries.get(i, (last + 1, ""))
        if end <= last:
            words.append(code)
            i = end
            continue
        word = tokens.lower[i]
        if word in lexicon.expansions and i in sheet.listed:
            words.extend(lexicon.expansions[word])
        elif word[0].isalnum() and word not in lexicon.demonstratives and word not in lexicon.qualifiers:
            words.append(word)
        i += 1
    return tuple(words)


def _is_free(sheet: Sheet, hit: Hit) -> bool:
    return all(sheet.claimed[k] in (None, "office") for k in range(hit.first, hit.last))


def _with_chief(sheet: Sheet, office: Office) -> Office:
    """*office* together with the office that it serves, if that names its country: "Utusan Khusus Presiden AS"."""
    i = office.last
    if office.meaning not in _lexicon().aides or not sheet.together(i) or office.name_at != i:
        return office
    hit = sheet.hit(i, "office")
    if hit is None or not _is_free(sheet, hit):
        return office
    chief = _extended(sheet, hit)
    if not sheet.claimed_to(chief.last):
        return office
    return Office(office.first, chief.last, office.head_last, chief.name_at, office.meaning)


def _extended(sheet: Sheet, hit: Hit) -> Office:
    head_last = hit.last
    fieldless = hit.name.value in _lexicon().fieldless
    if fieldless:
        last = _ordinal_end(sheet, head_last)
    else:
        titled = sheet.capital[hit.first] and not sheet.opening[hit.first]
        last = _field_end(sheet, head_last, capital=sheet.capital[hit.first], lower=not titled)
    name_at = last
    while True:
        end = _complement_end(sheet, last, fieldless=fieldless)
        if end > last:
            last = name_at = end
            continue
        after = sheet.bracket_end(name_at)
        if after == name_at:
            break
        name_at = after
        end = _complement_end(sheet, after) if name_at < len(sheet) else after
        if end == after or sheet.claimed[after] == "office":
            break
        # "Menteri Energi dan Sumber Daya Mineral (ESDM) Rusia": the bracket is inside the office
        last = name_at = end
    if last == head_last and hit.name.value in _lexicon().territorial and _is_district(sheet, last):
        sheet.add(last, last + 1, "place", sheet.tokens.text[last], "district of an office")
        last = name_at = last + 1
    if hit.name.value in _lexicon().needs_more and last == name_at and _is_employer(sheet, last):
        sheet.add(last, last + 1, "organisation", sheet.tokens.text[last], "employer in an office")
        last = name_at = last + 1
    if hit.name.value in _lexicon().envoys:
        name_at = _seat_end(sheet, name_at)
    return Office(hit.first, last, head_last, name_at, hit.name.value)


def _is_district(sheet: Sheet, i: int) -> bool:
    """Whether an unlisted district's name stands at *i*, a person's behind it: "Bupati Trenggalek Mochamad Arifin"."""
    if not sheet.together(i + 1) or not sheet.capital[i] or sheet.claimed[i] is not None or sheet.ordinary[i]:
        return False
    after = sheet.tokens.lower[i + 1]
    known = name_parts()
    return sheet.tokens.lower[i] not in known and (after in known or after in _lexicon().honorifics)


def _is_employer(sheet: Sheet, i: int) -> bool:
    """Whether one unknown word at *i* before a full name set off is a body: "peneliti Centris, Budi Anu, …"."""
    if not sheet.together(i + 3) or sheet.tokens.text[i + 1] != "," or not _is_strange(sheet, i):
        return False
    if sheet.tokens.lower[i] in name_parts() or sheet.tokens.lower[i] in sheet.spoken:
        return False
    return _is_strange(sheet, i + 2) and _is_strange(sheet, i + 3)


def _is_strange(sheet: Sheet, i: int) -> bool:
    """Whether the capitalised token *i* is neither ordinary nor an acronym nor claimed."""
    return sheet.capital[i] and sheet.claimed[i] is None and not sheet.ordinary[i] and not sheet.acronym[i]


def _seat_end(sheet: Sheet, i: int) -> int:
    """The end of the place where an envoy sits ("di Taipei") at *i*; *i* if none is named."""
    if sheet.together(i + 1) and sheet.tokens.lower[i] in _lexicon().seated:
        return sheet.ends.get(i + 1, i) if sheet.claimed[i + 1] in ("place", "country") else i
    return i


def _is_titled(sheet: Sheet, i: int) -> bool:
    """Whether the head at *i* has its capital as a title, not for starting a sentence."""
    return sheet.capital[i] and not sheet.opening[i]


def _ordinal_end(sheet: Sheet, i: int) -> int:
    """The end of an ordinal at *i* ("ketiga", "ke-7"); *i* if there is none."""
    tokens = sheet.tokens
    if sheet.together(i) and tokens.lower[i] in _lexicon().ordinals:
        both = not sheet.capital[i - 1] and tokens.lower[i] in _lexicon().plural  # "presiden kedua negara"
        return i if both else i + 1
    number = i + 2
    if sheet.together(i) and tokens.lower[i] == _lexicon().ordinal and number < len(sheet):
        return number + 1 if tokens.text[number].isdigit() and tokens.glued[number] else i
    return i


def _field_end(sheet: Sheet, i: int, *, capital: bool, lower: bool) -> int:
    """The end of the field of an office ("Luar Negeri", "Perdagangan, Industri dan Kerajinan") that starts at *i*.

    *capital* and *lower* tell which case its words may have.
    """
    lower_words, fields, j = sheet.tokens.lower, _lexicon().fields, i
    while sheet.together(j) and sheet.claimed[j] is None and not _ends_field(sheet, j):
        cased = capital if sheet.capital[j] else lower
        if cased and (sheet.ordinary[j] or lower_words[j] in fields):
            j += 1
        elif lower and lower_words[j] in _lexicon().pairing and _field_goes_on(sheet, j + 1):
            j += 2
        elif capital and j > i and (end := joined_end(sheet, j)) > j:
            j = end
        else:
            break
    return j


def _ends_field(sheet: Sheet, i: int) -> bool:
    """Whether token *i* cannot belong to a field: another office, a function word or a title before a name."""
    word, lexicon = sheet.tokens.lower[i], _lexicon()
    if word in lexicon.stops or (word in lexicon.honorifics and word not in lexicon.fields):
        return True
    return sheet.hit(i, "office") is not None and not _continues(sheet, i)


def _continues(sheet: Sheet, i: int) -> bool:
    """Whether the office word at *i* only names the field of the office before it ("Staf Khusus Presiden")."""
    return sheet.tokens.lower[i] in _lexicon().field_offices and not (
        sheet.together(i + 1) and sheet.capital[i + 1] and not sheet.ordinary[i + 1]
    )


def _field_goes_on(sheet: Sheet, i: int) -> bool:
    return sheet.together(i) and sheet.tokens.text[i] in _lexicon().fields and sheet.hit(i, "office") is None


def _places_end(sheet: Sheet, i: int) -> int:
    """The end of a place at *i*, or of two that "dan" joins: "Asia Pasifik dan Afrika"."""
    end = sheet.ends.get(i, i)
    if (
        sheet.together(end + 1)
        and sheet.tokens.lower[end] in _lexicon().pairing
        and sheet.claimed[end + 1] == "place"
    ):
        return sheet.ends.get(end + 1, end)
    return end


def _complement_end(sheet: Sheet, i: int, *, fieldless: bool = True) -> int:
    """The end of a body, country or place that follows directly at *i*, or after "untuk"; *i* if none does.

    Behind an office that is not *fieldless* a country may be half of a field: "Dirjen Amerika dan Eropa".
    """
    if not sheet.together(i):
        return i
    claimed = sheet.claimed[i]
    district = sheet.tokens.lower[i] in _lexicon().districts and sheet.capital[i] and claimed is None
    if district and sheet.together(i + 1) and sheet.claimed[i + 1] == "place":
        return _places_end(sheet, i + 1)
    if claimed == "place" or (claimed == "country" and not fieldless):
        return _places_end(sheet, i)
    if claimed in ("organisation", "country"):
        return sheet.ends.get(i, i)
    if is_unknown_acronym(sheet, i):
        sheet.add(i, i + 1, "organisation", sheet.tokens.text[i], "acronym in an office")
        return i + 1
    link, inner = sheet.tokens.lower[i], sheet.claimed[i + 1] if sheet.together(i + 1) else None
    if link in _lexicon().aimed and inner in ("organisation", "country", "place"):
        return _places_end(sheet, i + 1) if inner == "place" else sheet.ends.get(i + 1, i)
    if link in _lexicon().seated and inner == "organisation":
        return sheet.ends.get(i + 1, i)
    return i
