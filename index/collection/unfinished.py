"""A query that is still being typed."""

from __future__ import annotations

from index.collection.query import parse


def as_typed_so_far(text: str) -> str:
    """The query to search for while *text* is being typed: its last word may be the beginning of one.

    The word gets the star of a prefix if it has none and stands for what is to be found: not in quotation marks, behind
    a minus, as a date or as an operator. Everything before stays where it is, and so do the places of the problems.
    """
    if not text[-1:].isalnum():
        return text
    is_open = any(words.kind == "word" and words.span[1] == len(text) for words in parse(text).wanted())
    return text + "*" if is_open else text
