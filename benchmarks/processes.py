"""Memory and processor time of a process with all that it has started, from Linux's ``/proc``."""

from __future__ import annotations

import ctypes
import os
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_PROC = Path("/proc")
_PR_SET_CHILD_SUBREAPER = 36
"""From ``linux/prctl.h``."""


def tree(root: int) -> list[int]:
    """The process *root* and all its descendants that live now."""
    children = _children_by_parent()
    found = [root]
    for process in found:
        found += children.get(process, [])
    return found


def _children_by_parent() -> dict[int, list[int]]:
    children: dict[int, list[int]] = {}
    for entry in _PROC.iterdir():
        if entry.name.isdecimal():
            try:
                # pid (command, which may hold anything) state ppid …
                fields = (entry / "stat").read_text(errors="replace").rpartition(")")[2].split()
            except OSError:
                continue
            children.setdefault(int(fields[1]), []).append(int(entry.name))
    return children


def proportional_bytes(process: int) -> int:
    """PSS: a page that several processes share counts for each of them in part. 0 for one that has ended."""
    try:
        rollup = (_PROC / str(process) / "smaps_rollup").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in rollup.splitlines() if line.startswith("Pss:")), 0)


def resident_bytes(process: int) -> int:
    """RSS: all of its pages that are in memory, shared ones as well. 0 for one that has ended."""
    try:
        return int((_PROC / str(process) / "statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def cpu_seconds(process: int) -> float:
    """Processor time that it has used itself; 0 for one that has ended."""
    try:
        fields = (_PROC / str(process) / "stat").read_text(errors="replace").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Run:
    """A command that was run to its end."""

    seconds: float
    """By the clock."""
    cpu: float
    """Processor seconds of it and of all that it started and waited for."""
    left_cpu: float
    """Processor seconds of what it left behind at work, until that had ended too: ``add`` merges in the background."""
    peak_bytes: int
    """Most memory of the whole tree at one moment, by PSS, looked at twenty times a second."""


def run(command: Sequence[str], environment: Mapping[str, str] | None = None) -> Run:
    """Run *command* without terminal and output, and wait for what it leaves behind.

    Raises CalledProcessError unless it ends with 0.
    """
    with _adopting() as adopted:
        begun, used = time.perf_counter(), _cpu_of_children()
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=environment,
        )
        ended = threading.Event()
        peaks: list[int] = [0]

        def watch() -> None:
            while not ended.wait(0.05):
                peaks.append(sum(map(proportional_bytes, tree(process.pid))))

        watcher = threading.Thread(target=watch)
        watcher.start()
        _, errors = process.communicate()
        seconds = time.perf_counter() - begun
        ended.set()
        watcher.join()
        cpu = _cpu_of_children() - used
        while orphans := adopted():
            for orphan in orphans:
                os.waitpid(orphan, 0)
        left_cpu = _cpu_of_children() - used - cpu
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, list(command), stderr=errors)
    return Run(seconds, cpu, left_cpu, max(peaks))


def _cpu_of_children() -> float:
    """Processor seconds of all children that were waited for, with those that they had waited for."""
    used = os.times()
    return used.children_user + used.children_system


@contextmanager
def _adopting() -> Iterator[Callable[[], list[int]]]:
    """Have processes whose parents end become children of this one; gives what tells which these are."""
    before = set(_children())
    _become_subreaper(True)
    try:
        yield lambda: [process for process in _children() if process not in before]
    finally:
        _become_subreaper(False)


def _children() -> list[int]:
    """The children of this process, those included that have ended and were not waited for."""
    return _children_by_parent().get(os.getpid(), [])


def _become_subreaper(wanted: bool) -> None:
    """See PR_SET_CHILD_SUBREAPER in prctl(2)."""
    if ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_CHILD_SUBREAPER, int(wanted), 0, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl")
