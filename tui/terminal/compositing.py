"""Textual's compositor, but for the work whose outcome nobody sees.

Textual has every widget drawn as a whole for every update, and drops what lies below another or outside the update.
Rests on a private part of Textual, as :mod:`tui.terminal.painting` does;
tests/tui/test_compositing.py compares the two.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import cast

from textual._compositor import Compositor
from textual.geometry import Region
from textual.strip import Strip


class SparingCompositor(Compositor):
    """Has of each widget only the rows drawn that an update is missing still."""

    def _render_chops(
        self, crop: Region, is_rendered_line: Callable[[int], bool]
    ) -> Sequence[Mapping[int, Strip]]:
        """The strips of the rows of *crop* that are to be rendered, by the column in which each begins."""
        chops: list[dict[int, Strip | None]] = [dict.fromkeys(cuts[:-1]) for cuts in self.cuts]
        missing = {
            y: {start for start, end in pairwise(self.cuts[y]) if start < crop.right and end > crop.x}
            for y in crop.line_range
            if is_rendered_line(y)
        }
        for widget, (region, clip) in self.visible_widgets.items():  # from front to back
            seen = region.intersection(clip)
            rows = [y for y in seen.line_range if missing.get(y)] if seen.overlaps(crop) else []
            if not rows:
                continue
            top, height = rows[0], rows[-1] + 1 - rows[0]
            lines = widget.render_lines(Region(seen.x - region.x, top - region.y, seen.width, height))
            for y, line in enumerate(lines, top):
                for x, strip in self._cut(line, y, seen) if missing.get(y) else ():
                    if chops[y][x] is None:
                        chops[y][x] = strip
                        missing[y].discard(x)
        return cast("Sequence[Mapping[int, Strip]]", chops)

    def _cut(self, strip: Strip, y: int, seen: Region) -> Iterator[tuple[int, Strip]]:
        """*strip*, which begins at the left of *seen*, in the pieces that row *y* is cut into."""
        cuts = [cut for cut in self.cuts[y] if seen.x <= cut <= seen.right]
        return zip(cuts, strip.divide([cut - seen.x for cut in cuts[1:]]), strict=False)
