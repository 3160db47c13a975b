"""The language of the screen: gettext catalogues, and dates as that language writes them.

English is the source language. Call :func:`use_language` once at start; until then every text stays English.
Texts in code are wrapped in :func:`_`, :func:`ngettext` or :func:`pgettext`, which translate when called; a text
that is defined before the language is known (a class attribute, a module constant) is marked with :func:`N_` and
translated with :func:`_` where it is shown. Placeholders are named: ``_("{count} of {total}").format(...)``.
Errors and the other texts that the headless half makes are shown with :func:`say`.

Babel is imported by the first interval, time or large number that is formatted, not by this module.
"""

from __future__ import annotations

import gettext
import io
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from index.errors import DiploError
from index.messages import M_, N_, Day, Message, Text, Value, filled

__all__ = [
    "DOMAIN",
    "LANGUAGES",
    "LOCALES",
    "N_",
    "_",
    "choose_language",
    "format_count",
    "format_date",
    "format_datetime",
    "format_interval",
    "language",
    "ngettext",
    "pgettext",
    "say",
    "supported",
    "territory_name",
    "use_language",
]

LANGUAGES: Mapping[str, str] = {"en": "English", "id": "Bahasa Indonesia"}
"""Language code to the language's own name; the first is the source language."""

DOMAIN = "diplo-reader"
LOCALES = Path(__file__).parent / "locales"

# British English for dates: day before month, as in Indonesian and unlike the ambiguous American order.
_FORMATTING_LOCALE = {"en": "en_GB", "id": "id"}
# CLDR's symbols/group, without Babel's import and data, which take a tenth of a search.
_GROUPING = {"en": ",", "id": "."}
# ISO 639 gave Indonesian the code "in" until 1989; some systems still use it.
_FORMER_CODES = {"in": "id"}
# CLDR separates with thin and no-break spaces, which many terminal fonts draw badly.
_PLAIN_SPACES = str.maketrans({"\u2009": " ", "\u202f": " ", "\u00a0": " "})
_INTERVAL_SKELETON = {"day": "yMMMd", "week": "yMMMd", "month": "yMMMM", "year": "y"}

MONTHS = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"), N_("July"), N_("August"),
    N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip

_language = "en"
_catalogue: gettext.NullTranslations = gettext.NullTranslations()


def supported(name: str | None) -> str | None:
    """The code in :data:`LANGUAGES` that *name* means (``id``, ``id_ID.UTF-8``, ``in``), or None."""
    code = (name or "").replace("-", "_").partition(".")[0].partition("@")[0].partition("_")[0].lower()
    code = _FORMER_CODES.get(code, code)
    return code if code in LANGUAGES else None


