"""Reading, marking and exporting in the reading room, driven by its keys, over a real collection and notebook."""

from __future__ import annotations

import asyncio
import errno
import json
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from functools import partial
from pathlib import Path
from threading import Event
from time import monotonic
from typing import Any

import pytest
from textual.widgets import Input

from index.notebook import Notebook

Enter = Callable[..., AbstractAsyncContextManager[Any]]


# Reading


async def test_an_article_opens_with_its_particulars_and_counts_as_read(enter: Enter) -> None:
    async with enter() as room:
        await room.press("j", "enter")
        assert "Menlu Norwegia mengunjungi Wina" in room.screen_text
        assert "ANTARA · 3 February 2025 · Wina" in room.screen_text
        await room.press("h", "slash")
        await room.type("is:unread")
        assert room.titles == ["Nelayan Maluku panen ikan"]


async def test_back_leads_out_step_by_step(enter: Enter) -> None:
    async with enter(query="wina") as room:
        await room.press("enter", "t")
        assert room.context == "pane"
        await room.press("escape")
        assert room.context == "article"
        await room.press("backspace")
        assert room.context == "list"
        await room.press("h")
        assert room.app.room.search_line.value == ""


async def test_hits_are_stepped_through_round_the_end(enter: Enter) -> None:
    async with enter(query="austria") as room:
        await room.press("enter", "n")
        assert room.says == "Hit 1 of 2"
        await room.press("n")
        assert room.says == "Hit 2 of 2"
        await room.press("n")
        assert room.says == "Hit 1 of 2"
        await room.press("N")
        assert room.says == "Hit 2 of 2"


@pytest.mark.parametrize(
    ("kind", "words"),
    [("q", "Kami membahas"), ("v", "Menteri Luar Negeri Norwegia"), ("d", "4 Februari 2025")],
)
async def test_jumps_to_facts(enter: Enter, kind: str, words: str) -> None:
    async with enter(query="wina") as room:
        await room.press("enter", "right_square_bracket", kind)
        article = room.app.room.article
        unit = article.reading.body[article.cursor :]
        assert words.startswith(unit[:4]) or unit.startswith(words)
        await room.press("g", "left_square_bracket", kind)
        assert "above" in room.says


async def test_a_jump_to_what_the_article_has_none_of_says_so(enter: Enter) -> None:
    async with enter(query="cakalang") as room:
        await room.press("enter", "right_square_bracket", "v")
        assert room.says == "No visit in this article"


async def test_a_pending_key_shows_what_may_follow_and_escape_drops_it(enter: Enter) -> None:
    async with enter(query="wina") as room:
        await room.press("enter", "right_square_bracket")
        assert "e entity" in room.screen_text.splitlines()[-1]
        await room.press("escape")
        assert room.context == "article"
        await room.press("right_square_bracket", "x")
        assert room.says == "] x does nothing here"


async def test_entity_types_are_hidden_and_shown(enter: Enter) -> None:
    async with enter(query="wina") as room:
        await room.press("enter", "1")
        assert room.says == "Hidden: person"
        assert "person" in room.app.room.article.hidden
        await room.press("3")
        assert room.says == "Hidden: person, country"
        await room.press("1", "3")
        assert room.says == "All entity types are shown"


async def test_reading_goes_on_where_it_stopped(enter: Enter) -> None:
    async with enter(query="wina") as room:
        await room.press("enter", "G", "h", "j")
        place = room.app.room.article.cursor
        await room.press("enter")
        assert room.app.room.article.cursor == place > 100


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60), (40, 10), (20, 5)])
async def test_every_size_shows_the_article_and_keeps_the_place_when_resized(
    enter: Enter, size: tuple[int, int]
) -> None:
    async with enter(query="wina", size=size) as room:
        await room.press("enter", "right_square_bracket", "q")
        cursor = room.app.room.article.cursor
        for other in ((80, 24), (200, 60), (110, 20), size):
            await room.pilot.resize_terminal(*other)
            await room.settle()
            assert room.app.room.article.cursor == cursor
            assert "Kami" in room.screen_text


