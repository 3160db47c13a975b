"""Every calendar expression of the two sample articles, and none too many."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.cleaning import clean
from index.extract.dates import find_dates
from index.extract.tokens import Tokens
from index.sources import RawDocument, read

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.mark.parametrize(
    ("prefix", "expected"),
    [
        (
            "000",
            [
                ("31 Maret hingga 2 April", "2025-03-31", "2025-04-02"),
                ("Jumat (28/3)", "2025-03-28", "2025-03-28"),
                ("11 Maret 2025", "2025-03-11", "2025-03-11"),
            ],
        ),
        (
            "003",
            [
                ("hari Senin", "2021-03-22", "2021-03-22"),
                ("tahun lalu", "2020-01-01", "2020-12-31"),
                ("tahun ini", "2021-01-01", "2021-12-31"),
                ("tahun lalu", "2020-01-01", "2020-12-31"),
            ],
        ),
    ],
)
def test_dates_of_the_sample_articles(prefix: str, expected: list[tuple[str, str, str]]) -> None:
    (path,) = SEEDS.glob(f"{prefix}_*.txt")
    (raw,) = read(path)
    assert isinstance(raw, RawDocument)
    article = clean(raw)
    found = find_dates(Tokens(article.body, article.paragraphs), article.published)
    assert [(date.text, date.first, date.last) for date in found] == expected
    assert all(date.conflict is None for date in found)
    assert all(article.body[date.start : date.end] == date.text for date in found)
