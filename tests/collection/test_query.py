"""The query language: what is read, and what is pointed out."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.collection.fields import FIELD_LIST, FIELDS, FLAG_LIST, FLAGS
from index.collection.query import (
    DEEPEST,
    MOST_CHARACTERS,
    MOST_TERMS,
    And,
    Flag,
    Node,
    Not,
    Or,
    Period,
    Words,
    parse,
)
from tests.support.typed import SYNTAX
from tui.i18n import say, use_language


def word(text: str, field: str | None = None) -> Words:
    return Words(text, (text.casefold(),), field)


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("", None),
        ("  \t\n", None),
        ("Rusia", word("Rusia")),
        ("menlu Rusia", And((word("menlu"), word("Rusia")))),
        ("menlu AND Rusia", And((word("menlu"), word("Rusia")))),
        ("a OR b c", Or((word("a"), And((word("b"), word("c")))))),
        ("a (b OR c)", And((word("a"), Or((word("b"), word("c")))))),
        ("-a", Not(word("a"))),
        ("a -(b c)", And((word("a"), Not(And((word("b"), word("c"))))))),
        ('"gencatan senjata"', Words("gencatan senjata", ("gencatan", "senjata"), None, "phrase")),
        ("“gencatan senjata”", Words("gencatan senjata", ("gencatan", "senjata"), None, "phrase")),
        ("kunj*", Words("kunj*", ("kunj",), None, "prefix")),
        ("China-Rusia", Words("China-Rusia", ("china", "rusia"))),
        ("negara:Turki", word("Turki", "country")),
        ("COUNTRY:Turki", word("Turki", "country")),
        ('penutur:"Retno Marsudi"', Words("Retno Marsudi", ("retno", "marsudi"), "speaker", "phrase")),
        ("country:(Turki OR Iran)", Or((word("Turki", "country"), word("Iran", "country")))),
        ("tanggal: 2024-02", Period("date", (date(2024, 2, 1), date(2024, 2, 29)))),
        ("visit:2024-01-05..2024-02", Period("visit", (date(2024, 1, 5), date(2024, 2, 29)))),
        ("date:..2023", Period("date", (None, date(2023, 12, 31)))),
        ("date:2023..", Period("date", (date(2023, 1, 1), None))),
        ("is:marked", Flag("marked")),
        ("is:UNREAD", Flag("unread")),
        ("-is:read", Not(Flag("read"))),
        ("adalah:ditandai", Flag("marked")),
        ("is:belum-dibaca", Flag("unread")),
        ("adalah:(sudah-dibaca belum-ditandai)", And((Flag("read"), Flag("unmarked")))),
        ("narasumber:Retno", word("Retno", "speaker")),
        ("Menlu: tiba", And((word("Menlu"), word("tiba")))),
        ("pukul 10:30", And((word("pukul"), Words("10:30", ("10", "30"))))),
        ("or and Or", And((word("or"), word("and"), word("Or")))),
    ],
)
def test_what_is_read(text: str, node: Node | None) -> None:
    query = parse(text)
    assert query.problems == ()
    assert query.node == node


@pytest.mark.parametrize("key", FIELDS)
def test_both_languages_name_the_same_fields(key: str) -> None:
    value = {"date": "2024", "visit": "2024", "is": "read"}.get(key, "x")
    assert len({parse(f"{name}:{value}").node for name in FIELDS[key]}) == 1


@pytest.mark.parametrize(
    ("text", "message", "where", "node"),
    [
        (
            'a "b c',
            "quotation mark is never closed",
            '"',
            And((word("a"), Words("b c", ("b", "c"), None, "phrase"))),
        ),
        ("(a b", "bracket is never closed", "(", And((word("a"), word("b")))),
        ("a) b", "bracket was never opened", ")", And((word("a"), word("b")))),
        ("a ()", "nothing in the brackets", "(", word("a")),
        ("menu:a b", "no field “menu:”; there are speaker, person", "menu:", And((word("a"), word("b")))),
        ("speker:a", "no field “speker:”; is “speaker:” meant?", "speker:", word("a")),
        ("Narasumer:a", "no field “Narasumer:”; is “narasumber:” meant?", "Narasumer:", word("a")),
        (
            "date:2024..2023",
            "“2024..2023” ends before it begins",
            "date:2024..2023",
            Period("date", (date(2023, 1, 1), date(2024, 12, 31))),
        ),
        ("date:kemarin a", "“kemarin” is no date", "date:kemarin", word("a")),
        ("a date:2024-02-30", "is no date", "date:2024-02-30", word("a")),
        ("a date:..", "is no date", "date:..", word("a")),
        ("a date:", "nothing follows “date:”", "date:", word("a")),
        ("speaker:) a", "nothing follows “speaker:”", "speaker:", word("a")),
        ("Penutur:) a", "nothing follows “Penutur:”", "Penutur:", word("a")),
        ("is:new a", "after “is:” comes one of marked", "is:new", word("a")),
        ("adalah:baru a", "after “adalah:” comes one of marked", "adalah:baru", word("a")),
        ("OR a", "OR needs something before it", "OR", word("a")),
        ("a OR", "OR needs something after it", "OR", word("a")),
        ("a - b", "this minus stands alone", "-", And((word("a"), word("b")))),
        ("a *", "letters must stand before the star", "*", word("a")),
        ("ku*an", "a star can only end a word", "ku*an", Words("ku*", ("ku",), None, "prefix")),
        ("a …", "nothing to search for here", "…", word("a")),
        ('a ""', "nothing to search for here", '""', word("a")),
    ],
)
def test_what_is_pointed_out(text: str, message: str, where: str, node: Node) -> None:
    query = parse(text)
    problem = query.problems[0]
    assert message in str(problem.message)
    assert text[problem.start : problem.end].startswith(where)
    assert query.node == node


@pytest.mark.parametrize(
    "text",
    [
        "date:kemarin", "tanggal:Februari", "visit:2025-13", "is:foo", "-is:foo", "OR", "AND", "-", "*", "()",
        '""', "speaker:", "speaker: date:x", "date:kemarin OR is:foo", "date:(kemarin lusa)", "…",
    ],
)  # fmt: skip
def test_where_nothing_is_understood_there_is_nothing_to_search_for(text: str) -> None:
    query = parse(text)
    assert (query.node, query.is_understood) == (None, False)


@pytest.mark.parametrize("text", ["", " \t\n", "rusia", "rusia date:kemarin", "-rusia", "(rusia"])
def test_what_is_empty_or_partly_understood_is_searched(text: str) -> None:
    assert parse(text).is_understood


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("is:read", True),
        ("a (b OR -adalah:ditandai)", True),
        ("", False),
        ('"is:read"', False),
        ("is:foo", False),
    ],
)
def test_whether_the_readers_marks_are_asked_for(text: str, asks: bool) -> None:
    assert parse(text).asks_flags is asks


def test_the_lists_shown_are_the_names_there_are() -> None:
    assert str(FIELD_LIST) == ", ".join(names[0] for names in FIELDS.values())
    assert str(FLAG_LIST) == ", ".join(names[0] for names in FLAGS.values())
    use_language("id")
    assert say(FIELD_LIST) == ", ".join(names[1] for names in FIELDS.values())
    assert say(FLAG_LIST) == ", ".join(names[1] for names in FLAGS.values())


def test_two_thousand_brackets_are_read_and_named_once() -> None:
    query = parse("(" * 1_000 + "a" + ")" * 1_000)
    assert query.node == word("a")
    assert [str(problem.message) for problem in query.problems] == [
        "too many brackets within brackets; the inner ones are ignored"
    ]
    assert query.problems[0].start == DEEPEST


def test_of_two_hundred_words_the_first_are_searched() -> None:
    query = parse(" ".join(f"w{i}" for i in range(200)))
    assert isinstance(query.node, And)
    assert len(query.node.nodes) == MOST_TERMS
    assert "only the first 64 words" in str(query.problems[0].message)
    assert query.text[query.problems[0].start :].startswith(f"w{MOST_TERMS}")


@pytest.mark.parametrize(
    "text", [" OR ".join(["presiden"] * 200), "(" * 3 + "a " * 200, "a " * 200 + "tanggal:rusak (( OR -"]
)
def test_what_lies_behind_the_cut_is_not_judged(text: str) -> None:
    (problem,) = parse(text).problems
    assert "only the first 64 words" in str(problem.message)
    assert problem.end == len(text)


def test_each_open_bracket_is_complained_of_once() -> None:
    query = parse("((((")
    assert [(str(problem.message), problem.start) for problem in query.problems] == [
        ("this bracket is never closed", start) for start in range(4)
    ]


def test_a_book_is_cut() -> None:
    query = parse("x" * MOST_CHARACTERS + " y")
    assert isinstance(query.node, Words)
    assert (query.problems[0].start, query.problems[0].end) == (MOST_CHARACTERS, MOST_CHARACTERS + 2)


@given(st.one_of(st.text(max_size=200), SYNTAX))
def test_nothing_that_is_typed_raises(text: str) -> None:
    query = parse(text)
    assert all(0 <= problem.start < problem.end <= len(text) for problem in query.problems)
    assert all(words.terms for words in query.wanted())
