"""The benchmarks run, on a few invented articles, and ask every engine for the same."""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from benchmarks import engines, growth
from benchmarks.engines import Engine
from benchmarks.engines.fts5 import Fts5
from benchmarks.engines.ours import Ours, StockOnOurs
from benchmarks.processes import run
from benchmarks.pseudo_terminal import Output, Terminal, readable, shows
from benchmarks.queries import Ask, Drawer, Item, forms, items, spelt_out, vocabulary
from benchmarks.replicate import replicate
from benchmarks.searching import BY_ROOT
from benchmarks.tables import percentile
from index.collection import open_collection
from index.collection.adding import add
from index.collection.analyzer import terms
from index.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
COUNT = 18
"""Articles: fewer than the hits that a benchmark asks for."""
_COUNTRIES = ["Jepang", "Rusia", "Australia", "India"]
ASKS = [
    Ask(words=("perundingan",)),
    Ask(words=("berunding",)),
    Ask(words=("delegasi", "energi"), order="relevance"),
    Ask(prefix="per"),
    Ask(prefix="p", order="relevance"),
    Ask(words=("delegasi",), prefix="jep", snippets=True),
    Ask(phrase=("bulan", "depan")),
    Ask(words=("bulan",), any_of=(("jepang", "india"), ("energi", "tidakada")), without=("tujuh",)),
    Ask(words=("delegasi",), country="RU"),
    Ask(words=("delegasi",), days=(739_319, 739_325)),
]


