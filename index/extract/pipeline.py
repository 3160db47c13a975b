"""The one way from an article to its facts."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeVar

from index.article import Article
from index.extract.dates import find_dates
from index.extract.identity import Cast
from index.extract.mentions import find_mentions
from index.extract.quotes import find_quotes
from index.extract.tokens import Tokens
from index.extract.version import EXTRACTOR
from index.extract.visits import find_visits
from index.facts import Facts, Quote, TemporalExpression, Visit

__all__ = ["EXTRACTOR", "extract"]

_log = logging.getLogger(__name__)
_Found = TypeVar("_Found")


def extract(article: Article) -> Facts:
    """All facts of *article*, offsets in code points of its body.

    Raises nothing for any text: a stage that fails on it is logged with the article's id and finds nothing, and the
    later ones work with what the others found.
    """
    tokens = Tokens(article.body, article.paragraphs)
    cast = _stage(article, lambda: find_mentions(tokens, article.title), Cast())
    dates = _stage(
        article,
        lambda: find_dates(tokens, article.published or article.published_within),
        list[TemporalExpression](),
    )
    quotes = _stage(article, lambda: find_quotes(tokens, cast), list[Quote]())
    visits = _stage(
        article, lambda: find_visits(tokens, cast, dates, article.published, article.title), list[Visit]()
    )
    return Facts(
        extractor=EXTRACTOR,
        dates=tuple(dates),
        mentions=tuple(cast.mentions),
        quotes=tuple(quotes),
        visits=tuple(visits),
    )


def _stage(article: Article, stage: Callable[[], _Found], nothing: _Found) -> _Found:
    try:
        return stage()
    except Exception:  # hostile text must not cost a collection its other ten thousand articles
        _log.exception("extraction failed in part: %s", article.id)
        return nothing
