"""The working sheet of one article while its mentions are found: what each token is, and what already claims it."""

from __future__ import annotations

from functools import cache

from index.extract.cues import lexicon
from index.extract.gazetteer import Hit, Kind, gazetteer
from index.extract.tokens import Tokens
from index.facts import MentionType
from index.language import load

_OPENING = frozenset("\"“‘'«:•*–—")


class Sheet:
    """Token columns that the mention grammars share, and what they have found so far.

    * ``capital[i]``: the token is a word with a capital first;
    * ``acronym[i]``: at least two letters, all capitals;
    * ``opening[i]``: its capital may be due to its place alone (start of a sentence or quotation);
    * ``ordinary[i]``: a capitalised word of the language rather than a name;
    * ``glued_on[i]``: letters at the end of token *i* that belong to the next word ("Putinserta");
    * ``listed[i]``: the gazetteer's hits that start at token *i*;
    * ``claimed[i]``: the type of the outermost name over the token, or null;
    * ``found``: rows of first token, token after the last, type, name and rule;
    * ``ends[i]``: the end of the longest row that starts at token *i*;
    * ``countries[i]``: the end and the ISO code of the country that starts at token *i*;
    * ``spoken``: casefolded words that stand alone behind a reporting word ("kata Tulus"), short forms of names;
    * ``learned``: casefolded words that the article shows to be places, though no gazetteer lists them.
    """

    __slots__ = (
        "_lasts", "_stations", "acronym", "capital", "claimed", "countries", "ends", "found", "glued_on", "learned",
        "listed", "opening", "ordinary", "size", "spoken", "tokens",
    )  # fmt: skip

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        text = tokens.text
        self.capital = [word[0].isupper() for word in text]
        capitals = [i for i, capital in enumerate(self.capital) if capital]
        self.acronym = [False] * len(text)
        for i in capitals:
            self.acronym[i] = len(text[i]) > 1 and text[i].isupper()
        self.opening = self._openings()
        self.listed: dict[int, list[Hit]] = gazetteer().scan(tokens)
        self.glued_on: dict[int, int] = {}
        self.spoken = self._spoken_names()
        self.ordinary = self._ordinary_capitals(capitals)
        self.size = len(text)
        self._stations = sorted({*self.listed, *capitals})
        self.claimed: list[MentionType | None] = [None] * len(text)
        self.found: list[tuple[int, int, MentionType, str, str]] = []
        self._lasts: set[int] = set()
        self.ends: dict[int, int] = {}
        self.countries: dict[int, tuple[int, str]] = {}
        self.learned: set[str] = set()

    def __len__(self) -> int:
        return self.size

    def stations(self, words: frozenset[str] = frozenset()) -> list[int]:
        """The tokens at which a name can start, in order: capitals, listed names and those of *words* (casefolded).

        Most tokens of an article are none, so that a grammar that starts only here is many times as fast.
        """
        if not words:
            return self._stations
        return sorted({*self._stations, *(i for i, word in enumerate(self.tokens.lower) if word in words)})

    def add(self, first: int, last: int, kind: MentionType, name: str, rule: str) -> None:
        """Note a mention over the tokens ``[first, last)`` and claim them; *name* as in ``Mention.name``."""
        self.nest(first, last, kind, name, rule)
        for i in range(first, last):
            self.claimed[i] = kind

    def nest(self, first: int, last: int, kind: MentionType, name: str, rule: str) -> None:
        """Note a mention inside another one; the claims stay the outer one's."""
        self.found.append((first, last, kind, name, rule))
        self.ends[first] = max(last, self.ends.get(first, 0))
        self._lasts.add(last)
        if kind == "country":
            self.countries[first] = last, name

    def begins_name(self, i: int) -> bool:
        """Whether a name that the article shortens to its first word begins at *i*: "Tulus Abadi", "kata Tulus"."""
        return self.tokens.lower[i] in self.spoken and self.together(i + 1) and self.capital[i + 1]

    def hit(self, i: int, *kinds: Kind) -> Hit | None:
        """The longest listed name of one of *kinds* that starts at token *i*."""
        for hit in self.listed.get(i, ()):
            if hit.name.kind in kinds:
                return hit
        return None

    def free(self, first: int, last: int) -> bool:
        """Whether nothing claims any of the tokens ``[first, last)``."""
        return not any(self.claimed[first:last])

    def claimed_to(self, last: int) -> bool:
        """Whether a mention found so far ends before token *last*."""
        return last in self._lasts

    def together(self, i: int) -> bool:
        """Whether token *i* exists and stands in the sentence of the token before it."""
        return i < self.size and self.tokens.sentence[i] == self.tokens.sentence[i - 1]

    def written(self, first: int, last: int) -> str:
        """The body over the tokens ``[first, last)`` without the letters glued on to the last one."""
        return self.tokens.body[self.tokens.start[first] : self.end_of(last)]

    def end_of(self, last: int) -> int:
        """Offset in the body at which the mention that ends before token *last* ends."""
        return self.tokens.end[last - 1] - self.glued_on.get(last - 1, 0)

    def bracket_end(self, i: int) -> int:
        """The token after the closing bracket if a short bracket of at most eight tokens opens at *i*, else *i*."""
        if i < len(self) and self.tokens.text[i] == "(":
            for j in range(i + 1, min(i + 10, len(self))):
                if self.tokens.text[j] == ")":
                    return j + 1
        return i

    def _ordinary_capitals(self, capitals: list[int]) -> list[bool]:
        """The column ``ordinary``, which tells of capitalised words only; fills ``glued_on`` on the way."""
        lower = self.tokens.lower
        known, parts, here = ordinary_words(), name_parts(), frozenset(lower)
        uncapitalised = here.intersection(self.tokens.text)
        seen: dict[str, bool] = {}
        ordinary = [False] * len(lower)
        for i in capitals:
            word = lower[i]
            if word not in seen:
                seen[word] = (
                    word not in parts
                    and word not in self.spoken
                    and (word in known or word in uncapitalised or _inflected(word))
                )
            ordinary[i] = seen[word]
            if len(word) <= _SHORTEST_GLUED or word in parts or word in known or i in self.listed:
                continue
            if tail := _glued_tail(word, here):
                self.glued_on[i] = tail
                ordinary[i] = False
        return ordinary

    def _spoken_names(self) -> frozenset[str]:
        """The column ``spoken``; a word that the article also writes in the lower case is none."""
        tokens, found = self.tokens, set()
        cues, titles, lower_case = (
            _speech_cues(),
            _titles(),
            frozenset(tokens.lower).intersection(tokens.text),
        )
        for i in [i for i, word in enumerate(tokens.text[:-1]) if word in cues]:
            if not self.capital[i + 1]:
                continue
            name, after = tokens.lower[i + 1], i + 2
            if self.acronym[i + 1] or len(name) < _SHORTEST_SPOKEN or name in titles:
                continue
            if after < len(tokens) and self.capital[after] and tokens.sentence[after] == tokens.sentence[i]:
                continue
            if self.hit(i + 1, "country", "body", "office") is None and name not in lower_case:
                found.add(name)
        return frozenset(found)

    def _openings(self) -> list[bool]:
        text = self.tokens.text
        opening = [False] * len(text)
        for sentence in self.tokens.sentences:
            for i in sentence:
                if text[i][0].isalnum():
                    opening[i] = True
                    break
        for i, word in enumerate(text[:-1]):
            if word in _OPENING and not self.tokens.glued[i]:
                opening[i + 1] = True
        return opening


