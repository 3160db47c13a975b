"""Who visits which country: one row a sentence."""

from __future__ import annotations

import pytest

from tests.support.visiting import told, visits

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
        "Presiden Brasil Lula da Silva batal berkunjung ke Sidang Umum PBB di New York.",
        [("Lula da Silva", "US")],
    ),
]


@pytest.mark.parametrize(("body", "expected"), WHO_AND_WHERE)
def test_visitor_and_host(body: str, expected: list[tuple[str, str]]) -> None:
    assert [(visit.visitor, visit.host) for visit in visits(body)] == expected


WHO_AND_WHERE_MORE = [
    (
        "Setibanya di Bandara Oslo, Presiden Finlandia Alexander Stubb disambut warga.",
        [("Alexander Stubb", "NO")],
    ),
    (
        "Rombongan parlemen Australia yang dipimpin Ketua Parlemen Milton Dick akan tiba di Jakarta besok.",
        [("Milton Dick", "ID")],
    ),
    (
        "Putra Mahkota Kuwait Nasser Khaled akan memimpin delegasi Kuwait ke Jepang dan Korea Selatan.",
        [("Nasser Khaled", "JP"), ("Nasser Khaled", "KR")],
    ),
    (
        "Menlu Kanada Melanie Joly memulai lawatan ke Asia yang akan membawanya ke Tokyo dan Manila.",
        [("Melanie Joly", "JP"), ("Melanie Joly", "PH")],
    ),
    (
        '"Saya akan mengunjungi Kamboja tahun depan," kata Perdana Menteri Portugal Luis Marinho.',
        [("Luis Marinho", "KH")],
    ),
    (
        "Utusan khusus China untuk Sudan, Liu Guijin, telah tiba di Khartoum.",
        [("Liu Guijin", "SD")],
    ),
    (
        "Presiden Slovenia Natasa Musar akan menghadiri Konferensi Keamanan di Muenchen, Jerman.",
        [("Natasa Musar", "DE")],
    ),
    (
        "Perdana Menteri Georgia Irakli Kobakhidze akan bertolak ke Kaukasus Senin untuk mengunjungi Armenia.",
        [("Irakli Kobakhidze", "AM")],
    ),
    (
        "Pesawat yang membawa Menteri Luar Negeri Brasil Mauro Vieira mendarat di Lima, Peru.",
        [("Mauro Vieira", "PE")],
    ),
    (
        "Menteri Luar Negeri Chile Alberto Klaveren berpidato di Santiago setelah tiba dari Wina.",
        [("Alberto Klaveren", "AT")],
    ),
    (
        "Presiden Rumania Klaus Iohannis mengunjungi Kyiv bersama Perdana Menteri Bulgaria Dimitar Glavchev.",
        [("Klaus Iohannis", "UA"), ("Dimitar Glavchev", "UA")],
    ),
    (
        "Menlu Jepang Taro Kono akan berkunjung dan berbicara dengan mitranya dari Filipina Teodoro Locsin.",
        [("Taro Kono", "PH")],
    ),
    (
        "Presiden Mongolia Ukhnaa Khurelsukh akan menjamu makan malam Presiden Laos Thongloun Sisoulith.",
        [("Thongloun Sisoulith", "MN")],
    ),
    (
        "Sekretaris Jenderal PBB Antonio Guterres tiba di Jakarta.",
        [("Antonio Guterres", "ID")],
    ),
]


@pytest.mark.parametrize(("body", "expected"), WHO_AND_WHERE_MORE)
def test_visitor_and_host_in_rarer_frames(body: str, expected: list[tuple[str, str]]) -> None:
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
    "Panglima TNI Agus Subiyanto akan bertolak ke makam Presiden Soeharto di Karanganyar.",
    "Kepala Badan Reserse Kriminal Wahyu Widada mengatakan, setelah tiba di Jepang, tersangka ditahan.",
    "Presiden Kolombia Gustavo Petro belum memastikan kunjungannya, kata surat yang diterima di Kuba.",
    "Gubernur Bali Wayan Koster tiba di Indonesia setelah cuti.",
    "Kunjungan inspektur Badan Tenaga Atom Internasional ke Iran ditolak, kata Presiden Iran Ebrahim Raisi.",
    "",
]


@pytest.mark.parametrize("body", NO_VISIT)
def test_no_visit(body: str) -> None:
    assert told(body) == []


def test_an_office_without_a_name_is_told_as_written() -> None:
    body = "Menteri Luar Negeri Uruguay akan mengunjungi Portugal pada 3 Juni 2024."
    assert told(body) == [("Menteri Luar Negeri Uruguay", "PT", "2024-06-03", None, "planned")]


def test_the_title_gives_the_country_that_the_body_leaves_out() -> None:
    body = "Dalam lawatan tersebut, Menteri Luar Negeri Nikaragua Denis Moncada bertemu para diplomat."
    title = "Denis Moncada Kunjungi Belarus"
    assert [(v.visitor, v.host) for v in visits(body, title=title)] == [("Denis Moncada", "BY")]
