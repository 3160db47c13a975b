"""The notebook keeps what a person made, whatever happens to the program, the article or the file."""

from __future__ import annotations

import errno
import os
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
from pathlib import Path

import msgspec
import pytest

from index.article import Article, Span
from index.errors import ExitCode, NotebookError
from index.facts import Facts, Quote
from index.notebook import Highlight, Notebook, Undone, quote_around, schema

WORDS = "Kami akan hadir di Hanoi"
BODY = f'Jubir Dewi berbicara di Jakarta.\n\n"{WORDS}," kata Dewi, Senin. Ia tidak merinci jadwalnya.'
START = BODY.index(WORDS)
SPAN = Span(START, START + len(WORDS))
QUOTE = Quote(
    start=SPAN.start, end=SPAN.end, text=WORDS, kind="direct", speaker="Dewi Lestari", office="Jubir",
    speaks_for="Kemlu RI", resolved_by="surname",
)  # fmt: skip


def article(body: str = BODY, *, id: str = "a/1", sha256: str = "1" * 64) -> Article:
    paragraphs, at = [], 0
    for paragraph in body.split("\n\n"):
        paragraphs.append(Span(at, at + len(paragraph)))
        at += len(paragraph) + 2
    return Article(
        id=id, path="/news/1.txt", title="Jubir: kami hadir", published="2025-03-28", source="KANTOR BERITA",
        url="https://example.org/1", body=body, paragraphs=tuple(paragraphs), sha256=sha256,
    )  # fmt: skip


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "notebook.sqlite"


@pytest.fixture
def notebook(path: Path) -> Notebook:
    return Notebook(path)


def test_highlight_keeps_words_context_and_citation(notebook: Notebook) -> None:
    made = notebook.add_highlight(article(), SPAN, "quote", QUOTE)
    kept = Notebook(notebook.path).highlights("a/1")
    assert kept == [made]
    assert (made.text, made.start, made.end, made.paragraph) == (WORDS, SPAN.start, SPAN.end, 2)
    assert made.before == BODY[START - 32 : START]
    assert made.after == BODY[SPAN.end : SPAN.end + 32]
    assert (made.speaker, made.office, made.speaks_for) == ("Dewi Lestari", "Jubir", "Kemlu RI")
    assert (made.quote_kind, made.resolved_by) == ("direct", "surname")
    assert (made.source, made.title, made.published) == ("KANTOR BERITA", "Jubir: kami hadir", "2025-03-28")
    assert made.created_at.endswith("+00:00")


def test_unclear_speaker_keeps_its_candidates(notebook: Notebook) -> None:
    unclear = msgspec.structs.replace(QUOTE, speaker=None, office=None, candidates=("Dewi", "Rina"))
    notebook.add_highlight(article(), SPAN, "quote", unclear)
    (kept,) = notebook.highlights()
    assert (kept.speaker, kept.candidates) == (None, ("Dewi", "Rina"))


def test_same_stretch_is_marked_once(notebook: Notebook) -> None:
    first = notebook.add_highlight(article(), SPAN, "quote", QUOTE)
    assert notebook.add_highlight(article(), SPAN, "selection") == first
    assert notebook.highlights() == [first]
    notebook.undo()
    assert notebook.undo() is None


@pytest.mark.parametrize("span", [Span(5, 5), Span(9, 3), Span(-1, 4), Span(0, len(BODY) + 1)])
def test_stretch_outside_the_body_is_refused(notebook: Notebook, span: Span) -> None:
    with pytest.raises(ValueError, match="no stretch of a body"):
        notebook.add_highlight(article(), span, "selection")
    assert notebook.highlights() == []


def test_undo_takes_back_marking_and_removal(notebook: Notebook) -> None:
    first = notebook.add_highlight(article(), SPAN, "quote", QUOTE)
    second = notebook.add_highlight(article(), Span(0, 10), "selection")
    assert notebook.remove_highlight(first.id) == first
    assert notebook.marked_ids() == {"a/1"}

    assert notebook.undo() == Undone("removed", first)
    assert notebook.highlights() == [first, second]
    assert notebook.highlights("a/1") == [second, first]  # in text order
    assert notebook.undo() == Undone("added", second)
    notebook.undo()
    assert notebook.highlights() == []
    assert notebook.marked_ids() == set()
    assert notebook.undo() is None


