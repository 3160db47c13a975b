"""The way to the reading room: the first screen at once, what is wrong while it can be told in full, then Textual."""

from __future__ import annotations

import atexit
import os
import termios

from tui import first_screen
from tui.terminal.early import EarlyTerminal, writes_utf8

TYPE_CHECKING = False  # typing takes longer to import than all that the first screen needs
if TYPE_CHECKING:
    from tui.arguments import Options
    from tui.session import Session
    from tui.terminal.frame import Frame


class Start:
    """One start of the reader: the terminal until Textual has it, and the first screen as it was kept."""

    def __init__(self, options: Options | None = None) -> None:
        """*options* are those of a plain start, the only one whose first screen is kept."""
        self.terminal: EarlyTerminal | None = None
        self.size = (0, 0)
        """Columns and rows of the terminal at the start."""
        self.key = ""
        """What the first screen is kept under; empty where it is not."""
        self.kept: first_screen.FirstScreen | None = None
        """What is on the screen, if it was kept from an earlier start."""
        self.collection = self.files = ""
        """The directory of the collection, and its state before anything of it was read."""
        try:
            if all(map(os.isatty, (0, 1, 2))):
                self.terminal = EarlyTerminal()
            if self.terminal and options is not None:
                columns, rows = os.get_terminal_size(2)
                self.size = columns, rows
                self.key = first_screen.key_of(options, self.size)
        except (OSError, RuntimeError, termios.error):
            return  # what is wrong with terminal or home directory is told later

    def draw_kept(self) -> None:
        """Draw the first screen if one was kept."""
        if self.key and (kept := first_screen.load(self.key)) and self._draw(kept.drawing):
            self.kept = kept

    def draw_bare(self, query: str) -> None:
        """Draw what is known without the collection: *query*, and that it is being opened."""
        from index.sanitise import visible
        from tui.console import shortened
        from tui.i18n import _

        try:
            columns, rows = os.get_terminal_size(2)
        except OSError:
            return
        title = shortened(f"/ {visible(query)}", max(1, columns - 1))
        notice = shortened(" " + _("Opening…"), max(1, columns - 1))
        self._draw(f"\x1b[2J\x1b[H{title}\x1b[{rows};1H{notice}")

    def use_collection(self, collection: str) -> None:
        """Note that the directory *collection* is to be read; what was kept of another one does not count."""
        self.collection = collection
        self.files = first_screen.state_of_collection(collection)
        if self.kept is not None and self.kept.collection != collection:
            self.kept = None

    @property
    def frame(self) -> Frame | None:
        """What is on the screen, if that is known cell by cell."""
        return first_screen.frame_of(self.kept) if self.kept else None

    def note_notebook(self) -> None:
        """Note with the kept screen how the notebook is now that the reader has closed it."""
        from index.errors import DiploError

        kept = first_screen.load(self.key) if self.key else None
        if kept is not None and kept.notebook != first_screen.state_of_notebook():
            kept.notebook = first_screen.state_of_notebook()
            try:
                first_screen.save(self.key, kept)
            except DiploError:
                return  # the next start opens it to see

    def _draw(self, text: str) -> bool:
        """Take the terminal and draw *text* on it; whether that could be done, else the start goes on without."""
        if self.terminal is None:
            return False
        try:
            self.terminal.take()
            self.terminal.draw(text)
        except (OSError, termios.error):
            self.terminal.give_back()
            self.terminal = None
        return self.terminal is not None

    def give_back(self) -> None:
        """Give the terminal back unless Textual has it."""
        self.kept = None
        if self.terminal is not None:
            self.terminal.give_back()


def start_reader(options: Options) -> int:
    """Open the reader as *options* say and return the exit code; whatever goes wrong is told on standard error."""
    start = Start(options)
    try:
        # Elsewhere Python is started again before anything is drawn, see tui.terminal.environment.use_utf8.
        if writes_utf8():
            start.draw_kept()
        from tui.console import Console
        from tui.session import Session, told
    except BaseException:
        start.give_back()
        raise
    console = Console()

    def work() -> int:
        try:
            lang = options.get("lang")
            session = Session.begin(console, lang if isinstance(lang, str) else None)
            return open_reader(session.changed(options), "", start)
        finally:
            start.give_back()

    return told(console, work)


def open_reader(session: Session, query: str, start: Start) -> int:
    """Open the reader on *query* and return its exit code; raises DiploError for what can be told before that."""
    from tui.opening import check_theme
    from tui.terminal.environment import prepare, refuse_without_terminal, use_utf8

    try:
        refuse_without_terminal()
        use_utf8()
        check_theme(session.settings.theme)
        start.use_collection(str(session.collection_directory))
        if start.kept is None:
            start.draw_bare(query)
        _check_files(session, start)
        prepare(os.environ, theme=session.settings.theme, colours=session.settings.colours)
        from tui.app import run as run_reader

        problems = list(map(str, session.problems))
        code = run_reader(settings=session.settings, query=query, problems=problems, start=start)
        atexit.register(start.note_notebook)  # after the threads, one of which closes it
        return code
    finally:
        start.give_back()


def _check_files(session: Session, start: Start) -> None:
    """Raise what is wrong with collection or notebook while it can still be told in full, with an exit code.

    What is as it was when the first screen was kept was in order then.
    """
    from index.paths import notebook_file

    kept = start.kept
    if kept is None:
        session.collection(before_telling=start.give_back)
        from index.collection.state import state_of

        if state_of(session.collection_directory) != "other":
            start.key = ""  # the next start has to look again
    if (kept is None or kept.notebook != first_screen.state_of_notebook()) and notebook_file().exists():
        session.notebook().close()
    if start.terminal is not None and not start.terminal.is_taken:
        start.draw_bare("")
