"""What a person made while reading: highlights, corrections, what was read and where reading stopped.

``Notebook(path)`` opens or makes the file. It holds marks on bundled articles like any others, and never
depends on the collection: a highlight or correction carries its own words, context and citation.
"""

from index.notebook.applying import apply
from index.notebook.corrections import (
    EDITABLE,
    CorrectedFacts,
    Correction,
    CorrectionError,
    Detached,
    Fact,
    FactKind,
    Judged,
    Publication,
    UndoneCorrection,
    kind_of,
)
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
    "EDITABLE",
    "CorrectedFacts",
    "Correction",
    "CorrectionError",
    "Detached",
    "Fact",
    "FactKind",
    "Highlight",
    "HighlightKind",
    "Judged",
    "Notebook",
    "Placement",
    "Publication",
    "Standing",
    "Undone",
    "UndoneCorrection",
    "apply",
    "kind_of",
    "paragraph_number",
    "quote_around",
    "snapshot",
]
