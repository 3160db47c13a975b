"""Texts for the reader that are made here and shown elsewhere, in whatever language the reader has chosen.

A text is kept as an English template and the values for its places, so that whoever shows it can look the template
up in a catalogue (:func:`tui.i18n.say`); ``str()`` gives the English sentence. Templates are marked for the catalogue
where they are written: :func:`N_` marks one without values, :func:`M_` and :func:`MN_` make a :class:`Message`.

Messages can be stored by msgspec, as a part of facts too. Values may hold words of articles and names of files: what
is shown has to pass through :mod:`index.sanitise` like these.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeAlias

import msgspec

_PLACE = re.compile(r"\{(\w+)\}")


class Day(msgspec.Struct, frozen=True, array_like=True, tag="day"):
    """A value that is a calendar date, to be written as the language of the screen writes dates."""

    iso: str
    """ISO date, or ``YYYY-MM`` or ``YYYY``."""

    def __str__(self) -> str:
        return self.iso


class Message(msgspec.Struct, frozen=True, array_like=True, tag="message"):
    """An English template with values; make it with :func:`M_` or :func:`MN_`."""

    template: str
    """English, with places ``{name}``."""
    values: tuple[tuple[str, Value], ...] = ()
    """What stands in the places: words as they are, numbers that count something, days, or messages."""
    plural: str = ""
    """The English template for other numbers than one of the value ``count``; empty where nothing is counted."""

    def __str__(self) -> str:
        template = self.plural if self.plural and self.count != 1 else self.template
        return filled(template, {name: _english(value) for name, value in self.values})

    @property
    def count(self) -> int:
        """The number that decides between ``template`` and ``plural``."""
        return next((value for name, value in self.values if name == "count" and isinstance(value, int)), 1)


Value: TypeAlias = str | int | Day | Message
Text: TypeAlias = str | Message
"""A text for the reader: one that is marked with :func:`N_`, or a message."""


def N_(template: str) -> str:  # noqa: N802 - gettext's customary name
    """*template* itself: marks a text for the catalogue."""
    return template


def M_(template: str, /, **values: Value) -> Message:  # noqa: N802 - as N_
    """The message of *template*, which this marks for the catalogue, with *values* in its places."""
    return Message(template, tuple(values.items()))


def MN_(singular: str, plural: str, /, *, count: int, **values: Value) -> Message:  # noqa: N802 - as N_
    """The message of *singular* or *plural*, which this marks for the catalogue, as *count* asks for."""
    return Message(singular, (("count", count), *values.items()), plural)


def filled(template: str, values: Mapping[str, str]) -> str:
    """*template* with *values* in its places; a place that there is no value for stays as it is.

    Unlike :meth:`str.format` it looks at nothing but names, so that no stored template can make it fail.
    """
    return _PLACE.sub(lambda place: values.get(place[1], place[0]), template)


def _english(value: Value) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)
