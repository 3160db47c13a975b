"""Segments that Whoosh reads as if it had written them itself."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh import columns as whoosh_columns
from whoosh import formats, query, scoring
from whoosh.codec.whoosh3 import W3LeafMatcher
from whoosh.filedb.filestore import RamStorage
from whoosh.filedb.structfile import BufferFile
from whoosh.index import TOC, FileIndex
from whoosh.reading import SegmentReader
from whoosh.searching import Searcher

from index.article import Article
from index.collection.document import Document, Origin, prepare
from index.collection.schema import BYTE_COLUMNS, DAY, INDEX_NAME, WORDS_FIELDS, schema
from index.collection.segments import blocks, columns, merge_segments, write_segment
from index.collection.segments.builder import FIELDS, SOURCES
from index.collection.segments.positions import encode
from index.collection.writer import create
from tests.support import stock
from tests.support.invented import article, country, facts, person, quote, visit

SYLLABLES = ("ka", "me", "nu", "ri", "tas", "ber", "lo", "wan", "é", "ji", "sung", "an")


def words(chance: random.Random, count: int) -> str:
    """So many words, a few of them common."""
    return " ".join(
        "".join(chance.choices(SYLLABLES, k=min(4, 1 + int(chance.expovariate(0.7))))) for _ in range(count)
    )


def invented(count: int, seed: int = 1, *, prefix: str = "a") -> list[Document]:
    """Documents of many lengths, days and names, some without a day or a title."""
    chance = random.Random(seed)
    made = []
    for number in range(count):
        body = "\n\n".join(words(chance, chance.randrange(1, 40)) for _ in range(chance.randrange(1, 5)))
        item = article(
            f"{prefix}{number}",
            body,
            title=words(chance, 4) if chance.random() < 0.8 else None,
            published=f"2024-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
            if chance.random() < 0.9
            else None,
            source=chance.choice(["Kabar Uji", None]),
        )
        name = words(chance, 2).title()
        found = facts(
            [person(name), country("Turki", chance.choice(["TR", "ID"]))],
            [quote(words(chance, 9), name)],
            [visit(f"2024-02-0{chance.randrange(1, 9)}")],
        )
        made.append(prepare(item, found, Origin(item.path, 1, 1, f"{number:064}")))
    return made


def extremes() -> list[Document]:
    """A word three hundred times, a word behind 65,536 others, and a text without words."""
    often = Article(id="often", path="/o", body="berulang " * 300 + "sekali")
    long = Article(
        id="long", path="/l", body=" ".join(f"kata{number % 900}" for number in range(66_000)) + " akhir"
    )
    bare = Article(id="bare", path="/b", body="…")
    return [prepare(item, facts(), Origin(item.path, 1, 1, "0" * 64)) for item in (often, long, bare)]


def stored(documents: Sequence[Document]) -> SegmentReader:
    """Whoosh's reader on a segment of *documents* as this program writes it."""
    storage = RamStorage()
    return SegmentReader(storage, schema(), write_segment(storage, documents))


def stored_by_whoosh(documents: Sequence[Document]) -> SegmentReader:
    storage = RamStorage()
    create(storage)
    stock.write(storage, list(map(stock.unpacked, documents)))
    (segment,) = TOC.read(storage, INDEX_NAME, schema=schema()).segments
    return SegmentReader(storage, schema(), segment)


def postings(reader: SegmentReader, field: str, term: bytes) -> list[tuple[Any, ...]]:
    matcher = reader.postings(field, term)
    has_positions = field in WORDS_FIELDS
    found = []
    while matcher.is_active():
        found.append(
            (matcher.id(), matcher.weight(), matcher.value_as("positions") if has_positions else None)
        )
        matcher.next()
    return found


def content(reader: SegmentReader) -> Iterator[tuple[str, Any]]:
    """All that Whoosh finds in a segment, under names that tell a difference."""
    yield "documents", reader.doc_count_all()
    yield "fields", sorted(reader.indexed_field_names())
    for field in sorted(reader.indexed_field_names()):
        terms = list(reader.lexicon(field))
        yield f"lexicon of {field}", terms
        for term in terms:
            info = reader.term_info(field, term)
            yield (
                f"{field}:{term!r}",
                (
                    postings(reader, field, term),
                    *(info.weight(), info.doc_frequency(), info.min_length(), info.max_length()),
                    *(info.max_weight(), info.min_id(), info.max_id()),
                ),
            )
    for field in (*WORDS_FIELDS, *SOURCES):
        yield f"length of {field}", reader.field_length(field)
        numbers = range(reader.doc_count_all())
        yield f"lengths of {field}", [reader.doc_field_length(number, field) or 0 for number in numbers]
    for name in (*BYTE_COLUMNS, DAY):
        yield f"column {name}", list(reader.column_reader(name, translate=False))
    yield "stored fields", [fields for _, fields in reader.iter_docs()]