def choose_language(option: str | None, settings: str | None, environ: Mapping[str, str]) -> str:
    """The language to use: *option* (``--lang``), else *settings* (the configuration), else the environment.

    From the environment the first of ``LC_ALL``, ``LC_MESSAGES`` and ``LANG`` that is not empty decides, as POSIX
    has it. A language that there is no catalogue for, ``C`` and ``POSIX`` give English. Raises DiploError where
    *option* names a language that there is none of.
    """
    if option is not None:
        chosen = supported(option)
        if chosen is None:
            raise DiploError(
                N_("there is no such language"),
                subject=option,
                advice=M_("choose one of {names}", names=", ".join(LANGUAGES)),
            )
        return chosen
    variables = (environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    environment = next((value for value in variables if value), None)
    return supported(settings) or supported(environment) or "en"


def use_language(code: str) -> None:
    """Show everything from now on in the language *code*, one of :data:`LANGUAGES`."""
    global _language, _catalogue
    if code not in LANGUAGES:
        raise ValueError(f"no catalogue for {code!r}")
    _catalogue = gettext.NullTranslations() if code == "en" else _load(code)
    _language = code


def language() -> str:
    """The code of the language in use."""
    return _language


def _load(code: str) -> gettext.NullTranslations:
    """The compiled catalogue; in a checkout whose build hook has not run since an edit, compiled in memory."""
    source = LOCALES / code / "LC_MESSAGES" / f"{DOMAIN}.po"
    compiled = source.with_suffix(".mo")
    if not source.exists() or (compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime):
        return gettext.translation(DOMAIN, LOCALES, [code])
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    buffer = io.BytesIO()
    with source.open("rb") as file:
        write_mo(buffer, read_po(file, locale=code))
    buffer.seek(0)
    return gettext.GNUTranslations(buffer)


def _(message: str) -> str:
    """*message* in the language in use."""
    return _catalogue.gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """The form of the text that *count* asks for, in the language in use."""
    return _catalogue.ngettext(singular, plural, count)


def pgettext(context: str, message: str) -> str:
    """*message* in the language in use, told apart by *context* from the same word with another meaning."""
    return _catalogue.pgettext(context, message)


def say(text: Text | DiploError) -> str:
    """A text or error of the headless half in the language in use, its numbers and days written as that has them.

    What comes from articles and files stands in it as it is, and still has to be made visible.
    """
    if isinstance(text, DiploError):
        return text.said(say)
    if isinstance(text, str):
        return _(text) if text else ""
    template = ngettext(text.template, text.plural, text.count) if text.plural else _(text.template)
    return filled(template, {name: _said(value) for name, value in text.values})


def _said(value: Value) -> str:
    if isinstance(value, Day):
        return format_date(value.iso)
    if isinstance(value, Message):
        return say(value)
    return format_count(value) if isinstance(value, int) else value


def format_date(iso: str, precision: str = "day") -> str:
    """The ISO date *iso* in words: ``28 March 2025``, ``28 Maret 2025``.

    With *precision* ``month`` or ``year``, or an *iso* that has no day or month, only as much as is known. What is
    no date comes back as it is.
    """
    try:
        day, known = _parsed(iso)
    except ValueError:
        return iso
    coarsest = max(precision, known, key=("unknown", "week", "day", "month", "year").index)
    if coarsest == "year":
        return str(day.year)
    # As Babel's "long" format and skeleton yMMMM have it, without its import and data, which take a fifth of a search.
    pattern = _("{month} {year}") if coarsest == "month" else _("{day} {month} {year}")
    return pattern.format(day=day.day, month=_(MONTHS[day.month - 1]), year=day.year)


def format_interval(
    first: str | None, last: str | None, first_precision: str = "day", last_precision: str = "day"
) -> str:
    """The days from *first* to *last* (ISO dates, inclusive): ``31 Mar – 2 Apr 2025``.

    One side may be None: ``from 31 March 2025``, ``until 2 April 2025``; both None give the empty string. The
    precisions are those of :class:`index.facts.Visit`.
    """
    if first is None and last is None:
        return ""
    if last is None:
        return _("from {date}").format(date=format_date(first or "", first_precision))
    if first is None:
        return _("until {date}").format(date=format_date(last, last_precision))
    if (first, first_precision) == (last, last_precision):
        return format_date(first, first_precision)
    try:
        start, end = _parsed(first)[0], _parsed(last)[0]
    except ValueError:
        return f"{first} – {last}"
    if first_precision != last_precision:
        return f"{format_date(first, first_precision)} – {format_date(last, last_precision)}"
    from babel.dates import format_interval

    skeleton = _INTERVAL_SKELETON.get(first_precision, "yMMMd")
    shown: str = format_interval(start, end, skeleton, locale=_FORMATTING_LOCALE[_language])
    return shown.translate(_PLAIN_SPACES)


def format_datetime(moment: datetime | str) -> str:
    """*moment* (or its ISO 8601 form) to the minute, in its own time zone: ``28 Mar 2025, 15:06``."""
    if isinstance(moment, str):
        try:
            moment = datetime.fromisoformat(moment)
        except ValueError:
            return str(moment)
    from babel.dates import format_date, format_time

    locale = _FORMATTING_LOCALE[_language]
    time = format_time(moment.time(), "short", locale=locale)
    return f"{format_date(moment, 'medium', locale=locale)}, {time}".translate(_PLAIN_SPACES)


def format_count(number: int) -> str:
    """*number* with the language's separators: ``12,345``, ``12.345``."""
    return f"{number:,}".replace(",", _GROUPING[_language])


def territory_name(code: str) -> str:
    """The name of the country or territory with the ISO 3166-1 alpha-2 *code*, or the code where there is none."""
    from babel import Locale

    return str(Locale.parse(_FORMATTING_LOCALE[_language]).territories.get(code, code))


def _parsed(iso: str) -> tuple[date, str]:
    """The first day that *iso* (``2025``, ``2025-03`` or ``2025-03-28``) covers, and its precision."""
    parts = iso.split("-")
    if len(parts) > 3 or not all(part.isascii() and part.isdigit() for part in parts):
        raise ValueError(iso)
    year, month, day = (*map(int, parts), 1, 1)[:3]
    return date(year, month, day), ("year", "month", "day")[len(parts) - 1]
