"""Visits: whose journey counts, who the visitor is, which dates are its own, and what is shown as evidence."""

from __future__ import annotations

import pytest

from tests.support.visiting import told, visits

VISITOR = [
    # -nya and pronouns mean the subject told of before, not the nearest name
    (
        "Menteri Perdagangan Kenya Amina Otieno tiba di Praha. Di sana, ia bertemu dengan Presiden Ceko Petr Novak. "
        "Pertemuan itu dilakukan usai kunjungan kerjanya ke Hungaria.",
        [("Amina Otieno", "CZ"), ("Amina Otieno", "HU")],
    ),
    (
        'Menlu Peru Elmer Rojas memuji Presiden Chile Marta Soto. "Beliau akan berkunjung ke Lima," ujar Rojas.',
        [],
    ),
    # "saat itu" opens no clause
    (
        "Pada 1974, ketika Omar Keita, Presiden Mali saat itu, mengunjungi Jerman, ia bertemu para insinyur.",
        [("Omar Keita", "DE")],
    ),
    # the agent of a passive clause is the subject of the clause behind it
    (
        "Menlu Norwegia Espen Eide mengatakan beberapa hal dibahas Presiden Kenya William Ruto "
        "ketika mengunjungi Wina.",
        [("William Ruto", "AT")],
    ),
    # whose envoy somebody is does not travel
    ("Presiden Serbia Aleksandar Vucic menerima utusan Presiden Recep Erdogan di Beograd.", []),
    # an office alone is the nearest subject all the same
    (
        "Menteri Energi Kenya Davis Chirchir bertemu Presiden Ghana Nana Addo. Presiden Ghana gembira. Menteri Kenya "
        "itu puas. Dalam kunjungan kerjanya ke Togo, ia meninjau tambang.",
        [("Davis Chirchir", "TG")],
    ),
    # who is quoted is the subject of the clause behind his name
    (
        'Presiden AS Donald Trump marah. "Rakyat berhak membela diri," kata Presiden Iran Hassan Rouhani saat '
        "berkunjung ke Ankara.",
        [("Hassan Rouhani", "TR")],
    ),
    # who is sent goes, not who sends
    (
        "Presiden Kenya William Ruto mengutus Menteri Energi Davis Chirchir menemui Presiden Togo "
        "Faure Essozimna di Lome.",
        [("Davis Chirchir", "TG")],
    ),
    # the visit of somebody else with a name
    ("Presiden Kenya William Ruto dan stafnya kagum. Kunjungan Biduan Merah ke Swiss ramai.", []),
    # two who meet, named behind the noun; the place in front
    (
        "Hal itu dibahas dalam pertemuan Menteri Luar Negeri Kenya, Alfred Mutua dengan Menteri Luar Negeri Latvia, "
        "Krisjanis Karins, di Riga, Latvia.",
        [("Alfred Mutua", "LV")],
    ),
    (
        "Di Latvia, Menteri Luar Negeri Kenya Alfred Mutua menemui Presiden Latvia Edgars Rinkevics.",
        [("Alfred Mutua", "LV")],
    ),
    # going without a verb
    (
        "Presiden Kenya William Ruto tiba di Riga. Setelah Riga, Ruto akan ke Jepang.",
        [("William Ruto", "LV"), ("William Ruto", "JP")],
    ),
    # a royal couple has one country
    ("Raja Harald dan Ratu Sonja dari Norwegia berkunjung ke Kroasia.", [("Harald", "HR"), ("Sonja", "HR")]),
]


@pytest.mark.parametrize(("body", "expected"), VISITOR)
def test_who_the_visitor_is(body: str, expected: list[tuple[str, str]]) -> None:
    found = [(visit.visitor, visit.host) for visit in visits(body) if visit.visitor[0:6] != "utusan"]
    assert found == expected


