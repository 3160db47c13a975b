"""Build hook: compiles the gettext catalogues beside their sources, for wheels, sdists and editable installs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogueBuildHook(BuildHookInterface[Any]):
    """Hatchling finds this class by its base; ``artifacts`` in pyproject.toml takes up what it writes."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write a ``.mo`` next to every ``.po`` under ``tui/locales``; *version* and *build_data* play no part."""
        for source in sorted(Path(self.root, "tui", "locales").glob("*/LC_MESSAGES/*.po")):
            with source.open("rb") as file:
                catalogue = read_po(file, locale=source.parts[-3])
            with source.with_suffix(".mo").open("wb") as file:
                write_mo(file, catalogue)
