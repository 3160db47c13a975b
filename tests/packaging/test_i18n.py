"""Which language is chosen, and how it writes dates."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import babel.dates
import babel.numbers
import pytest

from index.errors import DiploError
from tui import i18n


@pytest.mark.parametrize(
    ("option", "settings", "environ", "expected"),
    [
        (None, None, {}, "en"),
        (None, None, {"LANG": "id_ID.UTF-8"}, "id"),
        (None, None, {"LANG": "in_ID"}, "id"),
        (None, None, {"LANG": "id_ID@calendar=x"}, "id"),
        (None, None, {"LANG": "C.UTF-8"}, "en"),
        (None, None, {"LANG": "POSIX"}, "en"),
        (None, None, {"LANG": "de_DE.UTF-8"}, "en"),
        (None, None, {"LANG": "en_GB.UTF-8", "LC_MESSAGES": "id_ID.UTF-8"}, "id"),
        (None, None, {"LANG": "id_ID.UTF-8", "LC_MESSAGES": "id_ID.UTF-8", "LC_ALL": "C"}, "en"),
        (None, None, {"LANG": "id_ID.UTF-8", "LC_ALL": ""}, "id"),
        (None, "id", {"LANG": "en_US.UTF-8"}, "id"),
        (None, "klingon", {"LANG": "id_ID.UTF-8"}, "id"),
        ("en", "id", {"LANG": "id_ID.UTF-8"}, "en"),
        ("id-ID", None, {}, "id"),
    ],
)
def test_language_choice(
    option: str | None, settings: str | None, environ: dict[str, str], expected: str
) -> None:
    assert i18n.choose_language(option, settings, environ) == expected


def test_an_unknown_language_on_the_command_line_is_named() -> None:
    with pytest.raises(DiploError, match=r"fr: there is no such language .*choose one of en, id"):
        i18n.choose_language("fr", None, {})


DATES = [
    ("2025-03-28", "day", "28 March 2025", "28 Maret 2025"),
    ("2021-03-01", "month", "March 2021", "Maret 2021"),
    ("2021-08-01", "year", "2021", "2021"),
    ("2021-03", "day", "March 2021", "Maret 2021"),
    ("2021", "month", "2021", "2021"),
    ("2021-03-22", "unknown", "22 March 2021", "22 Maret 2021"),
    ("2021-02-30", "day", "2021-02-30", "2021-02-30"),
    ("kemarin", "day", "kemarin", "kemarin"),
    ("٢٠٢١", "day", "٢٠٢١", "٢٠٢١"),
]


@pytest.mark.parametrize(("iso", "precision", "english", "indonesian"), DATES)
def test_dates(iso: str, precision: str, english: str, indonesian: str) -> None:
    assert i18n.format_date(iso, precision) == english
    i18n.use_language("id")
    assert i18n.format_date(iso, precision) == indonesian


INTERVALS = [
    (("2025-03-31", "2025-04-02"), "31 Mar – 2 Apr 2025", "31 Mar – 2 Apr 2025"),
    (("2025-08-17", "2025-08-20"), "17–20 Aug 2025", "17–20 Agu 2025"),
    (("2025-03-28", "2025-03-28"), "28 March 2025", "28 Maret 2025"),
    (("2025-05-01", "2025-06-30", "month", "month"), "May – June 2025", "Mei–Juni 2025"),
    (("2024-01-01", "2025-12-31", "year", "year"), "2024–2025", "2024 – 2025"),
    (("2025-05-01", "2025-06-02", "month", "day"), "May 2025 – 2 June 2025", "Mei 2025 – 2 Juni 2025"),
    (("2025-05-05", "2025-05-11", "week", "week"), "5–11 May 2025", "5–11 Mei 2025"),
    (("2025-03-31", None), "from 31 March 2025", "mulai 31 Maret 2025"),
    ((None, "2025-04-02"), "until 2 April 2025", "sampai 2 April 2025"),
    ((None, None), "", ""),
    (("lusa", "2025-04-02"), "lusa – 2025-04-02", "lusa – 2025-04-02"),
]


@pytest.mark.parametrize(("interval", "english", "indonesian"), INTERVALS)
def test_intervals(interval: tuple[str | None, ...], english: str, indonesian: str) -> None:
    assert i18n.format_interval(*interval) == english  # type: ignore[arg-type]
    i18n.use_language("id")
    assert i18n.format_interval(*interval) == indonesian  # type: ignore[arg-type]


def test_moments() -> None:
    assert i18n.format_datetime("2025-03-28T15:06:00+07:00") == "28 Mar 2025, 15:06"
    i18n.use_language("id")
    assert i18n.format_datetime("2025-08-28T05:06:00+07:00") == "28 Agu 2025, 05.06"
    assert i18n.format_datetime("tadi") == "tadi"


@pytest.mark.parametrize(("language", "locale"), [("en", "en_GB"), ("id", "id")])
def test_dates_are_written_as_the_common_locale_data_has_them(language: str, locale: str) -> None:
    i18n.use_language(language)
    for month in range(1, 13):
        day = date(2025, month, month)
        assert i18n.format_date(day.isoformat()) == babel.dates.format_date(day, "long", locale=locale)
        expected = babel.dates.format_skeleton("yMMMM", day, locale=locale)
        assert i18n.format_date(day.isoformat(), "month") == expected
        assert i18n.format_date(day.isoformat(), "year") == babel.dates.format_skeleton(
            "y", day, locale=locale
        )


@pytest.mark.parametrize(("language", "locale"), [("en", "en_GB"), ("id", "id")])
@pytest.mark.parametrize("number", [0, 7, 999, 1_000, 1_234_567])
def test_numbers_are_written_as_the_common_locale_data_has_them(
    number: int, language: str, locale: str
) -> None:
    i18n.use_language(language)
    assert i18n.format_count(number) == babel.numbers.format_decimal(number, locale=locale)


def test_babel_is_imported_by_what_needs_its_data_only() -> None:
    code = (
        "import sys; from tui import i18n; i18n._('x'); i18n.format_date('2025-03-28'); i18n.format_count(1000); "
        "assert 'babel' not in sys.modules; i18n.territory_name('ID'); assert 'babel' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
