"""Identities in everyday words, each in the code of the person's document."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from assistant.understand.facts import Fact
from assistant.understand.standing import standing_of_identity
from assistant.understand.text import Clause, Message
from knowledge import glossary, library
from knowledge.yamlfile import read_yaml
from rules.policies import policy_ids

_FILE = Path(__file__).parent / "identities.yaml"
#: So many characters before and behind an identity may tell that it is denied or has ended.
_REACH = 40


@cache
def _data() -> dict[str, Any]:
    return read_yaml(_FILE)


@cache
def _words() -> dict[str, list[tuple[str, str]]]:
    by_first: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    rows = {word: code for code, words in _data()["words"].items() for word in words}
    for policy in policy_ids():
        for code, identity in glossary.words(policy).identity.items():
            for word in (*identity.said, *identity.said_here):
                rows.setdefault(word, code)
    for word, code in sorted(rows.items(), key=lambda row: -len(row[0])):
        by_first[word[0]].append((word, code))
    return dict(by_first)


@cache
def _rules() -> dict[str, re.Pattern[str]]:
    rules = {name: re.compile(pattern) for name, pattern in _data()["negation"].items()}
    return {**rules, **{name: re.compile(_data()[name]) for name in ("none", "plain")}}


def localise(codes: Iterable[str], policy: str | None) -> list[str]:
    """The codes as the document `policy` has them: 五保 is 特困 where it is not named apart. Order kept, each once."""
    own = glossary.words(policy).read_as if policy else {}
    return list(dict.fromkeys(own.get(code, code) for code in codes))


def identity_facts(message: Message, policy: str | None) -> list[Fact]:
    """Every identity named, one fact each with a single code; ``denied`` where it is said not to hold."""
    rules = _rules()
    made = (_fact(message, rules, word, code, at, policy) for at, word, code in identity_words(message))
    return _without_replaced(_listed(message.plain, [fact for fact in made if fact is not None]))


def identity_words(message: Message) -> Iterator[tuple[int, str, str]]:
    """Every word for an identity, the longest at each place: where it begins, the word and its code."""
    text, words, at = message.plain, _words(), 0
    while at < len(text):
        for word, code in words.get(text[at], ()):
            if text.startswith(word, at):
                yield at, word, code
                at += len(word) - 1
                break
        at += 1


def _without_replaced(facts: list[Fact]) -> list[Fact]:
    """脱贫户，不享受政策了 is the second alone."""
    said = {fact.value for fact in facts if not fact.denied}
    replaced = {
        identity.instead_of
        for policy in policy_ids()
        for code, identity in glossary.words(policy).identity.items()
        if code in said
    }
    return [fact for fact in facts if fact.value not in replaced]


def _listed(text: str, facts: list[Fact]) -> list[Fact]:
    """特困、低保都不是 and 不是特困、低保: what is denied of one of a list is denied of all of it."""
    link = re.compile(_data()["list"])
    together = [link.fullmatch(text, a.end, b.start) is not None for a, b in pairwise(facts)]
    found = list(facts)
    for order in (range(len(together)), reversed(range(len(together)))):
        for i in order:
            if together[i] and found[i].denied != found[i + 1].denied:
                found[i] = replace(found[i], denied=True)
                found[i + 1] = replace(found[i + 1], denied=True)
    return found


def _fact(
    message: Message, rules: dict[str, re.Pattern[str]], word: str, code: str, at: int, policy: str | None
) -> Fact | None:
    clause = message.clause_at(at)
    before = message.plain[max(clause.start, at - _REACH) : at]
    after = message.plain[at + len(word) : min(clause.end, at + len(word) + _REACH)]
    if word in _only_here() and not any(_speaks_of(message, own, policy) for own in _only_here()[word]):
        return None
    if rules["wish"].search(before):
        return None
    behind = rules["after"].search(after) if not _denies_the_next(message, rules, at + len(word), clause) else None
    denied = bool(rules["before"].search(before) or behind or rules["former"].search(before))
    denied = denied or bool(rules["ended"].match(message.plain[at + len(word) : at + len(word) + _REACH]))
    standing = standing_of_identity(message, at, at + len(word))
    if standing in ("waiting", "applied") and not denied:
        return None
    denied = denied or standing == "refused"
    return Fact("person.identities", localise([code], policy)[0], at, at + len(word), denied=denied)


def _denies_the_next(message: Message, rules: dict[str, re.Pattern[str]], end: int, clause: Clause) -> bool:
    """是监测户不是低保: 不是 between two identities denies the second, unless 是 follows that one (低保不是特困是)."""
    link = rules["next"].match(message.plain, end, clause.end)
    if link is None:
        return False
    word = next(
        (w for w, _ in _words().get(message.plain[link.end()], ()) if message.plain.startswith(w, link.end())), ""
    )
    return bool(word) and rules["next_holds"].match(message.plain, link.end() + len(word), clause.end) is None


@cache
def _only_here() -> dict[str, list[str]]:
    """Words that are an identity only among a document's own people, each with the documents."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for policy in policy_ids():
        for identity in glossary.words(policy).identity.values():
            for word in identity.said_here:
                found[word].append(policy)
    return dict(found)


def _speaks_of(message: Message, own: str, policy: str | None) -> bool:
    """Whether the message is of a document's own people: it is theirs, or not known and its place is named."""
    if policy is not None:
        return policy == own
    return any(name in message.plain for name in library.facts(own).area.names)


def denies_all(message: Message, *, bare: bool) -> tuple[int, int] | None:
    """Where the message says that no identity holds at all, if it does: 什么低保特困都不是.

    `bare`: 都不是 alone says so, as identities were asked for or named.
    """
    match = _rules()["none"].search(message.plain)
    if match is None or not (bare or _rules()["plain"].search(match[0])):
        return None
    return match.span()