def assert_same(ours: SegmentReader, theirs: SegmentReader) -> None:
    for (name, mine), (other, expected) in zip(content(ours), content(theirs), strict=True):
        assert name == other
        assert mine == expected, name


def queries(reader: SegmentReader, chance: random.Random, count: int) -> Iterator[query.Query]:
    """Queries of every kind that the program asks, of terms that are there."""
    lexicons = {field: list(reader.lexicon(field)) for field in FIELDS}

    def term() -> query.Query:
        field = chance.choice(("text", "root", "edge", "title", "quote", "country", "person"))
        return query.Term(field, chance.choice(lexicons[field]))

    def phrase() -> query.Query:
        field = chance.choice(("text", "quote"))
        number = chance.randrange(reader.doc_count_all())
        places = sorted(
            (place, word)
            for word in chance.sample(lexicons[field], min(25, len(lexicons[field])))
            for document, _, positions in postings(reader, field, word)
            if document == number
            for place in positions
        )
        return query.Phrase(field, [word.decode() for _, word in places[:3]] or ["tidak"], slop=4)

    def prefix() -> query.Query:
        text = chance.choice(lexicons["text"]).decode()
        return query.Prefix("text", text[: chance.randrange(1, 4)])

    makers = (
        term, phrase, prefix,
        lambda: query.And([term(), term()]),
        lambda: query.Or([term(), term(), phrase()]),
        lambda: query.Or([term(), query.Not(term())]),
        lambda: query.AndNot(prefix(), term()),
        lambda: query.AndMaybe(term(), prefix()),
    )  # fmt: skip
    for number in range(count):
        yield makers[number % len(makers)]()


def searcher(reader: SegmentReader) -> Searcher:
    return Searcher(reader, weighting=scoring.BM25F(B=0.5), fromindex=False)


@given(
    st.lists(st.one_of(st.integers(0, 600), st.integers(0, 1 << 20)), min_size=1, max_size=300, unique=True)
)
def test_positions_are_those_that_whoosh_reads(places: list[int]) -> None:
    places.sort()
    value = encode(places)
    read = formats.Positions()
    assert (read.decode_positions(value), read.decode_frequency(value)) == (places, len(places))


@given(
    st.lists(st.integers(0, 1 << 30), min_size=1, max_size=400, unique=True),
    st.sampled_from([1, 2, 255, 256, 70_000]),
    st.booleans(),
)
def test_posting_lists_are_those_that_whoosh_reads(
    documents: list[int], heaviest: int, has_values: bool
) -> None:
    documents.sort()
    weights = [1 + number % heaviest for number in documents]
    values = [b"v" * (number % 400 + 1) for number in documents] if has_values else None
    postings, summary = blocks.encode(documents, weights, values and blocks.parts(values), None)
    form = formats.Positions() if has_values else formats.Existence()
    matcher = W3LeafMatcher(BufferFile(b"before" + postings), 6, len(postings), form)
    found = []
    while matcher.is_active():
        assert matcher.block_max_id() >= matcher.id()
        assert matcher.block_max_weight() >= matcher.weight()
        found.append((matcher.id(), matcher.weight(), matcher.value()))
        matcher.next()
    read: list[bytes | None] = [*values] if values else [None] * len(documents)
    assert found == list(zip(documents, weights, read, strict=True))
    assert summary == (sum(weights), len(documents), 0, 0, max(weights), documents[0], documents[-1])
    assert [len(steps) for steps, _, _ in blocks.decode(postings)][:-1] == [128] * (
        (len(documents) - 1) // 128
    )


