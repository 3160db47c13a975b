"""Capitalised words between an office and the name of its holder that belong to the office."""

from __future__ import annotations

from index.extract.sheet import Sheet, name_parts


def belongs_to_office(sheet: Sheet, i: int, end: int) -> bool:
    """Whether the first word of the run ``[i, end)`` behind an office belongs to the office: "CEO Rostec Oleg Popov".

    That is a word that the article also uses apart from the name, of a body or without telling of whom, or an office
    word that has lost its last letter.
    """
    tokens, word = sheet.tokens, sheet.tokens.lower[i]
    if end < i + 3 and not (end == i + 2 and _names_body(sheet, word)):
        return False
    if word in name_parts() or word in sheet.spoken or not tokens.text[i + 1][0].isalpha():
        return False
    if _names_body(sheet, word):
        return True
    if tokens.lower[i + 1] not in name_parts():
        return False
    apart = any(
        other == word and k != i and tokens.lower[k + 1 : k + 2] != tokens.lower[i + 1 : i + 2]
        for k, other in enumerate(tokens.lower)
    )
    clipped = any(sheet.claimed[k] == "office" and other[:-1] == word for k, other in enumerate(tokens.lower))
    return apart or clipped


def _names_body(sheet: Sheet, word: str) -> bool:
    """Whether the article has a body whose name begins with *word*."""
    lower = sheet.tokens.lower
    return any(
        sheet.claimed[k] == "organisation" and (k == 0 or sheet.claimed[k - 1] != "organisation")
        for k, other in enumerate(lower)
        if other == word
    )


def past_company(sheet: Sheet, i: int, end: int) -> int:
    """Where the name begins in the run ``[i, end)`` of a role, behind a company of two words or more; *i* if none.

    "mitra Onyx Shipping Greg Popov": the first known part of a name opens it, and a first and a last name stand behind.
    """
    tokens = sheet.tokens
    if i == 0 or not tokens.text[i - 1][0].isalpha() or not sheet.together(i):
        return i
    for k in range(i, end - 1):
        word = tokens.lower[k]
        if not tokens.text[k][0].isalpha() or (k == i and word in sheet.spoken):
            return i
        if word in name_parts():
            return k if k > i + 1 else i
    return i
