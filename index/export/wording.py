"""What an export says in the reader's language: fixed texts, dates and moments."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from index.export.citation import Citation


def _unchanged(text: str) -> str:
    return text


class Wording(NamedTuple):
    """Functions that put a fixed English text, an ISO date and an ISO moment into words."""

    translate: Callable[[str], str] = _unchanged
    date: Callable[[str], str] = _unchanged
    moment: Callable[[str], str] = _unchanged


PLAIN = Wording()
"""English, dates in ISO form."""


def kind_words(citation: Citation, wording: Wording) -> str:
    """What the words are: the speaker's own, a rendering, or the article's."""
    _ = wording.translate
    if citation.kind == "direct":
        return _("direct quotation")
    if citation.kind == "indirect":
        return _("reported speech, in the words of the article")
    return _("text of the article, no quotation")


def attribution_words(citation: Citation, wording: Wording) -> str:
    """How it is known who speaks, or that it is not; empty where there is nothing to say."""
    _ = wording.translate
    if citation.attribution == "unclear":
        return _("speaker unclear")
    return {
        "surname": _("by part of the name"),
        "pronoun": _("inferred from a pronoun"),
        "role": _("inferred from a role"),
    }.get(citation.resolved_by or "", "")


def standing_words(citation: Citation, wording: Wording) -> str:
    """A warning about an article that has changed since; empty where there is nothing to say."""
    _ = wording.translate
    if citation.standing == "found again":
        return _("the article has changed since; the words stand in it unchanged at this position")
    if citation.standing == "detached":
        return _("these words no longer stand in the article as it is now; the position is the former one")
    return ""


def date_words(citation: Citation, wording: Wording) -> str:
    """The date of publication, or that it is unknown."""
    _ = wording.translate
    return wording.date(citation.published) if citation.published else _("date unknown")
