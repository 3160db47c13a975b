"""The search line. Its keys come through the keymap; typing is put in at once, so that keys typed ahead keep order."""

from __future__ import annotations

from textual.binding import BindingsMap
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input

from tui.i18n import _
from tui.text import shown


class SearchLine(Input):
    """One line with the query in it; posts :class:`Input.Changed` as it is typed."""

    # As Textual has it, but for arranging the screen anew at every key: the line stays as wide as it is.
    virtual_size: Reactive[Size] = Reactive(Size(0, 0))

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(placeholder=_("all articles"), compact=True, select_on_focus=False, id=id)
        self._bindings = BindingsMap()
        self.cursor_blink = False

    def show(self, query: str) -> None:
        """Put *query* in the place of what is there."""
        self.value = shown(query)

    def put_in(self, character: str) -> None:
        """Put *character* in at the cursor."""
        self.insert_text_at_cursor(shown(character))
