"""The search engine against a plain evaluation of the query on every article, and against Whoosh's own scores."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import query as whoosh_query
from whoosh import scoring
from whoosh.filedb.filestore import RamStorage
from whoosh.index import FileIndex
from whoosh.searching import Searcher

from index.collection.conflation import root
from index.collection.document import Origin, prepare
from index.collection.query import And, Flag, Node, Not, Or, Period, Words, parse
from index.collection.reader import CollectionReader
from index.collection.schema import EDGE, EDGE_LETTERS, INDEX_NAME, LENGTH_WEIGHT, schema
from index.collection.searching.patience import Patience
from index.collection.searching.terms import Term, TermFile
from index.collection.searching.words import ROOT_BOOST
from index.collection.writer import Batch, create
from tests.support.invented import article, country, facts, reader_of

WORDS = (
    "kunjungan",
    "berkunjung",
    "mengunjungi",
    "rapat",
    "rapatnya",
    "menteri",
    "mentega",
    "merah",
    "meriah",
    "me",
    "putih",
    "damai",
    "perdamaian",
    "dan",
    "x",
)
PREFIXES = ("m*", "me*", "men*", "ment*", "meng*", "k*", "kunj*", "perdamaian*", "zz*")
DAYS = ("2024-01-05", "2024-01-09", "2024-02-01", "2023-12-31", None)
FIRST_DAY = date(2023, 12, 1)


class Item(NamedTuple):
    id: str
    title: list[str]
    paragraphs: list[list[str]]
    published: str | None
    country: str | None
    marked: bool


class Collected(NamedTuple):
    items: dict[str, Item]
    reader: CollectionReader
    searcher: Searcher
    flags: dict[str, frozenset[str]]


words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6)
items = st.tuples(
    words,
    st.lists(words, min_size=1, max_size=3),
    st.sampled_from(DAYS),
    st.sampled_from(["CN", "RU", None]),
    st.booleans(),
)
batches = st.lists(st.lists(items, min_size=1, max_size=7), min_size=1, max_size=4)


def _simple() -> st.SearchStrategy[str]:
    phrases = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(
        lambda found: f'"{" ".join(found)}"'
    )
    return st.one_of(st.sampled_from(WORDS), st.sampled_from(PREFIXES), phrases)


def _filters() -> st.SearchStrategy[str]:
    return st.sampled_from(
        [
            "country:CN",
            "country:RU",
            "date:2024-01",
            "date:..2024-01-08",
            "date:2024-01-09..",
            "is:marked",
            "is:unmarked",
            "title:rapat",
            "title:me*",
            "title:ment*",
            'title:"merah putih"',
        ]
    )


def _trees(leaves: st.SearchStrategy[str], joints: Sequence[str]) -> st.SearchStrategy[str]:
    return st.recursive(
        leaves,
        lambda inner: st.tuples(inner, st.sampled_from(joints), inner).map(
            lambda parts: f"({''.join(parts)})"
        ),
        max_leaves=6,
    )


def collected(parts: Sequence[Sequence[Any]], gone: frozenset[int]) -> Collected:
    """An index of a commit for each of *parts*, with the articles *gone* deleted in a last one."""
    storage = RamStorage()
    create(storage)
    kept: dict[str, Item] = {}
    generation = 0
    for part in parts:
        batch = Batch(storage)
        for content in part:
            item = Item(f"a{len(kept)}", *content)
            kept[item.id] = item
            body = "\n\n".join(" ".join(paragraph) for paragraph in item.paragraphs)
            made = article(item.id, body, title=" ".join(item.title), published=item.published)
            named = facts([country("Negara", item.country)] if item.country else [])
            batch.add(prepare(made, named, Origin(made.path, 1, 1, "0" * 64)))
        generation = batch.commit()
    gone_ids = [key for number, key in enumerate(kept) if number in gone]
    batch = Batch(storage)
    for key in gone_ids:
        batch.delete(key)
        del kept[key]
    if batch.changed:
        generation = batch.commit()
    stock = FileIndex(storage, schema=schema(), indexname=INDEX_NAME).reader()
    return Collected(
        kept,
        CollectionReader(storage.files, generation),
        Searcher(stock, weighting=scoring.BM25F(B=LENGTH_WEIGHT)),
        {"marked": frozenset(item.id for item in kept.values() if item.marked)},
    )


def holds(node: Node | None, item: Item) -> bool:
    """Whether *item* is what *node* looks for, read off its words."""
    match node:
        case None:
            return True
        case And(nodes):
            return all(holds(inner, item) for inner in nodes)
        case Or(nodes):
            return any(holds(inner, item) for inner in nodes)
        case Not(inner):
            return not holds(inner, item)
        case Flag(name):
            return item.marked == (name == "marked")
        case Period(ends=(first, last)):
            day = date.fromisoformat(item.published) if item.published else None
            return day is not None and (first or day) <= day <= (last or day)
    if node.field == "country":
        return item.country == node.text
    stretches = [item.title] if node.field == "title" else [item.title, *item.paragraphs]
    wanted = list(node.terms)
    if node.kind == "word":
        return any(root(word) == root(wanted[0]) for stretch in stretches for word in stretch)
    *before, final = wanted
    return any(
        stretch[at : at + len(before)] == before
        and (
            stretch[at + len(before)].startswith(final)
            if node.kind == "prefix"
            else stretch[at + len(before)] == final
        )
        for stretch in stretches
        for at in range(len(stretch) - len(before))
    )


def of_whoosh(node: Node | None) -> whoosh_query.Query:
    """*node* for Whoosh's searcher; without filters, and without minus, which Whoosh scores or gets wrong."""
    match node:
        case And(nodes):
            return whoosh_query.And([of_whoosh(inner) for inner in nodes])
        case Or(nodes):
            return whoosh_query.Or([of_whoosh(inner) for inner in nodes])
        case Words(kind="phrase", terms=found):
            many = len(found) > 1
            return whoosh_query.Phrase("text", list(found)) if many else whoosh_query.Term("text", found[0])
        case Words(kind="prefix", terms=(prefix,)):
            return whoosh_query.Term(EDGE, prefix)
        case Words(kind="word", terms=(word,)):
            forms = whoosh_query.Term("root", root(word), boost=ROOT_BOOST)
            return whoosh_query.AndMaybe(forms, whoosh_query.Term("text", word))
    raise AssertionError(node)


