"""Take docs/screenshot.svg of the reading room on the bundled articles: ``python .ci/screenshot.py``."""

from __future__ import annotations

import asyncio
import os
import re
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "screenshot.svg"
SIZE = (124, 36)
KEYS = ("/", *"kunjungan", "enter", "enter", "]", "q", "m")


def self_contained(svg: str) -> str:
    """*svg* with the fonts of whoever looks at it in place of those from the network, and every blank kept."""
    svg = re.sub(r"@font-face\s*\{[^}]*\}\s*", "", svg)
    svg = svg.replace(
        "font-family: Fira Code, monospace", "font-family: 'DejaVu Sans Mono', Menlo, Consolas, monospace"
    )
    return svg.replace("<svg ", '<svg xml:space="preserve" ', 1)


async def take() -> str:
    """The screen after :data:`KEYS`, as SVG."""
    from index.settings import Settings
    from tui.app import reader

    app = reader(settings=Settings(theme="dark"))
    async with app.run_test(size=SIZE) as pilot:
        for key in KEYS:
            await pilot.press(key)
            await pilot.pause(0.3)
        await pilot.pause(1.0)
        return app.export_screenshot(title="diplo-reader")


def main() -> None:
    sys.path.insert(0, str(ROOT))
    with tempfile.TemporaryDirectory() as home:
        for kind in ("CONFIG", "DATA", "STATE", "CACHE"):
            os.environ[f"XDG_{kind}_HOME"] = home
        os.environ["TEXTUAL_ANIMATIONS"] = "none"
        svg = asyncio.run(take())
    TARGET.write_text(self_contained(svg), encoding="utf-8")


if __name__ == "__main__":
    main()
