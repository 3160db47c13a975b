"""The manual of the query language agrees with the program."""

from __future__ import annotations

import re
from pathlib import Path

from index.collection import FIELDS, FLAGS, parse
from index.collection.document import LEAD_WEIGHT, TITLE_WEIGHT
from index.collection.query import DEEPEST, MOST_TERMS
from index.collection.schema import EDGE_LETTERS

MANUAL = Path(__file__).parents[2] / "docs" / "query-language.md"


def test_every_example_is_understood() -> None:
    examples = re.findall(r"^\| `([^`]+)`", MANUAL.read_text("utf-8"), re.MULTILINE)
    assert len(examples) > 15
    assert {example: parse(example).problems for example in examples} == dict.fromkeys(examples, ())


def test_every_field_and_flag_is_documented() -> None:
    text = MANUAL.read_text("utf-8")
    names = [name for names in FIELDS.values() for name in names]
    assert [name for name in names if f"`{name}:" not in text] == []
    english, indonesian = zip(*(names[:2] for names in FLAGS.values()), strict=True)
    assert [flag for flag in english if f"`is:{flag}`" not in text] == []
    assert [flag for flag in indonesian if f"`adalah:{flag}`" not in text] == []


def test_the_figures_are_the_programs() -> None:
    text = " ".join(MANUAL.read_text("utf-8").split())
    assert f"No more than {MOST_TERMS} words and {DEEPEST} brackets" in text
    assert EDGE_LETTERS == 4
    assert "more than four letters" in text
    assert (TITLE_WEIGHT, LEAD_WEIGHT) == (4, 2)
