"""From an article to its facts: tokens, mentions, dates, quotes and visits.

Entry point: :mod:`index.extract.pipeline`.
"""
