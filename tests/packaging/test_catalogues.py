"""The translations are complete, current and fit their texts."""

from __future__ import annotations

import ast
import string
from pathlib import Path

import catalogues
import pytest
from babel.core import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from tui import i18n

LANGUAGES = [code for code in i18n.LANGUAGES if code != "en"]


def _read(code: str) -> Catalog:
    with (i18n.LOCALES / code / "LC_MESSAGES" / f"{i18n.DOMAIN}.po").open("rb") as file:
        return read_po(file, locale=Locale.parse(code))


def _forms(message: Message) -> list[str]:
    """The translation, or one for each plural."""
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_the_template_holds_exactly_the_texts_of_the_code() -> None:
    assert catalogues.TEMPLATE.read_text("utf-8") == catalogues.rendered(catalogues.extract()), (
        "run: python .ci/catalogues.py"
    )


def test_every_language_has_a_catalogue_and_every_catalogue_a_language() -> None:
    found = sorted(path.parts[-3] for path in i18n.LOCALES.glob("*/LC_MESSAGES/*.po"))
    assert found == sorted(LANGUAGES)


@pytest.mark.parametrize("code", LANGUAGES)
def test_nothing_is_missing_fuzzy_or_obsolete(code: str) -> None:
    catalogue = _read(code)
    wanted = {(message.id, message.context) for message in catalogues.extract() if message.id}
    there = {(message.id, message.context) for message in catalogue if message.id}
    assert wanted - there == set(), "not in the catalogue"
    assert there - wanted == set(), "no longer in the code"
    assert not catalogue.obsolete
    for message in catalogue:
        if not message.id:
            continue
        forms = _forms(message)
        assert forms, f"not translated: {message.id}"
        assert all(forms), f"not translated: {message.id}"
        assert not message.fuzzy, f"fuzzy: {message.id}"


@pytest.mark.parametrize("code", LANGUAGES)
def test_placeholders_and_padding_are_those_of_the_source(code: str) -> None:
    for message in _read(code):
        sources = [message.id] if isinstance(message.id, str) else list(message.id)
        if not sources[0]:
            continue
        for form in _forms(message):
            assert _placeholders(form) in [_placeholders(source) for source in sources], message.id
            assert form[:1].isspace() == sources[0][:1].isspace(), message.id
            assert form[-1:].isspace() == sources[0][-1:].isspace(), message.id


def test_an_uncompiled_checkout_is_translated_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = i18n.LOCALES / "id" / "LC_MESSAGES" / f"{i18n.DOMAIN}.po"
    folder = tmp_path / "id" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / source.name).write_bytes(source.read_bytes())
    monkeypatch.setattr(i18n, "LOCALES", tmp_path)
    i18n.use_language("id")
    assert i18n.format_interval("2025-03-28", None) == "mulai 28 Maret 2025"


def test_an_edited_source_wins_over_an_older_compilation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "id" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / f"{i18n.DOMAIN}.mo").write_bytes(b"not a catalogue")
    monkeypatch.setattr(i18n, "LOCALES", tmp_path)
    edited = folder / f"{i18n.DOMAIN}.po"
    edited.write_text(
        'msgid "from {date}"\nmsgstr "sejak {date}"\nmsgid "March"\nmsgstr "Maret"\n', encoding="utf-8"
    )
    i18n.use_language("id")
    assert i18n.format_interval("2025-03-28", None) == "sejak 28 Maret 2025"


def test_no_text_is_hidden_in_an_f_string(root: Path) -> None:
    """The extraction does not look into f-strings, so a text in one would stay English."""
    hidden = [
        f"{path.relative_to(root)}:{node.lineno}"
        for room in catalogues.ROOMS
        for path in (root / room).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FormattedValue)
        for call in ast.walk(node)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in ("_", "ngettext", "pgettext", "N_", "M_", "MN_")
        and any(isinstance(argument, ast.Constant) for argument in call.args)
    ]
    assert hidden == []
