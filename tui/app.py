"""The reading room as a Textual app: wires screens to library, keymap and themes, and hands keys to commands."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.screen import Screen
from textual.theme import Theme
from textual.timer import Timer

import themes
from index.paths import config_directory
from index.settings import Settings
from tui.answers import Failed, Found, Order
from tui.commands import PARTS, Command
from tui.commands.screen import Help
from tui.curtain import PATIENCE, Curtain
from tui.i18n import _
from tui.keymap import Chord, Keymap, key_name, resolve
from tui.library import Library
from tui.opening import open_collection, open_notebook
from tui.screens.reading_room import POSITION_DELAY, ReadingRoom
from tui.screens.scene import Scene
from tui.terminal.ending import install_exit_handlers
from tui.terminal.environment import erases_in_colour
from tui.terminal.painting import PaintedApp, Painting
from tui.text import shown
from tui.widgets.part import Part

if TYPE_CHECKING:
    from tui.starting import Start

SWITCH_INTERVAL = 0.0005
"""Seconds for which a search may keep a key waiting: a tenth of what Python lets a thread have. A key passes through
three threads on its way to the screen."""
_OF_THE_USER = events.Key | events.Paste | events.MouseDown | events.MouseScrollDown | events.MouseScrollUp
LEAVING = 0.5
"""Seconds that noting the place may hold up the end; it waits its turn behind a search or an export."""


class ReaderApp(PaintedApp[None], inherit_bindings=False):
    """Opens on the reading room with *query* asked."""

    CSS_PATH = themes.FOLDER / "reading_room.tcss"
    ENABLE_COMMAND_PALETTE = False
    TITLE = "diplo-reader"
    BINDINGS: ClassVar = []

    def __init__(
        self,
        library: Library,
        *,
        keymap: Keymap,
        query: str = "",
        order: Order = "relevance",
        theme_name: str = "dark",
        colour_themes: Sequence[Theme] = (),
        problems: Sequence[str] = (),
        in_terminal: bool = False,
        painting: Painting | None = None,
        start: Start | None = None,
    ) -> None:
        self.problems = tuple(problems)
        """What in the configuration could not be used, in words."""
        self._in_terminal = in_terminal
        self.curtain = Curtain(self, start)
        super().__init__(painting, start.terminal if start else None)
        self.library = library
        self.keymap = keymap
        self.room = ReadingRoom(query, order)
        self._chord: Chord = ()
        self._held: list[events.Key | events.Paste] = []
        """What was typed ahead while the first answer or an article is on its way."""
        self._position_timer: Timer | None = None
        for theme in colour_themes:
            self.register_theme(theme)
        if theme_name in self.available_themes:
            self.theme = theme_name
            # Textual took the variables from its own theme, which may have the name of ours.
            self.stylesheet.set_variables(self.get_css_variables())
        else:
            self.problems += (_("there is no theme called {name}").format(name=theme_name),)

    def get_default_screen(self) -> Screen[None]:
        # Wide or narrow from the beginning: if that changed later, everything would be styled a second time.
        fitting = [name for least, name in self.room.HORIZONTAL_BREAKPOINTS if self.size.width >= least]
        self.room.add_class(*fitting[-1:], update=False)
        return self.room

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Every variable of the stylesheet, since Textual ends the program at one that a theme lacks."""
        return dict(themes.bundled("dark").variables)

    def refresh_css(self, animate: bool = True) -> None:
        # Textual asks for it before there is anything to style, and would parse everything twice.
        if self.room.is_mounted:
            super().refresh_css(animate)

    def on_load(self) -> None:
        if self._in_terminal:
            install_exit_handlers(self)
            self.curtain.lower()

    def on_mount(self) -> None:
        # Whoosh, Babel and the extraction are imported by the first question.
        if self.curtain.remembered is None:
            self.room.call_after_refresh(self.room.open_up)
        else:
            self.room.post_message(self.curtain.remembered)
        self.set_timer(PATIENCE, self.curtain.rise)

    @on(Found)
    def _answered(self, found: Found) -> None:
        self.curtain.answered(found)

    @on(Failed)
    def _failed(self) -> None:
        self.curtain.rise()

    async def on_event(self, event: events.Event) -> None:
        """Give keys to the commands before Textual sees them, in the order in which they were typed."""
        if isinstance(event, _OF_THE_USER) and not event.is_forwarded:
            self.curtain.disturb()
            if isinstance(event, events.Paste):
                event = events.Paste(shown(event.text))
            if isinstance(event, events.Key | events.Paste) and (self._hold(event) or self._take(event)):
                return
        await super().on_event(event)

    def _hold(self, event: events.Key | events.Paste) -> bool:
        """Whether *event* waits for what it is meant for."""
        if isinstance(event, events.Key) and event.key == "ctrl+c":
            return False
        if not isinstance(self.screen, Scene):
            waits = bool(self._held)
        elif self.room.is_current and self.room.is_opening:
            waits = not isinstance(event, events.Key) or event.key != "escape" or self.curtain.is_down
        else:
            waits = self.curtain.is_down
        if waits:
            self._held.append(event)
        return waits

    def _take(self, event: events.Key | events.Paste) -> bool:
        """Whether it was a key of ours."""
        scene = self.screen
        if not isinstance(scene, Scene) or isinstance(event, events.Paste):
            return False
        typed = event.character if event.is_printable and event.key != "space" else None
        chord = (*self._chord, typed or event.key)
        scene.footer.hush()
        command = self.keymap.find(scene.context, chord)
        following = self.keymap.continuations(scene.context, chord)
        self._chord = chord if following else ()
        if command is not None:
            command.run(self)
        elif not following and len(chord) == 1 and scene.context == "search":
            self.room.search_line.put_in(event.character if event.is_printable and event.character else "")
        elif not following and event.key != "escape":
            self._say_nothing_done(scene, chord)
        self.hint()
        return True

    def _say_nothing_done(self, scene: Scene, chord: Chord) -> None:
        """Say that *chord* has no meaning where the keys go, and where a single key has one."""
        keys = " ".join(map(key_name, chord))
        text = _("{keys} does nothing here")
        if len(chord) == 1:
            text = _("{keys} does nothing here; {help} lists the keys")
            elsewhere = [part for part in PARTS if self.keymap.find(part, chord)]
            if scene.context == "list" and elsewhere:
                text = _("{keys} is for an open article: Enter opens one, Tab goes there")
        shown_help = "".join(self.keymap.shown(Help)[:1])
        scene.footer.say(text.format(keys=keys, help=shown_help), "warning")

    def release_keys(self) -> None:
        """Take the keys that were typed ahead, now that what they are meant for is there."""
        held, self._held = self._held, []
        for at, event in enumerate(held):
            if not self._hold(event) and not self._take(event):  # it is for a dialog, which is on its way
                self._held = held[at:]
                self.screen.call_after_refresh(self._release_into_dialog)
                return

    def _release_into_dialog(self) -> None:
        held, self._held = self._held, []
        for event in held:
            if not self._take(event):
                (self.focused or self.screen)._forward_event(event)

    def hint(self) -> None:
        """Show on the bottom line what keys do here and now."""
        scene = self.screen
        if not isinstance(scene, Scene):
            return
        if self._chord:
            following = self.keymap.continuations(scene.context, self._chord)
            hints = [(key_name(key), _(command.label or command.help)) for key, command in following.items()]
        else:
            hints = self.keymap.hints(scene.context, lambda command: command.is_of_use(self))
        scene.footer.hint(hints)

    # What commands ask of the app as a whole

    @property
    def target(self) -> Part:
        """What the movement commands move."""
        scene = self.screen
        return scene.target if isinstance(scene, Scene) else self.room.target

    def back(self) -> None:
        """One step back on the screen that is seen."""
        if isinstance(scene := self.screen, Scene):
            scene.back()

    def show_help(self) -> None:
        """Open the help."""
        from tui.screens.help import HelpScreen

        self.push_screen(HelpScreen(self.keymap, self.problems), lambda _result: self.hint())

    def show_palette(self) -> None:
        """Open the palette and run what is chosen there."""
        from tui.screens.palette import Palette

        def chosen(command: type[Command] | None) -> None:
            if command is not None:
                command.run(self)
            self.hint()

        self.push_screen(Palette(self.keymap, self.room.context), chosen)

    def note_position_soon(self) -> None:
        """Keep the place in the article once the cursor rests."""
        if self._position_timer is not None:
            self._position_timer.stop()
        self._position_timer = self.set_timer(POSITION_DELAY, self.room.note_position)

    def leave(self) -> None:
        """Note the place and end."""
        self.run_worker(self._leave())

    async def _leave(self) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self.room.keep_position(), LEAVING)
        self.exit()

    def on_unmount(self) -> None:
        self.library.close()


