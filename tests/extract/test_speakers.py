"""Who speaks, where the words beside the cue do not simply name him: one row a rule, in sentences made for it."""

from __future__ import annotations

import pytest

from index.article import Span
from index.extract.mentions import find_mentions
from index.extract.quotes import find_quotes
from index.extract.tokens import Tokens
from index.facts import Quote


def last_quote(body: str) -> Quote:
    spans, offset = [], 0
    for paragraph in body.split("\n\n"):
        spans.append(Span(offset, offset + len(paragraph)))
        offset += len(paragraph) + 2
    tokens = Tokens(body, spans)
    return find_quotes(tokens, find_mentions(tokens, None))[-1]


@pytest.mark.parametrize(
    "words",
    ['"Kami siap berunding sekarang," kata Brandt.', "Brandt mengatakan bahwa kapal itu sudah berangkat."],
)
def test_a_short_form_of_two_persons_is_unclear(words: str) -> None:
    quote = last_quote(f"Menlu Austria Lukas Brandt tiba. Ia bertemu Menhan Swiss Anna Brandt. {words}")
    assert (quote.speaker, quote.resolved_by) == (None, "none")
    assert quote.candidates == ("Lukas Brandt", "Anna Brandt")


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ('"Kami siap berunding," kata Menhan Brandt.', "Anna Brandt"),
        ('"Kami siap," kata Menhan Brandt. "Kapal itu berangkat," tambahnya.', "Anna Brandt"),
        ('"Kami siap," kata Brandt. "Kapal itu sudah berangkat," tambahnya.', None),
        (
            '"Kami siap," kata Brandt. Lukas Brandt pergi ke Oslo. "Kapal itu berangkat," ujarnya.',
            "Lukas Brandt",
        ),
    ],
)
def test_office_tells_who_has_a_shared_name_and_a_pronoun_means_the_same(
    words: str, speaker: str | None
) -> None:
    quote = last_quote(f"Menlu Austria Lukas Brandt tiba. Ia bertemu Menhan Swiss Anna Brandt. {words}")
    assert quote.speaker == speaker


