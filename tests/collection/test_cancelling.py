"""Searches that nobody waits for any more: broken off at every moment, with lower bounds and no error."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from whoosh.filedb.filestore import RamStorage

from index.collection.document import Origin, prepare
from index.collection.reader import CollectionReader
from index.collection.searching import patience
from index.collection.writer import Batch, create
from tests.support.invented import article, country, facts, person

WORDS = (
    "rapat",
    "rapatnya",
    "kunjungan",
    "mengunjungi",
    "pelabuhan",
    "pelabuhannya",
    "kapal",
    "beras",
    "menanam",
)
COUNT, GONE = 240, 40
READ = frozenset(f"a{number}" for number in range(0, COUNT, 3))
FLAGS = {"read": READ, "marked": frozenset({"a1"})}


@pytest.fixture(scope="module")
def files() -> tuple[RamStorage, int]:
    """An index of three segments, some articles of which are deleted."""
    chooser = random.Random(3)
    storage = RamStorage()
    create(storage)
    for part in range(3):
        batch = Batch(storage)
        for number in range(part, COUNT, 3):
            day = f"2024-{1 + number % 12:02}-{1 + number % 28:02}" if number % 20 else None
            body = " ".join(chooser.choices(WORDS, k=8))
            made = article(f"a{number}", body, title=chooser.choice(WORDS), published=day)
            named = facts([person(f"Petra {chooser.choice('ABC')}wijaya"), country("Rusia", "RU")])
            batch.add(prepare(made, named, Origin(made.path, 1, 1, "0" * 64)))
        batch.commit(lambda _: [])
    batch = Batch(storage)
    for number in chooser.sample(range(COUNT), GONE):
        batch.delete(f"a{number}")
    return storage, batch.commit(lambda _: [])


@pytest.fixture
def open_reader(
    files: tuple[RamStorage, int], monkeypatch: pytest.MonkeyPatch
) -> Callable[[], CollectionReader]:
    """A reader, which asks before every bit of work whether it is wanted."""
    monkeypatch.setattr(patience, "_BETWEEN", 0)
    monkeypatch.setattr(patience, "_SECONDS", -1.0)
    storage, generation = files
    return lambda: CollectionReader(storage.files, generation)


class Impatient:
    """Says so often that the work is wanted, and then that it is not."""

    def __init__(self, questions: int) -> None:
        self.left = questions
        self.repeated = -1

    def __call__(self) -> bool:
        self.left -= 1
        self.repeated += self.left < 0
        return self.left < 0


@pytest.mark.parametrize(
    "text",
    [
        "rapat",
        "rapat date:2024-03..",
        "-rapat",
        "pelabuhan* kunjungan",
        "title:r* kapal*",
        "is:unread kapal",
        "person:petra",
        "country:RU",
        '"rapat kapal"',
        "beras OR date:2024-02",
    ],
)
def test_a_search_broken_off_anywhere_gives_what_it_has(
    open_reader: Callable[[], CollectionReader], text: str
) -> None:
    whole = open_reader().search(text, flags=FLAGS, limit=COUNT)
    every = {hit.id for hit in whole.hits}
    assert whole.total_is_exact
    assert whole.total == len(every) > 5
    for order in ("newest", "relevance", "oldest"):
        for count_all in (True, False):
            wanted, cut = 0, True
            while cut:
                cancelled = Impatient(wanted)
                found = open_reader().search(
                    text, flags=FLAGS, limit=5, order=order, count_all=count_all, cancelled=cancelled
                )
                cut = cancelled.left < 0
                wanted += 1 + wanted // 4
                assert {hit.id for hit in found.hits} <= every
                assert found.total == len(every) if found.total_is_exact else found.total <= len(every)
                assert cancelled.repeated <= 2  # once for each thing that was still to be done
            assert found.total_is_exact >= count_all


def test_articles_that_were_flagged_are_looked_up_bit_by_bit(
    open_reader: Callable[[], CollectionReader],
) -> None:
    reader = open_reader()
    every = frozenset(f"a{number}" for number in range(COUNT))
    tries = 0
    while not reader.total("is:read", flags={"read": every}, cancelled=Impatient(9))[1]:
        tries += 1
        assert tries < COUNT
    assert tries > 1
    assert reader.total("is:read", flags={"read": every}) == (COUNT - GONE, True)


@pytest.mark.parametrize("broken_off", [True, False])
def test_flags_are_those_given_last(open_reader: Callable[[], CollectionReader], broken_off: bool) -> None:
    reader = open_reader()
    before, after = (
        frozenset({"a1", "a2", "a3", "no article"}),
        frozenset(f"a{number}" for number in range(2, 99)),
    )
    kept = {hit.id for hit in reader.search("", limit=COUNT).hits}

    def read(ids: frozenset[str]) -> set[str]:
        return {hit.id for hit in reader.search("is:read", flags={"read": ids}, limit=COUNT).hits}

    assert read(before) == before & kept
    if broken_off:
        assert reader.search("is:read", flags={"read": after}, cancelled=Impatient(3)).hits == ()
    assert read(before) == before & kept
    assert read(after) == after & kept
    assert read(before) == before & kept
