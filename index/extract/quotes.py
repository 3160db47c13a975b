"""Quotes, direct and indirect, with their speakers.

A *direct* quote is a statement between quotation marks: it has an attribution of its own, goes on after one that has,
or makes a whole sentence. Titles, scare quotes and fragments of a reported clause are none. An *indirect* quote is a
reported clause with subject and predicate whose attribution is the main clause; a noun phrase in its place ("menegaskan
pentingnya …"), a demand or a denial is none. Whoever speaks is told by the words beside the attribution or by what was
said last about whom; where two readings are open no speaker is given.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import msgspec

from index.extract.attribution import Attribution, Templates
from index.extract.clauses import Clauses, periods
from index.extract.cues import lexicon
from index.extract.focus import UNCLEAR, Focus, Speaker
from index.extract.identity import Cast
from index.extract.quotation import Quotation, find_quotations
from index.extract.reported import Report, Reports
from index.extract.speakers import Speakers
from index.extract.subjects import Subjects
from index.extract.tokens import Tokens
from index.facts import Quote

_STATEMENT = 4
"""Fewest words of a quotation that counts as a statement without an attribution of its own."""


def find_quotes(tokens: Tokens, cast: Cast) -> list[Quote]:
    """The quotes of one article in text order.

    ``cast`` is made from the same *tokens*. Spans never cross a paragraph; ``speaker`` is null where the text leaves
    open who speaks, with the possible names in ``candidates``.
    """
    return _Reader(tokens, cast).read()


@dataclass(slots=True)
class _Said:
    """A direct quote while the article is being read."""

    quotation: Quotation
    by: Attribution | None
    speaker: Speaker
    rule: str


class _Reader:
    """Reads one article period by period; holds the quotes found and the focus."""

    def __init__(self, tokens: Tokens, cast: Cast) -> None:
        words = lexicon()
        self._tokens, self._words, self._cast = tokens, words.words, cast
        self._forms = words.forms
        self._thus = words.words["thus"]
        self._focus = Focus()
        self._clauses = Clauses(tokens, words)
        self._speakers = Speakers(tokens, cast, words, self._clauses, self._focus)
        self._subjects = Subjects(tokens, words, self._clauses, self._speakers)
        self._templates = Templates(tokens, words, self._clauses, self._speakers, self._subjects)
        self._reports = Reports(tokens, words, self._clauses, self._speakers, self._subjects, self._templates)
        self._quotations = find_quotations(tokens)
        self._quotes: list[Quote] = []
        self._pending: list[_Said] = []
        self._last: Speaker | None = None
        self._paragraph = self._announcer = -1

    def read(self) -> list[Quote]:
        if not self._quotations and not self._may_report(self._tokens.lower):
            return []
        following = 0
        for period in periods(self._tokens, self._quotations):
            inside = following
            while inside < len(self._quotations) and self._quotations[inside].opening < period.stop:
                inside += 1
            self._period(period, self._quotations[following:inside])
            following = inside
        for said in self._pending:
            self._emit(said)
        self._share_offices()
        return sorted(self._quotes, key=lambda quote: (quote.start, quote.end))

    def _may_report(self, lower: list[str]) -> bool:
        """Whether one of the casefolded words can attribute speech."""
        return not (self._forms.keys().isdisjoint(lower) and self._thus.isdisjoint(lower))

    def _share_offices(self) -> None:
        """Give every quote of a person the longest office that any of them came with."""
        offices: dict[str | None, str] = {}
        for quote in self._quotes:
            if (
                quote.speaker_identity
                and quote.office
                and len(quote.office) > len(offices.get(quote.speaker_identity, ""))
            ):
                offices[quote.speaker_identity] = quote.office
        for i, quote in enumerate(self._quotes):
            if quote.office is None and quote.speaker_identity in offices:
                self._quotes[i] = msgspec.structs.replace(quote, office=offices[quote.speaker_identity])

    def _period(self, period: range, quotations: Sequence[Quotation]) -> None:
        found = False
        reached = period.start
        for quotation in quotations:
            said = self._direct(period, reached, quotation, found)
            if said is None:
                continue
            found = True
            reached = quotation.closing
            self._hold(said)
            if said.by is not None and quotation is quotations[-1]:
                for report in self._reports.added(said.by, period.stop):
                    self._report(report)
        if found:
            return
        if quotations:
            mixed = self._mixed(period, quotations)
            if mixed is not None:
                self._report(mixed)
                return
        if self._may_report(self._tokens.lower[period.start : period.stop]):
            noted = self._focus.noted
            reports = self._reports.of(period.start, period.stop)
            if self._focus.noted > noted:
                self._announcer = self._tokens.paragraph[period.start]
            for report in reports:
                self._report(report)
            if reports:
                return
        self._note_topic(period)

    # -- direct ---------------------------------------------------------------------------------------------------

    def _direct(self, period: range, reached: int, quotation: Quotation, continued: bool) -> _Said | None:
        """The direct quote that *quotation* is, or null for a title, a scare quote or a fragment.

        *reached* is the end of the quote before it in the period, *continued* whether there is one.
        """
        behind = self._behind(quotation, period.stop)
        lead = self._lead(reached, quotation.opening)
        ahead = self._templates.ahead(reached, quotation.opening) if lead else None
        if ahead is not None and not self._announced(quotation, ahead):
            ahead = None
        if behind is not None and (not lead or ahead is not None or continued or self._unparted(quotation)):
            bare = behind.speaker.name is None or behind.rule == "behind, -nya"
            by = ahead if ahead is not None and bare else behind
            return _Said(quotation, by, by.speaker, "direct, " + by.rule)
        if ahead is not None:
            return _Said(quotation, ahead, ahead.speaker, "direct, " + ahead.rule)
        if continued and self._last is not None and self._goes_on(quotation):
            return _Said(quotation, None, self._last, "direct, continued")
        if lead or not self._whole(period, quotation):
            return None
        return _Said(quotation, None, self._carried(period), "direct, alone")

    def _unparted(self, quotation: Quotation) -> bool:
        """Whether *quotation* is a sentence although the one before it lacks its full stop."""
        text, lower = self._tokens.text, self._tokens.lower
        ends = text[quotation.last - 1] == "," and self._count(quotation) > _STATEMENT
        return (
            ends
            and text[quotation.first][0].isupper()
            and lower[quotation.opening - 1] not in self._words["that"]
        )

    def _goes_on(self, quotation: Quotation) -> bool:
        """Whether *quotation* carries on the one before it in the period: "…," kata X, "…"."""
        text = self._tokens.text
        parted = text[quotation.opening - 1] in ",:."
        return parted and self._count(quotation) >= _STATEMENT and text[quotation.first][0].isupper()

    def _behind(self, quotation: Quotation, stop: int) -> Attribution | None:
        """The attribution behind *quotation*; for one cut off at its paragraph's end, the one behind the stray mark."""
        tokens = self._tokens
        if not quotation.runs_on:
            comma = tokens.text[quotation.last - 1] == ","
            return self._templates.behind(quotation.closing, stop, quoted=True, comma=comma)
        mark = quotation.closing
        cue = self._forms.get(tokens.text[mark + 1]) if mark + 1 < len(tokens) else None
        if cue is None or cue.form not in ("bare", "nya"):
            return None
        end = tokens.paragraphs[tokens.paragraph[mark]].stop
        return self._templates.behind(mark + 1, end, quoted=True)

    def _lead(self, first: int, opening: int) -> bool:
        """Whether words of the article's own stand between *first* and the opening mark."""
        lower = self._tokens.lower
        return any(
            lower[i][0].isalnum() and lower[i] not in self._words["connector"] for i in range(first, opening)
        )

    def _announced(self, quotation: Quotation, by: Attribution) -> bool:
        """Whether the quotation is a statement rather than a fragment of the clause that the cue governs."""
        parted = by.end < quotation.opening
        words = self._count(quotation)
        text = self._tokens.text[quotation.first]
        return words >= 1 if parted else words >= _STATEMENT and (text[0].isupper() or not text[0].isalnum())

    def _whole(self, period: range, quotation: Quotation) -> bool:
        """Whether *quotation* makes a period of its own."""
        text = self._tokens.text
        if (not quotation.runs_on and self._count(quotation) < _STATEMENT) or any(
            text[i][0].isalnum() for i in range(quotation.closing, period.stop)
        ):
            return False
        ended = quotation.runs_on or text[quotation.last - 1] in ".?!…" or quotation.closing < period.stop
        opens = text[quotation.first]
        return (ended or text[quotation.last - 1] == ",") and (
            opens[0].isupper() or opens[0].isdigit() or opens in ".…(["
        )

    def _count(self, quotation: Quotation) -> int:
        return sum(self._tokens.text[i][0].isalnum() for i in range(quotation.first, quotation.last))

    def _carried(self, period: range) -> Speaker:
        """Who says a quotation without attribution: the last speaker, if nothing stands between."""
        paragraph = self._tokens.paragraph[period.start]
        topic = self._focus.topic
        if topic is not None and self._paragraph == paragraph:
            return topic
        announcer = self._focus.latest()
        if topic is None and announcer is not None and self._announcer == paragraph:
            return announcer
        if self._last is not None and topic is None and paragraph - self._paragraph <= 1:
            return self._last
        candidates = tuple(s.name for s in (topic, self._focus.latest()) if s is not None and s.name)
        return replace(UNCLEAR, candidates=candidates)

    def _hold(self, said: _Said) -> None:
        """Emit *said*, or keep a quotation that runs on until the end of it tells who spoke."""
        if said.by is None and said.quotation.runs_on:
            self._pending.append(said)
            return
        for waiting in self._pending:
            waiting.speaker = said.speaker
            self._emit(waiting)
        self._pending.clear()
        self._emit(said)

    def _emit(self, said: _Said) -> None:
        first, last = self._without_stop(said.quotation)
        if first >= last:
            return
        self._quotes.append(self._quote("direct", first, last, said.speaker, said.by, said.rule))
        self._spoke(said.speaker, last - 1)

    def _without_stop(self, quotation: Quotation) -> tuple[int, int]:
        """The quoted tokens without the comma or stop that only closes the clause; ellipses stay."""
        text, glued = self._tokens.text, self._tokens.glued
        first, last = quotation.first, quotation.last
        while last > first and text[last - 1] in ",.\\;":
            if text[last - 1] == "." and last - 2 >= first and text[last - 2] == "." and glued[last - 1]:
                break
            last -= 1
        while first < last and text[first] in ",;":
            first += 1
        return first, last

    # -- indirect -------------------------------------------------------------------------------------------------

    def _mixed(self, period: range, quotations: Sequence[Quotation]) -> Report | None:
        """A clause that ends in a quoted fragment with the attribution behind the mark: one indirect quote."""
        last = quotations[-1]
        by = self._templates.behind(last.closing, period.stop, quoted=True, clause=False)
        if by is None or not self._lead(period.start, last.opening) or last.runs_on:
            return None
        start, stop = self._clauses.trimmed(period.start, last.closing)
        if self._tokens.text[stop - 2] in ",.":
            stop -= 2
        return Report(start, stop, replace(by, rule="mixed"))

    def _report(self, report: Report) -> None:
        if report.first >= report.last:
            return
        by = report.by
        self._quotes.append(
            self._quote("indirect", report.first, report.last, by.speaker, by, "indirect, " + by.rule)
        )
        self._spoke(by.speaker, report.last - 1)

    def _spoke(self, speaker: Speaker, token: int) -> None:
        self._focus.note(speaker)
        self._last = speaker if speaker.name is not None else self._last
        self._paragraph = self._tokens.paragraph[token]

    def _note_topic(self, period: range) -> None:
        """Keep the person who is the subject of a period that reports nothing, or who said what it is about."""
        start = self._subjects.start(period.start, period.stop)
        phrase = self._speakers.phrase(start, period.stop) if start < period.stop else None
        named = phrase is not None and phrase.speaker.resolved_by in ("name", "surname")
        if (
            phrase is not None
            and named
            and phrase.speaker.kind == "person"
            and not self._subjects.is_act(start)
        ):
            self._focus.mention(phrase.speaker)
            self._paragraph = self._tokens.paragraph[period.start]
            return
        other = self._teller(period) or self._closing_person(period)
        if other is not None:
            self._focus.mention(other)
            self._paragraph = self._tokens.paragraph[period.start]

    def _teller(self, period: range) -> Speaker | None:
        """The person by whom something has been said: "hal senada disampaikan oleh Budi di Wina", else null."""
        lower = self._tokens.lower
        if not self._may_report(lower[period.start : period.stop]):
            return None
        aside = self._words["relative"] | self._words["as"] | self._words["subordinator"]
        for i in range(period.start + 1, period.stop - 1):
            cue = self._forms.get(lower[i])
            if cue is None or cue.form != "passive" or cue.cls != "say" or lower[i - 1] in aside:
                continue
            j = i + 2 if lower[i + 1] in self._words["agent"] else i + 1
            phrase = self._speakers.phrase(j, period.stop)
            if (
                phrase is not None
                and phrase.speaker.kind == "person"
                and phrase.speaker.resolved_by != "pronoun"
            ):
                return phrase.speaker
        return None

    def _closing_person(self, period: range) -> Speaker | None:
        """The person whose name ends *period*, if the paragraph goes on: "… kritik, antara lain dari Budi. "Ini …"."""
        paragraph = self._tokens.paragraphs[self._tokens.paragraph[period.start]]
        last = period.stop
        while last > period.start and not self._tokens.text[last - 1][0].isalnum():
            last -= 1
        if period.stop >= paragraph.stop or last == period.start:
            return None
        mention = next(iter(self._cast.ending(last, "person")), None)
        person = self._cast.person(mention)
        return None if person is None else self._speakers.of_person(person, last - 1, last, "name")

    def _quote(
        self, kind: str, first: int, last: int, speaker: Speaker, by: Attribution | None, rule: str
    ) -> Quote:
        tokens = self._tokens
        span = tokens.span(first, last)
        clear = speaker.name is not None
        return Quote(
            start=span.start,
            end=span.end,
            text=span.of(tokens.body),
            kind="direct" if kind == "direct" else "indirect",
            speaker=speaker.name,
            speaker_identity=speaker.identity,
            speaker_span=speaker.span if by is not None else None,
            office=speaker.office,
            speaks_for=speaker.speaks_for,
            cue=tokens.words(by.cue, by.cue_end) if by else None,
            cue_span=tokens.span(by.cue, by.cue_end) if by else None,
            resolved_by=speaker.resolved_by if clear else "none",
            candidates=() if clear else speaker.candidates,
            rule=rule,
        )
