"""What the reading room asks for in the background: searches, articles, highlights, exports."""

from __future__ import annotations

from tui.library.library import Library, Post

__all__ = ["Library", "Post"]
