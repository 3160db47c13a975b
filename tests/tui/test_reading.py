"""What stands under the cursor, where jumps go, and what is painted on the text."""

from __future__ import annotations

import re

import pytest

from index.article import Article, Span
from index.extract.tokens import Tokens
from index.facts import Facts, Mention, Quote, TemporalExpression, Visit
from index.messages import M_, Day
from index.notebook import apply
from tui.judging import widest
from tui.outline import outline
from tui.reading import Reading
from tui.sentences import Sentences

BODY = 'Ia tiba di Wina. "Kami senang," kata Menteri Luar Negeri Swedia. Ia pulang, kata dia.\n\nSelesai.'


def span(words: str) -> Span:
    start = BODY.index(words)
    return Span(start, start + len(words))


def quote(words: str, kind: str, **fields: object) -> Quote:
    place = span(words)
    return Quote(start=place.start, end=place.end, text=words, kind=kind, **fields)  # type: ignore[arg-type]


def mention(words: str, type: str) -> Mention:
    place = span(words)
    return Mention(start=place.start, end=place.end, text=words, type=type, name=words, identity=words)  # type: ignore[arg-type]


FACTS = Facts(
    extractor="test",
    mentions=(
        mention("Menteri Luar Negeri Swedia", "office"),
        mention("Swedia", "country"),
        mention("Wina", "place"),
    ),
    dates=(TemporalExpression(start=span("pulang").start, end=span("pulang").end, text="pulang"),),
    quotes=(
        quote("Kami senang,", "direct", speaker="Tobias", speaker_identity="tobias", office="Menteri"),
        quote("Ia pulang", "indirect", candidates=("Tobias", "Ulrika")),
    ),
    visits=(
        Visit(visitor="Ulrika", host="AT", background=True, evidence=(span("pulang"),), status="done"),
        Visit(
            visitor="Tobias", origin="SE", host="AT", places=("Wina",), first="2025-02-04", last="2025-02-06",
            from_precision="day", to_precision="day", from_evidence=span("Wina"), evidence=(span("tiba di Wina"),),
            kind="official", status="underway", reasoning=(M_("until {day}", day=Day("2025-02-06")),),
        ),
    ),
)  # fmt: skip
ARTICLE = Article(id="a", path="a.txt", body=BODY, paragraphs=(Span(0, BODY.index("\n")), span("Selesai.")))
READING = Reading.of(ARTICLE, FACTS, hits=[span("senang")])


@pytest.mark.parametrize(
    ("at", "kind", "words"),
    [
        ("Ia tiba", "sentence", "Ia tiba di Wina."),
        ("Wina", "sentence", "Ia tiba di Wina."),
        ('"Kami', "quote", "Kami senang,"),
        ("senang", "quote", "Kami senang,"),
        ('" kata', "quote", "Kami senang,"),
        ("kata Menteri", "sentence", '"Kami senang," kata Menteri Luar Negeri Swedia.'),
        ("Ia pulang", "quote", "Ia pulang"),
        ("\n\n", "sentence", "Selesai."),
    ],
)
def test_the_unit_under_the_cursor(at: str, kind: str, words: str) -> None:
    unit = READING.unit_at(BODY.index(at))
    assert unit is not None
    assert (unit.kind, unit.span.of(BODY)) == (kind, words)


def test_there_is_no_unit_in_an_empty_body() -> None:
    empty = Reading.of(Article(id="a", path="a", body=""), Facts(extractor="test"))
    assert empty.unit_at(0) is None
    assert empty.stop_in(0, 10) is None


@pytest.mark.parametrize(
    ("kind", "hidden", "words"),
    [
        ("entity", (), ["Wina", "Menteri Luar Negeri Swedia", "Swedia"]),
        ("entity", ("office", "place"), ["Swedia"]),
        ("quote", (), ["Kami senang,", "Ia pulang"]),
        ("visit", (), ["tiba di Wina", "pulang"]),
        ("date", (), ["pulang"]),
    ],
)
def test_the_targets_of_jumps(kind: str, hidden: tuple[str, ...], words: list[str]) -> None:
    found = READING.targets(kind, frozenset(hidden))  # type: ignore[arg-type]
    assert [place.of(BODY) for place in found] == words


def test_hits_lie_on_highlights_on_inner_entities_on_outer_ones_on_quotes() -> None:
    layers = READING.layers(frozenset(), [span("Kami")])
    assert [name for _start, _end, name in layers] == [
        "quote",
        "office",
        "country",
        "date",
        "place",
        "highlight",
        "hit",
    ]


