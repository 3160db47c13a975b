"""Whatever the headless half says to the reader is in the catalogue: no text is raised, noted or reasoned unmarked."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import catalogues
import pytest

SAYING = {
    "QueryProblem": (0,),
    "_problem": (0,),
    "_report": (1, 2),
    "_damaged": (1,),
    "_Failed": (0, 1),
    "__init__": (0,),
}
"""Calls that take texts for the reader, and in which places, besides making an error, which has it in the first."""
ROOMS = ("index", "themes")


def _errors() -> set[str]:
    """The names of DiploError and the classes derived from it, by the text of the code."""
    bases: dict[str, set[str]] = {}
    for room in ("index", "tui"):
        for path in (catalogues.ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.ClassDef):
                    bases[node.name] = {base.id for base in node.bases if isinstance(base, ast.Name)}
    found = {"DiploError"}
    while more := {name for name, parents in bases.items() if parents & found} - found:
        found |= more
    return found


def _calls(room: str) -> Iterator[tuple[str, str, ast.Call]]:
    """Place, name of what is called, and call."""
    for path in sorted((catalogues.ROOT / room).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
                name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
                yield f"{path.relative_to(catalogues.ROOT)}:{node.lineno}", name, node


def _texts(call: ast.Call, places: tuple[int, ...]) -> Iterator[ast.expr]:
    """What *call* is given to say: its arguments in *places* and its advice, both sides of an alternative."""
    given = [call.args[place] for place in places if place < len(call.args)]
    given += [word.value for word in call.keywords if word.arg == "advice"]
    while given:
        text = given.pop()
        if isinstance(text, ast.IfExp):
            given += [text.body, text.orelse]
        else:
            yield text


@pytest.mark.parametrize("room", ROOMS)
def test_every_text_that_is_raised_is_marked(room: str) -> None:
    saying = SAYING | dict.fromkeys(_errors(), (0,))
    unmarked = [
        f"{place}: {ast.unparse(text)}"
        for place, name, call in _calls(room)
        if name in saying
        for text in _texts(call, saying[name])
        if isinstance(text, ast.JoinedStr | ast.BinOp) or (isinstance(text, ast.Constant) and text.value)
    ]
    assert unmarked == []


@pytest.mark.parametrize("room", ROOMS)
def test_every_template_is_in_the_catalogue(room: str) -> None:
    template = catalogues.extract()
    known = {
        text
        for message in template
        for text in (message.id if isinstance(message.id, tuple) else [message.id])
    }
    missing = [
        f"{place}: {argument.value!r}"
        for place, name, call in _calls(room)
        if name in ("M_", "MN_", "N_")
        for argument in call.args
        if isinstance(argument, ast.Constant) and argument.value not in known
    ]
    assert missing == []


@pytest.mark.parametrize("room", ROOMS)
def test_every_template_is_a_text_by_itself(room: str) -> None:
    """An f-string or a sum would be looked up with its values in it, and never found."""
    made = [
        f"{place}: {ast.unparse(argument)}"
        for place, name, call in _calls(room)
        if name in ("M_", "MN_", "N_")
        for argument in call.args
        if isinstance(argument, ast.JoinedStr | ast.BinOp | ast.Call)
    ]
    assert made == []


@pytest.mark.parametrize("room", ROOMS)
def test_every_place_of_a_template_has_its_value(room: str) -> None:
    wrong = []
    for place, name, call in _calls(room):
        if name not in ("M_", "MN_") or not all(isinstance(text, ast.Constant) for text in call.args):
            continue
        if any(word.arg is None for word in call.keywords):
            continue
        given = {word.arg for word in call.keywords}
        needed = {
            part.partition("}")[0]
            for text in call.args
            if isinstance(text, ast.Constant)
            for part in str(text.value).split("{")[1:]
        }
        if given != needed:
            wrong.append(f"{place}: {sorted(map(str, given ^ needed))}")
    assert wrong == []
