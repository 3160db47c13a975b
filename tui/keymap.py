"""Which keys do what: the commands' default keys with the changes of ``config.toml``.

Keys are resolved here and not by Textual's bindings, because a key means different things in different parts of the
room, some commands take two keys, and keys typed ahead over a slow line must act in the order they were typed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from textual.keys import Keys, format_key

from tui.commands import COMMANDS, Command, Context
from tui.i18n import _

Chord = tuple[str, ...]
"""One key, or two pressed one after the other."""

_NAMED = frozenset(key.value for key in Keys) | {"space"}
_MODIFIERS = frozenset(("ctrl", "alt", "shift", "super"))


class KeyProblem(ValueError):
    """A key that cannot be read; the message says why."""


@dataclass(frozen=True)
class Keymap:
    """For every context the chords and their commands; made by :func:`resolve`."""

    table: Mapping[Context, Mapping[Chord, type[Command]]]
    keys: Mapping[str, tuple[Chord, ...]] = field(default_factory=dict)
    """Command id to its chords."""

    def find(self, context: Context, chord: Chord) -> type[Command] | None:
        """The command that *chord* gives in *context*."""
        return self.table[context].get(chord)

    def continuations(self, context: Context, chord: Chord) -> dict[str, type[Command]]:
        """The keys that may follow *chord*, with what they then do."""
        size = len(chord)
        return {
            full[size]: command
            for full, command in self.table[context].items()
            if len(full) > size and full[:size] == chord
        }

    def hints(
        self, context: Context, is_of_use: Callable[[type[Command]], bool] = lambda _command: True
    ) -> list[tuple[str, str]]:
        """Keys and labels for the footer by the commands' ranks, without those that are of no use now.

        The jumps, which take two keys, stand together at the first key of the first of them.
        """
        commands = [
            command
            for command in dict.fromkeys(self.table[context].values())
            if command.label and self.keys[command.id] and is_of_use(command)
        ]
        commands.sort(key=lambda command: command.ranks.get(context, command.rank))
        hints: dict[str, str] = {}
        for command in commands:
            chord = self.keys[command.id][0]
            label = _("go to") if len(chord) > 1 else _(command.label)
            if len(chord) == 1 or label not in hints.values():
                hints[key_name(chord[0])] = label
        return list(hints.items())

    def shown(self, command: type[Command]) -> list[str]:
        """The keys of *command* as a person reads them: ``]e``, ``Enter``, ``Ctrl+P``."""
        return ["".join(map(key_name, chord)) for chord in self.keys.get(command.id, ())]


def parse(keys: str) -> tuple[Chord, ...]:
    """The chords of *keys*: alternatives with commas between, the two keys of one with a blank: ``"n, ] n"``.

    A comma itself is ``comma``. Raises :class:`KeyProblem` for a name that is no key and for more than two keys.
    """
    chords = []
    for alternative in keys.split(","):
        chord = tuple("," if key == "comma" else key for key in alternative.split())
        if not 1 <= len(chord) <= 2:
            raise KeyProblem(_("{keys!r} is not one key or two").format(keys=alternative.strip()))
        for key in chord:
            if len(key) > 1 and not _is_named(key):
                raise KeyProblem(_("there is no key called {key!r}").format(key=key))
        chords.append(chord)
    return tuple(chords)


def _is_named(key: str) -> bool:
    *modifiers, last = key.split("+")
    if key in _NAMED:
        return True
    return bool(modifiers) and _MODIFIERS.issuperset(modifiers) and (len(last) == 1 or last in _NAMED)


def resolve(
    overrides: Mapping[str, str], commands: Sequence[type[Command]] = COMMANDS
) -> tuple[Keymap, list[str]]:
    """The keymap that *overrides* (command id to keys, as in ``config.toml``) make of the defaults, and what is wrong.

    An id that there is no command for and keys that cannot be read are reported and ignored. Where two commands of
    one context want one key, the one that was configured gets it, and where both or neither were the first; the
    clash is reported either way.
    """
    problems = [
        _("keys: there is no command {id!r}").format(id=name)
        for name in overrides
        if name not in {command.id for command in commands}
    ]
    configured: dict[str, tuple[Chord, ...]] = {}
    for command in commands:
        if command.id in overrides:
            try:
                configured[command.id] = parse(overrides[command.id])
            except KeyProblem as problem:
                problems.append(_("keys: {id}: {problem}").format(id=command.id, problem=problem))
    table: dict[Context, dict[Chord, type[Command]]] = {context: {} for context in _contexts(commands)}
    keys: dict[str, list[Chord]] = {command.id: [] for command in commands}
    for command in sorted(commands, key=lambda command: command.id not in configured):
        for chord in configured.get(command.id) or tuple(tuple(key.split()) for key in command.keys):
            taken = _taken_by(table, command, chord)
            if taken is None:
                keys[command.id].append(chord)
                for context in command.contexts:
                    table[context][chord] = command
            else:
                problems.append(
                    _("keys: {key} for {id} is already the key of {other}").format(
                        key=" ".join(chord), id=command.id, other=taken.id
                    )
                )
    return Keymap(table, {name: tuple(chords) for name, chords in keys.items()}), problems


def _contexts(commands: Sequence[type[Command]]) -> list[Context]:
    return list(dict.fromkeys(context for command in commands for context in command.contexts))


def _taken_by(
    table: Mapping[Context, Mapping[Chord, type[Command]]], command: type[Command], chord: Chord
) -> type[Command] | None:
    """The command that has *chord*, or a chord that begins with it or that it begins with, in a common context."""
    for context in command.contexts:
        for other, owner in table[context].items():
            shorter = min(len(other), len(chord))
            if other[:shorter] == chord[:shorter] and (other == chord or len(other) != len(chord)):
                return owner
    return None


def key_name(key: str) -> str:
    """*key* as a person reads it: ``Enter``, ``Ctrl+P``, ``↓``, ``]``."""
    if len(key) == 1:
        return key
    *modifiers, last = key.split("+")
    named = {
        "space": _("Space"),
        "enter": _("Enter"),
        "backspace": _("Backspace"),
        "pageup": "PgUp",
        "pagedown": "PgDn",
    }
    shown = named.get(last) or format_key(last)
    if len(shown) > 1 or modifiers:
        shown = shown[:1].upper() + shown[1:]
    return "+".join([*(modifier.capitalize() for modifier in modifiers), shown])
