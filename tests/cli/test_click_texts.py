"""Click's own texts appear in the language of the screen too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import click
import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from index.errors import ExitCode
from tests.support.program import Program
from tui import click_texts, i18n


@pytest.fixture
def compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The Indonesian catalogue as an installation has it."""
    source = i18n.LOCALES / "id" / "LC_MESSAGES" / f"{i18n.DOMAIN}.po"
    target = tmp_path / "id" / "LC_MESSAGES" / f"{i18n.DOMAIN}.mo"
    target.parent.mkdir(parents=True)
    with source.open("rb") as po, target.open("wb") as mo:
        write_mo(mo, read_po(po, locale="id"))
    monkeypatch.setattr("tui.command_line.use_catalogue", partial(click_texts.use_catalogue, tmp_path))
    monkeypatch.setenv("LANGUAGE", "")
    yield tmp_path
    click_texts.use_catalogue()


def test_every_text_is_clicks() -> None:
    folder = Path(click.__file__).parent
    sources = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    plural = [text for message in click_texts.PLURAL_TEXTS for text in (message.template, message.plural)]
    for text in (*click_texts.TEXTS, *plural):
        assert f'"{text}"' in sources, text


@pytest.mark.usefixtures("compiled")
@pytest.mark.parametrize("command", [(), ("add",), ("search",), ("facts",), ("export",), ("status",)])
def test_help_has_no_english_left(program: Program, command: tuple[str, ...]) -> None:
    code, out, _ = program("--lang", "id", *command, "--help")
    assert code == 0
    assert out.startswith("Pemakaian: diplo-reader")
    assert not re.search(r"\b(Usage|Options|OPTIONS|Show this|default|the|of)\b", out)


@pytest.mark.usefixtures("compiled")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("facts",), "Argumen tidak ada: 'BERKAS…|-'."),
        (("search", "--limit", "0"), "0 tidak dalam rentang x>=1."),
        (("search", "--format", "xml"), "'xml' bukan salah satu dari "),
        (("search", "--limit"), "Opsi '--limit' memerlukan "),
        (("status", "lebih"), "Ada argumen yang berlebih (lebih)"),
        (("--tiada",), "Tidak ada opsi '--tiada'"),
    ],
)
def test_complaints_have_no_english_left(program: Program, arguments: tuple[str, ...], message: str) -> None:
    code, _, err = program("--lang", "id", *arguments)
    assert code == ExitCode.USAGE
    assert message in err
