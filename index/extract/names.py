"""Names of persons: capitalised runs, cut to the name, with what speaks for their being somebody's."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

import msgspec

from index.article import Span
from index.extract.gazetteer import Hit
from index.extract.identity import name_key
from index.extract.office_words import belongs_to_office, past_company
from index.extract.offices import Office
from index.extract.phrases import opens_title
from index.extract.sheet import Sheet, name_parts
from index.extract.tokens import Tokens
from index.language import load

Evidence = Literal["office", "known", "honorific", "cue", "parts", "shape", "none"]
"""Why a run is taken for a name, strongest first; "none": only if it is a part of a name found elsewhere."""

_LETTER = re.compile(r"[A-Za-z]")
"""What every name in Latin script has: words of other letters alone are damaged text."""
_LONGEST = 9
"""Tokens in a name."""
_LONGEST_SYLLABLE = 6
"""Letters of the lower-case half of a hyphenated name ("Szu-chien")."""


class Run(msgspec.Struct, frozen=True, gc=False):
    """A run of capitalised words at the tokens ``[first, last)`` that may name a person."""

    first: int
    last: int
    evidence: Evidence
    full: str | None = None
    """The full name if the lexicon of people knows the run."""


class _Lexicon(msgspec.Struct, frozen=True):
    honorifics: frozenset[str]
    part_of_names: frozenset[str]
    suffixes: frozenset[str]
    english: frozenset[str]
    particles: frozenset[str]
    lower_only: frozenset[str]
    initial: frozenset[str]
    aliases: frozenset[str]
    before: frozenset[str]
    after: frozenset[str]
    vetoes: frozenset[str]
    things: frozenset[str]
    prepositions: frozenset[str]
    countries: dict[str, str]
    by_name: dict[str, str]


@cache
def _lexicon() -> _Lexicon:
    table = load("persons")
    return _Lexicon(
        honorifics=frozenset(table["honorifics"]["words"]),
        part_of_names=frozenset(table["honorifics"]["part_of_names"]),
        suffixes=frozenset(table["particles"]["suffixes"]),
        english=frozenset(load("organisations")["english"]["links"]),
        particles=frozenset(table["particles"]["words"]),
        lower_only=frozenset(table["particles"]["lower_only"]),
        initial=frozenset(table["particles"]["initial"]),
        aliases=frozenset(table["cues"]["aliases"]),
        before=frozenset(table["cues"]["before"]),
        after=frozenset(table["cues"]["after"]),
        vetoes=frozenset(table["vetoes"]["words"]),
        things=frozenset(table["vetoes"]["things"]),
        prepositions=frozenset(load("localities")["prepositions"]["words"]),
        countries={name_key(full): country for full, country, *_ in table["known"]["people"]},
        by_name={
            name_key(name): full for full, _, *others in table["known"]["people"] for name in (full, *others)
        },
    )


def known_country(identity: str) -> str | None:
    """ISO code of the country that the person of the lexicon with this key acts for; null for others."""
    return _lexicon().countries.get(identity)


def known_full_name(parts: tuple[str, ...]) -> str | None:
    """The full name of the person of the lexicon whose name or by-name has these key words; null for others."""
    return _lexicon().by_name.get(" ".join(parts))


def aliases() -> frozenset[str]:
    """Words between two names of one person ("alias")."""
    return _lexicon().aliases


def particles() -> frozenset[str]:
    """Words inside names that tell nobody apart ("bin", "al", "van")."""
    return _lexicon().particles


def prepositions() -> frozenset[str]:
    """Words after which a name is rather a place's."""
    return _lexicon().prepositions


def find_runs(sheet: Sheet, offices: list[Office]) -> list[Run]:
    """Every run that may name a person, in text order; organisations, places and offices have to be claimed before."""
    after_office = {office.name_at for office in offices} | {office.last for office in offices}
    runs: list[Run] = []
    done = 0
    for i in sheet.stations():
        if i < done:
            continue
        run = _run(sheet, i, after_office) if _may_begin(sheet, i) else _ordinary_run(sheet, i, after_office)
        if run is not None:
            runs.append(run)
            done = run.last
    return runs


