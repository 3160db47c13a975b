"""The bundled articles as a collection in memory."""

from __future__ import annotations

import pytest

from index.collection import CollectionReadOnly, bundled


def test_the_samples_are_there_newest_first() -> None:
    with bundled().reader() as reader:
        result = reader.search("")
        assert result.total == reader.count() == 2
        dates = [hit.published for hit in result.hits]
        assert dates == sorted(dates, key=str, reverse=True)


def test_they_cannot_be_written_to() -> None:
    with pytest.raises(CollectionReadOnly, match="diplo-reader add"):
        bundled().store()
