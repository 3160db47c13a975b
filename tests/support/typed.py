"""What may be typed into the search line."""

from __future__ import annotations

from hypothesis import strategies as st

SYNTAX = st.lists(
    st.sampled_from(
        ["(", ")", '"', "-", "*", " ", "OR", "AND", ":", "date:", "visit:", "negara:", "is:", "x:", "..", "2024", "2024-13",
         "China", "kunj*", "“", "\u202e", "\x00", "a-b", "is:read", "\n", "‘", "é"]
    )
).map("".join)  # fmt: skip
