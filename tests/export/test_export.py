"""Every export gives the words back unchanged, says who speaks as surely as it is known, and runs nowhere."""

from __future__ import annotations

import csv
import io
import json
import re
import time
from html.parser import HTMLParser
from pathlib import Path

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from index.article import Article, Span
from index.export import FORMATS, Citation, ExportFormat, Wording, cite, cite_all, one_line, render
from index.export.markdown import escape
from index.export.spreadsheet import cell
from index.facts import Facts, Quote
from index.notebook import CorrectedFacts, Judged, Notebook, Placement, Publication, apply, snapshot
from index.notebook.corrections import record
from index.sanitise import visible

WORDS = "Kami akan hadir di Hanoi"
BODY = f'Jubir Dewi berbicara di Jakarta.\n\n"{WORDS}," kata Dewi, Senin.'
SPAN = Span(BODY.index(WORDS), BODY.index(WORDS) + len(WORDS))
QUOTE = Quote(
    start=SPAN.start, end=SPAN.end, text=WORDS, kind="direct", speaker="Dewi Lestari", office="Jubir",
    speaks_for="Kemlu RI", resolved_by="name",
)  # fmt: skip
ARTICLE = Article(
    id="a/1", path="/news/1.txt", title="Jubir: kami hadir", published="2025-03-28", source="KANTOR BERITA",
    url="https://example.org/1?a=b&c=d", body=BODY, paragraphs=(Span(0, 32), Span(34, len(BODY))), sha256="ab",
)  # fmt: skip


def citation(quote: Quote | None = QUOTE, article: Article = ARTICLE, span: Span = SPAN) -> Citation:
    made = snapshot(article, span, "quote" if quote else "selection", quote)
    return cite(msgspec.structs.replace(made, created_at="2025-04-01T09:12:00+00:00"))


def uncorrected(article: Article, *quotes: Quote) -> CorrectedFacts:
    return apply(article, Facts(extractor="1", quotes=quotes), ())


def of_words(words: str) -> Citation:
    return msgspec.structs.replace(citation(), text=words)


def markdown(made: Citation, wording: Wording | None = None) -> str:
    return render([made], "markdown", wording or Wording()).decode()


