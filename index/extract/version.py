"""The version of the extraction, for those who compare it without extracting."""

EXTRACTOR = "6"
"""Kept with every article's facts: raised by whoever changes what the extraction finds."""
