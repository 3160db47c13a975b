"""JSON Lines: one article a line, read as a stream."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from typing import Any

import msgspec

from index.errors import SourceError
from index.messages import M_, N_, Message
from index.sources.decoding import decode, repair
from index.sources.document import RawDocument

SUFFIXES = (".jsonl", ".ndjson")
_FIELDS = ("id", "title", "source", "date", "url")
_PATIENCE = 100
"""So many broken lines in a row, and the file is taken for something else than JSON Lines."""
_CHUNK = 1 << 16


def read(stream: io.BufferedReader, name: str, *, max_bytes: int) -> Iterator[RawDocument | SourceError]:
    """The articles of *stream* in order; a record that cannot be used is given as an error in its place.

    No more than one line is held in memory, and of a line no more than *max_bytes*.
    """
    number = broken = 0
    while line := stream.readline(max_bytes + 1):
        number += 1
        if len(line) > max_bytes and not line.endswith(b"\n"):
            _skip_line(stream)
            yield SourceError(
                M_("the record holds more than {count} bytes", count=max_bytes),
                subject=name,
                line=number,
                advice=N_("shorten it, or raise the limit in the configuration"),
            )
            continue
        line = line.strip()
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if not line:
            continue
        try:
            yield _document(line, name, number)
            broken = 0
        except SourceError as error:
            yield SourceError(error.message, subject=name, line=number, advice=error.advice)
            broken += 1
        if broken == _PATIENCE:
            yield SourceError(
                M_("{count} records in a row are broken; the rest was left", count=broken),
                subject=name,
                advice=N_("check that the file is JSON Lines, one object a line"),
            )
            return
    if number == 0:
        yield SourceError(N_("is empty"), subject=name, advice=N_("remove it, or fetch the articles again"))


def _skip_line(stream: io.BufferedReader) -> None:
    while chunk := stream.readline(_CHUNK):
        if chunk.endswith(b"\n"):
            return


def _document(line: bytes, name: str, number: int) -> RawDocument:
    record, encoding, notes = _record(line)
    text = record.get("text")
    if not isinstance(text, str) or not text.strip():
        raise SourceError(
            N_('the record has no text in its field "text"'),
            advice=N_("give the article's words there, as a string"),
        )
    mended = repair(text)
    values = {}
    for field in _FIELDS:
        value = record.get(field)
        if isinstance(value, (str, int, float)) and not isinstance(value, bool):
            values[field] = repair(str(value)).text.strip() or None
    return RawDocument(
        path=name,
        line=number,
        text=mended.text,
        encoding=encoding,
        sha256=hashlib.sha256(line).hexdigest(),
        notes=notes + mended.notes,
        repairs=mended.repairs,
        **values,
    )


def _record(line: bytes) -> tuple[dict[str, Any], str, tuple[Message, ...]]:
    """The object on *line*, its encoding, and what was noted in decoding it."""
    encoding: str = "utf-8"
    notes: tuple[Message, ...] = ()
    try:
        try:
            record = msgspec.json.decode(line)
        except UnicodeDecodeError:
            decoded = decode(line)
            encoding, notes = decoded.encoding, decoded.notes
            record = msgspec.json.decode(decoded.text.encode())
    except (msgspec.DecodeError, RecursionError) as error:
        raise SourceError(
            M_("broken JSON: {error}", error=str(error)), advice=N_("one JSON object a line is expected")
        ) from error
    if not isinstance(record, dict):
        raise SourceError(N_("the record is no JSON object"), advice=N_("one JSON object a line is expected"))
    return record, encoding, notes