def test_undo_leaves_what_other_sessions_did(notebook: Notebook) -> None:
    first = notebook.add_highlight(article(), SPAN, "quote", QUOTE)
    later = Notebook(notebook.path)
    assert later.undo() is None
    second = later.add_highlight(article(), Span(0, 10), "selection")
    third = notebook.add_highlight(article(), Span(2, 10), "selection")
    assert later.undo() == Undone("added", second)
    assert later.undo() is None
    assert notebook.highlights() == [first, third]


def test_undo_passes_over_what_another_session_took_away(notebook: Notebook) -> None:
    first = notebook.add_highlight(article(), SPAN, "quote", QUOTE)
    second = notebook.add_highlight(article(), Span(0, 10), "selection")
    Notebook(notebook.path).remove_highlight(second.id)
    assert notebook.undo() == Undone("added", first)
    assert notebook.undo() is None


def test_highlights_of_a_notebook_without_sessions_are_safe_from_undo(notebook: Notebook) -> None:
    made = notebook.add_highlight(article(), SPAN, "quote", QUOTE)
    with sqlite3.connect(notebook.path) as connection:
        connection.execute("ALTER TABLE operation DROP COLUMN session")
        connection.execute("PRAGMA user_version = 2")
    again = Notebook(notebook.path)
    assert again.undo() is None
    assert again.highlights() == [made]


def test_removing_what_is_not_there_changes_nothing(notebook: Notebook) -> None:
    assert notebook.remove_highlight(7) is None
    assert notebook.undo() is None


def test_removed_id_is_not_given_again(notebook: Notebook) -> None:
    first = notebook.add_highlight(article(), SPAN, "quote", QUOTE)
    notebook.remove_highlight(first.id)
    assert notebook.add_highlight(article(), Span(0, 4), "selection").id != first.id


def test_reading_state(notebook: Notebook) -> None:
    notebook.set_position("a/1", 120)
    assert notebook.read_ids() == set()
    notebook.set_read("a/1")
    notebook.set_read("a/2")
    notebook.set_read("a/2", False)
    again = Notebook(notebook.path)
    assert again.read_ids() == {"a/1"}
    assert (again.position("a/1"), again.position("a/2"), again.position("a/3")) == (120, None, None)


def test_placement_follows_the_words_and_never_guesses(notebook: Notebook) -> None:
    made = notebook.add_highlight(article(), SPAN, "quote", QUOTE)
    (placed,) = notebook.placements(article())
    assert (placed.highlight, placed.span, placed.standing) == (made, SPAN, "in place")

    moved = article("Ralat redaksi.\n\n" + BODY, sha256="2" * 64)
    (placed,) = notebook.placements(moved)
    assert placed.standing == "found again"
    assert placed.span is not None
    assert placed.span.of(moved.body) == WORDS

    (placed,) = notebook.placements(article(BODY.replace("akan hadir", "tidak hadir"), sha256="3" * 64))
    assert (placed.span, placed.standing) == (None, "detached")
    assert notebook.highlights() == [made]


def test_same_file_under_another_id_keeps_its_marks(notebook: Notebook) -> None:
    made = notebook.add_highlight(article(), SPAN, "quote", QUOTE)
    assert [p.highlight for p in notebook.placements(article(id="moved/1"))] == [made]
    assert notebook.placements(article(id="other", sha256="")) == []


def test_path_that_is_no_utf8_and_odd_characters_come_back(notebook: Notebook) -> None:
    odd = msgspec.structs.replace(
        article("a\0b\ud800 c\u202e🙂 d"), id="folder/\udcff", path="/news/\udcff.txt", title="t\0\ud800"
    )
    made = notebook.add_highlight(odd, Span(0, 6), "selection")
    again = Notebook(notebook.path)
    assert again.highlights("folder/\udcff") == [made]
    assert again.marked_ids() == {"folder/\udcff"}
    assert made.text == "a\0b\ud800 c"
    notebook.undo()
    assert again.highlights() == []


