"""A document that is named itself, not by its place: by the office that numbered it, or as people call it."""

import re
from collections.abc import Iterator
from functools import cache

from assistant.understand.text import Message
from knowledge import glossary, library
from rules.policies import policy_ids


def document_named(message: Message) -> Iterator[tuple[str, int, int]]:
    """The documents that the message names, each with where: by the office of its number, by its year."""
    for policy, regex in _names().items():
        if found := regex.search(message.plain):
            yield policy, found.start(), found.end()


@cache
def _names() -> dict[str, re.Pattern[str]]:
    """What names each document and no other: ``called`` of its words, and what its number begins with."""
    numbered = {name: _office(library.facts(name).number) for name in policy_ids()}
    offices = list(numbered.values())
    found: dict[str, re.Pattern[str]] = {}
    for name, office in numbered.items():
        own = re.escape(office) if office and offices.count(office) == 1 else ""
        if words := "|".join(filter(None, (glossary.words(name).called, own))):
            found[name] = re.compile(words)
    return found


def _office(number: str | None) -> str:
    """What stands before the year of a document's number."""
    return re.split(r"[〔\[（(【]", number, maxsplit=1)[0] if number else ""