async def test_a_part_that_was_hidden_comes_back_at_its_full_width(enter: Enter) -> None:
    async with enter(query="wina", size=(80, 24)) as room:
        await room.press("enter", "t", "h", "h", "enter")
        assert "Menteri Luar Negeri Norwegia Espen Barth Eide mengunjungi" in room.screen_text
        await room.press("t")
        assert "Espen Barth Eide → Austria" in room.screen_text


async def test_wide_screens_show_list_article_and_side_pane_together(enter: Enter) -> None:
    async with enter(size=(120, 40)) as room:
        await room.press("j", "enter")
        text = room.screen_text
        assert "Nelayan Maluku panen ikan" in text
        assert "Kami membahas" in text
        assert "Speakers (1)" in text
        await room.press("tab")
        assert room.context == "pane"
        await room.press("tab")
        assert room.context == "list"
        await room.press("shift+tab")
        assert room.context == "pane"


async def test_the_next_and_previous_article_open_from_the_one_before(enter: Enter) -> None:
    async with enter() as room:
        await room.press("enter", "J")
        assert room.context == "article"
        assert "Pertemuan itu berlangsung dua jam" in room.screen_text
        await room.press("J")
        assert room.says == "This is the last article of the list"
        await room.press("K")
        assert "Hasil panen dijual" in room.screen_text
        await room.press("K")
        assert room.says == "This is the first article of the list"
        assert room.app.room.results.selected == 0


async def test_from_an_article_outside_the_list_the_next_one_is_the_selected_one(enter: Enter) -> None:
    async with enter(query="cakalang", size=(120, 40)) as room:
        await room.press("enter", "slash", "ctrl+u")
        await room.type("wina")
        await room.press("enter", "tab", "J")
        assert room.app.room.opened.reading.article.title == "Menlu Norwegia mengunjungi Wina"


async def test_half_a_page_goes_half_as_far_as_a_page(enter: Enter, articles: Path) -> None:
    lines = "\n\n".join(f"Kalimat nomor {number} berdiri sendiri." for number in range(60))
    (articles / "long.txt").write_text(f"Daftar panjang\n\nANTARA - 6 Februari 2025\n\n{lines}\n", "utf-8")
    async with enter(query="kalimat") as room:
        await room.press("enter", "ctrl+d")
        article = room.app.room.article
        half = article.scroll_offset.y
        await room.press("ctrl+d")
        assert article.scroll_offset.y == 2 * half
        await room.press("g", "space")
        assert article.scroll_offset.y in (2 * half, 2 * half + 1)
        await room.press("ctrl+u", "ctrl+u")
        assert article.scroll_offset.y <= 1


async def test_the_footer_at_80_columns_shows_the_keys_of_the_part(enter: Enter) -> None:
    async with enter(query="wina") as room:
        assert "o order" in room.screen_text.splitlines()[-1]
        await room.press("enter")
        last = room.screen_text.splitlines()[-1]
        for hint in (
            "m highlight",
            "y copy",
            "e export",
            "t side pane",
            "] go to",
            "h back",
            "n hit",
            "? help",
        ):
            assert hint in last
        assert "o order" not in last
        await room.press("h", "h", "enter")
        assert "n hit" not in room.screen_text.splitlines()[-1]


# The side pane


async def test_a_speaker_opens_and_enter_goes_to_the_quote(enter: Enter) -> None:
    async with enter(query="wina") as room:
        await room.press("enter", "t", "j", "enter")
        assert "“Kami membahas" in room.screen_text
        await room.press("j", "enter")
        assert room.context == "article"
        article = room.app.room.article
        assert (
            article.unit.span.of(article.reading.body)
            == "Kami membahas kerja sama energi dengan pemerintah Austria"
        )


