"""The terminal: refusing and preparing it before the reading room, leaving it in order, and what is sent to it.

Textual is imported by :mod:`tui.terminal.painting`, :mod:`tui.terminal.cells` and the drivers only.
"""
