"""Words for identities as offices write them, in the codes of a document; one vocabulary with the conversation."""

import re
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from assistant.understand.identities import identity_facts, localise
from assistant.understand.text import read
from knowledge import glossary
from knowledge.yamlfile import read_yaml
from rules.policies import every_identity, policy_ids

_BETWEEN = re.compile(r"[;；,，、/|+\s]+|(?<=[一-鿿])[和及](?=[一-鿿])")
_SPACE = re.compile(r"\s+")


class Named(NamedTuple):
    """The identities that a cell names; ``unknown``: the words that name none, each with a guess (empty: none)."""

    codes: tuple[str, ...]
    unknown: tuple[tuple[str, str], ...]


@cache
def words() -> dict[str, Any]:
    """The words of cells.yaml."""
    found: dict[str, Any] = read_yaml(Path(__file__).with_name("cells.yaml"))
    return found


def named(text: str, policy: str | None) -> Named:
    """The identities named in a cell: codes, official labels and everyday words, several parted by ``;``, ``、`` …

    ``policy``: whose codes are meant; None where that is not known yet. Words that hold a known word among others
    (低保待审) are not taken for it: they are unknown, with a guess.
    """
    if text.strip().casefold() in words()["no_identity"]:
        return Named((), ())
    codes: list[str] = []
    unknown: list[tuple[str, str]] = []
    for piece in _pieces(text, policy):
        code, whole = _code(piece, policy)
        if code and whole:
            codes.append(code)
        else:
            unknown.append((piece, _label(code, policy) if code else ""))
    return Named(tuple(dict.fromkeys(codes)), tuple(unknown))


def _pieces(text: str, policy: str | None) -> list[str]:
    """A label may hold a separator itself (在乡重点优抚对象（不含1—6级残疾军人）), so it is looked for whole first."""
    whole = _SPACE.sub("", text)
    if _of_label(policy).get(whole):
        return [whole]
    return [part for part in (p.strip() for p in _BETWEEN.split(text)) if part]


@cache
def _of_label(policy: str | None) -> dict[str, str]:
    """The documents' own words for identities, the given document's first; of equal words the first document's code."""
    labels: dict[str, str] = {}
    for document in ((policy,) if policy else ()) + policy_ids():
        for code in glossary.codes("identity", document):
            labels.setdefault(glossary.label("identity", code, document), code)
    return labels


def _label(code: str, policy: str | None) -> str:
    return glossary.label("identity", code, policy) if code in glossary.codes("identity", policy) else ""


@cache
def _code(piece: str, policy: str | None) -> tuple[str, bool]:
    """The code, and whether the words are nothing but its name; the code is empty where there is none."""
    if piece in every_identity():
        return piece, True
    own = glossary.codes("identity", policy) if policy else ()
    if piece in _of_label(policy):
        code = _of_label(policy)[piece]
        return (code if code in own else localise([code], policy)[0]), True
    guess = ""
    for document in (policy, *(name for name in policy_ids() if name != policy)):  # 脱贫户 is a word of one document
        code, whole = _named_in(piece, document)
        if whole:
            return code, True
        guess = guess or code
    return guess, False


def _named_in(piece: str, policy: str | None) -> tuple[str, bool]:
    message = read(piece)
    for fact in identity_facts(message, policy):
        if not fact.denied:
            return str(fact.value), _nothing_else(message.plain, fact.start, fact.end)
    return "", False


def _nothing_else(text: str, start: int, end: int) -> bool:
    before, after = text[:start], text[end:]
    return (not before or before in words()["identity_before"]) and (not after or after in words()["identity_after"])
