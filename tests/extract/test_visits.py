"""Who visits which country, when, and how the article sees it: one row a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

import seeds
from index.article import Span
from index.cleaning import clean
from index.extract.dates import find_dates
from index.extract.mentions import find_mentions
from index.extract.pipeline import extract
from index.extract.tokens import Tokens
from index.extract.visits import find_visits
from index.facts import Visit
from index.sources import read
from index.sources.document import RawDocument

PUBLISHED = "2024-05-15"
"""A Wednesday."""


def visits(body: str, published: str | None = PUBLISHED, title: str | None = None) -> list[Visit]:
    paragraphs, at = [], 0
    for paragraph in body.split("\n\n"):
        paragraphs.append(Span(at, at + len(paragraph)))
        at += len(paragraph) + 2
    tokens = Tokens(body, paragraphs)
    return find_visits(tokens, find_mentions(tokens, title), find_dates(tokens, published), published, title)


def told(
    body: str, published: str | None = PUBLISHED, title: str | None = None
) -> list[tuple[str | None, ...]]:
    return [(v.visitor, v.host, v.first, v.last, v.status) for v in visits(body, published, title)]


WHO_AND_WHERE = [
    # the noun with its owner, its light verb, or neither
    (
        "Kunjungan Presiden Kenya William Ruto ke Jepang memperkuat hubungan kedua negara.",
        [("William Ruto", "JP")],
    ),
    (
        "Menteri Luar Negeri Norwegia Espen Eide melakukan kunjungan kerja ke Hanoi, Vietnam.",
        [("Espen Eide", "VN")],
    ),
    (
        "Presiden Chile Gabriel Boric, dalam lawatannya ke Peru, menyerukan persatuan kawasan.",
        [("Gabriel Boric", "PE")],
    ),
    (
        "Saat kunjungan kenegaraan ke Swedia, Presiden Bulgaria Rumen Radev bertemu para pengusaha.",
        [("Rumen Radev", "SE")],
    ),
    (
        "Kunjungan ke Filipina oleh Menteri Pertahanan Kanada Bill Blair berlangsung tertutup.",
        [("Bill Blair", "PH")],
    ),
    (
        "Kunjungan resmi pertama Perdana Menteri Latvia, Evika Silina, ke Ukraina disambut hangat.",
        [("Evika Silina", "UA")],
    ),
    # verbs of going
    (
        "Perdana Menteri Nepal Pushpa Dahal mengunjungi India untuk membahas perdagangan.",
        [("Pushpa Dahal", "IN")],
    ),
    ("Presiden Ghana Nana Akufo-Addo berkunjung ke Lisabon pekan ini.", [("Nana Akufo-Addo", "PT")]),
    ("Menlu Mesir Sameh Shoukry bertolak dari Kairo menuju Ankara, Turki.", [("Sameh Shoukry", "TR")]),
    (
        "Kanselir Austria Karl Nehammer tiba di Bandara Internasional Incheon, Korea Selatan.",
        [("Karl Nehammer", "KR")],
    ),
    (
        "Presiden Serbia Aleksandar Vucic, yang melawat ke Praha, memuji tuan rumah.",
        [("Aleksandar Vucic", "CZ")],
    ),
    # pronouns, by-names and borrowed subjects
    (
        "Presiden Peru Dina Boluarte memuji perjanjian itu. Ia akan berkunjung ke Brasil bulan depan.",
        [("Dina Boluarte", "BR")],
    ),
    (
        "Perdana Menteri Estonia Kaja Kallas berpidato di parlemen. Pemimpin Estonia itu akan mengunjungi Polandia.",
        [("Kaja Kallas", "PL")],
    ),
    (
        "Usai mengunjungi Oslo, Presiden Islandia Gudni Johannesson memberikan keterangan.",
        [("Gudni Johannesson", "NO")],
    ),
    # receiving and being received, meeting at the other's
    (
        "Presiden Vietnam To Lam menerima kunjungan Menteri Luar Negeri Jerman Annalena Baerbock di Hanoi.",
        [("Annalena Baerbock", "VN")],
    ),
    (
        "Perdana Menteri Kanada Justin Trudeau menjamu Presiden Polandia Andrzej Duda di Ottawa.",
        [("Andrzej Duda", "CA")],
    ),
    (
        "Presiden Kazakhstan Kassym Tokayev disambut Presiden Italia Sergio Mattarella di Roma.",
        [("Kassym Tokayev", "IT")],
    ),
    (
        "Menteri Luar Negeri Indonesia Retno Marsudi bertemu dengan Menlu Laos Saleumxay Kommasith di Vientiane.",
        [("Retno Marsudi", "LA")],
    ),
    # several leaders, several countries, envoys
    ("Raja Spanyol Felipe VI dan Ratu Letizia berkunjung ke Kuba.", [("Felipe VI", "CU"), ("Letizia", "CU")]),
    (
        "Menteri Luar Negeri Jepang Yoko Kamikawa akan mengunjungi Madagaskar, Pantai Gading, dan Nigeria.",
        [("Yoko Kamikawa", "MG"), ("Yoko Kamikawa", "CI"), ("Yoko Kamikawa", "NG")],
    ),
    (
        "Delegasi Kuba yang dipimpin Wakil Perdana Menteri Ricardo Cabrisas tiba di Moskow.",
        [("Ricardo Cabrisas", "RU")],
    ),
    (
        "Perdana Menteri Irak Mohammed al-Sudani menerima utusan khusus Presiden Prancis, Guy Morel, di Bagdad.",
        [("Guy Morel", "IQ")],
    ),
    # where "there" is
    (
        "Perdana Menteri Belgia Alexander De Croo memuji Rwanda. Ia akan mengunjungi negara itu bulan depan.",
        [("Alexander De Croo", "RW")],
    ),
    (
        "Presiden Brasil Lula da Silva membatalkan kunjungan ke Sidang Umum PBB di New York.",
        [("Lula da Silva", "US")],
    ),
]


@pytest.mark.parametrize(("body", "expected"), WHO_AND_WHERE)
def test_visitor_and_host(body: str, expected: list[tuple[str, str]]) -> None:
    assert [(visit.visitor, visit.host) for visit in visits(body)] == expected


NO_VISIT = [
    "Presiden Joko Widodo melakukan kunjungan kerja ke Jawa Timur.",
    "Presiden Rusia Vladimir Putin mengunjungi Vladivostok.",
    "Wisatawan Australia yang berkunjung ke Bali bertambah pada bulan Mei.",
    "Jumlah kunjungan wisatawan mancanegara ke Jepang memecahkan rekor.",
    "Kapal perang itu tiba di Yokosuka, Jepang.",
    "Pelatih Manchester United Erik ten Hag tiba di Italia bersama para pemain.",
    "Presiden Mesir Abdel Fattah al-Sisi tidak akan mengunjungi Israel.",
    "Presiden Korea Selatan Yoon Suk Yeol ingin mengunjungi Pyongyang.",
    "Duta Besar Belanda Lambert Grijns menemui Menteri Perdagangan Zulkifli Hasan di Jakarta.",
    "Menteri Luar Negeri Turki Hakan Fidan menyambut baik perjanjian dengan Yunani di Athena.",
    "Para ahli PBB diharapkan datang ke Suriah, kata Presiden Suriah Bashar al-Assad.",
    "Beras dari Vietnam tiba di Pelabuhan Tanjung Priok.",
    "",
]


@pytest.mark.parametrize("body", NO_VISIT)
def test_no_visit(body: str) -> None:
    assert told(body) == []


WHEN = [
    (
        "Presiden Tanzania Samia Hassan akan mengunjungi Korea Selatan pada 2-5 Juni 2024.",
        "2024-06-02",
        "2024-06-05",
    ),
    (
        "Raja Yordania Abdullah II melakukan kunjungan tiga hari ke Kanada mulai Senin (20/5).",
        "2024-05-20",
        "2024-05-22",
    ),
    (
        "Menlu Singapura Vivian Balakrishnan akan melakukan kunjungan sehari ke Laos pada 21 Mei 2024.",
        "2024-05-21",
        "2024-05-21",
    ),
    ("Perdana Menteri India Narendra Modi tiba di Bhutan, Selasa (14/5).", "2024-05-14", None),
    ("Selasa (14/5), Perdana Menteri India Narendra Modi tiba di Bhutan.", "2024-05-14", None),
    (
        "Presiden Zambia Hakainde Hichilema dijadwalkan berkunjung ke Angola bulan depan.",
        "2024-06-01",
        "2024-06-30",
    ),
    (
        "Menlu Swiss Ignazio Cassis akan bertolak ke Beijing dari 27 Mei hingga 30 Mei 2024.",
        "2024-05-27",
        "2024-05-30",
    ),
    ("Presiden Kolombia Gustavo Petro akan mengunjungi Swedia, kata kantornya, Selasa (14/5).", None, None),
    (
        "Perdana Menteri Thailand Srettha Thavisin akan mengunjungi Italia mulai 20 Mei 2024. "
        "Kunjungan tersebut berlangsung selama empat hari.",
        "2024-05-20",
        "2024-05-23",
    ),
    (
        "Presiden Turki Recep Tayyip Erdogan akan melakukan kunjungan ke Kuwait pada 21 Mei 2024. "
        "Erdogan kemudian akan berpidato di parlemen pada 23 Mei 2024.",
        "2024-05-21",
        "2024-05-23",
    ),
    ("Presiden Senegal Bassirou Faye terbang ke Accra, Kamis (16/5), dari Abuja.", "2024-05-16", None),
]


@pytest.mark.parametrize(("body", "first", "last"), WHEN)
def test_dates(body: str, first: str | None, last: str | None) -> None:
    visit = visits(body)[0]
    assert (visit.first, visit.last) == (first, last)


STATUS = [
    ("Presiden Kuba Miguel Diaz-Canel akan mengunjungi Meksiko pekan depan.", "planned"),
    ("Menteri Luar Negeri Iran Hossein Amirabdollahian dijadwalkan bertolak ke Oman besok.", "planned"),
    ("Rencana kunjungan Presiden Argentina Javier Milei ke Spanyol diumumkan kemarin.", "planned"),
    ("Perdana Menteri Selandia Baru Christopher Luxon sedang berkunjung ke Kaledonia Baru.", "underway"),
    ("Presiden Mongolia Ukhnaa Khurelsukh tiba di Roma, Rabu (15/5).", "underway"),
    ("Presiden Bolivia Luis Arce telah mengunjungi Rusia pada Maret 2024.", "done"),
    ("Perdana Menteri Armenia Nikol Pashinyan kembali ke tanah air setelah berkunjung ke Prancis.", "done"),
    ("Perdana Menteri Slovakia Robert Fico membatalkan kunjungannya ke Hungaria.", "cancelled"),
    ("Kunjungan Presiden Taiwan Lai Ching-te ke Paraguay dibatalkan.", "cancelled"),
    ("Kunjungan Perdana Menteri Jepang Fumio Kishida ke Paraguay ditunda hingga bulan depan.", "postponed"),
    ("Presiden Sri Lanka Ranil Wickremesinghe menunda lawatan ke Bangladesh.", "postponed"),
    (
        "Presiden Rusia Vladimir Putin mengundang Presiden Mali Assimi Goita untuk mengunjungi Moskow.",
        "invited",
    ),
    ("Perdana Menteri Malaysia Anwar Ibrahim diundang ke Doha oleh Emir Qatar Tamim bin Hamad.", "invited"),
    (
        "Atas undangan Presiden China Xi Jinping, Presiden Guinea Ekuatorial Teodoro Obiang akan mengunjungi China.",
        "planned",
    ),
]


@pytest.mark.parametrize(("body", "status"), STATUS)
def test_status(body: str, status: str) -> None:
    assert [visit.status for visit in visits(body)][-1:] == [status]


def test_one_visit_for_all_that_is_said_of_it() -> None:
    body = (
        "Presiden Uzbekistan Shavkat Mirziyoyev akan melakukan kunjungan kenegaraan selama dua hari ke Finlandia mulai "
        "20 Mei 2024.\n\nSelama kunjungan tersebut, Mirziyoyev akan bertemu Presiden Finlandia Alexander Stubb.\n\n"
        "Mirziyoyev akan tiba di Helsinki pada Senin (20/5)."
    )
    (visit,) = visits(body)
    assert (visit.visitor, visit.office, visit.origin, visit.host) == (
        "Shavkat Mirziyoyev",
        "Presiden Uzbekistan",
        "UZ",
        "FI",
    )
    assert (visit.first, visit.last, visit.from_precision, visit.to_precision) == (
        "2024-05-20",
        "2024-05-21",
        "day",
        "day",
    )
    assert (visit.kind, visit.status, visit.duration, visit.background) == (
        "state",
        "planned",
        "dua hari",
        False,
    )
    assert visit.places == ("Helsinki",)
    assert visit.from_evidence is not None
    assert visit.from_evidence.of(body) == "20 Mei 2024"
    assert "dua hari" in visit.reasoning
    assert "2024-05-21" in visit.reasoning
    assert (
        visit.evidence[0]
        .of(body)
        .startswith("Presiden Uzbekistan Shavkat Mirziyoyev akan melakukan kunjungan")
    )


def test_a_past_visit_stands_beside_a_planned_one_as_background() -> None:
    body = (
        "Presiden Azerbaijan Ilham Aliyev akan mengunjungi Turki pada 10 Juni 2024.\n\n"
        "Aliyev terakhir berkunjung ke Turki pada Februari 2023."
    )
    assert [(v.first, v.status, v.background) for v in visits(body)] == [
        ("2024-06-10", "planned", False),
        ("2023-02-01", "done", True),
    ]


def test_a_leg_left_behind_is_over_when_the_next_one_begins() -> None:
    body = (
        "Menteri Luar Negeri Inggris David Cameron terbang ke Tirana hari Rabu (15/5) dari Beograd, Serbia, tempat ia "
        "berbicara pada Selasa (14/5)."
    )
    assert told(body) == [
        ("David Cameron", "AL", "2024-05-15", None, "underway"),
        ("David Cameron", "RS", "2024-05-14", "2024-05-15", "done"),
    ]


def test_an_office_without_a_name_is_told_as_written() -> None:
    body = "Menteri Luar Negeri Uruguay akan mengunjungi Portugal pada 3 Juni 2024."
    assert told(body) == [("Menteri Luar Negeri Uruguay", "PT", "2024-06-03", None, "planned")]


def test_the_title_gives_the_country_that_the_body_leaves_out() -> None:
    body = "Dalam lawatan tersebut, Menteri Luar Negeri Nikaragua Denis Moncada bertemu para diplomat."
    title = "Denis Moncada Kunjungi Belarus"
    assert [(v.visitor, v.host) for v in visits(body, title=title)] == [("Denis Moncada", "BY")]


def test_without_a_date_of_publication_the_words_decide() -> None:
    body = "Presiden Gabon Brice Nguema tiba di Paris, Senin, untuk kunjungan resmi."
    assert told(body, published=None) == [("Brice Nguema", "FR", None, None, "underway")]


@pytest.mark.parametrize("path", seeds.paths(), ids=lambda path: path.stem)
def test_the_bundled_articles(path: Path) -> None:
    expected = {
        "000_5def284fd479de84": ("Wang Yi", "CN", "RU", "2025-03-31", "2025-04-02", "planned"),
        "003_679e515ec3e2a204": ("Sergey Lavrov", "RU", "CN", "2021-03-22", "2021-03-23", "planned"),
    }
    (raw,) = read(path)
    assert isinstance(raw, RawDocument)
    (visit,) = extract(clean(raw)).visits
    found = (visit.visitor, visit.origin, visit.host, visit.first, visit.last, visit.status)
    assert found == expected[path.stem]
    assert visit.kind == ("official" if visit.host == "RU" else "unknown")
