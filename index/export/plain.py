"""One quote with its citation as a line of plain text, to be copied."""

from __future__ import annotations

from index.export.citation import Citation, printed
from index.export.wording import PLAIN, Wording, attribution_words, date_words
from index.sanitise import visible


def one_line(citation: Citation, wording: Wording = PLAIN) -> str:
    """The words and where they come from, on one line, without control or invisible characters.

    Quotation marks stand around the speaker's own words and the article's; reported speech is labelled as such
    instead, so that nobody takes it for the speaker's words.
    """
    _ = wording.translate
    citation = printed(citation)
    words = " ".join(citation.text.split())
    if citation.kind == "indirect":
        words += " " + _("(reported speech)")
    else:
        words = f"“{words}”"
    parts = [_speaker(citation, wording), citation.source, _title(citation), date_words(citation, wording)]
    origin = ", ".join(part for part in (*parts, citation.url) if part)
    return visible(f"{words} — {origin}")


def _title(citation: Citation) -> str | None:
    heading = citation.title or citation.lead
    return f"“{heading}”" if heading else None


def _speaker(citation: Citation, wording: Wording) -> str | None:
    if citation.attribution == "none":
        return None
    _ = wording.translate
    certainty = attribution_words(citation, wording)
    if citation.speaker is None:
        return f"{certainty} ({' / '.join(citation.candidates)})" if citation.candidates else certainty
    name = ", ".join(part for part in (citation.speaker, citation.office) if part)
    if body := citation.represented():
        name += " " + _("(for {body})").format(body=body)
    doubtful = citation.speaker_verdict or citation.resolved_by in ("pronoun", "role")
    return f"{name} [{certainty}]" if doubtful else name
