"""The program in a real terminal, with an article that tries to act on it."""

from __future__ import annotations

import base64
import json
import re
import sys
from pathlib import Path

import pytest

from index.collection import open_collection
from index.collection.adding import add
from index.settings import Settings
from tests.support.terminal import PtyProgram

PROGRAM = [sys.executable, "-c", "from tui.cli import main; main()"]

ATTACKS = {
    "clipboard": "\x1b]52;c;ZXZpbA==\x07",
    "title": "\x1b]0;evil\x07",
    "colour": "\x1b[31;5mevil",
    "erasure": "\x1b[2J\x1b[3J",
    "c1 sequence": "\x9b31;5mevil",
    "c1 command": "\x9d0;evil\x9c",
    "direction": "\u202eevil\u202c",
    "device": "\x1bPevil\x1b\\",
}
MARKUP = "[@click=app.quit]evil[/]"
ALL = "".join(ATTACKS.values()) + MARKUP


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    """A collection with one article that attacks from every place that a person sees."""
    articles = tmp_path / "evil\x1b]0;evil\x07"
    articles.mkdir()
    record = {
        "id": f"a{ALL}",
        "source": f"Kantor {ALL}",
        "title": f"Menlu Oslo {ALL}",
        "date": "2025-02-03",
        "url": f"https://example.org/{ALL}",
        "text": f'Menlu Norwegia {ALL} tiba di Wina {ALL} kemarin.\n\n"Kami senang {ALL} sekali," kata Tobias {ALL}.',
    }
    (articles / "a.jsonl").write_text(json.dumps(record) + "\n", "utf-8")
    directory = tmp_path / "collection"
    add(open_collection(directory, create=True), [articles], settings=Settings(), workers=1)
    return directory


def test_nothing_of_it_reaches_the_terminal(collection: Path, root: Path, tmp_path: Path) -> None:
    environment = {"PYTHONPATH": str(root), "XDG_DATA_HOME": str(tmp_path / "data")}
    arguments = [*PROGRAM, "--collection", collection]
    with PtyProgram(arguments, size=(100, 30), env=environment, cwd=tmp_path) as reader:
        reader.wait_for("Menlu Oslo")
        reader.type("/", "norwegia", "enter")
        reader.wait_for("best first")
        reader.type("enter")
        reader.wait_for("Kami senang")
        assert "␛]52;c;ZXZpbA==␇" in reader.text
        assert MARKUP in "".join(reader.text.split("\n")).replace(" ", "")
        reader.type("t")
        reader.wait_for("Speakers")
        reader.type("t", "]q", "m")
        reader.wait_for("Highlighted")
        reader.type("y")
        reader.wait_for("Sent to terminal")
        reader.type("e")
        reader.wait_for("Markdown")
        reader.type("escape")
        reader.wait_for(lambda screen: "Markdown" not in screen)
        reader.type("?")
        reader.wait_for("Moving")
        reader.type("q", "q")
        assert reader.wait() == 0
    written = bytes(reader.output)
    copied = [
        base64.b64decode(found).decode() for found in re.findall(rb"\x1b\]52;c;([^\x07\x1b]*)", written)
    ]
    assert len(copied) == 1
    assert "Kami senang" in copied[0]
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e]", copied[0])
    # The copy that was asked for, and the pointer's shape, which Textual sets.
    ours = re.sub(rb"\x1b\](?:52;c|22);[^\x07\x1b]*(?:\x07|\x1b\\)", b"", written)
    for name, attack in ATTACKS.items():
        assert attack.encode() not in ours, name
    text = ours.decode()
    assert not re.search(r"[\x80-\x9f\u202a-\u202e\u2066-\u2069\x07]", text)
    assert "\x1b]" not in text
    assert "\x1bP" not in text