def _may_begin(sheet: Sheet, i: int) -> bool:
    if sheet.claimed[i] is not None or not sheet.capital[i]:
        return False
    word = sheet.tokens.lower[i]
    if i > 0 and sheet.tokens.text[i - 1] == "#" and sheet.tokens.glued[i]:
        return False
    if word in _lexicon().vetoes:
        return sheet.hit(i, "person") is not None
    if word in _lexicon().initial or sheet.hit(i, "person") is not None:
        return True
    return _may_belong(sheet, i)


def _may_belong(sheet: Sheet, i: int) -> bool:
    """Whether the capitalised token *i* can be a word of a name."""
    if sheet.claimed[i] is not None or not sheet.capital[i]:
        return False
    word = sheet.tokens.text[i]
    lower = sheet.tokens.lower[i]
    if lower in sheet.learned or not _LETTER.search(word):
        return False
    if lower in name_parts():
        return True
    if sheet.acronym[i]:
        return len(word) < 3
    return not sheet.ordinary[i] and lower not in _lexicon().vetoes


def _run(sheet: Sheet, i: int, after_office: set[int]) -> Run | None:
    known = sheet.hit(i, "person")
    end = _run_end(sheet, i)
    inner_start = _spoken_start(sheet, i, end) if known is None else i
    if inner_start > i:
        return Run(inner_start, end, "cue")
    if _is_pair(sheet, i, end, known) and (known is not None or i not in after_office):
        end = i + 1
    if known is not None and known.last >= end and sheet.free(known.first, known.last):
        return Run(known.first, known.last, "known", known.name.value)
    first, titled = _without_honorifics(sheet, i, end)
    if first == i:
        first = past_company(sheet, i, end)
        first += first == i and first in after_office and belongs_to_office(sheet, first, end)
        after_office = after_office | ({first} if i in after_office else set())
    if first == end:
        return None
    if first > i and (inner := sheet.hit(first, "person")) is not None and inner.last >= end:
        return Run(first, inner.last, "known", inner.name.value)
    evidence = _evidence(sheet, i, first, end, titled=titled, after_office=after_office)
    told = evidence in ("office", "honorific") or sheet.begins_name(first)
    if told and end == first + 1 and _is_second_half(sheet, end):
        end += 1
    return Run(first, end, evidence)


def _spoken_start(sheet: Sheet, first: int, last: int) -> int:
    """Where in the run ``[first, last)`` the name begins that the article shortens to its first word; *first* if none.

    "Investree Dickie Widjaja", "kata Dickie": what stands before belongs to the office.
    """
    for i in range(first, last - 1):
        if i > first and sheet.begins_name(i):
            return i
        if sheet.tokens.lower[i] in name_parts() or not sheet.tokens.text[i][0].isalpha():
            return first
    return first


def _ordinary_run(sheet: Sheet, i: int, after_office: set[int]) -> Run | None:
    """The name behind an office that begins with an ordinary word, or has no other before its verb.

    "Deputi Pahala Nainggolan", "Ketua Tulus Abadi mengatakan".
    """
    given = (
        sheet.capital[i] and sheet.claimed[i] is None and sheet.tokens.lower[i] in _lexicon().part_of_names
    )
    apposed = i > 1 and sheet.tokens.text[i - 1] == "," and sheet.claimed[i - 2] == "office"
    apposed = apposed and sheet.capital[i] and sheet.claimed[i] is None
    apposed = apposed and sheet.tokens.lower[i] not in _lexicon().honorifics | _lexicon().before
    if not (given or apposed or _passes_for_name(sheet, i)) or not _is_anchored(sheet, i):
        return None
    if _next_belongs(sheet, i + 1):
        return Run(i, _run_end(sheet, i), "office")
    if i not in after_office:
        return None
    end = i
    while end < i + 3 and (end == i or sheet.together(end)) and _passes_for_name(sheet, end):
        end += 1
    if end - i < 2 or not sheet.together(end) or sheet.tokens.lower[end] not in _lexicon().after:
        return None
    return Run(i, end, "office")