def test_quote_around_needs_every_word_to_be_the_speakers() -> None:
    facts = Facts(
        extractor="1", quotes=(QUOTE, msgspec.structs.replace(QUOTE, start=0, end=70, speaker="Rina"))
    )
    assert quote_around(facts, Span(SPAN.start + 2, SPAN.end)) == QUOTE
    around = quote_around(facts, Span(SPAN.start - 1, SPAN.end))
    assert around is not None
    assert around.speaker == "Rina"
    assert quote_around(facts, Span(60, 80)) is None


# The file


def test_file_is_private_and_durable(notebook: Notebook) -> None:
    notebook.set_read("a/1")
    modes = {entry.name: stat.S_IMODE(entry.stat().st_mode) for entry in notebook.path.parent.iterdir()}
    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE(notebook.path.parent.stat().st_mode) == 0o700
    assert notebook._connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert notebook._connection.execute("PRAGMA synchronous").fetchone() == (2,)


def test_kill_loses_nothing_that_was_returned(path: Path) -> None:
    code = """
import sys
from pathlib import Path
from index.article import Article, Span
from index.notebook import Notebook
notebook = Notebook(Path(sys.argv[1]))
article = Article(id="a", path="a.txt", body="x" * 100000)
for i in range(100000):
    print(notebook.add_highlight(article, Span(i, i + 1), "selection").id, flush=True)
"""
    with subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        seen = [int(child.stdout.readline()) for _ in range(20)]
        os.kill(child.pid, signal.SIGKILL)
        seen += [int(line) for line in child.stdout if line.endswith("\n")]
        assert child.wait() == -signal.SIGKILL
    kept = {highlight.id for highlight in Notebook(path).highlights()}
    assert set(seen) <= kept
    assert len(kept) <= len(seen) + 1


def test_two_programs_make_one_notebook_at_once(path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from index.notebook import Notebook\n"
        "notebook = Notebook(Path(sys.argv[1]))\n"
        "[notebook.set_read(f'{sys.argv[2]}-{i}') for i in range(20)]"
    )
    children = [subprocess.Popen([sys.executable, "-c", code, str(path), str(i)]) for i in range(3)]
    assert [child.wait() for child in children] == [0, 0, 0]
    assert len(Notebook(path).read_ids()) == 60