def test_hidden_types_are_not_painted() -> None:
    names = {name for _start, _end, name in READING.layers(frozenset({"office", "date"}), [])}
    assert names == {"quote", "country", "place", "hit"}


def test_dangerous_characters_of_the_body_are_shown_one_for_one() -> None:
    body = "Ia\u202e berkata\x1b]52;c;x\x07 lagi."
    reading = Reading.of(
        Article(id="a", path="a", body=body, paragraphs=(Span(0, len(body)),)), Facts(extractor="t")
    )
    assert len(reading.body) == len(body)
    assert "\x1b" not in reading.body
    assert "\u202e" not in reading.body


def test_the_outline_puts_visits_into_words() -> None:
    visit, background = outline(apply(ARTICLE, FACTS, ())).visits
    assert visit.route == "Tobias → Austria (Wina)"
    assert visit.dates == "4–6 Feb 2025"
    assert visit.status == "under way · official visit"
    assert visit.evidence == "tiba di Wina"
    assert not visit.is_off
    assert visit.span == span("tiba di Wina")
    assert background.status == "took place · background"
    assert background.route == "Ulrika → Austria"
    assert background.dates == "no date in the text"


def test_the_outline_says_in_indonesian_what_the_screen_is_in() -> None:
    from tui.i18n import use_language

    use_language("id")
    visit = outline(apply(ARTICLE, FACTS, ())).visits[0]
    assert visit.route == "Tobias → Austria (Wina)"
    assert visit.dates == "4–6 Feb 2025"
    assert visit.status == "sedang berlangsung · kunjungan resmi"


def test_the_outline_lists_speakers_and_those_who_are_unclear_last() -> None:
    known, unclear = outline(apply(ARTICLE, FACTS, ())).speakers
    assert (known.name, known.office, len(known.quotes)) == ("Tobias", "Menteri", 1)
    assert unclear.name == ""
    assert unclear.quotes[0].candidates == ("Tobias", "Ulrika")
    assert not unclear.quotes[0].direct


def test_words_within_others_are_not_said_twice() -> None:
    inner, outer, other = Span(4, 9), Span(0, 20), Span(30, 40)
    assert widest([inner, outer, outer, other]) == [outer, other]


# Sentences found where they are asked for

LONG = "\n\n".join(
    [
        "Ia datang. Ia pergi!",
        "Satu kalimat saja",
        "…",
        'Kata dia: "Baik. Terima kasih." Lalu pulang? Ya.',
        "Drs. H. Slamet tiba pk. 10.00. Selesai.",
    ]
)
PARAGRAPHS = tuple(Span(match.start(), match.end()) for match in re.finditer(r"[^\n]+", LONG))


def all_sentences() -> list[Span]:
    tokens = Tokens(LONG, PARAGRAPHS)
    return [tokens.span(rows.start, rows.stop) for rows in tokens.sentences]


@pytest.mark.parametrize("order", [range(len(LONG) + 2), range(len(LONG) + 1, -1, -1)])
def test_sentences_are_those_of_the_whole_text_wherever_one_begins(order: range) -> None:
    sentences, whole = Sentences(LONG, PARAGRAPHS), all_sentences()
    for offset in order:
        assert sentences.at(offset) == next((one for one in whole if offset < one.end), None)
        assert sentences.start_after(offset) == next((one.start for one in whole if one.start > offset), None)
        before = [one.start for one in whole if one.start < offset]
        assert sentences.start_before(offset) == (before[-1] if before else None)


def test_a_text_without_paragraphs_has_no_sentences() -> None:
    sentences = Sentences("", ())
    assert sentences.at(0) is None
    assert sentences.start_after(0) is None
    assert sentences.start_before(9) is None


def test_only_the_paragraphs_that_are_asked_for_are_read() -> None:
    sentences = Sentences(LONG, PARAGRAPHS)
    sentences.at(PARAGRAPHS[3].start + 3)
    assert set(sentences._found) == {3}


def test_the_cursor_stops_at_sentences_and_opening_marks() -> None:
    stops = []
    stop = READING.stop_after(-1)
    while stop is not None:
        stops.append(stop)
        stop = READING.stop_after(stop)
    assert stops == [BODY.index(words) for words in ("Ia tiba", '"Kami', "Ia pulang", "Selesai")]
    back = []
    stop = READING.stop_before(len(BODY))
    while stop is not None:
        back.append(stop)
        stop = READING.stop_before(stop)
    assert back == stops[::-1]
    assert READING.stop_in(1, stops[1]) is None
    assert READING.stop_in(1, stops[1] + 1) == stops[1]
