"""The articles as every engine gets them, and queries drawn from their own words."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise
from typing import Literal

from index.collection.analyzer import terms
from index.collection.collection import Collection
from index.collection.conflation import root
from index.collection.document import Row
from index.collection.reader import CollectionReader
from index.collection.results import Hit

Order = Literal["newest", "relevance"]


@dataclass(frozen=True, slots=True)
class Item:
    """An article as a peer indexes it."""

    id: str
    title: str
    text: str
    source: str
    day: int
    """Proleptic Gregorian ordinal; 0 where unknown."""
    countries: tuple[str, ...]
    """ISO codes."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A query in no engine's language: everything in it must hold."""

    words: tuple[str, ...] = ()
    prefix: str = ""
    phrase: tuple[str, ...] = ()
    any_of: tuple[tuple[str, ...], ...] = ()
    """Groups of words of each of which one must occur."""
    without: tuple[str, ...] = ()
    country: str = ""
    days: tuple[int, int] | None = None
    """First and last day, as ordinals."""
    order: Order = "newest"
    snippets: bool = False
    """Whether each hit is to come with the stretch of text that shows the words."""


Forms = dict[str, tuple[str, ...]]
"""Word → itself and the other words in the articles that have its root."""


def forms(articles: Iterable[Item]) -> Forms:
    """The forms of all words of *articles*."""
    words: set[str] = set()
    for article in articles:
        words.update(terms(article.title))
        words.update(terms(article.text))
    by_root: dict[str, list[str]] = {}
    for word in sorted(words):
        by_root.setdefault(root(word), []).append(word)
    together = map(tuple, by_root.values())
    return {word: of_root for of_root in together for word in of_root}


def spelt_out(ask: Ask, known: Forms) -> Ask:
    """*ask* for an engine that finds only the words as typed: with all their forms it finds what we find."""

    def of(words: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(form for word in words for form in known.get(word, (word,))))

    groups = [*((word,) for word in ask.words), *ask.any_of]
    return replace(ask, words=(), any_of=tuple(map(of, groups)), without=of(ask.without))


def items(collection: Collection) -> Iterator[Item]:
    """The articles of *collection*."""
    with collection.open_reader() as reader:
        for row, _ in reader.rows():
            yield _item(reader, row)


def newest(collection: Collection, count: int) -> list[Item]:
    """The *count* newest articles of *collection* in the order in which the reader lists them."""
    with collection.open_reader() as reader:
        return [_item(reader, hit) for hit in reader.search("", limit=count).hits]


def _item(reader: CollectionReader, shown: Row | Hit) -> Item:
    stored = reader.load(shown.id)
    codes = {mention.name for mention in stored.facts.mentions if mention.type == "country"}
    day = date.fromisoformat(shown.published).toordinal() if shown.published else 0
    return Item(shown.id, shown.title, stored.article.body, shown.source or "", day, tuple(sorted(codes)))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What queries are drawn from."""

    common: list[str]
    """Words in 10 to 40 of 100 articles."""
    middling: list[str]
    """Words in 1 to 5 of 100."""
    titles: list[str]
    """Words of titles, each as often as it occurs there: what people type."""
    phrases: list[tuple[str, ...]]
    """Two words side by side in some article."""
    countries: list[str]
    days: list[int]
    """The known days of publication, in order."""


def vocabulary(articles: Sequence[Item], most: int = 10_000) -> Vocabulary:
    """The vocabulary of at most *most* of the *articles*, evenly chosen."""
    chosen = articles[:: max(1, len(articles) // most)]
    found: Counter[str] = Counter()
    countries: Counter[str] = Counter()
    titles: list[str] = []
    phrases: list[tuple[str, ...]] = []
    for article in chosen:
        body = terms(article.text)
        found.update({word for word in body if len(word) > 2 and word.isalpha()})
        titles += [word for word in terms(article.title) if len(word) > 5 and word.isalpha()]
        pairs = [
            pair for pair in pairwise(body[5:25]) if all(len(word) > 2 and word.isalpha() for word in pair)
        ]
        phrases += pairs[:2]
        countries.update(article.countries)

    def between(low: float, high: float) -> list[str]:
        return sorted(word for word, count in found.items() if low <= count / len(chosen) <= high)

    return Vocabulary(
        common=between(0.1, 0.4),
        middling=between(0.01, 0.05),
        titles=titles,
        phrases=phrases,
        countries=sorted(code for code, _ in countries.most_common(20)),
        days=sorted(article.day for article in chosen if article.day),
    )


@dataclass
class Drawer:
    """Draws queries of every kind from *words*, the same ones for the same seed."""

    words: Vocabulary
    seed: int = 1
    _chooser: random.Random = field(init=False)

    def draw(self, count: int) -> dict[str, list[Ask]]:
        """Kind → *count* queries."""
        self._chooser = random.Random(self.seed)  # noqa: S311
        drawn: dict[str, list[Ask]] = {}
        for _ in range(count):
            for kind, ask in self._one_of_each().items():
                drawn.setdefault(kind, []).append(ask)
        return drawn

    def _one_of_each(self) -> dict[str, Ask]:
        choose = self._chooser.choice
        vocabulary = self.words
        common, other, middling = (
            choose(vocabulary.common),
            choose(vocabulary.common),
            choose(vocabulary.middling),
        )
        period = self._period()
        country = choose(vocabulary.countries)
        asks = {
            "newest of a common word": Ask(words=(common,)),
            "word, country, dates": Ask(words=(common,), country=country, days=period),
            "common word, best": Ask(words=(common,), order="relevance"),
            "two words, best": Ask(words=(other, middling), order="relevance"),
            "phrase, newest": Ask(phrase=choose(vocabulary.phrases)),
            "many clauses, newest": self._many(),
            "word and prefix of 3, newest": Ask(words=(common,), prefix=self._prefix(3)),
            "word and prefix of 3, best": Ask(words=(other,), prefix=self._prefix(3), order="relevance"),
            "word, newest, snippets": Ask(words=(middling,), snippets=True),
            "prefix of 3, dates, newest, snippets": Ask(prefix=self._prefix(3), days=period, snippets=True),
        }
        for letters in (1, 2, 3, 5):
            asks[f"prefix of {letters}, newest"] = Ask(prefix=self._prefix(letters))
            asks[f"prefix of {letters}, best"] = Ask(prefix=self._prefix(letters), order="relevance")
        return asks

    def _prefix(self, letters: int) -> str:
        return self._chooser.choice(self.words.titles)[:letters]

    def _period(self) -> tuple[int, int]:
        """A stretch of days with a tenth of the articles."""
        days = self.words.days
        first = self._chooser.randrange(len(days) * 9 // 10 + 1)
        return days[first], days[min(len(days) - 1, first + len(days) // 10)]

    def _many(self) -> Ask:
        groups = tuple(tuple(self._chooser.sample(self.words.middling, 6)) for _ in range(2))
        return Ask(
            words=(self._chooser.choice(self.words.common),),
            any_of=groups,
            without=tuple(self._chooser.sample(self.words.middling, 3)),
        )
