"""What diseases are called: names, codes and qualifiers as data, and what each of them states of the official lists.

Kept apart from `knowledge.catalogues`, so that the calculator, which needs the lists only, never loads the names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from knowledge.yamlfile import YamlFileError, read_yaml

_HERE = Path(__file__).parent

# Plain dataclasses, not pydantic models: building those classes takes a third of a second in a process that cannot keep
# compiled files, half of what a first query may take. What a model would check is checked below and in the tests.


@dataclass(frozen=True, slots=True)
class Rule:
    """What a sign says of the lists when one of the alternatives in `when` holds.

    An alternative is signs, all of which must be there; `!` before one means absent, `no_x` that x is denied. The rule
    `states` entries, or leaves them `open` until `ask` is answered; `clear` are those among the open that need no
    question where only their own list counts.
    """

    when: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    clear: tuple[str, ...] = ()
    ask: str | None = None


@dataclass(frozen=True, slots=True)
class Sign:
    """A disease or a qualifier that a text can state.

    `groups` are the wider signs it also is, `yields` those that make it redundant when stated too. A `bare` name is
    another disease with an unknown "X性" before it; an `unlisted` one is on no list. `pattern` finds ways of saying it
    that no list of names would hold. `topic` is what stays under discussion when this form is denied.
    """

    key: str
    names: tuple[str, ...] = ()
    icd: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    yields: tuple[str, ...] = ()
    bare: bool = False
    unlisted: bool = False
    pattern: str | None = None
    topic: str | None = None
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class Organ:
    """Words for a part of the body, and the sign that a cancer there is."""

    sign: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unlisted:
    """Names on no list; `suffixes` make one of any organ, `icd` are code prefixes."""

    suffixes: tuple[str, ...]
    names: tuple[str, ...]
    icd: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything known of names: signs, organs, what is on no list, words for tumours, the words around a name."""

    signs: tuple[Sign, ...]
    organs: tuple[Organ, ...]
    unlisted: Unlisted
    tumours: Mapping[str, tuple[str, ...]]
    words: Mapping[str, tuple[str, ...]]


def _names(block: str) -> tuple[str, ...]:
    """Split a block of names at white space; `_` stands for a blank inside a name (lung_cancer)."""
    return tuple(word.replace("_", " ") for word in block.split())


def _rule(raw: dict[str, Any]) -> Rule:
    given: dict[str, Any] = {key: value if key == "ask" else tuple(value) for key, value in raw.items()}
    return Rule(**given)


def _sign(raw: dict[str, Any]) -> Sign:
    given = {
        **raw,
        "names": _names(raw.get("names", "")),
        "icd": _names(raw.get("icd", "")),
        "groups": tuple(raw.get("is", ())),
        "yields": tuple(raw.get("yields", ())),
        "rules": tuple(_rule(rule) for rule in raw.get("rules", ())),
    }
    given.pop("is", None)
    return Sign(**given)


def _vocabulary(
    cancers: dict[str, Any], listed: dict[str, Any], unlisted: dict[str, Any], words: dict[str, Any]
) -> Vocabulary:
    return Vocabulary(
        signs=tuple(_sign(raw) for raw in (*cancers["signs"], *listed["signs"])),
        organs=tuple(Organ(raw["sign"], _names(raw["names"])) for raw in cancers["organs"]),
        unlisted=Unlisted(**{key: _names(block) for key, block in unlisted.items()}),
        tumours={kind: _names(block) for kind, block in words.pop("tumours").items()},
        words={role: _names(block) for role, block in words.items()},
    )


@cache
def vocabulary() -> Vocabulary:
    """The whole vocabulary, read once. Raises YamlFileError for a field that is missing, unknown or of a wrong type."""
    files = (read_yaml(_HERE / f"{name}.yaml") for name in ("cancers", "listed", "unlisted", "words"))
    try:
        return _vocabulary(*files)
    except (AttributeError, KeyError, TypeError) as error:
        raise YamlFileError(f"knowledge/names：字段缺少、多余或类型不对：{error}") from error


@cache
def syllables() -> Mapping[str, str]:
    """The toneless syllable of each common character, e.g. 肺 → fei (made from pypinyin, MIT)."""
    table = {}
    for line in (_HERE / "pinyin.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            syllable, characters = line.split()
            table.update(dict.fromkeys(characters, syllable))
    return table


@cache
def lookalikes() -> Mapping[str, str]:
    """For a character of a disease name, the characters that are written much like it."""
    table = {}
    for line in (_HERE / "lookalikes.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            character, others = line.split()
            table[character] = others
    return table
