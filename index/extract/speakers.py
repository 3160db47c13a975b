"""From the noun phrase beside a reporting word to the person, body or unnamed source who speaks."""

from __future__ import annotations

from dataclasses import dataclass, replace

from index.article import Span
from index.extract.clauses import Clauses
from index.extract.cues import Lexicon
from index.extract.focus import UNCLEAR, Focus, Speaker, SpeakerKind, one_of
from index.extract.identity import Cast, Person
from index.extract.speaker_roles import Roles
from index.extract.tokens import Tokens
from index.extract.vouching import Voucher
from index.facts import Mention, ResolvedBy

_APPOSITION = 26
"""Farthest a name may stand behind the role that announces it, in tokens."""
_ATTRIBUTE = 12
"""Farthest a demonstrative may close an attribute, in tokens."""
_LINKS = frozenset(",;-–/")
_ENCLOSING = frozenset("(\"“”‘'")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase over tokens ``[first, last)`` and the speaker it names; ``end`` is the first token behind it and
    its appositions.
    """

    first: int
    last: int
    end: int
    speaker: Speaker


class Speakers:
    """Reads noun phrases of one article; looks into the focus stack, never changes it."""

    def __init__(self, tokens: Tokens, cast: Cast, lexicon: Lexicon, clauses: Clauses, focus: Focus) -> None:
        self._tokens, self._cast, self._clauses, self.focus = tokens, cast, clauses, focus
        self._forms, self._words = lexicon.forms, lexicon.words
        self._roles = Roles(tokens, cast, lexicon, clauses)
        self._voucher = Voucher(tokens, cast, lexicon)
        self._ends: dict[int, int] = {}
        self._persons: dict[int, tuple[int, Mention]] = {}
        for mention, covered in zip(cast.mentions, cast.ranges, strict=True):
            self._ends[covered.start] = max(covered.stop, self._ends.get(covered.start, 0))
            if mention.type == "person":
                self._persons[covered.start] = (covered.stop, mention)

    def mention_end(self, i: int) -> int:
        """The token behind the longest mention that starts at token *i*; *i* itself if none does."""
        return self._ends.get(i, i)

    def phrase(self, first: int, limit: int) -> Phrase | None:
        """The noun phrase that starts at token *first* and ends before *limit*, with its appositions."""
        if first >= limit:
            return None
        lower = self._tokens.lower
        if lower[first] in self._words["first_person"] or lower[first] in self._words["definite"]:
            return None
        if self._tokens.text[first].islower() and lower[first] in self._words["preposition"]:
            return None
        if lower[first] in self._words["pronoun"]:
            return Phrase(
                first, first + 1, first + 1, self.focus.pronoun(self._tokens.span(first, first + 1))
            )
        if lower[first] in self._words["plural_pronoun"]:
            span = self._tokens.span(first, first + 1)
            several = self.focus.plural()
            speaker = several.referred(span, "pronoun") if several else UNCLEAR
            return Phrase(first, first + 1, first + 1, speaker)
        last, person = self._extent(first, limit)
        if last == first:
            return None
        if person is not None and self._belongs_to(person, first):
            last, person = self._past_nouns(last, limit), None
        elif person is not None and self._overruns(person, last):
            person = None if self._announced(last, limit)[0] is not None else person
        end = last
        if person is None and not self._placed(first, last, limit):
            person, end = self._announced(last, limit)
        if person is None:
            person, end = self._past_relative(last, limit) or (None, last)
        if person is None:
            last = self._to_demonstrative(last, limit)
            return Phrase(first, last, last, self._unnamed(first, last))
        speaker = self._with_role(self._named(person, first, last), person, first, limit)
        return Phrase(first, last, end, speaker)

    def _with_role(self, speaker: Speaker, mention: Mention, first: int, limit: int) -> Speaker:
        """*speaker* with the role that stands beside the name here, where the cast knows no office."""
        if speaker.office is not None or speaker.kind != "person":
            return speaker
        name = self._tokens.at(mention.start)
        return replace(speaker, office=self._roles.beside(first, name, self._persons[name][0], limit))

    def _extent(self, first: int, limit: int) -> tuple[int, Mention | None]:
        """Where the noun phrase from *first* ends, and the last person named in it."""
        text, lower, words = self._tokens.text, self._tokens.lower, self._words
        i, person = first, None
        while i < limit:
            end = self.mention_end(i)
            if end > i:
                person = self._person_in(i, end) or person
                i = min(end, limit)
                continue
            word = lower[i]
            if self._clauses.abbreviates(first, i, limit) or self._sourced(first, i, limit):
                i += 1
                continue
            if self._at_the_time(i, limit):
                i += 2
                continue
            if not (text[i][0].isalpha() or (word == "-" and i > first and self._tokens.glued[i])):
                break
            if i > first and text[i][0].isupper():
                if word in words["weekday"]:
                    break
            elif (
                word in words["speaker_stop"]
                or word in words["complementiser"]
                or self._clauses.closes(i, limit)
            ):
                break
            cue = self._forms.get(word) if text[i].islower() else None
            if (cue is not None and (cue.form != "bare" or not cue.everyday)) or self._clauses.is_verb(i):
                break
            if person is not None and word not in words["definite"] and text[i].islower():
                break
            i += 1
            if word in words["definite"]:
                break
        return i, person

    def _sourced(self, first: int, i: int, limit: int) -> bool:
        """Whether "dari" at token *i* goes on with a source or relative: "sumber dari militer", "istri dari Budi"."""
        if self._tokens.lower[i] not in self._words["of"] or i == first or i + 1 >= limit:
            return False
        return self._tokens.lower[i - 1] in self._words["relation"] | self._words["anonymous"]

    def _at_the_time(self, i: int, limit: int) -> bool:
        """Whether "saat itu" stands at token *i* between an office and its holder's name."""
        lower, words = self._tokens.lower, self._words
        if i + 2 >= limit or lower[i] not in words["moment"] or lower[i + 1] not in words["definite"]:
            return False
        return i + 2 in self._persons

    def _overruns(self, mention: Mention, last: int) -> bool:
        """Whether a phrase that ends before token *last* goes on behind the name *mention* with more of a title."""
        end = self._persons[self._tokens.at(mention.start)][0]
        return last > end and self._tokens.text[last - 1][0].isupper()

    def _stops(self, i: int) -> bool:
        """Whether a full stop at token *i* ends a sentence rather than stands in an address."""
        tokens = self._tokens
        return tokens.text[i] == "." and not (i + 1 < len(tokens) and tokens.glued[i + 1])

    def _past_relative(self, i: int, limit: int) -> tuple[Mention, int] | None:
        """The name set off behind the relative clause at token *i*: "pejabat yang hadir di Anu, Budi, …"."""
        text, lower, words = self._tokens.text, self._tokens.lower, self._words
        if i >= limit or lower[i] not in words["relative"]:
            return None
        stops = (k for k in range(i, min(limit, i + _APPOSITION)) if text[k] in ",;:" or self._stops(k))
        comma = next(stops, limit)
        if comma + 1 >= limit or text[comma] != "," or comma + 1 not in self._persons:
            return None
        end, mention = self._persons[comma + 1]
        at_end = end >= limit or not text[end][0].isalnum() or lower[end] in words["preposition"]
        return (mention, end) if at_end and self._closed(end, limit) else None

    def _person_in(self, first: int, last: int) -> Mention | None:
        """The last person named in ``[first, last)`` whose name closes that range."""
        found = [mention for start, (end, mention) in self._persons_between(first, last) if end == last]
        return found[-1] if found else None

    def _persons_between(self, first: int, last: int) -> list[tuple[int, tuple[int, Mention]]]:
        return [(i, self._persons[i]) for i in range(first, last) if i in self._persons]

    def _placed(self, first: int, last: int, limit: int) -> bool:
        """Whether a place follows the role of somebody already named: "kata Menlu di kediamannya, Jalan Budi"."""
        followed = last < limit and self._tokens.lower[last] in self._words["attribute"]
        return followed and bool(self._cast.holders(first, last))

    def _announced(self, i: int, limit: int) -> tuple[Mention | None, int]:
        """The name that a role ending at token *i* announces, and the token behind it.

        Commas, numbers, places, a title and attributes of the role may stand between ("juru bicara Satgas 19 Kota Anu,
        Kolonel Budi"; "kepala layanan di kota Anu, Maria"), a verb may not. The name has to close the noun phrase:
        neither ", Budi dan Wati" nor ", Budi akan pergi".
        """
        text, lower, words = self._tokens.text, self._tokens.lower, self._words
        j = i
        while j < min(limit, i + _APPOSITION):
            end = self.mention_end(j)
            if j in self._persons and self._persons[j][0] == end:
                return (self._persons[j][1], end) if self._closed(end, limit) else (None, i)
            if end > j:
                inner = self._person_in(j, end)
                if inner is not None:
                    return (inner, end) if self._closed(end, limit) else (None, i)
                j = end
            elif text[j] == "(":
                j = next((k + 1 for k in range(j, min(limit, j + _APPOSITION)) if text[k] == ")"), limit)
            elif text[j].isdigit() or text[j] in _LINKS or text[j][0].isupper() or self._attributive(j):
                if lower[j] in words["weekday"]:
                    break
                j += 1
            else:
                break
        return None, i

    def _attributive(self, i: int) -> bool:
        """Whether the lower-case word at token *i* may belong to the role before a name."""
        word, words = self._tokens.lower[i], self._words
        if word in words["attribute"] or word in words["human"]:
            return True
        follows = self._tokens.text[i - 1] != ","
        return follows and word.isalpha() and word not in words["speaker_stop"] and not self._ends_phrase(i)

    def _ends_phrase(self, i: int) -> bool:
        word, words = self._tokens.lower[i], self._words
        return (
            word in self._forms
            or word in words["complementiser"]
            or word in words["auxiliary"]
            or word in words["definite"]
            or self._clauses.is_verb(i)
        )

    def _closed(self, i: int, limit: int) -> bool:
        """Whether a noun phrase may end before token *i*: at punctuation, a preposition, or its verb at *limit*."""
        text, lower, words = self._tokens.text, self._tokens.lower, self._words
        if i >= limit or not text[i][0].isalnum():
            return True
        if lower[i] in words["and"]:
            return False
        if lower[i] in words["speaker_stop"] and not self._clauses.closes(i, limit):
            return True
        at_verb = limit < len(text) and lower[limit] in self._forms
        return at_verb and all(lower[k] in words["adverb"] for k in range(i, limit))

    def _named(self, mention: Mention, first: int, last: int) -> Speaker:
        """The speaker for a noun phrase ``[first, last)`` that has the name *mention*."""
        person = self._cast.person(mention)
        if person is None:
            sharers = self._cast.sharers(mention)
            told = self._roles.holding(mention, sharers) or sharers
            if len(told) == 1:
                return self.of_person(told[0], first, last, "surname")
            if told:
                return one_of((sharer.name for sharer in told), self._tokens.span(first, last))
            return self._unnamed(first, last)
        by: ResolvedBy = "name" if mention.text == person.name or mention.name == mention.text else "surname"
        return self.of_person(person, first, last, by)

    def _belongs_to(self, mention: Mention, first: int) -> bool:
        """Whether the phrase from *first* is a role that stands in relation to the person at *mention*.

        "pengacara Hicks" is somebody else than Hicks when the article has a longer name for Hicks or only this one.
        """
        lower, person, name = self._tokens.lower, self._cast.person(mention), self._tokens.at(mention.start)
        if person is None or first >= name:
            return False
        if lower[name - 1] in self._words["of"]:
            return True
        short = len(mention.text.split()) < len(person.name.split()) or " " not in person.name
        if lower[first] in self._words["aide"]:
            office = (person.office or "").casefold().split()
            return short and bool(office) and office[0] not in self._words["aide"]
        return short and (
            lower[first] in self._words["relation"] or lower[name - 1] in self._words["relation"]
        )

    def _to_demonstrative(self, i: int, limit: int) -> int:
        """The end of an attribute at token *i* that a demonstrative closes, else *i*.

        "pria yang akrab disapa Jo itu", "profesor di bidang Anu ini", "kepala staf, Kementerian Anu ini".
        """
        text, lower, words = self._tokens.text, self._tokens.lower, self._words
        body = self.mention_end(i + 1) if i < limit and text[i] == "," else 0
        if i + 1 < body < limit and lower[body] in words["definite"]:
            return body + 1
        field = i + 1 < limit and lower[i] in words["attribute"] and lower[i + 1] in words["attribute"]
        if i >= limit or not (
            field or lower[i] in words["relative"] or text[i].isdigit() or text[i] in _ENCLOSING
        ):
            return i
        for j in range(i + 1, min(limit, i + _ATTRIBUTE)):
            if text[j] in ",.;:":
                break
            if lower[j] in words["definite"]:
                return j + 1
        return i

    def _past_nouns(self, i: int, limit: int) -> int:
        """The end of the run of plain nouns that begins at token *i*."""
        text, words = self._tokens.text, self._words
        while (
            i < limit
            and text[i].islower()
            and text[i] not in words["speaker_stop"]
            and text[i] not in self._forms
        ):
            if self._clauses.is_verb(i) or self._clauses.closes(i, limit):
                break
            i += 1
        return i

    def of_person(self, person: Person, first: int, last: int, by: ResolvedBy) -> Speaker:
        """*person* as a speaker, named by tokens ``[first, last)``."""
        return Speaker(
            "person", person.name, person.identity, person.office, person.body, self._tokens.span(first, last), by,
            words=frozenset((person.office or "").casefold().split()),
        )  # fmt: skip

    def _unnamed(self, first: int, last: int) -> Speaker:
        """The speaker for a noun phrase without a name: a known holder of the role, a body, a country or a source."""
        lower, words = self._tokens.lower, self._words
        span = self._tokens.span(first, last)
        while first < last - 1 and lower[first] in words["utterance"]:
            first += 1
            if first < last - 1 and lower[first] in words["utterance_attribute"]:
                first += 1
        definite = lower[last - 1] in words["definite"]
        office = next(iter(self._cast.starting(first, "office")), None)
        if lower[first] not in words["indefinite"] and (office or definite or lower[first] in words["human"]):
            known = self._holder(first, last, definite, office)
            if known is not None:
                return known
        if lower[first] not in words["indefinite"] and self._tokens.text[first].islower():
            known = self.focus.repeated(frozenset(w for w in lower[first:last] if w[0].isalpha()))
            if known is not None:
                return known.referred(Span(span.start, span.end), "role")
        return self._as_written(first, last, span.start, span.end)

    def _holder(self, first: int, last: int, definite: bool, office: Mention | None) -> Speaker | None:
        """Whom the definite role or bare office ``[first, last)`` means; null if nobody known."""
        span = self._tokens.span(first, last)
        end = last - 1 if definite else last
        holders = self._cast.holders(first, end) if end > first else []
        if len(holders) == 1:
            return self.of_person(holders[0], first, last, "role")
        if holders:
            known = self.focus.first_of({person.identity for person in holders})
            if known is not None:
                return known.referred(span, "role")
            return one_of((holder.name for holder in holders), span)
        return self._recalled(first, end, span, office) if definite else None

    def _recalled(self, first: int, end: int, span: Span, office: Mention | None) -> Speaker | None:
        """Whom a definite role without a holder takes up: who was introduced with its noun, else who acted last.

        An anonymous source takes up only another one while there is one; nobody is taken up by a phrase with his name.
        """
        lower, words = self._tokens.lower, self._words
        content = frozenset(w for w in lower[first:end] if w[0].isalpha())
        nouns = content & (words["human"] | words["collective"])
        inside = {mention.identity for _, (_, mention) in self._persons_between(first, end)}
        known = self.focus.matching(nouns or content, plural=lower[first] in words["plural"])
        topic, latest = self.focus.topic, self.focus.latest("person")
        if known is None and (office is not None or nouns):
            known = topic or latest
        elif known is not None and topic is not None and topic.words & nouns:
            known = topic
        if known is None or (
            known.kind == "person" and (known.identity in inside or content & words["nameless"])
        ):
            return None
        role = self._roles.unnamed(first, end) if known.kind == "person" else None
        if role is not None and len(role) > len(known.office or ""):
            known = replace(known, office=role)
        return known.referred(span, "role")

    def _as_written(self, first: int, last: int, start: int, end: int) -> Speaker:
        """The noun phrase itself as the speaker, where it says that somebody speaks; else unclear."""
        tokens, cast = self._tokens, self._cast
        if tokens.lower[last - 1] in self._words["pronoun"]:
            return self.focus.pronoun(Span(start, end))
        if not self._voucher.stands(first, last):
            return self._voucher.doubt(first, last, Span(start, end), self.focus)
        whole = tokens.span(first, last)
        plain = first
        while plain < last - 1 and tokens.lower[plain] in self._words["indefinite"]:
            plain += 1
        mentions = cast.within(first, last)
        office = self._roles.unnamed(first, last)
        body = next((m for m in mentions if m.type in ("organisation", "country", "place")), None)
        exact = next((m for m in mentions if m.start == whole.start and m.end == whole.end), None)
        human = office is not None or any(w in self._words["human"] for w in tokens.lower[first:last])
        kind: SpeakerKind = "role" if human or body is None else "body"
        if kind == "role" and not mentions and self._voucher.is_proper(first, last):
            kind = "person"
        plural = tokens.lower[first] in self._words["plural"]
        return Speaker(
            kind, tokens.words(first, last), exact.identity if exact else None, office,
            body.text if body and kind == "role" else None, Span(start, end), "role" if kind == "role" else "name",
            words=frozenset(w for w in tokens.lower[plain:last] if w[0].isalpha()), plural=plural,
        )  # fmt: skip
