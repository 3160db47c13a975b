"""Themes of the reading room."""
