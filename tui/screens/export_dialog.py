"""The export dialog: whose highlights, in which format, to which file."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from index.article import Article
from index.errors import DiploError
from index.export import FORMATS, ExportFormat, format_of
from index.files import TakenError, safe_name
from tui.answers import Exported, Scope
from tui.i18n import _, say
from tui.library import Library
from tui.screens.background import start
from tui.text import content, shown
from tui.widgets.choice import Choice

if TYPE_CHECKING:
    from collections.abc import Mapping

SCOPES: tuple[Scope, ...] = ("article", "search", "all")
FORMS: tuple[ExportFormat, ...] = tuple(FORMATS)
FORM_NAMES = {"markdown": "Markdown", "csv": "CSV", "jsonl": "JSON Lines"}


class ExportDialog(ModalScreen[Exported | None]):
    """Closes with what was exported, or with None."""

    BINDINGS: ClassVar = [
        ("escape", "leave"),
        ("ctrl+o", "overwrite"),
        ("enter", "export"),
        ("down", "app.focus_next"),
        ("up", "app.focus_previous"),
    ]

    def __init__(self, library: Library, article: Article | None, query: str) -> None:
        super().__init__()
        self._library = library
        self._article = article
        self._query = query
        self._counts: Mapping[Scope, int] = {}
        self._path_is_ours = True
        self._taken: Path | None = None
        """The existing file that may now be overwritten."""

    def compose(self) -> ComposeResult:
        chosen = 0 if self._article is not None else 1 if self._query.strip() else 2
        with Vertical(id="dialog") as dialog:
            dialog.border_title = content(_("Export highlights"))
            yield Static(content(_("Highlights of")), classes="caption")
            yield Choice(self._scope_names(), chosen=chosen, id="scope")
            yield Static(content(_("Format")), classes="caption")
            yield Choice([FORM_NAMES[form] for form in FORMS], id="form")
            yield Static(content(_("File")), classes="caption")
            yield Input(compact=True, select_on_focus=False, id="path")
            yield Static(id="outcome")
            yield Static(
                content(_("Tab next field · ← → choose · Enter exports · Esc leaves")), id="dialog-keys"
            )

    def on_mount(self) -> None:
        self.query_one(Input).cursor_blink = False
        self._propose_path()
        self.query_one("#path").focus()
        start(self, self._count, group="count")

    @property
    def scope(self) -> Scope:
        """Whose highlights."""
        return SCOPES[self.query_one("#scope", Choice).chosen]

    @property
    def form(self) -> ExportFormat:
        """In which format."""
        return FORMS[self.query_one("#form", Choice).chosen]

    async def _count(self) -> None:
        article = self._article.id if self._article else None
        try:
            self._counts = await self._library.count_highlights(article, self._query)
        except DiploError as error:
            self._say(say(error), bad=True)
            return
        self.query_one("#scope", Choice).rename(self._scope_names())
        if self._is_empty:
            self._say_empty()

    @property
    def _is_empty(self) -> bool:
        """Whether there is known to be nothing to export."""
        return self._counts.get(self.scope) == 0

    def _scope_names(self) -> list[str]:
        names = {"article": _("this article"), "search": _("this search"), "all": _("all articles")}
        return [
            f"{names[scope]} ({self._counts[scope]})" if scope in self._counts else names[scope]
            for scope in SCOPES
        ]

    @on(Choice.Changed)
    def _changed(self) -> None:
        self._forget_outcome()
        if self._path_is_ours:
            self._propose_path()
        elif (path := self._path()) is not None:
            self._end_in_form(path)

    def _end_in_form(self, path: Path) -> None:
        """Give the typed *path* the ending of the chosen format; an ending that is no format's is part of the name."""
        told, wanted = format_of(path), FORMATS[self.form]
        if path.name and told != self.form:
            stem = path.with_suffix("") if told else path
            line = self.query_one("#path", Input)
            line.value = shown(str(stem.with_name(stem.name + wanted)))
            line.action_end()

    @on(Input.Changed, "#path")
    def _path_typed(self) -> None:
        path = self._path()
        self._path_is_ours = path is not None and shown(str(path)) == self._proposal()
        told = format_of(path) if path else None
        if told is not None and told != self.form:
            self.query_one("#form", Choice).chosen = FORMS.index(told)
        self._forget_outcome()

    def _propose_path(self) -> None:
        if self._path_is_ours:
            path = self.query_one("#path", Input)
            path.value = self._proposal()
            path.action_end()

    def _proposal(self) -> str:
        if self.scope == "article" and self._article is not None:
            stem = self._article.display_title(40)
        elif self.scope == "search" and self._query.strip():
            stem = self._query
        else:
            stem = _("highlights")
        return shown(str(_folder() / safe_name(stem, FORMATS[self.form], fallback="highlights")))

    @on(Input.Submitted, "#path")
    def action_export(self) -> None:
        """Write the file unless it is there already."""
        self._export(overwrite=False)

    def action_overwrite(self) -> None:
        """Write over the file that was found to be there."""
        if self._taken is not None and self._taken == self._path():
            self._export(overwrite=True)

    def action_leave(self) -> None:
        """Close without exporting."""
        self.dismiss(None)

    def _path(self) -> Path | None:
        typed = self.query_one("#path", Input).value.strip()
        return _expanded(Path(typed)) if typed else None

    def _export(self, *, overwrite: bool) -> None:
        path = self._path()
        if path is None:
            self._say(_("Name a file to write to."), bad=True)
        elif format_of(path) is None:
            text = _("The name of the file has to end in {endings}; another format changes the ending.")
            self._say(text.format(endings=", ".join(FORMATS.values())), bad=True)
        elif self._is_empty:
            self._say_empty()
        else:
            self._say(_("Writing {path} …").format(path=path))
            start(self, partial(self._write, path, overwrite), group="export", exclusive=True)

    async def _write(self, path: Path, overwrite: bool) -> None:
        article = self._article.id if self._article else None
        try:
            exported = await self._library.export(
                self.scope, article, self._query, self.form, path, overwrite=overwrite
            )
        except TakenError:
            self._taken = path
            self._say(
                _("{path} exists already. Ctrl+O overwrites it; or type another name.").format(path=path),
                bad=True,
            )
        except DiploError as error:
            self._say(say(error), bad=True)
        else:
            self.dismiss(exported)

    def _forget_outcome(self) -> None:
        self._taken = None
        if self._is_empty:
            self._say_empty()
        else:
            self._say("")

    def _say_empty(self) -> None:
        self._say(
            _("There are no highlights to export here. m highlights what is under the cursor."), bad=True
        )

    def _say(self, text: str, *, bad: bool = False) -> None:
        outcome = self.query_one("#outcome", Static)
        outcome.update(content(text))
        outcome.set_class(bad, "-bad")


def _folder() -> Path:
    """Where files are proposed: the working directory, or where that is gone, the home directory."""
    try:
        return Path.cwd()
    except OSError:
        return _expanded(Path("~"))


def _expanded(path: Path) -> Path:
    """*path* with its ``~`` replaced; as it stands where that is nobody's."""
    try:
        return path.expanduser()
    except (RuntimeError, ValueError):  # ValueError: a NUL in the user's name
        return path
