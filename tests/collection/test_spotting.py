"""The words that are marked are those that folding every word of a text would find."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.article import Span
from index.collection import parse
from index.collection.analyzer import located_terms
from index.collection.conflation import cores, root, stands_alone
from index.collection.highlighting import Highlighter
from index.collection.names import NAME_FIELDS, initials, name_terms
from index.collection.query import Query, Words

Located = list[tuple[str, int, int]]


def every_word_folded(query: Query, text: str, *, in_title: bool, names: Iterable[str]) -> list[Span]:
    located = located_terms(text)
    spans: set[Span] = set()
    for words in query.wanted():
        if words.field in (None, "quote", "title" if in_title else None):
            spans.update(_matches(words, located))
        elif words.field in NAME_FIELDS - {"source"}:
            spans.update(_name_matches(words, text, located))
    for name in names:
        spans.update(_sequences(tuple(term for term, _, _ in located_terms(name)), located))
    return _merged(spans)


def _matches(words: Words, located: Located) -> Iterable[Span]:
    if words.kind == "prefix":
        *before, prefix = words.terms
        if before:
            return _sequences(words.terms, located, last_is_prefix=True)
        return [Span(start, end) for term, start, end in located if term.startswith(prefix)]
    wanted = {root(term) for term in words.terms}
    if words.kind == "word" and len(wanted) == 1:
        only = wanted.pop()
        return [Span(start, end) for term, start, end in located if root(term) == only]
    return _sequences(words.terms, located)


def _name_matches(words: Words, text: str, located: Located) -> Iterable[Span]:
    folded = [(" ".join(name_terms(text[start:end])), start, end) for _, start, end in located]
    return _sequences(name_terms(words.text.rstrip("*")), folded, last_is_prefix=words.kind == "prefix")


def _sequences(wanted: tuple[str, ...], located: Located, *, last_is_prefix: bool = False) -> Iterable[Span]:
    """Where the terms *wanted* stand side by side."""
    count = len(wanted)
    if not count:
        return
    for i in range(len(located) - count + 1):
        found = tuple(term for term, _, _ in located[i : i + count])
        if found == wanted or (
            last_is_prefix and found[:-1] == wanted[:-1] and found[-1].startswith(wanted[-1])
        ):
            yield Span(located[i][1], located[i + count - 1][2])


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


WORDS = [
    "kunjungan", "mengunjungi", "berkunjung", "Kunjungannya", "KUNJUNG", "kunj", "pelajar", "belajar", "menyerukan",
    "seruan", "rupa", "berupa", "internasional", "presiden", "kepresidenan", "kata", "mengatakan", "kata-kata", "api",
    "apinya", "2024", "Jum’at", "jumat", "Jum'at", "Qur`an", "pre\u00adsiden", "pre\u200bsiden", "cafe\u0301", "café",
    "CAFÉ", "Łódź", "İstanbul", "straße", "ﬁnal", "Ｗina", "\u212aepala", "kepala", "Sergei", "Sergey", "Serguei",
    "Mohammed", "Muhammad", "Khan", "Han", "Phnom", "Yevgeny", "Ievgeni", "Oumar", "Umar", "al-Assad",
    "Лавров", "ЛАВРОВ", "北京", "a", "di", "d\u0301", "ʼ", "ʼayn", "_", "kunjungan_resmi", "x1", "ke",
]  # fmt: skip
GAPS = [
    " ", "  ", ", ", "-", "\n\n", " “", "” ", "'", "’", " '", "' ", "…", "\u200b", "\u0301 ", "", "_", "/", "\u00a0",
    "ʼ", "€",
]  # fmt: skip
FIELDS = ["", "", "", "title:", "quote:", "person:", "speaker:", "source:", "place:", "date:", "-"]

text_of_words = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(GAPS)), max_size=25).map(
    lambda parts: "".join(word + gap for word, gap in parts)
)
wild_text = st.text(alphabet="akunjpres’'\u00ad\u0301ʼéİK -_“\u200b1Л北", max_size=40)
some_words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)


@st.composite
def clauses(draw: st.DrawFn) -> str:
    words = draw(st.one_of(some_words, wild_text))
    shape = draw(st.sampled_from(["{}", '"{}"', "{}*", "{}"]))
    if shape == "{}*":
        words = words[: draw(st.integers(1, max(1, len(words))))]
    return draw(st.sampled_from(FIELDS)) + shape.format(words)


queries = st.lists(clauses(), min_size=1, max_size=4).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(queries, st.one_of(text_of_words, wild_text), st.booleans(), st.lists(some_words, max_size=2))
@example("kunj*", "'kunjungan' “kunj” ekunj", False, [])
@example("a*", "a" * 2_000 + "é " + "a" * 2_000, False, [])
@example("person:phnom", "Fnom PHNOM fnom'", False, [])
def test_marks_are_those_of_folding_every_word(
    text: str, body: str, in_title: bool, names: list[str]
) -> None:
    query = parse(text)
    expected = every_word_folded(query, body, in_title=in_title, names=names)
    assert Highlighter(query, in_title=in_title, names=names).spans(body) == expected


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=9))
@example("mehmed")
@example("khan")
@example("oey")
def test_the_letters_that_a_name_may_begin_with(word: str) -> None:
    (key,) = name_terms(word)
    assert word[0] in initials(key)


@pytest.mark.parametrize("affixes", ["{}", "meng{}i", "ber{}", "{}annya", "memper{}kan", "pe{}an", "ke{}an"])
@pytest.mark.parametrize(
    "base", ["kunjung", "unjung", "serang", "erang", "ajar", "lajar", "rupa", "upa", "api", "atur"]
)
def test_terms_of_a_root_have_its_core_in_them(affixes: str, base: str) -> None:
    term = affixes.format(base)
    assert any(core in term for core in cores(root(term)))
    assert root(term) == term or not stands_alone(root(term))
