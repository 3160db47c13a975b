"""Facts explained, confirmed, rejected and corrected in the reading room, by its keys."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from index.notebook import Notebook

Enter = Callable[..., AbstractAsyncContextManager[Any]]

TALKS = """Menlu Islandia tiba di Praha

ANTARA - 12 Mei 2025

Praha (ANTARA) - Menteri Luar Negeri Islandia Gudrun Helgadottir akan mengunjungi Ceko pada Rabu.

"Kami akan menandatangani perjanjian perikanan," kata Gudrun Helgadottir di Praha.

Helgadottir mengatakan bahwa perundingan sudah selesai.

"Kami menunggu kabar itu," kata Duta Besar Ceko Pavel Dvorak pada Senin.
"""
NEXT_DATE = ("right_square_bracket", "d")
NEXT_QUOTE = ("right_square_bracket", "q")
NEXT_VISIT = ("right_square_bracket", "v")
NEXT_ENTITY = ("right_square_bracket", "e")


@pytest.fixture(autouse=True)
def talks(articles: Path) -> None:
    (articles / "talks.txt").write_text(TALKS, "utf-8")


def text_of(room: Any) -> str:
    """The screen as one line, without borders."""
    return " ".join(room.screen_text.replace("│", " ").split())


async def replaced(room: Any, text: str) -> None:
    """Put *text* in the place of what stands in the field with the focus."""
    await room.press("end", "ctrl+u")
    await room.type(text)


def only_correction(room: Any) -> Any:
    (correction,) = room.notebook.corrections()
    return correction


# Explaining


async def test_a_date_is_explained_with_its_reckoning(enter: Enter) -> None:
    async with enter(query="islandia") as room:
        await room.press("enter", *NEXT_DATE, "x")
        text = text_of(room)
        assert "“Rabu”" in text
        assert "14 May 2025" in text
        assert "Wednesday on or after 12 May 2025" in text
        await room.press("escape")
        assert room.context == "article"


async def test_a_quote_is_explained_with_how_its_speaker_was_resolved(enter: Enter) -> None:
    async with enter(query="islandia") as room:
        await room.press("enter", *NEXT_QUOTE, *NEXT_QUOTE, "x")
        text = text_of(room)
        assert "Speaker Gudrun Helgadottir" in text
        assert "Written “Helgadottir”" in text
        assert "a part of the name" in text
        assert "Last named “" in text
        assert "“mengatakan bahwa”" in text
        assert "Menteri Luar Negeri Islandia" in text


async def test_a_visit_is_explained_with_its_evidence(enter: Enter) -> None:
    async with enter(query="islandia", size=(120, 40)) as room:
        await room.press("enter", *NEXT_VISIT, "x")
        text = text_of(room)
        assert "Visitor Gudrun Helgadottir" in text
        assert "From Iceland" in text
        assert "To Czechia" in text
        assert "Dated by “Rabu”" in text
        assert "Evidence “" in text


async def test_a_day_that_cannot_be_placed_is_shown_and_explained(enter: Enter, articles: Path) -> None:
    text = "Tamu dari Oslo\n\nRombongan Norwegia itu tiba di Ambon pada Kamis dan menginap di sana.\n"
    (articles / "undated.txt").write_text(text, "utf-8")
    async with enter(query="menginap") as room:
        await room.press("enter", "right_square_bracket", "d", "x")
        assert "cannot be placed: Thursday, but the day of publication is not known" in text_of(room)
        assert "Precision" not in text_of(room)


async def test_x_goes_through_the_facts_at_one_place(enter: Enter) -> None:
    async with enter(query="islandia") as room:
        await room.press("enter", *NEXT_VISIT, "x")
        assert "1 of 2" in room.screen_text
        assert "Visitor" in room.screen_text
        await room.press("x")
        assert "Type office" in text_of(room)
        await room.press("x")
        assert "Visitor" in room.screen_text


async def test_the_publication_date_is_explained_in_the_side_pane(enter: Enter) -> None:
    async with enter(query="islandia") as room:
        await room.press("enter", "t", "G", "enter")
        text = text_of(room)
        assert "Published 12 May 2025" in text
        assert "Weekday Monday" in text
        assert "12 Mei 2025" in text


async def test_a_speaker_is_explained_but_judged_quote_by_quote(enter: Enter) -> None:
    async with enter(query="islandia") as room:
        await room.press("enter", "t", "j", "x")
        text = text_of(room)
        assert "Name Gudrun Helgadottir" in text
        assert "1 quote: a part of the name" in text
        await room.press("plus")
        assert "Each quote is judged by itself" in text_of(room)
        assert room.notebook.corrections() == []


@pytest.mark.parametrize("key", ["x", "plus", "minus", "c"])
async def test_where_nothing_stands_it_is_said(enter: Enter, key: str) -> None:
    async with enter(query="cakalang") as room:
        await room.press(key)
        assert "is for an open article" in room.says
        await room.press("enter", "right_parenthesis", "right_parenthesis", "right_parenthesis", key)
        assert "No fact stands under the cursor" in room.says


async def test_keys_without_a_meaning_say_so(enter: Enter) -> None:
    async with enter() as room:
        await room.press("z")
        assert room.says == "z does nothing here; ? lists the keys"


# Confirming and rejecting


async def test_a_confirmed_quote_is_marked_in_pane_and_text_and_undone(enter: Enter) -> None:
    async with enter(query="islandia", size=(120, 40)) as room:
        await room.press("enter", *NEXT_QUOTE, "plus")
        assert room.says.startswith("Confirmed: quote “Kami akan")
        correction = only_correction(room)
        assert (correction.kind, correction.action, correction.by) == ("quote", "accept", "Ani")
        assert any("✓" in line and "Kami akan" in line for line in room.screen_text.splitlines())
        await room.press("plus")
        assert "Nothing changed" in room.says
        await room.press("x")
        assert "confirmed by Ani" in text_of(room)
        await room.press("escape", "u")
        assert room.says.startswith("Confirmation undone: quote “Kami akan")
        assert room.notebook.corrections() == []
        assert "✓" not in room.screen_text


async def test_a_rejected_visit_is_out_of_the_count_but_shown_on_demand(enter: Enter) -> None:
    async with enter(query="islandia", size=(120, 40)) as room:
        await room.press("enter", "tab")
        assert "Visits (1)" in room.screen_text
        await room.press("minus")
        assert room.says.startswith("Rejected: visit Gudrun Helgadottir → Czechia")
        assert "Visits (1)" not in room.screen_text
        assert "No visits were found" in room.screen_text
        await room.press("G", "enter")
        assert "✗ visit Gudrun" in room.screen_text
        await room.press("j", "c")
        assert "It is rejected" in room.says
        await room.press("plus")
        assert "Visits (1)" in room.screen_text
        assert "✓ Gudrun Helgadottir → Czechia" in room.screen_text


async def test_a_rejected_name_is_no_longer_marked_anywhere(enter: Enter) -> None:
    async with enter(query="islandia") as room:
        await room.press("enter")
        article = room.app.room.article
        names = [m.text for m in article.reading.facts.mentions]
        while "Praha" not in article.reading.body[article.cursor : article.cursor + 5]:
            await room.press(*NEXT_ENTITY)
        await room.press("minus")
        now = [m.text for m in article.reading.facts.mentions]
        assert "Praha" in names
        assert "Praha" not in now
        assert "in 1" not in room.says


async def test_what_was_said_survives_leaving_the_article(enter: Enter) -> None:
    async with enter(query="islandia", size=(120, 40)) as room:
        await room.press("enter", *NEXT_QUOTE, "minus", "escape", "enter")
        assert "Rejected (1)" in room.screen_text
        assert "✗" in room.screen_text


async def test_judging_in_the_explanation_closes_it(enter: Enter) -> None:
    async with enter(query="islandia") as room:
        await room.press("enter", *NEXT_DATE, "x", "plus")
        assert room.says.startswith("Confirmed: date “Rabu”")
        assert room.app.screen is room.app.room


# Correcting


async def test_a_visit_is_corrected_in_a_form_of_its_fields(enter: Enter) -> None:
    async with enter(query="islandia", size=(80, 24)) as room:
        await room.press("enter", *NEXT_VISIT, "c")
        text = room.screen_text
        for label in ("Visitor", "Office", "From country", "To country", "First day", "Last day", "Status"):
            assert label in text
        await room.press("tab", "tab", "tab")
        await replaced(room, "Slovakia")
        await room.press("tab", "tab")
        await replaced(room, "2025-05-16")
        await room.press("tab", "right", "enter")
        assert room.says.startswith("Corrected: visit Gudrun Helgadottir → Slovakia")
        correction = only_correction(room)
        assert correction.edits == {
            "host": "SK", "to": "2025-05-16", "to_precision": "day", "status": "underway",
        }  # fmt: skip
        await room.press("x")
        assert "Slovakia instead of Czechia" in text_of(room)


@pytest.mark.parametrize(
    ("downs", "typed", "message"),
    [
        (3, "Atlantis", "Atlantis: is no country or territory that is known"),
        (4, "14 Mei 2025", "14 Mei 2025: is no date (write it as 2025-03-28)"),
        (5, "2025-05-01", "before it begins"),
        (0, "", "must not be empty"),
    ],
)
async def test_impossible_values_are_refused_in_words(
    enter: Enter, downs: int, typed: str, message: str
) -> None:
    async with enter(query="islandia") as room:
        await room.press("enter", *NEXT_VISIT, "c", *(["tab"] * downs))
        await replaced(room, typed)
        await room.press("enter")
        assert message in text_of(room)
        assert room.notebook.corrections() == []
        await room.press("escape")
        assert room.context == "article"


async def test_an_unchanged_form_keeps_nothing(enter: Enter) -> None:
    async with enter(query="islandia") as room:
        await room.press("enter", *NEXT_VISIT, "c", "enter")
        assert "Nothing has been changed" in text_of(room)
        assert room.notebook.corrections() == []


async def test_another_speaker_is_chosen_and_brings_their_office(enter: Enter) -> None:
    async with enter(query="islandia", size=(120, 40)) as room:
        await room.press("enter", *NEXT_QUOTE, "c")
        assert "Pavel Dvorak – Duta Besar Ceko" in room.screen_text
        field = room.app.screen.query_one("#field-speaker")
        for _ in range(9):
            if field.value == "Pavel Dvorak":
                break
            await room.press("down")
        await room.press("enter")
        correction = only_correction(room)
        assert correction.edits["speaker"] == "Pavel Dvorak"
        assert correction.edits["office"] == "Duta Besar Ceko"
        quote = room.app.room.opened.corrected.facts.quotes[0]
        assert (quote.speaker, quote.office) == ("Pavel Dvorak", "Duta Besar Ceko")
        assert "✎" in room.screen_text


async def test_a_typed_speaker_does_not_keep_the_office_of_the_one_before(enter: Enter) -> None:
    async with enter(query="islandia") as room:
        await room.press("enter", *NEXT_QUOTE, "c")
        await replaced(room, "Katla Jonsdottir")
        await room.press("enter")
        quote = room.app.room.opened.corrected.facts.quotes[0]
        assert (quote.speaker, quote.office, quote.speaks_for) == ("Katla Jonsdottir", None, None)


async def test_a_name_becomes_another_type_wherever_it_stands(enter: Enter) -> None:
    async with enter(query="islandia") as room:
        await room.press("enter")
        article = room.app.room.article
        while not article.reading.body[article.cursor :].startswith("Gudrun"):
            await room.press(*NEXT_ENTITY)
        await room.press("c")
        await replaced(room, "Gudrun Helgadóttir")
        await room.press("enter")
        assert "in 2 places" in room.says
        assert only_correction(room).edits == {"name": "Gudrun Helgadóttir"}


async def test_a_name_of_a_country_is_read_as_one(enter: Enter) -> None:
    async with enter(query="islandia") as room:
        await room.press("enter")
        article = room.app.room.article
        while not article.reading.body[article.cursor :].startswith("Ceko"):
            await room.press(*NEXT_ENTITY)
        await room.press("c")
        await replaced(room, "Slovakia")
        await room.press("enter")
        assert only_correction(room).edits == {"name": "SK"}


async def test_dates_follow_a_corrected_date_of_publication(enter: Enter) -> None:
    async with enter(query="islandia", size=(120, 40)) as room:
        await room.press("enter", "tab", "G", "c")
        await replaced(room, "2025-05-19")
        await room.press("enter")
        assert room.says.startswith("Corrected: published 19 May 2025")
        assert "19 May 2025 ✎" in room.screen_text
        (visit,) = room.app.room.opened.corrected.facts.visits
        assert visit.first == "2025-05-21"
        assert "21 May 2025" in room.screen_text
        await room.press("u")
        assert "14 May 2025" in room.screen_text


async def test_a_confirmation_of_a_day_that_moved_is_said_to_have_no_effect(enter: Enter) -> None:
    async with enter(query="islandia", size=(120, 40)) as room:
        await room.press("enter", *NEXT_DATE, "plus", "tab", "G", "c")
        await replaced(room, "2025-05-19")
        await room.press("enter")
        assert "Corrections without effect (1)" in room.screen_text
        await room.press("G", "x")
        assert "The day follows from the date of publication" in text_of(room)


async def test_a_copied_citation_carries_the_corrected_speaker(enter: Enter) -> None:
    async with enter(query="islandia") as room:
        await room.press("enter", *NEXT_QUOTE, "c")
        await replaced(room, "Pavel Dvorak")
        await room.press("enter", "y")
        assert "Pavel Dvorak" in room.app.clipboard
        assert "corrected by Ani" in room.app.clipboard


async def test_a_one_day_date_is_moved_by_its_first_day(enter: Enter) -> None:
    async with enter(query="islandia") as room:
        await room.press("enter", *NEXT_DATE, "c")
        assert "the same day" in room.screen_text
        await replaced(room, "2025-05-15")
        await room.press("enter")
        assert only_correction(room).edits == {"from": "2025-05-15", "to": "2025-05-15"}


async def test_a_notebook_that_cannot_be_written_says_so(enter: Enter, tmp_path: Path) -> None:
    path = tmp_path / "damaged.sqlite"
    path.write_bytes(b"no notebook at all" * 100)
    async with enter(query="islandia", open_notebook=lambda: Notebook(path)) as room:
        await room.press("enter", *NEXT_DATE, "plus")
        assert "notebook" in room.says


async def test_another_visitor_does_not_keep_the_office_of_the_one_before(enter: Enter) -> None:
    async with enter(query="islandia") as room:
        await room.press("enter", *NEXT_VISIT, "c")
        await replaced(room, "Pavel Dvorak")
        await room.press("enter")
        (visit,) = room.app.room.opened.corrected.facts.visits
        assert (visit.visitor, visit.office) == ("Pavel Dvorak", "Duta Besar Ceko")


async def test_corrections_of_an_article_that_changed_are_said_to_have_no_effect(
    enter: Enter, articles: Path
) -> None:
    async with enter(query="islandia") as room:
        await room.press("enter", *NEXT_QUOTE, "minus")
    (articles / "talks.txt").write_text(
        TALKS.replace("Kami akan menandatangani", "Kami telah meneken"), "utf-8"
    )
    async with enter(query="islandia", size=(120, 40)) as room:
        await room.press("enter")
        assert "1 correction has no effect on this text" in room.says
        assert "Corrections without effect (1)" in room.screen_text
        await room.press("tab", "G", "plus")
        assert "This correction has no effect" in room.says
        await room.press("x")
        assert "no longer stand in the article" in text_of(room)


@pytest.mark.parametrize("size", [(40, 10), (20, 5), (200, 60)])
async def test_explanation_and_form_work_at_every_size(enter: Enter, size: tuple[int, int]) -> None:
    async with enter(query="islandia", size=size) as room:
        await room.press("enter", *NEXT_VISIT, "x", "G", "space", "b", "g", "c", *(["tab"] * 6))
        await room.press("right", "enter")
        assert room.says.startswith("Corrected: visit")
        assert only_correction(room).edits == {"status": "underway"}


async def test_a_correction_of_another_article_is_undone_with_its_name(enter: Enter) -> None:
    async with enter(query="islandia") as room:
        await room.press("enter", *NEXT_QUOTE, "minus", "h", "h", "slash")
        await room.type("cakalang")
        await room.press("enter", "enter", "u")
        assert room.says.startswith("Rejection undone: quote “Kami akan")
        assert "Menlu Islandia tiba di Praha" in room.says
        assert room.notebook.corrections() == []


async def test_escape_while_a_correction_is_kept_loses_nothing(enter: Enter) -> None:
    async with enter(query="islandia", size=(120, 40)) as room:
        await room.press("enter", *NEXT_QUOTE, "c")
        await replaced(room, "Rina")
        go_on = Event()
        room.app.library._thread.submit(partial(go_on.wait, 20))
        await room.pilot.press("enter", "escape", "enter")
        go_on.set()
        await room.settle()
        assert only_correction(room).edits["speaker"] == "Rina"
        assert room.app.room.opened.corrected.quotes[0].fact.speaker == "Rina"
        assert room.context == "article"
