"""A program in a real pseudo-terminal, its screen read through a terminal emulator."""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType

from tests.support.emulator import ByteStream, Cell, Screen

# What pyte would print or take for something else: private modes but automatic margins and cursor visibility, the kitty
# keyboard protocol, mode queries, and operating system commands.
_UNKNOWN_TO_PYTE = re.compile(
    rb"\x1b\[[<=>?](?!(?:7|25)[hl])[0-9;$]*[a-zA-Z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"
)
_CUT_OFF = re.compile(rb"\x1b(?:\[[0-9;<=>?$ ]*|\][^\x07\x1b]*\x1b?)?\Z")

KEYS = {"enter": "\r", "escape": "\x1b", "tab": "\t", "backspace": "\x7f", "down": "\x1b[B", "up": "\x1b[A"}


class PtyProgram:
    """*arguments* run in a pseudo-terminal of *size* (columns, rows), which is its controlling terminal.

    Used with ``with``: leaving it closes the terminal and makes sure that the program, and no other, has ended.
    """

    def __init__(
        self,
        arguments: Sequence[object],
        *,
        size: tuple[int, int] = (80, 24),
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
    ) -> None:
        columns, rows = size
        self.output = bytearray()
        """Every byte that the program has written."""
        self._screen = Screen(columns, rows)
        self._stream = ByteStream(self._screen)
        self._tail = b""
        self.master, slave = os.openpty()
        self.resize(columns, rows, tell=False)
        self.attributes = termios.tcgetattr(slave)

        def take_terminal() -> None:
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)

        environment = {**os.environ, "TERM": "xterm-256color", **(env or {})}
        self.process = subprocess.Popen(
            list(map(str, arguments)), stdin=slave, stdout=slave, stderr=slave, env=environment, cwd=cwd,
            start_new_session=True, preexec_fn=take_terminal,
        )  # fmt: skip
        self._slave: int | None = slave

    def __enter__(self) -> PtyProgram:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.hang_up()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(5)
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    @property
    def text(self) -> str:
        """What the screen shows now, trailing blanks cut."""
        while self._read(0):
            pass
        return "\n".join(line.rstrip() for line in self._screen.display)

    @property
    def cells(self) -> list[list[Cell]]:
        """Every cell of the screen as it is now, by row."""
        while self._read(0):
            pass
        return self._screen.cells

    def now_attributes(self) -> list[object]:
        """The terminal's settings as they are now (see tcgetattr(3))."""
        assert self._slave is not None
        return list(termios.tcgetattr(self._slave))

    def resize(self, columns: int, rows: int, *, tell: bool = True) -> None:
        """Change the size of the terminal, as a window does."""
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self._screen.resize(rows, columns)
        if tell:
            self.process.send_signal(signal.SIGWINCH)

    def spoil(self) -> None:
        """Write on the screen what the program knows nothing of."""
        self._stream.feed(
            "\x1b[m\x1b[2;4HBroadcast message\x1b[7m\x1b[6;1H漢漢漢\x1b[12;1H\x1b[44m\x1b[2K\x1b[m".encode()
        )

    def type(self, *keys: str) -> None:
        """Type each of *keys*: a name of :data:`KEYS`, or text that is typed letter by letter."""
        for key in keys:
            os.write(self.master, KEYS.get(key, key).encode())
            self._read(0.02)

    def wait_for(self, wanted: str | Callable[[str], bool], seconds: float = 30.0) -> str:
        """Wait until the screen shows *wanted*, or *wanted* says so of it; returns the screen."""
        found = wanted if callable(wanted) else lambda text: wanted in text
        deadline = time.monotonic() + seconds
        while not found(self.text):
            if time.monotonic() > deadline or (self.process.poll() is not None and not self._read(0.2)):
                raise AssertionError(
                    f"never seen: {wanted!r}; the screen (exit {self.process.poll()}):\n{self.text}"
                )
            self._read(0.05)
        return self.text

    def wait(self, seconds: float = 30.0) -> int:
        """Wait for the program's end, reading what it writes; returns its exit code, negative for a signal."""
        deadline = time.monotonic() + seconds
        while self.process.poll() is None:
            if time.monotonic() > deadline:
                raise AssertionError(f"still running after {seconds} s; the screen:\n{self.text}")
            self._read(0.05)
        while self._read(0.1):
            pass
        return self.process.returncode

    def hang_up(self) -> None:
        """Close the terminal, as a lost connection does."""
        for descriptor in (self._slave, self.master):
            if descriptor is not None and descriptor >= 0:
                os.close(descriptor)
        self._slave, self.master = None, -1

    def _read(self, seconds: float) -> bool:
        """Take in what there is after at most *seconds*; whether there was anything."""
        if self.master < 0 or not select.select([self.master], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self.master, 1 << 16)
        except OSError:
            return False
        self.output += data
        data = self._tail + data
        cut = _CUT_OFF.search(data)
        self._tail = data[cut.start() :] if cut else b""
        self._stream.feed(_UNKNOWN_TO_PYTE.sub(b"", data[: cut.start()] if cut else data))
        return True
