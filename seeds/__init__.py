"""The sample articles that come with the program, shown until the user has added some of their own.

Their text is their publishers', as LICENSE says.
"""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent
"""The directory of the articles; read-only."""


def paths() -> list[Path]:
    """The sample articles, by file name."""
    return sorted(FOLDER.glob("*.txt"))
