"""Click's own texts (usage, options, complaints) in the language of the screen.

Click asks Python's gettext for the process's text domain. Making that ours, with the texts that a user of this
program can meet in our catalogues, translates them without touching click. Needs compiled catalogues, which every
installation has.
"""

from __future__ import annotations

import gettext
import os
from pathlib import Path

from index.messages import MN_, N_
from tui.i18n import DOMAIN, LOCALES, language

TEXTS = (
    N_("Usage:"),
    N_("Options"),
    N_("Show this message and exit."),
    N_("default: {default}"),
    N_("Invalid value: {message}"),
    N_("Invalid value for {param_hint}: {message}"),
    N_("Missing argument"),
    N_("Missing option"),
    N_("No such option {name!r}."),
    N_("{value!r} is not a valid {number_type}."),
    N_("{value} is not in the range {range}."),
    N_("Option {name!r} does not take a value."),
)
"""As click has them, to be found for the catalogues."""

PLURAL_TEXTS = (
    MN_("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)", count=1),
    MN_("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})", count=1),
    MN_("{value!r} is not {choice}.", "{value!r} is not one of {choices}.", count=1),
    MN_("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments.", count=1),
)
"""The rest of them: those that depend on a number."""


def use_catalogue(folder: Path = LOCALES) -> None:
    """Have click speak the language in use, from the compiled catalogues in *folder*."""
    gettext.bindtextdomain(DOMAIN, str(folder))
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = language()