def _record(number: int) -> dict[str, str]:
    country = _COUNTRIES[number % len(_COUNTRIES)]
    energy = " Kerja sama energi disepakati." if number % 2 else ""
    return {
        "id": f"artikel-{number}",
        "title": f"Menteri membuka pertemuan ke-{number} dengan {country}",
        "source": f"Harian {number % 3}",
        "date": f"{number + 1:02d}/03/2025",
        "url": f"https://berita.example/2025/03/{number + 1:02d}/{number}",
        "text": f"Delegasi {country} tiba di Jakarta. Perundingan nomor {number} membahas perdagangan.{energy} "
        f"Pembicaraan dilanjutkan bulan depan.{' Tujuh orang berunding.' * (number % 5 == 0)}",
    }


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("corpus") / "articles.jsonl"
    lines = (json.dumps(_record(number)) + "\n" for number in range(COUNT))
    path.write_text("".join(lines), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def directory(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("collection") / "articles"
    add(open_collection(made, create=True), [corpus], settings=Settings(), workers=1)
    return made


class TestReplicating:
    def test_the_first_copy_is_the_corpus_itself(self, corpus: Path) -> None:
        assert list(replicate(corpus, COUNT)) == [_record(number) for number in range(COUNT)]

    def test_fewer_are_evenly_chosen(self, corpus: Path) -> None:
        chosen = [int(record["id"].removeprefix("artikel-")) for record in replicate(corpus, 6)]
        assert [after - before for before, after in itertools.pairwise(chosen)] == [3] * 5

    def test_copies_are_new_articles_of_the_same_words(self, corpus: Path) -> None:
        made = list(replicate(corpus, 5 * COUNT))
        assert len({record["id"] for record in made}) == len({record["url"] for record in made}) == 5 * COUNT
        assert len({record["text"] for record in made}) > 4 * COUNT
        known = {word for number in range(COUNT) for word in _record(number)["text"].split()}
        assert {word for record in made for word in record["text"].split()} <= known

    def test_the_address_moves_with_the_date(self, corpus: Path) -> None:
        copies = list(replicate(corpus, 2 * COUNT))[COUNT:]
        for record in copies:
            day, month, year = record["date"].split("/")
            assert f"/{year}/{month}/{day}/" in record["url"]
        assert {record["date"] for record in copies} != {_record(number)["date"] for number in range(COUNT)}

    def test_the_seed_decides(self, corpus: Path) -> None:
        assert list(replicate(corpus, 50, seed=2)) == list(replicate(corpus, 50, seed=2))
        assert list(replicate(corpus, 50, seed=2)) != list(replicate(corpus, 50, seed=3))


@contextmanager
def _engine(name: str, directory: Path, scratch: Path) -> Iterator[Engine]:
    collection = open_collection(directory)
    engine: Engine
    if name in ("ours", "stock on ours"):
        engine = Ours(collection) if name == "ours" else StockOnOurs(collection)
    else:
        module = engines.peer(name.removesuffix(" in date order"))
        if module is None:
            pytest.skip(f"{name} is not installed")
        module.build(sorted(items(collection), key=lambda item: item.day), scratch)
        engine = Fts5(scratch, in_date_order=True) if name.endswith("order") else module.engine(scratch)
    yield engine
    engine.close()


def _meets(item: Item, ask: Ask) -> bool:
    words = terms(f"{item.title} {item.text}")
    return all(
        [
            set(ask.words) <= set(words),
            any(word.startswith(ask.prefix) for word in words),
            not ask.phrase or ask.phrase in set(itertools.pairwise(words)),
            all(set(group) & set(words) for group in ask.any_of),
            not set(ask.without) & set(words),
            not ask.country or ask.country in item.countries,
            not ask.days or ask.days[0] <= item.day <= ask.days[1],
        ]
    )


@pytest.mark.parametrize("name", ["ours", "stock on ours", *engines.PEERS, "fts5 in date order"])
def test_every_engine_finds_the_same(directory: Path, tmp_path: Path, name: str) -> None:
    articles = list(items(open_collection(directory)))
    known = forms(articles)
    with _engine(name, directory, tmp_path) as engine:
        for ask in ASKS:
            spelt = spelt_out(ask, known)
            expected = [item for item in articles if _meets(item, spelt)]
            assert 0 < len(expected) <= COUNT
            found = list(engine.search(ask if name in BY_ROOT else spelt))
            if ask.order == "newest":
                assert found == [item.id for item in sorted(expected, key=lambda item: -item.day)], ask
            else:
                assert set(found) == {item.id for item in expected}, ask


@pytest.mark.parametrize("name", ["ours", *engines.PEERS])
def test_every_engine_counts_the_same(directory: Path, tmp_path: Path, name: str) -> None:
    with _engine(name, directory, tmp_path) as engine:
        assert engine.facets(Ask(words=("energi",))) == {"Harian 0": 3, "Harian 1": 3, "Harian 2": 3}


def test_queries_are_drawn_the_same_for_the_same_seed(directory: Path) -> None:
    words = vocabulary(list(items(open_collection(directory))))
    # So few articles have no words of middling frequency.
    words.middling.extend(words.common)
    words.common.extend(words.titles)
    words.middling.extend(words.titles)
    assert Drawer(words, 1).draw(3) == Drawer(words, 1).draw(3) != Drawer(words, 2).draw(3)


def test_percentiles_are_of_the_values() -> None:
    values = [float(value) for value in range(1, 101)]
    assert (percentile(values, 50), percentile(values, 95), percentile([3.0], 95)) == (50.0, 95.0, 3.0)


@pytest.mark.parametrize(
    "arguments",
    [
        ["replicate", "CORPUS", "5", "OUT"],
        ["extraction", "CORPUS", "--passes", "1"],
        ["indexing", "COLLECTION", "--rounds", "1"],
        ["adding", "CORPUS"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_it_is_one_command(arguments: list[str], corpus: Path, directory: Path, tmp_path: Path) -> None:
    places = {"CORPUS": str(corpus), "COLLECTION": str(directory), "OUT": str(tmp_path / "out.jsonl")}
    module, *rest = [places.get(argument, argument) for argument in arguments]
    ended = subprocess.run(
        [sys.executable, "-m", f"benchmarks.{module}", *rest],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    if "OUT" in arguments:
        assert len((tmp_path / "out.jsonl").read_text().splitlines()) == 5
    else:
        assert "articles" in ended.stdout


class TestTerminal:
    def test_a_program_is_watched_from_its_start_to_the_answer_to_a_key(self, tmp_path: Path) -> None:
        program = tmp_path / "program.py"
        program.write_text(
            "import sys, time, tty\n"
            "tty.setraw(0)\n"
            "print('a first screen that can be read', end='', flush=True)\n"
            "time.sleep(0.1)\n"
            "print('\\x1b[?1h\\x1b[2J\\x1b[Hall of it, ready', end='', flush=True)\n"
            "print('pressed', ascii(sys.stdin.read(3)), flush=True)\n"
            "time.sleep(9)\n"
        )
        with Terminal(
            [sys.executable, str(program)], size=(60, 5), environment={"TERM": "xterm"}
        ) as terminal:
            output = terminal.starting(longest=0.5)
            first, ready, never = terminal.moments(output, readable, shows("ready"), shows("nowhere"))
            answer = terminal.settle("\x1b[A")
            assert "pressed '\\x1bOA'" in terminal.screen.display[0]
        assert first is not None
        assert ready is not None
        assert never is None
        assert 0 < first < ready <= output.seconds
        assert output.size == 59
        assert 0 < answer.seconds < 5
        with pytest.raises(RuntimeError, match="all of it"):
            terminal.press("q")

    def test_a_line_delays_and_carries_so_many_bytes_a_second(self) -> None:
        output = Output(0.0, [(1.0, b"x" * 100), (1.1, b"x" * 100)])
        # The first piece is there at 1 + 2 * 0.5 + 1, the second has to wait for it.
        assert output.lag(delay=0.5, bytes_a_second=100.0, since=1.0) == pytest.approx(3.0)
        assert output.lag(delay=0.0, bytes_a_second=1e9, since=2.0) == 0.0

    def test_memory_of_a_process_and_of_what_it_starts(self) -> None:
        source = "import subprocess, sys; x = b'x' * 50_000_000; subprocess.run(['sleep', '0.4'])"
        measured = run([sys.executable, "-c", source])
        assert measured.peak_bytes > 50_000_000
        assert 0 < measured.cpu < measured.seconds

    def test_what_a_command_leaves_behind_is_waited_for_and_counted_apart(self, tmp_path: Path) -> None:
        working = tmp_path / "working.py"
        working.write_text(
            "import time, pathlib\n"
            "while time.process_time() < 0.6: pass\n"  # the kernel counts in hundredths
            f"pathlib.Path({str(tmp_path / 'ended')!r}).touch()\n"
        )
        command = [sys.executable, str(working)]
        leaving = f"import subprocess; subprocess.Popen({command!r}, start_new_session=True)"
        measured = run([sys.executable, "-c", leaving])
        assert (tmp_path / "ended").exists()
        assert measured.left_cpu >= 0.5 > measured.cpu


def test_a_figure_that_grows_is_extrapolated_and_one_that_falls_is_not() -> None:
    table = growth.report({100: {"took, s": 1.0, "rest, s": 4.0}, 1000: {"took, s": 10.0, "rest, s": 2.0}})
    assert "| took, s | 1.0 | 10 | +1.00 | 10,000 |" in table
    assert "| rest, s | 4.0 | 2.0 | -0.30 | 2.0 |" in table
