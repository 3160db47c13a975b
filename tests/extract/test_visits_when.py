"""When a visit takes place, and how the article sees it on its day: one row a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

import seeds
from index.cleaning import clean
from index.extract.pipeline import extract
from index.sources import read
from index.sources.document import RawDocument
from tests.support.visiting import told, visits

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
    (
        "Raja Belgia Philippe bertolak ke Berlin pada Rabu (22/5). Ia akan kembali ke Belgia pada 25 Mei 2024.",
        "2024-05-22",
        "2024-05-25",
    ),
    (
        "Presiden Malta Myriam Debono akan berada di Roma sejak 3 Juni 2024 sampai 5 Juni 2024.",
        "2024-06-03",
        "2024-06-05",
    ),
    ("Sebelum bertolak ke Mesir, Raja Oman Haitham akan mengunjungi Qatar pada 20 Mei 2024.", None, None),
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
    assert str(visit.reasoning[-1]) == "“dua hari” = until 2024-05-21"
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


def test_each_leg_has_its_own_dates() -> None:
    body = "Presiden Kuba Raul Diaz akan berada di Thailand pada 20-23 Juni 2024 dan di Jepang pada 24-26 Juni 2024."
    assert [(v.host, v.first, v.last) for v in visits(body)] == [
        ("TH", "2024-06-20", "2024-06-23"),
        ("JP", "2024-06-24", "2024-06-26"),
    ]


def test_a_date_stays_with_the_journey_that_it_was_given() -> None:
    body = (
        "Setelah mengunjungi Brunei pada 6 Mei dan Thailand pada 8-9 Mei, Presiden Indonesia Joko Widodo akan menerima "
        "Perdana Menteri Serbia Milos Vucevic."
    )
    assert [(v.visitor, v.host, v.first, v.last) for v in visits(body)] == [
        ("Joko Widodo", "BN", "2024-05-06", None),
        ("Joko Widodo", "TH", "2024-05-08", "2024-05-09"),
        ("Milos Vucevic", "ID", None, None),
    ]


def test_the_rest_of_a_tour_is_still_to_come() -> None:
    body = (
        "Kanselir Jerman Olaf Scholz tiba di Amman, Yordania, sebagai langkah pertama lawatannya ke Timur Tengah, "
        "termasuk Israel dan Lebanon."
    )
    assert [(v.host, v.status) for v in visits(body)] == [
        ("JO", "underway"),
        ("IL", "planned"),
        ("LB", "planned"),
    ]


def test_a_visitor_who_is_home_again_has_ended_all_visits() -> None:
    body = (
        "Presiden China Xi Jinping kembali ke tanah air setelah lawatan selama lima hari.\n\n"
        "Xi memulai kunjungannya di Paris, lalu tiba di Beograd."
    )
    assert {v.status for v in visits(body)} == {"done"}


def test_a_leg_left_behind_is_over_when_the_next_one_begins() -> None:
    body = (
        "Menteri Luar Negeri Inggris David Cameron terbang ke Tirana hari Rabu (15/5) dari Beograd, Serbia, tempat ia "
        "berbicara pada Selasa (14/5)."
    )
    assert told(body) == [
        ("David Cameron", "AL", "2024-05-15", None, "underway"),
        ("David Cameron", "RS", "2024-05-14", "2024-05-15", "done"),
    ]


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
