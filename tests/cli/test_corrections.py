"""``facts --corrections``: what the reader said of the facts, as annotations, wherever the article is now."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from index import cleaning, sources
from index.collection import open_collection
from index.errors import ExitCode, SourceError
from index.extract.pipeline import extract
from index.notebook import CorrectedFacts, Judged, Notebook
from index.paths import collection_directory, notebook_file
from tests.support.program import Program

QUOTE = "Kami ingin kerja sama ini naik tingkat"


def stored(query: str) -> CorrectedFacts:
    """The article of the collection that *query* finds, as the reader would show it."""
    with open_collection(collection_directory()).reader() as reader, Notebook(notebook_file()) as notebook:
        (hit,) = reader.search(query).hits
        found = reader.load(hit.id)
        return notebook.corrected(found.article, found.facts)


def correct(shown: CorrectedFacts, judged: Judged[Any], **changes: Any) -> None:
    with Notebook(notebook_file()) as notebook:
        notebook.correct(shown.article, judged, replace(judged.fact, **changes), by="Wati")


def reject(shown: CorrectedFacts, judged: Judged[Any]) -> None:
    with Notebook(notebook_file()) as notebook:
        notebook.correct(shown.article, judged, None, by="Wati")


def named(shown: CorrectedFacts, text: str) -> Judged[Any]:
    return next(judged for judged in shown.names if judged.fact.text == text)


@pytest.fixture
def hanoi(program: Program, news: Path) -> CorrectedFacts:
    """One of the articles of a collection."""
    program("add", news)
    return stored("hanoi")


def test_only_what_was_judged_is_printed_with_the_corrected_values(
    program: Program, hanoi: CorrectedFacts, news: Path
) -> None:
    (quote,) = (judged for judged in hanoi.quotes if judged.fact.text == QUOTE)
    correct(hanoi, quote, speaker="Sugiono", office="Menlu")
    correct(hanoi, named(hanoi, "Vietnam"))
    reject(hanoi, named(hanoi, "Hanoi"))
    code, out, err = program("facts", "--corrections")
    assert (code, err) == (0, "")
    row = json.loads(out)
    assert row.keys() == {"id", "path", "title", "quotes", "entities", "rejected"}
    assert (row["id"], row["path"]) == ("hanoi", f"{news}/hanoi.txt")
    (printed,) = row["quotes"]
    assert printed.pop("at").endswith("+00:00")
    assert printed == {
        "kind": "direct", "text": QUOTE, "speaker": "Sugiono", "office": "Menlu", "verdict": "corrected", "by": "Wati",
    }  # fmt: skip
    assert [(item["type"], item["text"], item["name"], item["verdict"]) for item in row["entities"]] == [
        ("country", "Vietnam", "VN", "confirmed")
    ]
    assert [(item["text"], item["verdict"]) for item in row["rejected"]["entities"]] == [
        ("Hanoi", "rejected")
    ]


def test_dates_and_publication(program: Program, hanoi: CorrectedFacts) -> None:
    correct(hanoi, hanoi.published, date="2025-03-04")
    shown = stored("hanoi")
    correct(shown, shown.dates[0], first="2025-03-02", last="2025-03-02")
    row = json.loads(program("facts", "--corrections", "--format", "jsonl").out)
    assert row["published"] == "2025-03-04"
    assert [(date["text"], date["from"], date["to"]) for date in row["dates"]] == [
        (shown.dates[0].fact.text, "2025-03-02", "2025-03-02")
    ]
    assert "visits" not in row


def test_visit_as_an_annotation(program: Program, hanoi: CorrectedFacts) -> None:
    correct(hanoi, hanoi.visits[0], status="cancelled", background=True)
    (visit,) = json.loads(program("facts", "--corrections").out)["visits"]
    found = hanoi.visits[0].fact
    assert (visit["visitor"], visit["host"], visit["from"]) == (found.visitor, "VN", found.first)
    assert (visit["status"], visit["background"]) == ("cancelled", True)


def test_annotation_has_the_same_id_as_the_facts_of_the_file(
    program: Program, hanoi: CorrectedFacts, news: Path
) -> None:
    correct(hanoi, hanoi.published)
    facts = json.loads(program("facts", news / "hanoi.txt").out)
    row = json.loads(program("facts", "--corrections").out)
    assert (row["id"], row["published"]) == (facts["id"], facts["published"])


def test_articles_in_one_file_of_records(program: Program, tmp_path: Path) -> None:
    records = tmp_path / "berita.jsonl"
    lines = [
        json.dumps({"id": f"r{n}", "text": f"Menlu Sari Dewi tiba di Hanoi.\n\nPihak {n} hadir."})
        for n in (1, 2)
    ]
    records.write_text("\n".join(lines), encoding="utf-8")
    with Notebook(notebook_file()) as notebook:
        for document in sources.read(records):
            assert not isinstance(document, SourceError)
            article = cleaning.clean(document)
            shown = notebook.corrected(article, extract(article))
            notebook.correct(shown.article, named(shown, "Sari Dewi"), None, by="Wati")
    code, out, err = program("facts", "--corrections")
    assert (code, err) == (0, "")
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["r1", "r2"]

    records.write_text("\n".join(reversed(lines)), encoding="utf-8")
    rows = [json.loads(line) for line in program("facts", "--corrections").out.splitlines()]
    assert [(row["id"], row["rejected"]["entities"][0]["text"]) for row in rows] == [
        ("r1", "Sari Dewi"),
        ("r2", "Sari Dewi"),
    ]


def test_article_whose_file_is_gone_comes_from_the_collection(
    program: Program, hanoi: CorrectedFacts, news: Path
) -> None:
    correct(hanoi, named(hanoi, "Vietnam"))
    (news / "hanoi.txt").unlink()
    code, out, _ = program("facts", "--corrections")
    assert code == 0
    assert json.loads(out)["entities"][0]["name"] == "VN"

    shutil.rmtree(collection_directory())
    code, out, err = program("facts", "--corrections")
    assert (code, out) == (ExitCode.INPUT_UNREADABLE, "")
    assert err == (
        f"diplo-reader: {news}/hanoi.txt: the article is neither in this file nor in the collection "
        "(put the file back; its corrections are kept)\n"
    )


def test_correction_that_no_longer_fits_is_named_not_printed(
    program: Program, hanoi: CorrectedFacts, news: Path
) -> None:
    correct(hanoi, named(hanoi, "Vietnam"))
    path = news / "hanoi.txt"
    path.write_text(path.read_text("utf-8").replace("Vietnam", "Laos"), encoding="utf-8")
    code, out, err = program("facts", "--corrections")
    assert (code, out) == (ExitCode.NOTHING_FOUND, "")
    assert err.splitlines() == [
        f"{path}: 1 correction no longer fits the article and is not printed",
        "There are no corrections to print.",
    ]


def test_text_to_read(program: Program, hanoi: CorrectedFacts) -> None:
    correct(hanoi, hanoi.published)
    correct(hanoi, named(hanoi, "Vietnam"))
    reject(hanoi, hanoi.visits[0])
    code, out, _ = program("facts", "--corrections", "--format", "table")
    assert code == 0
    assert out.startswith("Menlu Sugiono tiba di Hanoi\n")
    lines = {line.strip().partition(" by Wati, ")[0] for line in out.splitlines()}
    assert "Published: 3 March 2025 – confirmed" in lines
    assert "Vietnam (country: VN) – confirmed" in lines
    assert any(" → Vietnam, " in line and line.endswith("– rejected") for line in lines)


def test_nothing_corrected(program: Program, own_environment: Path) -> None:
    assert program("facts", "--corrections") == (
        ExitCode.NOTHING_FOUND,
        "",
        "There are no corrections to print.\n",
    )
    assert list(own_environment.iterdir()) == []


def test_files_and_corrections_exclude_one_another(program: Program, news: Path) -> None:
    code, _, err = program("facts", "--corrections", news)
    assert code == ExitCode.USAGE
    assert err.startswith("diplo-reader: --corrections takes no FILE\n")
    code, _, err = program("facts")
    assert code == ExitCode.USAGE
    assert err.startswith("diplo-reader: Missing argument 'FILE…|-'.\n")
