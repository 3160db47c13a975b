"""Files to raw documents."""

from __future__ import annotations

import gzip
import hashlib
import io
import lzma
import os
import tracemalloc
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import ExitCode, SourceError
from index.messages import M_
from index.sources import RawDocument, read, read_stream


def _one(path: Path, **options: int) -> RawDocument:
    (document,) = read(path, **options)
    assert isinstance(document, RawDocument), str(document)
    return document


def _error(path: Path, **options: int) -> SourceError:
    (error,) = read(path, **options)
    assert isinstance(error, SourceError)
    assert error.exit_code == ExitCode.INPUT_UNREADABLE
    return error


def _file(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


TEXT = "Menlu bertolak ke Oslo\n\nIa berkata: “Kami siap.” Biayanya €5 – tidak lebih.\n"


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.TXT", "a", "a.news"])
def test_text_file_is_one_document(tmp_path: Path, name: str) -> None:
    document = _one(_file(tmp_path, name, TEXT))
    assert (document.text, document.encoding, document.notes, document.line) == (TEXT, "utf-8", (), None)
    assert document.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    assert document.path == str(tmp_path / name)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_encodings_are_recognised(tmp_path: Path, encoding: str) -> None:
    document = _one(_file(tmp_path, "a.txt", TEXT.encode(encoding)))
    assert document.text == TEXT
    assert bool(document.notes) == (encoding == "cp1252")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text", ["外交部长王毅抵达雅加达。", "Министр прибыл в Осло.", "وصل الوزير إلى أوسلو"]
)
def test_utf16_of_any_script_is_read(tmp_path: Path, encoding: str, text: str) -> None:
    assert _one(_file(tmp_path, "a.txt", ("\ufeff" + text).encode(encoding))).text == text


@pytest.mark.parametrize("data", [b'\0"bad"', b"Menlu bertolak ke Oslo", b'\0"buruk'])
def test_other_text_behind_a_mark_of_utf16_is_refused(tmp_path: Path, data: bytes) -> None:
    (error,) = read(_file(tmp_path, "a.txt", b"\xff\xfe" + data))
    assert isinstance(error, SourceError)


@pytest.mark.parametrize("misread_as", ["cp1252", "mac_roman", "latin-1"])
def test_misread_utf8_is_repaired_and_said_so(tmp_path: Path, misread_as: str) -> None:
    document = _one(_file(tmp_path, "a.txt", TEXT.encode().decode(misread_as, errors="replace").encode()))
    assert document.text == TEXT
    assert any("repaired" in str(note) and misread_as in str(note) for note in document.notes)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("â€œKami siap,â€ kata Budi. â€œYa.â€", "“Kami siap,” kata Budi. “Ya.”"),
        ("Ia bilang â€œdalam mingguâ€ itu pada Jum’at.", "Ia bilang “dalam minggu” itu pada Jum’at."),
        ("â€œYa,â€\ufffd katanya.", "“Ya,” katanya."),
    ],
)
def test_a_closing_mark_that_lost_its_last_byte_is_repaired(tmp_path: Path, written: str, text: str) -> None:
    document = _one(_file(tmp_path, "a.txt", written.encode()))
    assert document.text == text
    assert [document.text[r.start : r.start + r.length] for r in document.repairs] == [
        c for c in text if c in "“”"
    ]


def test_right_text_with_odd_characters_is_left_alone(tmp_path: Path) -> None:
    text = "José Ângelo, São Tomé, Ö, 5 ‰, ¬p ∨ √2, „ja“, İstanbul, Đà Nẵng"
    document = _one(_file(tmp_path, "a.txt", text))
    assert (document.text, document.repairs, document.notes) == (text, (), ())


@pytest.mark.parametrize(("suffix", "pack"), [(".gz", gzip.compress), (".xz", lzma.compress)])
def test_compressed_files_are_read(tmp_path: Path, suffix: str, pack: object) -> None:
    assert callable(pack)
    assert _one(_file(tmp_path, f"a.txt{suffix}", pack(TEXT.encode()))).text == TEXT
    records = b'{"id": 7, "text": "Satu."}\n{"text": "Dua.", "title": "Judul"}'
    first, second = read(_file(tmp_path, f"a.jsonl{suffix}", pack(records)))
    assert isinstance(first, RawDocument)
    assert isinstance(second, RawDocument)
    assert (first.id, first.text, second.id, second.title, second.line) == ("7", "Satu.", None, "Judul", 2)


def test_xz_files_of_several_streams_are_read_to_the_end(tmp_path: Path) -> None:
    packed = lzma.compress(b"Satu. ") + b"\0" * 4 + lzma.compress(b"Dua.")
    assert _one(_file(tmp_path, "a.txt.xz", packed)).text == "Satu. Dua."


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b" \n\t ", "is empty"),
        (b"\xef\xbb\xbf\n", "is empty"),
        (b"%PDF-1.7 ...", "is a PDF, not text"),
        (b"PK\x03\x04...", "is a ZIP archive or office document, not text"),
        (b"\x89PNG\r\n\x1a\n", "is an image, not text"),
        (b"\x00\x01\x02\xff\xfe\x9c" * 50, "is binary, not text"),
        (bytes(range(1, 9)) * 9, "is binary, not text"),
    ],
)
def test_what_is_no_text_is_named(tmp_path: Path, content: bytes, message: str) -> None:
    path = _file(tmp_path, "a.txt", content)
    error = _error(path)
    assert str(error.message) == message
    assert error.subject == str(path)
    assert error.advice


def test_too_large_files_are_named_with_the_limit(tmp_path: Path) -> None:
    assert _error(_file(tmp_path, "a.txt", "x" * 101), max_bytes=100).message == M_(
        "holds more than {count} bytes", count=100
    )
    assert _one(_file(tmp_path, "b.txt", "x" * 100), max_bytes=100).text == "x" * 100


