"""Citations as Markdown: the words in a block quote, below them a list that says where they come from.

Whatever comes from an article is escaped with backslashes, so that rendering gives exactly its characters back in
CommonMark, GitHub's Markdown and Pandoc's (with its smart punctuation), and no HTML, link or emphasis of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.export.citation import Citation, printed
from index.export.wording import Wording, attribution_words, date_words, kind_words, standing_words
from index.sanitise import visible

_PUNCTUATION = r"!-/:-@\[-`{-~"
# Characters that one of the dialects reads as markup, a mention, an emoji, an entity or mathematics, and any
# punctuation next to another: "smart" renderers replace --, ..., ,, and the like.
_ANYWHERE = re.compile(
    rf"""[\\`*_{{}}\[\]<>&~|$^@\#+="'] | :(?=[\w+-]+:|//) | \((?=\w{{1,2}}\))
    | [{_PUNCTUATION}](?=[{_PUNCTUATION}]) | (?<=[{_PUNCTUATION}])[{_PUNCTUATION}]""",
    re.VERBOSE,
)
# What opens a list at the beginning of a line, Pandoc's "a)" and "(1)" among them, or a definition.
_AT_START = re.compile(r"^(\(?\w{1,9}(?=[.)])|(?=[-:]))([-:.)])(?=\s|$)")
_URL = re.compile(r"https?://[!#-;=?-\[\]_a-z~]+")
_BLANKS = " \t\r\f\v"


def markdown(citations: Sequence[Citation], wording: Wording) -> str:
    """The whole document."""
    _ = wording.translate
    blocks = ["# " + escape(_("Highlighted quotes"))]
    blocks += [_block(printed(citation), wording) for citation in citations]
    return "\n\n".join(blocks) + "\n"


def escape(text: str) -> str:
    """*text* on one line, as Markdown that renders to exactly its characters (controls shown as symbols)."""
    plain = visible(text).strip(_BLANKS)
    return _AT_START.sub(r"\1\\\2", _ANYWHERE.sub(r"\\\g<0>", plain))


def _block(citation: Citation, wording: Wording) -> str:
    items = (f"- {label}: {value}" for label, value in _items(citation, wording) if value)
    return _quoted(citation.text) + "\n\n" + "\n".join(items)


def _quoted(text: str) -> str:
    """The words as a block quote: paragraphs stay paragraphs, single line breaks stay breaks."""
    paragraphs = []
    for paragraph in re.split(r"\n\s*\n", visible(text, lines=True).strip()):
        lines = [line for line in map(escape, paragraph.split("\n")) if line]
        paragraphs.append("\\\n> ".join(lines))
    return "> " + "\n>\n> ".join(paragraphs)


def _items(citation: Citation, wording: Wording) -> Iterator[tuple[str, str]]:
    """Label and value of every line below the words; a line without a value is left out."""
    _ = wording.translate
    if citation.attribution != "none":
        yield _("Speaker"), _speaker(citation, wording)
    if citation.speaker_now:
        yield (
            _("Check"),
            _("read again today, the article gives {name}").format(name=escape(citation.speaker_now)),
        )
    if citation.published_now:
        yield (
            _("Check"),
            _("read again today, the article is dated {date}").format(
                date=escape(wording.date(citation.published_now))
            ),
        )
    yield _("Kind"), kind_words(citation, wording)
    yield _("Source"), ", ".join(_source(citation, wording))
    yield _("Link"), _link(citation.url)
    yield _("File"), _file(citation, wording)
    yield _("Position"), _position(citation, wording)
    yield _("Note"), standing_words(citation, wording)
    yield _("Highlighted"), escape(wording.moment(citation.highlighted_at))


def _speaker(citation: Citation, wording: Wording) -> str:
    _ = wording.translate
    certainty = escape(attribution_words(citation, wording))
    if citation.speaker is None:
        return (
            f"{certainty} ({' / '.join(map(escape, citation.candidates))})"
            if citation.candidates
            else certainty
        )
    words = f"**{escape(citation.speaker)}**"
    if citation.office:
        words += f", {escape(citation.office)}"
    if body := citation.represented():
        words += " " + _("(for {body})").format(body=escape(body))
    return f"{words} – {certainty}" if certainty else words


def _source(citation: Citation, wording: Wording) -> Iterator[str]:
    _ = wording.translate
    if citation.source:
        yield escape(citation.source)
    if citation.title:
        yield f"*{escape(citation.title)}*"
    elif citation.lead:
        yield _("untitled: {lead}").format(lead=escape(citation.lead))
    yield escape(date_words(citation, wording))


def _link(url: str | None) -> str:
    if not url:
        return ""
    return f"<{url}>" if _URL.fullmatch(url) else escape(url)


def _file(citation: Citation, wording: Wording) -> str:
    _ = wording.translate
    if citation.line is None:
        return escape(citation.path)
    return _("{file}, line {number}").format(file=escape(citation.path), number=citation.line)


def _position(citation: Citation, wording: Wording) -> str:
    _ = wording.translate
    # For people: counted from one, the last character included.
    characters = _("characters {first}–{last} of the text").format(
        first=citation.start + 1, last=citation.end
    )
    if citation.paragraph is None:
        return characters
    return _("paragraph {number}, {characters}").format(number=citation.paragraph, characters=characters)
