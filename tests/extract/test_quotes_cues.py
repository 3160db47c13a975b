"""Inflection of the reporting roots."""

from __future__ import annotations

import pytest

from index.extract.cues import lexicon, men
from index.language import load


@pytest.mark.parametrize(
    ("root", "verb"),
    [
        ("kata", "mengata"), ("tulis", "menulis"), ("papar", "memapar"), ("sebut", "menyebut"), ("ucap", "mengucap"),
        ("beber", "membeber"), ("jelas", "menjelas"), ("lanjut", "melanjut"), ("nyata", "menyata"),
        ("klaim", "mengklaim"), ("harap", "mengharap"), ("yakin", "meyakin"), ("prediksi", "memprediksi"),
        ("warta", "mewarta"), ("cetus", "mencetus"), ("rilis", "merilis"),
    ],
)  # fmt: skip
def test_nasal_prefix(root: str, verb: str) -> None:
    assert men(root) == verb


@pytest.mark.parametrize(
    ("word", "root", "form"),
    [
        ("kata", "kata", "bare"),
        ("katanya", "kata", "nya"),
        ("mengatakan", "kata", "active"),
        ("berkata", "kata", "active"),
        ("dikatakan", "kata", "passive"),
        ("ditambahkannya", "tambah", "passive_nya"),
        ("memperingatkan", "ingat", "active"),
        ("memperkirakan", "kira", "active"),
        ("berharap", "harap", "active"),
        ("yakin", "yakin", "active"),
        ("menurut", "menurut", "source"),
        ("menurutnya", "menurutnya", "source_nya"),
    ],
)
def test_forms_are_generated(word: str, root: str, form: str) -> None:
    cue = lexicon().forms[word]
    assert (cue.root, cue.form) == (root, form)


def test_every_word_of_the_lexicon_is_casefolded() -> None:
    words = lexicon()
    assert all(word == word.casefold() for word in words.forms)
    assert all(word == word.casefold() for kind in words.words.values() for word in kind)


def test_no_word_stands_twice_in_one_list_and_no_root_in_two_classes() -> None:
    data = load("cues")
    for name, words in data["words"].items():
        assert len(words) == len(set(words)), name
    roots = [root for cls in ("say", "view", "act") for root in data[cls]]
    assert len(roots) == len(set(roots))
