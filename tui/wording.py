"""Exports in the language in use."""

from __future__ import annotations

from datetime import datetime

from index.export import Wording
from tui.i18n import _, format_date, format_datetime


def export_wording() -> Wording:
    """Texts and dates in the language in use, moments in the user's own time zone."""
    return Wording(
        _, format_date, lambda moment: format_datetime(datetime.fromisoformat(moment).astimezone())
    )