async def test_a_visit_is_in_words_and_enter_goes_to_them(enter: Enter) -> None:
    async with enter(query="wina") as room:
        await room.press("enter", "t")
        text = room.screen_text
        assert "Espen Barth Eide → Austria" in text
        assert "4 February 2025 · planned" in text
        assert "Speakers (1)" in text
        await room.press("g", "enter")
        assert room.context == "article"


async def test_an_article_without_facts_says_so(enter: Enter) -> None:
    async with enter(query="cakalang", size=(120, 40)) as room:
        await room.press("enter")
        assert "No visits were found" in room.screen_text
        assert "Nobody is quoted" in room.screen_text


async def test_without_an_article_the_side_pane_says_what_to_do(enter: Enter) -> None:
    async with enter() as room:
        await room.press("t")
        assert "Open an article first" in room.says


# Highlights


async def test_a_quote_is_highlighted_undone_and_highlighted_again(enter: Enter) -> None:
    async with enter(query="wina") as room:
        await room.press("enter", "right_square_bracket", "q", "m")
        (highlight,) = room.notebook.highlights()
        assert highlight.kind == "quote"
        assert highlight.speaker == "Espen Barth Eide"
        await room.press("u")
        assert room.marked == []
        await room.press("m", "m")
        assert room.marked == []
        assert "taken away" in room.says
        await room.press("u")
        assert len(room.marked) == 1
        await room.press("u", "u")
        assert "nothing to undo" in room.says


async def test_a_sentence_is_highlighted_outside_quotes(enter: Enter) -> None:
    async with enter(query="wina") as room:
        await room.press("enter", "m")
        (highlight,) = room.notebook.highlights()
        assert highlight.kind == "sentence"
        assert highlight.text.startswith("Menteri Luar Negeri Norwegia")
        await room.press("h")
        assert room.app.room.results.current.marked


@pytest.mark.parametrize("key", ["m", "enter"])
async def test_free_selection_by_motions(enter: Enter, key: str) -> None:
    async with enter(query="wina") as room:
        await room.press("enter", "v", "w", "w", "e", "h", "l", key)
        (highlight,) = room.notebook.highlights()
        assert (highlight.kind, highlight.text) == ("selection", "Menteri Luar Negeri")
        assert room.context == "article"


async def test_escape_leaves_the_selection_and_marks_nothing(enter: Enter) -> None:
    async with enter(query="wina") as room:
        await room.press("enter", "v", "dollar_sign", "escape")
        assert room.context == "article"
        assert room.marked == []


async def test_copying_hands_the_citation_to_the_terminal(enter: Enter) -> None:
    async with enter(query="wina") as room:
        await room.press("enter", "right_square_bracket", "q", "y")
        copied = room.app.clipboard
        assert copied.startswith("“Kami membahas kerja sama energi dengan pemerintah Austria”")
        assert "Espen Barth Eide" in copied
        assert "3 February 2025" in copied
        assert room.says.startswith("Sent to terminal")


# Export


