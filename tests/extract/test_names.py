"""Where names begin and end among the words of offices, bodies and places, in sentences made for the purpose."""

from __future__ import annotations

import pytest

from index.article import Span
from index.extract.mentions import find_mentions
from index.extract.tokens import Tokens


def mentions(body: str, kind: str) -> list[str]:
    tokens = Tokens(body, [Span(0, len(body))])
    cast = find_mentions(tokens, None)
    return list(dict.fromkeys(mention.text for mention in cast.mentions if mention.type == kind))


@pytest.mark.parametrize(
    ("body", "persons"),
    [
        # the word alone behind a reporting word tells where the name begins
        (
            'Chief Information Officer Lautan Dikie Vermana pergi. "Baik," kata Dikie.',
            ["Dikie Vermana", "Dikie"],
        ),
        ('Ketua Yayasan Pulau Hijau Rademta Bato pergi. "Baik," kata Rademta.', ["Rademta Bato", "Rademta"]),
        ('Institute for Better Services Fabyo Tumewa tiba. "Baik," kata Fabyo.', ["Fabyo Tumewa", "Fabyo"]),
        ('CEO PT. Sinar Adidaya Iwan Tjong tiba. "Baik," kata Iwan.', ["Iwan Tjong", "Iwan"]),
        # though it is an ordinary word, a title or a place
        ('Ketua Lembaga Konsumen Tulus Abadi pergi. "Baik," kata Tulus.', ["Tulus Abadi", "Tulus"]),
        ('Sosiolog itu, Imam B Prasetyono, pergi. "Baik," kata Imam.', ["Imam B Prasetyono", "Imam"]),
        ('Kepala Dinas Bima Haria Wibisono pergi. "Baik," kata Bima.', ["Bima Haria Wibisono", "Bima"]),
        # a particle's letters doubled are a name
        ('Anggota DPR Saan Mustopo pergi. "Baik," kata Saan.', ["Saan Mustopo", "Saan"]),
        # districts and levels of government before a name
        ("Kepala Badan Pajak Kabupaten Karwang Abdul Syukri pergi.", ["Abdul Syukri"]),
        (
            'Kepala Dinas Kesehatan Kabupaten Donga Muzaki Ladali pergi. "Baik," kata Muzaki.',
            ["Muzaki Ladali", "Muzaki"],
        ),
        ('Manajer Hotel Pungki Kesumo pergi. "Baik," ujar Pungki.', ["Pungki Kesumo", "Pungki"]),
        ("Wali Kota Mohammad Idris Salman tiba.", ["Mohammad Idris Salman"]),
        ("Menteri Perumahan dan Pemerintah Daerah Zuraini Kamal tiba.", ["Zuraini Kamal"]),
        # a title that may be a given name, behind an office
        ("Menteri Pertahanan Jepang Gen Nakatomi tiba.", ["Gen Nakatomi"]),
        # one word set off is the employer
        ("Peneliti Sentris, Suryo Herlambang, menulis buku.", ["Suryo Herlambang"]),
        # a name of a body inside a name
        ("Ajudan itu, Farhash Wafa Salvador Mubarok, pergi.", ["Farhash Wafa Salvador Mubarok"]),
        # damaged letters are none
        ("Surat itu berbunyi ŸéŸÖŸê ŸäÿπŸãÿß kemarin.", []),
    ],
)
def test_persons(body: str, persons: list[str]) -> None:
    assert mentions(body, "person") == persons


@pytest.mark.parametrize(
    ("body", "offices"),
    [
        ("Wakil Menlu Kuba Rene Valdes tiba.", ["Wakil Menlu Kuba"]),
        ("Konjen RI Hong Kong, Ricky Suhendro, tiba.", ["Konjen RI Hong Kong"]),
        ("Kepala DKP Provinsi Bali Hendro Wibowo tiba.", ["Kepala DKP Provinsi Bali"]),
        ("Chief Executive Sinarta, Michael Worth, tiba.", ["Chief Executive Sinarta"]),
        ("Politikus Partai Likud Gabi Askenazi tiba.", ["Politikus Partai Likud"]),
    ],
)
def test_offices(body: str, offices: list[str]) -> None:
    assert mentions(body, "office") == offices


def test_a_name_in_an_attribution_holds_no_office_of_the_clause_behind_it() -> None:
    body = "Menteri Luar Negeri Rina Marsuki melapor. Kemudian, lanjut Rina, Duta Besar RI untuk Jenewa diutus ke sana."
    tokens = Tokens(body, [Span(0, len(body))])
    (person,) = find_mentions(tokens, None).persons.values()
    assert person.office == "Menteri Luar Negeri"


def test_the_name_behind_an_aide_and_his_chief_is_the_chiefs() -> None:
    body = (
        "Presiden Kuba Rene Valdes tiba. Ia memecat penasihat senior Presiden Kuba Rene Valdes, Otto Perez."
    )
    tokens = Tokens(body, [Span(0, len(body))])
    offices = {person.name: person.office for person in find_mentions(tokens, None).persons.values()}
    assert offices["Rene Valdes"] == "Presiden Kuba"


@pytest.mark.parametrize(
    ("body", "bodies"),
    [
        ("Kantor Perdana Menteri Australia menolak.", ["Kantor Perdana Menteri Australia"]),
        ("CEO PT. Sinar Adidaya tiba.", ["PT. Sinar Adidaya"]),
        ("Partai Liberal Demokratik Jepang menang.", ["Partai Liberal Demokratik"]),
    ],
)
def test_bodies(body: str, bodies: list[str]) -> None:
    assert mentions(body, "organisation") == bodies


def test_a_country_in_the_name_of_a_river_is_no_country() -> None:
    assert mentions("Mereka bertemu di Lembah Yordan dan Sungai Yordan.", "country") == []