def test_one_notebook_serves_many_threads(notebook: Notebook) -> None:
    body = article("kata " * 200)

    def work(offset: int) -> None:
        for i in range(offset, offset + 10):
            notebook.add_highlight(body, Span(i, i + 3), "selection")
            notebook.highlights("a/1")

    threads = [threading.Thread(target=work, args=(n * 10,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(notebook.highlights()) == 60


def refused(path: Path) -> str:
    """The message of the error that opening *path* raises; the file must be left byte for byte."""
    with path.open("rb") as file:
        before = file.read()
    with pytest.raises(NotebookError) as raised:
        Notebook(path)
    assert path.read_bytes() == before
    assert raised.value.exit_code is ExitCode.COLLECTION_UNUSABLE
    message = str(raised.value)
    assert message.startswith(f"{path}: ")
    return message


def test_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "notebook.sqlite"
    path.write_text("a letter to a friend\n" * 100)
    assert "is no notebook, or its beginning is damaged" in refused(path)


def test_database_of_another_program(tmp_path: Path) -> None:
    path = tmp_path / "places.sqlite"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE bookmark (id)")
    other.close()
    assert "is no notebook (name another file" in refused(path)


def test_notebook_of_a_newer_version(notebook: Notebook) -> None:
    notebook._connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    notebook.close()
    assert "was made by a newer version (install the newest diplo-reader)" in refused(notebook.path)


def test_damaged_file(notebook: Notebook) -> None:
    for i in range(300):
        notebook.add_highlight(article("kata " * 200), Span(i, i + 30), "selection")
    notebook.close()
    data = bytearray(notebook.path.read_bytes())
    data[4096 * 5 : 4096 * 9] = b"\xa5" * 4096 * 4
    notebook.path.write_bytes(data)
    message = refused(notebook.path)
    assert "is damaged and was left as it is" in message
    assert ".recover" in message


def test_truncated_file(notebook: Notebook) -> None:
    for i in range(300):
        notebook.add_highlight(article("kata " * 200), Span(i, i + 30), "selection")
    notebook.close()
    notebook.path.write_bytes(notebook.path.read_bytes()[:-9000])
    assert "is damaged" in refused(notebook.path)


def test_locked_file(notebook: Notebook, monkeypatch: pytest.MonkeyPatch) -> None:
    other = sqlite3.connect(notebook.path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    notebook._connection.execute("PRAGMA busy_timeout = 50")
    with pytest.raises(NotebookError, match=r"another program is writing to it \(try again"):
        notebook.set_read("a/1")
    other.execute("ROLLBACK")
    notebook.set_read("a/1")
    assert notebook.read_ids() == {"a/1"}


def test_read_only_file(notebook: Notebook, monkeypatch: pytest.MonkeyPatch) -> None:
    notebook.close()

    # As root the permissions would not matter, so the operating system's refusal is played.
    def refuse(*_: object) -> int:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    assert "may not be written (make the file and its folder writable" in refused(notebook.path)


def test_disk_that_is_full(notebook: Notebook) -> None:
    kept = notebook.add_highlight(article(), SPAN, "quote", QUOTE)
    pages = notebook._connection.execute("PRAGMA page_count").fetchone()[0]
    notebook._connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(NotebookError, match="no room left on the disk"):
        notebook.add_highlight(article("kata " * 20_000), Span(0, 90_000), "selection")
    assert notebook.highlights() == [kept]


def test_read_only_database_is_named(notebook: Notebook) -> None:
    notebook._connection.execute("PRAGMA query_only = ON")
    with pytest.raises(NotebookError, match="may not be written") as raised:
        notebook.set_read("a/1")
    assert str(notebook.path) in str(raised.value)


def test_folder_in_the_way(tmp_path: Path) -> None:
    with pytest.raises(NotebookError, match="cannot be opened: Is a directory"):
        Notebook(tmp_path)


def test_missing_folders_are_made(tmp_path: Path) -> None:
    with Notebook(tmp_path / "new" / "deep" / "notebook.sqlite") as notebook:
        assert notebook.highlights() == []
    (tmp_path / "file").write_text("")
    with pytest.raises(NotebookError, match=r"does not exist|Not a directory|is not a directory"):
        Notebook(tmp_path / "file" / "notebook.sqlite")


def test_columns_are_the_models_fields(notebook: Notebook) -> None:
    names = [row[1] for row in notebook._connection.execute("PRAGMA table_info(highlight)")]
    assert names == list(Highlight.__struct_fields__)


def test_moved_article_keeps_its_highlights(notebook: Notebook) -> None:
    made = notebook.add_highlight(article(), SPAN, "quote", QUOTE)
    moved = article(id="b/1")
    assert notebook.highlights("b/1") == []
    assert notebook.highlights(moved.id, moved.sha256) == [made]
    assert notebook.add_highlight(moved, SPAN, "quote", QUOTE) == made
    assert notebook.highlights("c/1", "") == []


def test_undone_removal_makes_no_second_highlight_of_a_stretch(notebook: Notebook) -> None:
    notebook.remove_highlight(notebook.add_highlight(article(), SPAN, "quote", QUOTE).id)
    again = Notebook(notebook.path).add_highlight(article(), SPAN, "quote", QUOTE)
    notebook.undo()
    assert notebook.highlights() == [again]


def test_the_state_tells_of_every_change(notebook: Notebook) -> None:
    states = [notebook.state()]
    notebook.set_read("a/1")
    states.append(notebook.state())
    with Notebook(notebook.path) as other:
        other.set_read("a/2")
    states.append(notebook.state())
    assert len(set(states)) == 3
    notebook.read_ids()
    assert notebook.state() == states[-1]