def run(
    *, settings: Settings, query: str = "", problems: Sequence[str] = (), start: Start | None = None
) -> int:
    """Open the reading room in the terminal on what *query* finds; return the exit code when it ends.

    *problems* are what in the configuration could not be used. *start* has the terminal, and what it shows already.
    :func:`tui.terminal.environment.prepare` must have run before this module is imported.
    """
    painting = None
    if settings.only_changes:
        painting = Painting(start.frame if start else None, bce=erases_in_colour())
    app = reader(
        settings=settings, query=query, problems=problems, in_terminal=True, painting=painting, start=start
    )
    sys.setswitchinterval(SWITCH_INTERVAL)
    app.run(mouse=settings.mouse)
    return app.return_code or 0


def reader(
    *,
    settings: Settings,
    query: str = "",
    problems: Sequence[str] = (),
    in_terminal: bool = False,
    painting: Painting | None = None,
    start: Start | None = None,
) -> ReaderApp:
    """The app, ready to run; *in_terminal* makes signals and a lost terminal end it in order.

    With *painting* the terminal is sent only what changes on it.

    The collection is the one that *settings* name, else the user's own, or while there is none yet the bundled
    articles.
    """
    theme_name = themes.initial(settings.theme, os.environ)
    colour_themes, theme_errors = themes.load(config_directory() / "themes", names=[theme_name])
    keymap, key_problems = resolve(settings.keys)
    return ReaderApp(
        Library(partial(open_collection, settings), open_notebook, settings.reader()),
        keymap=keymap,
        query=query,
        order=settings.order,
        theme_name=theme_name,
        colour_themes=colour_themes,
        problems=[*problems, *map(str, theme_errors), *key_problems],
        in_terminal=in_terminal,
        painting=painting,
        start=start,
    )
