"""The pipeline from article to facts, and the record that is printed of them."""

from __future__ import annotations

import json
import logging

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import index.cleaning
import index.sources
import seeds
from index.article import Article, Span
from index.errors import SourceError
from index.extract import pipeline
from index.extract.mentions import find_mentions
from index.extract.pipeline import EXTRACTOR, extract
from index.extract.schema import SCHEMA, as_record
from index.extract.tokens import Tokens
from index.facts import Facts, Mention, Quote, TemporalExpression, Visit

BODY = (
    "Menteri Luar Negeri Peru Elmer Torres akan mengunjungi Wina pada 3 Mei 2024.\n\n"
    '"Kami menyambutnya," kata Kanselir Austria Karl Huber.'
)


def article_of(body: str, *, published: str | None = "2024-05-01", title: str | None = None) -> Article:
    spans, offset = [], 0
    for paragraph in body.split("\n\n"):
        spans.append(Span(offset, offset + len(paragraph)))
        offset += len(paragraph) + 2
    return Article(
        id="a1", path="a1.txt", title=title, published=published, body=body, paragraphs=tuple(spans)
    )


def test_facts_of_every_kind() -> None:
    facts = extract(article_of(BODY))
    assert facts.extractor == EXTRACTOR
    assert [m.text for m in facts.mentions if m.type == "person"] == ["Elmer Torres", "Karl Huber"]
    assert [(d.first, d.last) for d in facts.dates] == [("2024-05-03", "2024-05-03")]
    assert [(q.text, q.speaker) for q in facts.quotes] == [("Kami menyambutnya", "Karl Huber")]
    assert [(v.visitor, v.host, v.first) for v in facts.visits] == [("Elmer Torres", "AT", "2024-05-03")]


def test_a_stage_that_fails_costs_only_its_own_facts(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(pipeline, "find_quotes", fail)
    with caplog.at_level(logging.ERROR):
        facts = extract(article_of(BODY))
    assert facts.quotes == ()
    assert facts.dates
    assert facts.visits
    assert "a1" in caplog.text


def test_an_empty_body_has_no_facts() -> None:
    facts = extract(Article(id="a", path="a.txt", body=""))
    assert facts == Facts(extractor=EXTRACTOR)


RECORD_KEYS = {
    "schema", "id", "path", "title", "published", "source", "byline", "language", "body",
    "dates", "entities", "quotes", "visits",
}  # fmt: skip


def test_record_has_every_key_and_true_offsets() -> None:
    article = article_of(BODY)
    record = json.loads(json.dumps(as_record(article, extract(article))))
    assert set(record) == RECORD_KEYS
    assert record["schema"] == SCHEMA
    assert record["title"] is None
    assert record["published"] == "2024-05-01"
    for name in ("dates", "entities", "quotes"):
        assert record[name]
        for item in record[name]:
            assert record["body"][item["start"] : item["end"]] == item["text"]
    for item in record["visits"][0]["evidence"]:
        assert record["body"][item["start"] : item["end"]] == item["text"]


def test_record_leaves_out_dates_without_a_place_on_the_calendar() -> None:
    article = article_of("Senin depan")
    known = TemporalExpression(start=0, end=5, text="Senin", first="2024-05-06", last="2024-05-06")
    unknown = TemporalExpression(start=0, end=11, text="Senin depan")
    record = as_record(article, Facts(extractor="x", dates=(known, unknown)))
    assert [item["text"] for item in record["dates"]] == ["Senin"]


@pytest.mark.parametrize(
    ("facts", "name", "keys"),
    [
        (
            Facts(extractor="x", mentions=(Mention(start=0, end=1, text="a", type="place", name="a", identity="a"),)),
            "entities",
            {"start", "end", "text", "type", "name"},
        ),
        (
            Facts(extractor="x", quotes=(Quote(start=0, end=1, text="a", kind="direct"),)),
            "quotes",
            {"start", "end", "text", "kind", "speaker", "office", "cue", "resolved_by"},
        ),
        (
            Facts(extractor="x", visits=(Visit(visitor="a"),)),
            "visits",
            {"visitor", "office", "origin", "host", "from", "to", "from_precision", "to_precision", "status",
             "background", "evidence"},
        ),
    ],
)  # fmt: skip
def test_items_have_every_key_even_when_nothing_is_known(facts: Facts, name: str, keys: set[str]) -> None:
    (item,) = as_record(article_of("a"), facts)[name]
    assert keys <= set(item)


def test_people_of_the_sample_articles() -> None:
    found: dict[str, set[str]] = {}
    for path in seeds.paths():
        for raw in index.sources.read(path):
            assert not isinstance(raw, SourceError)
            for mention in extract(index.cleaning.clean(raw)).mentions:
                if mention.type == "person":
                    found.setdefault(mention.name, set()).add(mention.text)
    assert found == {
        "Wang Yi": {"Wang Yi"},
        "Sergei Lavrov": {"Sergei Lavrov"},
        "Guo Jiakun": {"Guo Jiakun"},
        "Sergey Lavrov": {"Sergey Lavrov", "Lavrov"},
        "Zhao Lijian": {"Zhao Lijian", "Zhao"},
        "Xi Jinping": {"Xi Jinping"},
        "Vladimir Putin": {"Vladimir Putin"},
        "Li Yonghui": {"Li Yonghui", "Li"},
    }


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damaged_articles_raise_nothing_and_keep_their_offsets(data: st.DataObject) -> None:
    """Holes, glued words, stray marks and cut paragraphs, as archives have them."""
    words = [
        *BODY.split(" "),
        '"',
        "“",
        "”",
        "(",
        ")",
        "-",
        "\u200b",
        "28/3",
        "Senin",
        "katanya",
        "kunjungan",
        "\n\n",
    ]
    body = data.draw(st.lists(st.sampled_from(words), max_size=60).map(" ".join)).replace(" \n\n ", "\n\n")
    if data.draw(st.booleans()):
        body = body.replace(" ", "", data.draw(st.integers(0, 9)))
    article = article_of(body, title=body[:60] or None)
    tokens = Tokens(article.body, article.paragraphs)
    cast = find_mentions(tokens, article.title)
    facts = extract(article)
    assert facts.mentions == tuple(cast.mentions)
    for items in (facts.mentions, facts.dates, facts.quotes):
        for item in items:
            assert body[item.start : item.end] == item.text
