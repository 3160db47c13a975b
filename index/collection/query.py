"""The query language: text to a tree that knows nothing of the engine, with every fault pointed out.

``docs/query-language.md`` is its manual. A query never fails: what cannot be read is left out, each time with a
:class:`QueryProblem`, and the rest is searched. Where nothing is left nothing is found, and not everything.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal, NamedTuple, TypeAlias

from index.collection.analyzer import terms
from index.collection.fields import FIELD_BY_NAME, FIELD_LIST, FLAG_BY_NAME, FLAG_LIST
from index.collection.periods import Ends, is_backwards, read_period
from index.messages import M_, N_, Text

MOST_TERMS = 64
MOST_CHARACTERS = 4_000
DEEPEST = 30
"""Brackets within brackets."""

_PERIODS = ("date", "visit")
_TOKEN = re.compile(
    r"""(?P<space>\s+)
    |(?P<open>\()|(?P<close>\))
    |(?P<quote>["“”„])
    |(?P<minus>-(?=[^\s)-]))
    |(?P<field>[^\W\d_]{2,}):(?!//)
    |(?P<word>[^\s()"“”„]+)""",
    re.VERBOSE,
)
_CLOSING = re.compile('["“”„]')
_AND, _OR = "AND", "OR"


@dataclass(frozen=True, slots=True)
class QueryProblem:
    """A fault in a query: what is wrong, and the half-open range of characters concerned."""

    message: Text
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Words:
    """Words to find, side by side where there are several; ``text`` as typed, without what follows a star."""

    text: str
    terms: tuple[str, ...]
    field: str | None = None
    kind: Literal["word", "phrase", "prefix"] = "word"
    span: tuple[int, int] = dataclasses.field(default=(0, 0), compare=False)
    """The half-open range of characters in the query, field name included."""
    field_as_typed: str = dataclasses.field(default="", compare=False)
    """The name that the query gives the field."""


@dataclass(frozen=True, slots=True)
class Period:
    """Articles published, or with a visit, in a stretch of days."""

    field: str
    ends: Ends


@dataclass(frozen=True, slots=True)
class Flag:
    """Articles that the reader has or has not marked or read: one of :data:`FLAGS`."""

    name: str


@dataclass(frozen=True, slots=True)
class Not:
    node: Node


@dataclass(frozen=True, slots=True)
class And:
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    nodes: tuple[Node, ...]


Node: TypeAlias = Words | Period | Flag | Not | And | Or


@dataclass(frozen=True, slots=True)
class Query:
    """A query as read: ``node`` is null when there is nothing to search for."""

    text: str
    node: Node | None = None
    problems: tuple[QueryProblem, ...] = ()

    @property
    def is_understood(self) -> bool:
        """Whether some of it could be read, or it is empty, which finds everything; any other finds nothing."""
        return self.node is not None or not self.text.strip()

    @property
    def asks_flags(self) -> bool:
        """Whether it needs to know what the reader has marked and read."""
        return _asks_flags(self.node)

    def wanted(self) -> Iterator[Words]:
        """The words that an article is found by, those after a minus left out."""
        yield from _wanted(self.node)


def _wanted(node: Node | None) -> Iterator[Words]:
    match node:
        case Words():
            yield node
        case And(nodes) | Or(nodes):
            for inner in nodes:
                yield from _wanted(inner)


def _asks_flags(node: Node | None) -> bool:
    match node:
        case And(nodes) | Or(nodes):
            return any(map(_asks_flags, nodes))
        case Not(inner):
            return _asks_flags(inner)
    return isinstance(node, Flag)


def parse(text: str) -> Query:
    """Read *text*; never raises."""
    parser = _Parser(text[:MOST_CHARACTERS])
    node = parser.read()
    problems = parser.problems
    if len(text) > MOST_CHARACTERS:
        problems.append(
            QueryProblem(
                M_("only the first {count} characters are searched", count=MOST_CHARACTERS),
                MOST_CHARACTERS,
                len(text),
            )
        )
    return Query(text, node, tuple(sorted(problems, key=lambda problem: (problem.start, problem.end))))


class _Field(NamedTuple):
    """A field name that was read, and where it stands."""

    key: str
    typed: str
    start: int


@dataclass(slots=True)
class _Group:
    """An open bracket: what it holds so far, and what stood before it."""

    start: int = 0
    of_field: _Field | None = None
    negated: bool = False
    alternatives: list[Node] = dataclasses.field(default_factory=list)
    run: list[Node] = dataclasses.field(default_factory=list)
    or_at: int | None = None
    """Where an OR waits for its right side."""


class _Parser:
    """Reads left to right with a stack of open brackets of its own, so that no query is too deep for it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.problems: list[QueryProblem] = []
        self.stack = [_Group()]
        self.ignored = 0
        self.terms = 0
        self.is_cut = False
        self.field: _Field | None = None
        self.minus: int | None = None

    def read(self) -> Node | None:
        at = 0
        while at < len(self.text) and not self.is_cut:
            match = _TOKEN.match(self.text, at)
            assert match is not None, "every character is a token of some kind"
            at = match.end()
            kind = match.lastgroup
            if kind == "quote":
                at = self._phrase(match.start())
            elif kind == "field":
                self._field(match)
            elif kind is not None:
                getattr(self, f"_{kind}")(match)
        self._dangling(len(self.text))
        while len(self.stack) > 1:
            group = self.stack[-1]
            self._problem(N_("this bracket is never closed"), group.start, group.start + 1)
            self._close_group(is_closed=False)
        return self._finish(self.stack[0])

    def _problem(self, message: Text, start: int, end: int) -> None:
        """Note a fault; none where the query is cut off: what would be missing may stand behind the cut."""
        if not self.is_cut:
            self.problems.append(QueryProblem(message, start, end))

    def _space(self, match: re.Match[str]) -> None:
        """A blank ends nothing: ``date: 2025`` and ``date:2025`` are one."""

    def _minus(self, match: re.Match[str]) -> None:
        self._dangling(match.start())
        self.minus = match.start()

    def _field(self, match: re.Match[str]) -> None:
        name = match["field"].casefold()
        if self.field is not None:
            self._dangling(match.start(), keep_minus=True)
        known = FIELD_BY_NAME.get(name)
        if known is not None:
            self.field = _Field(known, match["field"], match.start())
            return
        if not self.text[match.end() : match.end() + 1].strip():
            self._value(match["field"], *match.span(), quoted=False)
            return
        message = M_("there is no field “{name}:”; there are {known}", name=match["field"], known=FIELD_LIST)
        for meant in get_close_matches(name, FIELD_BY_NAME, 1):
            message = M_(
                "there is no field “{name}:”; is “{meant}:” meant?", name=match["field"], meant=meant
            )
        self._problem(message, *match.span())

    def _open(self, match: re.Match[str]) -> None:
        if len(self.stack) > DEEPEST:
            if not self.ignored:
                self._problem(
                    N_("too many brackets within brackets; the inner ones are ignored"), *match.span()
                )
            self.ignored += 1
            return
        field = self.field or self.stack[-1].of_field
        self.stack.append(_Group(match.start(), field, self.minus is not None))
        self.field = self.minus = None

    def _close(self, match: re.Match[str]) -> None:
        self._dangling(match.start())
        if self.ignored:
            self.ignored -= 1
        elif len(self.stack) == 1:
            self._problem(N_("this bracket was never opened"), *match.span())
        else:
            self._close_group()

    def _close_group(self, *, is_closed: bool = True) -> None:
        group = self.stack.pop()
        node = self._finish(group)
        if node is not None:
            self.stack[-1].run.append(Not(node) if group.negated else node)
        elif is_closed:
            self._problem(N_("there is nothing in the brackets"), group.start, group.start + 1)

    def _word(self, match: re.Match[str]) -> None:
        word, (start, end) = match[0], match.span()
        if word == "-":
            self._problem(N_("this minus stands alone; put it right before what must not occur"), start, end)
        elif self.field is not None or word not in (_OR, _AND):
            self._value(word, start, end, quoted=False)
        elif word == _OR:
            self._or(start, end)

    def _or(self, start: int, end: int) -> None:
        group = self.stack[-1]
        if not group.run:
            self._problem(N_("OR needs something before it"), start, end)
            return
        group.alternatives.append(_all(group.run))
        group.run = []
        group.or_at = start

    def _phrase(self, start: int) -> int:
        """Read the phrase whose opening mark stands at *start*; returns the offset after it."""
        closing = _CLOSING.search(self.text, start + 1)
        if closing is None:
            self._problem(N_("this quotation mark is never closed"), start, start + 1)
        end, after = (closing.start(), closing.end()) if closing else (len(self.text), len(self.text))
        self._value(self.text[start + 1 : end], start, after, quoted=True)
        return after

    def _value(self, text: str, start: int, end: int, *, quoted: bool) -> None:
        begin = self.field.start if self.field else start
        node = self._leaf(self.field or self.stack[-1].of_field, text, begin, end, quoted)
        if node is not None:
            self.terms += len(node.terms) if isinstance(node, Words) else 1
            if self.terms <= MOST_TERMS:
                self.stack[-1].run.append(Not(node) if self.minus is not None else node)
                self.stack[-1].or_at = None
            else:
                message = M_("only the first {count} words are searched", count=MOST_TERMS)
                self._problem(message, start, len(self.text))
                self.is_cut = True
        self.field = self.minus = None

    def _leaf(self, field: _Field | None, text: str, start: int, end: int, quoted: bool) -> Node | None:
        if field is not None and field.key in _PERIODS:
            ends = read_period(text.strip())
            if ends is None:
                self._problem(
                    M_(
                        "“{text}” is no date; write 2025, 2025-03, 2025-03-28 or two of them with .. between",
                        text=text,
                    ),
                    start,
                    end,
                )
                return None
            if is_backwards(text.strip()):
                message = M_("“{text}” ends before it begins; it is searched the other way round", text=text)
                self._problem(message, start, end)
            return Period(field.key, ends)
        if field is not None and field.key == "is":
            flag = FLAG_BY_NAME.get(text.strip().casefold())
            if flag is not None:
                return Flag(flag)
            message = M_("after “{name}:” comes one of {known}", name=field.typed, known=FLAG_LIST)
            self._problem(message, start, end)
            return None
        return self._words(field, text, start, end, quoted)

    def _words(self, field: _Field | None, text: str, start: int, end: int, quoted: bool) -> Words | None:
        found = tuple(terms(text))
        star = not quoted and "*" in text
        if not found:
            message = (
                N_("letters must stand before the star")
                if star
                else N_("there is nothing to search for here")
            )
            self._problem(message, start, end)
            return None
        name, typed = (field.key, field.typed) if field else (None, "")
        if not star:
            return Words(text, found, name, "phrase" if quoted else "word", (start, end), typed)
        head = text[: text.index("*")]
        prefix = tuple(terms(head))
        if not prefix:
            self._problem(N_("letters must stand before the star"), start, end)
            return Words(text, found, name, "word", (start, end), typed)
        if text.rstrip("*,.;:!?") != head:
            self._problem(N_("a star can only end a word; what follows it is left out"), start, end)
        return Words(f"{head}*", prefix, name, "prefix", (start, end), typed)

    def _dangling(self, at: int, *, keep_minus: bool = False) -> None:
        """Report a field name or minus that nothing follows before *at*."""
        if self.field is not None:
            self._problem(M_("nothing follows “{name}:”", name=self.field.typed), self.field.start, at)
            self.field = None
        if self.minus is not None and not keep_minus:
            self._problem(N_("nothing follows this minus"), self.minus, self.minus + 1)
            self.minus = None

    def _finish(self, group: _Group) -> Node | None:
        if group.run:
            group.alternatives.append(_all(group.run))
        elif group.or_at is not None:
            self._problem(N_("OR needs something after it"), group.or_at, group.or_at + len(_OR))
        if not group.alternatives:
            return None
        return group.alternatives[0] if len(group.alternatives) == 1 else Or(tuple(group.alternatives))


def _all(nodes: list[Node]) -> Node:
    return nodes[0] if len(nodes) == 1 else And(tuple(nodes))
