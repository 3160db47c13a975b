"""Errors that a user can cause, each with the exit code of its kind.

Every message names the thing, what is wrong with it and what to do, in one line fit for standard error. ``str()``
of an error is English and raw; whoever shows it has it said in the language of the screen, and passes it through
:mod:`index.sanitise`.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from pathlib import Path

from index.messages import Message, Text


class ExitCode(IntEnum):
    """Exit codes of the command line, documented in docs/command-line.md."""

    DONE = 0
    NOTHING_FOUND = 1
    USAGE = 2
    INPUT_UNREADABLE = 3
    COLLECTION_UNUSABLE = 4
    # 5 is reserved.
    OUTPUT_NOT_WRITTEN = 6
    NO_TERMINAL = 7


class DiploError(Exception):
    """Base of all errors that are the user's to know of.

    ``message`` says what is wrong, ``advice`` what to do, both as :mod:`index.messages` has them; ``subject`` is the
    file, directory or query concerned, or where it is none of these, a message that names it.
    """

    exit_code = ExitCode.USAGE

    def __init__(
        self, message: Text, *, subject: str | Path | Message | None = None, advice: Text = ""
    ) -> None:
        super().__init__(message)
        self.message = message
        self.subject = str(subject) if isinstance(subject, Path) else subject
        self.advice = advice

    def __str__(self) -> str:
        return self.said(str)

    def said(self, say: Callable[[Text], str]) -> str:
        """The whole error in one line, its texts put into words by *say*."""
        subject = say(self.subject) if isinstance(self.subject, Message) else self.subject
        head = f"{subject}: {say(self.message)}" if subject else say(self.message)
        return f"{head} ({say(self.advice)})" if self.advice else head


class SourceError(DiploError):
    """A file or record that cannot be read as an article; ``line`` is the 1-based line of a record."""

    exit_code = ExitCode.INPUT_UNREADABLE

    def __init__(
        self, message: Text, *, subject: str | Path | None = None, line: int | None = None, advice: Text = ""
    ) -> None:
        place = subject if line is None else f"{subject}:{line}"
        super().__init__(message, subject=place, advice=advice)
        self.line = line


class CollectionError(DiploError):
    """A collection that is missing, locked, damaged, of another version or not one at all."""

    exit_code = ExitCode.COLLECTION_UNUSABLE


class NotebookError(DiploError):
    """A notebook that cannot be opened or written."""

    exit_code = ExitCode.COLLECTION_UNUSABLE


class OutputError(DiploError):
    """A file that could not be written, or exists and was not to be overwritten."""

    exit_code = ExitCode.OUTPUT_NOT_WRITTEN


class SettingsError(DiploError):
    """A configuration file with an unusable entry."""
