"""The words of a document: what they quote stands there, and what they point to exists."""

import re
from collections.abc import Iterator

from knowledge import glossary, library
from knowledge.glossary import Words
from rules.checks.citations import citation_faults
from rules.checks.fault import Fault


def word_faults(policy: str) -> Iterator[Fault]:
    """Everything wrong with ``words.yaml`` of a document's folder."""
    file = f"{policy}/words.yaml"
    try:
        words = glossary.words(policy)
    except library.DocumentError as unreadable:
        yield Fault(file, "", "", str(unreadable).partition("：")[2])
        return
    yield from citation_faults(file, glossary.citations(policy))
    for record, message in (*_astray(words), *_not_expressions(words)):
        yield Fault(file, record, "", message)


def _astray(words: Words) -> Iterator[tuple[str, str]]:
    """Identities that are pointed to and are none of the document's."""
    for code, own in words.read_as.items():
        if own not in words.identity:
            yield f"read_as.{code}", f"“{own}”不在 identity 之列，请改正"
    for code, identity in words.identity.items():
        if identity.instead_of and identity.instead_of not in words.identity:
            yield f"identity.{code}.instead_of", f"“{identity.instead_of}”不在 identity 之列，请改正"


def _not_expressions(words: Words) -> Iterator[tuple[str, str]]:
    given = {f"benefit.{code}.said": benefit.said for code, benefit in words.benefit.items()}
    for record, expression in {**given, "called": words.called}.items():
        try:
            found = re.compile(expression).search("")
        except re.error as wrong:
            yield record, f"不是正则表达式（{wrong}），请改正"
        else:
            if expression and found:
                yield record, "这个正则表达式什么都能匹配，请改正"
