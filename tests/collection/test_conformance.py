"""What every engine of a collection must do, said against its interface alone.

Another engine is one more entry of :data:`ENGINES`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index.collection import bundled, open_collection
from index.collection.interface import Engine
from index.errors import CollectionError
from index.settings import Settings

ENGINES: dict[str, Callable[[Path], Engine]] = {
    "whoosh": lambda directory: open_collection(directory, create=True),
}
"""Name → makes an empty collection in a directory that is not there yet."""

SETTINGS = Settings(workers=1)
NEWS: list[dict[str, str]] = [
    {
        "id": "hanoi", "date": "2025-03-03", "source": "Kantor Senja", "title": "Menlu berkunjung ke Hanoi",
        "text": "Menteri Luar Negeri Danu Wirasto berkunjung ke Hanoi, Vietnam. “Kami dekat,” kata Danu Wirasto.",
    },
    {
        "id": "beijing", "date": "2025-03-09", "source": "Kantor Senja", "title": "Pertemuan di Beijing",
        "text": "Perdana Menteri Tiongkok menerima kunjungan Menlu Danu Wirasto. Gencatan senjata dibahas.",
    },
    {
        "id": "beras", "date": "2024-11-20", "source": "Warta Fajar", "title": "Harga beras naik",
        "text": "Harga beras naik di pasar. “Kami memantau harga,” kata Menteri Perdagangan Ratih Kumala.",
    },
    {
        "id": "tanpa-hari", "source": "Warta Fajar", "title": "Catatan pasar",
        "text": "Senjata api tidak dijual di pasar.",
    },
]  # fmt: skip


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    """An empty collection."""
    return ENGINES[request.param](tmp_path / "collection")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the articles are that a test adds."""
    path = tmp_path / "articles"
    path.mkdir()
    return path


@pytest.fixture
def changing(engine: Engine, folder: Path) -> Engine:
    """A collection of :data:`NEWS`, to be changed."""
    return fill(engine, folder)


@pytest.fixture(scope="module", params=ENGINES)
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """A collection of :data:`NEWS`, to be read."""
    folder = tmp_path_factory.mktemp("articles")
    return fill(ENGINES[request.param](folder / "collection"), folder)


def fill(engine: Engine, folder: Path) -> Engine:
    report = engine.add([put(folder / "news.jsonl", *NEWS)], settings=SETTINGS)
    assert (report.added, report.articles, report.errors) == (4, 4, [])
    return engine


def put(path: Path, *records: dict[str, str]) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def ids(engine: Engine, query: str, **options: Any) -> list[str]:
    return [hit.id for hit in engine.reader().search(query, **options).hits]


