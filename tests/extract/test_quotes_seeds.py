"""The quotes of the two bundled articles, all of them and none too many."""

from __future__ import annotations

import pytest

import seeds
from index.cleaning import clean
from index.extract.pipeline import extract
from index.facts import Quote
from index.sources import read

GUO = ("Guo Jiakun", "Juru Bicara Kementerian Luar Negeri China")
ZHAO = ("Zhao Lijian", "juru bicara Kementerian Luar Negeri")
LI = ("Li Yonghui", "peneliti studi Rusia di Akademi Ilmu Sosial Tiongkok")

EXPECTED = {
    "000_5def284fd479de84.txt": [
        ("direct", "Atas undangan Menteri", "hingga 2 April", GUO),
        ("indirect", "dalam beberapa tahun terakhir", "kerja sama yang saling menguntungkan", GUO),
        ("direct", "Kami memperdalam koordinasi", "yang mengatur hubungan internasional", GUO),
        ("indirect", "Menlu Wang Yi akan bertemu", "dengan Menlu Rusia Sergei Lavrov", GUO),
        ("direct", "China berharap dapat", "yang menjadi kepentingan bersama", GUO),
    ],
    "003_679e515ec3e2a204.txt": [
        ("indirect", "Selama kunjungan tersebut", "dan pertukaran tingkat tinggi", ZHAO),
        ("indirect", "Mereka juga akan", "menjadi perhatian bersama", ZHAO),
        ("indirect", "kunjungan tersebut akan semakin", "dalam urusan internasional", ZHAO),
        ("indirect", "Perjanjian tersebut merupakan", "hubungan Tiongkok-Rusia", ZHAO),
        ("indirect", "kedua belah pihak perlu", "bagi perkembangan lebih lanjut", ZHAO),
        ("indirect", "kunjungan tersebut adalah bukti", "memerangi pandemi COVID-19", LI),
        ("indirect", "Tiongkok dan Rusia telah berdiri", "politisasi pandemi ini", LI),
        ("indirect", "Ada kemungkinan bahwa", "membaiknya situasi pandemi", LI),
        ("indirect", "ketika Amerika Serikat berupaya", "bagi koordinasi mereka", LI),
    ],
}


def quotes_of(name: str) -> list[Quote]:
    raw = next(iter(read(seeds.FOLDER / name)))
    assert not isinstance(raw, Exception)
    return list(extract(clean(raw)).quotes)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_every_quote_of_a_seed_with_its_speaker_and_office(name: str) -> None:
    quotes = quotes_of(name)
    assert [(q.kind, (q.speaker, q.office)) for q in quotes] == [
        (kind, who) for kind, _, _, who in EXPECTED[name]
    ]
    for quote, (_, first, last, _) in zip(quotes, EXPECTED[name], strict=True):
        assert quote.text.startswith(first)
        assert quote.text.endswith(last)


def test_how_each_speaker_of_a_seed_was_resolved() -> None:
    resolved = [(q.cue, q.resolved_by) for q in quotes_of("003_679e515ec3e2a204.txt")]
    assert resolved == [
        ("kata", "name"),
        ("katanya", "pronoun"),
        ("yakin bahwa", "surname"),
        ("kata", "role"),
        ("menambahkan bahwa", "role"),
        ("mengatakan", "name"),
        ("menambahkan bahwa", "pronoun"),
        ("katanya", "pronoun"),
        ("mengatakan bahwa", "surname"),
    ]
