"""Forms of one word meet in one root; words that only look alike stay apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.collection.conflation import root
from index.language import load

ROOTS = [word for line in load("conflation")["roots"].values() for word in line.split()]
FAMILIES = {
    "kunjung": "kunjungan berkunjung mengunjungi kunjungi dikunjungi pengunjung kunjungannya",
    "temu": "bertemu pertemuan menemui ditemui temui pertemuannya ketemu",
    "runding": "berunding perundingan merundingkan dirundingkan perundingannya",
    "sepakat": "kesepakatan menyepakati disepakati bersepakat",
    "tegas": "menegaskan ditegaskan ketegasan",
    "nyata": "menyatakan pernyataan dinyatakan pernyataannya",
    "serang": "menyerang diserang serangan penyerangan",
    "tunda": "menunda ditunda penundaan tertunda",
    "tolak": "menolak penolakan ditolak bertolak",
    "pilih": "memilih pemilihan dipilih terpilih pilihan",
    "perang": "memerangi berperang peperangan diperangi",
    "damai": "perdamaian berdamai mendamaikan",
    "undang": "mengundang diundang undangan",
    "utus": "mengutus diutus utusan",
    "tahan": "menahan pertahanan mempertahankan bertahan tahanan",
    "ajar": "belajar pelajar mempelajari pembelajaran mengajar",
    "kerja": "bekerja pekerja pekerjaan dikerjakan mengerjakan",
    "beri": "memberi memberikan diberikan pemberian berikan",
    "isi": "mengisi pengisian berisi",
    "urus": "mengurus pengurus urusan",
    "tunjuk": "menunjuk menunjukkan ditunjuk penunjukan",
    "menteri": "kementerian menterinya",
    "negara": "kenegaraan senegara negaranya",
    "evaluasi": "mengevaluasi dievaluasi evaluasinya",
    "sebab": "menyebabkan penyebab disebabkan",
    "ubah": "berubah mengubah perubahan diubah",
    "rencana": "berencana merencanakan perencanaan terencana",
    "rasa": "merasa terasa berasa perasaan",
    "langgar": "melanggar pelanggaran dilanggar",
}


@pytest.mark.parametrize(("family", "forms"), FAMILIES.items())
def test_the_forms_of_a_word_share_its_root(family: str, forms: str) -> None:
    forms = f"{family} {forms}"
    assert {form: root(form) for form in forms.split()} == dict.fromkeys(forms.split(), family)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("menteri", "teri"),
        ("diplomat", "plomat"),
        ("perang", "rang"),
        ("pekan", "kan"),
        ("berita", "rita"),
        ("pemerintah", "perintah"),
        ("pelanggaran", "anggaran"),
        ("memberikan", "ikan"),
        ("mengisi", "kisi"),
        ("pengawasan", "kawasan"),
        ("mengoperasikan", "koperasi"),
        ("menoleh", "oleh"),
        ("keretakan", "kereta"),
        ("disertasi", "sertasi"),
        ("kedutaan", "utas"),
        ("negara", "negeri"),
        ("desakan", "desa"),
    ],
)
def test_words_that_only_look_alike_stay_apart(one: str, other: str) -> None:
    assert root(one) != root(other)


@pytest.mark.parametrize(
    "name",
    [
        "lavrov",
        "berlin",
        "iran",
        "sudan",
        "kenya",
        "putin",
        "merkel",
        "beirut",
        "macron",
        "pyongyang",
        "g20",
        "2025",
    ],
)
def test_names_and_numbers_stay_as_they_are(name: str) -> None:
    assert root(name) == name


def test_an_unlisted_word_loses_its_possessive_only() -> None:
    assert root("koalisinya") == "koalisi"
    assert root("xenonnya") == "xenon"
    assert root("armenya") == "armenya"


@given(st.text(max_size=40))
def test_any_text_has_a_root(term: str) -> None:
    assert bool(root(term)) == bool(term)


@given(st.sampled_from(sorted(ROOTS)), st.sampled_from(["nya", "nyalah", "nyapun"]))
def test_endings_do_not_change_the_root(word: str, ending: str) -> None:
    assert root(word + ending) in (word, root(word + "nya"))


def test_every_listed_root_is_its_own() -> None:
    assert len(ROOTS) == len(set(ROOTS))
    assert [word for word in ROOTS if root(word) != word] == []
    assert [word for word in ROOTS if not (word.isascii() and word.isalpha() and word.islower())] == []


def test_every_base_has_a_listed_root() -> None:
    bases = load("conflation")["bases"]
    assert set(bases.values()) <= set(ROOTS)
    assert not set(bases) & set(ROOTS)