@pytest.mark.parametrize(
    ("body", "speaker", "office"),
    [
        # a definite role that nobody is known to hold: who acted last
        (
            "Menteri Pertahanan Kuba Rene Valdes tiba di Wina. Mantan Direktur Badan Atom Kuba itu menuturkan bahwa "
            "dunia aman.",
            "Rene Valdes",
            "Direktur Badan Atom Kuba",
        ),
        (
            'Sergei Lavrov menjawab di Wina. "Kami siap bekerja," kata diplomat 70 tahun itu.',
            "Sergei Lavrov",
            None,
        ),
        # never the person whose name stands in the role
        (
            'Nuria Safitri tiba. "Kami sedih sekali," tulis istri dari Anwar Ibrahim ini.',
            "Nuria Safitri",
            None,
        ),
        # anonymous sources take up one another, no minister
        (
            "Sumber dari militer Kuba mengatakan bahwa kapal itu tiba. Menteri Pertahanan Kuba Rene Valdes pergi. "
            "Pejabat anonim itu menuturkan bahwa kapal itu penuh.",
            "Pejabat anonim itu",
            None,
        ),
        # several officials are not one diplomat
        (
            "Para pejabat Kuba yang tahu hal itu mengatakan bahwa kapal tiba. Diplomat utama tersebut menyatakan "
            "bahwa kapal itu penuh.",
            None,
            None,
        ),
        # a name in an attribute is not who speaks
        (
            "Beberapa sumber kabinet Valdes yang tahu hal itu mengatakan bahwa kapal itu penuh.",
            "Beberapa sumber kabinet Valdes yang tahu hal itu",
            None,
        ),
        (
            "Presiden Kuba Rene Valdes tiba. Juru bicara Valdes mengatakan bahwa kapal itu penuh.",
            "Juru bicara Valdes",
            "Juru bicara Valdes",
        ),
        # a role, its relative clause, and the name behind a comma
        (
            '"Acara ini sangat baik," ujar salah satu penari yang hadir dalam acara itu, Malik Wibowo.',
            "Malik Wibowo",
            None,
        ),
        (
            "Ketua Kamar Dagang yang juga memimpin Yayasan Laut, Heru Wibowo, mengatakan bahwa pasar sepi.",
            "Heru Wibowo",
            None,
        ),
        (
            '"Kami akan pergi besok," kata menteri lain, Josua Vakatora, di Suva.',
            "Josua Vakatora",
            "menteri lain",
        ),
        # "saat itu" between the office and the name
        (
            "Direktur CIA saat itu Owen Baxter mengatakan kepada pers bahwa kapal itu penuh.",
            "Owen Baxter",
            "Direktur CIA",
        ),
        # leads that are no subject
        ("Berbicara di Wina, Sergei Lavrov mengatakan dia tidak akan pergi.", "Sergei Lavrov", None),
        ("Apalagi, Sergei Lavrov mengatakan kapal itu tidak akan pergi.", "Sergei Lavrov", None),
        # a pronoun of persons means who acted since, not the body that spoke
        (
            "Kedutaan Besar Kuba menyatakan bahwa pesta itu meriah. Bukan hanya itu, Rene Valdes menari dengan tamu. "
            '"Saya senang sekali di sini," katanya.',
            "Rene Valdes",
            None,
        ),
        # the subject ahead of a quotation is whom "katanya" behind it means
        (
            "Sergei Lavrov mengatakan bahwa itu benar. Duta Besar Kuba untuk Jerman menyatakan, "
            '"Semuanya ada di meja," katanya di Bonn.',
            "Duta Besar Kuba untuk Jerman",
            "Duta Besar Kuba untuk Jerman",
        ),
        # a country is no "dia", and no politician
        (
            "Menteri Pertahanan Kuba Rene Valdes mengatakan bahwa kapal itu tiba. Mesir mengatakan bahwa kapal itu "
            "kosong. Dia juga mengatakan bahwa kapal itu penuh.",
            "Rene Valdes",
            "Menteri Pertahanan Kuba",
        ),
        (
            "Rene Valdes mengatakan bahwa kapal itu tiba. Pemerintah Mesir mengatakan bahwa kapal itu kosong. "
            '"Kapal itu penuh sekali," jelas politikus Partai Buruh itu.',
            "Rene Valdes",
            None,
        ),
        # what wants has not spoken
        (
            "Kabut yang tebal membuat Presiden Kuba Rene Valdes pulang. Namun, dia mengatakan bahwa kapal itu penuh.",
            None,
            None,
        ),
    ],
)
def test_speaker_and_office(body: str, speaker: str | None, office: str | None) -> None:
    quote = last_quote(body)
    assert quote.speaker == speaker
    assert office is None or quote.office == office


@pytest.mark.parametrize(
    "body",
    [
        # several subjects: no one speaker is told
        "Kuba, Mesir, Laos, dan Nepal mengatakan mereka akan pergi.",
        # a lead before the cue is no clause, nor is a noun of action
        "Seperti diketahui, menurut Komite Pemilu Sergei Lavrov hanya akan memenangkan 31 kursi.",
        "Duta Besar Kuba Rene Valdes mengucapkan belasungkawa atas meninggalnya tokoh itu.",
    ],
)
def test_no_quote(body: str) -> None:
    tokens = Tokens(body, [Span(0, len(body))])
    assert find_quotes(tokens, find_mentions(tokens, None)) == []