async def test_highlights_are_exported_and_nothing_is_overwritten_unasked(
    enter: Enter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with enter(query="wina", size=(200, 40)) as room:
        await room.press("enter", "right_square_bracket", "q", "m", "e")
        assert "this article (1)" in room.screen_text
        await room.press("enter")
        (written,) = tmp_path.glob("*.md")
        assert "Kami membahas" in written.read_text("utf-8")
        assert "1 highlight written to" in room.says
        written.write_text("mine", "utf-8")
        await room.press("e", "enter")
        assert "exists already" in room.screen_text
        assert written.read_text("utf-8") == "mine"
        await room.press("ctrl+o")
        assert "Kami membahas" in written.read_text("utf-8")


async def test_scope_and_format_change_the_proposed_file(
    enter: Enter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with enter(query="wina") as room:
        await room.press("enter", "m", "e", "shift+tab", "right", "right", "shift+tab", "right", "right")
        await room.press("tab", "tab", "enter")
        (line,) = (tmp_path / "highlights.jsonl").read_text("utf-8").splitlines()
        assert json.loads(line)["text"].startswith("Menteri Luar Negeri Norwegia")


@pytest.mark.parametrize(("name", "first"), [("y.csv", "text,"), ("y.JSONL", '{"'), ("y.md", "# ")])
async def test_the_ending_that_is_typed_chooses_the_format(
    enter: Enter, tmp_path: Path, name: str, first: str
) -> None:
    async with enter(query="wina") as room:
        await room.press("enter", "m", "e", "ctrl+u")
        await room.paste(str(tmp_path / name))
        await room.press("enter")
        assert "1 highlight written to" in room.says
        assert (tmp_path / name).read_text("utf-8-sig").startswith(first)


async def test_the_format_that_is_chosen_changes_the_ending(enter: Enter, tmp_path: Path) -> None:
    async with enter(query="wina") as room:
        await room.press("enter", "m", "e", "ctrl+u")
        await room.paste(str(tmp_path / "brief.v2"))
        await room.press("shift+tab", "right")
        assert "brief.v2.csv" in room.screen_text
        await room.press("right")
        assert "brief.v2.jsonl" in room.screen_text
        await room.press("enter")
        assert json.loads((tmp_path / "brief.v2.jsonl").read_text("utf-8"))["text"].startswith("Menteri")


@pytest.mark.parametrize("name", ["y.xlsx", "y"])
async def test_an_ending_of_no_format_is_refused(enter: Enter, tmp_path: Path, name: str) -> None:
    async with enter(query="wina") as room:
        await room.press("enter", "m", "e", "ctrl+u")
        await room.paste(str(tmp_path / name))
        await room.press("enter")
        assert "has to end in .md, .csv, .jsonl" in room.screen_text
        assert list(tmp_path.glob("y*")) == []


async def test_an_export_that_cannot_be_written_says_why(enter: Enter, tmp_path: Path) -> None:
    async with enter(query="wina") as room:
        await room.press("enter", "m", "e", "ctrl+u")
        await room.paste(str(tmp_path / "nowhere" / "x.md"))
        await room.press("enter")
        assert "does not exist" in " ".join(room.screen_text.split())
        await room.press("escape")
        assert room.context == "article"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("~z", "has to end in .md"),
        ("~no-such-user-here/x.md", "does not exist"),
        ("n" * 300 + ".md", "the name is too long"),
    ],
)
async def test_a_path_that_means_nothing_is_refused(
    enter: Enter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    async with enter(query="wina") as room:
        await room.press("enter", "m", "e", "ctrl+u")
        room.app.screen.query_one(Input).value = name
        await room.press("enter")
        assert message in " ".join(room.screen_text.replace("│", " ").split())
        await room.press("escape")
        assert room.context == "article"


async def test_an_export_into_a_closed_folder_says_why(
    enter: Enter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = tmp_path / "closed"
    lstat = Path.lstat

    def refuse(path: Path) -> object:  # as for anybody but root, who may run this
        if path.parent == closed:
            raise PermissionError(errno.EACCES, "Permission denied")
        return lstat(path)

    monkeypatch.setattr(Path, "lstat", refuse)
    async with enter(query="wina") as room:
        await room.press("enter", "m", "e", "ctrl+u")
        await room.paste(str(closed / "x.md"))
        await room.press("enter")
        assert "may not be written" in " ".join(room.screen_text.replace("│", " ").split())


async def test_a_file_is_proposed_at_home_where_the_working_directory_has_gone(
    enter: Enter, tmp_path: Path, own_environment: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    async with enter(query="wina") as room:
        await room.press("enter", "m")
        gone.rmdir()
        await room.press("e", "enter")
        assert "1 highlight written to" in room.says
        assert list(Path.home().glob("*.md"))


async def test_the_export_counts_the_highlights_of_the_search(enter: Enter) -> None:
    async with enter() as room:
        await room.press("enter", "m", "h", "j", "enter", "m", "h", "slash")
        await room.type("wina")
        await room.press("enter", "e")
        assert "this search (1)" in room.screen_text
        assert "all articles (2)" in room.screen_text


async def test_an_export_of_nothing_says_so(enter: Enter) -> None:
    async with enter() as room:
        await room.press("e", "enter")
        assert "There are no highlights to export here." in room.screen_text


# Help, palette, keys


async def test_the_help_lists_every_command_with_its_keys(enter: Enter) -> None:
    async with enter(size=(140, 160), keys={"next-hit": "f"}) as room:
        await room.press("question_mark")
        text = room.screen_text
        from tui.commands import COMMANDS

        for command in COMMANDS:
            assert command.help.split(";")[0].split(":")[0] in text, command.id
            assert f"{command.id} (" in " ".join(text.split())
        assert any(line.split() == ["f", *"Next hit of the search".split()] for line in text.splitlines())
        await room.press("q")
        assert room.context == "list"


async def test_the_palette_finds_a_command_by_name_and_runs_it(enter: Enter) -> None:
    async with enter() as room:
        await room.press("colon")
        await room.type("oldest")
        await room.press("enter")
        assert "oldest first" in room.screen_text


async def test_faults_in_the_configured_keys_are_reported(enter: Enter) -> None:
    async with enter(keys={"no-such": "x"}) as room:
        assert "1 problem in the configuration" in room.says
        await room.press("question_mark")
        assert "no command 'no-such'" in room.screen_text


async def test_q_ends_it(enter: Enter) -> None:
    async with enter() as room:
        await room.pilot.press("q")
        await room.pilot.pause()
        assert room.app.return_code == 0


async def test_q_does_not_wait_for_what_is_under_way(enter: Enter) -> None:
    async with enter(query="wina") as room:
        await room.press("enter")
        ended = Event()
        room.app.library._thread.submit(partial(ended.wait, 20))
        begun = monotonic()
        await room.pilot.press("q")
        while room.app.return_code is None and monotonic() - begun < 10:
            await asyncio.sleep(0.05)
        took = monotonic() - begun
        ended.set()
        assert took < 3


async def test_a_wide_screen_keeps_the_article_while_the_list_is_used(enter: Enter) -> None:
    async with enter(size=(120, 40)) as room:
        await room.press("j", "enter", "tab", "tab", "j")
        assert room.context == "list"
        assert "Kami membahas" in room.screen_text
        await room.press("slash")
        assert "Kami membahas" in room.screen_text
        await room.press("escape", "t")
        assert "Speakers" not in room.screen_text
        await room.pilot.resize_terminal(80, 24)
        await room.pilot.resize_terminal(130, 40)
        await room.settle()
        assert "Speakers" not in room.screen_text
        assert "Kami membahas" in room.screen_text


async def test_a_highlight_of_another_article_is_undone_in_the_list(enter: Enter) -> None:
    async with enter() as room:
        await room.press("j", "enter", "m", "h", "k")
        assert room.app.room.results.results[1].marked
        await room.press("u")
        assert not room.app.room.results.results[1].marked
        assert room.says.startswith("Highlight undone: Menteri")


async def test_without_a_usable_notebook_one_can_search_and_read(enter: Enter, tmp_path: Path) -> None:
    path = tmp_path / "damaged.sqlite"
    path.write_bytes(b"no notebook at all" * 100)
    async with enter(query="wina", open_notebook=lambda: Notebook(path)) as room:
        assert "notebook" in room.says
        await room.press("enter")
        assert "Kami membahas" in room.screen_text
        await room.press("m")
        assert "notebook" in room.says
    assert path.read_bytes().startswith(b"no notebook")