def _is_anchored(sheet: Sheet, i: int) -> bool:
    """Whether an office or body ends right before token *i*, or before a comma there."""
    if i == 0 or not sheet.together(i):
        return False
    before = i - 2 if sheet.tokens.text[i - 1] == "," and i > 1 else i - 1
    return sheet.claimed[before] in ("office", "organisation")


def _is_pair(sheet: Sheet, i: int, end: int, known: Hit | None) -> bool:
    """Whether a hyphen at the second token of the run ``[i, end)`` joins two people: "Prabowo-Gibran"."""
    if end <= i + 1 or sheet.tokens.text[i + 1] != "-":
        return False
    return known.last == i + 1 if known is not None else end == i + 3 and sheet.capital[i + 2]


def _is_middle(sheet: Sheet, i: int) -> bool:
    """Whether the capitalised ordinary word at *i* stands inside a name: "Budi Karya Sumadi"."""
    return _passes_for_name(sheet, i) and _may_belong(sheet, i - 1) and _next_belongs(sheet, i + 1)


def _is_second_half(sheet: Sheet, i: int) -> bool:
    """Whether the capitalised ordinary word at *i* ends the one-word name before it: "Panglima Bipin Rawat"."""
    if not sheet.together(i) or not _passes_for_name(sheet, i):
        return False
    goes_on = sheet.together(i + 1) and sheet.capital[i + 1]
    return not goes_on or sheet.tokens.lower[i + 1] in _lexicon().vetoes  # "Bipin Rawat Desember lalu"


def _passes_for_name(sheet: Sheet, i: int) -> bool:
    """Whether the ordinary word at *i* has a capital without a reason that the lexicons know."""
    if not sheet.capital[i] or sheet.claimed[i] is not None or not sheet.ordinary[i]:
        return False
    word, lexicon = sheet.tokens.lower[i], _lexicon()
    if sheet.acronym[i] or i in sheet.listed:
        return False
    if word in lexicon.vetoes or word in lexicon.honorifics or word in lexicon.things:
        return False
    return not opens_title(word)


def _run_end(sheet: Sheet, i: int, *, headline: bool = False) -> int:
    """The end of the run of name words at *i*: capitals, initials with their stop, particles, joined by hyphens.

    In a *headline* a capital says nothing of an ordinary word.
    """
    tokens, lexicon, j = sheet.tokens, _lexicon(), i + 1
    while j - i < _LONGEST and sheet.together(j):
        word = tokens.text[j]
        if word == "." and len(tokens.text[j - 1]) <= 2 and tokens.glued[j] and _next_belongs(sheet, j + 1):
            j += 1
        elif (
            word in "-'’"
            and tokens.glued[j]
            and j + 1 < len(sheet)
            and tokens.glued[j + 1]
            and _joins(sheet, j + 1)
        ):
            j += 2
        elif word.islower():
            k = _particles_end(sheet, j)
            if k < len(sheet) and k > j and tokens.lower[k] in lexicon.honorifics:
                k += 1
            if k == j or not _next_belongs(sheet, k):
                break
            j = k
        elif _may_belong(sheet, j) or (_is_particle(sheet, j) and _next_belongs(sheet, j + 1)):
            j += 1
        elif not headline and _is_middle(sheet, j):
            j += 2
        else:
            break
    return j


def _is_particle(sheet: Sheet, i: int) -> bool:
    word = sheet.tokens.lower[i]
    return word in _lexicon().particles and word not in _lexicon().lower_only and sheet.claimed[i] is None


