"""Citations as JSON Lines: everything, exactly, for programs."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from index.export.citation import SCHEMA, Citation
from index.jsonl import json_line


def json_lines(citations: Sequence[Citation]) -> str:
    """The whole file: every field of every citation, null where unknown."""
    return "".join(json_line({"schema": SCHEMA, **msgspec.to_builtins(citation)}) for citation in citations)
