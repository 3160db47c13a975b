"""The command line: its options, its commands and their way to an exit code.

A command's module is imported when that command runs; the reading room and Textual only when it opens. All texts are
looked up when a command is built, after the language has been chosen.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module

import click

from index.errors import ExitCode
from index.messages import N_
from tui.click_texts import use_catalogue
from tui.console import PROGRAM, Console
from tui.i18n import LANGUAGES, _
from tui.session import Session, told
from tui.version import VERSION

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

_READER = "(reader)"
"""Name of the command that opens the reader; nobody types it."""


def session_of(context: click.Context) -> Session:
    """The session of a running command, with the options given after the command's name."""
    session: Session = context.find_root().obj
    return session.changed(context.params)


def run(arguments: Sequence[str]) -> int:
    """Run the command line *arguments* and return the exit code; whatever goes wrong is told on standard error."""
    console = Console()

    def work() -> int:
        try:
            session = Session.begin(console, _language_option(arguments))
            use_catalogue()
            return _run(session, list(arguments))
        except click.UsageError as error:
            _complain(console, error)
            return ExitCode.USAGE
        except click.Abort:
            raise KeyboardInterrupt from None

    return told(console, work)


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
        gc.enable()  # what has been made so far stays; see tui.cli
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
        context.obj = session.changed(context.params)
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
    from tui.starting import Start, open_reader

    return open_reader(session_of(click.get_current_context()), " ".join(query), Start())


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