class _Text(HTMLParser):
    """The text of the first block quote, and every tag of the page."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0
        self.quotes = 0
        self.text: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)
        if tag == "blockquote":
            self.depth += 1
            self.quotes += 1
        if tag in ("p", "br"):
            self.text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag == "blockquote"

    def handle_data(self, data: str) -> None:
        if self.depth and self.quotes == 1:
            self.text.append(data)


RENDERERS = [
    MarkdownIt("commonmark"),
    MarkdownIt("gfm-like", {"typographer": True, "linkify": False, "html": True}).enable(
        ["replacements", "smartquotes"]
    ),
    MarkdownIt("gfm-like", {"linkify": True}),
]


def without_breaks(text: str) -> str:
    """*text* without the three characters that files for people leave out, because they are no part of a word."""
    return re.sub("[\u00ad\u200b\ufeff]", "", text)


def rendered(source: str, renderer: MarkdownIt) -> _Text:
    page = _Text()
    page.feed(renderer.render(source))
    return page


def test_markdown_says_everything() -> None:
    assert markdown(citation()) == (
        "# Highlighted quotes\n\n"
        "> Kami akan hadir di Hanoi\n\n"
        "- Speaker: **Dewi Lestari**, Jubir (for Kemlu RI)\n"
        "- Kind: direct quotation\n"
        "- Source: KANTOR BERITA, *Jubir: kami hadir*, 2025-03-28\n"
        "- Link: <https://example.org/1?a=b&c=d>\n"
        "- File: /news/1.txt\n"
        "- Position: paragraph 2, characters 36–59 of the text\n"
        "- Highlighted: 2025-04-01T09\\:12\\:00\\+00:00\n"
    )


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"resolved_by": "surname"}, "Speaker: **Dewi Lestari**, Jubir (for Kemlu RI) – by part of the name"),
        (
            {"resolved_by": "pronoun"},
            "Speaker: **Dewi Lestari**, Jubir (for Kemlu RI) – inferred from a pronoun",
        ),
        ({"resolved_by": "role"}, "Speaker: **Dewi Lestari**, Jubir (for Kemlu RI) – inferred from a role"),
        ({"speaker": None, "resolved_by": "none"}, "Speaker: speaker unclear"),
        ({"speaker": None, "candidates": ("Dewi", "Rina*")}, "Speaker: speaker unclear (Dewi / Rina\\*)"),
        ({"kind": "indirect"}, "Kind: reported speech, in the words of the article"),
    ],
)
def test_markdown_is_as_sure_of_the_speaker_as_the_extraction(changes: dict[str, object], line: str) -> None:
    assert f"\n- {line}\n" in markdown(citation(msgspec.structs.replace(QUOTE, **changes)))


def test_unclear_speaker_has_no_office_and_no_bold_name() -> None:
    unclear = msgspec.structs.replace(QUOTE, speaker=None, candidates=("Dewi", "Rina"))
    assert "**" not in markdown(citation(unclear))
    assert "Jubir (" not in markdown(citation(unclear))


def test_body_that_the_office_names_is_not_repeated() -> None:
    named = citation(msgspec.structs.replace(QUOTE, office="Jubir Kemlu RI"))
    assert "- Speaker: **Dewi Lestari**, Jubir Kemlu RI\n" in markdown(named)
    assert "Dewi Lestari, Jubir Kemlu RI, KANTOR BERITA" in one_line(named)


def test_words_of_the_article_have_no_speaker() -> None:
    text = markdown(citation(None))
    assert "Speaker" not in text
    assert "- Kind: text of the article, no quotation\n" in text


def test_untitled_undated_article_without_outlet() -> None:
    bare = msgspec.structs.replace(ARTICLE, title=None, published=None, source=None, url=None, line=7)
    text = markdown(citation(article=bare))
    assert "- Source: untitled: Jubir Dewi berbicara di Jakarta., date unknown\n" in text
    assert "Link" not in text
    assert "- File: /news/1.txt, line 7\n" in text


def test_markdown_in_another_language_with_dates_in_words() -> None:
    wording = Wording({"Speaker": "Penutur"}.get, lambda iso: f"tanggal {iso}", lambda _: "kemarin")  # type: ignore[arg-type]
    wording = wording._replace(translate=lambda text: {"Speaker": "Penutur"}.get(text, text))
    text = markdown(citation(), wording)
    assert "- Penutur: **Dewi Lestari**" in text
    assert "tanggal 2025-03-28\n" in text
    assert text.endswith("- Highlighted: kemarin\n")


def test_changed_article_is_said_so_and_the_position_is_todays() -> None:
    changed = msgspec.structs.replace(
        ARTICLE, body="Ralat.\n\n" + BODY, paragraphs=(Span(0, 6), Span(8, 40), Span(42, 8 + len(BODY)))
    )
    marked = snapshot(ARTICLE, SPAN, "quote", QUOTE)
    now = Span(SPAN.start + 8, SPAN.end + 8)
    other = msgspec.structs.replace(QUOTE, start=now.start, end=now.end, speaker="Rina Wati")
    made = cite(marked, Placement(marked, now, "found again"), uncorrected(changed, other))
    assert (made.speaker, made.speaker_now) == ("Dewi Lestari", "Rina Wati")
    text = markdown(made)
    assert "- Position: paragraph 3, characters 44–67 of the text\n" in text
    assert "- Note: the article has changed since; the words stand in it unchanged at this position\n" in text
    assert "- Check: read again today, the article gives Rina Wati\n" in text

    detached = cite(marked, Placement(marked, None, "detached"), uncorrected(changed))
    assert (detached.start, detached.paragraph, detached.speaker_now) == (SPAN.start, 2, None)
    assert "these words no longer stand in the article as it is now" in markdown(detached)


def test_same_speaker_today_needs_no_check() -> None:
    marked = snapshot(ARTICLE, SPAN, "quote", QUOTE)
    made = cite(marked, Placement(marked, SPAN, "in place"), uncorrected(ARTICLE, QUOTE))
    assert made.speaker_now is None
    assert "Check" not in markdown(made)
    assert "Note" not in markdown(made)


markdown_text = st.lists(
    st.one_of(
        st.sampled_from(list("\\`*_{}[]<>()#+-.!|&~$^@:=\"'/,;?% \n\t1aAi")),
        st.sampled_from(
            ["--", "...", "(c)", "<script>", "&amp;", "http://x.id", "www.x.id", "1. ", "a) ", "> ", "![x](y)",
             ":smile:", "\n\n", "    ", "```", "~~", "***", "[^1]", "\\\n", "  \n", "“kata”", "kerja-sama", "É"]
        ),
        st.text(max_size=5),
    ),
    max_size=15,
).map("".join)  # fmt: skip


@given(markdown_text)
@example("- bukan daftar")
@example("1. Januari\n2. Februari")
@example("<b onmouseover=alert(1)>tebal</b>")
@example("=\n---\n# x")
@example("!!!! ,, ??.. +- (tm) (C)")
@example("mem\u00adbahas\u200b -\ufeff- 1\u00ad. di\u202esini")
def test_rendering_gives_exactly_the_words_back(words: str) -> None:
    source = markdown(of_words(words))
    for renderer in RENDERERS:
        page = rendered(source, renderer)
        assert "".join(page.text).split() == visible(without_breaks(words), lines=True).split()
        assert page.tags <= {"h1", "blockquote", "p", "br", "ul", "li", "strong", "em", "a"}


@given(markdown_text)
def test_titles_names_and_paths_render_as_they_are(text: str) -> None:
    made = msgspec.structs.replace(
        citation(), title=text or "x", speaker=text or "x", office=text, path=text, source=text, url=text
    )
    page = rendered(markdown(made), RENDERERS[1])
    assert page.tags <= {"h1", "blockquote", "p", "br", "ul", "li", "strong", "em", "a"}
    assert "".join(page.text).split() == WORDS.split()


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_markdown_uses_backslashes_only(text: str) -> None:
    assert re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", escape(text)) == visible(text).strip(" \t\r\f\v")


@given(st.text(), st.sampled_from(sorted(FORMATS)))
@example("\x1b]52;c;aGFp\x07 \u202eevil\x9b31m\x00\ud800", "markdown")
def test_no_control_character_reaches_a_file(text: str, form: ExportFormat) -> None:
    made = msgspec.structs.replace(
        of_words("x" + text), title=text, speaker=text, office=text, candidates=(text,), path=text, url=text,
        source=text, article=text, lead=text,
    )  # fmt: skip
    data = render([made, made], form).decode()
    allowed = "\ufeff" if form == "csv" else ""
    kept = data.replace("\r\n", "\n") if form == "csv" else data
    assert visible(kept.removeprefix(allowed), lines=True) == kept.removeprefix(allowed)


@given(st.text())
def test_json_lines_give_every_character_back(text: str) -> None:
    (line,) = render([of_words(text)], "jsonl").decode().splitlines()
    record = json.loads(line)
    assert record["text"] == text
    assert record["schema"] == "diplo-reader/citation/1"
    assert set(record) == {"schema", *Citation.__struct_fields__}


def test_json_line_of_a_citation() -> None:
    record = json.loads(render([citation()], "jsonl"))
    assert (record["start"], record["end"], record["paragraph"]) == (SPAN.start, SPAN.end, 2)
    assert BODY[record["start"] : record["end"]] == record["text"]
    assert (record["attribution"], record["standing"], record["line"]) == ("named", None, None)


def rows(made: list[Citation]) -> list[dict[str, str]]:
    data = render(made, "csv")
    assert data.startswith(b"\xef\xbb\xbf")
    text = data.decode("utf-8-sig")
    assert text.endswith("\r\n")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def test_spreadsheet_of_two_citations() -> None:
    first, second = rows([citation(), citation(None)])
    assert list(first) == list(Citation.__struct_fields__)
    assert (first["text"], first["speaker"], first["start"]) == (WORDS, "Dewi Lestari", str(SPAN.start))
    assert (second["speaker"], second["attribution"]) == ("", "none")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
@example('kata "ya",\n\nlalu; pergi')
@example("mem\u00adbahas\u200b \ufeff=1 \u202esini")
@example("\u200b=1")
def test_spreadsheet_gives_words_back(words: str) -> None:
    (row,) = rows([of_words(words)])
    assert row["text"].removeprefix("'") == visible(without_breaks(words), lines=True).removeprefix("'")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("+62 812", "'+62 812"),
        ("-lah", "'-lah"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "' =1"),
        ("\rx", "'␍x"),
        (" =1", "' =1"),
        ("\n=1", "'\n=1"),
        ("＝1", "'＝1"),
        ("satu = dua", "satu = dua"),
        (("-a", "b"), "'-a; b"),
        (None, ""),
        (-3, "-3"),
    ],
)
def test_no_cell_is_a_formula(text: str | int | tuple[str, ...] | None, expected: str) -> None:
    assert cell(text) == expected


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({}, f"“{WORDS}” — Dewi Lestari, Jubir (for Kemlu RI), "),
        ({"resolved_by": "surname"}, f"“{WORDS}” — Dewi Lestari, Jubir (for Kemlu RI), "),
        (
            {"resolved_by": "pronoun"},
            f"“{WORDS}” — Dewi Lestari, Jubir (for Kemlu RI) [inferred from a pronoun], ",
        ),
        ({"speaker": None}, f"“{WORDS}” — speaker unclear, "),
        ({"speaker": None, "candidates": ("Dewi", "Rina")}, f"“{WORDS}” — speaker unclear (Dewi / Rina), "),
        ({"kind": "indirect"}, f"{WORDS} (reported speech) — Dewi Lestari, Jubir (for Kemlu RI), "),
    ],
)
def test_copied_line(changes: dict[str, object], line: str) -> None:
    made = citation(msgspec.structs.replace(QUOTE, **changes))
    source = "KANTOR BERITA, “Jubir: kami hadir”, 2025-03-28, https://example.org/1?a=b&c=d"
    assert one_line(made) == line + source


def test_copied_words_of_the_article_name_nobody() -> None:
    assert one_line(citation(None)).startswith(f"“{WORDS}” — KANTOR BERITA, “Jubir")


@given(st.text())
def test_copied_line_is_one_harmless_line(text: str) -> None:
    line = one_line(msgspec.structs.replace(of_words(text), speaker=text, title=text))
    assert visible(line) == line
    assert "\n" not in line


# What the reader said


def judged_citation(wanted: Quote | None, *, at_hand: bool = True, marked: Quote | None = QUOTE) -> Citation:
    """The citation of the quote after the reader made *wanted* of it, the article at hand or not."""
    highlight = msgspec.structs.replace(
        snapshot(ARTICLE, SPAN, "quote" if marked else "selection", marked),
        created_at="2025-04-01T09:12:00+00:00",
    )
    made = record(ARTICLE, Judged(QUOTE, QUOTE), wanted, "W*ti Sari")
    rows = [msgspec.structs.replace(made, id=1, created_at="2025-04-02T23:30:00+00:00")]
    if not at_hand:
        return cite(highlight, corrections=rows)
    facts = Facts(extractor="1", quotes=(QUOTE,))
    return cite(highlight, Placement(highlight, SPAN, "in place"), apply(ARTICLE, facts, rows))


@pytest.mark.parametrize("at_hand", [True, False])
def test_confirmed_speaker_is_said_with_name_and_day(at_hand: bool) -> None:
    made = judged_citation(QUOTE, at_hand=at_hand)
    assert (made.speaker_verdict, made.speaker_judged_by, made.attribution) == (
        "confirmed",
        "W*ti Sari",
        "named",
    )
    assert made.speaker_found is None
    line = "- Speaker: **Dewi Lestari**, Jubir (for Kemlu RI) – confirmed by W\\*ti Sari, 2025-04-02\n"
    assert line in markdown(made)
    assert "(for Kemlu RI) [confirmed by W*ti Sari, 2025-04-02], KANTOR" in one_line(made)


@pytest.mark.parametrize("at_hand", [True, False])
def test_corrected_speaker_takes_the_place_of_the_one_noted(at_hand: bool) -> None:
    made = judged_citation(msgspec.structs.replace(QUOTE, speaker="Rina Wati", office=None), at_hand=at_hand)
    assert (made.speaker, made.office, made.speaker_found) == ("Rina Wati", None, "Dewi Lestari")
    line = "**Rina Wati** (for Kemlu RI) – corrected by W\\*ti Sari, 2025-04-02 (found: Dewi Lestari)\n- Kind: direct"
    assert line in markdown(made)


def test_corrected_speaker_is_attributed_by_the_reader_alone() -> None:
    made = judged_citation(msgspec.structs.replace(QUOTE, speaker="Rina Wati"))
    assert (made.attribution, made.resolved_by) == ("corrected", "none")


@pytest.mark.parametrize("at_hand", [True, False])
def test_rejected_attribution_names_nobody_as_the_speaker(at_hand: bool) -> None:
    made = judged_citation(None, at_hand=at_hand)
    assert (made.speaker, made.office, made.attribution) == (None, None, "rejected")
    text = markdown(made)
    assert "- Speaker: rejected by W\\*ti Sari, 2025-04-02 (found: Dewi Lestari)\n" in text
    assert "**" not in text


def test_confirmation_that_the_speaker_is_unclear() -> None:
    made = judged_citation(msgspec.structs.replace(QUOTE, speaker=None, office=None, speaks_for=None))
    assert made.attribution == "unclear"
    assert "- Speaker: speaker unclear, corrected by W\\*ti Sari, 2025-04-02 (found: Dewi" in markdown(made)


def test_words_marked_as_the_articles_own() -> None:
    confirmed = judged_citation(QUOTE, marked=None)
    assert (confirmed.kind, confirmed.speaker) == ("direct", "Dewi Lestari")
    assert judged_citation(None, marked=None).attribution == "none"


def test_day_of_a_verdict_is_the_users_own(monkeypatch: pytest.MonkeyPatch) -> None:
    try:
        with monkeypatch.context() as patch:
            patch.setenv("TZ", "Asia/Jakarta")
            time.tzset()
            assert "confirmed by W*ti Sari, 2025-04-03" in one_line(judged_citation(QUOTE))
    finally:
        time.tzset()


@pytest.mark.parametrize("at_hand", [True, False])
def test_corrected_publication_is_the_date_that_is_cited(at_hand: bool) -> None:
    highlight = snapshot(ARTICLE, SPAN, "quote", QUOTE)
    found = Publication.of(ARTICLE)
    made = record(ARTICLE, Judged(found, found), Publication("2025-03-29"), "Wati")
    rows = [msgspec.structs.replace(made, id=1, created_at="2025-04-02T10:00:00+00:00")]
    facts = Facts(extractor="1")
    shown = apply(ARTICLE, facts, rows, lambda _: facts)
    cited = (
        cite(highlight, Placement(highlight, SPAN, "in place"), shown)
        if at_hand
        else cite(highlight, corrections=rows)
    )
    assert (cited.published, cited.published_verdict) == ("2025-03-29", "corrected")
    assert "2025-03-29 (date corrected by Wati, 2025-04-02)\n" in markdown(cited)


def test_all_citations_take_the_corrections_of_the_notebook(tmp_path: Path) -> None:
    facts = Facts(extractor="1", quotes=(QUOTE,))
    with Notebook(tmp_path / "notebook.sqlite") as notebook:
        notebook.add_highlight(ARTICLE, SPAN, "quote", QUOTE)
        shown = notebook.corrected(ARTICLE, facts)
        notebook.correct(
            shown.article, shown.quotes[0], msgspec.structs.replace(QUOTE, speaker="Rina"), by="Wati"
        )
        for load in (lambda _: (ARTICLE, facts), lambda _: None):
            (made,) = cite_all(notebook.highlights(), notebook, load)
            assert (made.speaker, made.speaker_verdict, made.speaker_judged_by) == (
                "Rina",
                "corrected",
                "Wati",
            )


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("mem\u00adbahas", "membahas"),
        ("kerja\u200b sama", "kerja sama"),
        ("\ufeffKami", "Kami"),
        ("Kami\u202e", "Kami␣"),
        ("Ka\u200dmi", "Ka␣mi"),
        ("Kami\x1b", "Kami␛"),
    ],
)
def test_only_what_is_no_part_of_a_word_is_left_out(words: str, shown: str) -> None:
    made = of_words(words)
    assert markdown(made).split("\n\n")[1] == "> " + shown
    assert rows([made])[0]["text"] == shown
    assert one_line(made).startswith(f"“{shown}”")


def test_path_and_address_keep_every_character() -> None:
    made = msgspec.structs.replace(citation(), path="/a\u200b.txt", url="https://a\u00ad.id")
    assert (rows([made])[0]["path"], rows([made])[0]["url"]) == ("/a␣.txt", "https://a␣.id")


def test_other_date_today_is_said_beside_the_one_noted() -> None:
    marked = snapshot(ARTICLE, SPAN, "quote", QUOTE)
    today = msgspec.structs.replace(ARTICLE, published="2025-02-01")
    made = cite(marked, Placement(marked, SPAN, "in place"), uncorrected(today, QUOTE))
    assert (made.published, made.published_now) == ("2025-03-28", "2025-02-01")
    assert "- Check: read again today, the article is dated 2025-02-01\n" in markdown(made)
    same = cite(marked, Placement(marked, SPAN, "in place"), uncorrected(ARTICLE, QUOTE))
    assert same.published_now is None


def test_changed_file_loses_no_corrected_speaker_or_date(tmp_path: Path) -> None:
    found = Publication.of(ARTICLE)
    changed = msgspec.structs.replace(
        ARTICLE, body=BODY.replace("akan hadir", "tidak hadir"), sha256="cd", published_evidence="28 Maret"
    )
    with Notebook(tmp_path / "notebook.sqlite") as notebook:
        notebook.add_highlight(ARTICLE, SPAN, "quote", QUOTE)
        notebook.correct(
            ARTICLE, Judged(QUOTE, QUOTE), msgspec.structs.replace(QUOTE, speaker="Rina"), by="Wati"
        )
        notebook.correct(ARTICLE, Judged(found, found), Publication("2025-03-27"), by="Wati")
        (made,) = cite_all(notebook.highlights(), notebook, lambda _: (changed, Facts(extractor="1")))
        assert made.standing == "detached"
        assert (made.speaker, made.speaker_verdict) == ("Rina", "corrected")
        assert (made.published, made.published_verdict, made.published_now) == (
            "2025-03-27",
            "corrected",
            None,
        )


def test_correction_under_another_id_of_the_file_counts(tmp_path: Path) -> None:
    moved = msgspec.structs.replace(ARTICLE, id="b/1")
    with Notebook(tmp_path / "notebook.sqlite") as notebook:
        notebook.add_highlight(ARTICLE, SPAN, "quote", QUOTE)
        notebook.correct(
            moved, Judged(QUOTE, QUOTE), msgspec.structs.replace(QUOTE, speaker="Rina"), by="Wati"
        )
        (made,) = cite_all(notebook.highlights(), notebook, lambda _: None)
        assert (made.speaker, made.speaker_verdict) == ("Rina", "corrected")


def test_correction_of_the_outer_quote_is_none_of_the_inner() -> None:
    outer = msgspec.structs.replace(
        QUOTE,
        start=0,
        end=len(BODY),
        text=BODY,
        kind="indirect",
        speaker="Rina",
        speaks_for=None,
        office=None,
    )
    made = record(ARTICLE, Judged(outer, outer), msgspec.structs.replace(outer, speaker="Wati"), "W")
    cited = cite(snapshot(ARTICLE, SPAN, "quote", QUOTE), corrections=[msgspec.structs.replace(made, id=1)])
    assert (cited.kind, cited.speaker, cited.speaker_verdict) == ("direct", "Dewi Lestari", None)


@pytest.mark.parametrize("at_hand", [True, False])
def test_speaker_that_the_reader_entered_has_no_other_provenance(at_hand: bool) -> None:
    found = msgspec.structs.replace(QUOTE, resolved_by="pronoun", candidates=("Dewi Lestari", "Rina"))
    made = record(ARTICLE, Judged(found, found), msgspec.structs.replace(found, speaker="Rina"), "Wati")
    said = [msgspec.structs.replace(made, id=1)]
    highlight = snapshot(ARTICLE, SPAN, "quote", found)
    facts = Facts(extractor="1", quotes=(found,))
    cited = (
        cite(highlight, Placement(highlight, SPAN, "in place"), apply(ARTICLE, facts, said))
        if at_hand
        else cite(highlight, corrections=said)
    )
    assert (cited.attribution, cited.resolved_by, cited.candidates) == ("corrected", "none", ())
