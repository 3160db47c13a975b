"""The days for which an article says what a visitor does: they begin and end a visit dated in no other way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from index.extract.identity import Cast
from index.extract.tokens import Tokens
from index.extract.visit_dates import Calendar, Dated
from index.extract.visit_journeys import Journey
from index.extract.visit_roles import Roles
from index.extract.visit_words import VisitWords
from index.facts import TemporalExpression


class Programme:
    """Deals out the dated engagements of one article among its journeys."""

    def __init__(
        self,
        tokens: Tokens,
        cast: Cast,
        roles: Roles,
        calendar: Calendar,
        words: VisitWords,
        found: Sequence[Journey],
    ) -> None:
        self._tokens = tokens
        self._cast = cast
        self._roles = roles
        self._calendar = calendar
        self._words = words
        self._found = found

    def of(self, journey: Journey) -> Iterable[TemporalExpression]:
        """The days of *journey*'s programme, in text order."""
        for item in self._calendar.dates:
            if item.expression.precision == "day" and self._owner(item, journey) is journey:
                yield item.expression

    def _owner(self, item: Dated, asking: Journey) -> Journey | None:
        """Whose engagement the expression dates, asked for the visitor of *asking*."""
        sentence = self._tokens.sentences[self._tokens.sentence[item.first]]
        lower = self._tokens.lower
        if self._calendar.is_statement(item) or not any(
            lower[i] in self._words.of("programme.words") for i in sentence
        ):
            return None
        named = self._roles.between(sentence.start, sentence.stop)
        subject = next((actor for actor in named if not self._roles.oblique(actor)), None)
        key = asking.visitor.key
        if subject is None or not (subject.key == key or any(p.identity == key for p in subject.candidates)):
            return None
        own = [journey for journey in self._found if journey.visitor.key == key]
        framed = [
            (frame.trigger, number)
            for number, journey in enumerate(own)
            for frame in journey.frames
            if frame.legs and sentence.start <= frame.trigger < item.first
        ]
        if framed:
            return own[max(framed)[1]]
        codes = {m.name for m in self._cast.within(sentence.start, sentence.stop, "country")}
        there = [journey for journey in own if journey.code in codes]
        if len(there) == 1:
            return there[0]
        return self._last_mentioned(own, sentence.start) if not there else None

    def _last_mentioned(self, own: list[Journey], token: int) -> Journey | None:
        """The journey whose country is named last before *token*."""
        codes = {journey.code: journey for journey in own}
        for mention, reach in zip(reversed(self._cast.mentions), reversed(self._cast.ranges), strict=True):
            if reach.start < token and mention.type == "country" and mention.name in codes:
                return codes[mention.name]
        return None
