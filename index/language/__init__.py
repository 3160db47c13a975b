"""What is known of the language, as data: TOML lexicons and their loader.

The lexicons lie beside this file. Each grammar compiles its own view of the tables it needs; none keeps words in code.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def load(name: str) -> dict[str, Any]:
    """The tables of ``index/language/<name>.toml``, read once a process; not to be changed by the caller.

    Raises FileNotFoundError for an unknown name and tomllib.TOMLDecodeError for a damaged file: both mean a broken
    installation, never a fault of the article.
    """
    return tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text(encoding="utf-8"))