@pytest.mark.parametrize(
    ("body", "clauses"),
    [
        # a long place between the verb and its "bahwa"
        (
            "Sergei Lavrov mengatakan dalam sidang Dewan Ekonomi dan Sosial (Ecosoc) Perserikatan Bangsa-Bangsa "
            "(PBB) bahwa kapal itu penuh.",
            ["kapal itu penuh"],
        ),
        # a second report behind a comma
        (
            "Sergei Lavrov mengatakan ia akan membahas kapal itu, menambahkan bahwa kapal itu penuh.",
            ["ia akan membahas kapal itu", "kapal itu penuh"],
        ),
        (
            '"Kapal itu tiba," kata Sergei Lavrov, menambahkan bahwa kapal itu penuh.',
            ["Kapal itu tiba", "kapal itu penuh"],
        ),
        # numbers before a subject
        (
            "Polisi Kuba menyatakan hanya satu orang yang tiba.",
            ["hanya satu orang yang tiba"],
        ),
        # "kerja sama" is no predicate: the clause is the whole sentence
        (
            "Diplomasi dan kerja sama, sambung Sergei Lavrov, telah menjadi jalan keluar.",
            ["Diplomasi dan kerja sama, sambung Sergei Lavrov, telah menjadi jalan keluar"],
        ),
        # a loanword that keeps its k
        ("Kremlin mengkonfirmasi bahwa kapal itu penuh.", ["kapal itu penuh"]),
    ],
)
def test_what_is_reported(body: str, clauses: list[str]) -> None:
    tokens = Tokens(body, [Span(0, len(body))])
    assert [quote.text for quote in find_quotes(tokens, find_mentions(tokens, None))] == clauses


@pytest.mark.parametrize(
    ("body", "candidates"),
    [
        ('"Kapal itu sudah berangkat," kata Menteri Perikanan , , di Bitung.', ("Menteri Perikanan",)),
        ("Menteri Perikanan  , mengatakan kapal itu sudah berangkat.", ("Menteri Perikanan",)),
        ("Menteri Perikanan ( ,)  , mengatakan, kapal itu sudah berangkat.", ("Menteri Perikanan",)),
        ("Menteri Perikanan,mengatakan kapal itu sudah berangkat.", ("Menteri Perikanan",)),
    ],
)
def test_a_role_whose_name_is_cut_out_is_unclear(body: str, candidates: tuple[str, ...]) -> None:
    quote = last_quote(body)
    assert (quote.speaker, quote.candidates) == (None, candidates)


def test_a_pronoun_behind_a_cut_name_is_as_unclear() -> None:
    body = (
        'Menlu Lukas Brandt tiba. Menteri Perikanan  , menilai kapal itu terlambat. "Kami menunggu," katanya.'
    )
    assert last_quote(body).speaker is None


def test_a_role_with_a_cut_name_means_its_only_holder() -> None:
    body = 'Menteri Perikanan Lukas Brandt tiba. "Kapal itu sudah berangkat," kata Menteri Perikanan , di Bitung.'
    assert last_quote(body).speaker == "Lukas Brandt"


@pytest.mark.parametrize(
    "body",
    [
        "Kabut tebal itu mengatakan bahwa kapal sudah berangkat.",
        "Doktrin perang Austria menegaskan bahwa kapal itu harus berangkat.",
        "Presidn 73 tahun itu menuturkan bahwa kapal itu sudah berangkat.",
        "Politikus yang lahir di Wina ini menilai kapal itu sudah berangkat.",
        "Rapat digelar di kantor itu, Kuningan, Jakarta. Kuningan menilai kapal itu sudah berangkat.",
    ],
)
def test_a_phrase_that_names_nobody_is_no_speaker(body: str) -> None:
    assert last_quote(body).speaker is None


