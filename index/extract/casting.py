"""From runs of name words to persons: which runs name the same person, what each holds, whom a short form means."""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import lru_cache

from index.extract.identity import Person, name_key, name_words
from index.extract.names import Run, aliases, known_full_name, particles, prepositions, title_names
from index.extract.sheet import Sheet
from index.facts import ResolvedBy

_ALIKE = 0.8
_LONG_ENOUGH = 5
"""Letters that a word needs before a likeness says that it is a slip of the pen."""
_NICKNAME = 4
"""Fewest letters of a first name that stand for the whole of it."""

Parts = tuple[str, ...]


class Candidate:
    """A person in the making: the parts of the longest name so far and the runs that name him or her."""

    __slots__ = ("first", "name", "parts", "person", "runs")

    def __init__(self, parts: Parts, name: str, identity: str, first: int) -> None:
        self.parts = parts
        self.name = name
        self.first = first
        self.runs: list[tuple[int, int, ResolvedBy]] = []
        self.person = Person(identity=identity, name=name)


class Casting:
    """Sorts the runs of one article by person."""

    def __init__(self, sheet: Sheet, title: str | None) -> None:
        """*title* may give the full name of a person whom the body names by one word."""
        self._sheet = sheet
        self._title = title or ""
        self._headline: list[tuple[str, ...]] | None = None
        self.candidates: list[Candidate] = []
        self.unclear: list[tuple[int, int, list[Candidate]]] = []
        """Token ranges of short forms that two persons share and nothing tells apart, with these persons."""

    def cast(self, runs: list[Run]) -> None:
        """Give each run of *runs* to a person, new ones where needed, then every short form in the article."""
        named = [run for run in runs if run.evidence != "none"]
        named.sort(key=lambda run: (-len(self._parts(run)), run.first))
        for run in named:
            self._place(run)
        self._join_aliases()
        for candidate in self.candidates:
            self._complete_from_headline(candidate)
        self._short_forms()
        self.candidates.sort(key=lambda candidate: candidate.first)
        for candidate in self.candidates:
            candidate.runs = self._joined(sorted(candidate.runs))

    def _joined(self, runs: list[tuple[int, int, ResolvedBy]]) -> list[tuple[int, int, ResolvedBy]]:
        """*runs* of one person with those that only a hyphen parts made one: "Ramos-Horta"."""
        tokens, joined = self._sheet.tokens, list[tuple[int, int, ResolvedBy]]()
        for first, last, by in runs:
            before = joined[-1] if joined else (0, -1, by)
            hyphen = before[1]
            if (
                hyphen == first - 1
                and tokens.text[hyphen] == "-"
                and tokens.glued[hyphen]
                and tokens.glued[first]
            ):
                joined[-1] = before[0], last, before[2]
                self._sheet.claimed[hyphen] = "person"
            else:
                joined.append((first, last, by))
        return joined

    def _parts(self, run: Run) -> Parts:
        return name_parts_of(self._sheet.written(run.first, run.last))

    def _place(self, run: Run) -> None:
        parts = self._parts(run)
        if not parts:
            return
        fitting = [candidate for candidate in self.candidates if _fits(parts, candidate.parts)]
        if run.full is not None and len(fitting) != 1:
            full = name_parts_of(run.full)
            fitting = [candidate for candidate in self.candidates if candidate.parts == full] or fitting
            if not fitting:
                self._begin(run, full, name_key(run.full))
                return
        if not fitting:
            fitting = [candidate for candidate in self.candidates if _misspelt(parts, candidate.parts)]
        if not fitting and run.full is None:
            fitting = [candidate for candidate in self.candidates if _clipped(parts, candidate.parts)]
            fitting = fitting if len(fitting) == 1 else []
        if len(fitting) > 1:
            fitting = self._introduced(fitting, run.first)
        if len(fitting) == 1:
            self._give(fitting[0], run.first, run.last)
        elif fitting:
            self.unclear.append((run.first, run.last, fitting))
            self._sheet.claimed[run.first] = "person"
        else:
            full_name = known_full_name(parts)
            identity = name_key(full_name) if full_name else " ".join(parts)
            self._begin(run, parts, identity)

    def _begin(self, run: Run, parts: Parts, identity: str) -> None:
        taken = {candidate.person.identity for candidate in self.candidates}
        if identity in taken:
            identity = name_key(self._sheet.written(run.first, run.last))
        if identity in taken:
            return
        candidate = Candidate(parts, self._sheet.written(run.first, run.last), identity, run.first)
        self.candidates.append(candidate)
        self._give(candidate, run.first, run.last)

    def _give(self, candidate: Candidate, first: int, last: int) -> None:
        sheet = self._sheet
        whole = len(name_parts_of(sheet.written(first, last))) >= len(name_parts_of(candidate.name))
        candidate.runs.append((first, last, "name" if whole else "surname"))
        candidate.first = min(candidate.first, first)
        for i in range(first, last):
            sheet.claimed[i] = "person"

    def _introduced(self, candidates: list[Candidate], token: int) -> list[Candidate]:
        """Of *candidates* those named before *token*; all of them if that leaves none."""
        return [candidate for candidate in candidates if candidate.first < token] or candidates

    def _complete_from_headline(self, candidate: Candidate) -> None:
        """Take the full name from the headline for a person whom the body names by one word alone."""
        if len(candidate.parts) > 1 or candidate.name not in self._title:
            return
        if self._headline is None:
            self._headline = title_names(self._title)
        others = {
            word.casefold()
            for other in self.candidates
            if other is not candidate
            for first, last, _ in other.runs
            for word in self._sheet.written(first, last).split()
        }
        for words in self._headline:
            foreign = [k for k, word in enumerate(words) if word.casefold() in others]
            words = words[foreign[-1] + 1 :] if foreign else words
            if foreign and words and name_parts_of(words[0]) != candidate.parts:
                words = words[1:]  # the verb between two persons
            parts = name_parts_of(" ".join(words))
            if (
                len(parts) > 1
                and candidate.parts[0] in parts
                and not any(parts == c.parts for c in self.candidates)
            ):
                candidate.parts, candidate.name = parts, " ".join(words)
                candidate.person.name = candidate.name
                candidate.person.identity = name_key(candidate.name)
                return

    def _join_aliases(self) -> None:
        """Make one person of two whom the article calls one: "Encep Nurjaman alias Hambali"."""
        lower = self._sheet.tokens.lower
        by_end = {last: candidate for candidate in self.candidates for _, last, _ in candidate.runs}
        for other in list(self.candidates):
            links = (
                by_end.get(first - 1) for first, _, _ in other.runs if first and lower[first - 1] in aliases()
            )
            known = next((candidate for candidate in links if candidate not in (None, other)), None)
            if known is not None:
                known.runs.extend((first, last, "surname") for first, last, _ in other.runs)
                known.first = min(known.first, other.first)
                self.candidates.remove(other)

    def _short_forms(self) -> None:
        """Link every word left that is a part of exactly one person's name, wherever it stands."""
        sheet, holders = self._sheet, self._holders_of_parts()
        done = 0
        for i in sheet.stations():
            found = holders.get(self._word(i)) if i >= done and self._is_open(i) else None
            if not found or not sheet.capital[i]:
                continue
            if sheet.claimed[i] == "place":
                sheet.found.remove(next(row for row in sheet.found if row[0] == i and row[2] == "place"))
                sheet.claimed[i] = None
            last = self._form_end(i, holders)
            chosen = found if len(found) == 1 else self._introduced(found, i)
            if len(chosen) == 1:
                self._give(chosen[0], i, last)
            elif not sheet.ordinary[i]:
                self.unclear.append((i, last, chosen))
            done = last

    def _is_open(self, i: int) -> bool:
        """Whether nothing claims token *i*, or only a place of that name where a reporting word tells of a person."""
        sheet = self._sheet
        if sheet.claimed[i] is None:
            return True
        lone = (
            sheet.claimed[i] == "place"
            and sheet.ends.get(i) == i + 1
            and sheet.tokens.lower[i] in sheet.spoken
        )
        return lone and i > 0 and sheet.tokens.lower[i - 1] not in prepositions()

    def _word(self, i: int) -> str:
        return (
            self._sheet.written(i, i + 1).casefold()
            if i in self._sheet.glued_on
            else self._sheet.tokens.lower[i]
        )

    def _holders_of_parts(self) -> dict[str, list[Candidate]]:
        """Casefolded word → the persons in whose names, as written, it stands."""
        holders: dict[str, list[Candidate]] = {}
        for candidate in self.candidates:
            forms = {candidate.name} | {self._sheet.written(first, last) for first, last, _ in candidate.runs}
            words = {
                word for form in forms for word in form.casefold().replace("-", " ").replace(".", " ").split()
            }
            for word in words:
                if len(word) > 1 and word not in particles():
                    holders.setdefault(word, []).append(candidate)
        return holders

    def _form_end(self, i: int, holders: dict[str, list[Candidate]]) -> int:
        """The end of the words from *i* on that all belong to the persons of the first one."""
        sheet, j = self._sheet, i + 1
        mine = holders[self._word(i)]
        while sheet.together(j) and sheet.capital[j] and sheet.claimed[j] is None:
            if holders.get(self._word(j)) != mine:
                break
            j += 1
        return j


