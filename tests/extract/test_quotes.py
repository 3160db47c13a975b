"""Quotes and their speakers: one row a template, in sentences made for the purpose."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Span
from index.extract.mentions import find_mentions
from index.extract.quotes import find_quotes
from index.extract.tokens import Tokens
from index.facts import Quote

MENLU = "Menteri Luar Negeri Rusia Sergei Lavrov tiba di Jakarta pada Senin."


def quotes_of(body: str) -> list[Quote]:
    spans, offset = [], 0
    for paragraph in body.split("\n\n"):
        spans.append(Span(offset, offset + len(paragraph)))
        offset += len(paragraph) + 2
    tokens = Tokens(body, spans)
    return find_quotes(tokens, find_mentions(tokens, None))


def found(body: str) -> list[tuple[str, str, str | None]]:
    return [(q.kind, q.text, q.speaker) for q in quotes_of(body)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            '"Kami akan menandatangani perjanjian itu," kata Menteri Luar Negeri Rusia Sergei Lavrov di Jakarta.',
            [("direct", "Kami akan menandatangani perjanjian itu", "Sergei Lavrov")],
        ),
        (
            '"Kapan mereka datang?" tanya Presiden Prancis Emmanuel Macron.',
            [("direct", "Kapan mereka datang?", "Emmanuel Macron")],
        ),
        (
            'Presiden Prancis Emmanuel Macron mengatakan, "Eropa harus membayar sendiri."',
            [("direct", "Eropa harus membayar sendiri", "Emmanuel Macron")],
        ),
        (
            '"Eropa akan membayar," kata Presiden Prancis Emmanuel Macron. "Itu sudah kami putuskan kemarin."',
            [
                ("direct", "Eropa akan membayar", "Emmanuel Macron"),
                ("direct", "Itu sudah kami putuskan kemarin", "Emmanuel Macron"),
            ],
        ),
        (
            '"Eropa akan membayar," kata Presiden Prancis Emmanuel Macron, "Itu sudah kami putuskan."',
            [
                ("direct", "Eropa akan membayar", "Emmanuel Macron"),
                ("direct", "Itu sudah kami putuskan", "Emmanuel Macron"),
            ],
        ),
        (
            MENLU + '\n\nLavrov menyambut tawaran itu. "Kami siap berunding," ujarnya.',
            [("direct", "Kami siap berunding", "Sergei Lavrov")],
        ),
        (
            MENLU + '\n\n"Kami siap berunding," kata Lavrov.\n\n"Syaratnya jelas," lanjut dia.',
            [
                ("direct", "Kami siap berunding", "Sergei Lavrov"),
                ("direct", "Syaratnya jelas", "Sergei Lavrov"),
            ],
        ),
        (
            MENLU + '\n\n"Kami siap berunding," Lavrov menambahkan.',
            [("direct", "Kami siap berunding", "Sergei Lavrov")],
        ),
        (
            MENLU + '\n\n"Kami siap berunding," kelakar Lavrov.',
            [("direct", "Kami siap berunding", "Sergei Lavrov")],
        ),
        (
            MENLU + '\n\n"Kami siap berunding.\n\n"Syaratnya jelas," kata Lavrov.',
            [
                ("direct", "Kami siap berunding", "Sergei Lavrov"),
                ("direct", "Syaratnya jelas", "Sergei Lavrov"),
            ],
        ),
        (
            'Hal itu disampaikan Menteri Luar Negeri Rusia Sergei Lavrov di Jakarta. "Kami siap berunding kapan saja."',
            [("direct", "Kami siap berunding kapan saja", "Sergei Lavrov")],
        ),
        (
            '"Serangan itu gagal," kata kantor berita Xinhua, mengutip Menteri Luar Negeri Rusia Sergei Lavrov.',
            [("direct", "Serangan itu gagal", "Sergei Lavrov")],
        ),
    ],
)
def test_direct_quotes(body: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        'Ia membaca novel "Perang dan Damai" di kereta.',
        'Pemerintah menyebut kebijakan itu "sementara" saja.',
        'Penyanyi lagu "Hujan di Sore Hari" itu menolak hadir.',
        "Rapat di Leaders' Hall dihadiri duta besar '90-an.",
        "Mereka hanya membutuhkan kata sandi yang baru.",
        "Harga minyak tetap naik, jelas lebih tinggi daripada tahun lalu.",
        "Presiden Prancis Emmanuel Macron tidak mengatakan kapan ia datang.",
        "Laporan yang menyebutkan kerugian besar itu belum terbit.",
        "Menurut jadwal, rapat dimulai pukul sembilan pagi.",
        "Presiden Prancis Emmanuel Macron menegaskan pentingnya perdamaian.",
        "Presiden Prancis Emmanuel Macron berjanji untuk datang pada bulan Mei.",
        "Hadirin bertepuk tangan ketika Presiden Prancis Emmanuel Macron mengatakan bahwa perang akan berakhir.",
        "Keputusan Presiden Prancis Emmanuel Macron menyatakan jabatan itu kosong.",
        "Presiden Prancis Emmanuel Macron dan Presiden Rusia Vladimir Putin mengatakan perang akan berakhir.",
        'Tanda petik " yang tidak pernah ditutup tidak menelan sisa artikel.',
    ],
)
def test_titles_fragments_and_narrative_are_no_quotes(body: str) -> None:
    assert found(body) == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "Presiden Prancis Emmanuel Macron mengatakan bahwa Eropa akan membayar sendiri.",
            [("Eropa akan membayar sendiri", "Emmanuel Macron")],
        ),
        (
            "Presiden Prancis Emmanuel Macron menegaskan, Eropa akan membayar sendiri.",
            [("Eropa akan membayar sendiri", "Emmanuel Macron")],
        ),
        (
            "Eropa akan membayar sendiri, demikian keterangan resmi Kementerian Keuangan Prancis, Senin.",
            [("Eropa akan membayar sendiri", "Kementerian Keuangan Prancis")],
        ),
        ("Demikian pernyataan Kementerian Keuangan Prancis.", []),
        (
            'Macron menulis itu di X. Menurut analis Anna Petit dari Cross College, kunjungan itu "lebih simbolis".',
            [('kunjungan itu "lebih simbolis"', "Anna Petit")],
        ),
        (
            "Presiden Prancis Emmanuel Macron pada Senin mengatakan kepada wartawan bahwa Eropa akan membayar.",
            [("Eropa akan membayar", "Emmanuel Macron")],
        ),
        (
            "Menurut Presiden Prancis Emmanuel Macron, Eropa akan membayar sendiri.",
            [("Eropa akan membayar sendiri", "Emmanuel Macron")],
        ),
        (
            "Eropa akan membayar sendiri, kata Presiden Prancis Emmanuel Macron pada Senin.",
            [("Eropa akan membayar sendiri", "Emmanuel Macron")],
        ),
        (
            "Selama pertemuan itu, ungkap Presiden Prancis Emmanuel Macron, Eropa akan mengajukan usul baru.",
            [("Eropa akan mengajukan usul baru", "Emmanuel Macron")],
        ),
        (
            "Eropa akan membayar, kata Presiden Prancis Emmanuel Macron, seraya menambahkan bahwa usul itu sudah siap.",
            [("Eropa akan membayar", "Emmanuel Macron"), ("usul itu sudah siap", "Emmanuel Macron")],
        ),
        (
            "Emmanuel Macron, Presiden Prancis, yakin bahwa Eropa akan membayar.",
            [("Eropa akan membayar", "Emmanuel Macron")],
        ),
        (
            "Setelah bertemu para menteri, Presiden Prancis Emmanuel Macron berharap Eropa segera membayar.",
            [("Eropa segera membayar", "Emmanuel Macron")],
        ),
        (
            'Presiden Prancis Emmanuel Macron mengatakan usul itu adalah "lelucon yang buruk" bagi Eropa.',
            [('usul itu adalah "lelucon yang buruk" bagi Eropa', "Emmanuel Macron")],
        ),
        (
            "Presiden Prancis Emmanuel Macron mengatakan bahwa Eropa akan membayar, dan menambahkan usul itu siap.",
            [("Eropa akan membayar", "Emmanuel Macron"), ("usul itu siap", "Emmanuel Macron")],
        ),
        (
            "Presiden Prancis Emmanuel Macron, saat ditemui seusai rapat, mengatakan, dalam rapat itu ada usul baru.",
            [("dalam rapat itu ada usul baru", "Emmanuel Macron")],
        ),
        (
            "Presiden Prancis Emmanuel Macron, yang baru tiba dari Kairo, menyatakan perundingan akan berlanjut.",
            [("perundingan akan berlanjut", "Emmanuel Macron")],
        ),
        (
            "Perundingan akan gagal jika Eropa mundur, menurut para pejabat.",
            [("Perundingan akan gagal jika Eropa mundur", "para pejabat")],
        ),
        (
            "Kementerian Luar Negeri China menyatakan kedua negara telah sepakat.",
            [("kedua negara telah sepakat", "Kementerian Luar Negeri China")],
        ),
        ("Beijing menegaskan bahwa perundingan akan berlanjut.", [("perundingan akan berlanjut", "Beijing")]),
        (
            "Seorang pejabat senior mengatakan bahwa perundingan gagal.",
            [("perundingan gagal", "Seorang pejabat senior")],
        ),
        (
            MENLU
            + "\n\nLavrov mengatakan perundingan akan berlanjut. Dia menambahkan bahwa syaratnya jelas.",
            [("perundingan akan berlanjut", "Sergei Lavrov"), ("syaratnya jelas", "Sergei Lavrov")],
        ),
        (
            MENLU + "\n\nLavrov mengatakan perundingan akan berlanjut. Menurutnya, syaratnya sudah jelas.",
            [("perundingan akan berlanjut", "Sergei Lavrov"), ("syaratnya sudah jelas", "Sergei Lavrov")],
        ),
    ],
)
def test_indirect_quotes(body: str, expected: list[tuple[str, str]]) -> None:
    assert found(body) == [("indirect", text, speaker) for text, speaker in expected]


@pytest.mark.parametrize(
    ("reference", "resolved_by"),
    [
        ("kata Sergei Lavrov", "name"),
        ("kata Lavrov", "surname"),
        ("katanya", "pronoun"),
        ("kata dia", "pronoun"),
        ("kata Menteri Luar Negeri Rusia", "role"),
        ("kata diplomat senior tersebut", "role"),
    ],
)
def test_every_reference_leads_to_the_full_name(reference: str, resolved_by: str) -> None:
    body = (
        "Menteri Luar Negeri Rusia Sergei Lavrov mengatakan bahwa perundingan akan berlanjut.\n\n"
        f'"Syaratnya sudah jelas," {reference}.'
    )
    quote = quotes_of(body)[-1]
    assert (quote.speaker, quote.office, quote.resolved_by) == (
        "Sergei Lavrov", "Menteri Luar Negeri Rusia", resolved_by,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("body", "office"),
    [
        (
            '"Itu indah," kata profesor sastra dari Universitas Anu, Diego Saglia.',
            "profesor sastra dari Universitas Anu",
        ),
        (
            '"Itu indah," kata Diego Saglia, ibu salah satu pelajar, kepada AFP.',
            "ibu salah satu pelajar",
        ),
        ("Juru bicara Gedung Putih mengatakan perundingan akan berlanjut.", "Juru bicara Gedung Putih"),
        ("Seorang pejabat senior mengatakan perundingan akan berlanjut.", None),
        ("Para saksi mata mengatakan ledakan itu terjadi pada malam hari.", None),
    ],
)
def test_the_office_is_the_role_beside_the_name(body: str, office: str | None) -> None:
    assert [quote.office for quote in quotes_of(body)] == [office]


def test_the_pronoun_points_at_the_subject_and_not_at_the_last_name() -> None:
    body = (
        "Menteri Luar Negeri Rusia Sergei Lavrov menolak usul Presiden Prancis Emmanuel Macron. "
        '"Usul itu terlambat," katanya.'
    )
    assert quotes_of(body)[-1].speaker == "Sergei Lavrov"


def test_two_readings_are_left_open_and_named() -> None:
    body = (
        '"Perundingan akan berlanjut," kata Menteri Luar Negeri Rusia Sergei Lavrov.\n\n'
        'Presiden Prancis Emmanuel Macron tiba di Jakarta pada Senin. "Syaratnya sudah jelas," katanya.'
    )
    quote = quotes_of(body)[-1]
    assert quote.speaker is None
    assert quote.resolved_by == "none"
    assert set(quote.candidates) == {"Sergei Lavrov", "Emmanuel Macron"}


def test_a_quotation_without_any_attribution_has_no_speaker() -> None:
    quotes = quotes_of('Rapat berakhir ricuh.\n\n"Kami tidak pernah menyetujui keputusan itu."')
    assert [(q.kind, q.speaker) for q in quotes] == [("direct", None)]


def test_the_cue_and_the_speaker_are_pointed_at() -> None:
    body = "Presiden Prancis Emmanuel Macron menegaskan bahwa Eropa akan membayar."
    quote = quotes_of(body)[0]
    assert quote.cue == "menegaskan bahwa"
    assert quote.cue_span is not None
    assert quote.cue_span.of(body) == "menegaskan bahwa"
    assert quote.speaker_span is not None
    assert quote.speaker_span.of(body) == "Presiden Prancis Emmanuel Macron"


_WORDS = st.sampled_from(
    ["kata", "katanya", "mengatakan", "bahwa", "menurut", "Menurut", "Lavrov", "Presiden", "dia", "itu", "yang", "dan",
     ",", ".", "?", '"', "“", "”", "'", "(", ")", "-", ":", "seraya", "menambahkan", "tersebut", "Beijing", "\n\n", " ",
     "akan", "pergi", "seorang", "pejabat", "oleh", "ditambahkannya", "3", "\\", "…", "\u202e", "é"]
)  # fmt: skip


@settings(deadline=None, max_examples=300)
@given(st.lists(_WORDS, max_size=60), st.sampled_from(["", " "]))
def test_damaged_text_never_fails_and_spans_hold(words: list[str], glue: str) -> None:
    body = glue.join(words)
    for quote in quotes_of(body):
        assert body[quote.start : quote.end] == quote.text
        assert quote.text
        assert "\n\n" not in quote.text
        assert (quote.speaker is None) == (quote.resolved_by == "none")


@pytest.mark.parametrize(
    "unit",
    [
        "dia dan mengatakan dia akan pergi dan ",
        '"a ',
        '" ',
        "'a b' ",
        "ada hal, katanya, ",
        '"Kami akan pergi.\n\n',
    ],
)
def test_endless_sentences_are_passed_over(unit: str) -> None:
    body = unit * 3000
    assert all(body[q.start : q.end] == q.text for q in quotes_of(body))