def _joins(sheet: Sheet, i: int) -> bool:
    """Whether token *i* behind a glued hyphen or apostrophe goes on with the name: Kim Jong-un, al-Nahyan, Tayyip-e."""
    word = sheet.tokens.text[i]
    if not word[0].isalpha() or sheet.claimed[i] is not None:
        return False
    return sheet.capital[i] or (len(word) <= _LONGEST_SYLLABLE and word not in _lexicon().suffixes)


def _next_belongs(sheet: Sheet, i: int) -> bool:
    return sheet.together(i) and _may_belong(sheet, i)


def _particles_end(sheet: Sheet, i: int) -> int:
    """The end of the particles in the lower case at *i* ("bin", "van der", "al -")."""
    tokens, particles = sheet.tokens, _lexicon().particles
    j = i
    while sheet.together(j) and tokens.text[j] in particles:
        j += 1
        if sheet.together(j) and tokens.text[j] == "-" and tokens.glued[j]:
            j += 1
    return j


def _without_honorifics(sheet: Sheet, i: int, end: int) -> tuple[int, bool]:
    """Where the name proper begins in the run ``[i, end)``, and whether a title stands before it."""
    tokens, lexicon, first = sheet.tokens, _lexicon(), i
    titled = i > 0 and sheet.together(i) and tokens.lower[i - 1] in lexicon.honorifics
    while first < end and tokens.lower[first] in lexicon.honorifics:
        if tokens.lower[first] in lexicon.part_of_names and _few_words(sheet, first, end):
            break
        first += 1
        titled = True
        while first < end and not tokens.text[first][0].isalpha():
            first += 1
    return first, titled


def _few_words(sheet: Sheet, first: int, last: int) -> bool:
    """Whether a word that may be a title is needed in the name ``[first, last)``: "Imam B Prasodjo"."""
    words = sum(len(sheet.tokens.text[i]) > 1 for i in range(first, last))
    return words < 3 or sheet.begins_name(first)


def _evidence(
    sheet: Sheet, start: int, first: int, end: int, *, titled: bool, after_office: set[int]
) -> Evidence:
    tokens, lexicon = sheet.tokens, _lexicon()
    if all(sheet.acronym[k] or len(tokens.text[k]) == 1 for k in range(first, end)):
        return "none"
    if (
        start in after_office
        or first in after_office
        or (start > 1 and tokens.text[start - 1] == "," and start - 1 in after_office)
    ):
        return "office"
    if titled:
        return "honorific"
    before = tokens.lower[start - 1] if start > 0 and sheet.together(start) else ""
    after = tokens.lower[end] if sheet.together(end) else ""
    if before in lexicon.prepositions or before in lexicon.things:
        return "none"
    if before in lexicon.before or after in lexicon.after or sheet.begins_name(first):
        return "cue"
    if before in lexicon.english or after in lexicon.english or _in_quotes(sheet, start, end):
        return "none"
    words = [
        k
        for k in range(first, end)
        if tokens.text[k][0].isalpha() and tokens.lower[k] not in lexicon.particles
    ]
    long = len(words) > 1
    parts = sum(tokens.lower[k] in name_parts() for k in words)
    if long and parts:
        return "parts"
    if long and not sheet.acronym[words[0]]:
        return "shape"
    return "none"


def _in_quotes(sheet: Sheet, first: int, last: int) -> bool:
    text = sheet.tokens.text
    return first > 0 and last < len(text) and text[first - 1] in "\"“'‘«" and text[last] in "\"”'’»"


def title_names(title: str) -> list[tuple[str, ...]]:
    """The runs of at least two name words in a headline, as their words.

    Headlines write every word with a capital, so that only unknown words and known parts of names count.
    """
    sheet = Sheet(Tokens(title, [Span(0, len(title))]))
    found, done = [], 0
    for i in sheet.stations():
        if i < done or not _may_begin(sheet, i):
            continue
        done = _run_end(sheet, i, headline=True)
        first, _ = _without_honorifics(sheet, i, done)
        if done - first > 1:
            found.append(tuple(sheet.tokens.text[first:done]))
    return found
