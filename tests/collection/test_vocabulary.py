"""The names of a collection: meant, offered and counted as going through all articles would."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Article
from index.collection import parse, vocabulary
from index.collection.names import name_terms
from index.collection.query import Period, Words
from index.collection.reader import CollectionReader
from index.collection.searching.patience import ENDLESS, Cancelled, Patience
from index.collection.vocabulary import Vocabulary
from index.facts import Facts
from tests.support.invented import article, country, facts, organisation, person, quote, reader_of, visit

PEOPLE = [
    "Anna Petrova",
    "Sergei Petrov",
    "Sergey Petrov",
    "Petrov",
    "Petra Wijaya",
    "Muhammad Ali",
    "Mohammed Ali Petrus",
]
SOURCES = ["Kantor Senja", "Warta Fajar", None]


def words_of(text: str) -> Words:
    (words,) = parse(text).wanted()
    return words


def vocabulary_of(reader: CollectionReader) -> Vocabulary:
    return Vocabulary([segment.terms for segment in reader._index.segments])


@st.composite
def articles(draw: st.DrawFn) -> list[tuple[Article, Facts]]:
    found = []
    for number in range(draw(st.integers(1, 8))):
        people = draw(st.lists(st.sampled_from(PEOPLE), max_size=3))
        codes = draw(st.lists(st.sampled_from(["CN", "VN", "ID"]), max_size=2))
        speakers = draw(st.lists(st.sampled_from(PEOPLE), max_size=2))
        day = draw(st.one_of(st.none(), st.dates(date(2023, 12, 1), date(2024, 2, 28))))
        published = day.isoformat() if day else None
        source = draw(st.sampled_from(SOURCES))
        body = draw(st.sampled_from(["berita pasar", "berita harga", "harga pasar"]))
        found.append(
            (
                article(f"a{number}", body, published=published, source=source),
                facts(
                    [*map(person, people), *(country(f"Negeri {code}", code) for code in codes)],
                    [quote("ya", speaker) for speaker in speakers],
                ),
            )
        )
    return found


def values(facet: str, item: Article, found: Facts) -> set[str]:
    """What the article counts as."""
    match facet:
        case "year" | "month":
            return {item.published[: {"year": 4, "month": 7}[facet]]} if item.published else set()
        case "source":
            return {item.source} if item.source else set()
        case "speaker":
            return {quote.speaker_identity for quote in found.quotes if quote.speaker_identity}
    kind = "country" if facet == "country" else "person"
    return {mention.identity for mention in found.mentions if mention.type == kind and mention.identity}


@settings(max_examples=40, deadline=None)
@given(articles(), st.integers(1, 3), st.sampled_from(["", "pasar", "date:2024", "person:petrov"]))
def test_facets_are_those_of_counting_every_article(
    written: list[tuple[Article, Facts]], batches: int, query: str
) -> None:
    with reader_of(*written, batches=batches) as reader:
        found = {hit.id for hit in reader.search(query).hits}
        for facet in ("country", "source", "speaker", "person", "year", "month"):
            expected = Counter(
                value
                for item, of_item in written
                if item.id in found
                for value in values(facet, item, of_item)
            )
            counted = reader.facets(query, facet)
            assert (counted.total, counted.values) == (len(found), len(expected))
            assert sorted(each.count for each in counted.counts) == sorted(expected.values())
            if facet not in ("speaker", "person"):  # their names stand for keys
                assert {each.value: each.count for each in counted.counts} == expected


@settings(max_examples=40, deadline=None)
@given(articles(), st.integers(1, 3), st.sampled_from(["p", "pe", "petr", "ali", "muh", "anna p", "x"]))
def test_suggestions_are_the_commonest_names(
    written: list[tuple[Article, Facts]], batches: int, beginning: str
) -> None:
    counts = Counter(
        name
        for _, found in written
        for name in {mention.name for mention in found.mentions if mention.type == "person"}
    )
    *whole, last = name_terms(beginning)
    expected = {
        name: count
        for name, count in counts.items()
        if any(
            list(name_terms(name)[i : i + len(whole)]) == whole and term.startswith(last)
            for i, term in enumerate(name_terms(name)[len(whole) :])
        )
    }
    with reader_of(*written, batches=batches) as reader:
        suggested = reader.suggest("person", beginning, limit=3)
    if expected:
        assert [counts[name] for name in suggested] == sorted(expected.values(), reverse=True)[:3]
        assert set(suggested) <= set(expected)


def test_a_word_that_only_the_key_has_leads_to_the_names_but_is_not_offered() -> None:
    known = [person("Jokowi", identity="joko vidodo"), person("Joko Widodo", identity="joko vidodo")]
    with reader_of((article("a", "x"), facts(known)), (article("b", "x"), facts(known[:1]))) as reader:
        assert reader.suggest("person", "widodo") == ["Joko Widodo"]
        names = vocabulary_of(reader)
        assert names.names_of(words_of("person:widodo"), ENDLESS) == ("Joko Widodo", "Jokowi")
        assert names.name_of("person", "joko vidodo", ENDLESS) == "Jokowi"  # in more articles
        assert names.name_of("person", "nobody", ENDLESS) == "nobody"


def test_the_whole_name_of_a_body_is_not_those_of_longer_names() -> None:
    bodies = [organisation("Dewan", "dewan"), organisation("Dewan Kota", "dewan kota")]
    with reader_of((article("a", "x"), facts(bodies))) as reader:
        names = vocabulary_of(reader)
        assert [known.name for known in names.known("org", words_of("org:dewan"), ENDLESS)] == ["Dewan"]
        assert [known.name for known in names.known("org", words_of("org:dew*"), ENDLESS)] == [
            "Dewan",
            "Dewan Kota",
        ]


@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20)), max_size=6),
    st.one_of(st.none(), st.integers(0, 80)),
    st.one_of(st.none(), st.integers(0, 80)),
)
@settings(max_examples=40, deadline=None)
def test_visits_that_touch_a_period(
    visits: list[tuple[int, int]], first: int | None, last: int | None
) -> None:
    def day(number: int) -> date:
        return date(2024, 1, 1) + timedelta(number)

    made = [visit(day(begin).isoformat(), day(begin + length).isoformat()) for begin, length in visits]
    period = Period("visit", (None if first is None else day(first), None if last is None else day(last)))
    expected = {
        f"{each.first}/{each.last}".encode()
        for each, (begin, length) in zip(made, visits, strict=True)
        if (last is None or begin <= last) and (first is None or begin + length >= first)
    }
    with reader_of((article("a", "x"), facts(visits=made))) as reader:
        assert set(vocabulary_of(reader).visits(period)) == expected


def suggest_often(names: Vocabulary, patience: Patience) -> None:
    for number in range(300):
        names.suggest("person", f"p{number}", 5, patience)


def test_looking_for_names_ends_when_nobody_waits() -> None:
    people = [person(f"P{number} Petrov") for number in range(300)]
    with reader_of((article("a", "x"), facts(people))) as reader:
        names = vocabulary_of(reader)
        with pytest.raises(Cancelled):
            suggest_often(names, Patience(lambda: True))
        with pytest.raises(Cancelled):
            names.known("person", words_of("person:petrov"), Patience(lambda: True))
        assert len(names.known("person", words_of("person:petrov"), ENDLESS)) == 200


def test_names_are_chosen_among_those_of_the_largest_segment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vocabulary, "MOST_WEIGHED", 12)
    first = [(article(f"a{n}", "x"), facts([person(f"P{n:02} Wijaya")])) for n in range(40)]
    words = [" ".join(f"kapal{n}ke{other}" for other in range(9)) for n in range(40)]
    common = [(article(f"b{n}", words[n]), facts([person("Paa Hartono")])) for n in range(40)]
    pairs = [pair for both in zip(first, common, strict=True) for pair in both]
    with reader_of(*pairs, batches=2) as reader:  # one segment of each; the second has more words
        assert reader.suggest("person", "p", limit=1) == ["Paa Hartono"]


def test_no_names_are_suggested_where_none_are_wanted() -> None:
    with reader_of((article("a", "x"), facts([person("Anna Petrova")]))) as reader:
        assert reader.suggest("person", "p", limit=0) == []
        assert reader.suggest("person", "p", limit=1) == ["Anna Petrova"]
