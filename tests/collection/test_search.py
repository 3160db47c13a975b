"""Searching real Whoosh indexes of invented articles."""

from __future__ import annotations

import gc
import threading
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.collection import Expansion, open_collection
from tests.support.invented import (
    article,
    country,
    facts,
    found,
    organisation,
    person,
    quote,
    reader_of,
    visit,
)
from tests.support.typed import SYNTAX

LONG = " ".join(f"kata{i}" for i in range(400))


def test_a_word_finds_its_other_forms_after_itself() -> None:
    reader = reader_of(
        article("forms", "Mereka berkunjung, mengunjungi, dikunjungi, dan kunjungi lagi. Berkunjung lagi."),
        article("exact", f"Ada satu kunjungan saja. {LONG}"),
        article("none", "Tidak ada apa-apa."),
    )
    assert found(reader, "kunjungan") == ["exact", "forms"]
    assert found(reader, "mengunjungi") == ["forms", "exact"]


def test_a_quoted_word_finds_only_itself() -> None:
    reader = reader_of(article("a", "Kunjungan resmi."), article("b", "Ia berkunjung."))
    assert found(reader, '"kunjungan"') == ["a"]


def test_title_counts_most_and_the_lead_more_than_the_rest() -> None:
    reader = reader_of(
        article("rest", "Pembuka berita.\n\nPelabuhan itu ramai.", title="Judul lain"),
        article("lead", "Pelabuhan itu ramai.\n\nPenutup berita.", title="Judul lain"),
        article("title", "Pembuka berita.\n\nTempat itu ramai.", title="Pelabuhan baru"),
    )
    assert found(reader, "pelabuhan") == ["title", "lead", "rest"]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("merah putih", ["both"]),
        ("merah OR putih", ["both", "red", "white"]),
        ("merah -putih", ["red"]),
        ("-merah", ["white"]),
        ("(merah OR putih) -berkibar", ["both", "white"]),
        ('"merah putih"', ["both"]),
        ('"putih merah"', []),
        ("me*", ["both", "red"]),
        ("merah-putih", ["both"]),
        ('"putih kapal"', []),
        ("", ["both", "red", "white"]),
    ],
)
def test_operators(text: str, ids: list[str]) -> None:
    reader = reader_of(
        article("both", "Bendera merah putih dijahit."),
        article("red", "Bendera merah berkibar."),
        article("white", "Kapal itu putih.", title="Salju putih"),
        batches=2,
    )
    assert sorted(found(reader, text)) == ids


def test_a_phrase_does_not_reach_from_the_title_or_over_a_paragraph() -> None:
    reader = reader_of(article("a", "Satu dua.\n\nTiga empat.", title="Nol koma"))
    assert found(reader, '"koma satu"') == []
    assert found(reader, '"dua tiga"') == []
    assert found(reader, '"satu dua"') == ["a"]


def test_orders() -> None:
    reader = reader_of(
        article("middle", "Rapat.", published="2024-03-02"),
        article("unknown", "Rapat.", published=None),
        article("new", "Rapat.", published="2024-05-01"),
        article("old", "Rapat. Rapat. Rapat.", published="2019-12-31"),
        batches=3,
    )
    assert found(reader, "rapat", order="newest") == ["new", "middle", "old", "unknown"]
    assert found(reader, "rapat", order="oldest") == ["old", "middle", "new", "unknown"]
    assert found(reader, "rapat")[0] == "old"
    assert found(reader, "") == ["new", "middle", "old", "unknown"]


def test_limit_bounds_the_hits_and_not_the_total() -> None:
    reader = reader_of(
        *(article(f"a{i}", "Rapat.", published=f"2024-01-{i:02}") for i in range(1, 29)), batches=3
    )
    result = reader.search("rapat", order="newest", limit=3)
    assert [hit.id for hit in result.hits] == ["a28", "a27", "a26"]
    assert (result.total, result.total_is_exact) == (28, True)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("date:2024", ["feb", "mar"]),
        ("date:2024-02", ["feb"]),
        ("tanggal:2024-02-29", ["feb"]),
        ("date:2024-02-29..2024-03-01", ["feb", "mar"]),
        ("date:..2023", ["old"]),
        ("date:2024-03..", ["mar"]),
        ("-date:2024", ["none", "old"]),
        ("date:1900", []),
    ],
)
def test_dates(text: str, ids: list[str]) -> None:
    reader = reader_of(
        article("old", "x", published="2023-12-31"),
        article("feb", "x", published="2024-02-29"),
        article("mar", "x", published="2024-03-01"),
        article("none", "x", published=None),
        batches=2,
    )
    assert sorted(found(reader, text)) == ids


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("visit:2024-03-31", ["range"]),
        ("visit:2024-04", ["range"]),
        ("visit:2024-03-30", []),
        ("kunjungan:2024-05-07", ["day"]),
        ("visit:2024-04..", ["day", "range"]),
        ("visit:..2024-04-01", ["range"]),
        ("visit:2023", []),
    ],
)
def test_visits(text: str, ids: list[str]) -> None:
    reader = reader_of(
        (article("range", "x"), facts(visits=[visit("2024-03-31", "2024-04-02")])),
        (article("day", "x"), facts(visits=[visit("2024-05-07"), visit(None)])),
        article("none", "x"),
    )
    assert sorted(found(reader, text)) == ids


