"""The fields of the Whoosh index.

Terms are analysed before Whoosh sees them (:mod:`index.collection.analyzer`), so no field has an analyzer and nothing
of this program is pickled into the index.

``text`` holds title, lead and body as one field whose term weights count a word of the title and of the lead several
times: BM25F as Robertson, Zaragoza and Taylor define it ("Simple BM25 extension to multiple weighted fields", 2004),
where Whoosh's own class of that name adds up separate fields. ``root`` is the same with roots for words.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from whoosh import fields

INDEX_NAME = "articles"
ARTICLE, FACTS, ROW, ORIGIN, DAY = "article", "facts", "row", "origin", "day"
"""Columns: what is kept of each document, by its number."""
BYTE_COLUMNS = (ARTICLE, FACTS, ROW, ORIGIN)
"""Those that hold byte strings."""
WORDS_FIELDS = ("text", "title", "quote", "speaker", "person", "org", "place", "source")
"""Fields with positions, in which phrases can be found."""
ROOTS = {"text": "root", "title": "title_root", "quote": "quote_root"}
"""Fields that have a companion of roots."""
KEYS = {"speaker": "speaker_key", "person": "person_key", "org": "org_key"}
"""Fields of names that have a companion of identity keys."""
LOCATION, CONTENT = "location", "content"
"""Key fields for looking up where an article came from (:func:`index.collection.added.place`) and what its file held
(:func:`content_key`)."""
KEY_FIELDS = ("id", "country", "visit", "names", LOCATION, CONTENT, *KEYS.values())
"""Fields of whole terms that only occur or do not."""
EDGE = "edge"
"""Field of the beginnings of the words of ``text``, each weighted with the sum of the words that begin so."""
EDGE_LETTERS = 4
"""Code points of the longest beginning in :data:`EDGE`; longer ones stand for few enough words to look them up. The
fourth letter, for the many words in *meng-*, *peng-* and *ber-*, costs five per cent of the index and of writing it."""
LENGTH_WEIGHT = 0.5
"""BM25's b for the text: milder than the usual 0.75, since news items hardly differ in length by padding."""


@cache
def schema() -> fields.Schema:
    """The schema; always given to Whoosh on opening, never read back from the index."""
    from whoosh import columns, fields, formats

    made = fields.Schema()
    for name in WORDS_FIELDS:
        made.add(name, fields.FieldType(formats.Positions(), None, scorable=True))
    for name in (*ROOTS.values(), EDGE):
        made.add(name, fields.FieldType(formats.Existence(), None, scorable=True))
    for name in KEY_FIELDS:
        made.add(name, fields.FieldType(formats.Existence(), None))
    for name in BYTE_COLUMNS:
        made.add(name, fields.COLUMN(columns.VarBytesColumn()))
    made.add(DAY, fields.COLUMN(columns.NumericColumn("i")))
    return made


def content_key(sha256: str) -> str:
    """The term of :data:`CONTENT` for the SHA-256 *sha256*, in hexadecimal."""
    return sha256[:16]