@settings(deadline=None, max_examples=60)
@given(
    batches,
    st.frozensets(st.integers(0, 12), max_size=4),
    st.lists(_trees(_simple() | _filters(), (" ", " OR ", " -")), min_size=1, max_size=8),
)
def test_it_finds_what_reading_every_article_finds(
    parts: Any, gone: frozenset[int], asked: list[str]
) -> None:
    index = collected(parts, gone)
    for text in asked:
        node = parse(text).node
        expected = {key for key, item in index.items.items() if holds(node, item)}
        day = {key: item.published or "" for key, item in index.items.items()}
        newest = [hit.id for hit in index.reader.search(text, order="newest", flags=index.flags).hits]
        oldest = [hit.id for hit in index.reader.search(text, order="oldest", flags=index.flags).hits]
        best = [hit.id for hit in index.reader.search(text, flags=index.flags).hits]
        assert set(newest) == set(oldest) == set(best) == expected
        assert len(newest) == len(oldest) == len(best) == len(expected)
        assert [day[key] for key in newest] == sorted((day[key] for key in newest), reverse=True)
        assert [day[key] for key in oldest] == sorted(
            (day[key] for key in oldest), key=lambda known: (not known, known)
        )
        assert index.reader.total(text, flags=index.flags) == (len(expected), True)
        assert index.reader.matching(text, index.items, flags=index.flags) == newest


