"""Raw documents to articles."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article
from index.cleaning import clean
from index.language import load
from index.sources import RawDocument
from index.sources.decoding import repair

LEAD = "Menteri Luar Negeri Latvia bertolak ke Oslo untuk menemui mitranya."
NEXT = "Keduanya akan membahas perdagangan, kata juru bicaranya."


def _clean(text: str, **fields: str) -> Article:
    return clean(RawDocument(path="folder/berita.txt", text=text, **fields))  # type: ignore[arg-type]


def _paragraphs(article: Article) -> list[str]:
    return [span.of(article.body) for span in article.paragraphs]


@pytest.mark.parametrize(
    ("first_line", "place", "source"),
    [
        (f"Riga (ANTARA) - {LEAD}", "Riga", "ANTARA"),
        (f"Riga (ANTARA) {LEAD}", "Riga", "ANTARA"),
        (f"Riga, 12 Mei (Xinhua) -- {LEAD}", "Riga", "Xinhua"),
        (f"Riga, 12/5 (Antara/TASS) - {LEAD}", "Riga", "Antara/TASS"),
        (f"**RIGA, KOMPAS.com** - {LEAD}", "RIGA", "KOMPAS.com"),
        (f"RIGA, KOMPAS.com- {LEAD}", "RIGA", "KOMPAS.com"),
        (f"NUSA TENGGARA, KOMPAS — {LEAD}", "NUSA TENGGARA", "KOMPAS"),
        (f"Liputan6.com, Riga -{LEAD}", "Riga", "Liputan6.com"),
        (f"Liputan6.com, Riga{LEAD}", "Riga", "Liputan6.com"),
        (f"TEMPO.CO, Riga - {LEAD}", "Riga", "TEMPO.CO"),
        (f"REPUBLIKA.CO.ID, RIGA -- {LEAD}", "RIGA", "REPUBLIKA.CO.ID"),
        (f"Jakarta, CNN Indonesia -- {LEAD}", "Jakarta", "CNN Indonesia"),
        (f"TRIBUNNEWS.COM - {LEAD}", None, "TRIBUNNEWS.COM"),
        (f"RIGA- {LEAD}", "RIGA", None),
        (f"Riga - {LEAD}", "Riga", None),
        (f"Riga\n\n-\n\n{LEAD}", "Riga", None),
        (f"**Riga** (ANTARA) - {LEAD}", "Riga", "ANTARA"),
        (f"*Riga* (Antara) – {LEAD}", "Riga", "ANTARA"),
        (f"RIGA (QRX) — {LEAD}", "RIGA", "QRX"),
        (f"- {LEAD}", None, None),
        (f", - {LEAD}", None, None),
        (LEAD, None, None),
    ],
)
def test_datelines_are_told_from_the_first_words(
    first_line: str, place: str | None, source: str | None
) -> None:
    article = _clean(f"{first_line}\n\n{NEXT}", title="Judul")
    assert _paragraphs(article) == [LEAD, NEXT]
    assert (article.dateline, article.source) == (place, source)


def test_two_countries_and_a_dash_are_no_dateline() -> None:
    text = "Indonesia - Latvia meningkatkan kerja sama ekonomi mereka."
    assert _clean(text, title="Judul").body == text


@pytest.mark.parametrize(
    ("line", "source", "published", "within"),
    [
        ("kompas.com - 02 Jun 2025", "kompas.com", "2025-06-02", None),
        ("detik.com - Kamis, 12 Jun 2025 07:05 WIB", "detik.com", "2025-06-12", None),
        ("liputan6.com - Diperbarui 11 Jun 2025, 14:02 WIB", "liputan6.com", "2025-06-11", None),
        ("okezone.com - ,\xa0Jurnalis-Rabu, 18 Juni 2025 |11:30 WIB", "okezone.com", "2025-06-18", None),
        ("okezone.com - 2019-09-13 08:21:00", "okezone.com", "2019-09-13", None),
        ("tribunnews.com - 19-Sep-19 19:30", "tribunnews.com", "2019-09-19", None),
        ("Kompas.com - 09/06/2025, 20:51 WIB", "Kompas.com", "2025-06-09", None),
        ("wowkeren.com - Sep 30, 2019 -", "wowkeren.com", "2019-09-30", None),
        ("tempo.co, 19 Juni 2025", "tempo.co", "2025-06-19", None),
        ("2025-06-19T09:39:00+07:00", None, "2025-06-19", None),
        ("antara/republika - 2025-12", "antara/republika", None, "2025-12"),
        ("antara - ", "antara", None, None),
        ("Tayang: Senin, 9 Juni 2025 20:51 WIB", None, "2025-06-09", None),
        ("Waktu posting: 19 Maret 2021", None, "2021-03-19", None),
        ("Senin, 9 Juni 2025", None, "2025-06-09", None),
    ],
)
def test_line_under_the_headline_gives_source_and_publication(
    line: str, source: str | None, published: str | None, within: str | None
) -> None:
    article = _clean(f"Menlu Latvia bertolak ke Oslo\n\n{line}\n\n{LEAD}\n\n{NEXT}\n")
    assert article.title == "Menlu Latvia bertolak ke Oslo"
    assert (article.source, article.published, article.published_within) == (source, published, within)
    assert (article.published_evidence or "") in line
    assert _paragraphs(article) == [LEAD, NEXT]


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("Riga, 15 Mei 2025", "Riga"),
        ("15 Mei 2025", None),
        ("Kamis, 15 Mei 2025", None),
        ("New Delhi, Kamis, 15 Mei 2025 -", "New Delhi"),
        ("SIARAN PERS\n\nRiga, 15/05/2025", "Riga"),
    ],
)
def test_day_or_place_and_day_round_the_headline_give_publication(line: str, place: str | None) -> None:
    title = "Menlu Latvia bertolak ke Oslo"
    above, below = f"{line}\n{title}", f"{title}\n{line.removeprefix('SIARAN PERS')}"
    for head in (above, below):
        article = _clean(f"{head}\n\n{LEAD}\n\n{NEXT}\n")
        assert (article.title, article.published, article.dateline) == (title, "2025-05-15", place)
        assert (article.published_evidence or "") in line
        assert _paragraphs(article) == [LEAD, NEXT]
    alone = _clean(f"{line}\n\n{LEAD}\n\n{NEXT}\n")
    assert (alone.title, alone.published, _paragraphs(alone)) == (None, "2025-05-15", [LEAD, NEXT])


@pytest.mark.parametrize(
    "line", ["Riga, 15 Mei 2025: hari pertama", "Riga, kota tua 1201", "Menuju Mei 2025"]
)
def test_headline_with_a_day_stays_the_headline(line: str) -> None:
    article = _clean(f"{line}\n\n{LEAD}\n\n{NEXT}\n")
    assert (article.title, article.published) == (line, None)


@pytest.mark.parametrize(
    "title",
    [
        "Siapa Menlu Latvia yang baru?",
        "Latvia - Norwegia Bersepakat",
        "Ozols - Berzins Bertemu di Oslo",
        "# Ke Oslo.",
    ],
)
def test_headlines_of_odd_shapes_are_kept(title: str) -> None:
    article = _clean(f"{title}\n\n{LEAD}\n\n{NEXT}")
    assert article.title == title.strip("# ")
    assert _paragraphs(article) == [LEAD, NEXT]


def test_day_in_the_dateline_and_copyright_year_give_publication() -> None:
    for day in ("3/5", "3 Mei"):
        article = _clean(f"Riga, {day} (ANTARA) - {LEAD}\n\n{NEXT}\n\nCopyright © ANTARA 2024")
        assert (article.published, article.published_evidence) == ("2024-05-03", day)


def test_posting_line_at_the_end_gives_publication() -> None:
    article = _clean(f"Judul berita\n\nLatvia-FM\n\n{LEAD}\n\n{NEXT}\n\n\nWaktu posting: 3 Mei 2021\n")
    assert (article.published, article.published_evidence) == ("2021-05-03", "Waktu posting: 3 Mei 2021")
    assert _paragraphs(article) == [LEAD, NEXT]


def test_first_line_is_no_title_when_it_is_the_first_paragraph() -> None:
    assert _clean(f"Riga (ANTARA) - {LEAD}\n\n{NEXT}").title is None
    assert _clean(f"{LEAD}\n\n{NEXT}").title is None
    assert _clean(LEAD).title is None
    assert _clean(LEAD).display_title() == LEAD


@pytest.mark.parametrize(
    ("weekday", "year", "published"),
    [
        ("Jumat (3/5)", "2024", "2024-05-03"),
        ("Jumat, 3 Mei,", "2024", "2024-05-03"),
        ("Kamis (3/5)", "2024", None),
        ("Jumat", "2024", None),
    ],
)
def test_copyright_year_and_weekday_give_publication(weekday: str, year: str, published: str | None) -> None:
    article = _clean(
        f"Riga (ANTARA) - {LEAD}\n\nIa mengatakan itu {weekday} pagi.\n\nCopyright © ANTARA {year}"
    )
    assert article.published == published
    assert article.published_within == (None if published else year)


def test_planned_day_gives_no_publication() -> None:
    text = f"{LEAD}\n\nIa berbicara Kamis (2/5).\n\nIa akan kembali Senin (6/5).\n\nCopyright © ANTARA 2024"
    assert _clean(text, title="Judul").published == "2024-05-02"


def test_other_weekday_without_date_leaves_publication_open() -> None:
    text = f"{LEAD} Itu katanya di Riga, {{}}. Ia tiba Senin (6/5). Copyright © ANTARA 2024"
    assert _clean(text.format("Senin"), title="Judul").published == "2024-05-06"
    article = _clean(text.format("Rabu"), title="Judul")
    assert (article.published, article.published_within) == (None, "2024")


@pytest.mark.parametrize(
    ("date", "text", "url", "published"),
    [
        ("2019-10-09 00:00:00 21:48 WIB", "Ia tiba Selasa (10/9/2019).", None, "2019-09-10"),
        ("2019-10-09 00:00:00 21:48 WIB", LEAD, "https://x.id/read/2019/09/10/214/a", "2019-09-10"),
        ("2019-10-09 00:00:00 21:48 WIB", "Ia tiba Rabu (9/10/2019).", None, "2019-10-09"),
        ("2019-10-09 00:00:00 21:48 WIB", LEAD, None, "2019-10-09"),
        ("2019-09-10 21:48", "Ia akan datang Rabu (9/10/2019).", None, "2019-09-10"),
        ("10-Sep-19 17:06", "Ia tiba.", None, "2019-09-10"),
        ("Oct 1, 2019 -", "Ia tiba.", None, "2019-10-01"),
        ("31 Juli 2019 12:38", "Ia tiba.", None, "2019-07-31"),
        ("kemarin", "Ia tiba.", None, None),
    ],
)
def test_date_of_a_record_is_read_and_put_right(
    date: str, text: str, url: str | None, published: str | None
) -> None:
    article = clean(RawDocument(path="a.jsonl", line=1, text=text, title="Judul", date=date, url=url))
    assert article.published == published
    assert bool(article.notes) == (
        published is not None and date.startswith("2019-10-09") and published != "2019-10-09"
    )


@pytest.mark.parametrize(
    "line",
    [
        "Baca juga: Menlu Latvia temui Presiden Norwegia",
        "**Baca juga: Menlu Latvia temui Presiden Norwegia**",
        "Baca Juga",
        "Baca juga:\n\nMenlu Latvia temui Presiden Norwegia",
        "Simak juga Video 'Menlu di Oslo':",
        "Lihat juga Video Mengenal Oslo",
        "SCROLL TO CONTINUE WITH CONTENT",
        "ADVERTISEMENT",
        "[Gambas:Video 20detik]",
        "\\[video.1\\]",
        "null",
        "(abc/def)",
        "Pewarta: Janis Ozols",
        "Editor: Ilze Kalnina",
        "Copyright © ANTARA 2024",
        "Menlu Latvia di Oslo, Senin (6/5/2024). (ANTARA FOTO/Janis Ozols/tom)",
        "Menlu Latvia di Oslo. (Instagram/kementerian)",
        "![Menlu Latvia di Oslo, Senin (6/5/2024).](https://contoh.id/foto.jpg)",
        "Dilarang keras mengambil konten tanpa izin tertulis.",
    ],
)
def test_furniture_is_no_body(line: str) -> None:
    article = _clean(f"Judul berita\n\n{LEAD}\n\n{line}\n\n{NEXT}\n")
    assert _paragraphs(article) == [LEAD, NEXT]


@pytest.mark.parametrize(
    "line",
    [
        "Gabungan negara Baltik menyambutnya.",
        "Simak pernyataan lengkapnya dalam pidato itu.",
        "Sumber daya alam menjadi pokok bahasan.",
        "Editorial surat kabar itu memuji Latvia.",
        "Ia memimpin delegasi (12 orang).",
        "Iklan baris tidak lagi laku di sana.",
        "Video itu memperlihatkan kedua menteri.",
        "Tagar itu ramai di media sosial.",
        "Tanggal 3 Mei 2024 menjadi hari penting.",
    ],
)
def test_sentences_that_look_like_furniture_stay(line: str) -> None:
    article = _clean(f"Judul berita\n\n{LEAD}\n\n{line}\n\n{NEXT}\n")
    assert _paragraphs(article) == [LEAD, line, NEXT]


def test_footer_and_links_glued_into_one_line_are_cut() -> None:
    article = _clean(
        f"Judul berita\n\nantara - \n\nRiga (ANTARA) - {LEAD} Baca juga:Menlu temui Raja Baca juga: Raja ke Riga "
        "Sumber: Sputnik Penerjemah: Janis OzolsEditor: Ilze KalninaCopyright © ANTARA 2024 Dilarang keras mengambil "
        "konten tanpa izin tertulis dari Kantor Berita ANTARA. KirimKomentar menjadi tanggung-jawab Anda."
    )
    assert _paragraphs(article) == [LEAD]
    assert article.published_within == "2024"


def test_link_glued_between_sentences_is_cut_where_its_title_ends() -> None:
    article = _clean(
        f"{LEAD} Baca juga: Menteri luar negeri akan temui raja pekan depan Kedua pihak membahas perdagangan. {NEXT}",
        title="Judul",
    )
    assert " ".join(_paragraphs(article)) == f"{LEAD} Kedua pihak membahas perdagangan. {NEXT}"


@pytest.mark.parametrize(
    ("link", "rest"),
    [
        # what only a sentence begins with, behind a title in capitals and one in small letters
        (
            "Menlu Latvia Temui Raja Norwegia di Oslo",
            "Terkait itu, Dubes Latvia Anna Ozola mengatakan kunjungan itu singkat.",
        ),
        ("Menlu Latvia temui Raja Norwegia di Oslo", "Menurut Anna Ozola, kunjungan itu singkat."),
        ("Menlu Latvia temui Raja pekan depan di Oslo", "Dalam pidatonya, Ozola memuji raja."),
        # a quotation
        ("Menlu akan temui raja pekan depan", '"Kami siap," kata Anna Ozola.'),
        # the bare comma of flattened pages
        ("Menlu Latvia Temui Raja,", "Anna Ozola mengatakan kunjungan itu singkat."),
    ],
)
def test_inline_link_is_cut_up_to_the_sentence_behind_it(link: str, rest: str) -> None:
    joint = "" if link.endswith(",") else " "
    article = _clean(f"{LEAD} Baca juga: {link}{joint}{rest} {NEXT}", title="Judul")
    assert " ".join(_paragraphs(article)) == f"{LEAD} {rest} {NEXT}"
    article = _clean(f"{LEAD}\n\nBaca juga: {link}{joint}{rest}\n\n{NEXT}", title="Judul")
    assert rest in article.body


@pytest.mark.parametrize(
    "sentence",
    [
        "Dubes Latvia Anna Ozola mengatakan kunjungan itu singkat.",
        "Anna Ozola, Duta Besar Latvia, menyatakan hal yang sama.",
        'Dubes Latvia menjawab: "Kami siap."',
    ],
)
@pytest.mark.parametrize(
    "title", ["Menlu Latvia Temui Raja Norwegia", "Menlu temui raja", "Raja Norwegia: Kami Senang"]
)
def test_no_word_of_a_report_behind_an_inline_link_is_cut(title: str, sentence: str) -> None:
    article = _clean(f"{LEAD} Baca juga: {title} {sentence} {NEXT}", title="Judul")
    assert sentence in article.body
    assert "Baca juga" not in article.body


def test_link_that_ends_a_paragraph_is_cut_to_its_end() -> None:
    article = _clean(f"{LEAD} Baca juga: Menlu Latvia Temui Raja Norwegia di Oslo", title="Judul")
    assert article.body == LEAD


def test_tags_at_the_end_are_no_body() -> None:
    article = _clean(f"Judul berita\n\n{LEAD}\n\n{NEXT}\n\n(abc/def)\n\nlatvia\n\nmenlu latvia\n\nOslo")
    assert _paragraphs(article) == [LEAD, NEXT]
    article = _clean(f"Judul berita\n\n{LEAD}\n\n{NEXT}\n\nlatvia\n\nmenlu latvia\n\noslo")
    assert _paragraphs(article) == [LEAD, NEXT]


def test_initials_at_the_end_of_the_text_are_cut() -> None:
    for initials in (" (abc/def)", " (abc)", " (*)", ",hp/ae (afp, rtr, ap)"):
        assert _clean(f"{LEAD}{initials}", title="Judul").body == LEAD


def test_byline_is_kept() -> None:
    text = f"Judul berita\n\n{LEAD}\n\nPewarta: Janis Ozols\nEditor: Ilze Kalnina\nCopyright © ANTARA 2024"
    assert _clean(text).byline == "Janis Ozols"
    assert _clean(f"Judul berita\n\nPenulis: Janis Ozols\n\n{LEAD}").byline == "Janis Ozols"
    assert _clean(f"Judul berita\n\nOleh Janis Ozols\n\n{LEAD}").byline == "Janis Ozols"


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("Ia tiba.,Dalam pidato ia berterima kasih.,", ["Ia tiba.", "Dalam pidato ia berterima kasih."]),
        ('"Ia tiba,” katanya.,,,"Kami siap.",', ['"Ia tiba,” katanya.', '"Kami siap."']),
        ("Ia tiba. ,Selain itu. , ,", ["Ia tiba.", "Selain itu."]),
        ("Ia membayar Rp 1,5 juta, lalu pulang.", ["Ia membayar Rp 1,5 juta, lalu pulang."]),
        ('"Ia tiba.", kata Raja.', ['"Ia tiba.", kata Raja.']),
    ],
)
def test_paragraphs_joined_by_bare_commas_are_parted(text: str, paragraphs: list[str]) -> None:
    assert _paragraphs(_clean(text, title="Judul")) == paragraphs


def test_paragraphs_torn_apart_at_a_link_are_joined() -> None:
    text = (
        "Dilansir dari\n\nHarian Riga\n\n, Sabtu (4/5/2024), ia tiba.\n\n"
        "Perdana Menteri (PM)\n\nKrisjanis menyambutnya.\n\nBegitu tulis\n\nHarian Riga\n\n."
    )
    assert _paragraphs(_clean(text, title="Judul")) == [
        "Dilansir dari Harian Riga, Sabtu (4/5/2024), ia tiba.",
        "Perdana Menteri (PM) Krisjanis menyambutnya.",
        "Begitu tulis Harian Riga.",
    ]


def test_hard_wrapped_lines_are_joined() -> None:
    words = (LEAD + " " + NEXT + " ") * 4
    lines = [words[start : start + 72].strip() for start in range(0, len(words), 72)]
    article = _clean("Judul berita\n\n" + "\n".join(lines) + "\n\nPenutup yang pendek.\n")
    assert len(article.paragraphs) == 2


def test_paragraphs_of_one_line_each_are_not_joined() -> None:
    lines = [
        f"Ini paragraf nomor {n} yang ditulis dalam satu baris saja dan berakhir di sini." for n in range(5)
    ]
    assert _paragraphs(_clean("Judul berita\n\n" + "\n".join(lines))) == lines


def test_markdown_marks_are_cut_and_the_words_stay() -> None:
    article = _clean(
        "# Judul berita\n\nIa menulis di \\@menlu dan **tegas**: [kami siap](https://contoh.id/a).\n\n"
        "## Di Oslo\n\nIa tiba."
    )
    assert article.title == "Judul berita"
    assert _paragraphs(article) == ["Ia menulis di @menlu dan tegas: kami siap.", "Di Oslo", "Ia tiba."]


def test_emphasis_is_cut_in_markdown_alone() -> None:
    text = "Kunjungan *apostolik* itu _pertama_, kata `menlu`: 5*3*2, \\*catatan, @_ana_ dan *ini * tidak."
    whole = clean(RawDocument(path="a.md", text=f"Judul berita\n\n{text}"))
    assert (
        whole.body == "Kunjungan apostolik itu pertama, kata menlu: 5*3*2, *catatan, @_ana_ dan *ini * tidak."
    )
    assert "**" not in text
    assert "*apostolik* itu _pertama_, kata `menlu`" in _clean(f"Judul berita\n\n{text}").body


def test_heading_that_repeats_the_known_title_is_no_body() -> None:
    head = "---\ntitle: Menlu ke Oslo\ndate: 2024-05-03\n---\n\n"
    for heading in ("# Menlu ke Oslo", "**Menlu ke Oslo**", "Riga, 3 Mei 2024\n\n# Menlu ke Oslo"):
        article = _clean(f"{head}{heading}\n\n{LEAD}\n\n{NEXT}")
        assert (article.title, _paragraphs(article)) == ("Menlu ke Oslo", [LEAD, NEXT])


def test_front_matter_of_markdown_gives_the_metadata() -> None:
    article = _clean(
        f"---\ntitle: 'Menlu ke Oslo'\ndate: 2024-05-03\nauthor: Janis Ozols\nsumber: contoh.id\n---\n\n{LEAD}\n"
    )
    assert (article.title, article.published, article.byline) == (
        "Menlu ke Oslo",
        "2024-05-03",
        "Janis Ozols",
    )
    assert (article.source, article.body) == ("contoh.id", LEAD)


def test_identifier_is_the_records_then_the_given_then_the_files() -> None:
    assert clean(RawDocument(path="a/b.txt", text=LEAD, id="x"), id="y").id == "x"
    assert clean(RawDocument(path="a/b.txt", text=LEAD), id="y").id == "y"
    assert clean(RawDocument(path="a/b.txt", text=LEAD)).id == "b"
    assert clean(RawDocument(path="a/b.jsonl", line=3, text=LEAD)).id == "b:3"


def test_map_leads_back_to_the_file_past_repaired_characters() -> None:
    decoded = "Judul berita\n\nIa berkata: ‚ÄúKami siap.‚Äù Lalu pulang.\n\nIa menutup ‚Äì pintu."
    mended = repair(decoded)
    article = clean(RawDocument(path="a.txt", text=mended.text, repairs=mended.repairs))
    assert _paragraphs(article) == ["Ia berkata: “Kami siap.” Lalu pulang.", "Ia menutup – pintu."]
    mapped = [decoded[run.file : run.file + run.length] for run in article.source_map]
    assert mapped == ["Ia berkata: ", "Kami siap.", " Lalu pulang.", "Ia menutup ", " pintu."]
    _assert_body_is_verbatim(article, decoded)


def _assert_body_is_verbatim(article: Article, decoded: str) -> None:
    end = 0
    for run in article.source_map:
        assert run.length > 0
        assert run.body >= end
        assert article.body[run.body : run.body + run.length] == decoded[run.file : run.file + run.length]
        end = run.body + run.length
    assert end <= len(article.body)


_PIECES = [
    *load("furniture")["links"], *load("furniture")["credits"], *load("furniture")["lines"], LEAD, NEXT,
    "Riga (ANTARA) - ", "**JAKARTA, KOMPAS.com** -", "kompas.com - 02 Jun 2025", "\n", "\n\n", "\r\n", ":", ",", ".,",
    "”,", "(abc/def)", "---", "title: x", "![a](b)", "[a](https://b)", "\\[video.1\\]", "© ANTARA 2024", "Jumat (3/5)",
    "**", "#", '"', "“", "\u200b", "\x00", "\x1b[31m", "\u2028", "‚Äù",
]  # fmt: skip


@given(st.lists(st.one_of(st.sampled_from(_PIECES), st.text(max_size=20)), max_size=25).map("".join))
def test_any_text_gives_an_article_made_of_its_own_words(text: str) -> None:
    for title in (None, "Judul"):
        article = clean(RawDocument(path="a.txt", text=text, title=title))
        _assert_body_is_verbatim(article, text)
        assert article.body == "\n\n".join(_paragraphs(article))
        assert all(paragraph.strip() for paragraph in _paragraphs(article))
        covered = {index for run in article.source_map for index in range(run.body, run.body + run.length)}
        assert all(article.body[index] in " \n" for index in range(len(article.body)) if index not in covered)


def test_sample_articles_with_random_damage_give_an_article() -> None:
    generator = random.Random(7)
    for path in sorted((Path(__file__).parents[2] / "seeds").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        for _ in range(150):
            characters = list(text)
            for _ in range(generator.randrange(1, 40)):
                at = generator.randrange(len(characters))
                characters[at : at + generator.randrange(3)] = generator.choice(
                    ["", "\n", ",", '"', "\x00", "(", "Editor:"]
                )
            damaged = "".join(characters)
            _assert_body_is_verbatim(clean(RawDocument(path="a.txt", text=damaged)), damaged)


@pytest.mark.parametrize(
    "piece",
    [
        "(",
        "Editor: ",
        "Baca juga: ",
        ".,",
        "[",
        "![",
        "A ",
        "a.b ",
        "\n",
        ", ",
        "- ",
        "Copyright ",
        "**",
        '"',
        "![a](b",
    ],
)
def test_long_runs_of_one_piece_take_no_longer_than_their_length(piece: str) -> None:
    def seconds(times: int) -> float:
        start = time.process_time()
        clean(RawDocument(path="a.txt", text=piece * times))
        return time.process_time() - start

    seconds(100)
    # Sixteen times the text: sixteen times the work, 256 times if it were quadratic.
    assert seconds(16_000) < 80 * seconds(1000) + 0.05
