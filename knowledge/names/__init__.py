"""What diseases are called: names, codes and qualifiers as data, and what each of them states of the official lists.

Kept apart from `knowledge.catalogues`, so that the calculator, which needs the lists only, never loads the names.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from knowledge.yamlfile import read_yaml

_HERE = Path(__file__).parent


def _split(value: object) -> object:
    """Split a block of names at white space; `_` stands for a blank inside a name (lung_cancer)."""
    return tuple(word.replace("_", " ") for word in value.split()) if isinstance(value, str) else value


Names = Annotated[tuple[str, ...], BeforeValidator(_split)]
_STRICT = ConfigDict(frozen=True, extra="forbid")


class Rule(BaseModel):
    """What a sign says of the lists when one of the alternatives in `when` holds (an alternative is signs; `!` = absent)."""

    model_config = _STRICT

    when: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    clear: tuple[str, ...] = ()
    ask: str | None = None


class Sign(BaseModel):
    """A disease or a qualifier that a text can state.

    `groups` are the wider signs it also is, `yields` those that make it redundant when stated too. A `bare` name is
    another disease with an unknown "X性" before it. `topic` is what stays under discussion when this form is denied.
    """

    model_config = _STRICT

    key: str
    names: Names = ()
    icd: Names = ()
    groups: tuple[str, ...] = Field(default=(), alias="is")
    yields: tuple[str, ...] = ()
    bare: bool = False
    topic: str | None = None
    rules: tuple[Rule, ...] = ()


class Organ(BaseModel):
    """Words for a part of the body, and the sign that a cancer there is."""

    model_config = _STRICT

    sign: str
    names: Names


class _Cancers(BaseModel):
    model_config = _STRICT
    organs: tuple[Organ, ...]
    signs: tuple[Sign, ...]


class _Listed(BaseModel):
    model_config = _STRICT
    signs: tuple[Sign, ...]


class Unlisted(BaseModel):
    """Names on no list; `suffixes` make one of any organ, `icd` are code prefixes."""

    model_config = _STRICT

    suffixes: Names
    names: Names
    icd: Names


class Vocabulary(BaseModel):
    """Everything known of names: signs and organs, what is on no list, words for tumours, and the words around a name."""

    model_config = _STRICT

    signs: tuple[Sign, ...]
    organs: tuple[Organ, ...]
    unlisted: Unlisted
    tumours: Mapping[str, Names]
    words: Mapping[str, Names]


@cache
def vocabulary() -> Vocabulary:
    """The whole vocabulary, read and checked once."""
    cancers = _Cancers.model_validate(read_yaml(_HERE / "cancers.yaml"))
    listed = _Listed.model_validate(read_yaml(_HERE / "listed.yaml"))
    words = read_yaml(_HERE / "words.yaml")
    return Vocabulary.model_validate(
        {
            "signs": (*cancers.signs, *listed.signs),
            "organs": cancers.organs,
            "unlisted": read_yaml(_HERE / "unlisted.yaml"),
            "tumours": words.pop("tumours"),
            "words": words,
        }
    )


def syllables() -> Mapping[str, str]:
    """The toneless syllable of each common character, e.g. 肺 → fei (made from pypinyin, MIT)."""
    table = {}
    for line in (_HERE / "pinyin.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            syllable, characters = line.split()
            table.update(dict.fromkeys(characters, syllable))
    return table


def lookalikes() -> Mapping[str, str]:
    """For a character of a disease name, the characters that are written much like it."""
    table = {}
    for line in (_HERE / "lookalikes.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            character, others = line.split()
            table[character] = others
    return table