class TestWriting:
    """What is written at once."""

    def test_holds_what_whoosh_would_have_written(self) -> None:
        documents = [*invented(160), *extremes()]
        assert_same(stored(documents), stored_by_whoosh(documents))

    def test_gives_the_same_results(self) -> None:
        documents = invented(150, seed=5)
        ours, theirs = stored(documents), stored_by_whoosh(documents)
        mine, other = searcher(ours), searcher(theirs)
        found = 0
        for asked in queries(theirs, random.Random(3), 240):
            expected = [(hit.docnum, hit.score) for hit in other.search(asked, limit=None)]
            assert [(hit.docnum, hit.score) for hit in mine.search(asked, limit=None)] == expected, asked
            assert [hit.docnum for hit in mine.search(asked, limit=7)] == [
                hit.docnum for hit in other.search(asked, limit=7)
            ]
            found += bool(expected)
        assert found > 150

    def test_newest_first_unknown_days_last_otherwise_as_added(self) -> None:
        days = (None, "2024-01-02", "2024-05-01", "2024-01-02", None)
        documents = [
            prepare(article(f"a{at}", "Rapat.", published=day), facts(), Origin(f"/{at}", 1, 1, "0" * 64))
            for at, day in enumerate(days)
        ]
        reader = stored(documents)
        ids = [next(iter(reader.postings("id", f"a{at}".encode()).all_ids())) for at in range(len(days))]
        assert ids == [3, 1, 0, 2, 4]

    def test_a_large_column_keeps_its_offsets(self) -> None:
        values = [b"x" * (number % 7) for number in range(33_000)]
        storage = RamStorage()
        with storage.create_file("column") as file:
            file.write(b"".join(values) + columns.lengths([len(value) for value in values]))
        content = storage.files["column"]
        reader = whoosh_columns.VarBytesColumn().reader(storage.open_file("column"), 0, len(content), 33_000)
        assert reader.had_stored_offsets
        assert [reader[number] for number in (0, 1, 9, 32_999)] == [values[n] for n in (0, 1, 9, 32_999)]
        offsets = columns.read_offsets(content, len(content), 33_000)
        assert (offsets[0], offsets[33_000]) == (0, sum(map(len, values)))

    def test_what_cannot_be_written_leaves_no_file(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(_: object) -> bytes:
            raise OSError("no space")

        storage = RamStorage()
        monkeypatch.setattr("index.collection.segments.columns.lengths", full)
        with pytest.raises(OSError, match="no space"):
            write_segment(storage, invented(3))
        assert storage.list() == []


class TestMerging:
    """What several segments are made into."""

    @pytest.mark.parametrize("parts", [3])
    @pytest.mark.parametrize("deleted", [0, 40])
    def test_gives_what_writing_the_documents_afresh_gives(self, parts: int, deleted: int) -> None:
        chance = random.Random(parts)
        documents = [*invented(150, seed=9), *extremes()]
        gone = {documents[at].id for at in chance.sample(range(150), deleted)}
        size = len(documents) // parts + 1
        groups = [documents[at : at + size] for at in range(0, len(documents), size)]
        storage = RamStorage()
        segments = [self.without(storage, write_segment(storage, group), gone) for group in groups]
        merged = merge_segments(storage, segments)
        kept = [document for document in documents if document.id not in gone]
        assert merged.doc_count_all() == len(kept)
        assert_same(SegmentReader(storage, schema(), merged), stored(kept))

    def test_of_one_segment_drops_the_deleted_documents(self) -> None:
        documents = invented(20)
        storage = RamStorage()
        gone = {document.id for document in documents[3:9]}
        segment = self.without(storage, write_segment(storage, documents), gone)
        kept = [document for document in documents if document.id not in gone]
        merged = merge_segments(storage, [segment])
        assert_same(SegmentReader(storage, schema(), merged), stored(kept))

    @staticmethod
    def without(storage: RamStorage, segment: Any, gone: set[str]) -> Any:
        """*segment* with the documents *gone* deleted."""
        reader = SegmentReader(storage, schema(), segment)
        for key in (("id", name.encode()) for name in gone):
            if key in reader:
                for number in reader.postings(*key).all_ids():
                    segment.delete_document(number)
        return segment


def test_whoosh_goes_on_writing_where_this_program_stopped() -> None:
    storage = RamStorage()
    create(storage)
    first, second = invented(20), invented(20, seed=2, prefix="b")
    TOC(schema(), [write_segment(storage, first)], 1).write(storage, INDEX_NAME)
    writer = FileIndex(storage, schema=schema(), indexname=INDEX_NAME).writer(_lk=False)
    writer.commit(optimize=True)
    stock.write(storage, list(map(stock.unpacked, second)))
    with FileIndex(storage, schema=schema(), indexname=INDEX_NAME).searcher() as found:
        assert found.doc_count() == 40
