"""The command line: its options, its commands and their way to an exit code.

A command's module is imported when that command runs; the reading room and Textual only when it opens. All texts are
looked up when a command is built, after the language has been chosen.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from traceback import format_exc
from typing import TYPE_CHECKING

import click

from index.errors import DiploError, ExitCode, SettingsError
from index.messages import M_, N_
from index.settings import Settings, load
from tui import opening
from tui.click_texts import use_catalogue
from tui.console import PROGRAM, Console
from tui.i18n import LANGUAGES, _, choose_language, use_language
from tui.version import VERSION

if TYPE_CHECKING:
    from index.collection import Collection
    from index.notebook import Notebook

COMMANDS: Mapping[str, str] = {
    "add": N_("Add articles to the collection"),
    "remove": N_("Take articles out of the collection"),
    "reindex": N_("Make the index anew from the articles"),
    "status": N_("Show what there is and where"),
    "search": N_("Search without opening the reader"),
    "facts": N_("Print the dates, names, quotes and visits of articles"),
    "export": N_("Export highlighted quotes"),
}
"""Name to one line of help; the command itself is in the module of that name under tui.subcommands."""

INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells have it: 128 and the number of SIGINT."""
CLOSED_PIPE = 141
"""Exit code when nobody reads the output any more: 128 and the number of SIGPIPE."""
FAULT = 70
"""Exit code for a fault of the program, EX_SOFTWARE of sysexits.h."""
_READER = "(reader)"
"""Name of the command that opens the reader; nobody types it."""


@dataclass(frozen=True)
class Session:
    """What every command works with."""

    console: Console
    settings: Settings
    problems: Sequence[SettingsError] = ()
    """What in the configuration could not be used."""

    @property
    def collection_directory(self) -> Path:
        """The directory that was named, by option or setting, or the usual one."""
        return opening.collection_directory(self.settings)

    def collection(self) -> Collection:
        """The collection to read; the bundled articles where none was named and nothing has been added.

        An index of an older version is made anew first. Raises CollectionError if the collection is missing though it
        was named, or cannot be opened.
        """
        from tui.renewal import make_current

        make_current(self)
        return opening.open_collection(self.settings)

    def notebook(self) -> Notebook:
        """The user's notebook; raises NotebookError."""
        return opening.open_notebook()


def session_of(context: click.Context) -> Session:
    """The session of a running command, with the options given after the command's name."""
    session: Session = context.find_root().obj
    return _with_options(session, context.params)


def _with_options(session: Session, options: Mapping[str, object]) -> Session:
    given = {
        name: options[name]
        for name in ("collection", "theme", "lang", "mouse")
        if options.get(name) not in (None, False)
    }
    return replace(session, settings=session.settings.changed(**given)) if given else session


def run(arguments: Sequence[str]) -> int:
    """Run the command line *arguments* and return the exit code; whatever goes wrong is told on standard error."""
    console = Console()
    try:
        settings, problems = load()
        use_language(choose_language(_language_option(arguments), settings.lang, os.environ))
        use_catalogue()
        code = _run(Session(console, settings, problems), list(arguments))
        console.flush()
    except click.UsageError as error:
        _complain(console, error)
        return ExitCode.USAGE
    except DiploError as error:
        console.error(error)
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        console.note("")
        return INTERRUPTED
    except BrokenPipeError:
        _drop_output()
        return CLOSED_PIPE
    except Exception:  # a fault of the program; its text may hold anything
        console.note(_("This is a fault of the program; please report it:"))
        console.note(format_exc())
        return FAULT
    return code


def _run(session: Session, arguments: list[str]) -> int:
    group = _Group(name=PROGRAM)
    try:
        with group.make_context(PROGRAM, arguments, obj=session) as context:
            code = group.invoke(context)
    except click.exceptions.Exit as done:
        code = done.exit_code
    return int(code or ExitCode.DONE)


class _Group(click.Group):
    """The program: a command where one is named, else the reader with everything else as the query."""

    def __init__(self, name: str) -> None:
        super().__init__(
            name,
            params=[*_common_options(True), *_reader_options()],
            help=_(
                "A reading room for Indonesian-language diplomatic news. Without a command the reader opens, on the "
                "articles that the QUERY finds; until articles have been added, on the samples that come with it."
            ),
            epilog=_("A query that is called like a command is written after --: diplo-reader -- status"),
            options_metavar=_("[OPTIONS]"),
            subcommand_metavar=_("[QUERY] | COMMAND [ARGS]…"),
            callback=self._take_options,
        )

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name == _READER:
            return _reader_command()
        if cmd_name not in COMMANDS:
            return None
        from tui.log import route_log

        session: Session = ctx.find_root().obj
        route_log(session.console)
        command: click.Command = import_module(f"tui.subcommands.{cmd_name}").command()
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, _(text)) for name, text in COMMANDS.items()])

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, self._with_reader(args))

    def _with_reader(self, arguments: list[str]) -> list[str]:
        """*arguments* with the reader's name before the query, where there is no command."""
        valued = {
            name
            for parameter in self.params
            if isinstance(parameter, click.Option) and not parameter.is_flag
            for name in parameter.opts
        }
        at = 0
        while at < len(arguments):
            argument = arguments[at]
            if argument == "--":
                return [*arguments[:at], _READER, *arguments[at:]]
            if not argument.startswith("-") or argument == "-":
                named = argument in COMMANDS
                return arguments if named else [*arguments[:at], _READER, "--", *arguments[at:]]
            at += 2 if argument in valued else 1
        return [*arguments, _READER]

    def _take_options(self, **_options: object) -> None:
        context = click.get_current_context()
        session: Session = context.obj
        context.obj = _with_options(session, context.params)
        if context.invoked_subcommand != _READER:  # the reader shows them itself
            for problem in session.problems:
                session.console.error(problem)


