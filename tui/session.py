"""What every command and the reader work with, and what is told when something goes wrong. Knows no click."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import DiploError, SettingsError
from index.settings import Settings, load
from tui import opening
from tui.console import Console
from tui.i18n import _, choose_language, use_language

if TYPE_CHECKING:
    from index.collection import Engine
    from index.notebook import Notebook

INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells have it: 128 and the number of SIGINT."""
CLOSED_PIPE = 141
"""Exit code when nobody reads the output any more: 128 and the number of SIGPIPE."""
FAULT = 70
"""Exit code for a fault of the program, EX_SOFTWARE of sysexits.h."""
_OPTIONS = ("collection", "theme", "lang", "mouse")


@dataclass(frozen=True)
class Session:
    """What every command works with."""

    console: Console
    settings: Settings
    problems: Sequence[SettingsError] = ()
    """What in the configuration could not be used."""

    @classmethod
    def begin(cls, console: Console, lang: str | None) -> Session:
        """A session with the user's settings; texts are in *lang*, else the language that settings or locale name.

        Raises DiploError where there is no such language.
        """
        settings, problems = load()
        use_language(choose_language(lang, settings.lang, os.environ))
        return cls(console, settings, problems)

    def changed(self, options: Mapping[str, object]) -> Session:
        """This session with what the command line's *options* say of its settings."""
        given = {name: options[name] for name in _OPTIONS if options.get(name) not in (None, False)}
        return replace(self, settings=self.settings.changed(**given)) if given else self

    @property
    def collection_directory(self) -> Path:
        """The directory that was named, by option or setting, or the usual one."""
        return opening.collection_directory(self.settings)

    def collection(self, before_telling: Callable[[], None] = lambda: None) -> Engine:
        """The collection to read; the bundled articles where none was named and nothing has been added.

        An index of an older version is made anew first, which is told after *before_telling*. Raises CollectionError if
        the collection is missing though it was named, or cannot be opened.
        """
        from tui.renewal import make_current

        make_current(self, before_telling)
        return opening.open_collection(self.settings)

    def notebook(self) -> Notebook:
        """The user's notebook; raises NotebookError."""
        return opening.open_notebook()


def told(console: Console, work: Callable[[], int]) -> int:
    """The exit code of *work*; whatever goes wrong is told on standard error."""
    try:
        code = work()
        console.flush()
    except DiploError as error:
        console.error(error)
        return error.exit_code
    except KeyboardInterrupt:
        console.note("")
        return INTERRUPTED
    except BrokenPipeError:
        _drop_output()
        return CLOSED_PIPE
    except Exception:  # a fault of the program; its text may hold anything
        from traceback import format_exc

        console.note(_("This is a fault of the program; please report it:"))
        console.note(format_exc())
        return FAULT
    return code


def _drop_output() -> None:
    """Send what is still to be written nowhere, or Python complains about it at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, sys.stdout.fileno())
    except (OSError, ValueError):
        pass
    finally:
        os.close(nowhere)
