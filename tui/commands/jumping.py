"""Jumps in the article: hits, facts, sentences; and which entity types are shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from tui.commands.command import Command, Context
from tui.i18n import N_
from tui.reading import ENTITY_TYPES, Target

if TYPE_CHECKING:
    from tui.app import ReaderApp


class _InArticle(Command):
    group = N_("In the article")
    contexts: ClassVar[Sequence[Context]] = ("article", "pane")


class NextHit(_InArticle):
    id = "next-hit"
    keys = ("n",)
    label = N_("hit")
    rank = 16
    help = N_("Next hit of the search")

    @classmethod
    def is_of_use(cls, app: ReaderApp) -> bool:
        reading = app.room.article.reading
        return reading is not None and bool(reading.hits)

    @classmethod
    def run(cls, app: ReaderApp) -> None:
        app.room.jump_to_hit(1)


class PreviousHit(_InArticle):
    id = "previous-hit"
    keys = ("N",)
    help = N_("Previous hit of the search")

    @classmethod
    def run(cls, app: ReaderApp) -> None:
        app.room.jump_to_hit(-1)


class _Jump(_InArticle):
    rank = 14
    target: ClassVar[Target]
    direction: ClassVar[int]

    @classmethod
    def run(cls, app: ReaderApp) -> None:
        app.room.jump(cls.target, cls.direction)


class NextEntity(_Jump):
    id = "next-entity"
    keys = ("] e",)
    label = N_("entity")
    help = N_("Next entity")
    target, direction = "entity", 1


class PreviousEntity(_Jump):
    id = "previous-entity"
    keys = ("[ e",)
    label = N_("entity")
    help = N_("Previous entity")
    target, direction = "entity", -1


class NextQuote(_Jump):
    id = "next-quote"
    keys = ("] q",)
    label = N_("quote")
    help = N_("Next quote")
    target, direction = "quote", 1


class PreviousQuote(_Jump):
    id = "previous-quote"
    keys = ("[ q",)
    label = N_("quote")
    help = N_("Previous quote")
    target, direction = "quote", -1


class NextVisit(_Jump):
    id = "next-visit"
    keys = ("] v",)
    label = N_("visit")
    help = N_("Next visit")
    target, direction = "visit", 1


class PreviousVisit(_Jump):
    id = "previous-visit"
    keys = ("[ v",)
    label = N_("visit")
    help = N_("Previous visit")
    target, direction = "visit", -1


class NextDate(_Jump):
    id = "next-date"
    keys = ("] d",)
    label = N_("date")
    help = N_("Next date")
    target, direction = "date", 1


class PreviousDate(_Jump):
    id = "previous-date"
    keys = ("[ d",)
    label = N_("date")
    help = N_("Previous date")
    target, direction = "date", -1


class _Article(_InArticle):
    direction: ClassVar[int]

    @classmethod
    def run(cls, app: ReaderApp) -> None:
        app.room.open_neighbour(cls.direction)


class NextArticle(_Article):
    id = "next-article"
    keys = ("J",)
    label = N_("next article")
    rank = 37
    help = N_("Next article of the result list")
    direction = 1


class PreviousArticle(_Article):
    id = "previous-article"
    keys = ("K",)
    help = N_("Previous article of the result list")
    direction = -1


class NextSentence(_InArticle):
    id = "next-sentence"
    keys = (")",)
    contexts = ("article", "select")
    help = N_("Next sentence or quote")

    @classmethod
    def run(cls, app: ReaderApp) -> None:
        app.room.article.move_sentence(1)


class PreviousSentence(_InArticle):
    id = "previous-sentence"
    keys = ("(",)
    contexts = ("article", "select")
    help = N_("Previous sentence or quote")

    @classmethod
    def run(cls, app: ReaderApp) -> None:
        app.room.article.move_sentence(-1)


class _ToggleType(_InArticle):
    number: ClassVar[int]

    @classmethod
    def run(cls, app: ReaderApp) -> None:
        app.room.toggle_type(ENTITY_TYPES[cls.number - 1])


class TogglePersons(_ToggleType):
    id = "toggle-persons"
    keys = ("1",)
    help = N_("Show or hide persons")
    number = 1


class ToggleOffices(_ToggleType):
    id = "toggle-offices"
    keys = ("2",)
    help = N_("Show or hide offices")
    number = 2


class ToggleCountries(_ToggleType):
    id = "toggle-countries"
    keys = ("3",)
    help = N_("Show or hide countries")
    number = 3


class TogglePlaces(_ToggleType):
    id = "toggle-places"
    keys = ("4",)
    help = N_("Show or hide places")
    number = 4


class ToggleOrganisations(_ToggleType):
    id = "toggle-organisations"
    keys = ("5",)
    help = N_("Show or hide organisations")
    number = 5


class ToggleDates(_ToggleType):
    id = "toggle-dates"
    keys = ("6",)
    help = N_("Show or hide dates")
    number = 6
