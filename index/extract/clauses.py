"""Sentences and clauses as attribution needs them.

A *period* is a sentence of the article's own text: full stops inside a quotation do not end it. The judgements on
clauses are heuristics over word shapes and the small words of ``cues.toml``; they err towards "no clause".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.extract.cues import CLITIC, Lexicon
from index.extract.quotation import Quotation
from index.extract.tokens import Tokens

_TERMINATORS = frozenset(".?!…")
_MARKS = frozenset("\"“”„«»'‘’‚`´\\")
_WORD = 4
"""Shortest word before a stop without a space that is no abbreviation ("St.Petersburg", "Dr.Anu")."""
_EXISTENTIAL = 3
"""Within how many tokens a clause without subject says that there is something: "tidak akan ada …"."""
_NOMINAL = 5
"""Fewest tokens of a clause with a nominal predicate: "ini kali pertama Budi …"."""


def periods(tokens: Tokens, quotations: Sequence[Quotation]) -> Iterator[range]:
    """The token ranges of the periods, in text order; none crosses a paragraph."""
    starts = {sentence.start for sentence in tokens.sentences}
    starts.update(_glued_starts(tokens))
    inner: set[int] = set()
    for quotation in quotations:
        inner.update(range(quotation.opening + 1, quotation.closing))
        before = quotation.opening - 1
        while before > 0 and tokens.text[before] == "," and tokens.glued[before]:
            before -= 1
        if before >= 0 and tokens.text[before] in _TERMINATORS:
            starts.add(quotation.opening)
    ordered, following = sorted(starts - inner), 0
    for paragraph in tokens.paragraphs:
        begin = paragraph.start
        while begin < paragraph.stop and following < len(ordered):
            start = ordered[following]
            if start >= paragraph.stop:
                break
            following += 1
            if start > begin:
                yield range(begin, start)
                begin = start
        yield range(begin, paragraph.stop)


def _glued_starts(tokens: Tokens) -> Iterator[int]:
    """Where a sentence begins right behind a stop without a space: "… kata Budi.Lebih lanjut, ia …"."""
    text, glued = tokens.text, tokens.glued
    for i in range(2, len(text)):
        if (
            glued[i]
            and glued[i - 1]
            and text[i - 1] in ".?!"
            and text[i][:1].isupper()
            and text[i][1:2].islower()
        ):
            word = text[i - 2]
            if len(word) >= _WORD and word[-1].islower():
                yield i


class Clauses:
    """Judgements on token ranges of one article."""

    def __init__(self, tokens: Tokens, lexicon: Lexicon) -> None:
        self._tokens = tokens
        self._forms = lexicon.forms
        self._words = lexicon.words
        self._verb_prefixes = tuple(lexicon.words["verb_prefix"])

    def is_verb(self, i: int) -> bool:
        """Whether token *i* has the shape of an inflected verb.

        With -nya behind a preposition it is a noun of action: "atas meninggalnya", "sejak dibukanya".
        """
        word = self._tokens.text[i]
        if len(word) < 5 or not word.islower():
            return False
        if word.endswith(CLITIC) and i > 0 and self._tokens.lower[i - 1] in self._words["before_noun"]:
            return False
        return word.startswith(self._verb_prefixes) and word not in self._words["not_verb"]

    def abbreviates(self, first: int, i: int, limit: int) -> bool:
        """Whether token *i* is the stop of an abbreviated title inside the phrase: "Plt. Kepala Biro"."""
        tokens = self._tokens
        if tokens.text[i] != "." or i == first or i + 1 >= limit or not tokens.glued[i]:
            return False
        return tokens.sentence[i] == tokens.sentence[i + 1] and tokens.text[i + 1][0].isupper()

    def closes(self, i: int, limit: int) -> bool:
        """Whether the adverb or auxiliary at token *i* belongs to a predicate: "Trump juga mengatakan".

        An adjective of the phrase does not: "direktur baru jaksa agung".
        """
        word, words = self._tokens.lower[i], self._words
        if word in words["auxiliary"]:
            return True
        if word not in words["adverb"]:
            return False
        following = self._tokens.text[i + 1] if i + 1 < limit else ""
        noun = following.islower() and following.isalpha() and following not in words["adverb"]
        return not noun or following in self._forms or self.is_verb(i + 1)

    def is_abstract(self, i: int) -> bool:
        """Whether token *i* has the shape of a noun of action ("keputusan", "kunjungan"), which cannot speak.

        The suffix -wan makes persons ("karyawan", "ilmuwan").
        """
        word = self._tokens.lower[i]
        return (
            word.endswith("an")
            and not word.endswith("wan")
            and word not in (self._words["human"] | self._words["collective"])
        )

    def is_predicate(self, i: int) -> bool:
        """Whether token *i* can head or open a predicate."""
        return self._tokens.lower[i] in self._words["predicate"] or self.is_verb(i)

    def any_predicate(self, first: int, last: int) -> bool:
        """Whether ``[first, last)`` has a predicate of any kind, in a side clause too."""
        return any(self.is_predicate(i) for i in range(first, last))

    def is_clause(self, first: int, last: int) -> bool:
        """Whether ``[first, last)`` holds a subject and a finite predicate, as a reported clause must.

        Relative clauses, infinitives and clauses behind a subordinator do not count; "ada", "tidak ada" and the like
        need no subject.
        """
        lower, words = self._tokens.lower, self._words
        if last - first < 2:
            return False
        if lower[first] in words["existential"] and not self.is_verb(first):
            return any(word in words["presence"] for word in lower[first : min(last, first + _EXISTENTIAL)])
        if lower[first] in words["clause_subject"]:
            return True
        if lower[first] in words["deictic"] and last - first >= _NOMINAL:
            return True
        i, subject = self._past_quantity(first, last), False
        counted = i > first  # "hanya satu orang yang tiba"
        while i < last:
            word = lower[i]
            if word in words["complementiser"] or (
                word in words["subordinator"] and word not in words["as"] and subject
            ):
                return False
            if word in words["relative"] and counted:
                return self.any_predicate(i, last)
            if word in words["relative"]:
                i = self._past_predicate(i + 1, last)
                continue
            if word in words["side_clause"]:
                i = self._past_predicate(i + 1, last) if i + 1 < last and self.is_verb(i + 1) else i + 1
                continue
            if self.is_predicate(i):
                return subject
            subject = subject or word[0].isalnum()
            i += 1
        return False

    def _past_quantity(self, first: int, last: int) -> int:
        """The token behind "hanya", "lebih dari" before the number of a subject; *first* if none opens the clause."""
        lower, words, i = self._tokens.lower, self._words, first
        while i < last - 1 and lower[i] in words["quantity"]:
            i += 2 if lower[i + 1] in words["of"] else 1
        return i if i > first and (self._tokens.text[i].isdigit() or lower[i] in words["numeral"]) else first

    def _past_predicate(self, first: int, last: int) -> int:
        """The token behind the first predicate at or after *first*: auxiliaries and verbs up to the next auxiliary."""
        i = first
        while i < last and not self.is_predicate(i):
            if self._tokens.text[i] == ",":
                return i
            i += 1
        verb = False
        while i < last and self.is_predicate(i) and not (verb and not self.is_verb(i)):
            verb = self.is_verb(i)
            i += 1
        return i

    def trimmed(self, first: int, last: int) -> tuple[int, int]:
        """``[first, last)`` without the punctuation that only bounds the clause.

        A closing mark stays when the range holds its opening one.
        """
        text = self._tokens.text
        while first < last and (
            text[first] in ",.:;-–—" or (text[first] in _MARKS and self._alone(first, last))
        ):
            first += 1
        while last > first:
            sign = text[last - 1]
            ellipsis = (
                sign == "." and last - 2 >= first and text[last - 2] == "." and self._tokens.glued[last - 1]
            )
            if (sign in ".,:;-–—" and not ellipsis) or (sign in _MARKS and self._alone(first, last)):
                last -= 1
            else:
                break
        return first, last

    def _alone(self, first: int, last: int) -> bool:
        """Whether the marks in ``[first, last)`` do not come in pairs."""
        return sum(sign in _MARKS for sign in self._tokens.text[first:last]) % 2 == 1
