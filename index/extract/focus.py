"""Who is being talked about: speakers and the stack that pronouns and definite roles point into."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from index.article import Span
from index.facts import ResolvedBy

SpeakerKind = Literal["person", "role", "body", "none"]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who speaks, as one attribution names him, her or it.

    ``name`` is null when the reference could mean several (``candidates``) or nobody known. ``words`` are the
    casefolded words of the noun phrase that introduced the speaker; a later "pejabat itu" is matched against them.
    """

    kind: SpeakerKind
    name: str | None
    identity: str | None = None
    office: str | None = None
    speaks_for: str | None = None
    span: Span | None = None
    resolved_by: ResolvedBy = "name"
    candidates: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()
    plural: bool = False

    def referred(self, span: Span, by: ResolvedBy) -> Speaker:
        """The same speaker, pointed at by the pronoun or role at *span*."""
        return replace(self, span=span, resolved_by=by)

    @property
    def key(self) -> str | None:
        """What makes two references one speaker."""
        return self.identity or self.name


UNCLEAR = Speaker("none", None, resolved_by="none")


def one_of(names: Iterable[str], span: Span) -> Speaker:
    """Nobody told for certain by the words at *span*, which may mean any of *names*."""
    return replace(UNCLEAR, span=span, candidates=tuple(names))


class Focus:
    """The speakers of the article so far, the one that a pronoun points at last.

    The Indonesian "-nya" and "dia" point at the last *subject* of a reporting clause, not at the last name: objects and
    persons inside a reported clause never enter. A person who becomes the subject of the sentences between, without
    speaking, is kept apart as :attr:`topic`.
    """

    def __init__(self) -> None:
        self._stack: list[Speaker] = []
        self.noted = 0
        """How often a speaker has been noted."""
        self.topic: Speaker | None = None
        self._doubtful: Speaker | None = None
        """Who spoke last, if that is one of several: a pronoun then means the same one."""

    def note(self, speaker: Speaker) -> None:
        """*speaker* has been the subject of a reporting clause."""
        doubtful = speaker.name is None and speaker.candidates and speaker.kind == "none"
        self._doubtful = speaker if doubtful else None
        if speaker.name is None:
            return
        self._stack = [s for s in self._stack if s.key != speaker.key]
        self._stack.append(speaker)
        self.noted += 1
        self.topic = None

    def mention(self, person: Speaker) -> None:
        """*person* has been the subject of a clause that reports nothing."""
        self._doubtful = None
        self.topic = None if self._stack and self._stack[-1].key == person.key else person

    def latest(self, *kinds: SpeakerKind) -> Speaker | None:
        """The last speaker, of one of *kinds* if any are given."""
        return next((s for s in reversed(self._stack) if not kinds or s.kind in kinds), None)

    def plural(self) -> Speaker | None:
        """The last speaker if it was several or a body, for "mereka"."""
        last = self.latest()
        several = last is not None and (last.plural or (last.kind == "body" and not _is_country(last)))
        return last if several else None

    def pronoun(self, span: Span, *kinds: SpeakerKind, person: bool = True) -> Speaker:
        """Whom a singular pronoun at *span* means; unclear when a new topic has come in between.

        A pronoun of a *person* means whoever has acted since rather than a body that spoke before; "pernyataan itu"
        is the body's.
        """
        if self._doubtful is not None:
            return replace(self._doubtful, span=span)
        last = self.latest(*kinds)
        if last is None:
            return self.topic.referred(span, "pronoun") if self.topic else replace(UNCLEAR, span=span)
        if person and _is_country(last):
            last = self.latest("person") or last
        if self.topic is not None and last.kind == "body":
            return (self.topic if person else last).referred(span, "pronoun")
        if self.topic is not None and self.topic.key != last.key:
            return one_of((s.name for s in (self.topic, last) if s.name), span)
        return last.referred(span, "pronoun")

    def matching(self, words: frozenset[str], *, plural: bool = True) -> Speaker | None:
        """The last speaker introduced by a noun phrase with one of *words*; only one person or body if not *plural*."""
        fitting = (s for s in reversed(self._stack) if s.words & words and (plural or not s.plural))
        return next(fitting, None)

    def repeated(self, words: frozenset[str]) -> Speaker | None:
        """The last unnamed source or body whose own phrase has all of *words*: "sumber" after "seorang sumber Arab"."""
        return next(
            (s for s in reversed(self._stack) if s.kind in ("role", "body") and words <= s.words), None
        )

    def first_of(self, identities: set[str]) -> Speaker | None:
        """The last speaker whose identity is one of *identities*."""
        return next((s for s in reversed(self._stack) if s.identity in identities), None)


def _is_country(speaker: Speaker) -> bool:
    """Whether the identity of *speaker* is an ISO code."""
    return speaker.identity is not None and len(speaker.identity) == 2 and speaker.identity.isupper()
