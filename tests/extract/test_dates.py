"""Calendar expressions, one row a phrase."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Span
from index.extract.dates import find_dates, find_durations
from index.extract.tokens import Tokens
from index.facts import TemporalExpression

PUBLISHED = "2024-05-15"  # a Wednesday


def _find(text: str, published: str | None = PUBLISHED) -> list[TemporalExpression]:
    return find_dates(Tokens(text, _paragraphs(text)), published)


def _paragraphs(text: str) -> list[Span]:
    spans, start = [], 0
    for paragraph in text.split("\n\n"):
        spans.append(Span(start, start + len(paragraph)))
        start += len(paragraph) + 2
    return spans


def _placed(text: str, published: str | None = PUBLISHED) -> list[tuple[str, str | None, str | None]]:
    return [(date.text, date.first, date.last) for date in _find(text, published)]


@pytest.mark.parametrize(
    ("text", "expression", "first", "last"),
    [
        # Full dates.
        ("Ia lahir pada 7 Juli 1961 di Bogor.", "7 Juli 1961", "1961-07-07", "1961-07-07"),
        ("Ia tiba Senin, 13 Mei 2024.", "Senin, 13 Mei 2024", "2024-05-13", "2024-05-13"),
        ("Ia tiba Senin 13 Mei 2024.", "Senin 13 Mei 2024", "2024-05-13", "2024-05-13"),
        ("Ia tiba hari Senin (13/5/2024).", "hari Senin (13/5/2024)", "2024-05-13", "2024-05-13"),
        ("Ia tiba Senin (13/05/2024).", "Senin (13/05/2024)", "2024-05-13", "2024-05-13"),
        ("Ia tiba Senin malam (13/5/2024).", "Senin malam (13/5/2024)", "2024-05-13", "2024-05-13"),
        ("Ia tiba Senin (13 Mei 2024).", "Senin (13 Mei 2024)", "2024-05-13", "2024-05-13"),
        (
            "Ia tiba Senin dinihari WIB, 13 Mei 2024.",
            "Senin dinihari WIB, 13 Mei 2024",
            "2024-05-13",
            "2024-05-13",
        ),
        ("Surat bertanggal 2024-05-13 itu sah.", "2024-05-13", "2024-05-13", "2024-05-13"),
        ("Surat itu bertanggal 13-5-2024.", "13-5-2024", "2024-05-13", "2024-05-13"),
        ("Serangan September 11, 2001 itu.", "September 11, 2001", "2001-09-11", "2001-09-11"),
        ("Ia tiba 13 Mei 2024 lalu.", "13 Mei 2024 lalu", "2024-05-13", "2024-05-13"),
        (
            "Ia tiba hari Senin tanggal 13 bulan Mei tahun 2024.",
            "hari Senin tanggal 13 bulan Mei tahun 2024",
            "2024-05-13",
            "2024-05-13",
        ),
        ("Undangan pada KTT G20 November tahun lalu.", "November tahun lalu", "2023-11-01", "2023-11-30"),
        # Days without their year.
        ("Ia tiba Senin (13/5).", "Senin (13/5)", "2024-05-13", "2024-05-13"),
        ("Ia wafat pada 20 Desember lalu.", "20 Desember lalu", "2023-12-20", "2023-12-20"),
        ("Ia akan datang pada 20 Desember.", "20 Desember", "2024-12-20", "2024-12-20"),
        ("KTT itu berlangsung 20 Juni mendatang.", "20 Juni mendatang", "2024-06-20", "2024-06-20"),
        ("Perang pecah sejak 7 Oktober.", "7 Oktober", "2023-10-07", "2023-10-07"),
        ("Ia tiba pada 20 Desember tahun lalu.", "20 Desember tahun lalu", "2023-12-20", "2023-12-20"),
        ("Ia tiba tanggal 13/5 di Riga.", "tanggal 13/5", "2024-05-13", "2024-05-13"),
        ("Ia akan tiba Jumat (3/1).", "Jumat (3/1)", "2025-01-03", "2025-01-03"),
        ("Ia menyatakan yakin Latvia bisa keluar pada 20 Juni.", "20 Juni", "2024-06-20", "2024-06-20"),
        ("Ia mengumumkan rencana jika menang pemilu 20 Mei.", "20 Mei", "2024-05-20", "2024-05-20"),
        ("Hubungan putus setelah serangan 20 Juni.", "20 Juni", "2023-06-20", "2023-06-20"),
        # Ranges.
        ("Lawatan 17-20 Mei itu.", "17-20 Mei", "2024-05-17", "2024-05-20"),
        ("Lawatan 17–20 Mei 2024 itu.", "17–20 Mei 2024", "2024-05-17", "2024-05-20"),
        ("Ia akan di Oslo 30 Mei hingga 2 Juni.", "30 Mei hingga 2 Juni", "2024-05-30", "2024-06-02"),
        (
            "Ia akan di Oslo 30 Mei sampai dengan 2 Juni.",
            "30 Mei sampai dengan 2 Juni",
            "2024-05-30",
            "2024-06-02",
        ),
        (
            "Ia di sana 28 Desember 2023-3 Januari 2024.",
            "28 Desember 2023-3 Januari 2024",
            "2023-12-28",
            "2024-01-03",
        ),
        (
            "Ia akan di sana 28 Desember hingga 3 Januari.",
            "28 Desember hingga 3 Januari",
            "2024-12-28",
            "2025-01-03",
        ),
        (
            "KTT digelar Sabtu-Minggu (11-12/5/2024).",
            "Sabtu-Minggu (11-12/5/2024)",
            "2024-05-11",
            "2024-05-12",
        ),
        ("Sidang 14, 15, dan 16 Mei 2024 itu.", "14, 15, dan 16 Mei 2024", "2024-05-14", "2024-05-16"),
        ("Sidang 14 s.d. 16 Mei 2024 itu.", "14 s.d. 16 Mei 2024", "2024-05-14", "2024-05-16"),
        ("Sidang 14 dan 15 Mei itu.", "14 dan 15 Mei", "2024-05-14", "2024-05-15"),
        (
            "Dari Senin (13/5) hingga Rabu (15/5) ia di Oslo.",
            "Senin (13/5) hingga Rabu (15/5)",
            "2024-05-13",
            "2024-05-15",
        ),
        ("Ekspor Januari-Maret 2024 naik.", "Januari-Maret 2024", "2024-01-01", "2024-03-31"),
        ("Ia menjabat tahun 2014-2019.", "tahun 2014-2019", "2014-01-01", "2019-12-31"),
        ("Ia menjabat dari 2014 hingga 2019.", "2014 hingga 2019", "2014-01-01", "2019-12-31"),
        (
            "Pajak tahun 2013 sampai dengan 2016 dihapus.",
            "tahun 2013 sampai dengan 2016",
            "2013-01-01",
            "2016-12-31",
        ),
        ("Anggota periode 2007-2010, 2011-2014, dan 2015.", "2011-2014", "2011-01-01", "2014-12-31"),
        ("Rapat 16 Mei dan 3 Juni 2023 itu.", "16 Mei", "2023-05-16", "2023-05-16"),
        ("Rapat 3 dan 10 Juni 2023 itu.", "3", "2023-06-03", "2023-06-03"),
        # Weekdays alone, by tense.
        ("Presiden akan tiba Jumat.", "Jumat", "2024-05-17", "2024-05-17"),
        ("Presiden tiba Jumat.", "Jumat", "2024-05-10", "2024-05-10"),
        ("Ia mengatakan hari Rabu bahwa semua akan selesai.", "hari Rabu", "2024-05-15", "2024-05-15"),
        ("Ia tiba Minggu malam dan akan bertemu Raja Kamis.", "Minggu", "2024-05-12", "2024-05-12"),
        ("Ia tiba Minggu malam dan akan bertemu Raja Kamis.", "Kamis", "2024-05-16", "2024-05-16"),
        ("Pada Kamis dan Jumat, Presiden akan di Oslo.", "Kamis", "2024-05-16", "2024-05-16"),
        ("Pada Jumat, Presiden akan bertolak ke Oslo.", "Jumat", "2024-05-17", "2024-05-17"),
        ("Setelah bertemu Raja pada Senin, ia akan pulang.", "Senin", "2024-05-13", "2024-05-13"),
        ("Ia dijadwalkan bertemu Raja hari Rabu.", "hari Rabu", "2024-05-15", "2024-05-15"),
        ("Ia tiba Rabu lalu.", "Rabu lalu", "2024-05-08", "2024-05-08"),
        ("Ia datang Rabu depan.", "Rabu depan", "2024-05-22", "2024-05-22"),
        ("Ia tiba Sabtu pekan lalu.", "Sabtu pekan lalu", "2024-05-11", "2024-05-11"),
        ("Ia tiba Senin pekan depan.", "Senin pekan depan", "2024-05-20", "2024-05-20"),
        ("Ia tiba Minggu lalu di Oslo.", "Minggu lalu", "2024-05-12", "2024-05-12"),
        ("Kapal tenggelam pukul 02.00 Minggu pagi.", "Minggu", "2024-05-12", "2024-05-12"),
        ("Ia menuntut agar Jumat semua selesai.", "Jumat", "2024-05-17", "2024-05-17"),
        # From today.
        ("Ia tiba hari ini.", "hari ini", "2024-05-15", "2024-05-15"),
        ("Ia tiba kemarin.", "kemarin", "2024-05-14", "2024-05-14"),
        ("Ia tiba kemarin lusa.", "kemarin lusa", "2024-05-13", "2024-05-13"),
        ("Ia tiba besok.", "besok", "2024-05-16", "2024-05-16"),
        ("Ia tiba lusa.", "lusa", "2024-05-17", "2024-05-17"),
        ("Ia tiba nanti malam.", "nanti malam", "2024-05-15", "2024-05-15"),
        ("Ia tiba malam ini.", "malam ini", "2024-05-15", "2024-05-15"),
        ("Ia tiba tiga hari lalu.", "tiga hari lalu", "2024-05-12", "2024-05-12"),
        ("Ia tiba besok, Kamis (16/5).", "besok, Kamis (16/5)", "2024-05-16", "2024-05-16"),
        ("Ia tiba hari ini (15/5).", "hari ini (15/5)", "2024-05-15", "2024-05-15"),
        # Weeks, months, years and their parts.
        ("Ia tiba pekan lalu.", "pekan lalu", "2024-05-06", "2024-05-12"),
        ("Ia tiba minggu depan.", "minggu depan", "2024-05-20", "2024-05-26"),
        ("Minggu depan ia tiba.", "Minggu depan", "2024-05-20", "2024-05-26"),
        ("Serangan akhir pekan lalu itu.", "akhir pekan lalu", "2024-05-11", "2024-05-12"),
        ("Ia akan tiba akhir pekan ini.", "akhir pekan ini", "2024-05-18", "2024-05-19"),
        ("Ia tiba bulan lalu.", "bulan lalu", "2024-04-01", "2024-04-30"),
        ("Ia tiba bulan depan.", "bulan depan", "2024-06-01", "2024-06-30"),
        ("Ia tiba pada bulan Maret.", "bulan Maret", "2024-03-01", "2024-03-31"),
        ("Hubungan memburuk sejak Desember.", "Desember", "2023-12-01", "2023-12-31"),
        ("Ia akan datang pada November.", "November", "2024-11-01", "2024-11-30"),
        ("Ia tiba April lalu.", "April lalu", "2024-04-01", "2024-04-30"),
        ("Pada awal Juni nanti.", "awal Juni nanti", "2024-06-01", "2024-06-10"),
        ("Pada akhir bulan ini.", "akhir bulan ini", "2024-05-21", "2024-05-31"),
        ("Ia tiba tahun lalu.", "tahun lalu", "2023-01-01", "2023-12-31"),
        ("Pemilu tahun depan, 2025, penting.", "tahun depan, 2025", "2025-01-01", "2025-12-31"),
        ("Di bawah perjanjian tahun 1982 itu.", "tahun 1982", "1982-01-01", "1982-12-31"),
        ("Ia berkuasa sejak 1998.", "1998", "1998-01-01", "1998-12-31"),
        ("Pada 2012 ia berpidato.", "2012", "2012-01-01", "2012-12-31"),
        ("Pemilu pada Januari 2023 itu.", "Januari 2023", "2023-01-01", "2023-01-31"),
        ("Hasil pemilu Januari diumumkan.", "Januari", "2024-01-01", "2024-01-31"),
        ("Kesepakatan nuklir 2015 gagal.", "2015", "2015-01-01", "2015-12-31"),
        ("Pada semester pertama tahun 2023.", "semester pertama tahun 2023", "2023-01-01", "2023-06-30"),
        ("Pada kuartal II 2023 ekspor turun.", "kuartal II 2023", "2023-04-01", "2023-06-30"),
        ("Pada semester II tahun ini.", "semester II tahun ini", "2024-07-01", "2024-12-31"),
        # Counted from the story.
        (
            "Pada 3 Mei ia tiba di Oslo. Keesokan harinya ia bertemu Raja.",
            "Keesokan harinya",
            "2024-05-04",
            "2024-05-04",
        ),
    ],
)
def test_expression_is_found_and_placed(text: str, expression: str, first: str, last: str) -> None:
    assert (expression, first, last) in _placed(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ia tinggal selama dua hari di Oslo.",
        "Gencatan senjata 30 hari disepakati.",
        "Mitra dagang selama 11 tahun berturut-turut.",
        "Dalam beberapa tahun terakhir hubungan membaik.",
        "KTT ke-46 ASEAN dibuka.",
        "Ia berusia 20 tahun lebih, lahir 20 tahun yang lalu.",
        "Pukul 17.30 ia tiba, skor 2-1.",
        "Sidang SPIEF 2025 dibuka.",
        "Sebanyak 2000 orang hadir, dan 2024 warga pulang.",
        "Ia tinggal di Pasar Minggu.",
        "Setiap Jumat, Sabtu dan Minggu toko tutup.",
        "Umat merayakan Jumat Agung.",
        "Dana Rp 2019 dan 2019 orang.",
        "Lima hari 3 malam ini menyenangkan.",
        "Musim 2019/2020 berakhir.",
        "Menurut resolusi 1973 dan UU Nomor 30 Tahun 2002.",
        "Pada era 1990-an keadaan lain.",
        "Ia meminta waktu seminggu lagi.",
        "Nomor telepon 0812 1999 2001.",
        "Universitas Sebelas Maret di Solo.",
    ],
)
def test_what_is_no_date_is_left_alone(text: str) -> None:
    assert [row for row in _placed(text) if row[1]] == []


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("Ia tiba kemarin, Senin.", None, None),
        ("Ia tiba pada 14 Juli.", None, None),
        ("Ia tiba pada 14 Juli 2020.", None, "2020-07-14"),
        ("Ia tiba pada 14 Juli.", "2020", "2020-07-14"),
        ("Pada 14 Februari lalu ia tiba.", "2020", "2020-02-14"),
        ("Ia akan tiba pada 14 Februari.", "2020", "2020-02-14"),
        ("Pada 2 Desember lalu ia tiba.", "2020-12", "2020-12-02"),
        ("Ia tiba Rabu.", "2020-12", None),
        ("Ia tiba tahun lalu.", "2020", "2019-01-01"),
        ("Ia tiba bulan lalu.", "2020", None),
        ("Ia tiba bulan lalu.", "2020-12", "2020-11-01"),
    ],
)
def test_what_is_known_of_the_publication_limits_what_is_placed(
    text: str, published: str | None, expected: str | None
) -> None:
    assert _find(text, published)[0].first == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # planned: on or after the dated one
        ("Ia tiba Selasa (7/1/2025). Ia akan bertolak Rabu.", "2025-01-08"),
        ("Ia tiba Selasa (7/1/2025). Ia akan bertolak Senin.", "2025-01-13"),
        # else only the day beside it
        ("Ia tiba Selasa (7/1/2025). Ia menulis itu Senin.", "2025-01-06"),
        ("Ia bicara Rabu. Ia tiba Selasa (7/1/2025).", "2025-01-08"),
        ("Ia tiba Selasa (7/1/2025). Ia menulis itu Jumat.", None),
        # the nearest of two
        ("Ia tiba Selasa (7/1/2025).\n\nIa pergi Kamis (6/2/2025). Ia bicara Rabu.", "2025-02-05"),
        # neither a wrong nor a planned one
        ("Ia tiba Selasa (8/1/2025). Ia akan bertolak Kamis.", None),
        ("Ia akan tiba Selasa (7/1/2025). Ia bicara Rabu.", None),
    ],
)
def test_weekday_counts_from_a_dated_one_where_publication_is_unknown(
    text: str, expected: str | None
) -> None:
    (found,) = [date for date in _find(text, None) if " " not in date.text]
    assert (found.first, found.last, found.method) == (expected, expected, "weekday")


def test_weekday_decides_the_year() -> None:
    (date,) = _find("Ia tiba Sabtu (14/1).")  # 14 January was a Saturday in 2023, a Sunday in 2024
    assert (date.first, date.method, date.conflict) == ("2023-01-14", "inferred year", None)


def test_wrong_weekday_shortly_before_publication_is_a_slip_and_recorded() -> None:
    (date,) = _find("Ia tiba Minggu (14/5).")  # a Sunday in 2023, but nobody says so of a day a year ago
    assert (date.first, str(date.conflict)) == (
        "2024-05-14",
        "2024-05-14 is a Tuesday, the text says Sunday",
    )


def test_conflict_of_weekday_and_full_date_is_recorded_and_the_date_kept() -> None:
    (date,) = _find("Ia tiba Kamis (13/5/2024).")
    assert date.first == "2024-05-13"
    assert str(date.conflict) == "2024-05-13 is a Monday, the text says Thursday"


def test_impossible_days_are_not_placed() -> None:
    assert [date.first for date in _find("Pada 31 September 2024 dan 30 Februari.")] == [None, None]


def test_reasoning_and_anchor_tell_how_a_weekday_was_placed() -> None:
    (date,) = _find("Presiden akan tiba Jumat.")
    assert (date.method, date.anchor, date.precision) == ("weekday", PUBLISHED, "day")
    assert str(date.reasoning) == "Friday on or after 2024-05-15 = 2024-05-17"


@pytest.mark.parametrize(
    ("text", "reasoning"),
    [
        ("Lawatan itu berlangsung 3 hingga 5 Mei 2023.", "as written = 2023-05-03 to 2023-05-05"),
        (
            "Ia akan berada di sana 31 Mei hingga 2 Juni.",
            "no year given; a planned day on or after 2024-05-15 = 2024-05-31 to 2024-06-02",
        ),
        ("Ia telah tiba 2 Maret.", "no year given; the last such day up to 2024-05-15 = 2024-03-02"),
        (
            "Ia menang pada Maret.",
            "no year given; the month nearest to 2024-05-15 = 2024-03-01 to 2024-03-31",
        ),
        ("Ia bertolak besok.", "1 day after the day of publication, 2024-05-15 = 2024-05-16"),
        ("Ia datang hari ini.", "the day of publication, 2024-05-15 = 2024-05-15"),
        (
            "Sidang pekan depan.",
            "Monday to Sunday of the week after that of 2024-05-15 = 2024-05-20 to 2024-05-26",
        ),
        ("Sidang tahun lalu.", "the year before that of 2024-05-15 = 2023-01-01 to 2023-12-31"),
        ("Pada 31 September 2024.", "there is no such day"),
    ],
)
def test_reasoning_is_a_plain_sentence(text: str, reasoning: str) -> None:
    assert [str(date.reasoning) for date in _find(text)] == [reasoning]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # One day said twice is one expression.
        ("Menlu tiba hari Kamis (9/5) pekan lalu.", [("hari Kamis (9/5) pekan lalu", "2024-05-09")]),
        ("Pada esok hari, Kamis pagi (16/5), ia bertolak.", [("esok hari, Kamis pagi (16/5)", "2024-05-16")]),
        ("Sidang hari ini Rabu (15/5/2024) batal.", [("hari ini Rabu (15/5/2024)", "2024-05-15")]),
        # A length of time that "ini" points at is no day.
        ("Lawatan yang berlangsung selama tiga hari ini padat.", []),
        ("Pembicaraan 4 hari ini alot.", []),
        ("Layanan itu gratis per hari ini.", [("hari ini", "2024-05-15")]),
    ],
)
def test_days_said_twice_and_lengths_of_time(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(date.text, date.first) for date in _find(text)] == expected


@pytest.mark.parametrize(
    ("text", "expression", "expected"),
    [
        # The words were spoken on the day that the attribution names.
        ('"Kami bertolak besok," kata Menlu, Senin (13/5/2024).', "besok", "2024-05-14"),
        ('Ia tiba di Oslo, Selasa (14/5).\n\n"Hari ini kita bertemu," kata Menlu.', "Hari ini", "2024-05-14"),
        # The day belongs to the medium that reports, not to the words.
        ('"Kami bertolak besok," kata Menlu, dikutip dari Antara, Rabu (15/5).', "besok", None),
        ('"Kami bertolak besok," kata Menlu.', "besok", "2024-05-16"),
    ],
)
def test_days_inside_quotations_count_from_when_they_were_spoken(
    text: str, expression: str, expected: str | None
) -> None:
    assert {date.text: date.first for date in _find(text)}[expression] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kunjungan dua hari ke Oslo.", [("dua hari", 2)]),
        ("Ia tinggal selama 3 hari.", [("3 hari", 3)]),
        ("Lawatan sepekan ke Oslo.", [("sepekan", 7)]),
        ("Lawatan sehari ke Oslo.", [("sehari", 1)]),
        ("Tur dua belas hari dan dua pekan.", [("dua belas hari", 12), ("dua pekan", 14)]),
        (
            "Tur dua puluh hari, lalu dua puluh satu hari.",
            [("dua puluh hari", 20), ("dua puluh satu hari", 21)],
        ),
        ("Dua hari lalu dan sehari sebelumnya ia tiba.", []),
        ("Tiga tahun dan dua bulan.", []),
    ],
)
def test_durations(text: str, expected: list[tuple[str, int]]) -> None:
    tokens = Tokens(text, [Span(0, len(text))])
    found = find_durations(tokens)
    assert [(duration.text, duration.days) for duration in found] == expected
    assert all(tokens.start[duration.token] == duration.start for duration in found)


_WORDS = st.sampled_from(
    (
        "Senin Minggu minggu Jumat hari ini tanggal 3 31 2024 1999 0 Maret Mei akhir awal pekan bulan tahun lalu "
        "depan dan , . ( ) / - – hingga sampai dengan semester I pertama kemarin besok lusa ” akan kata setiap dua "
        "belas keesokan harinya"
    ).split()
)


@given(
    st.lists(_WORDS, max_size=30).map(" ".join),
    st.sampled_from([None, PUBLISHED, "2024", "2024-12", "0001-01-01", "9999-12-31"]),
)
def test_any_run_of_its_words_is_read_without_error(text: str, published: str | None) -> None:
    found = _find(text, published)
    assert all(text[date.start : date.end] == date.text for date in found)
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert all((date.first or "") <= (date.last or "") for date in found)


@given(st.text(max_size=200))
def test_any_text_is_read_without_error(text: str) -> None:
    for date in _find(text):
        assert text[date.start : date.end] == date.text


@pytest.mark.parametrize(
    "words",
    [
        "akhir",
        "minggu",
        "Senin,",
        "31",
        "hingga",
        "keesokan",
        'Rabu (15/5) "hari ini"',
        "3 Mei keesokan harinya",
    ],
)
def test_long_runs_of_the_same_words_take_no_longer_than_their_length(words: str) -> None:
    def seconds(times: int) -> float:
        text = f"{words} " * times
        start = time.process_time()
        _find(text)
        return time.process_time() - start

    seconds(100)
    # Sixteen times the text: sixteen times the work, 256 times if it were quadratic.
    assert seconds(8000) < 80 * seconds(500) + 0.05
