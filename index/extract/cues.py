"""The lexicon of reporting words: which word reports speech, and how it stands to the speaker.

The roots are data (``index/language/cues.toml``); their meN-, di-, ber- and -nya forms are generated here by the rules
of Indonesian morphophonemics (Tata Bahasa Baku Bahasa Indonesia, chapter on verbs), so that a root is entered once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from index.language import load

CueClass = Literal["say", "view", "act", "source"]
CueForm = Literal["bare", "nya", "active", "passive", "passive_nya", "source", "source_nya"]

CLITIC = "nya"
"""The enclitic third-person pronoun: katanya, "he or she said"."""

_VOWELS = "aeiou"
_LOAN = {"p": "mem", "t": "men", "s": "men", "k": "meng"}
"""meN- before a loanword that keeps its first letter in common usage: mengkonfirmasi beside mengonfirmasi."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One form of a reporting root.

    ``form`` says where the speaker stands: behind a *bare* form, in the word itself for *nya*, before an *active*
    one, behind a *passive* one. ``everyday`` marks a bare form that is an everyday word too ("jelas", "tambah"), and an
    active one that reports only with "bahwa" behind it ("memberi alasan bahwa").
    """

    root: str
    cls: CueClass
    form: CueForm
    everyday: bool = False


@dataclass(frozen=True)
class Lexicon:
    """All reporting words by their casefolded form, and the sets of small words around them by name."""

    forms: dict[str, Cue]
    words: dict[str, frozenset[str]]

    def of(self, kind: str) -> frozenset[str]:
        """The small words of *kind*, as the table ``[words]`` of cues.toml names them."""
        return self.words[kind]


def men(root: str) -> str:
    """*root* with the active prefix meN-, the nasal assimilated: kata → mengata, tulis → menulis, ucap → mengucap."""
    first, second = root[0], root[1:2]
    if first in "lmnrwy":
        return "me" + root
    if first in _VOWELS or first in "gh" or (first == "k" and second in ("l", "r", "h")):
        return "meng" + root
    if first in "bfv" or (first == "p" and second in ("l", "r")):
        return "mem" + root
    if first in "cdjz" or (first == "t" and second in ("r", "w")) or (first == "s" and second in ("t", "p")):
        return "men" + root
    prefix = {"p": "mem", "t": "men", "s": "meny", "k": "meng"}.get(first, "me")
    return prefix + root[1:] if first in "ptsk" else prefix + root


@cache
def lexicon() -> Lexicon:
    """The compiled lexicon, made once a process."""
    data = load("cues")
    forms: dict[str, Cue] = {}
    classes: tuple[CueClass, ...] = ("act", "view", "say")
    for cls in classes:
        for root, entry in data[cls].items():
            forms.update(_inflected(root.replace("-", ""), cls, entry))
    for word in data["light"]["words"]:
        forms.setdefault(word, Cue(word, "say", "active", everyday=True))
    for word in data["source"]["words"]:
        forms[word] = Cue(word, "source", "source_nya" if word.endswith(CLITIC) else "source")
    return Lexicon(forms, {name: frozenset(words) for name, words in data["words"].items()})


def _inflected(root: str, cls: CueClass, entry: dict[str, Any]) -> dict[str, Cue]:
    """The forms of one root: bare and -nya, ber-, meN- and di- with each suffix, memper- and diper-."""
    forms: dict[str, Cue] = {}
    if entry.get("after"):
        forms[root] = Cue(root, cls, "bare", everyday=bool(entry.get("noun")))
        forms[root + CLITIC] = Cue(root, cls, "nya")
    if entry.get("state"):
        forms[root] = Cue(root, cls, "active")
    if entry.get("ber"):
        forms["ber" + root.removeprefix("r")] = Cue(root, cls, "active")
    if entry.get("ber-an"):
        forms["ber" + root + "an"] = Cue(root, cls, "active")
    stems = [(men(root) + s, "di" + root + s) for s in entry.get("active", ())]
    if entry.get("loan"):
        stems += [(_LOAN[root[0]] + root + s, "di" + root + s) for s in entry.get("active", ())]
    stems += [("memper" + root + s, "diper" + root + s) for s in entry.get("per", ())]
    for active, passive in stems:
        forms[active] = Cue(root, cls, "active")
        forms[passive] = Cue(root, cls, "passive")
        forms[passive + CLITIC] = Cue(root, cls, "passive_nya")
    return forms
