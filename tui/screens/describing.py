"""What the reading room says about a search and a jump, in words."""

from __future__ import annotations

from tui.answers import Found, Opened
from tui.i18n import N_, _, format_count, ngettext, say
from tui.reading import ENTITY_TYPES, Target
from tui.text import cells, shown
from tui.widgets.status import SearchState

ENTITY_NAMES = {
    "person": N_("person"),
    "office": N_("office"),
    "country": N_("country"),
    "place": N_("place"),
    "organisation": N_("organisation"),
    "date": N_("date"),
}

PROMPT = 2
"""Cells before the query in the search line."""


def described(found: Found) -> SearchState:
    """The line below the search line: how many match in which order, and how the query was understood."""
    order = {"relevance": _("best first"), "newest": _("newest first"), "oldest": _("oldest first")}
    question = found.question
    chosen = question.order if question.query.strip() or question.order != "relevance" else "newest"
    count = ngettext("{count} article", "{count} articles", found.total).format(
        count=format_count(found.total)
    )
    if not found.exact:
        count = _("at least {count}").format(count=count)
    note = "; ".join(
        _("{typed} also means {names}").format(typed=part.typed, names=", ".join(part.meant))
        for part in found.expansions
    )
    if not found.problems:
        return SearchState(f"{count} · {order[chosen]}", note)
    problems = tuple(
        (say(problem.message), PROMPT + cells(shown(question.query[: problem.start])))
        for problem in found.problems
    )
    return SearchState(f"{count} · {order[chosen]}", note, problems)


def empty_list(found: Found, *, bundled: bool) -> str:
    """Why the list is empty and what to do."""
    if found.question.query.strip():
        return _("No article matches.") + "\n" + _("/ changes the search, h takes it away.")
    if bundled:
        return _("There are no articles.")
    return _("The collection is empty.") + "\n" + _("Add articles with: diplo-reader add FOLDER")


def described_types(hidden: frozenset[str]) -> str:
    """Which entity types are not marked in the text."""
    if not hidden:
        return _("All entity types are shown")
    names = ", ".join(_(ENTITY_NAMES[name]) for name in ENTITY_TYPES if name in hidden)
    return ngettext("Hidden: {names}", "Hidden: {names}", len(hidden)).format(names=names)


def target_name(kind: Target) -> str:
    """What a jump goes to, in the language of the screen."""
    return {"entity": _("entity"), "quote": _("quote"), "visit": _("visit"), "date": _("date")}[kind]


def detached_in_words(opened: Opened) -> str:
    """What the reader made and has no place in the article as it is now; empty where there is nothing."""
    parts = []
    if marks := len(opened.detached):
        text = ngettext(
            "{count} highlight no longer stands in this text; it is kept and can be exported",
            "{count} highlights no longer stand in this text; they are kept and can be exported",
            marks,
        )
        parts.append(text.format(count=marks))
    if corrections := len(opened.corrected.detached):
        text = ngettext(
            "{count} correction has no effect on this text; the side pane lists it",
            "{count} corrections have no effect on this text; the side pane lists them",
            corrections,
        )
        parts.append(text.format(count=corrections))
    return "; ".join(parts)
