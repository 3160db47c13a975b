"""Whether a noun phrase without a known name may stand as a speaker just as it is written.

A wrong speaker is worse than none: the phrase needs something that says it means somebody who speaks, and nothing
that says a name has been cut out of it.
"""

from __future__ import annotations

from dataclasses import replace

from index.article import Span
from index.extract.cues import CLITIC, Lexicon
from index.extract.focus import Focus, Speaker, one_of
from index.extract.identity import Cast
from index.extract.tokens import Tokens
from index.language import places

_DEEP = 4
"""Farthest the noun that tells of a speaker may stand from the start of its phrase: "salah satu mahasiswa"."""


class Voucher:
    """Judges the noun phrases of one article that stand beside a reporting word."""

    def __init__(self, tokens: Tokens, cast: Cast, lexicon: Lexicon) -> None:
        self._tokens, self._cast = tokens, cast
        words = lexicon.words
        self._words, self._forms = words, lexicon.forms
        self._several = words["indefinite"] | words["plural"] | words["numeral"] | words["anonymous"]
        self._speaking = (
            words["human"] | words["collective"] | words["medium"] | words["unnamed"] | self._several
        )

    def stands(self, first: int, last: int) -> bool:
        """Whether the phrase at the tokens ``[first, last)`` names a speaker by its own words."""
        lower, words = self._tokens.lower, self._words
        mention = next(iter(self._cast.starting(first)), None)
        body = mention is not None and mention.type in ("organisation", "country")
        if self.is_cut(last) and not (body and mention in self._cast.ending(last)):
            return lower[first] in self._several
        if lower[last - 1] in words["definite"]:
            return lower[first] in self._several | words["medium"] | words["collective"]
        if mention is not None and mention.type != "place":
            return True
        place = places.find(mention.name) if mention is not None else None
        if place is not None and lower[first] not in self._speaking:
            return place.kind != "city"
        return self._tells(first, min(last, first + _DEEP)) or self._is_name(first, last)

    def _tells(self, first: int, last: int) -> bool:
        """Whether a noun for somebody who speaks stands in ``[first, last)``, with or without "-nya"."""
        lower = self._tokens.lower
        return any(
            word in self._speaking or word.removesuffix(CLITIC) in self._speaking
            for word in lower[first:last]
        )

    def doubt(self, first: int, last: int, span: Span, focus: Focus) -> Speaker:
        """The unclear speaker for a phrase at *span* that does not stand, with whom it may mean.

        That is the phrase itself where a name is cut out of it, else who was spoken of last. A cut name or a
        demonstrative leaves the pronouns behind it as unclear; a thing does not.
        """
        cut = self.is_cut(last)
        spoken_of = (focus.topic, focus.latest("person"))
        names = [speaker.name for speaker in spoken_of if speaker is not None and speaker.name]
        unclear = one_of([self._tokens.words(first, last)] if cut else dict.fromkeys(names), span)
        pointed = cut or self._tokens.lower[last - 1] in self._words["definite"]
        return unclear if pointed else replace(unclear, kind="role")

    def is_cut(self, last: int) -> bool:
        """Whether a name is missing at token *last*: "Ketua Umum , mengatakan", "Menteri ( ,)  , menilai".

        Where a link was cut out of the text, a comma stands apart from the word before it, sticks to the word behind
        it, or follows another.
        """
        text, glued = self._tokens.text, self._tokens.glued
        i = last
        if i < len(text) and text[i] == "(":
            close = next((k for k in range(i + 1, min(len(text), i + _DEEP)) if text[k] == ")"), i)
            i = close + 1 if close > i else i
        if i >= len(text) or text[i] != ",":
            return False
        if not glued[i] or i + 1 >= len(text):
            return True
        return text[i + 1] == "," or (glued[i + 1] and text[i + 1][0].isalpha())

    def is_proper(self, first: int, last: int) -> bool:
        """Whether ``[first, last)`` behind a word in lower case is a name that the cast does not know."""
        text = self._tokens.text
        behind = first > 0 and text[first - 1].islower() and text[first - 1].isalpha()
        return behind and all(word[0].isupper() or word in "-." for word in text[first:last])

    def _is_name(self, first: int, last: int) -> bool:
        """Whether the phrase is written as a name: capitals that no sentence start explains."""
        text = self._tokens.text
        if self.is_proper(first, last) or places.territory(self._tokens.words(first, last)):
            return True
        if last > first + 1 and not any(word.islower() for word in text[first:last]):
            return True
        cue = self._forms.get(text[last]) if last < len(text) else None
        said = cue is not None and cue.cls == "say" and cue.form == "active"
        return (
            last == first + 1
            and text[first][0].isupper()
            and (said or (text[first].isupper() and len(text[first]) > 1))
        )
