"""The help: every command with its keys, the signs on the screen, and the query language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.screen import Screen

from tui.commands import COMMANDS, GROUPS, Context
from tui.i18n import N_, _
from tui.judging import CONFIRMED, CORRECTED, REJECTED
from tui.keymap import Keymap
from tui.layout import Lines
from tui.reading import ENTITY_TYPES
from tui.screens.describing import ENTITY_NAMES
from tui.text import Piece, cells
from tui.widgets.part import Part
from tui.widgets.rows import Rows
from tui.widgets.status import Footer

KEYS_WIDTH = 24
"""Cells of the column with the keys."""

SIGNS = (
    ("►", N_("the cursor")),
    ("▌", N_("the quote or sentence that m highlights")),
    ("│", N_("a direct quote")),
    ("•", N_("an article that is not read yet")),
    ("*", N_("an article with highlights")),
    (CONFIRMED, N_("a fact that you confirmed")),
    (CORRECTED, N_("a fact that you corrected")),
    (REJECTED, N_("a fact that you rejected")),
)
QUERY_HELP = (
    ("Menlu Rusia", N_("articles with both words, in any of their forms")),
    ('"kunjungan resmi"', N_("the words side by side")),
    ("Rusia -Ukraina", N_("without a word")),
    ("(Jepang OR Korea)", N_("either")),
    ("diplo*", N_("words that begin so")),
    ("speaker:Lavrov", N_("who is quoted; also penutur:")),
    ("person: country:", N_("who and which country is named; tokoh: negara:")),
    ("org: place:", N_("organisations and places; organisasi: tempat:")),
    ("title: quote:", N_("in the title, in quotes; judul: kutipan:")),
    ("source:", N_("the outlet; sumber:")),
    ("date:2025-03..", N_("published: a day, month, year or a..b; tanggal:")),
    ("visit:2025-03-28", N_("a visit on that day; kunjungan:")),
    ("is:unread is:marked", N_("not read yet; with highlights")),
)


class HelpText(Rows):
    """The lines of the help."""

    PREFIX = "help"
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "help--heading", "help--key", "help--name", *(f"help--{name}" for name in ENTITY_TYPES),
        "help--selected", "help--selected-blurred",
    }  # fmt: skip

    def __init__(self, keymap: Keymap, problems: Sequence[str], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._keymap = keymap
        self._problems = problems
        self._entries: list[list[Piece]] = []
        self._headings: set[int] = set()

    def row_heights(self) -> list[int]:
        self._entries = []
        self._headings = set()
        for entry in self._made():
            if entry and entry[0][1] == self.look("heading"):
                self._headings.add(len(self._entries))
            self._entries.append(entry)
        return [1] * len(self._entries)

    def row_line(self, row: int, line: int, selected: bool) -> list[Piece]:  # noqa: ARG002 - rows of one line
        return [("▌" if selected else " ", None), *self._entries[row]]

    def selectable(self, row: int) -> bool:
        return bool(self._entries[row]) and row not in self._headings

    def _made(self) -> Iterator[list[Piece]]:
        if self._problems:
            yield from self._heading(_("Problems in the configuration"))
            for problem in self._problems:
                yield from self._entry("!", problem, "key")
        for group in GROUPS:
            yield from self._heading(_(group))
            for command in COMMANDS:
                if command.group == group:
                    yield from self._entry("  ".join(self._keymap.shown(command)), _(command.help), "key")
        yield from self._heading(_("Signs"))
        for number, name in enumerate(ENTITY_TYPES, 1):
            yield [(" ", None), (_(ENTITY_NAMES[name]), self.look(name)), (f"  ({number})", None)]
        for sign, meaning in SIGNS:
            yield from self._entry(sign, _(meaning), "key")
        yield from self._heading(_("What can be searched for"))
        for example, meaning in QUERY_HELP:
            yield from self._entry(example, _(meaning), "key")
        yield from self._names()

    def _heading(self, text: str) -> Iterator[list[Piece]]:
        yield []
        yield [(text, self.look("heading"))]

    def _entry(self, keys: str, text: str, look: str) -> Iterator[list[Piece]]:
        """*keys* and *text* side by side, going on below where there is no room."""
        lines = Lines(text, max(20, self.text_width - KEYS_WIDTH - 3))
        gap = KEYS_WIDTH - cells(keys)
        if gap < 1:
            yield [(" " + keys, self.look(look))]
            keys, gap = "", KEYS_WIDTH
        for number, (start, end) in enumerate(zip(lines.starts, lines.ends, strict=True)):
            left = keys + " " * gap if number == 0 else " " * KEYS_WIDTH
            yield [(" ", None), (left, self.look(look)), (text[start:end], None)]

    def _names(self) -> Iterator[list[Piece]]:
        """What the commands are called in config.toml."""
        yield from self._heading(_("Names of the commands in config.toml"))
        named = [f"{command.id} ({' '.join(self._keymap.shown(command)[:1])})" for command in COMMANDS]
        lines = Lines(", ".join(named), max(20, self.text_width - 3))
        for start, end in zip(lines.starts, lines.ends, strict=True):
            yield [(" " + lines.text[start:end], self.look("name"))]


class HelpScreen(Screen[None]):
    """The help over the whole screen."""

    AUTO_FOCUS = "#help"

    def __init__(self, keymap: Keymap, problems: Sequence[str]) -> None:
        super().__init__()
        self._text = HelpText(keymap, problems, id="help")
        self._footer = Footer(id="footer")

    def compose(self) -> ComposeResult:
        yield self._text
        yield self._footer

    @property
    def context(self) -> Context:
        return "help"

    @property
    def target(self) -> Part:
        return self._text

    @property
    def footer(self) -> Footer:
        return self._footer

    def back(self) -> None:
        self.dismiss()