@pytest.mark.parametrize(
    ("body", "speaker"),
    [
        ('"Kapal itu sudah berangkat," kata seorang orator.', "seorang orator"),
        ('"Kapal itu sudah berangkat," kata dua pejabat , kepada wartawan.', "dua pejabat"),
        ('"Kapal itu sudah berangkat," kata surat kabar itu kemarin. Surat kabar itu laris.', None),
        ('"Kapal itu sudah berangkat," kata pengacaranya.', "pengacaranya"),
        ('"Kapal itu sudah berangkat," kata Teheran.', "Teheran"),
        ("Militer Austria mengatakan kapal itu sudah berangkat.", "Militer Austria"),
        ("Brabo mengatakan kapal itu sudah berangkat.", "Brabo"),
        ('"Kapal itu sudah berangkat," kata PBB,kemarin.', "PBB"),
        ("Menteri Kelautan Kuba; Anna Widmer, mengatakan bahwa kapal itu sudah berangkat.", "Anna Widmer"),
    ],
)
def test_a_phrase_that_tells_of_a_speaker_stands_as_written(body: str, speaker: str | None) -> None:
    assert last_quote(body).speaker == speaker


@pytest.mark.parametrize(
    ("body", "speaker"),
    [
        # a first name cut short
        ('Alexandru Popescu tiba. "Kapal itu sudah berangkat," kata Alex.', "Alexandru Popescu"),
        ('Alexandru Popescu dan Alexandra Ionescu tiba. "Kapal sudah berangkat," kata Alex.', "Alex"),
        # a word of the office in front of the name
        (
            "Kapal dibuat oleh Vostrek di Wina. CEO Vostrek Sergei Lavrin mengatakan kapal itu berangkat.",
            "Sergei Lavrin",
        ),
        (
            "Menteri Luar Negeri Kuba tiba. Menlu Neger Ahmad Zarif mengatakan kapal itu berangkat.",
            "Ahmad Zarif",
        ),
        # both halves of a first name behind an office
        ('"Kapal itu sudah berangkat," kata Menteri Luar Negeri Prancis Jean-Yves, kemarin.', "Jean-Yves"),
        # a role whose demonstrative stands behind its ministry
        (
            'Lukas Brandt tiba. "Kapal itu sudah berangkat," kata Kepala Seksi Kapal, Kementerian Kelautan itu.',
            "Lukas Brandt",
        ),
        (
            "Lukas Brandt tiba di Wina. Profesor di bidang kelautan ini menjelaskan kapal itu sudah berangkat.",
            "Lukas Brandt",
        ),
        # the object of the verb before does not speak
        ("Karena kapal itu penuh, Brandt mencela Kuba dan mengatakan kapal itu akan berangkat.", None),
        ("Di situ ditulis tamu itu mencela Kuba dan mengatakan kapal itu akan berangkat.", None),
        # a name behind a relative clause, with an adverbial before its verb
        (
            "Anggota parlemen yang juga ketua komisi kapal, Lukas Brandt dalam pidatonya mengatakan kapal itu penuh.",
            "Lukas Brandt",
        ),
        # who said what the sentence tells of
        (
            'Lukas Brandt mengatakan kapal itu penuh. Hal senada disampaikan oleh Anna Widmer di Bern. "Kapal itu '
            'sudah berangkat," ujarnya.',
            "Anna Widmer",
        ),
        (
            'Lukas Brandt tiba. Hal senada disampaikan oleh Anna Widmer di Bern. "Kapal itu berangkat," ujarnya.',
            "Anna Widmer",
        ),
        # a company in front of the name
        ("Mitra pendiri Vostrek Commodities Greg Lavrin mengatakan kapal itu berangkat.", "Greg Lavrin"),
        ('Kata Brandt, kapal itu penuh. "Kapal itu sudah berangkat," kata Brandt.', "Brandt"),
    ],
)
def test_a_name_is_neither_cut_nor_padded(body: str, speaker: str | None) -> None:
    assert last_quote(body).speaker == speaker


def test_a_headline_completes_a_name_without_the_words_of_another_person() -> None:
    body = 'Retno Marsudi memilih Brandt. "Kapal itu sudah berangkat," kata Brandt.'
    tokens = Tokens(body, [Span(0, len(body))])
    cast = find_mentions(tokens, "Ini Alasan Marsudi Tunjuk Lukas Brandt sebagai Ketua")
    assert find_quotes(tokens, cast)[-1].speaker == "Lukas Brandt"