class TestSearching:
    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("", {"hanoi", "beijing", "beras", "tanpa-hari"}),
            ("kunjungan", {"hanoi", "beijing"}),
            ('"kunjungan"', {"beijing"}),
            ('"gencatan senjata"', {"beijing"}),
            ("senjata -gencatan", {"tanpa-hari"}),
            ("beras OR hanoi", {"hanoi", "beras"}),
            ("gencat*", {"beijing"}),
            ("(beras OR senjata) pasar", {"beras", "tanpa-hari"}),
            ("date:2025-03", {"hanoi", "beijing"}),
            ("date:..2025-03-05", {"hanoi", "beras"}),
            ("source:senja", {"hanoi", "beijing"}),
            ("country:China", {"beijing"}),
            ("negara:VN", {"hanoi"}),
            ("speaker:danu", {"hanoi"}),
            ("person:wirasto", {"hanoi", "beijing"}),
            ("title:pasar", {"tanpa-hari"}),
            ("is:marked", {"beras"}),
            ("is:unread", {"hanoi", "beijing", "tanpa-hari"}),
            ("zzz", set()),
            ("date:kemarin", set()),
        ],
    )
    def test_what_is_found_in_every_order_and_way_of_counting(
        self, filled: Engine, query: str, found: set[str]
    ) -> None:
        flags = {"marked": frozenset({"beras"}), "read": frozenset({"beras", "gone"})}
        for order in ("relevance", "newest", "oldest"):
            result = filled.reader().search(query, order=order, flags=flags)
            assert {hit.id for hit in result.hits} == found
            assert (result.total, result.total_is_exact) == (len(found), True)
        assert filled.reader().total(query, flags=flags) == (len(found), True)
        everything = [record["id"] for record in NEWS]
        assert set(filled.reader().matching(query, everything, flags=flags)) == found

    def test_by_date_an_unknown_one_comes_last(self, filled: Engine) -> None:
        newest = ["beijing", "hanoi", "beras", "tanpa-hari"]
        assert ids(filled, "") == ids(filled, "", order="newest") == newest
        assert ids(filled, "", order="oldest") == ["beras", "hanoi", "beijing", "tanpa-hari"]
        assert ids(filled, "", order="newest", limit=2) == newest[:2]
        assert filled.reader().matching("", ["beras", "beijing", "gone"]) == ["beijing", "beras"]

    def test_the_best_comes_first(self, filled: Engine) -> None:
        assert ids(filled, "pasar")[0] == "tanpa-hari"  # in the title
        scores = [hit.score for hit in filled.reader().search("pasar").hits]
        assert scores == sorted(scores, reverse=True)

    def test_a_limit_bounds_the_hits_and_not_the_total(self, filled: Engine) -> None:
        result = filled.reader().search("", limit=1)
        assert (len(result.hits), result.total, result.total_is_exact) == (1, 4, True)
        early = filled.reader().search("senjata OR beras OR hanoi", limit=1, order="newest", count_all=False)
        assert [hit.id for hit in early.hits] == ["beijing"]
        assert early.total == 4 if early.total_is_exact else early.total <= 4

    def test_a_search_that_is_no_longer_wanted_ends_with_a_lower_bound(self, filled: Engine) -> None:
        result = filled.reader().search("senjata OR beras", cancelled=lambda: True)
        assert result.total == 3 if result.total_is_exact else result.total <= 3
        count, is_exact = filled.reader().total("senjata OR beras", cancelled=lambda: True)
        assert count == 3 if is_exact else count <= 3

    def test_a_hit_tells_what_and_where(self, filled: Engine) -> None:
        (hit,) = filled.reader().search("beras", snippets=1).hits
        assert (hit.id, hit.title, hit.source, hit.published) == (
            "beras", "Harga beras naik", "Warta Fajar", "2024-11-20",
        )  # fmt: skip
        assert (Path(hit.path).name, hit.line) == ("news.jsonl", 3)
        assert [mark.of(hit.title) for mark in hit.title_marks] == ["beras"]
        assert [mark.of(hit.snippet) for mark in hit.snippet_marks] == ["beras"]
        snippet = filled.reader().snippet("beras", "pasar")
        assert [mark.of(snippet.text) for mark in snippet.marks] == ["pasar"]

    def test_faults_and_other_names_are_told(self, filled: Engine) -> None:
        result = filled.reader().search('country:China "beras')
        assert [(problem.start, problem.end) for problem in result.problems] == [(14, 15)]
        assert [(expansion.typed, expansion.meant) for expansion in result.expansions] == [
            ("country:China", ("Tiongkok",))
        ]
        assert not filled.reader().search("date:kemarin").is_understood

    def test_hits_in_a_text(self, filled: Engine) -> None:
        body = "Mengunjungi Tiongkok"
        spans = filled.reader().hit_spans("kunjungan country:China", body)
        assert [span.of(body) for span in spans] == ["Mengunjungi", "Tiongkok"]


class TestSuggesting:
    def test_names_go_on_with_the_commonest(self, filled: Engine) -> None:
        assert filled.reader().suggest("person", "da")[0] == "Danu Wirasto"
        assert filled.reader().suggest("tokoh", "danu w") == ["Danu Wirasto"]
        assert sorted(filled.reader().suggest("source", "")) == ["Kantor Senja", "Warta Fajar"]
        assert len(filled.reader().suggest("source", "", limit=1)) == 1

    def test_a_mistyped_name_is_taken_for_the_nearest(self, filled: Engine) -> None:
        assert filled.reader().suggest("speaker", "Ratih Kumbala")[0] == "Ratih Kumala"
        assert filled.reader().suggest("speaker", "xyz") == []

    def test_what_holds_no_names_suggests_none(self, filled: Engine) -> None:
        assert filled.reader().suggest("date", "2") == filled.reader().suggest("nothing", "a") == []


class TestCounting:
    @pytest.mark.parametrize(
        ("query", "facet", "counts"),
        [
            ("", "source", [("Kantor Senja", 2), ("Warta Fajar", 2)]),
            ("senjata", "source", [("Kantor Senja", 1), ("Warta Fajar", 1)]),
            ("", "year", [("2025", 2), ("2024", 1)]),
            ("date:2025", "month", [("2025-03", 2)]),
            ("", "country", [("CN", 1), ("VN", 1)]),
            ("", "speaker", [("Danu Wirasto", 1), ("Ratih Kumala", 1)]),
            ("kunjungan", "person", [("Danu Wirasto", 2)]),
            ("zzz", "country", []),
            ("date:kemarin", "country", []),
        ],
    )
    def test_articles_by_value(
        self, filled: Engine, query: str, facet: str, counts: list[tuple[str, int]]
    ) -> None:
        found = filled.reader().facets(query, facet)
        assert [(each.value, each.count) for each in found.counts] == counts
        assert (found.values, found.is_exact) == (len(counts), True)
        assert found.total == filled.reader().search(query).total

    def test_each_value_leads_to_its_articles(self, filled: Engine) -> None:
        for facet in ("country", "source", "speaker", "person", "org", "year", "month"):
            for each in filled.reader().facets("", facet).counts:
                assert filled.reader().search(each.query).total >= each.count > 0

    def test_a_limit_bounds_what_is_listed(self, filled: Engine) -> None:
        found = filled.reader().facets("", "source", limit=1)
        assert ([each.value for each in found.counts], found.values) == (["Kantor Senja"], 2)

    def test_counting_that_is_no_longer_wanted_gives_lower_bounds(self, filled: Engine) -> None:
        found = filled.reader().facets("", "person", cancelled=lambda: True)
        assert found.total == 4 if found.is_exact else found.total <= 4


