"""One JSON object a line, safe to show on a terminal: the form of every record the program prints."""

from __future__ import annotations

import json
from collections.abc import Mapping

from index.sanitise import escaped


def json_line(record: Mapping[str, object]) -> str:
    """*record* as one line of JSON, its line feed included; dangerous characters are written ``\\uXXXX``.

    Whoever parses it gets every character back exactly.
    """
    return escaped(json.dumps(record, ensure_ascii=False)) + "\n"
