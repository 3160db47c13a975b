"""A program in a pseudo-terminal, with the moment at which each piece of its output came.

The output is only collected while the program works, and given to a terminal emulator (pyte) afterwards, so that
emulation delays nothing. The terminal answers no queries.
"""

from __future__ import annotations

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
from dataclasses import dataclass, field

import pyte

QUIET = 0.25
"""Seconds without output after which a program counts as settled; they are part of no figure."""
LONGEST = 20.0
"""Seconds after which it no longer is waited for."""
# Private modes, the kitty keyboard protocol and operating system commands, which pyte would print.
_UNKNOWN_TO_PYTE = re.compile(rb"\x1b\[[<=>?](?!25[hl])[0-9;$]*[a-zA-Z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)")
_CURSOR_KEYS = re.compile(rb"\x1b\[\?1([hl])")
_ARROW = re.compile(r"\x1b\[([A-DHF])")

Screen = pyte.Screen
Seen = Callable[[Screen], bool]


@dataclass
class Output:
    """What a program wrote from some moment until it was settled."""

    begun: float
    pieces: list[tuple[float, bytes]] = field(default_factory=list)

    @property
    def size(self) -> int:
        """Bytes."""
        return sum(len(data) for _, data in self.pieces)

    @property
    def seconds(self) -> float:
        """From the beginning until the last byte; 0 where nothing came."""
        return self.pieces[-1][0] - self.begun if self.pieces else 0.0

    def lag(self, *, delay: float, bytes_a_second: float, since: float) -> float:
        """Seconds from *since* until the last byte has come over a line of that *delay* each way and rate.

        The line keeps what it cannot carry at once, as the buffers between two ends of ssh do.
        """
        arrived = 0.0
        for moment, data in self.pieces:
            arrived = max(arrived, moment + 2 * delay) + len(data) / bytes_a_second
        return max(0.0, arrived - since)


class Terminal:
    """*command* run in a pseudo-terminal of *size* (columns, rows); leaving the ``with`` ends it."""

    def __init__(
        self, command: Sequence[str], *, size: tuple[int, int], environment: Mapping[str, str]
    ) -> None:
        columns, rows = size
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self._application_keys = False
        self._master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

        def take_terminal() -> None:
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)

        self.begun = time.perf_counter()
        self.process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=environment,
            start_new_session=True, preexec_fn=take_terminal,
        )  # fmt: skip
        os.close(slave)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._master)
        try:
            self.process.wait(2)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def press(self, key: str) -> float:
        """Send *key*, an arrow as the program has asked for arrows; returns the moment.

        Raises RuntimeError, with what stands on the screen, if the program has ended.
        """
        if self.process.poll() is not None:
            raise RuntimeError("the program has ended:\n" + "\n".join(self.screen.display).rstrip())
        if self._application_keys:
            key = _ARROW.sub("\x1bO\\1", key)
        moment = time.perf_counter()
        os.write(self._master, key.encode())
        return moment

    def collect(self, begun: float, *, quiet: float = QUIET, longest: float = LONGEST) -> Output:
        """Take in output until there was none for *quiet* seconds; *begun* is the moment that figures count from."""
        output = Output(begun)
        deadline = time.perf_counter() + longest
        while time.perf_counter() < deadline and self._take(output, quiet):
            pass
        return output

    def starting(self, *, longest: float = LONGEST) -> Output:
        """Take in the output of the start, for whose first byte it waits; after it a second's silence is the end."""
        output = Output(self.begun)
        self._take(output, LONGEST)
        output.pieces += self.collect(self.begun, quiet=1.0, longest=longest).pieces
        return output

    def pause(self, seconds: float, output: Output) -> None:
        """Let *seconds* go by, adding to *output* what comes."""
        deadline = time.perf_counter() + seconds
        while (left := deadline - time.perf_counter()) > 0:
            if not self._take(output, left):
                time.sleep(max(0.0, min(left, 0.01)))

    def moments(self, output: Output, *conditions: Seen) -> list[float | None]:
        """Draw *output*; for each condition the seconds until the screen first met it, null if it never did."""
        found: list[float | None] = [None] * len(conditions)
        for moment, data in output.pieces:
            self._stream.feed(_UNKNOWN_TO_PYTE.sub(b"", data))
            for at, met in enumerate(conditions):
                if found[at] is None and met(self.screen):
                    found[at] = moment - output.begun
        return found

    def settle(self, key: str, *, quiet: float = QUIET) -> Output:
        """Press *key* and wait until its output has come and is drawn."""
        output = self.collect(self.press(key), quiet=quiet)
        self.moments(output)
        return output

    def _take(self, output: Output, seconds: float) -> bool:
        if not select.select([self._master], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self._master, 1 << 16)
        except OSError:  # the program has ended
            return False
        output.pieces.append((time.perf_counter(), data))
        if modes := _CURSOR_KEYS.findall(data):
            self._application_keys = modes[-1] == b"h"
        return True


def readable(screen: Screen) -> bool:
    """Whether there is something to read: twenty letters."""
    return sum(character.isalpha() for line in screen.display for character in line) >= 20


def shows(text: str) -> Seen:
    """Whether *text* stands on the screen."""
    return lambda screen: any(text in line for line in screen.display)
