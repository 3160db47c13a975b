"""Bring the translation catalogues up to date with the texts in the code: ``python .ci/catalogues.py``.

Writes ``tui/locales/diplo-reader.pot`` and merges it into every language's ``.po``: new texts come in empty, texts
that are gone are dropped. Then translate the empty ones; ``tests/packaging/test_catalogues.py`` fails until all are.
A new language starts as an empty ``tui/locales/CODE/LC_MESSAGES/diplo-reader.po``.
"""

from __future__ import annotations

import io
from pathlib import Path

from babel.core import Locale
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALES = ROOT / "tui" / "locales"
TEMPLATE = LOCALES / "diplo-reader.pot"
ROOMS = ("index", "themes", "tui")
# The functions that mark texts: those of gettext and those of index/messages.py.
KEYWORDS = {**DEFAULT_KEYWORDS, "M_": None, "MN_": (1, 2)}

# Without dates and names, which would change with every run and tell less than the version history.
_HEADER = """msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""


def extract() -> Catalog:
    """All texts that the code marks for translation, by file and place, each with the files it stands in."""
    catalogue = Catalog()
    for room in ROOMS:
        found = extract_from_dir(
            ROOT / room,
            [("**.py", "python")],
            keywords=KEYWORDS,
            comment_tags=("Translators:",),
            strip_comment_tags=True,
        )
        for file, _line, message, comments, context in sorted(found, key=lambda item: item[:2]):
            path = f"{room}/{Path(file).as_posix()}"
            catalogue.add(message, locations=[(path, 0)], auto_comments=comments, context=context)
    return catalogue


def rendered(catalogue: Catalog) -> str:
    """*catalogue* as the text of a ``.po`` or, without a locale, ``.pot`` file."""
    body = io.BytesIO()
    write_po(body, catalogue, width=110, include_lineno=False, omit_header=True, ignore_obsolete=True)
    plurals = catalogue.plural_forms if catalogue.locale else "nplurals=INTEGER; plural=EXPRESSION;"
    return _HEADER.format(language=catalogue.locale or "", plurals=plurals) + body.getvalue().decode()


def updated(source: Path, template: Catalog) -> Catalog:
    """The catalogue in the file *source* with exactly the texts of *template*, its translations kept."""
    with source.open("rb") as file:
        catalogue = read_po(file, locale=Locale.parse(source.parts[-3]))
    catalogue.update(template, no_fuzzy_matching=True)
    return catalogue


def main() -> None:
    template = extract()
    TEMPLATE.write_text(rendered(template), encoding="utf-8")
    for source in sorted(LOCALES.glob("*/LC_MESSAGES/*.po")):
        catalogue = updated(source, template)
        source.write_text(rendered(catalogue), encoding="utf-8")
        empty = sum(1 for message in catalogue if message.id and not message.string)
        print(f"{source.relative_to(ROOT)}: {len(catalogue)} texts, {empty} to translate")


if __name__ == "__main__":
    main()
