"""Templates that tie what was said to who said it.

* behind: "…, kata X", "…, katanya", "…, menurut X", also "…, ia menambahkan";
* ahead of a quotation: "X mengatakan, …", "kata X, …", "X: …".
"""

from __future__ import annotations

from dataclasses import dataclass

from index.extract.clauses import Clauses
from index.extract.cues import CLITIC, Cue, Lexicon
from index.extract.focus import UNCLEAR, Speaker
from index.extract.speakers import Phrase, Speakers
from index.extract.subjects import Subjects
from index.extract.tokens import Tokens

_LONGEST_LEAD = 200
"""Most tokens ahead of a quotation that are read for its attribution."""
_APPOSITION = 8
"""Farthest "mengutip" may stand behind a medium, whose name may be set off by commas."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """A speaker with the cue at tokens ``[cue, cue_end)``; ``end`` is the first token behind the attribution."""

    speaker: Speaker
    cue: int
    cue_end: int
    end: int
    rule: str


class Templates:
    """The attribution templates over one article's tokens."""

    def __init__(
        self, tokens: Tokens, lexicon: Lexicon, clauses: Clauses, speakers: Speakers, subjects: Subjects
    ) -> None:
        self._tokens, self._clauses, self._speakers, self._subjects = tokens, clauses, speakers, subjects
        self._forms, self._words = lexicon.forms, lexicon.words

    # -- behind ---------------------------------------------------------------------------------------------------

    def behind(
        self, i: int, limit: int, *, quoted: bool, comma: bool = False, clause: bool = True
    ) -> Attribution | None:
        """The attribution that begins at token *i*, right behind what was said.

        *quoted*: a quotation stands before it; *comma*: that quotation ended in a comma, so that any verb with a name
        behind it is a reporting one; *clause*: a clause of its own may attribute it ("…," ia menambahkan").
        """
        text, lower, words = self._tokens.text, self._tokens.lower, self._words
        while i < limit and (text[i] == "," or lower[i] in words["particle"]):
            i += 1
        if i >= limit:
            return None
        cue = self._forms.get(lower[i]) if text[i].islower() else None
        if cue is None or cue.form == "active":
            return self._clause_behind(i, limit, comma) if quoted and clause else None
        if cue.form in ("nya", "source_nya", "passive_nya"):
            speaker = self._speakers.focus.pronoun(self._tokens.span(i, i + 1))
            return Attribution(speaker, i, i + 1, i + 1, "behind, -nya")
        j = i + 1
        if cue.form == "passive" and j < limit and lower[j] in words["agent"]:
            j += 1
        phrase = self.source(j, limit)
        if phrase is None:
            return Attribution(UNCLEAR, i, i + 1, i + 1, "behind, nobody") if quoted else None
        if not quoted and not self._plain_speaker(cue, phrase):
            return None
        return Attribution(self._cited(phrase, limit), i, i + 1, phrase.end, "behind")

    def _cited(self, phrase: Phrase, limit: int) -> Speaker:
        """The person whom a medium quotes ("kata kantor berita Anu, mengutip pernyataan Budi"), else the phrase's."""
        if not self.is_medium(phrase.speaker):
            return phrase.speaker
        for i in range(phrase.end, min(limit - 1, phrase.end + _APPOSITION)):
            if self._tokens.lower[i] in self._words["citing"]:
                source = self.source(i + 1, limit)
                return source.speaker if source and source.speaker.kind == "person" else phrase.speaker
        return phrase.speaker

    def _clause_behind(self, i: int, limit: int, comma: bool) -> Attribution | None:
        """Read "…," ia menambahkan" and, behind a comma, an unlisted verb with a name: "…," cuit Budi"."""
        lower, words = self._tokens.lower, self._words
        phrase = self._speakers.phrase(i, limit)
        if phrase is not None and phrase.end < limit:
            j = phrase.end
            while j < limit and lower[j] in words["adverb"]:
                j += 1
            cue = self._forms.get(lower[j]) if j < limit else None
            if cue is not None and cue.form == "active":
                return Attribution(phrase.speaker, j, j + 1, j + 1, "behind, clause")
        if (
            not comma
            or not self._tokens.text[i].islower()
            or lower[i] in words["preposition"] | words["connector"]
        ):
            return None
        if lower[i].endswith(CLITIC) and not self._speakers.mention_end(i + 1) > i + 1:
            speaker = self._speakers.focus.pronoun(self._tokens.span(i, i + 1))
            return Attribution(speaker, i, i + 1, i + 1, "behind, unlisted -nya")
        following = self._speakers.phrase(i + 1, limit)
        if following is None or following.speaker.kind != "person":
            return None
        return Attribution(following.speaker, i, i + 1, following.end, "behind, unlisted verb")

    def source(self, i: int, limit: int) -> Phrase | None:
        """The noun phrase at token *i*, past "pernyataan", "keterangan resmi dari" and the like."""
        lower, words = self._tokens.lower, self._words
        j = i
        while j < limit and lower[j] in words["utterance"]:
            j += 1
        if j > i:
            while j < limit and lower[j] in words["utterance_attribute"]:
                j += 1
        if i < j < limit and lower[j] in words["definite"]:
            span = self._tokens.span(i, j + 1)
            return Phrase(i, j + 1, j + 1, self._speakers.focus.pronoun(span, person=False))
        phrase = self._speakers.phrase(j, limit)
        if phrase is None or lower[phrase.first] in words["document"]:
            return None
        return phrase

    def _plain_speaker(self, cue: Cue, phrase: Phrase) -> bool:
        """Whether *phrase* shows plainly that *cue* reports speech though no quotation stands before it."""
        tokens, words = self._tokens, self._words
        if cue.form not in ("bare", "source"):
            return False
        if phrase.speaker.kind == "person" or phrase.speaker.resolved_by == "pronoun":
            return True
        if tokens.lower[phrase.first] in words["pronoun"] | words["plural_pronoun"]:
            return True
        if cue.cls == "act":
            return False
        if phrase.speaker.kind == "body" or tokens.lower[phrase.first] in words["collective"]:
            return True
        definite = tokens.lower[phrase.last - 1] in words["definite"]
        return (
            not cue.everyday or definite or tokens.lower[phrase.first] in words["indefinite"] | words["human"]
        )

    # -- ahead ----------------------------------------------------------------------------------------------------

    def ahead(self, first: int, opening: int) -> Attribution | None:
        """The attribution in ``[first, opening)`` that announces the quotation opening at token *opening*."""
        text, lower = self._tokens.text, self._tokens.lower
        first = max(first, opening - _LONGEST_LEAD)
        last = opening
        while last > first and text[last - 1] in ",:–-":
            last -= 1
        parted = last < opening
        for i in range(last - 1, max(first, last - 30) - 1, -1):
            if lower[i] in self._words["complementiser"]:
                return None
            cue = self._forms.get(lower[i])
            if cue is None or not (parted or i == last - 1):
                continue
            found = self._announcing(first, i, last, cue)
            if found is not None:
                return found
        if parted and text[last] == ":":
            return self._named_before_colon(first, last)
        return None

    def _announcing(self, first: int, i: int, last: int, cue: Cue) -> Attribution | None:
        """The attribution made by the cue at token *i*, if the quotation behind *last* is its object."""
        if cue.form in ("nya", "source_nya", "passive_nya"):
            speaker = self._speakers.focus.pronoun(self._tokens.span(i, i + 1))
            return Attribution(speaker, i, i + 1, last, "ahead, -nya")
        if cue.form == "active":
            if any(
                self._clauses.is_verb(k) and self._tokens.lower[k] not in self._forms
                for k in range(i + 1, last)
            ):
                return None
            phrase = self._subjects.of(first, i)
            return Attribution(phrase.speaker, i, i + 1, last, "ahead") if phrase else None
        phrase = self.source(i + 1, last)
        if phrase is None or (
            cue.form == "bare" and phrase.end < last and self._tokens.text[phrase.end] == "."
        ):
            return None
        return Attribution(phrase.speaker, i, i + 1, last, "ahead")

    def _named_before_colon(self, first: int, colon: int) -> Attribution | None:
        phrase = self._speakers.phrase(self._subjects.start(first, colon), colon)
        if phrase is None or phrase.end != colon or phrase.speaker.kind != "person":
            return None
        return Attribution(phrase.speaker, phrase.first, phrase.last, colon, "ahead, colon")

    def is_medium(self, speaker: Speaker) -> bool:
        """Whether *speaker* is a newspaper, an agency or another medium, by its own words."""
        return bool(speaker.words & self._words["medium"])
