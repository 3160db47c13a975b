"""What the reader said of a fact stays, finds the fact again whatever the extraction does, and is never guessed at."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from index.article import Article, Span
from index.errors import NotebookError
from index.facts import Facts, Mention, Quote, TemporalExpression, Visit
from index.notebook import (
    CorrectedFacts,
    Correction,
    CorrectionError,
    Judged,
    Notebook,
    Publication,
    UndoneCorrection,
    schema,
)

BODY = (
    "Menlu Dewi Lestari akan mengunjungi Vietnam pada Senin. "
    'Kunjungan itu dibahas Rina.\n\n"Kami akan hadir di Hanoi pada waktunya," kata Dewi kepada pers.'
)
PUBLISHED = "2024-05-15"


def span_of(text: str, body: str = BODY) -> Span:
    start = body.index(text)
    return Span(start, start + len(text))


def article(body: str = BODY, **changes: Any) -> Article:
    plain = Article(
        id="a/1", path="/news/1.txt", title="Menlu ke Vietnam", published=PUBLISHED, source="KANTOR BERITA",
        published_evidence="Waktu posting: 15 Mei 2024", body=body, sha256="1" * 64,
    )  # fmt: skip
    return replace(plain, **changes)


def facts_of(item: Article) -> Facts:
    """An extraction that is easy to follow: Monday is the fifth day after publication."""
    body = item.body

    def mention(text: str, kind: Any, name: str, identity: str, start: int) -> Mention:
        return Mention(
            start=start,
            end=start + len(text),
            text=text,
            type=kind,
            name=name,
            identity=identity,
            rule="test",
        )

    clause, words = "Menlu Dewi Lestari akan mengunjungi Vietnam", "Kami akan hadir di Hanoi pada waktunya"
    found: dict[str, list[Any]] = {"visits": [], "quotes": [], "dates": [], "mentions": []}
    monday = f"{item.published[:-2]}{int(item.published[-2:]) + 5:02}" if item.published else None
    if clause in body:
        found["visits"].append(
            Visit(
                visitor="Dewi Lestari",
                visitor_identity="dewi lestari",
                host="VN",
                first=monday,
                from_precision="day" if monday else "unknown",
                evidence=(span_of(clause, body),),
            )
        )
    if words in body:
        found["quotes"].append(
            Quote(
                start=body.index(words),
                end=body.index(words) + len(words),
                text=words,
                kind="direct",
                cue="kata",
                speaker="Dewi Lestari",
                speaker_identity="dewi lestari",
                resolved_by="surname",
                office="Menlu",
            )
        )
    if "Senin" in body:
        start = body.index("Senin")
        found["dates"].append(
            TemporalExpression(start=start, end=start + 5, text="Senin", first=monday, last=monday, method="weekday")
        )  # fmt: skip
    for text, kind, name, identity in (
        ("Dewi Lestari", "person", "Dewi Lestari", "dewi lestari"),
        ("Vietnam", "country", "VN", "VN"),
        ("Rina", "person", "Rina", "rina"),
        ("kata Dewi", "person", "Dewi Lestari", "dewi lestari"),
    ):
        if text in body:
            shown = text.removeprefix("kata ")
            start = body.index(text) + len(text) - len(shown)
            found["mentions"].append(mention(shown, kind, name, identity, start))
    return Facts(extractor="test", **{name: tuple(items) for name, items in found.items()})


def nothing(item: Article) -> Facts:
    return Facts(extractor="later")


@pytest.fixture
def notebook(tmp_path: Path) -> Notebook:
    return Notebook(tmp_path / "notebook.sqlite")


def corrected(notebook: Notebook, item: Article | None = None, extract: Any = facts_of) -> CorrectedFacts:
    item = item or article()
    return notebook.corrected(item, extract(item), extract)


def edit(notebook: Notebook, shown: CorrectedFacts, judged: Judged[Any], **changes: Any) -> Correction:
    return notebook.correct(shown.article, judged, replace(judged.fact, **changes), by="Wati")


def accept(notebook: Notebook, shown: CorrectedFacts, judged: Judged[Any]) -> Correction:
    return notebook.correct(shown.article, judged, judged.fact, by="Wati")


def reject(notebook: Notebook, shown: CorrectedFacts, judged: Judged[Any]) -> Correction:
    return notebook.correct(shown.article, judged, None, by="Wati")


def test_without_corrections_the_facts_are_those_found(notebook: Notebook) -> None:
    shown = corrected(notebook)
    assert shown.facts == facts_of(article())
    assert shown.article == article()
    everything: list[Judged[Any]] = [
        shown.published,
        *shown.visits,
        *shown.quotes,
        *shown.names,
        *shown.dates,
    ]
    assert {judged.verdict for judged in everything} == {None}
    assert all(judged.found == judged.fact for judged in everything)


def test_correction_keeps_fact_words_and_who(notebook: Notebook) -> None:
    shown = corrected(notebook)
    made = edit(notebook, shown, shown.quotes[0], speaker="Rina", office=None)
    assert Notebook(notebook.path).corrections("a/1") == [made]
    assert (made.kind, made.action, made.by) == ("quote", "edit", "Wati")
    assert made.edits == {"speaker": "Rina", "office": None}
    assert made.fact == facts_of(article()).quotes[0]
    assert made.text == "Kami akan hadir di Hanoi pada waktunya"
    assert made.before.endswith('"')
    assert made.after.startswith(',"')
    assert (made.title, made.source, made.published) == ("Menlu ke Vietnam", "KANTOR BERITA", PUBLISHED)
    assert made.created_at.endswith("+00:00")


def test_edited_quote_is_the_readers_word(notebook: Notebook) -> None:
    shown = corrected(notebook)
    edit(notebook, shown, shown.quotes[0], speaker="Rina", office=None)
    again = corrected(notebook)
    (quote,) = again.facts.quotes
    assert (quote.speaker, quote.speaker_identity, quote.office) == ("Rina", "rina", None)
    assert (quote.resolved_by, quote.candidates, quote.speaker_span) == ("none", (), None)
    assert again.quotes[0].verdict == "edit"
    assert again.quotes[0].found == facts_of(article()).quotes[0]


def test_rejected_fact_is_left_out_but_shown(notebook: Notebook) -> None:
    shown = corrected(notebook)
    for judged in (shown.visits[0], shown.quotes[0], shown.dates[0]):
        reject(notebook, shown, judged)
    again = corrected(notebook)
    assert (again.facts.visits, again.facts.quotes, again.facts.dates) == ((), (), ())
    assert [again.visits[0].verdict, again.quotes[0].verdict, again.dates[0].verdict] == ["reject"] * 3
    assert again.quotes[0].fact == shown.quotes[0].fact
    around = again.quote_around(shown.quotes[0].fact.span)
    assert around == again.quotes[0]


def test_rejection_does_not_hide_another_reading(notebook: Notebook) -> None:
    shown = corrected(notebook)
    reject(notebook, shown, shown.quotes[0])

    def better(item: Article) -> Facts:
        found = facts_of(item)
        return replace(found, quotes=tuple(replace(quote, speaker="Rina") for quote in found.quotes))

    again = corrected(notebook, extract=better)
    assert [quote.speaker for quote in again.facts.quotes] == ["Rina"]
    assert again.quotes[0].verdict is None
    assert again.detached == ()


def test_later_correction_counts_and_the_earlier_is_kept(notebook: Notebook) -> None:
    shown = corrected(notebook)
    first = edit(notebook, shown, shown.visits[0], host="LA")
    shown = corrected(notebook)
    second = edit(notebook, shown, shown.visits[0], status="done")
    assert second.supersedes == first.id
    (visit,) = corrected(notebook).facts.visits
    assert (visit.host, visit.status) == ("LA", "done")
    assert notebook.corrections() == [first, second]

    shown = corrected(notebook)
    reject(notebook, shown, shown.visits[0])
    assert corrected(notebook).facts.visits == ()
    shown = corrected(notebook)
    notebook.correct(shown.article, shown.visits[0], shown.visits[0].found, by="Wati")
    (judged,) = corrected(notebook).visits
    assert (judged.verdict, judged.fact.host) == ("accept", "VN")


def test_same_said_again_changes_nothing(notebook: Notebook) -> None:
    shown = corrected(notebook)
    first = accept(notebook, shown, shown.quotes[0])
    shown = corrected(notebook)
    assert accept(notebook, shown, shown.quotes[0]) == first
    assert notebook.corrections() == [first]


def test_undo_brings_the_earlier_correction_back(notebook: Notebook) -> None:
    shown = corrected(notebook)
    first = edit(notebook, shown, shown.visits[0], host="LA")
    shown = corrected(notebook)
    second = reject(notebook, shown, shown.visits[0])
    notebook.add_highlight(article(), Span(0, 5), "selection")
    notebook.undo()
    assert notebook.undo() == UndoneCorrection(second)
    assert [visit.host for visit in corrected(notebook).facts.visits] == ["LA"]
    assert notebook.undo() == UndoneCorrection(first)
    assert corrected(notebook).facts == facts_of(article())
    assert notebook.undo() is None


def test_undo_leaves_a_correction_that_another_session_built_upon(notebook: Notebook) -> None:
    edit(notebook, corrected(notebook), corrected(notebook).visits[0], host="LA")
    other = Notebook(notebook.path)
    shown = corrected(other)
    second = edit(other, shown, shown.visits[0], host="KH")
    assert notebook.undo() is None
    assert [visit.host for visit in corrected(notebook).facts.visits] == ["KH"]
    assert other.undo() == UndoneCorrection(second)
    assert [visit.host for visit in corrected(notebook).facts.visits] == ["LA"]


def test_two_programs_that_corrected_one_fact(notebook: Notebook) -> None:
    shown = corrected(notebook)
    other = Notebook(notebook.path)
    edit(notebook, shown, shown.quotes[0], speaker="Rina")
    later = edit(other, shown, shown.quotes[0], speaker="Sari")
    again = corrected(notebook)
    assert [quote.speaker for quote in again.facts.quotes] == ["Sari"]
    assert again.quotes[0].correction == later


# Other extractions, other texts


def test_what_the_reader_vouched_for_outlives_an_extraction_that_misses_it(notebook: Notebook) -> None:
    shown = corrected(notebook)
    accept(notebook, shown, shown.visits[0])
    edit(notebook, shown, shown.quotes[0], speaker="Rina")
    accept(notebook, shown, shown.dates[0])
    accept(notebook, shown, shown.names[0])
    again = corrected(notebook, extract=nothing)
    assert again.facts.visits == facts_of(article()).visits
    assert [quote.speaker for quote in again.facts.quotes] == ["Rina"]
    assert again.facts.dates == facts_of(article()).dates
    assert again.facts.mentions == facts_of(article()).mentions[:1]
    assert again.visits[0].found is None
    assert again.detached == ()


def test_correction_of_a_fact_that_is_found_no_longer(notebook: Notebook) -> None:
    shown = corrected(notebook)
    edit(notebook, shown, shown.quotes[0], speaker="Rina")
    shown = corrected(notebook, extract=nothing)
    made = edit(notebook, shown, shown.quotes[0], office="Jubir")
    assert made.edits == {"speaker": "Rina", "office": "Jubir"}
    assert [quote.speaker for quote in corrected(notebook).facts.quotes] == ["Rina"]
    shown = corrected(notebook, extract=nothing)
    reject(notebook, shown, shown.quotes[0])
    assert corrected(notebook, extract=nothing).quotes == ()


def test_confirmed_values_win_over_a_later_extraction(notebook: Notebook) -> None:
    shown = corrected(notebook)
    accept(notebook, shown, shown.quotes[0])

    def worse(item: Article) -> Facts:
        found = facts_of(item)
        cut = [
            replace(q, speaker="Rina", office=None, end=q.end - 9, text=q.text[:-9], kind="indirect")
            for q in found.quotes
        ]
        return replace(found, quotes=tuple(cut))

    again = corrected(notebook, extract=worse)
    (quote,) = again.facts.quotes
    assert (quote.text, quote.speaker, quote.office, quote.kind) == (
        "Kami akan hadir di Hanoi pada waktunya", "Dewi Lestari", "Menlu", "direct",
    )  # fmt: skip
    assert again.quotes[0].found is not None
    assert again.quotes[0].found.speaker == "Rina"


def test_corrections_follow_the_words_through_a_changed_file(notebook: Notebook) -> None:
    shown = corrected(notebook)
    edit(notebook, shown, shown.quotes[0], speaker="Rina")
    edit(notebook, shown, shown.visits[0], host="LA")
    changed = article("Ralat redaksi.\n\n" + BODY, sha256="2" * 64)
    for extract in (facts_of, nothing):
        again = corrected(notebook, changed, extract)
        (quote,), (visit,) = again.facts.quotes, again.facts.visits
        assert quote.span.of(changed.body) == quote.text == "Kami akan hadir di Hanoi pada waktunya"
        assert quote.speaker == "Rina"
        assert visit.evidence[0].of(changed.body) == "Menlu Dewi Lestari akan mengunjungi Vietnam"
        assert visit.host == "LA"


def test_correction_whose_words_are_gone_is_detached_and_kept(notebook: Notebook) -> None:
    shown = corrected(notebook)
    made = edit(notebook, shown, shown.quotes[0], speaker="Rina")
    changed = article(BODY.replace("akan hadir", "tidak hadir"), sha256="2" * 64)
    again = corrected(notebook, changed)
    assert again.facts == facts_of(changed)
    assert [(item.correction, item.reason) for item in again.detached] == [(made, "words")]
    assert corrected(notebook).detached == ()


def test_same_file_under_another_id_keeps_its_corrections(notebook: Notebook) -> None:
    shown = corrected(notebook)
    edit(notebook, shown, shown.quotes[0], speaker="Rina")
    moved = corrected(notebook, article(id="moved/1"))
    assert [quote.speaker for quote in moved.facts.quotes] == ["Rina"]
    assert corrected(notebook, article(id="other", sha256="2" * 64)).quotes[0].verdict is None


def test_two_visitors_of_one_clause_stay_two(notebook: Notebook) -> None:
    def couple(item: Article) -> Facts:
        found = facts_of(item)
        return replace(
            found, visits=(*found.visits, replace(found.visits[0], visitor="Rina", visitor_identity="rina"))
        )

    def second_only(item: Article) -> Facts:
        found = couple(item)
        return replace(found, visits=found.visits[1:])

    shown = corrected(notebook, extract=couple)
    edit(notebook, shown, shown.visits[0], status="cancelled")
    edit(notebook, shown, shown.visits[1], status="done")
    again = corrected(notebook, extract=couple)
    assert [(v.visitor, v.status) for v in again.facts.visits] == [
        ("Dewi Lestari", "cancelled"),
        ("Rina", "done"),
    ]
    again = corrected(notebook, extract=second_only)
    assert [(v.visitor, v.status) for v in again.facts.visits] == [
        ("Rina", "done"),
        ("Dewi Lestari", "cancelled"),
    ]


def test_extraction_that_learnt_the_correction_gives_no_second_visit(notebook: Notebook) -> None:
    shown = corrected(notebook)
    edit(notebook, shown, shown.visits[0], host="LA")

    def learnt(item: Article) -> Facts:
        found = facts_of(item)
        return replace(found, visits=tuple(replace(visit, host="LA") for visit in found.visits))

    again = corrected(notebook, extract=learnt)
    assert [(visit.visitor, visit.host) for visit in again.facts.visits] == [("Dewi Lestari", "LA")]


# Names


def test_name_is_corrected_wherever_the_same_words_mean_the_same(notebook: Notebook) -> None:
    body = BODY + " Rina tidak hadir."

    def extract(item: Article) -> Facts:
        found = facts_of(item)
        second = replace(found.mentions[2], start=body.rindex("Rina"), end=body.rindex("Rina") + 4)
        return replace(found, mentions=(*found.mentions, second))

    item = article(body)
    shown = corrected(notebook, item, extract)
    edit(notebook, shown, shown.names[2], name="Rina Wati")
    again = corrected(notebook, item, extract)
    assert [(m.text, m.name) for m in again.facts.mentions] == [
        ("Dewi Lestari", "Dewi Lestari"),
        ("Vietnam", "VN"),
        ("Rina", "Rina Wati"),
        ("Dewi", "Dewi Lestari"),
        ("Rina", "Rina Wati"),
    ]
    assert again.names[4].verdict == "edit"
    shown = again
    reject(notebook, shown, shown.names[2])
    assert [m.text for m in corrected(notebook, item, extract).facts.mentions] == [
        "Dewi Lestari", "Vietnam", "Dewi",
    ]  # fmt: skip


def test_name_that_is_another_persons_takes_that_identity(notebook: Notebook) -> None:
    shown = corrected(notebook)
    dewi = shown.names[3]
    assert dewi.fact.text == "Dewi"
    edit(notebook, shown, dewi, name="Rina")
    assert corrected(notebook).facts.mentions[3].identity == "rina"


# The day of publication


def test_relative_dates_follow_a_corrected_publication(notebook: Notebook) -> None:
    shown = corrected(notebook)
    edit(notebook, shown, shown.published, date="2024-06-03")
    again = corrected(notebook)
    assert again.article.published == "2024-06-03"
    assert (again.published.verdict, again.published.found) == (
        "edit", Publication(PUBLISHED, "Waktu posting: 15 Mei 2024"),
    )  # fmt: skip
    assert [date.first for date in again.facts.dates] == ["2024-06-08"]
    assert [visit.first for visit in again.facts.visits] == ["2024-06-08"]
    notebook.undo()
    assert corrected(notebook).facts == facts_of(article())


def test_entered_days_stay_and_others_follow(notebook: Notebook) -> None:
    shown = corrected(notebook)
    edit(notebook, shown, shown.visits[0], host="LA")
    edit(notebook, shown, shown.dates[0], first="2024-05-27", last="2024-05-27")
    shown = corrected(notebook)
    edit(notebook, shown, shown.published, date="2024-06-03")
    again = corrected(notebook)
    assert [(visit.host, visit.first) for visit in again.facts.visits] == [("LA", "2024-06-08")]
    assert [date.first for date in again.facts.dates] == ["2024-05-27"]
    assert again.detached == ()


def test_accepted_days_that_change_are_accepted_no_longer(notebook: Notebook) -> None:
    shown = corrected(notebook)
    made = accept(notebook, shown, shown.dates[0])
    edit(notebook, shown, shown.published, date="2024-06-03")
    again = corrected(notebook)
    assert [(date.verdict, date.fact.first) for date in again.dates] == [(None, "2024-06-08")]
    assert [(item.correction, item.reason) for item in again.detached] == [(made, "publication")]
    accept(notebook, again, again.dates[0])
    assert corrected(notebook).dates[0].verdict == "accept"
    assert corrected(notebook).detached == ()


def test_accepted_and_rejected_publication(notebook: Notebook) -> None:
    shown = corrected(notebook)
    accept(notebook, shown, shown.published)
    again = corrected(notebook)
    assert (again.published.verdict, again.article) == ("accept", article())
    reject(notebook, again, again.published)
    again = corrected(notebook)
    assert again.article.published is None
    assert again.facts.dates[0].first is None


def test_publication_of_a_changed_file(notebook: Notebook) -> None:
    shown = corrected(notebook)
    made = edit(notebook, shown, shown.published, date="2024-06-03")
    same_line = article("Ralat.\n\n" + BODY, sha256="2" * 64)
    assert corrected(notebook, same_line).article.published == "2024-06-03"
    other_line = article(
        sha256="2" * 64, published="2024-05-16", published_evidence="Waktu posting: 16 Mei 2024"
    )
    again = corrected(notebook, other_line)
    assert again.article.published == "2024-05-16"
    assert [(item.correction, item.reason) for item in again.detached] == [(made, "words")]


# What is refused


@pytest.mark.parametrize(
    ("kind", "changes", "message"),
    [
        ("visits", {"visitor": " "}, "the visitor must not be empty (reject the fact if there is none)"),
        ("visits", {"first": "31 Mei"}, "31 Mei: is no date (write it as 2025-03-28)"),
        ("visits", {"last": "2024-02-30"}, "2024-02-30: is no date (write it as 2025-03-28)"),
        ("visits", {"first": "20240528"}, "20240528: is no date (write it as 2025-03-28)"),
        ("visits", {"last": "2024-05-01"}, "2024-05-20: ends on 2024-05-01, before it begins (exchange the two dates)"),
        ("visits", {"host": "Laos"}, "Laos: is no country code (two capital letters, as in ID)"),
        ("dates", {"last": None}, "a date needs a first and a last day (write one day in both)"),
        ("names", {"type": "country", "name": "Laos"}, "Laos: is no country code (two capital letters, as in ID)"),
        ("names", {"name": ""}, "the name must not be empty (reject the fact if there is none)"),
    ],
)  # fmt: skip
def test_impossible_value_is_refused_in_words(
    notebook: Notebook, kind: str, changes: dict[str, Any], message: str
) -> None:
    shown = corrected(notebook)
    with pytest.raises(CorrectionError) as raised:
        edit(notebook, shown, getattr(shown, kind)[0], **changes)
    assert str(raised.value) == message
    assert notebook.corrections() == []


def test_fact_cannot_become_another_kind(notebook: Notebook) -> None:
    shown = corrected(notebook)
    with pytest.raises(TypeError, match="a quote cannot become"):
        notebook.correct(shown.article, shown.quotes[0], shown.visits[0].fact, by="Wati")  # type: ignore[misc]


def test_evidence_cannot_be_edited(notebook: Notebook) -> None:
    shown = corrected(notebook)
    made = edit(notebook, shown, shown.quotes[0], text="Kami tidak hadir", start=0)
    assert (made.action, made.edits) == ("accept", {})
    assert corrected(notebook).facts == facts_of(article())


def test_precision_goes_with_an_entered_day(notebook: Notebook) -> None:
    shown = corrected(notebook)
    edit(notebook, shown, shown.visits[0], last="2024-05-22")
    shown = corrected(notebook)
    assert shown.facts.visits[0].to_precision == "day"
    edit(notebook, shown, shown.visits[0], first=None, last=None)
    visit = corrected(notebook).facts.visits[0]
    assert (visit.from_precision, visit.to_precision, visit.first) == ("unknown", "unknown", None)


# The file


def test_older_notebook_is_brought_up_with_all_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "notebook.sqlite"
    with sqlite3.connect(path) as old:
        for statement in filter(str.strip, schema.MIGRATIONS[0].split(";")):
            old.execute(statement)
        old.execute("INSERT INTO reading VALUES ('a/1', 1, 7, '2024-05-15T00:00:00+00:00')")
        old.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        old.execute("PRAGMA user_version = 1")
    old.close()
    notebook = Notebook(path)
    assert notebook.read_ids() == {"a/1"}
    shown = corrected(notebook)
    accept(notebook, shown, shown.quotes[0])
    assert Notebook(path).corrections() == notebook.corrections() != []


def test_columns_are_the_models_fields(notebook: Notebook) -> None:
    names = [row[1] for row in notebook._connection.execute("PRAGMA table_info(correction)")]
    assert names == list(Correction.__struct_fields__)


def test_odd_characters_and_paths_come_back(notebook: Notebook) -> None:
    item = article(path="/news/\udcff.txt", id="a\udcff", title="t\0\ud800")
    shown = corrected(notebook, item)
    made = edit(notebook, shown, shown.quotes[0], speaker="Rina\0\ud800")
    assert Notebook(notebook.path).corrections("a\udcff") == [made]
    assert notebook.undo() == UndoneCorrection(made)


def test_row_that_cannot_be_read_is_named(notebook: Notebook) -> None:
    shown = corrected(notebook)
    accept(notebook, shown, shown.quotes[0])
    notebook._connection.execute("UPDATE correction SET fact = '{'")
    with pytest.raises(NotebookError, match="holds a correction that cannot be read"):
        corrected(notebook)


def test_notebook_comes_without_the_extraction() -> None:
    code = "import sys, index.notebook; print([m for m in sys.modules if m.startswith(('index.extract', 'whoosh'))])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@given(st.data())
def test_whatever_happens_to_the_text_offsets_hold(data: st.DataObject) -> None:
    """Random damage to the file: every fact of the words stands where its offsets say, or is not there."""
    with tempfile.TemporaryDirectory() as folder, Notebook(Path(folder) / "n.sqlite") as notebook:
        shown = corrected(notebook)
        found: list[Judged[Any]] = [*shown.visits, *shown.quotes, *shown.names, *shown.dates]
        for judged in found:
            edits: list[dict[str, Any]] = [{}, {"office": "Jubir"} if isinstance(judged.fact, Visit) else {}]
            if isinstance(judged.fact, Quote):
                edits.append({"speaker": "Sari"})
            if isinstance(judged.fact, Mention) and judged.fact.type == "person":
                edits.append({"name": "Sari"})
            edit(notebook, shown, judged, **data.draw(st.sampled_from(edits)))
        start = data.draw(st.integers(0, len(BODY)))
        end = data.draw(st.integers(start, min(len(BODY), start + 40)))
        body = BODY[:start] + data.draw(st.text(max_size=20)) + BODY[end:]
        damaged = article(body, sha256="2" * 64)
        again = corrected(notebook, damaged, data.draw(st.sampled_from([facts_of, nothing])))
        kept = again.facts
        facts: list[Any] = [*kept.quotes, *kept.mentions, *kept.dates]
        for fact in facts:
            assert fact.span.of(body) == fact.text
        for visit in again.facts.visits:
            assert all(0 <= span.start < span.end <= len(body) for span in visit.evidence)


def test_same_said_twice_before_it_is_shown_is_kept_once(notebook: Notebook) -> None:
    shown = corrected(notebook)
    first = accept(notebook, shown, shown.quotes[0])
    assert accept(notebook, shown, shown.quotes[0]) == first
    assert notebook.corrections() == [first]
    notebook.undo()
    assert corrected(notebook).quotes[0].verdict is None


def test_something_else_said_before_it_is_shown_takes_its_place(notebook: Notebook) -> None:
    shown = corrected(notebook)
    accept(notebook, shown, shown.quotes[0])
    edit(notebook, shown, shown.quotes[0], speaker="Rina Wati")
    accept(notebook, shown, shown.quotes[0])
    assert corrected(notebook).quotes[0].verdict == "accept"
    assert len(notebook.corrections()) == 3


def test_corrections_of_the_same_file_under_another_id(notebook: Notebook) -> None:
    shown = corrected(notebook)
    made = accept(notebook, shown, shown.quotes[0])
    assert notebook.corrections("b/1") == []
    assert notebook.corrections("b/1", article().sha256) == [made]