class TestReading:
    def test_an_article_comes_back_as_it_was(self, filled: Engine) -> None:
        stored = filled.reader().load("beras")
        assert stored.article.body == NEWS[2]["text"]
        assert [quote.speaker for quote in stored.facts.quotes] == ["Ratih Kumala"]
        assert "beras" in filled.reader()
        assert filled.reader().with_content(stored.article.sha256) == ["beras"]

    def test_what_is_not_there_is_said_so(self, filled: Engine) -> None:
        assert "gone" not in filled.reader()
        assert filled.reader().with_content("0" * 64) == []
        with pytest.raises(KeyError):
            filled.reader().load("gone")
        with pytest.raises(KeyError):
            filled.reader().snippet("gone", "a")

    def test_an_empty_collection_finds_nothing(self, engine: Engine) -> None:
        with engine.open_reader() as reader:
            assert (reader.count(), reader.search("").total, reader.facets("", "country").counts) == (
                0,
                0,
                (),
            )
            assert reader.suggest("person", "a") == []


class TestChanging:
    def test_a_reader_stays_with_its_moment(self, changing: Engine, folder: Path) -> None:
        with changing.open_reader() as before:
            put(
                folder / "more.jsonl", {"id": "baru", "date": "2025-04-01", "text": "Berita baru dari pasar."}
            )
            assert changing.add([folder], settings=SETTINGS).added == 1
            assert (before.count(), "baru" in before) == (4, False)
            assert before.generation < changing.generation() == changing.reader().generation
        assert before.is_closed
        assert ids(changing, "pasar", order="newest") == ["baru", "beras", "tanpa-hari"]
        assert changing.reader() is changing.reader()

    def test_a_second_time_nothing_is_new(self, changing: Engine, folder: Path) -> None:
        generation = changing.generation()
        report = changing.add([folder], settings=SETTINGS)
        assert (report.nothing_to_do, report.unchanged, changing.generation()) == (True, 4, generation)

    def test_what_changed_is_replaced_and_what_is_gone_reported(self, changing: Engine, folder: Path) -> None:
        changed = {**NEWS[0], "text": "Danu Wirasto kembali dari Jakarta."}
        put(folder / "news.jsonl", changed, *NEWS[1:])
        assert changing.add([folder], settings=SETTINGS).replaced == 1
        assert (ids(changing, "kembali"), ids(changing, "country:Vietnam")) == (["hanoi"], [])
        put(folder / "news.jsonl", *NEWS[:3])
        assert [gone.id for gone in changing.add([folder], settings=SETTINGS).vanished] == ["tanpa-hari"]
        put(folder / "news.jsonl", changed, *NEWS[1:3])
        assert changing.add([folder], settings=SETTINGS, remove_vanished=True).removed == 1
        assert ids(changing, "") == ["beijing", "hanoi", "beras"]
        assert changing.reader().facets("", "source").counts[-1].count == 1

    def test_articles_are_taken_out_by_id_and_by_path(self, changing: Engine, folder: Path) -> None:
        assert [gone.id for gone in changing.remove(["beras", "nothing"])] == ["beras"]
        assert "beras" not in changing.reader()
        assert len(changing.remove([folder / "news.jsonl"])) == 3
        assert changing.reader().count() == 0
        assert changing.add([folder], settings=SETTINGS).added == 4

    def test_what_cannot_be_read_does_not_keep_out_the_rest(self, engine: Engine, folder: Path) -> None:
        (folder / "broken.jsonl").write_text(
            '{"text": \n{"id": "gut", "text": "Berita."}\n', encoding="utf-8"
        )
        report = engine.add([folder], settings=SETTINGS)
        assert (report.added, [error.line for error in report.errors]) == (1, [1])
        assert ids(engine, "berita") == ["gut"]

    def test_the_articles_that_come_with_the_program_cannot_be_changed(self) -> None:
        samples: Engine = bundled()
        assert (samples.is_bundled, samples.directory) == (True, None)
        with pytest.raises(CollectionError):
            samples.remove(["a"])