HOST = [
    (
        "Presiden Kenya William Ruto memulai lawatannya dari Bandara Nairobi, menuju sejumlah negara, termasuk "
        "Jepang, Vietnam, dan Laos.",
        ["JP", "VN", "LA"],
    ),
    ("Presiden Kenya William Ruto akan menghadiri KTT APEC di Peru dan KTT G20 di Brasil.", ["PE", "BR"]),
    ("Menlu Kenya Alfred Mutua menuding Sudan berada di balik serangan di wilayah Chad.", []),
    ("Menlu Kenya Alfred Mutua singgah sesampainya di Simpang Lima.", []),
    ("Panglima TNI tiba di kompleks Astana Girimulyo.", []),
    ("Menlu Kenya Alfred Mutua yakin Sudan berada dibalik serangan di Chad.", []),
]


@pytest.mark.parametrize(("body", "expected"), HOST)
def test_where_the_journey_leads(body: str, expected: list[str]) -> None:
    assert [visit.host for visit in visits(body)] == expected


NO_OFFICIAL = [
    "Presiden Peru Dina Boluarte dan Presiden Chile Gabriel Boric bertemu. Pendaki Juan Huaman tiba di Santiago.",
    "Kehadiran Lokapintar di forum startup di Budapest menarik minat investor.",
    "Seniman Boris Orlov berjalan kaki dari Yakutsk ke Moskwa untuk memprotes Presiden Rusia. Orlov dijadwalkan tiba "
    "di Moskwa pada 2026.",
    "Boris Orlov akan ke Jepang, lalu ia akan ke final.",
    "Loko Besar telah melakukan perjalanan keliling negara bagian ke Utah.",
    "Raja Malaka sudah berada di Seoul dalam episode kedua drama itu.",
    "Gubernur Lombok Sasmita berada di Singapura untuk berobat sejak Mei.",
    "Kunjungan wisatawan ke Jepang meningkat, kata Gubernur Bali Wayan Koster.",
    "Menteri Kesehatan Kenya Susan Wafula mengatakan para pakar telah berangkat ke Uganda.",
    "Wakil Presiden Kenya Rigathi Gachagua berharap Presiden William Ruto bakal hadir di Sidang PBB di New York.",
    "Salah satu penumpang bernama Budi mengatakan bahwa ia akan berangkat ke Johor Bahru.",
]


@pytest.mark.parametrize("body", NO_OFFICIAL)
def test_journeys_that_are_no_official_visits(body: str) -> None:
    assert told(body) == []


def test_headline_gives_no_visitor_to_a_clause_with_another_subject() -> None:
    body = "Tim bulu tangkis Kenya berangkat ke Hong Kong untuk bertanding. Presiden William Ruto melepas mereka."
    assert told(body, title="William Ruto Lepas Tim Bulu Tangkis") == []
    body = "Wali Kota Nairobi melakukan perjalanan ke Kanada. Presiden Kenya William Ruto marah."
    assert [row[0] for row in told(body, title="William Ruto Marah")] == ["Wali Kota Nairobi"]


