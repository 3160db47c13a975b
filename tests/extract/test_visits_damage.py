"""Damaged and hostile text never raises, and every span of a visit lies inside the body."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.visiting import visits

_WORDS = st.sampled_from(
    "kunjungan kunjungannya melakukan mengunjungi berkunjung bertolak tiba di ke dari menuju pada hingga mulai selama "
    "dua hari Senin (20/5) 3 Juni 2024 akan telah sedang batal ditunda mengundang diundang untuk menerima menjamu "
    'disambut oleh bertemu dengan yang dan , . " ( ) itu tersebut negara sini kembali tanah air Presiden Menteri Luar '
    "Negeri Perdana Rusia Jepang Indonesia Moskow Tokyo Jakarta Vladimir Putin Fumio Kishida Retno Marsudi ia dia "
    "delegasi dipimpin utusan khusus mengirim PBB saat setelah sebelum Afrika \u202e \x1b".split()
)
_TEXTS = st.lists(_WORDS, max_size=60).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(_TEXTS, st.sampled_from([None, "2024-05-15", "0001-01-01", "9999-12-31"]), st.none() | _TEXTS)
def test_any_order_of_words(body: str, published: str | None, title: str | None) -> None:
    for visit in visits(body, published, title):
        assert visit.visitor.strip()
        assert visit.host is not None
        assert visit.first is None or visit.last is None or visit.first <= visit.last
        assert visit.evidence
        for span in (*visit.evidence, visit.from_evidence, visit.to_evidence):
            assert span is None or 0 <= span.start < span.end <= len(body)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_cuts_and_doubled_stretches(data: st.DataObject) -> None:
    whole = (
        "Presiden Rusia Vladimir Putin akan melakukan kunjungan dua hari ke Tokyo, Jepang, mulai Senin (20/5), kata "
        "juru bicaranya. Putin kemudian mengunjungi Hanoi pada 23 Mei 2024 atas undangan Presiden Vietnam To Lam."
    )
    first = data.draw(st.integers(0, len(whole)))
    last = data.draw(st.integers(first, len(whole)))
    for body in (whole[:first] + whole[last:], whole[first:last] + whole[:last]):
        for visit in visits(body, "2024-05-15", None):
            assert all(span.end <= len(body) for span in visit.evidence)
