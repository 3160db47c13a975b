"""What stands above the text of an article."""

from __future__ import annotations

from collections.abc import Iterator

from tui.i18n import _, say
from tui.layout import Lines
from tui.reading import Reading
from tui.text import shown


def header(reading: Reading, width: int) -> Iterator[tuple[str, str]]:
    """Title, particulars and what was repaired on reading, wrapped to *width*; each line with the name of its look.

    An article without a title has none here: the lead that stands for it in lists is the first line of the text.
    """
    article = reading.article
    yield from _wrapped(article.title or "", width, "title")
    about = (article.source, reading.published or _("date unknown"), article.dateline, article.byline)
    yield from _wrapped(" · ".join(part for part in about if part), width, "meta")
    if article.notes:
        notes = _("Repaired on reading: {notes}").format(notes="; ".join(map(say, article.notes)))
        yield from _wrapped(notes, width, "meta")
    yield "", "meta"


def _wrapped(text: str, width: int, look: str) -> Iterator[tuple[str, str]]:
    if text:
        lines = Lines(shown(text), width)
        for start, end in zip(lines.starts, lines.ends, strict=True):
            yield lines.text[start:end], look