@pytest.mark.parametrize(("suffix", "pack"), [(".gz", gzip.compress), (".xz", lzma.compress)])
def test_decompression_stops_at_the_limit(tmp_path: Path, suffix: str, pack: object) -> None:
    assert callable(pack)
    path = _file(tmp_path, f"bomb.txt{suffix}", pack(b"\n" * 60_000_000))
    tracemalloc.start()
    try:
        assert "holds more than" in str(_error(path, max_bytes=1_000_000).message)
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("name", ["a.txt.gz", "a.txt.xz", "a.jsonl.xz"])
def test_damaged_archives_are_named(tmp_path: Path, name: str) -> None:
    pack = gzip.compress if name.endswith(".gz") else lzma.compress
    packed = pack(os.urandom(50_000))
    for content in (packed[:1000], packed[:500] + b"\x00\xff" * 40 + packed[580:]):
        *_, error = read(_file(tmp_path, name, content))
        assert isinstance(error, SourceError)
        assert "compressed file is " in str(error.message)


def test_missing_folder_and_device_are_named(tmp_path: Path) -> None:
    assert _error(tmp_path / "none.txt").message == "does not exist"
    assert _error(tmp_path).message == "is a folder, not a file"
    assert _error(Path("/dev/null")).message == "is no regular file"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_unreadable_file_is_named(tmp_path: Path) -> None:
    path = _file(tmp_path, "a.txt", "x")
    path.chmod(0)
    assert "cannot be read: Permission denied" in str(_error(path).message)


def test_broken_records_are_named_by_line_and_the_rest_goes_on(tmp_path: Path) -> None:
    lines = [
        '{"id": "a", "text": "Satu.", "date": "2025-01-02", "url": "https://x.id/1", "source": "x.id"}',
        '{"id": "b", "text": ',
        "",
        '{"id": "c"}',
        '{"id": "d", "text": 5}',
        "[1, 2]",
        "[" * 100_000,
        '{"text": "\\ud800"}',
        '{"id": null, "text": "Dua.", "title": null, "unknown": {"a": [1]}}',
    ]
    path = _file(tmp_path, "a.jsonl", "\n".join(lines))
    results = list(read(path))
    assert [result.line for result in results] == [1, 2, 4, 5, 6, 7, 8, 9]
    assert [isinstance(result, SourceError) for result in results] == [False] + [True] * 6 + [False]
    first = results[0]
    assert isinstance(first, RawDocument)
    assert (first.id, first.date, first.url, first.source) == ("a", "2025-01-02", "https://x.id/1", "x.id")
    assert first.sha256 == hashlib.sha256(lines[0].encode()).hexdigest()
    for result in results[1:-1]:
        assert str(result).startswith(f"{path}:{result.line}: ")
        assert isinstance(result, SourceError)
        assert result.advice


def test_over_long_record_is_named_and_the_next_one_read(tmp_path: Path) -> None:
    path = _file(tmp_path, "a.jsonl", '{"text": "' + "x" * 200_000 + '"}\n{"text": "Dua."}\n')
    error, document = read(path, max_bytes=1000)
    assert isinstance(error, SourceError)
    assert error.line == 1
    assert "1,000 bytes" in str(error.message)
    assert isinstance(document, RawDocument)
    assert (document.text, document.line) == ("Dua.", 2)


def test_file_that_is_no_json_lines_is_given_up(tmp_path: Path) -> None:
    results = list(read(_file(tmp_path, "a.jsonl", "bukan JSON\n" * 5000)))
    assert len(results) < 200
    assert isinstance(results[-1], SourceError)
    assert "the rest was left" in str(results[-1].message)


def test_large_record_file_is_streamed(tmp_path: Path) -> None:
    path = tmp_path / "large.jsonl"
    line = msgspec.json.encode({"text": "kata " * 2000}) + b"\n"
    with path.open("wb") as file:
        for _ in range(3000):
            file.write(line)
    tracemalloc.start()
    try:
        assert sum(isinstance(result, RawDocument) for result in read(path)) == 3000
        assert tracemalloc.get_traced_memory()[1] < 3_000_000
    finally:
        tracemalloc.stop()


def test_standard_input_is_told_apart_by_content() -> None:
    (document,) = read_stream(io.BytesIO(TEXT.encode()), "-")
    assert isinstance(document, RawDocument)
    assert document.text == TEXT
    (record,) = read_stream(io.BytesIO(b'\xef\xbb\xbf {"id": "a", "text": "Satu."}'), "-")
    assert isinstance(record, RawDocument)
    assert (record.id, record.text, record.line) == ("a", "Satu.", 1)


@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.jsonl", "a", "a.jsonl.xz", "a.md.gz"]))
def test_any_bytes_give_documents_or_errors(data: bytes, name: str) -> None:
    for content in (data, gzip.compress(data), lzma.compress(data)):
        for result in read_stream(io.BytesIO(content), name):
            assert isinstance(result, RawDocument | SourceError)
            if isinstance(result, RawDocument):
                result.text.encode()  # no lone surrogates


@given(st.text(max_size=200))
def test_repairs_lead_back_to_the_decoded_file(text: str) -> None:
    data = text.encode(errors="replace").decode("mac_roman").encode()
    for result in read_stream(io.BytesIO(b"Teks: " + data), "a.txt"):
        if isinstance(result, RawDocument):
            decoded = (b"Teks: " + data).decode()
            shift = end = 0
            for repair in result.repairs:
                assert decoded[end + shift : repair.start + shift] == result.text[end : repair.start]
                shift += repair.original - repair.length
                end = repair.start + repair.length
            assert decoded[end + shift :] == result.text[end:]
