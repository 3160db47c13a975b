"""What an export says in the reader's language: fixed texts, dates and moments."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from index.export.citation import Citation, Verdict


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
    unclear = _("speaker unclear") if citation.attribution == "unclear" else ""
    if citation.speaker_verdict:
        judged = verdict_words(
            citation.speaker_verdict, citation.speaker_judged_by, citation.speaker_judged_at, wording
        )
        if citation.speaker_found:
            judged += " " + _("(found: {name})").format(name=citation.speaker_found)
        return ", ".join(part for part in (unclear, judged) if part)
    return unclear or {
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
    """The date of publication, or that it is unknown, and who judged it."""
    _ = wording.translate
    words = wording.date(citation.published) if citation.published else _("date unknown")
    if citation.published_verdict:
        judged = verdict_words(
            citation.published_verdict, citation.published_judged_by, citation.published_judged_at, wording
        )
        words += " " + _("(date {judged})").format(judged=judged)
    return words


def verdict_words(verdict: Verdict, by: str | None, at: str | None, wording: Wording) -> str:
    """What the reader *by* said and on which day, in the user's own time zone."""
    _ = wording.translate
    day = wording.date(datetime.fromisoformat(at).astimezone().date().isoformat()) if at else ""
    return {
        "confirmed": _("confirmed by {name}, {date}"),
        "corrected": _("corrected by {name}, {date}"),
        "rejected": _("rejected by {name}, {date}"),
    }[verdict].format(name=by, date=day)
