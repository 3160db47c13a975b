"""Indirect quotes: reported clauses and the templates that tie them to who said them.

"X mengatakan bahwa …", "Menurut X, …", "…, kata X", "Selama …, ungkap X, …", with a second clause behind "seraya
menambahkan bahwa".
"""

from __future__ import annotations

from dataclasses import dataclass

from index.extract.attribution import Attribution, Templates
from index.extract.clauses import Clauses
from index.extract.cues import Lexicon
from index.extract.focus import Speaker
from index.extract.speakers import Phrase, Speakers
from index.extract.subjects import Subjects
from index.extract.tokens import Tokens

_MARKS = frozenset("\"“”„«»'‘’")
_LONG_ADJUNCT = 24
"""Longest stretch, in tokens, between a reporting verb and its "bahwa" or comma ("kepada wartawan di …, bahwa")."""
_SHORTEST = 3
"""Fewest tokens of a period that can hold a cue, a speaker and a clause: "Katanya, ada apa"."""
_LONGEST = 300
"""Most tokens of a period that is read: what is longer is a table or damage, and would cost quadratic time."""
_OWN_REPORT = 8
"""Farthest from the period's start, in tokens, that the verb of a report repeated by a closing "katanya" may stand."""
_DEMONSTRATIVE = 4
"""Shortest clause that "hal" or "itu" may open: "mengatakan hal itu kepada pers" reports none."""


@dataclass(frozen=True, slots=True)
class Report:
    """An indirect quote: the clause at tokens ``[first, last)`` and its attribution."""

    first: int
    last: int
    by: Attribution


