"""The gate: no foreign character can act on the terminal or on Textual."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style

from tui.text import content, fit, shown, shown_lines, strip

HOSTILE = st.text(
    st.one_of(
        st.characters(),
        st.characters(categories=["Cc", "Cf", "Zl", "Zp"]),
        st.sampled_from(list("\x1b[]@click=")),
    ),
    max_size=60,
)


def is_harmless(text: str) -> bool:
    return not any(unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") for character in text)


@given(HOSTILE)
def test_shown_text_keeps_its_length_and_holds_nothing_dangerous(text: str) -> None:
    assert len(shown(text)) == len(shown_lines(text)) == len(text)
    assert is_harmless(shown(text))
    assert is_harmless(shown_lines(text).replace("\n", ""))


@given(HOSTILE, st.integers(0, 30))
def test_fitted_text_is_harmless_and_fits(text: str, width: int) -> None:
    fitted = fit(text, width)
    assert is_harmless(fitted)
    assert cell_len(fitted) <= width


@given(st.lists(HOSTILE, max_size=4), st.integers(1, 40))
def test_a_strip_is_harmless_and_exactly_as_wide_as_asked(texts: list[str], width: int) -> None:
    line = strip([(text, Style(bold=True)) for text in texts], width, Style(italic=True))
    assert is_harmless(line.text)
    assert cell_len(line.text) == line.cell_length == width


@given(HOSTILE)
def test_content_is_never_markup(text: str) -> None:
    made = content(text)
    assert made.plain == shown_lines(text)
    assert not made.spans


def test_content_keeps_square_brackets_and_actions_as_text() -> None:
    text = "[Menlu] [@click=app.quit]keluar[/]"
    assert content(text).plain == text


def test_fit_shows_that_it_cut() -> None:
    assert fit("Menteri Luar Negeri", 9) == "Menteri…"
    assert fit("\u4f60\u597d\u4e16\u754c", 5) == "\u4f60\u597d…"
    assert fit("pas", 3) == "pas"