class TestNames:
    """Names go through identity, and the result says what was meant."""

    reader = reader_of(
        (article("a", "China dan Sergei Petrov"), facts([country("China", "CN"), person("Sergei Petrov")])),
        (
            article("b", "Tiongkok dan Petrov"),
            facts(
                [
                    country("Tiongkok", "CN"),
                    person("Sergey Petrov"),
                    person("Petrov", identity="sergei petrov"),
                ],
                [quote("Kami siap berunding", "Sergey Petrov")],
            ),
        ),
        (article("c", "RRT dan Anna Petrova"), facts([country("RRT", "CN"), person("Anna Petrova")])),
        (article("d", "Turki", source="Kantor Berita Senja"), facts([country("Turki", "TR")])),
        batches=2,
    )

    @pytest.mark.parametrize(
        ("text", "ids"),
        [
            ("country:China", ["a", "b", "c"]),
            ("negara:tiongkok", ["a", "b", "c"]),
            ("country:RRT", ["a", "b", "c"]),
            ("country:cn", ["a", "b", "c"]),
            ("country:Tu*", ["d"]),
            ("country:China -RRT", ["a", "b"]),
            ('person:"Sergei Petrov"', ["a", "b"]),
            ('tokoh:"sergey petrov"', ["a", "b"]),
            ("person:Petrov", ["a", "b"]),
            ("person:Petrov*", ["a", "b", "c"]),
            ("person:Anna", ["c"]),
            ("speaker:Petrov", ["b"]),
            ('speaker:"Sergei Petrov"', ["b"]),
            ("penutur:Anna", []),
            ("source:senja", ["d"]),
            ('sumber:"berita senja"', ["d"]),
            ("quote:berunding", ["b"]),
            ("kutipan:perundingan", ["b"]),
            ("quote:Tiongkok", []),
        ],
    )
    def test_names_find(self, text: str, ids: list[str]) -> None:
        assert sorted(found(self.reader, text)) == ids

    def test_expansions_name_what_was_not_typed(self) -> None:
        assert self.reader.search("country:China").expansions == (
            Expansion("country:China", ("RRT", "Tiongkok")),
        )
        assert self.reader.search('person:"Sergei Petrov"').expansions == (
            Expansion("person:Sergei Petrov", ("Sergey Petrov",)),
        )
        assert self.reader.search("country:Turki").expansions == ()

    def test_people_and_bodies_are_found_under_their_other_names(self) -> None:
        reader = reader_of(
            (article("a", "x"), facts([person("Joko Widodo"), person("Jokowi", identity="joko widodo")])),
            (article("b", "x"), facts([person("Joko Widodo")])),
            (article("c", "x"), facts([organisation("PBB", "pbb")])),
            (article("d", "x"), facts([organisation("Perserikatan Bangsa-Bangsa", "pbb")])),
        )
        assert sorted(found(reader, "person:jokowi")) == ["a", "b"]
        assert reader.search("person:jokowi").expansions == (Expansion("person:jokowi", ("Joko Widodo",)),)
        assert (
            sorted(found(reader, "org:pbb"))
            == sorted(found(reader, 'org:"perserikatan bangsa"'))
            == ["c", "d"]
        )
        assert reader.search("org:pbb").expansions == (Expansion("org:pbb", ("Perserikatan Bangsa-Bangsa",)),)

    def test_the_name_of_a_body_inside_a_longer_one_does_not_mean_that_one(self) -> None:
        reader = reader_of(
            (article("a", "x"), facts([organisation("PBB", "pbb")])),
            (article("b", "x"), facts([organisation("Perserikatan Bangsa-Bangsa", "pbb")])),
            (article("c", "x"), facts([organisation("Komisi PBB untuk Benih", "kpb")])),
            (article("d", "x"), facts([organisation("KPB", "kpb")])),
        )
        assert "d" not in found(reader, "org:pbb")
        assert reader.search("org:pbb").expansions == (Expansion("org:pbb", ("Perserikatan Bangsa-Bangsa",)),)

    def test_one_spelling_of_another_name_is_told(self) -> None:
        reader = reader_of(
            (article("a", "x"), facts([country("Inggris", "GB"), country("Britania raya", "GB")])),
            (article("b", "x"), facts([country("Britania Raya", "GB")])),
        )
        (expansion,) = reader.search("negara:Inggris").expansions
        assert (expansion.typed, len(expansion.meant)) == ("negara:Inggris", 1)

    def test_an_unknown_country_is_pointed_out(self) -> None:
        result = self.reader.search("dan country:Atlantis")
        assert result.total == 0
        assert "Atlantis" in str(result.problems[0].message)
        assert (result.problems[0].start, result.problems[0].end) == (4, 20)

    def test_names_are_completed(self) -> None:
        assert self.reader.suggest("person", "pet") == [
            "Anna Petrova",
            "Petrov",
            "Sergei Petrov",
            "Sergey Petrov",
        ]
        assert self.reader.suggest("tokoh", "sergei p") == ["Sergei Petrov", "Sergey Petrov"]
        assert self.reader.suggest("negara", "T") == ["Tiongkok", "Turki"]
        assert self.reader.suggest("source", "kan") == ["Kantor Berita Senja"]
        assert self.reader.suggest("date", "2") == []


