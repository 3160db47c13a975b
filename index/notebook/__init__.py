"""What a person made while reading: highlights, what was read and where reading stopped.

``Notebook(path)`` opens or makes the file. It holds marks on bundled articles like any others, and never
depends on the collection: a highlight carries its own words, context and citation.
"""

from index.notebook.model import (
    Highlight,
    HighlightKind,
    Placement,
    Standing,
    Undone,
    paragraph_number,
    quote_around,
    snapshot,
)
from index.notebook.store import Notebook

__all__ = [
    "Highlight",
    "HighlightKind",
    "Notebook",
    "Placement",
    "Standing",
    "Undone",
    "paragraph_number",
    "quote_around",
    "snapshot",
]