WHEN = [
    # the date of another clause
    (
        "Presiden Kenya William Ruto diundang ke Jepang dengan surat yang dikirim pada 2 Mei 2024.",
        (None, None, "invited"),
    ),
    (
        "Kunjungan Presiden Kenya William Ruto ke Jepang serta peresmian pabrik pada 2019 dikenang.",
        (None, None, "done"),
    ),
    (
        "Presiden Kenya William Ruto kemarin menunda kunjungan ke Jepang.",
        (None, None, "postponed"),
    ),
    # but not what only schedules the visit
    (
        "Menurut rencana, pada Juni 2024 Presiden Kenya William Ruto akan melakukan kunjungan ke Jepang.",
        ("2024-06-01", "2024-06-30", "planned"),
    ),
    (
        "Kunjungan Presiden Kenya William Ruto ke Jepang yang dijadwalkan pada 20 Mei 2024 ditunda.",
        ("2024-05-20", None, "postponed"),
    ),
    # lengths of time that are none of a stay
    (
        "Kunjungan Presiden Kenya William Ruto ke Jepang dilakukan sehari setelah KTT pada 13 Mei 2024.",
        (None, None, "done"),
    ),
    (
        "Presiden Kenya William Ruto akan melakukan kunjungan dua pekan ke Jepang mulai 20 Mei 2024.",
        ("2024-05-20", "2024-06-02", "planned"),
    ),
    # a meeting long ago dates no visit of now
    (
        "Menlu Kenya Alfred Mutua tiba di Riga. Mutua bertemu dengan Presiden Latvia Egils Levits pada Agustus 2019.",
        (None, None, "underway"),
    ),
    # reported on its only day
    ("Presiden Kenya William Ruto mengunjungi Jepang, Rabu (15/5).", ("2024-05-15", None, "underway")),
    ("Presiden Kenya William Ruto telah mengunjungi Jepang, Rabu (15/5).", ("2024-05-15", None, "done")),
    # each of two verbs has its own noun
    (
        "Presiden Kenya William Ruto membatalkan pidato dan memulai kunjungan ke Jepang.",
        (None, None, "underway"),
    ),
    # what goes before a plan is to come as well
    (
        "Setelah kunjungan ke Jepang selesai, Presiden Kenya William Ruto akan bertemu para pengusaha.",
        (None, None, "planned"),
    ),
]


@pytest.mark.parametrize(
    ("opening", "status"), [("Sebelumnya, Ruto mengunjungi", "done"), ("Ruto juga mengunjungi", "underway")]
)
def test_a_visit_told_as_before_is_over_when_the_visitor_is_elsewhere(opening: str, status: str) -> None:
    body = (
        "Presiden Kenya William Ruto tiba di Riga, Latvia, Rabu (15/5), untuk kunjungan hingga 17 Mei. "
        f"{opening} Ceko pada 10-12 Mei dan Hungaria pada 13-15 Mei."
    )
    assert [(row[1], row[4]) for row in told(body)] == [("LV", "underway"), ("CZ", "done"), ("HU", status)]


@pytest.mark.parametrize(("body", "expected"), WHEN)
def test_dates_and_status_are_those_of_the_visit(
    body: str, expected: tuple[str | None, str | None, str]
) -> None:
    assert [row[2:] for row in told(body)] == [expected]


def test_reasons_name_the_words_and_what_follows() -> None:
    (visit,) = visits("Menlu Kenya Alfred Mutua akan melakukan kunjungan dua hari ke Riga mulai Senin.")
    assert [str(step) for step in visit.reasoning] == [
        "“Senin”: Monday on or after 2024-05-15 = 2024-05-20",
        "“dua hari” = until 2024-05-21",
    ]
    assert visit.duration == "dua hari"


def test_a_longer_stretch_of_evidence_takes_the_place_of_what_it_holds() -> None:
    body = (
        "Menlu Kenya Alfred Mutua akan melakukan kunjungan ke Latvia mulai Senin, menandai kunjungan pertamanya ke "
        "negara tersebut."
    )
    (visit,) = visits(body)
    assert [span.of(body) for span in visit.evidence] == [body.removesuffix(".")]


def test_evidence_is_the_own_clause_first_and_nothing_twice() -> None:
    body = (
        "Hubungan Kenya dan Latvia membaik berkat kunjungan timbal balik. Menlu Kenya Alfred Mutua akan melakukan "
        "kunjungan ke Riga pada 20 Mei 2024. Kunjungan tersebut penting. Kunjungan tersebut berlangsung tiga hari. "
        "Kunjungan tersebut akan membahas perdagangan."
    )
    (visit,) = visits(body)
    assert [span.of(body) for span in visit.evidence] == [
        "Menlu Kenya Alfred Mutua akan melakukan kunjungan ke Riga",
        "Kunjungan tersebut",
        "20 Mei 2024",
        "tiga hari",
    ]
