"""Bytes to text: Unicode, what charset-normalizer finds, and mojibake undone."""

from __future__ import annotations

import codecs
import re

import msgspec

from index.errors import SourceError
from index.messages import M_, MN_, N_, Message
from index.sources.document import Repair

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"%PDF", N_("is a PDF, not text"), N_("convert it to text first, for example with pdftotext")),
    (b"PK\x03\x04", N_("is a ZIP archive or office document, not text"), N_("save it as plain text first")),
    (b"\xd0\xcf\x11\xe0", N_("is an old office document, not text"), N_("save it as plain text first")),
    (b"{\\rtf", N_("is an RTF document, not text"), N_("save it as plain text first")),
    (b"\x89PNG", N_("is an image, not text"), N_("only text files hold articles")),
    (b"\xff\xd8\xff", N_("is an image, not text"), N_("only text files hold articles")),
    (b"GIF8", N_("is an image, not text"), N_("only text files hold articles")),
    (b"\x7fELF", N_("is a program, not text"), N_("only text files hold articles")),
    (b"SQLite format 3", N_("is a database, not text"), N_("only text files hold articles")),
    (b"BZh", N_("is a bzip2 archive, not text"), N_("unpack it, or compress it with gzip or xz")),
    (
        b"\x28\xb5\x2f\xfd",
        N_("is a Zstandard archive, not text"),
        N_("unpack it, or compress it with gzip or xz"),
    ),
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_PRINTABLE = re.compile(rb"[\t\n\r -~]")
_MAX_CONTROL_SHARE = 0.02
_MAX_ASCII_SHARE = 0.75
"""Of the bytes of UTF-16: Latin text has half of them zero, and of any other script fewer are ASCII."""
_DETECTION_SAMPLE = 256_000
"""charset-normalizer needs seconds for megabytes; so many bytes decide as well."""


class Decoded(msgspec.Struct, frozen=True):
    """Text with the name of its encoding, what was repaired in it, and words for the reader about both."""

    text: str
    encoding: str
    repairs: tuple[Repair, ...] = ()
    notes: tuple[Message, ...] = ()


def decode(data: bytes) -> Decoded:
    """The text of *data*.

    Raises :class:`SourceError` (without a subject) when the bytes are no text.
    """
    for magic, problem, advice in _MAGIC:
        if data.startswith(magic):
            raise SourceError(problem, advice=advice)
    text, encoding = _unicode(data)
    notes: tuple[Message, ...] = ()
    if text is None:
        if b"\0" in data:
            raise SourceError(N_("is binary, not text"), advice=N_("only text files hold articles"))
        text, encoding = _guessed(data)
        notes = (M_("decoded as {encoding}, which was guessed", encoding=encoding),)
    _refuse_binary(text)
    return _repaired(text, encoding, notes)


def repair(text: str) -> Decoded:
    """*text*, already decoded, with mojibake undone."""
    return _repaired(text, "utf-8", ())


