"""The README's first command opens the reader on the sample articles: ``python .ci/open.py`` in a clean checkout."""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.support.terminal import PtyProgram

INSTALLING = 300.0
"""Seconds that the installation may take."""


def main() -> None:
    found = re.search(r"<!-- open -->\n```sh\n(.*)\n```\n", Path("README.md").read_text("utf-8"))
    assert found is not None
    with tempfile.TemporaryDirectory() as home:
        environ = {f"XDG_{kind}_HOME": home for kind in ("CONFIG", "DATA", "STATE")}
        with PtyProgram(["bash", "-ec", found[1]], env=environ) as program:
            program.wait_for("Lavrov", INSTALLING)
            program.type("q")
            assert program.wait() == 0


if __name__ == "__main__":
    main()
