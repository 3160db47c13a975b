"""The two sample articles."""

from __future__ import annotations

from pathlib import Path

from index.article import Article
from index.cleaning import clean
from index.sources import RawDocument, read

SEEDS = Path(__file__).parents[2] / "seeds"


def _article(prefix: str) -> Article:
    (path,) = SEEDS.glob(f"{prefix}_*.txt")
    (raw,) = read(path)
    assert isinstance(raw, RawDocument)
    return clean(raw)


def test_article_that_begins_with_its_dateline() -> None:
    article = _article("000")
    assert article.title is None
    assert article.display_title().startswith("Menteri Luar Negeri China Wang Yi akan melakukan lawatan")
    assert (article.source, article.dateline, article.byline) == ("ANTARA", "Beijing", "Desca Lidya Natalia")
    assert article.published == "2025-03-28"
    assert article.published_evidence is not None
    assert "Jumat (28/3)" in article.published_evidence
    assert article.body.startswith("Menteri Luar Negeri China Wang Yi")
    assert article.body.endswith("pasukan penjaga perdamaian di Ukraina.")
    assert len(article.paragraphs) == 10


def test_article_with_headline_slug_and_posting_line() -> None:
    article = _article("003")
    assert article.title == "Menlu Rusia akan mengunjungi Tiongkok, membahas keprihatinan bersama"
    assert article.published == "2021-03-19"
    assert article.published_evidence == "Waktu posting: 19 Maret 2021"
    assert article.body.startswith(
        "Menteri Luar Negeri Rusia Sergey Lavrov akan melakukan kunjungan dua hari"
    )
    assert article.body.endswith("melebihi $107 miliar pada tahun lalu.")
    assert len(article.paragraphs) == 12
