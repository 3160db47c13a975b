"""What the headless half has to say reaches the reader in the language of the screen."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from index.article import Article, Span
from index.collection import parse
from index.errors import DiploError, SourceError
from index.extract.pipeline import extract
from index.facts import TemporalExpression
from index.messages import M_, MN_, Day, Message
from index.sources import read
from tui.i18n import say, use_language

FAULTY = [
    '"kunjungan resmi', "(wang", "wang)", "()", "(" * 40 + "wang" + ")" * 40, "OR wang", "wang OR", "wang - lavrov",
    "wang -", "speaker:", "unknown:wang", "…", "*", "kun*ungan", "date:kemarin", "is:wrong", "wang " * 500,
    "a" * 5_000,
]  # fmt: skip


@pytest.mark.parametrize("query", FAULTY)
def test_every_fault_of_a_query_is_said_in_indonesian(query: str) -> None:
    problems = parse(query).problems
    assert problems
    for problem in problems:
        use_language("en")
        assert say(problem.message) == str(problem.message)
        use_language("id")
        assert say(problem.message) != str(problem.message)


def test_words_of_the_query_stand_in_the_message_as_they_are() -> None:
    use_language("id")
    (problem,) = parse("date:{text}").problems
    assert say(problem.message).startswith("“{text}” bukan tanggal")


def test_an_error_is_said_in_indonesian_with_its_advice(tmp_path: Path) -> None:
    path = tmp_path / "surat.txt"
    path.write_bytes(b"%PDF-1.7\n")
    (error,) = read(path)
    assert isinstance(error, SourceError)
    assert str(error) == (
        f"{path}: is a PDF, not text (convert it to text first, for example with pdftotext)"
    )
    use_language("id")
    assert say(error) == f"{path}: adalah PDF, bukan teks (ubah dulu menjadi teks, misalnya dengan pdftotext)"


def test_numbers_are_written_as_the_language_has_them(tmp_path: Path) -> None:
    path = tmp_path / "panjang.txt"
    path.write_text("kata " * 1_000, encoding="utf-8")
    (error,) = read(path, max_bytes=4_000)
    assert isinstance(error, SourceError)
    assert str(error.message) == "holds more than 4,000 bytes"
    use_language("id")
    assert say(error.message) == "berisi lebih dari 4.000 bita"


def test_days_are_written_as_the_language_has_them() -> None:
    message = M_("ends on {day}, before it begins", day=Day("2025-03-28"))
    assert str(message) == "ends on 2025-03-28, before it begins"
    assert say(message) == "ends on 28 March 2025, before it begins"
    use_language("id")
    assert say(message) == "berakhir pada 28 Maret 2025, sebelum dimulai"


@pytest.mark.parametrize(("count", "text"), [(1, "1 day"), (2, "2 days"), (1_000, "1,000 days")])
def test_what_is_counted_has_its_plural(count: int, text: str) -> None:
    message = MN_("{count} day", "{count} days", count=count)
    assert (str(message), say(message)) == (text, text)


def test_a_message_in_a_message_is_said_too() -> None:
    inner = M_("is not UTF-8")
    use_language("id")
    assert say(M_("cannot be read: {reason}", reason=inner)) == "tidak dapat dibaca: bukan UTF-8"


def test_a_subject_without_a_name_of_its_own_is_said_too() -> None:
    error = DiploError(M_("is empty"), subject=M_("standard output"))
    assert str(error) == "standard output: is empty"
    use_language("id")
    assert say(error) == "keluaran standar: kosong"


def test_a_text_that_no_catalogue_has_stays_english() -> None:
    use_language("id")
    assert (
        say(Message("made by {who}, {when}", (("who", "a later version"),)))
        == "made by a later version, {when}"
    )
    assert say("") == ""


def _article(body: str) -> Article:
    return Article(id="a", path="a.txt", published="2024-05-15", body=body, paragraphs=(Span(0, len(body)),))


def test_the_reasoning_of_dates_and_visits_is_said_in_indonesian() -> None:
    facts = extract(
        _article("Menlu Kenya Alfred Mutua akan melakukan kunjungan dua hari ke Riga mulai Senin.")
    )
    (visit,) = facts.visits
    assert [say(step) for step in visit.reasoning] == [
        "“Senin”: Monday on or after 15 May 2024 = 20 May 2024",
        "“dua hari” = until 21 May 2024",
    ]
    use_language("id")
    assert [say(step) for step in visit.reasoning] == [
        "“Senin”: Senin pada atau sesudah 15 Mei 2024 = 20 Mei 2024",
        "“dua hari” = sampai 21 Mei 2024",
    ]


@pytest.mark.parametrize(
    ("words", "reasoning"),
    [
        ("Ia bertolak besok.", "1 hari sesudah hari terbit, 15 Mei 2024 = 16 Mei 2024"),
        (
            "Sidang tahun lalu.",
            "tahun sebelum tahun yang memuat 15 Mei 2024 = 1 Januari 2023 sampai 31 Desember 2023",
        ),
        (
            "Sidang pekan depan.",
            "Senin sampai Minggu pada pekan sesudah pekan yang memuat 15 Mei 2024 = 20 Mei 2024 sampai 26 Mei 2024",
        ),
        ("Pada 31 September 2024.", "tidak ada hari seperti itu"),
    ],
)
def test_the_reasoning_of_a_date_outlives_being_stored(words: str, reasoning: str) -> None:
    (date,) = extract(_article(words)).dates
    stored = msgspec.json.decode(msgspec.json.encode(date), type=TemporalExpression)
    assert stored == date
    assert stored.reasoning is not None
    use_language("id")
    assert say(stored.reasoning) == reasoning
