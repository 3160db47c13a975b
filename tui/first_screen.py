"""The first screen of the reader, kept from one start to the next and drawn before anything else is loaded.

It is drawn where the program is started in the same way on the same collection. The reader repaints what has changed,
such as what has been read since, as soon as it is up. The file is in the user's cache directory, private; whatever it
holds, nothing is drawn but text in its place and style.

Imports next to nothing, not even pathlib.
"""

from __future__ import annotations

import os
import sys

from index.directories import directory
from tui.version import VERSION

TYPE_CHECKING = False  # typing takes longer to import than all of this
if TYPE_CHECKING:
    from tui.arguments import Options
    from tui.terminal.frame import Frame

FILE_NAME = "first-screen"
_KIND = "diplo-reader first screen 1"
_BETWEEN = "\x1e"
"""Stands between the parts of the file, and in none of them."""
_LONGEST = 1 << 18
"""Bytes that are read; the screen of a large window takes some 30 kB."""
_FINALS = frozenset("mHJKABCD")
"""Last letters of the sequences that may be drawn: style, position, erasing."""
_SPACES = dict.fromkeys((0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000))
"""Blanks (Unicode category Zs), which str.isprintable takes for unprintable."""
_LOOKED_AT = (
    "COLORTERM", "COLUMNS", "FORCE_COLOR", "HOME", "LANG", "LC_ALL", "LC_COLORTERM", "LC_CTYPE", "LC_MESSAGES",
    "LINES", "NO_COLOR", "TERM", "TERM_PROGRAM",
)  # fmt: skip
"""Variables of the environment that can change what the first screen looks like."""


class FirstScreen:
    """What was kept of an earlier start."""

    PARTS = ("collection", "files", "notebook", "drawing", "frame", "answer")

    def __init__(
        self, collection: str, files: str, notebook: str, drawing: str, frame: str, answer: str
    ) -> None:
        self.collection = collection
        """The directory of the collection that it shows."""
        self.files = files
        """:func:`state_of_collection` when it was drawn."""
        self.notebook = notebook
        """:func:`state_of_notebook` when it was drawn."""
        self.drawing = drawing
        """What draws it on an empty alternate screen."""
        self.frame = frame
        """The same as JSON, see :meth:`tui.terminal.frame.Frame.as_json`."""
        self.answer = answer
        """The beginning of the list that it shows, as JSON, or empty; see :mod:`tui.curtain`."""

    def parts(self) -> list[str]:
        """All of it, in the order of :data:`PARTS`."""
        return [getattr(self, name) for name in self.PARTS]


def key_of(options: Options, size: tuple[int, int]) -> str:
    """All that decides what the first screen looks like but collection and notebook; *size* in columns and rows."""
    config, data = directory("config"), directory("data")
    variables = [(name, os.environ.get(name)) for name in _LOOKED_AT]
    variables += sorted(item for item in os.environ.items() if item[0].startswith("TEXTUAL_"))
    here = os.getcwd() if "collection" in options else ""  # noqa: PTH109
    return repr((
        VERSION, sys.version_info[:2], size, sorted(options.items()), here, data, variables,
        _states(f"{config}/config.toml"), _states(*_themes(f"{config}/themes")),
    ))  # fmt: skip


def load(key: str) -> FirstScreen | None:
    """What was kept under *key*, if the collection is as it was then and the file harmless."""
    parts = _read(f"{directory('cache')}/{FILE_NAME}").split(_BETWEEN)
    if len(parts) != 2 + len(FirstScreen.PARTS) or parts[:2] != [_KIND, key]:
        return None
    kept = FirstScreen(*parts[2:])
    if not is_harmless(kept.drawing) or kept.files != state_of_collection(kept.collection):
        return None
    return kept


def save(key: str, kept: FirstScreen) -> None:
    """Keep *kept* for the next start that has the same *key*; raises OutputError.

    Does nothing where it could not be loaded again.
    """
    from pathlib import Path

    from index.files import private_directory, write_new

    parts = (_KIND, key, *kept.parts())
    if any(_BETWEEN in part for part in parts) or not is_harmless(kept.drawing):
        return
    data = _BETWEEN.join(parts).encode(errors="surrogateescape")
    if len(data) <= _LONGEST:
        write_new(private_directory(Path(directory("cache"))) / FILE_NAME, data, overwrite=True)


def taken(collection: str, frame: Frame, answer: str = "") -> FirstScreen:
    """*frame* and *answer*, as they are seen on the collection in the directory *collection* now."""
    import msgspec

    from tui.terminal.environment import erases_in_colour
    from tui.terminal.frame import encode

    drawing = encode(frame, bce=erases_in_colour())
    stored = msgspec.json.encode(frame.as_json()).decode()
    files, notebook = state_of_collection(collection), state_of_notebook()
    return FirstScreen(collection, files, notebook, drawing, stored, answer)


def frame_of(kept: FirstScreen) -> Frame | None:
    """The frame that drawing *kept* leaves on the screen; None if it is none."""
    import msgspec

    from tui.terminal.frame import Frame

    try:
        return Frame.from_json(msgspec.json.decode(kept.frame))
    except ValueError:  # msgspec's errors are some
        return None


def state_of_collection(collection: str) -> str:
    """Tells whether anything has been written to the collection in that directory."""
    return _states(f"{collection}/collection.json", f"{collection}/added.json")


def state_of_notebook() -> str:
    """Tells whether anything has been written to the user's notebook."""
    return _states(f"{directory('data')}/notebook.sqlite", f"{directory('data')}/notebook.sqlite-wal")


def is_harmless(drawing: str) -> bool:
    """Whether *drawing* does nothing but show text in a place and style, whatever the terminal."""
    beginning, *sequences = drawing.split("\x1b[")
    for sequence in sequences:
        rest = sequence.lstrip("0123456789;")
        if rest[:1] not in _FINALS or not _is_text(rest[1:]):
            return False
    return _is_text(beginning)


def _is_text(text: str) -> bool:
    return text.isprintable() or text.replace("\r\n", "").translate(_SPACES).isprintable()


def _read(path: str) -> str:
    """The user's own file of that *path*; empty where there is none, or what is there is not only the user's."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return ""
    try:
        status = os.fstat(descriptor)
        private = status.st_uid == os.geteuid() and not status.st_mode & 0o022
        if not private or status.st_size > _LONGEST:
            return ""
        return os.read(descriptor, _LONGEST).decode(errors="surrogateescape")
    except OSError:
        return ""
    finally:
        os.close(descriptor)


def _themes(folder: str) -> list[str]:
    try:
        return sorted(f"{folder}/{name}" for name in os.listdir(folder))  # noqa: PTH208
    except OSError:
        return []


def _states(*paths: str) -> str:
    return ", ".join(map(_state, paths))


def _state(path: str) -> str:
    try:
        status = os.stat(path)  # noqa: PTH116
    except (OSError, ValueError):  # none of that name, or no name of a file
        return "none"
    return f"{status.st_ino}-{status.st_size}-{status.st_mtime_ns}"
