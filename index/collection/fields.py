"""The names that a query may give its fields and flags, in English and Indonesian."""

from __future__ import annotations

from index.messages import M_

FIELDS: dict[str, tuple[str, ...]] = {
    "speaker": ("speaker", "narasumber", "penutur"),
    "person": ("person", "tokoh"),
    "country": ("country", "negara"),
    "org": ("org", "organisasi"),
    "place": ("place", "tempat"),
    "title": ("title", "judul"),
    "source": ("source", "sumber"),
    "quote": ("quote", "kutipan"),
    "date": ("date", "tanggal"),
    "visit": ("visit", "kunjungan"),
    "is": ("is", "adalah"),
}
"""Field → the names it goes by, English first, the Indonesian one that is shown second."""
FLAGS: dict[str, tuple[str, ...]] = {
    "marked": ("marked", "ditandai"),
    "unmarked": ("unmarked", "belum-ditandai"),
    "read": ("read", "dibaca", "sudah-dibaca"),
    "unread": ("unread", "belum-dibaca"),
}
"""What ``is:`` may be followed by → its names, as those of a field."""
FIELD_LIST = M_("speaker, person, country, org, place, title, source, quote, date, visit, is")
FLAG_LIST = M_("marked, unmarked, read, unread")
"""Both, to be said in the language of the screen."""

FIELD_BY_NAME = {name: key for key, names in FIELDS.items() for name in names}
FLAG_BY_NAME = {name: key for key, names in FLAGS.items() for name in names}
