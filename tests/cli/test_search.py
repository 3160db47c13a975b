"""``search``: the same results as in the reader, in four forms."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.article import Span
from index.collection import bundled
from index.errors import ExitCode
from index.notebook import Notebook
from index.paths import notebook_file
from tests.support.program import Program


def test_samples_are_searched_until_something_is_added(
    program: Program, news: Path, seed_paths: list[Path]
) -> None:
    found = program("search", "lavrov", "--format", "paths").out.splitlines()
    assert sorted(found) == [str(path) for path in seed_paths]
    program("add", news)
    assert program("search", "lavrov").code == ExitCode.NOTHING_FOUND


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("date:kemarin", "“kemarin” is no date"),
        ("is:foo", "after “is:” comes one of"),
        ("OR", "OR needs something"),
    ],
)
def test_a_query_of_which_nothing_is_understood_finds_nothing(
    program: Program, news: Path, query: str, reason: str
) -> None:
    program("add", news)
    code, out, err = program("search", query)
    assert (code, out) == (ExitCode.NOTHING_FOUND, "")
    assert reason in err
    assert err.endswith("Nothing was searched for: nothing in the query could be understood.\n")
    assert json.loads(program("search", query, "--format", "json").out)["hits"] == []
    assert program("search", "hanoi", query).code == 0


def test_field_names_are_those_that_were_typed(program: Program, news: Path) -> None:
    program("add", news)
    assert "nothing follows “negara:”" in program("search", "hanoi", "negara:").err
    assert "negara:VN was searched as Vietnam" in program("search", "negara:VN").err
    assert "judul, sumber" in program("--lang", "id", "search", "zzz:x").err


def test_table(program: Program, news: Path) -> None:
    program("add", news)
    code, out, err = program("search", "hanoi")
    assert code == 0
    title, where, snippet = out.splitlines()
    assert title == "Menlu Sugiono tiba di Hanoi"
    assert where == f"  3 March 2025 · ANTARA · {news}/hanoi.txt"
    assert "Hanoi" in snippet
    assert err == "1 article\n"


def test_json_and_json_lines_hold_the_same_hits(program: Program, news: Path) -> None:
    program("add", news)
    record = json.loads(program("search", "menlu", "OR", "beras", "--format", "json").out)
    assert (record["query"], record["total"], record["total_is_exact"]) == ("menlu OR beras", 2, True)
    lines = [
        json.loads(line) for line in program("search", "menlu OR beras", "--format", "jsonl").out.splitlines()
    ]
    assert [{key: value for key, value in line.items() if key != "schema"} for line in lines] == record[
        "hits"
    ]
    marked = [[hit["snippet"][start:end] for start, end in hit["snippet_marks"]] for hit in lines]
    assert ["beras"] in marked


def test_nothing_found(program: Program, news: Path) -> None:
    program("add", news)
    assert program("search", "zzzz") == (ExitCode.NOTHING_FOUND, "", "Nothing was found.\n")
    code, out, _ = program("search", "zzzz", "--format", "json")
    assert (code, json.loads(out)["hits"]) == (ExitCode.NOTHING_FOUND, [])


def test_word_that_must_not_occur(program: Program, news: Path) -> None:
    program("add", news)
    assert program("search", "tiba OR harga", "-beras", "--format", "paths").out == f"{news}/hanoi.txt\n"


def test_bad_query_is_pointed_at_and_the_rest_is_searched(program: Program, news: Path) -> None:
    program("add", news)
    code, out, err = program("search", 'hanoi "tiba di')
    assert code == 0
    assert "Menlu Sugiono" in out
    message, query, place, count = err.splitlines()
    assert message == "Query: this quotation mark is never closed"
    assert query[2:] == 'hanoi "tiba di'
    assert place.index("^") == query.index('"')
    assert count == "1 article"


def test_names_are_expanded_and_said_so(program: Program) -> None:
    code, _, err = program("search", "country:China")
    assert code == 0, err
    assert "China was searched as " in err
    assert "Tiongkok" in err


def test_order_and_limit(program: Program, news: Path) -> None:
    program("add", news)
    newest = program("search", "", "--order", "newest", "--format", "paths").out.splitlines()
    oldest = program("search", "", "--order", "oldest", "--format", "paths").out.splitlines()
    assert newest == oldest[::-1] == [f"{news}/pasar.txt", f"{news}/hanoi.txt"]
    _, out, err = program("search", "--limit", "1")
    assert out.splitlines()[0] == "Kabar pasar beras"
    assert err == "2 articles; 1 shown, --limit shows more\n"


def test_order_of_the_configuration(program: Program, news: Path, own_environment: Path) -> None:
    folder = own_environment / "config" / "diplo-reader"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text('order = "oldest"\n', encoding="utf-8")
    program("add", news)
    assert (
        program("search", "antara OR tiba OR beras", "--format", "paths")
        .out.splitlines()[0]
        .endswith("hanoi.txt")
    )


@pytest.mark.parametrize(("query", "count"), [("is:marked", 1), ("is:unmarked", 1), ("is:unread", 2)])
def test_marks_are_those_of_the_notebook(program: Program, query: str, count: int) -> None:
    with bundled().reader() as reader, Notebook(notebook_file()) as notebook:
        article = reader.load(reader.search("").hits[0].id).article
        notebook.add_highlight(article, Span(0, 10), "selection")
    out = program("search", query, "--format", "paths").out
    assert len(out.splitlines()) == count


@pytest.mark.parametrize("facet", ["source", "sumber"])
def test_articles_are_counted_by_a_field_in_either_language(program: Program, news: Path, facet: str) -> None:
    program("add", news)
    assert program("search", "--count-by", facet) == (0, "2  ANTARA\n", "2 articles\n")
    record = json.loads(program("search", "hanoi", "--count-by", facet, "--format", "json").out)
    assert (record["query"], record["count_by"], record["total"], record["values"]) == (
        "hanoi",
        "source",
        1,
        1,
    )
    (count,) = record["counts"]
    assert count == {"value": "ANTARA", "name": "ANTARA", "query": 'source:"ANTARA"', "count": 1}


def test_countries_and_months_are_shown_in_the_language_of_the_screen(program: Program, news: Path) -> None:
    program("add", news)
    assert "1  Vietnam\n" in program("search", "--count-by", "country").out
    assert program("--lang", "id", "search", "--count-by", "bulan").out == "2  Maret 2025\n"
    lines = program("search", "--count-by", "month", "--format", "jsonl").out.splitlines()
    assert [json.loads(line)["value"] for line in lines] == ["2025-03"]


def test_counts_beyond_the_limit_are_announced(program: Program, news: Path) -> None:
    program("add", news)
    code, out, err = program("search", "--count-by", "country", "--limit", "1")
    assert (code, len(out.splitlines())) == (0, 1)
    values = len(program("search", "--count-by", "country").out.splitlines())
    assert err == f"2 articles; 1 of {values} values shown, --limit shows more\n"


def test_what_cannot_be_counted(program: Program, news: Path) -> None:
    program("add", news)
    assert program("search", "zzzz", "--count-by", "year") == (
        ExitCode.NOTHING_FOUND, "", "Nothing was found.\n",
    )  # fmt: skip
    code, out, err = program("search", "--count-by", "warna")
    assert (code, out) == (2, "")
    assert "choose one of country, source, year" in err
    code, _, err = program("search", "--count-by", "year", "--format", "paths")
    assert code == 2
    assert "gives no files" in err


def test_an_unknown_name_is_answered_with_those_spelt_like_it(program: Program, news: Path) -> None:
    program("add", news)
    code, _, err = program("search", "tokoh:Sugiwono")
    assert code == ExitCode.NOTHING_FOUND
    message = err.splitlines()[-1]
    assert message.startswith("tokoh:Sugiwono is in no article; names spelt like it: ")
    assert "Sugiono" in message
    assert "spelt like" not in program("search", "person:sugiono zzzz").err