class Reports:
    """Reads the reported clauses of one article."""

    def __init__(
        self,
        tokens: Tokens,
        lexicon: Lexicon,
        clauses: Clauses,
        speakers: Speakers,
        subjects: Subjects,
        templates: Templates,
    ) -> None:
        self._tokens, self._clauses, self._speakers = tokens, clauses, speakers
        self._subjects, self._templates = subjects, templates
        self._forms, self._words = lexicon.forms, lexicon.words

    def of(self, first: int, last: int) -> list[Report]:
        """The indirect quotes of the period ``[first, last)``, in text order."""
        first, last = self._clauses.trimmed(first, last)
        cues = [
            (i, self._forms[word])
            for i, word in enumerate(self._tokens.lower[first:last], first)
            if word in self._forms
        ]
        if not _SHORTEST <= last - first <= _LONGEST:
            return []
        for i, cue in reversed(cues):
            if cue.form in ("bare", "nya", "source", "source_nya") and i > first + 1:
                found = self._closing(first, i, last)
                if found:
                    return found
        if cues and (found := self._according_to(first, last) or self._stated(first, last, None)):
            return found
        return self._thus(first, last)

    def _thus(self, first: int, last: int) -> list[Report]:
        """Read "clause, demikian pernyataan X"."""
        lower, words = self._tokens.lower, self._words
        for i in range(first + _SHORTEST, last - 2):
            if lower[i] not in words["thus"] or lower[i + 1] not in words["utterance"]:
                continue
            phrase = self._templates.source(i + 1, last)
            start, stop = self._clauses.trimmed(first, i)
            named = phrase is not None and phrase.speaker.kind in ("person", "body")
            if (
                phrase is None
                or not named
                or self._tokens.text[i - 1] != ","
                or not self._clauses.is_clause(start, stop)
            ):
                return []
            return [Report(start, stop, Attribution(phrase.speaker, i, i + 2, phrase.end, "thus"))]
        return []

    def _closing(self, first: int, i: int, last: int) -> list[Report]:
        """Read "clause, kata X", "clause, katanya", and "Selama …, kata X, clause" when the cue stands inside."""
        text, lower = self._tokens.text, self._tokens.lower
        comma = i - 1
        while comma > first and lower[comma] in self._words["particle"]:
            comma -= 1
        if text[comma] not in ",?!" and text[comma] not in _MARKS:
            return []
        by = self._templates.behind(i, last, quoted=False)
        if by is None or (by.end < last and lower[by.end] in self._words["complementiser"]):
            return []
        end = comma if text[comma] == "," else comma + 1
        inside = self._inside(first, end, by, last)
        if inside:
            return inside
        inner = self._inner(first, end, by)
        if inner:
            return inner
        if last - by.end > _SHORTEST and self._subjects.start(first, end) >= end:
            return []  # "Seperti diketahui, menurut Budi kapal itu tiba": only a lead stands before the cue
        start, stop = self._clauses.trimmed(first, end)
        if sum(word[0].isalnum() for word in text[start:stop]) < 2:
            return []
        return [Report(start, stop, by), *self.added(by, last)]

    def _inner(self, first: int, last: int, by: Attribution) -> list[Report]:
        """The report inside a sentence that is only credited behind it: to a medium, or again to its own speaker.

        "Polisi mengatakan bahwa …, kata Reuters"; "Moskow menyatakan bahwa …, katanya".
        """
        medium = self._templates.is_medium(by.speaker)
        if not medium and by.rule != "behind, -nya":
            return []
        inner = self._according_to(first, last) or self._stated(first, last, None)
        if medium or not inner:
            return inner
        cue = self._forms[self._tokens.lower[inner[0].by.cue]]
        return inner if cue.cls == "say" and inner[0].by.cue - first < _OWN_REPORT else []

    def _inside(self, first: int, comma: int, by: Attribution, last: int) -> list[Report]:
        """The clause around or behind an attribution set inside it.

        Behind a leading adverbial or connector the clause is what follows; behind a subject it is the whole stretch.
        """
        lower, words = self._tokens.lower, self._words
        start = by.end + 1
        if last - start < 3:
            return []
        asserts = self._clauses.any_predicate(first, comma)
        adverbial = self._subjects.start(first, comma) >= comma
        if (
            adverbial
            and self._tokens.text[by.end] == ","
            and (not asserts or lower[first] in words["subordinator"] or lower[first] in words["preposition"])
        ):
            start = self._comma_before_clause(by.end, last) or start
            start, stop = self._clauses.trimmed(start, self._without_tail(start, last))
            return [Report(start, stop, by)]
        if not asserts and not self._is_tail(by.end + (self._tokens.text[by.end] == ",")):
            return [Report(first, self._without_tail(start, last), by)]
        return []

    def added(self, by: Attribution, last: int) -> list[Report]:
        """The second clause of "…, kata X, seraya menambahkan bahwa clause"."""
        lower = self._tokens.lower
        for i in range(by.end, last - 2):
            if lower[i] not in self._words["while"] and not (
                self._tokens.text[i] == "," and self._is_saying(i + 1, last)
            ):
                continue
            cue = self._forms.get(lower[i + 1])
            if cue is None or cue.form != "active" or cue.cls == "act":
                return []
            content = self._content(i + 1, last)
            if content is None:
                return []
            second = Attribution(by.speaker, i + 1, self._with_that(i + 1), last, "added")
            return [Report(content[0], content[1], second)]
        return []

    def _according_to(self, first: int, last: int) -> list[Report]:
        """Read "Menurut X, clause", "Menurutnya, clause", "Ditambahkannya, clause" at the head of a period."""
        text, lower, words = self._tokens.text, self._tokens.lower, self._words
        i = first
        while i < last - 2 and (lower[i] in words["connector"] or text[i] == ","):
            i += 1
        cue = self._forms.get(lower[i])
        if (
            cue is None
            or cue.form not in ("source", "source_nya", "passive_nya")
            or (cue.form == "passive_nya" and cue.cls == "act")
        ):
            return []
        if cue.form == "source":
            phrase = self._templates.source(i + 1, last)
            if phrase is None:
                return []
            head = self._clause_head(phrase, last)
            speaker = phrase.speaker
        else:
            plain = text[i + 1] == "," or lower[i + 1] in words["complementiser"] or cue.form == "source_nya"
            head = i + 1 if plain else None
            speaker = self._speakers.focus.pronoun(self._tokens.span(i, i + 1))
        if head is None:
            return []
        by = Attribution(speaker, i, i + 1, head, "according to")
        start, stop = self._clauses.trimmed(head, self._without_tail(head, last))
        if start < stop and lower[start] in words["complementiser"]:
            start += 1
        return [Report(start, stop, by)] if stop - start >= 2 else []

    def _clause_head(self, phrase: Phrase, last: int) -> int | None:
        """Where the clause behind a source and its attributes begins: at the first comma that a clause follows.

        Without a comma ("Menurut Teheran tuduhan itu adalah …") only where the source is one name.
        """
        comma = self._comma_before_clause(phrase.end, last)
        if comma is not None:
            return comma
        named = (
            self._speakers.mention_end(phrase.first) == phrase.end or phrase.speaker.resolved_by == "pronoun"
        )
        return phrase.end if named and self._clauses.is_clause(phrase.end, last) else None

    def _comma_before_clause(self, first: int, last: int) -> int | None:
        """The first comma at or after token *first* that a clause follows, appositions passed over."""
        commas = [i for i in range(first, min(last, first + 30)) if self._tokens.text[i] == ","]
        if not commas or self._asserts(first, commas[0]):
            return None
        for number, comma in enumerate(commas):
            following = commas[number + 1] if number + 1 < len(commas) else last
            head = self._tokens.lower[comma + 1]
            if following < last and self._tokens.lower[following + 1] in self._words["relative"]:
                return comma
            adverbial = head in self._words["preposition"] or head in self._words["subordinator"]
            if adverbial or following == last or self._clauses.any_predicate(comma + 1, following):
                return comma
        return commas[0]

    def _asserts(self, first: int, last: int) -> bool:
        """Whether ``[first, last)`` has a predicate outside a relative clause."""
        relative = False
        for i in range(first, last):
            relative = relative or self._tokens.lower[i] in self._words["relative"]
            if not relative and self._clauses.is_predicate(i):
                return True
        return False

    def _stated(self, first: int, last: int, subject: Speaker | None) -> list[Report]:
        """Read "X mengatakan bahwa clause" and what is coordinated with it; *subject* comes from the clause before."""
        for i in range(first, last):
            cue = self._forms.get(self._tokens.lower[i])
            if cue is None or cue.form not in ("active", "passive"):
                continue
            if cue.form == "passive":
                if cue.cls == "say":
                    self._note_agent(i, last)
                continue
            speaker = subject if subject is not None and i == first else self._subject(first, i)
            if speaker is None:
                continue
            content = self._content(i, last) if cue.cls != "act" else None
            spoke = content is not None or not (cue.everyday or cue.cls == "act")
            if spoke or speaker.kind != "role" or self._is_human(speaker):
                self._speakers.focus.note(speaker)
            if content is None:
                continue
            start, stop, following = content
            by = Attribution(speaker, i, self._with_that(i), stop, "stated")
            rest = self._next_stated(following, last, speaker) if following else []
            return [
                Report(start, stop, by),
                *rest,
                *(self.added(by, last) if stop < last and not rest else []),
            ]
        return []

    def _is_human(self, speaker: Speaker) -> bool:
        """Whether the phrase of an unnamed *speaker* has a noun for people: a storm "wants" without speaking."""
        words = self._words
        return speaker.office is not None or bool(speaker.words & (words["human"] | words["collective"]))

    def _with_that(self, cue: int) -> int:
        """The end of the cue at token *cue* with the "bahwa" or ", bahwa" right behind it."""
        i = cue + 1 + (self._tokens.text[cue + 1] == ",")
        return i + 1 if self._tokens.lower[i] in self._words["that"] else cue + 1

    def _subject(self, first: int, i: int) -> Speaker | None:
        phrase = self._subjects.of(first, i)
        if phrase is None:
            return None
        head = phrase.first
        utterance = self._tokens.lower[head] in self._words["utterance"]
        if utterance:
            phrase = self._templates.source(head, i)
            return (
                phrase.speaker if phrase is not None and phrase.speaker.kind in ("person", "body") else None
            )
        return None if self._tokens.lower[head] in self._words["document"] else phrase.speaker

    def _note_agent(self, i: int, last: int) -> None:
        """Read "… disampaikan (oleh) X": X has spoken, which the next sentence may quote."""
        j = i + 1 + (i + 1 < last and self._tokens.lower[i + 1] in self._words["agent"])
        phrase = self._speakers.phrase(j, last)
        if phrase is not None and phrase.speaker.kind == "person":
            self._speakers.focus.note(phrase.speaker)

    def _next_stated(self, first: int, last: int, speaker: Speaker) -> list[Report]:
        """The clause coordinated with a reported one, from its conjunction at token *first* on."""
        i = first
        while i < last and (
            self._tokens.text[i] == ","
            or self._tokens.lower[i] in self._words["clause_conjunction"] | self._words["adverb"]
        ):
            i += 1
        return self._stated(i, last, speaker)

    def _content(self, cue: int, last: int) -> tuple[int, int, int] | None:
        """The clause that the verb at token *cue* reports: its range, and where a coordinated report begins (0: none).

        Null when no full clause follows.
        """
        text, lower, words = self._tokens.text, self._tokens.lower, self._words
        start, sure = cue + 1, False
        adjunct = start < last and (lower[start] in words["preposition"] | words["weekday"] | words["time"])
        for i in range(start, min(last, start + _LONG_ADJUNCT)):
            if lower[i] in words["that"] or (i == start and lower[i] in words["complementiser"]):
                start, sure = i + 1, True
                break
            if text[i] in ",:" and (i == start or adjunct):
                start, sure = i + 1, True
                if start < last and lower[start] in words["complementiser"]:
                    start += 1
                break
            if self._clauses.is_predicate(i):
                break
        start, stop = self._clauses.trimmed(start, self._without_tail(start, last))
        following = self._coordinated(start, stop)
        if following:
            start, stop = self._clauses.trimmed(start, following)
        if stop - start < 2 or (lower[start] in words["demonstrative"] and stop - start < _DEMONSTRATIVE):
            return None
        verb = self._forms[lower[cue]]
        if verb.everyday or (lower[start] in words["infinitive"] and not sure):
            return (start, stop, following) if lower[start - 1] in words["that"] else None
        sure = sure or (lower[cue] in words["clausal"] and lower[start] not in words["preposition"])
        if not sure and not self._clauses.is_clause(start, stop):
            return None
        return start, stop, following

    def _coordinated(self, first: int, last: int) -> int:
        """Where "… dan mengatakan", "…, menambahkan" or "… dan Y menyebut" begins inside a clause; 0 if nowhere."""
        lower, words = self._tokens.lower, self._words
        for i in range(first + 2, last - 2):
            if self._tokens.text[i] == "," and self._is_saying(i + 1, last):
                return i
            if lower[i] not in words["clause_conjunction"]:
                continue
            j = i + 1
            while j < last and lower[j] in words["adverb"]:
                j += 1
            if not self._is_saying(j, last):
                phrase = self._speakers.phrase(j, last)
                if phrase is None or phrase.speaker.kind != "person" or not self._is_saying(phrase.end, last):
                    continue
            return i
        return 0

    def _is_saying(self, i: int, last: int) -> bool:
        cue = self._forms.get(self._tokens.lower[i]) if i < last else None
        return cue is not None and cue.cls == "say" and cue.form == "active"

    def _is_tail(self, i: int) -> bool:
        """Whether token *i*, behind a comma, begins a tail that is no part of what was said."""
        lower, words = self._tokens.lower, self._words
        cue = self._forms.get(lower[i])
        return (
            lower[i] in words["tail"]
            or (cue is not None and cue.form != "active")
            or lower[i] in words["weekday"]
            or lower[i] in words["preposition"]
        )

    def _without_tail(self, first: int, last: int) -> int:
        """*last* moved before ", seperti dikutip …", ", kata …", ", seraya menambahkan …"."""
        lower, text = self._tokens.lower, self._tokens.text
        for i in range(first + 2, last - 1):
            if text[i] != ",":
                continue
            word, following = lower[i + 1], lower[i + 2] if i + 2 < last else ""
            cue = self._forms.get(following)
            credited = word in self._words["as"] and following.startswith("di")
            if credited or word in self._words["credit"] or self._credits(word):
                return i
            if word in self._words["while"] and cue is not None and cue.form == "active":
                return i
        return last

    def _credits(self, word: str) -> bool:
        """Whether *word*, behind a comma, credits the sentence to somebody: "kata", "tulis"."""
        cue = self._forms.get(word)
        return cue is not None and cue.form in ("bare", "source") and cue.cls != "act" and not cue.everyday
