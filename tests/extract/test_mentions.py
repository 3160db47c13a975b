"""Which names an article holds and what they are: one row a construction, in sentences made for the purpose."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Span
from index.extract.identity import Cast
from index.extract.mentions import find_mentions
from index.extract.tokens import Tokens


def cast_of(body: str, title: str | None = None) -> Cast:
    spans, offset = [], 0
    for paragraph in body.split("\n\n"):
        spans.append(Span(offset, offset + len(paragraph)))
        offset += len(paragraph) + 2
    return find_mentions(Tokens(body, spans), title)


def texts(body: str, kind: str) -> list[str]:
    return [mention.text for mention in cast_of(body).mentions if mention.type == kind]


@pytest.mark.parametrize(
    ("body", "persons"),
    [
        # office [of body] [country] name
        ("Menteri Luar Negeri Belanda Caspar Veldkamp tiba di Jakarta.", ["Caspar Veldkamp"]),
        ("Itu dikatakan Juru Bicara Kementerian Luar Negeri Jepang Toshihiro Kitamura.", ["Toshihiro Kitamura"]),
        ("Ia bertemu Menteri Perdagangan, Industri, dan Pariwisata Ekuador Luis Jaramillo.", ["Luis Jaramillo"]),
        ("kata juru bicara kementerian luar negeri Kanada Anita Poulin.", ["Anita Poulin"]),
        # a comma or brackets between office and name, and the other way round
        ("Perdana Menteri Norwegia, Jonas Store, berpidato.", ["Jonas Store"]),
        ("Menteri Luar Negeri (Menlu) Sugiarto membuka acara.", ["Sugiarto"]),
        ("Menteri Luar Negeri Republik Indonesia (Menlu RI) Sugiarto hadir.", ["Sugiarto"]),
        ("Zhou Lihua, peneliti kebijakan luar negeri di Universitas Padjadjaran, setuju.", ["Zhou Lihua"]),
        # names of many languages
        ("Menurut Nguyen Van Hung, rencana itu berlanjut.", ["Nguyen Van Hung"]),
        ("Presiden Korea Selatan Kim Dong-hyun menerima mereka.", ["Kim Dong-hyun"]),
        ("Putra Mahkota Kuwait Sheikh Sabah bin Khalid al-Hamad berkunjung.", ["Sabah bin Khalid al-Hamad"]),
        ("Kanselir Austria Sebastian van der Bellen hadir.", ["Sebastian van der Bellen"]),
        ("Duta Besar Iran untuk PBB Amir Saeed Takht-e Jamshidi menolak.", ["Amir Saeed Takht-e Jamshidi"]),
        ("Presiden George H. Walker mundur.", ["George H. Walker"]),
        # short forms
        ("Menlu Kenya Musalia Mudavadi tiba. Mudavadi bertemu pers.", ["Musalia Mudavadi", "Mudavadi"]),
        ("Wakil Menteri Luar Negeri Ratna Sarumpaet hadir, lalu Ratna pulang.", ["Ratna Sarumpaet", "Ratna"]),
        ("Pertemuan Presiden Lukas Brandt dan PM Anna Holm usai. Brandt-Holm sepakat.",
         ["Lukas Brandt", "Anna Holm", "Brandt", "Holm"]),
        ('Presiden Peru Luis Vega-Mora tiba. "Baik," ucap Vega-Mora.', ["Luis Vega-Mora", "Vega-Mora"]),
        ("Kepala BPMX Setwapres Rusman Nurdiansyah tiba.", ["Rusman Nurdiansyah"]),
        ("Kabag Ditjenmigas Rieke Wulandari pergi.", ["Rieke Wulandari"]),
        ("Menteri Perhubungan Budi Karya Sumantri hadir bersama Panglima Bipin Rawat.",
         ["Budi Karya Sumantri", "Bipin Rawat"]),
        ("Guru Besar Institut Pemerintahan Dalam Negeri Kulmansyah Djorgan sependapat.", ["Kulmansyah Djorgan"]),
        ("Deputi Pencegahan Komisi Pemberantasan Korupsi Pahala Nainggolan hadir.", ["Pahala Nainggolan"]),
        ("Imam Besar Masjid Istiqlal Nasaruddin Umar hadir.", ["Nasaruddin Umar"]),
        ("Ketua Pengurus Harian Yayasan Konsumen Indonesia Mulus Abadi mengatakan itu.", ["Mulus Abadi"]),
        ("Direktur Keuangan PT Bank Nusa, Haru Koesmahargyo, dan Pejabat Kementerian Perdagangan Oke Nurwangi hadir.",
         ["Haru Koesmahargyo", "Oke Nurwangi"]),
        ("Hizbullah, Pasukan Radwan, mundur.", []),
        ("Pengajar itu, Ubedilah Badrun, setuju.", ["Ubedilah Badrun"]),
        # words that are no names
        ("Menurut UU itu, Presiden UU tidak ada.", []),
        ("Yang Mulia hadir.", []),
        ("Kunjungan itu usai. Pertemuan berlangsung lama.", []),
        ("Senin, Kementerian Luar Negeri membuka pameran.", []),
        ("Ia membaca 'Don Carlos' dan menonton \"Van Houten\" di rumah.", []),
        ("Free Trade Agreement ditandatangani.", []),
        # words that ran together
        ("Menlu RI Sugiarto hadir. Menurut Sugiartobertemu dengan pers, itu benar.", ["Sugiarto", "Sugiarto"]),
        ("PresidenVladimir Smirnov tiba.", ["Vladimir Smirnov"]),
    ],
)  # fmt: skip
def test_persons(body: str, persons: list[str]) -> None:
    assert texts(body, "person") == persons


@pytest.mark.parametrize(
    ("body", "offices"),
    [
        ("Presiden Prancis Emmanuel Petit berpidato.", ["Presiden Prancis"]),
        ("Menlu Emmanuel Petit berpidato.", ["Menlu"]),
        ("Menteri Energi dan Sumber Daya Mineral Rini Utami hadir.", ["Menteri Energi dan Sumber Daya Mineral"]),
        ("Duta Besar RI untuk Kerajaan Denmark Siti Nugraha hadir.", ["Duta Besar RI untuk Kerajaan Denmark"]),
        ("kata penasihat keamanan nasional Inggris Jonathan Wells.", ["penasihat keamanan nasional Inggris"]),
        ("Wakil Perdana Menteri Pertama Rusia Denis Orlov hadir.", ["Wakil Perdana Menteri Pertama Rusia"]),
        ("kata Sekretaris Jenderal PBB Maria Lopez.", ["Sekretaris Jenderal PBB"]),
        ("ujar Ketua Komisi I DPR RI Budi Hartanto.", ["Ketua Komisi I DPR RI"]),
        ("Penasihat Negara dan Menteri Luar Negeri Zhou Wei tiba.",
         ["Penasihat Negara dan Menteri Luar Negeri", "Penasihat Negara", "Menteri Luar Negeri"]),
        ("Rapat Presiden Ukraina dan Rusia gagal.", []),
        ("Para menteri luar negeri berkumpul.", []),
        ("Anggota tim itu pulang.", []),
        ("Menteri itu pulang.", ["Menteri"]),
        ("Pemilihan Presiden digelar besok.", []),
        ("Presiden Ketiga RI Bacharuddin Yusuf wafat.", ["Presiden Ketiga RI"]),
        ("Mereka memilih Presiden Nomor Satu.", ["Presiden"]),
        ("Menko Polhukam Rudi Hartono hadir.", ["Menko Polhukam"]),
        ("Kepala BPMX Setwapres Rusman Nurdiansyah tiba.", ["Kepala BPMX Setwapres"]),
        ("Nelayan melihat hiu paus, lalu paus itu pergi.", []),
        ("Umat menyambut Paus di lapangan.", ["Paus"]),
        ("kata Ketua Umum Partai Biru dan Kuning Rudi Hartono.", ["Ketua Umum Partai Biru dan Kuning"]),
    ],
)  # fmt: skip
def test_offices(body: str, offices: list[str]) -> None:
    assert texts(body, "office") == offices


@pytest.mark.parametrize(
    ("body", "countries"),
    [
        ("Hubungan China-Rusia, AS-RI, dan Korut membaik.", ["CN", "RU", "US", "ID", "KP"]),
        ("Tiongkok dan Arab Saudi bertemu di Kerajaan Denmark.", ["CN", "SA", "DK", "DK"]),
        ("Kita as kendaraan dan ri kecil.", []),
        ("Ia belajar bahasa Inggris.", []),
        ("Harganya US$ 5 juta.", []),
        ("Nilainya 10 miliar dolar AS, 3 juta yuan China dan 2 juta dolar Amerika Serikat.", []),
        ("Pinjaman dalam Yen Jepang, dolar Singapura dan won Korea Selatan lunas.", []),
        ("Dengan dolar, AS membayar lebih.", ["US"]),
        ("Raja Jordan tiba, kata Michael Jordan.", ["JO"]),
        ("Samudra Hindia dan Laut Jepang tenang.", []),
        ("Kapal berlayar dari Australia Selatan.", []),
        ("Menteri Turki al-Maliki hadir.", []),
        ("Menteri Luar Negeri Kuba Bruno Parilla dan Presiden Federal Rusia hadir.", ["CU", "RU", "RU"]),
    ],
)
def test_countries(body: str, countries: list[str]) -> None:
    assert [mention.name for mention in cast_of(body).mentions if mention.type == "country"] == countries


@pytest.mark.parametrize(
    ("body", "places"),
    [
        ("Mereka bertemu di Wina, lalu ke Qeshtar.", ["Wina", "Qeshtar"]),
        ("Ia mendarat di Bandara Internasional Morvanto.", ["Bandara Internasional Morvanto"]),
        ("Warga Kota Velmora senang; Velmora aman.", ["Velmora", "Velmora"]),
        ("Kapal melintasi Selat Malaka dan Asia Tenggara.", ["Selat Malaka", "Asia Tenggara"]),
        ("Kapal kelas Halifax berlabuh.", []),
        ("Bupati Sarmona Mochamad Arifin dan Gubernur Khofifah hadir.", ["Sarmona"]),
        ("Lima orang tewas.", []),
    ],
)
def test_places(body: str, places: list[str]) -> None:
    assert texts(body, "place") == places


@pytest.mark.parametrize(
    ("body", "bodies"),
    [
        ("Sidang Dewan Keamanan PBB dibuka.", ["Dewan Keamanan PBB", "PBB"]),
        ("Kementerian Pendidikan, Kebudayaan, Riset, dan Teknologi hadir.",
         ["Kementerian Pendidikan, Kebudayaan, Riset, dan Teknologi"]),
        ("Kedutaan Besar Peru di Jakarta tutup.", ["Kedutaan Besar Peru di Jakarta", "Kedutaan Besar Peru"]),
        ("Pernyataan Kemlu RI dibacakan.", ["Kemlu RI"]),
        ("Partai Biru dan Kuning menang.", ["Partai Biru dan Kuning"]),
        ("Institute of Pacific Affairs menerbitkan laporan.", ["Institute of Pacific Affairs"]),
        ("Badan Perikanan Selat (BPSX) dibubarkan.", ["Badan Perikanan Selat", "BPSX"]),
        ("KTT ASEAN dan HUT RI digelar pukul 10.00 WIB.", ["ASEAN"]),
        ("Antara lain karena itu.", []),
        ("Pasukan India mundur.", []),
        ("Ia tiba di Kremlin.", []),
        ("Kremlin membantah.", ["Kremlin"]),
        ("Setjen hadir bersama Kemenperta.", ["Kemenperta"]),
    ],
)  # fmt: skip
def test_organisations(body: str, bodies: list[str]) -> None:
    assert texts(body, "organisation") == bodies


def test_a_name_nests_in_the_office_around_it() -> None:
    cast = cast_of("Juru Bicara Kementerian Luar Negeri China Liu Wei hadir.")
    assert [(m.type, m.text) for m in cast.mentions] == [
        ("office", "Juru Bicara Kementerian Luar Negeri China"),
        ("organisation", "Kementerian Luar Negeri China"),
        ("country", "China"),
        ("person", "Liu Wei"),
    ]


def test_a_word_taught_as_a_place_stays_out_of_the_name_behind_a_body() -> None:
    body = "Petani di Kabupaten Sarmona resah. Kepala Dinas Pertanian Sarmona Heru Wicaksono hadir."
    assert texts(body, "person") == ["Heru Wicaksono"]
    assert texts(body, "place") == ["Sarmona", "Sarmona"]


def test_offsets_of_a_name_cut_from_a_longer_word() -> None:
    body = "Menlu RI Sugiarto hadir. Lalu Sugiartobertemu pers."
    for mention in cast_of(body).mentions:
        assert body[mention.start : mention.end] == mention.text


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            (
                "Menteri Luar Negeri China Wang Yi , . ( ) - “ ” \" ' kata Presiden bin al van di ke dan untuk PBB "
                "Kota Sheikh PT Kedutaan Besar AS RI Prabowo Subiantobertemu @ # 12 \n\n University of Forum Xxxx KTTX"
            ).split(" ")
        ),
        max_size=40,
    ),
    st.text(max_size=20),
)
def test_any_text_gives_true_offsets(words: list[str], noise: str) -> None:
    body = " ".join(words) + noise.replace("\n", " ")
    cast = cast_of(body, title=" ".join(words[:8]))
    for mention, tokens in zip(cast.mentions, cast.ranges, strict=True):
        assert 0 <= mention.start < mention.end <= len(body)
        assert body[mention.start : mention.end] == mention.text
        assert cast.tokens_of(mention) == tokens
        assert mention.type != "person" or mention.resolved_by == "none" or cast.person(mention) is not None
