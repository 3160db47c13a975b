"""What may be typed into the search line."""

from __future__ import annotations

from hypothesis import strategies as st

_PIECES = """ ( ) " - * OR AND : date: visit: negara: is: x: .. 2024 2024-13 China kunj* “ a-b is:read ‘ é """.split()

SYNTAX = st.lists(st.sampled_from([*_PIECES, " ", "\n", "\x00", "\u202e"])).map("".join)
"""Queries made of everything that has a meaning."""