_SHORTEST_SPOKEN = 3
"""Letters of a short form of a name."""


@cache
def _speech_cues() -> frozenset[str]:
    return frozenset(word for word, cue in lexicon().forms.items() if cue.form in ("bare", "source"))


@cache
def _titles() -> frozenset[str]:
    """Words behind a reporting word that are no name: titles, heads of offices and bodies, days."""
    persons, offices, bodies = load("persons"), load("offices"), load("organisations")["heads"]
    heads = [head for heads in offices["heads"].values() for head in heads]
    heads += [head for kind in ("common", "named", "lower") for head in bodies[kind]]
    words = {head.split()[0].casefold() for head in heads}
    return frozenset(words.union(persons["honorifics"]["words"], persons["vetoes"]["words"]))


@cache
def ordinary_words() -> frozenset[str]:
    """Words that a capital letter does not make a name."""
    offices, organisations, persons = load("offices"), load("organisations"), load("persons")
    found = set(load("ordinary")["words"].split())
    for heads in offices["heads"].values():
        found.update(word for head in heads for word in head.split())
    found.update(offices["fields"]["words"], offices["qualifiers"]["words"])
    found.update(head.casefold() for key in ("common", "named") for head in organisations["heads"][key])
    localities = load("localities")
    found.update(
        word for kind in ("whole", "part") for head in localities[kind]["heads"] for word in head.split()
    )
    found.update(persons["vetoes"]["words"], persons["vetoes"]["things"])
    found.update(persons["cues"]["before"], persons["cues"]["after"])
    return frozenset(found)


@cache
def name_parts() -> frozenset[str]:
    """Given and family names that are known as such."""
    return frozenset(word for words in load("persons")["parts"].values() for word in words.split())


_LONG_ENOUGH, _SHORTEST_DERIVED = 9, 7
_SHORTEST_GLUED, _SHORTEST_NAME, _SHORTEST_TAIL = 6, 5, 4


def _glued_tail(word: str, here: frozenset[str]) -> int:
    """Letters of an ordinary word that ran together with the name before it ("Sugionobertemu"); 0 if there is none.

    *here* holds the words of the article: a name among them may have a tail of any length ("Putindi").
    """
    known, parts = ordinary_words(), name_parts()
    for cut in range(_SHORTEST_NAME, len(word) - 1):
        head, tail = word[:cut], word[cut:]
        if tail not in _short_words() and not (len(tail) > 2 and tail in known):
            continue
        if (head in here and head not in known) or (head in parts and len(tail) >= _SHORTEST_TAIL):
            return len(tail)
    return 0


@cache
def _short_words() -> frozenset[str]:
    return frozenset(load("localities")["prepositions"]["words"])


def _inflected(word: str) -> bool:
    """Whether *word* has the shape of an Indonesian derivation that no name has."""
    pairs, closing = _affixes()
    if len(word) >= _LONG_ENOUGH and any(word.startswith(a) and word.endswith(z) for a, z in pairs):
        return True
    return len(word) >= _SHORTEST_DERIVED and word.endswith(closing)


@cache
def _affixes() -> tuple[tuple[tuple[tuple[str, ...], tuple[str, ...]], ...], tuple[str, ...]]:
    """The pairs of prefixes and suffixes that go together, and the suffixes that say enough alone."""
    table = load("derivations")
    pairs = tuple((tuple(pair["prefixes"]), tuple(pair["suffixes"])) for pair in table["pairs"])
    return pairs, tuple(table["alone"]["suffixes"])