@lru_cache(maxsize=8192)
def name_parts_of(name: str) -> Parts:
    """The parts of a written name that tell people apart: spelling keys without particles and single letters."""
    words = name_words(name)
    parts = tuple(key for word, key in words if word not in particles() and len(word) > 1)
    return parts or tuple(key for _, key in words)


def _fits(few: Parts, many: Parts) -> bool:
    """Whether *few* is *many* with parts left out, in the same order."""
    rest = iter(many)
    return all(part in rest for part in few)


def _misspelt(parts: Parts, full: Parts) -> bool:
    """Whether every part of *parts* is a part of *full* or a slip of the pen away from one, in order."""
    if not any(len(part) >= _LONG_ENOUGH for part in parts):
        return False
    rest = iter(full)
    return all(any(part == other or _alike(part, other) for other in rest) for part in parts)


def _clipped(parts: Parts, full: Parts) -> bool:
    """Whether the one word of *parts* is the beginning of the first of *full*: "Alex" of "Alexander Popov"."""
    if len(parts) != 1 or len(full) < 2:
        return False
    return len(parts[0]) >= _NICKNAME and len(full[0]) > len(parts[0]) + 1 and full[0].startswith(parts[0])


def _alike(one: str, other: str) -> bool:
    if min(len(one), len(other)) < _LONG_ENOUGH or one[0] != other[0] or abs(len(one) - len(other)) > 2:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE
