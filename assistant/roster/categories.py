"""救助类别: the words of a cell as identity codes of the annex's document."""

import re
from typing import NamedTuple

from assistant.roster.annex import POLICY
from assistant.understand.identities import identity_facts
from assistant.understand.text import read
from knowledge import glossary

_BETWEEN = re.compile(r"[、,，;；/]+")


class Category(NamedTuple):
    """The identities that a cell names; ``unknown``: the words that name none, each with a guess (empty: none)."""

    codes: tuple[str, ...]
    unknown: tuple[tuple[str, str], ...]


def category(text: str) -> Category:
    """The identities named in a cell: official labels and everyday words, several parted by 、.

    Words that hold a known word among others (低保待审) are not taken for it: they are unknown, with a guess.
    """
    codes: list[str] = []
    unknown: list[tuple[str, str]] = []
    for piece in filter(None, (part.strip() for part in _BETWEEN.split(text))):
        code, whole = _code(piece)
        if code and whole:
            codes.append(code)
        else:
            unknown.append((piece, glossary.label("identity", code, POLICY) if code else ""))
    return Category(tuple(dict.fromkeys(codes)), tuple(unknown))


def labels() -> tuple[str, ...]:
    """The official words, in the document's order."""
    return tuple(glossary.label("identity", code, POLICY) for code in glossary.codes("identity", POLICY))


def _code(piece: str) -> tuple[str, bool]:
    """The code, and whether the words are nothing but its name; the code is empty where there is none."""
    known = glossary.codes("identity", POLICY)
    for code in known:
        if piece == glossary.label("identity", code, POLICY):
            return code, True
    for fact in identity_facts(read(piece), POLICY):
        if fact.value in known and not fact.denied:
            return fact.value, (fact.start, fact.end) == (0, len(piece))
    return "", False