@settings(deadline=None, max_examples=60)
@given(
    batches,
    st.frozensets(st.integers(0, 12), max_size=4),
    st.lists(_trees(_simple(), (" ", " OR ")), min_size=1, max_size=8),
    st.integers(1, 9),
)
def test_it_scores_as_whoosh_and_ranks_the_best_first(
    parts: Any, gone: frozenset[int], asked: list[str], limit: int
) -> None:
    index = collected(parts, gone)
    for text in asked:
        if any(f"{beginning[:EDGE_LETTERS]}" != beginning for beginning in _prefixes(parse(text).node)):
            continue
        found = index.searcher.search(of_whoosh(parse(text).node), limit=None)
        ids = {index.reader._find_number(key): key for key in index.items}
        theirs = {ids[hit.docnum]: hit.score for hit in found}
        ours = index.reader.search(text)
        assert {hit.id: round(hit.score, 9) for hit in ours.hits} == pytest.approx(theirs, abs=1e-8)
        assert [hit.score for hit in ours.hits] == sorted((hit.score for hit in ours.hits), reverse=True)
        few = index.reader.search(text, limit=limit, count_all=False)
        assert few.hits == ours.hits[:limit]


def _prefixes(node: Node | None) -> list[str]:
    match node:
        case And(nodes) | Or(nodes):
            return [prefix for inner in nodes for prefix in _prefixes(inner)]
        case Not(inner):
            return _prefixes(inner)
        case Words(kind="prefix", terms=found):
            return [found[-1]]
    return []


def _many() -> CollectionReader:
    """Articles enough for several blocks and windows in each of three segments."""
    chooser = random.Random(7)
    weights = [2 ** -(place % 4) for place in range(len(WORDS))]
    return reader_of(
        *(
            article(
                f"a{number}",
                " ".join(chooser.choices(WORDS, weights, k=chooser.randint(3, 25))),
                title=chooser.choice(WORDS),
                published=(FIRST_DAY + timedelta(chooser.randint(0, 900))).isoformat(),
            )
            for number in range(4_500)
        ),
        batches=3,
    )


MANY = _many()


@pytest.mark.parametrize(
    "text",
    [
        "kunjungan",
        "x",
        "m*",
        "men*",
        "ment*",
        "merah putih",
        "rapat OR damai",
        "rapat -damai",
        '"merah putih"',
        '"damai dan"',
        "(kunjungan OR x) men*",
        'title:me* (rapat OR "dan x")',
        "date:2024 rapat",
        "rapat ment*",
        '"kunjungan" damai -x',
        "(rapat dan) OR (x -merah)",
        "-merah",
        "kunjungan OR date:2024-02",
    ],
)
def test_what_is_skipped_is_not_among_the_best(text: str) -> None:
    every = MANY.search(text, limit=10_000)
    newest = MANY.search(text, limit=10_000, order="newest")
    assert every.total == newest.total == len(every.hits) == len(newest.hits) > 20
    assert {hit.id for hit in every.hits} == {hit.id for hit in newest.hits}
    for limit in (1, 7, 40):
        few = MANY.search(text, limit=limit)
        assert (few.hits, few.total, few.total_is_exact) == (every.hits[:limit], every.total, True)
        assert MANY.search(text, limit=limit, order="newest", count_all=False).hits == newest.hits[:limit]


def test_a_search_asks_again_and_again_whether_it_is_wanted() -> None:
    asked = 0

    def cancelled() -> bool:
        nonlocal asked
        asked += 1
        return asked > 3

    total, is_exact = MANY.total(
        " ".join(f"(m* -ment{letter}*)" for letter in "aeiou") * 6, cancelled=cancelled
    )
    assert (asked, is_exact) == (4, False)
    assert total < MANY.count()


def test_each_segment_is_gone_through_once_for_each_beginning(monkeypatch: pytest.MonkeyPatch) -> None:
    walked: Counter[bytes] = Counter()
    whole = TermFile.all_beginning

    def counted(terms: TermFile, field: str, prefix: bytes, patience: Patience) -> list[Term]:
        walked[prefix] += 1
        return whole(terms, field, prefix, patience)

    monkeypatch.setattr(TermFile, "all_beginning", counted)
    reader = reader_of(
        *(article(f"a{n}", "kunjungan perdamaian", title="rapat merah") for n in range(9)), batches=3
    )
    assert len(reader.search("kunju* perda* title:r* title:m*").hits) == 9
    assert walked == {b"kunju": 3, b"perda": 3, b"r": 3, b"m": 3}
