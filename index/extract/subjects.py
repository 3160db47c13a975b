"""The grammatical subject of a reporting verb that stands before what is reported."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from index.extract.clauses import Clauses
from index.extract.cues import Lexicon
from index.extract.focus import UNCLEAR
from index.extract.speakers import Phrase, Speakers
from index.extract.tokens import Tokens

_SHORT_LEAD = 4
"""Within how many tokens the comma behind a short lead stands."""
_Aside = Literal["", "attribute", "clause"]
"""What stands between a subject and its verb: nothing, an attribute, or a clause with a subject of its own."""


class Subjects:
    """Finds who does the verb at a token, if that verb is the main verb of its clause."""

    def __init__(self, tokens: Tokens, lexicon: Lexicon, clauses: Clauses, speakers: Speakers) -> None:
        self._tokens, self._clauses, self._speakers = tokens, clauses, speakers
        self._forms, self._words = lexicon.forms, lexicon.words
        self._verb_prefixes = tuple(lexicon.words["verb_prefix"])
        kinds = ("human", "collective", "pronoun", "plural_pronoun")
        self._people = frozenset[str]().union(*(lexicon.words[kind] for kind in kinds))

    def of(self, first: int, verb: int) -> Phrase | None:
        """The subject of the main verb at token *verb* in a period that begins at *first*.

        Null where the verb stands in a relative or subordinate clause, hangs on another verb ("akan mengatakan",
        "dengan menyebut"), or has several subjects ("Budi dan Wati mengatakan"), for then no one speaker is told.
        """
        if self._hangs(first, verb):
            return None
        start = self._clause_start(self.start(first, verb), verb)
        if start is None or start >= verb:
            return None
        phrase = self._speakers.phrase(start, verb)
        if phrase is None or self._coordinated(phrase, verb):
            return None
        if all(word in self._words["indefinite"] for word in self._tokens.lower[phrase.first : phrase.last]):
            return None
        if self.is_act(phrase.first) and self._tokens.lower[phrase.first] not in self._words["utterance"]:
            return None
        if phrase.end < verb and self._tokens.lower[phrase.end] in self._words["and"]:
            return replace(
                phrase, speaker=UNCLEAR
            )  # "… mencela Kuba dan mengatakan": the object of the verb before
        return self._behind_place(phrase, verb) or phrase

    def is_act(self, i: int) -> bool:
        """Whether a noun of action begins at token *i*: in "keputusan Trump" it is not Trump who acts."""
        return self._speakers.mention_end(i) == i and self._clauses.is_abstract(i)

    def start(self, first: int, limit: int) -> int:
        """Where the subject of the period's main clause may begin: behind connectors and leading adverbials."""
        text, lower, words = self._tokens.text, self._tokens.lower, self._words
        i = first
        while i < limit:
            word = lower[i]
            named = self._speakers.mention_end(i) > i
            if not word[0].isalnum():
                i += 1
            elif not named and (self._adverbial(i) or (i > first and self._is_date(i))):
                comma = next((j for j in range(i, limit) if text[j] == ","), None)
                if comma is None:
                    return self._past_adverbial(i, limit)
                i = comma + 1
            elif not named and word in words["connector"]:
                i += 1
            elif (comma := self._short_lead(i, limit)) is not None:
                i = comma + 1
            else:
                break
        return i

    def _short_lead(self, i: int, limit: int) -> int | None:
        """The comma behind a few words at token *i* that name nobody: "Bukan hanya itu, …"; null for others."""
        lower = self._tokens.lower
        for j in range(i, min(limit, i + _SHORT_LEAD)):
            if self._tokens.text[j] == ",":
                return j if j > i else None
            if self._speakers.mention_end(j) > j or lower[j] in self._people or lower[j] in self._forms:
                return None
            if self._tokens.text[j][0].isupper() and j > i:
                return None
        return None

    def _adverbial(self, i: int) -> bool:
        """Whether a leading adverbial begins at token *i*: a preposition, subordinator, day or participle."""
        word, words = self._tokens.lower[i], self._words
        following = self._tokens.lower[i + 1] if i + 1 < len(self._tokens) else ""
        if word in words["preposition"] or word in words["subordinator"] or word in words["weekday"]:
            return not (
                word in words["connector"]
                and (following in self._words["definite"] or word in words["clause_conjunction"])
            )
        if word in words["time"] and following in words["time_attribute"]:
            return True
        if (
            following in words["time"]
            and self._tokens.lower[i + 2 : i + 3]
            and self._tokens.lower[i + 2] in words["elapsed"]
        ):
            return True
        if word in self._forms:
            return self._forms[word].form in ("active", "passive")
        shape = self._tokens.text[i][:1].lower() + self._tokens.text[i][1:]
        return len(shape) > 5 and shape.startswith(self._verb_prefixes) and self._verb_like(shape)

    def _verb_like(self, word: str) -> bool:
        return word.islower() and word not in self._words["not_verb"]

    def _is_date(self, i: int) -> bool:
        return self._tokens.text[i].isdigit() or self._tokens.lower[i] in self._words["weekday"]

    def _past_adverbial(self, first: int, limit: int) -> int:
        """The start of the last name or role before *limit*, when no comma closes the adverbial at *first*."""
        best = limit
        i = first + 1
        while i < limit:
            end = self._speakers.mention_end(i)
            if end > i:
                best = i
                i = end
                continue
            if (
                self._tokens.lower[i] in self._words["human"]
                or self._tokens.lower[i] in self._words["pronoun"]
            ):
                best = i
            i += 1
        if best < limit and best > first and self._tokens.lower[best - 1] in self._words["preposition"]:
            return limit
        return best

    def _hangs(self, first: int, verb: int) -> bool:
        """Whether the verb depends on the word before it."""
        lower, words = self._tokens.lower, self._words
        i = verb - 1
        while i >= first and lower[i] in words["adverb"]:
            i -= 1
        if i < first:
            return True
        return lower[i] in words["blocker"] and not (lower[i] in words["manner"] and i < verb - 1)

    def _clause_start(self, start: int, verb: int) -> int | None:
        """Where the clause whose main verb is *verb* begins, scanning from *start*; null if it is no main clause."""
        lower, text, words = self._tokens.lower, self._tokens.text, self._words
        begin, i = start, start
        aside: _Aside = ""
        other_verb = set_off = False
        while i < verb:
            end = self._speakers.mention_end(i)
            if end > i:
                i = end
                continue
            word = lower[i] if text[i].islower() else text[i]
            if word == ",":
                aside = aside if aside == "clause" and not set_off else ""
            elif word in words["clause_conjunction"] and i > start and (text[i - 1] == "," or other_verb):
                if self._only_adverbs(i + 1, verb):
                    aside, other_verb = "", False
                elif self._lists(start, i):
                    pass
                elif self._opens_clause(i + 1, verb):
                    begin, aside, other_verb = i + 1, "", False
            elif word in words["relative"] and aside != "clause":
                aside = "attribute"
            elif word in words["subordinator"] and i > begin and not aside:
                aside, set_off = self._aside(i, verb), text[i - 1] == ","
            elif not aside and lower[i - 1] not in words["side_clause"] and self._acts(i):
                other_verb = True
            i += 1
        if aside == "clause" or (other_verb and not self._parted(begin, verb)):
            return None
        return begin

    def _lists(self, first: int, last: int) -> bool:
        """Whether ``[first, last)`` lists names alone: "Laos, Kamboja, dan …"."""
        i = first
        while i < last:
            end = self._speakers.mention_end(i)
            if end == i and self._tokens.text[i] != ",":
                return False
            i = max(end, i + 1)
        return last > first

    def _acts(self, i: int) -> bool:
        """Whether token *i* is a verb that could be the clause's own."""
        word = self._tokens.lower[i]
        return (self._clauses.is_verb(i) or word in self._forms) and word not in self._words["adverb"]

    def _aside(self, i: int, verb: int) -> _Aside:
        """What the subordinator at token *i* opens: a clause with a subject, or an attribute ("saat ditemui di …")."""
        lower, words = self._tokens.lower, self._words
        if lower[i] in words["that"] or lower[i] in words["reason"]:
            return "clause"
        j = i + 1
        while j < verb and (lower[j] in words["adverb"] or lower[j] in words["auxiliary"]):
            j += 1
        subject = (
            self._speakers.mention_end(j) > j
            or lower[j] in words["pronoun"] | words["plural_pronoun"] | words["human"] | words["collective"]
            or lower[j] in words["indefinite"]
        )
        return "clause" if subject else "attribute"

    def _opens_clause(self, first: int, verb: int) -> bool:
        """Whether a subject and its verb follow at token *first*."""
        phrase = self._speakers.phrase(first, verb)
        if phrase is None:
            return False
        i = phrase.end
        if i >= verb or self._clauses.is_predicate(i) or self._tokens.lower[i] in self._words["adverb"]:
            return True
        named = self._speakers.mention_end(i + 1) > i + 1
        return self._tokens.text[i] == "," and (named or self._only_adverbs(i + 1, verb))

    def _only_adverbs(self, first: int, last: int) -> bool:
        return all(self._tokens.lower[i] in self._words["adverb"] for i in range(first, last))

    def _parted(self, first: int, verb: int) -> bool:
        """Whether a comma or a demonstrative parts the verb from what stands before it, adverbs aside.

        "…, kemudian mengatakan"; "perdana menteri berjuluk Jo itu mengatakan".
        """
        i = verb - 1
        while i > first and self._tokens.lower[i] in self._words["adverb"]:
            i -= 1
        return self._tokens.text[i] == "," or self._tokens.lower[i] in self._words["definite"]

    def _coordinated(self, phrase: Phrase, verb: int) -> bool:
        """Whether a second subject is joined to *phrase*: "Budi dan Wati", "Laos, Kamboja dan Vietnam"."""
        lower = self._tokens.lower
        joint = phrase.end < verb and lower[phrase.end] in self._words["and"]
        if joint and not self._only_adverbs(phrase.end + 1, verb):
            return True
        i = phrase.end
        while i < verb and (self._tokens.text[i] == "," or lower[i] in self._words["and"]):
            if self._tokens.text[i] == "," and lower[i + 1] in self._words["and"]:
                i += 1
            end = self._speakers.mention_end(i + 1)
            if end == i + 1:
                return False
            if lower[i] in self._words["and"]:
                return True
            i = end
        return False

    def _behind_place(self, phrase: Phrase, verb: int) -> Phrase | None:
        """The noun phrase behind a place that only located the clause: "Washington, polisi mengatakan"."""
        if phrase.speaker.kind != "body" or phrase.end >= verb or self._tokens.text[phrase.end] != ",":
            return None
        following = self._speakers.phrase(phrase.end + 1, verb)
        if following is None or not self._only_adverbs(following.end, verb):
            return None
        return following
