"""The form in which a fact is corrected: a line for each value that its kind has."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from index.errors import DiploError
from index.facts import Quote, Visit
from tui.answers import Corrected
from tui.fields import Field, Person, entered, fields_of, own_person, people_of
from tui.i18n import _, say
from tui.judging import KIND_NAMES, fact_in_words
from tui.screens.background import start
from tui.text import content, fit, shown
from tui.widgets.choice import Choice

if TYPE_CHECKING:
    from index.notebook import Judged
    from tui.answers import Opened
    from tui.library import Library

WIDTH = 70
"""Cells of a line of the form."""
PERSONS = ("visitor", "speaker")
PERSON_FIELDS = tuple(f"field-{name}" for name in PERSONS)


class CorrectionForm(ModalScreen[Corrected | None]):
    """Closes with what was kept, or with None.

    For a visit and a quote the people of the article are at hand; another person brings the office that the article
    gives that one, and takes away what belonged to the one before.
    """

    BINDINGS: ClassVar = [
        ("escape", "leave"),
        ("enter", "keep"),
        ("down", "down"),
        ("up", "up"),
    ]

    def __init__(self, library: Library, opened: Opened, judged: Judged[Any]) -> None:
        super().__init__()
        self._library = library
        self._opened = opened
        self._judged = judged
        self._fields = fields_of(judged.fact)
        self._people: list[Person] = []
        if isinstance(judged.fact, Quote | Visit):
            self._people = people_of(opened.corrected, judged.fact)
        self._brought: dict[str, str] = {}
        """What came into office and body with the person, not from the keyboard."""
        self._is_keeping = False

    def compose(self) -> ComposeResult:
        from index.notebook import kind_of

        with Vertical(id="dialog") as dialog:
            name = _(KIND_NAMES[kind_of(self._judged.fact)])
            dialog.border_title = content(_("Correct: {what}").format(what=name))
            yield Static(content(fit(fact_in_words(self._judged.fact), WIDTH)), classes="caption")
            for field in self._fields:
                with Horizontal(classes="field"):
                    yield Static(content(field.label), classes="label")
                    yield self._editor(field)
                if field.name in PERSONS and self._people:
                    options = [Option(content(fit(_described(one), WIDTH - 4))) for one in self._people]
                    yield OptionList(*options, id="people", compact=True)
            yield Static(id="outcome")
            keys = _("Tab next field · Enter keeps · Esc leaves")
            if self._people:
                keys = _("↓ ↑ people of the article · Tab next field · Enter keeps · Esc leaves")
            yield Static(content(keys), id="dialog-keys")

    def _editor(self, field: Field) -> Choice | Input:
        if field.choices:
            chosen = [value for value, _words in field.choices].index(field.text)
            return Choice([words for _value, words in field.choices], chosen=chosen, id=f"field-{field.name}")
        return Input(
            field.text, placeholder=field.empty, compact=True, select_on_focus=False, id=f"field-{field.name}"
        )

    def on_mount(self) -> None:
        for line in self.query(Input):
            line.cursor_blink = False
        for people in self.query(OptionList):
            people.can_focus = False
        self._brought = {name: self._text(name) for name in ("office", "speaks_for") if self._has(name)}
        self.query_one(f"#field-{self._fields[0].name}").focus()

    def _has(self, name: str) -> bool:
        return any(field.name == name for field in self._fields)

    def _text(self, name: str) -> str:
        field = next(field for field in self._fields if field.name == name)
        if field.choices:
            return field.choices[self.query_one(f"#field-{name}", Choice).chosen][0]
        return self.query_one(f"#field-{name}", Input).value

    # Speaker or visitor

    def action_down(self) -> None:
        """The next person of the article, or the next field."""
        self._step(1)

    def action_up(self) -> None:
        """The person before, or the field before."""
        self._step(-1)

    def _step(self, step: int) -> None:
        line = self.focused
        if self._people and isinstance(line, Input) and line.id in PERSON_FIELDS:
            people = self.query_one(OptionList)
            at = people.highlighted
            people.highlighted = 0 if at is None else (at + step) % len(self._people)
            line.value = shown(self._people[people.highlighted].name)
            line.action_end()
        elif step > 0:
            self.focus_next()
        else:
            self.focus_previous()

    @on(Input.Changed)
    def _person_changed(self, event: Input.Changed) -> None:
        fact = self._judged.fact
        if event.input.id not in PERSON_FIELDS or not isinstance(fact, Quote | Visit):
            return
        typed = event.value.strip()
        people = [own_person(fact), *self._people]
        person = next((one for one in people if shown(one.name).strip() == typed), Person(""))
        for name, brought in (("office", person.office), ("speaks_for", person.speaks_for)):
            if name in self._brought and self._text(name) == self._brought[name]:
                self._brought[name] = self.query_one(f"#field-{name}", Input).value = shown(brought)

    # Keeping

    @on(Input.Changed)
    @on(Choice.Changed)
    def _touched(self) -> None:
        self._say("")

    @on(Input.Submitted)
    def action_keep(self) -> None:
        """Keep what has been entered, if it is possible."""
        if self._is_keeping:
            return
        try:
            wanted = entered(
                self._judged.fact, {field.name: self._text(field.name) for field in self._fields}
            )
        except DiploError as error:
            self._say(say(error))
            return
        if wanted == self._judged.fact:
            self._say(_("Nothing has been changed. Esc leaves; + confirms a fact as it is."))
            return
        self._is_keeping = True
        start(self, partial(self._keep, wanted), group="keep")

    async def _keep(self, wanted: Any) -> None:
        try:
            corrected = await self._library.correct(self._opened, self._judged, wanted)
        except DiploError as error:
            self._is_keeping = False
            self._say(say(error))
        else:
            self.dismiss(corrected)

    def action_leave(self) -> None:
        """Close and change nothing; what is being kept already closes the form when it is."""
        if not self._is_keeping:
            self.dismiss(None)

    def _say(self, text: str) -> None:
        outcome = self.query_one("#outcome", Static)
        outcome.update(content(text))
        outcome.set_class(bool(text), "-bad")


def _described(person: Person) -> str:
    return f"{person.name} – {person.office}" if person.office else person.name