def _unicode(data: bytes) -> tuple[str | None, str]:
    encoding = next((name for bom, name in _BOMS if data.startswith(bom)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None, ""
    if encoding == "utf-16" and len(_PRINTABLE.findall(data, 2)) > (len(data) - 2) * _MAX_ASCII_SHARE:
        raise SourceError(N_("is in no encoding that could be recognised"), advice=N_("save it as UTF-8"))
    return text, encoding.removesuffix("-sig")


def _guessed(data: bytes) -> tuple[str, str]:
    from charset_normalizer import from_bytes  # costs 30 ms, and nearly all files are UTF-8

    # Indonesian news is ASCII with typographic punctuation: what reads as cp1252 is cp1252, and detection on a few
    # bytes beyond ASCII is a lottery.
    high = sum(byte > 0x7F for byte in data)
    if high * 20 < len(data):
        try:
            return data.decode("cp1252"), "cp1252"
        except UnicodeDecodeError:
            pass
    best = from_bytes(data[:_DETECTION_SAMPLE]).best()
    if best is None:
        raise SourceError(N_("is in no encoding that could be recognised"), advice=N_("save it as UTF-8"))
    return data.decode(best.encoding, errors="replace"), best.encoding


def _refuse_binary(text: str) -> None:
    if len(_CONTROLS.findall(text)) > max(2, len(text) * _MAX_CONTROL_SHARE):
        raise SourceError(N_("is binary, not text"), advice=N_("only text files hold articles"))


_LOSSY, _CURTAILED, _CLOSING, _REPLACED = "cp1252", "\u00e2\u20ac", "\u201d", "\ufffd"
"""A closing quotation mark is E2 80 9D in UTF-8, and cp1252 has no character for 9D: programs that drop what they
cannot show leave the first two, or a replacement character behind them.
No other punctuation of newspapers ends in one of the five bytes that cp1252 lacks."""


def _misreading(codec: str) -> tuple[re.Pattern[str], dict[int, int]]:
    """Pattern of UTF-8 sequences as they look when read in *codec*, and the byte behind each character."""
    byte_of = {}
    for byte in range(0x80, 0x100):
        try:
            character = bytes([byte]).decode(codec)
        except UnicodeDecodeError:
            character = chr(byte)  # what browsers show for the five bytes that cp1252 leaves undefined
        byte_of[ord(character)] = byte

    def one_of(first: int, last: int) -> str:
        return (
            "["
            + "".join(re.escape(chr(code)) for code, byte in byte_of.items() if first <= byte <= last)
            + "]"
        )

    tail = one_of(0x80, 0xBF)
    pattern = f"{one_of(0xC2, 0xDF)}{tail}|{one_of(0xE0, 0xEF)}{tail}{{2}}|{one_of(0xF0, 0xF4)}{tail}{{3}}"
    if codec == _LOSSY:
        pattern += f"|{_CURTAILED}(?:{_REPLACED}|(?!{tail}))"
    return re.compile(pattern), byte_of


_MISREADINGS = tuple((codec, *_misreading(codec)) for codec in ("cp1252", "mac_roman", "latin-1"))
_PLAUSIBLE = re.compile("[\u00a0-\u024f\u02bc\u2002-\u203a\u20ac\u2122\u2212\ufeff\U0001f300-\U0001faff]")


def _repaired(text: str, encoding: str, notes: tuple[Message, ...]) -> Decoded:
    """*text* with the misreading undone that explains most of its characters."""
    if text.isascii():
        return Decoded(text, encoding, (), notes)
    candidates = [(codec, _sequences(text, pattern, byte_of)) for codec, pattern, byte_of in _MISREADINGS]
    codec, sequences = max(
        candidates, key=lambda candidate: sum(end - start for start, end, _ in candidate[1])
    )
    if not sequences:
        return Decoded(text, encoding, (), notes)
    pieces: list[str] = []
    repairs: list[Repair] = []
    length = done = 0
    for start, end, right in sequences:
        pieces += (text[done:start], right)
        length += start - done
        repairs.append(Repair(length, len(right), end - start))
        length += len(right)
        done = end
    note = MN_(
        "{count} character of UTF-8 read as {codec} repaired",
        "{count} characters of UTF-8 read as {codec} repaired",
        count=len(repairs),
        codec=codec,
    )
    notes += (note,)
    return Decoded("".join((*pieces, text[done:])), encoding, tuple(repairs), notes)


def _sequences(text: str, pattern: re.Pattern[str], byte_of: dict[int, int]) -> list[tuple[int, int, str]]:
    """Start, end and right reading of each sequence of *text* that stands for one plausible character."""
    found = []
    for match in pattern.finditer(text):
        if match[0].rstrip(_REPLACED) == _CURTAILED:
            found.append((*match.span(), _CLOSING))
            continue
        try:
            right = bytes(byte_of[ord(character)] for character in match[0]).decode("utf-8")
        except UnicodeDecodeError:
            continue
        if _PLAUSIBLE.fullmatch(right) is not None:
            found.append((*match.span(), right))
    return found
