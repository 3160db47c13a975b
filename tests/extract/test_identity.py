"""Who is who: one person under many forms, two under one, offices, countries and roles."""

from __future__ import annotations

import pytest

from index.article import Span
from index.extract.identity import Cast, Person, name_key
from index.extract.mentions import find_mentions
from index.extract.tokens import Tokens


def cast_of(body: str, title: str | None = None) -> tuple[Tokens, Cast]:
    spans, offset = [], 0
    for paragraph in body.split("\n\n"):
        spans.append(Span(offset, offset + len(paragraph)))
        offset += len(paragraph) + 2
    tokens = Tokens(body, spans)
    return tokens, find_mentions(tokens, title)


def people(body: str, title: str | None = None) -> dict[str, Person]:
    return {person.name: person for person in cast_of(body, title)[1].persons.values()}


@pytest.mark.parametrize(
    "spellings",
    [
        ("Sergei Lavrov", "Sergey Lavrov"),
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy", "Volodymyr Zelenskiy"),
        ("Mohammed Saleh", "Muhammad Saleh", "Mohamad Saleh", "Mohammad Saleh"),
        ("Soekarno", "Sukarno"),
        ("François Dupont", "Franc\u0327ois Dupont", "Francois Dupont"),
        ("Kim Jong-un", "Kim Jong Un"),
        ("Ma'ruf Amin", "Ma’ruf Amin"),
    ],
)
def test_spellings_of_a_name_share_their_key(spellings: tuple[str, ...]) -> None:
    assert len({name_key(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("Wang Yi", "Wang Wei"), ("Hassan Ali", "Hussein Ali"), ("Li Na", "Lin")]
)
def test_other_names_keep_their_own_key(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


def test_short_forms_and_variants_are_one_person() -> None:
    body = "Menlu Rusia Sergei Lavrov tiba. Lavrov rapat. Sergey Lavrov pulang. Kata Lavrof, itu benar."
    (person,) = people(body).values()
    assert person.name == "Sergei Lavrov"
    assert person.forms == ["Sergei Lavrov", "Lavrov", "Sergey Lavrov", "Lavrof"]
    assert [mention.resolved_by for mention in person.mentions] == ["name", "surname", "name", "surname"]


def test_two_people_who_share_a_part_stay_two() -> None:
    body = "Menlu Joko Santoso bertemu Dubes Rini Santoso. Kemudian Joko pergi. Lalu Rini pulang. Kata Santoso tegas."
    found = people(body)
    assert set(found) == {"Joko Santoso", "Rini Santoso"}
    assert found["Joko Santoso"].forms == ["Joko Santoso", "Joko"]
    _, cast = cast_of(body)
    (unclear,) = (mention for mention in cast.mentions if mention.resolved_by == "none")
    assert unclear.text == "Santoso"
    assert cast.person(unclear) is None


def test_a_shared_part_means_the_one_already_introduced() -> None:
    body = "Menlu Joko Santoso tiba. Santoso berpidato.\n\nDubes Rini Santoso mendengarkan."
    assert people(body)["Joko Santoso"].forms == ["Joko Santoso", "Santoso"]


def test_the_headline_completes_a_name() -> None:
    found = people("Menlu Brankovic tiba di Wina.", title="Goran Brankovic Kunjungi Wina")
    assert list(found) == ["Goran Brankovic"]


def test_an_alias_is_the_same_person() -> None:
    (person,) = people(
        "Terdakwa Wiratno Sumardi alias Bedjo diadili. Menurut Bedjo, ia tak bersalah."
    ).values()
    assert (person.name, person.forms) == ("Wiratno Sumardi", ["Wiratno Sumardi", "Bedjo"])


def test_a_by_name_shares_the_key_of_the_full_name() -> None:
    (short,) = people("Presiden Jokowi tiba.").values()
    (full,) = people("Presiden Joko Widodo tiba.").values()
    assert (short.name, full.name) == ("Jokowi", "Joko Widodo")
    assert short.identity == full.identity


@pytest.mark.parametrize(
    ("body", "office", "country", "of_body"),
    [
        ("Menlu Ghana Kofi Boateng tiba.", "Menlu Ghana", "GH", "Ghana"),
        ("Menlu Kofi Boateng tiba. Menteri Luar Negeri Ghana Kofi Boateng pulang.",
         "Menteri Luar Negeri Ghana", "GH", "Ghana"),
        ("Kofi Boateng, juru bicara Kementerian Pertahanan Ghana, hadir.",
         "juru bicara Kementerian Pertahanan Ghana", "GH", "Kementerian Pertahanan Ghana"),
        ("Dubes RI untuk Kerajaan Denmark Siti Wardani hadir.", "Dubes RI untuk Kerajaan Denmark", "ID", "RI"),
        ("Utusan khusus PBB untuk Yaman Carl Berg hadir.", "Utusan khusus PBB untuk Yaman", None, "PBB"),
        ("Panglima TNI Bagas Wiratama hadir.", "Panglima TNI", "ID", "TNI"),
        ("Penasihat Negara dan Menteri Luar Negeri Zhou Wei hadir.",
         "Penasihat Negara dan Menteri Luar Negeri", None, None),
        ("Faisal Akbari selaku Direktur Bank Sentral Oman hadir.",
         "Direktur Bank Sentral Oman", "OM", "Bank Sentral Oman"),
        ("Setelah rapat, Kofi Boateng pulang.", None, None, None),
        ("Utusan Khusus Presiden Ghana Kofi Boateng tiba.", "Utusan Khusus Presiden Ghana", "GH", "Ghana"),
        ("Presiden ke-4 Ghana Kofi Boateng tiba.", "Presiden ke-4 Ghana", "GH", "Ghana"),
        ("Dirjen Amerika dan Eropa Kemlu Budi Wirawan tiba.",
         "Dirjen Amerika dan Eropa Kemlu", None, "Kemlu"),
        ("Kepala Perwakilan RI di Taipei, Budi Wirawan, hadir.", "Kepala Perwakilan RI", "ID", "RI"),
        ("Wamenlu Budi Wirawan tiba.", "Wamenlu", "ID", None),
    ],
)  # fmt: skip
def test_office_country_and_body(
    body: str, office: str | None, country: str | None, of_body: str | None
) -> None:
    (person,) = people(body).values()
    assert (person.office, person.country, person.body) == (office, country, of_body)


@pytest.mark.parametrize(
    "body",
    [
        "Ia bertemu menteri, Kofi Boateng mendengarkan.",
        "Setelah dilantik sebagai menteri keuangan, Kofi Boateng akan berpidato.",
        "Bersama Menlu, datang Kofi Boateng.",
    ],
)
def test_an_office_in_another_clause_is_not_the_persons(body: str) -> None:
    (person,) = people(body).values()
    assert person.office is None


def test_who_serves_an_office_is_named_behind_its_holder() -> None:
    found = people("Utusan Khusus Presiden Trump, Carl Berg, tiba di Wina.")
    assert {name: person.office for name, person in found.items()} == {
        "Trump": "Presiden",
        "Carl Berg": "Utusan Khusus",
    }


ROLES = (
    "Menteri Luar Negeri Rusia Sergei Lavrov bertemu Menteri Luar Negeri Kuba Bruno Parilla. Hadir juga juru bicara "
    "Kementerian Luar Negeri Rusia Maria Orlova dan Wakil Menteri Luar Negeri Kuba Elio Perez. "
)


@pytest.mark.parametrize(
    ("role", "holders"),
    [
        ("Menlu Rusia", ["Sergei Lavrov"]),
        ("Menteri Luar Negeri Kuba", ["Bruno Parilla"]),
        ("juru bicara", ["Maria Orlova"]),
        ("jubir Kemlu", []),
        ("Menlu", ["Bruno Parilla", "Sergei Lavrov"]),
        ("wakil menteri", ["Elio Perez"]),
        ("perdana menteri", []),
        ("Menlu Peru", []),
    ],
)
def test_roles_resolve_to_their_holders(role: str, holders: list[str]) -> None:
    tokens, cast = cast_of(f"{ROLES}Lalu {role} itu pulang.")
    first = tokens.at(len(ROLES) + len("Lalu "))
    last = first + len(role.split())
    assert [person.name for person in cast.holders(first, last)] == holders


def test_lookups_by_token() -> None:
    tokens, cast = cast_of("Menlu China Wang Yi tiba di Bern.")
    at = tokens.text.index
    assert [m.text for m in cast.starting(0)] == ["Menlu China"]
    assert [m.text for m in cast.ending(at("Wang"))] == ["Menlu China", "China"]
    china, menlu = cast.at(at("China")), cast.outermost(at("China"))
    assert china is not None
    assert menlu is not None
    assert (china.type, menlu.type) == ("country", "office")
    assert cast.at(at("China"), "place") is None
    assert [m.text for m in cast.within(0, at("tiba"), "person")] == ["Wang Yi"]
    wang = cast.person_at(at("Yi"))
    assert wang is not None
    assert cast.person(menlu) is wang
    assert cast.person_at(at("Bern")) is None