def test_flags_come_from_the_reader() -> None:
    reader = reader_of(article("a", "x"), article("b", "x"), article("c", "y"), batches=2)
    flags = {"marked": frozenset({"a", "gone"}), "read": frozenset({"a", "b"})}
    assert found(reader, "is:marked", flags=flags) == ["a"]
    assert sorted(found(reader, "is:unmarked x", flags=flags)) == ["b"]
    assert sorted(found(reader, "is:read", flags=flags)) == ["a", "b"]
    assert found(reader, "is:unread", flags=flags) == ["c"]
    assert found(reader, "is:marked") == []


def test_a_search_no_longer_wanted_ends_with_a_lower_bound() -> None:
    reader = reader_of(*(article(f"a{i}", f"Rapat kerja kata{i:05}.") for i in range(9_000)), batches=3)
    result = reader.search("rapat kerja", order="newest", limit=3, cancelled=lambda: True)
    assert not result.total_is_exact
    assert len(result.hits) <= result.total < 9_000
    counted, is_exact = reader.total("kata* -kata0001*", cancelled=lambda: True)
    assert counted < 9_000 - 10
    assert not is_exact
    assert reader.total("kata* -kata0001*") == (9_000 - 10, True)


def test_a_prefix_finds_every_word_that_begins_so() -> None:
    reader = reader_of(*(article(f"a{i}", f"kata{i:04}") for i in range(1_000)))
    for prefix, count in (("k*", 1_000), ("kat*", 1_000), ("kata*", 1_000), ("kata05*", 100)):
        result = reader.search(prefix)
        assert (result.total, result.total_is_exact) == (count, True)


def test_a_search_that_need_not_count_ends_with_its_hits() -> None:
    reader = reader_of(*(article(f"a{i}", f"Rapat kerja kata{i}.") for i in range(600)), batches=2)
    result = reader.search("rapat kerja", order="newest", limit=5, count_all=False)
    assert (len(result.hits), result.total_is_exact) == (5, False)
    assert 5 <= result.total <= 600
    assert reader.total("rapat kerja") == (600, True)
    assert reader.search("rapat", limit=5, count_all=False).total == 600


def test_stored_articles_come_back_whole() -> None:
    item = article("a", "Isi “berita” — dengan 🙂.", title="Judul")
    made = facts([country("China", "CN")], [quote("ya", "Ana")], [visit("2024-01-01")])
    reader = reader_of((item, made))
    stored = reader.load("a")
    assert (stored.article, stored.facts) == (item, made)
    assert "a" in reader
    assert "b" not in reader
    with pytest.raises(KeyError):
        reader.load("b")


def test_threads_take_turns() -> None:
    reader = reader_of(*(article(f"a{i}", f"Rapat kerja kata{i % 7}.") for i in range(300)), batches=3)
    expected = found(reader, "rapat kata3", order="newest")
    wrong: list[object] = []

    def search() -> None:
        for _ in range(20):
            try:
                if found(reader, "rapat kata3", order="newest") != expected:
                    wrong.append("other hits")
            except Exception as error:
                wrong.append(error)

    threads = [threading.Thread(target=search) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


ANY = reader_of(
    (article("a", "China kunjungan", title="x 2024"), facts([country("China", "CN"), person("A B")])),
    article("b", "é a b"),
)


@settings(deadline=None)
@given(st.one_of(st.text(max_size=60), SYNTAX))
def test_no_query_fails(text: str) -> None:
    result = ANY.search(text, snippets=2)
    assert result.total == len(result.hits)
    for hit in result.hits:
        assert all(0 <= mark.start < mark.end <= len(hit.title) for mark in hit.title_marks)
        assert all(0 <= mark.start < mark.end <= len(hit.snippet) for mark in hit.snippet_marks)


def test_a_closed_reader_answers_nothing() -> None:
    reader = reader_of(article("a", "rapat"))
    reader.close()
    reader.close()
    for ask in (reader.count, reader.rows, partial(reader.search, "rapat"), partial(reader.load, "a")):
        with pytest.raises(ValueError, match="closed"):
            ask()


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="there is no /proc")
def test_a_closed_reader_holds_no_file(directory: Path) -> None:
    def is_mapped() -> bool:
        return str(directory) in Path("/proc/self/maps").read_text(encoding="utf-8")

    reader = open_collection(directory).open_reader()
    reader.search("rapat")
    reader.facets("", "person")
    assert is_mapped()
    reader.close()
    gc.collect()
    assert not is_mapped()


def test_what_follows_a_star_is_left_out() -> None:
    named = facts([person("Andi Zelwijaya")])
    with reader_of((article("a", "kapal"), named)) as reader:
        result = reader.search("person:zel*abc")
        assert [hit.id for hit in result.hits] == ["a"]
        assert len(result.problems) == 1