def subcommand(
    name: str,
    callback: Callable[..., int],
    params: Sequence[click.Parameter],
    help: str,
    *,
    uses_collection: bool = True,
    any_word: bool = False,
) -> click.Command:
    """A command with the options that all have; with *any_word* unknown options are arguments to it."""
    return click.Command(
        name,
        params=[*params, *_common_options(uses_collection)],
        callback=callback,
        help=help,
        options_metavar=_("[OPTIONS]"),
        context_settings={"ignore_unknown_options": any_word},
    )


def _common_options(uses_collection: bool) -> list[click.Parameter]:
    """The options that count before and after a command's name."""
    collection = click.Option(
        ["--collection"], metavar=_("DIR"), help=_("Directory of the collection."), default=None
    )
    lang = click.Option(
        ["--lang"], type=click.Choice(list(LANGUAGES)), default=None, help=_("Language of the screen.")
    )
    return [collection, lang] if uses_collection else [lang]


def _reader_options() -> list[click.Parameter]:
    return [
        click.Option(["--theme"], metavar=_("NAME"), default=None, help=_("Colour theme of the reader.")),
        click.Option(["--mouse"], is_flag=True, help=_("Let the reader use the mouse.")),
        click.Option(
            ["--version"], is_flag=True, is_eager=True, expose_value=False, callback=_show_version,
            help=_("Show the version and exit."),
        ),
    ]  # fmt: skip


def _show_version(context: click.Context, _option: click.Parameter, asked: bool) -> None:
    if asked:
        session: Session = context.obj
        session.console.say(f"{PROGRAM} {VERSION}")
        context.exit()


def _reader_command() -> click.Command:
    return click.Command(
        _READER, params=[click.Argument(["query"], nargs=-1)], callback=_open_reader, hidden=True
    )


def _open_reader(query: tuple[str, ...]) -> int:
    from tui.terminal.environment import prepare, refuse_without_terminal, use_utf8

    session = session_of(click.get_current_context())
    refuse_without_terminal()
    use_utf8()
    check_theme(session.settings.theme)
    _check_files(session)
    prepare(os.environ, theme=session.settings.theme, colours=session.settings.colours)
    from tui.app import run as run_reader

    return run_reader(
        settings=session.settings, query=" ".join(query), problems=list(map(str, session.problems))
    )


def _check_files(session: Session) -> None:
    """Raise what is wrong with collection or notebook while it can still be told in full, with an exit code."""
    from index.paths import notebook_file

    session.collection()
    if notebook_file().exists():
        session.notebook().close()


def check_theme(name: str | None) -> None:
    """Raise DiploError if there is no theme called *name*; null is none and the default."""
    import themes
    from index.paths import config_directory

    if name is None or name in themes.NAMES or (config_directory() / "themes" / f"{name}.toml").exists():
        return
    raise DiploError(
        N_("there is no such theme"),
        subject=name,
        advice=M_("choose one of {names}", names=", ".join(themes.NAMES)),
    )


def _language_option(arguments: Sequence[str]) -> str | None:
    """What ``--lang`` says, before the arguments are parsed: help and complaints must be in that language too."""
    for at, argument in enumerate(arguments):
        if argument == "--":
            return None
        if argument == "--lang" and at + 1 < len(arguments):
            return arguments[at + 1]
        if argument.startswith("--lang="):
            return argument.partition("=")[2]
    return None


def _complain(console: Console, error: click.UsageError) -> None:
    path = error.ctx.command_path if error.ctx else PROGRAM
    console.note(f"{PROGRAM}: {error.format_message()}")
    console.note(
        _("“{command} --help” shows how it is used.").format(command=path.removesuffix(f" {_READER}"))
    )


def _drop_output() -> None:
    """Send what is still to be written nowhere, or Python complains about it at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, sys.stdout.fileno())
    except (OSError, ValueError):
        pass
    finally:
        os.close(nowhere)
