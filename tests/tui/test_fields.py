"""What of a fact can be corrected, the facts that entered texts make, and the words for the rules."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from index import cleaning, sources
from index.errors import SourceError
from index.extract.pipeline import extract
from index.facts import Mention, TemporalExpression, Visit
from index.language import load
from index.notebook import CorrectionError, Publication
from tests.support.invented import article
from tui.fields import country, entered, fields_of
from tui.i18n import territory_name, use_language
from tui.rules import RULES, rule_in_words

DAY = TemporalExpression(start=0, end=5, text="Senin", first="2025-03-31", last="2025-03-31")
MONTH = TemporalExpression(
    start=0, end=5, text="Maret", first="2025-03-01", last="2025-03-31", precision="month"
)
SWEDEN = Mention(start=0, end=6, text="Swedia", type="country", name="SE", identity="SE")


@pytest.mark.parametrize(
    "fact", [DAY, MONTH, SWEDEN, Visit(visitor="Ulrika", host="AT", first="2025-02-04"), Publication()]
)
def test_texts_left_as_they_are_change_nothing(fact: TemporalExpression) -> None:
    texts = {field.name: field.text for field in fields_of(fact)}
    assert entered(fact, texts) == fact


@pytest.mark.parametrize(
    ("fact", "texts", "values"),
    [
        (DAY, {"from": "2025-04-01"}, ("2025-04-01", "2025-04-01", "day")),
        (DAY, {"to": "2025-04-01"}, ("2025-03-31", "2025-04-01", "day")),
        (MONTH, {"from": "2025-03-03", "to": ""}, ("2025-03-03", "2025-03-03", "day")),
        (MONTH, {"to": "2025-03-05"}, ("2025-03-01", "2025-03-05", "day")),
    ],
)
def test_days_that_are_entered(
    fact: TemporalExpression, texts: dict[str, str], values: tuple[str, str, str]
) -> None:
    now = entered(fact, {field.name: field.text for field in fields_of(fact)} | texts)
    assert isinstance(now, TemporalExpression)
    assert (now.first, now.last, now.precision) == values


def test_a_name_is_read_anew_when_it_ceases_to_be_a_country() -> None:
    place = entered(SWEDEN, {"name": "Swedia", "type": "place"})
    assert isinstance(place, Mention)
    assert (place.name, place.type) == ("Swedia", "place")
    again = entered(place, {"name": "Swedia", "type": "country"})
    assert isinstance(again, Mention)
    assert (again.name, again.type) == ("SE", "country")


@pytest.mark.parametrize(
    ("text", "code"),
    [("Norwegia", "NO"), ("norway", "NO"), ("NO", "NO"), ("AS", "US"), ("ID", "ID"), ("Tiongkok", "CN")],
)
def test_a_country_is_entered_by_name_or_code(text: str, code: str) -> None:
    assert country(text) == code


@pytest.mark.parametrize("text", ["Atlantis", "as", "no", "QQ", "Oslo"])
def test_what_is_no_country_is_refused(text: str) -> None:
    with pytest.raises(CorrectionError):
        country(text)


@pytest.mark.parametrize("language", ["en", "id"])
def test_every_name_that_a_form_shows_is_read_as_the_same_country(language: str) -> None:
    use_language(language)
    codes = load("territories")["territories"]
    wrong = {}
    for code in codes:
        texts = {"name": f"{territory_name(code)} ", "type": "country"}
        read = entered(Mention(start=0, end=1, text="x", type="country", name="XX", identity="x"), texts)
        if isinstance(read, Mention) and read.name != code:
            wrong[code] = read.name
    assert wrong == {}


BODY = """Menteri Luar Negeri Norwegia Espen Barth Eide (64) tiba di Wina pada Senin, 3 Februari 2025, dan bertemu \
Kanselir Austria. Ia akan mengunjungi Praha pekan depan dan bertolak ke Budapest pada 12-13 Februari.

"Kami senang," kata Eide. "Kami bekerja," ujarnya. Menurut Eide, pembicaraan berjalan baik. Eide mengatakan bahwa \
Kementerian Luar Negeri (Kemlu) bersiap. Perundingan selesai tahun lalu, ungkap juru bicara itu, pada kuartal kedua \
2024, awal Maret, tiga hari lalu, kemarin, Rabu pagi."""


def test_every_rule_has_words(root: Path) -> None:
    articles = [article("a", BODY, published="2025-02-03")]
    for path in sorted((root / "seeds").glob("*.txt")):
        for document in sources.read(path):
            assert not isinstance(document, SourceError)
            articles.append(cleaning.clean(document))
    assert len(articles) > 2
    words = {text for names in RULES.values() for text in names.values()}
    for one in articles:
        facts = extract(one)
        every: list[Any] = [*facts.dates, *facts.mentions, *facts.quotes, *facts.visits]
        for fact in every:
            said = rule_in_words(fact)
            assert said
            assert all(part in words for way in said.split("; ") for part in way.split(" – ")), fact.rule
