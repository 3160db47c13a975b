"""Memory and processor time of a process with all that it has started, from Linux's ``/proc``."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_PROC = Path("/proc")


def tree(root: int) -> list[int]:
    """The process *root* and all its descendants that live now."""
    children: dict[int, list[int]] = {}
    for entry in _PROC.iterdir():
        if entry.name.isdecimal():
            try:
                # pid (command, which may hold anything) state ppid …
                fields = (entry / "stat").read_text(errors="replace").rpartition(")")[2].split()
            except OSError:
                continue
            children.setdefault(int(fields[1]), []).append(int(entry.name))
    found = [root]
    for process in found:
        found += children.get(process, [])
    return found


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
    peak_bytes: int
    """Most memory of the whole tree at one moment, by PSS, looked at twenty times a second."""


def run(command: Sequence[str], environment: Mapping[str, str] | None = None) -> Run:
    """Run *command* without terminal and output; raises CalledProcessError unless it ends with 0."""
    begun, used = time.perf_counter(), os.times()
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment
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
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, list(command), stderr=errors)
    now = os.times()
    cpu = (now.children_user - used.children_user) + (now.children_system - used.children_system)
    return Run(seconds, cpu, max(peaks))
