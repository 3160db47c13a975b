"""The terminal: refusing and preparing it before the reading room, leaving it in order, and what is sent to it.

No module but :mod:`tui.terminal.painting` and :mod:`tui.terminal.driver` imports Textual.
"""
