"""救助类别: the words of a cell as identity codes of the annex's document."""

import re
from typing import NamedTuple

from assistant.roster.annex import annex
from assistant.understand.identities import identity_facts
from assistant.understand.text import read
from knowledge import glossary

_BETWEEN = re.compile(r"[、,，;；/]+")


class Category(NamedTuple):
    """The identities that a cell names; ``unknown``: the words that name none, each with a guess (empty: none)."""

    codes: tuple[str, ...]
    unknown: tuple[tuple[str, str], ...]


def category(text: str, policy: str | None = None) -> Category:
    """The identities named in a cell: official labels and everyday words, several parted by 、.

    ``policy``: the document whose form it is; the first that prints one where it is not given.

    Words that hold a known word among others (低保待审) are not taken for it: they are unknown, with a guess.
    """
    own = annex(policy).policy
    codes: list[str] = []
    unknown: list[tuple[str, str]] = []
    for piece in filter(None, (part.strip() for part in _BETWEEN.split(text))):
        code, whole = _code(piece, own)
        if code and whole:
            codes.append(code)
        else:
            unknown.append((piece, glossary.label("identity", code, own) if code else ""))
    return Category(tuple(dict.fromkeys(codes)), tuple(unknown))


def labels(policy: str | None = None) -> tuple[str, ...]:
    """The official words, in the document's order."""
    own = annex(policy).policy
    return tuple(glossary.label("identity", code, own) for code in glossary.codes("identity", own))


def _code(piece: str, policy: str) -> tuple[str, bool]:
    """The code, and whether the words are nothing but its name; the code is empty where there is none."""
    known = glossary.codes("identity", policy)
    for code in known:
        if piece == glossary.label("identity", code, policy):
            return code, True
    for fact in identity_facts(read(piece), policy):
        if fact.value in known and not fact.denied:
            return fact.value, (fact.start, fact.end) == (0, len(piece))
    return "", False
