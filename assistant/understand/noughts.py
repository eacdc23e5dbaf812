"""Payments said to be nothing: 大病没有报, 民政一分没给."""

from collections.abc import Sequence

from assistant.understand.facts import Fact
from assistant.understand.money import Amount
from assistant.understand.regexes import regexes
from assistant.understand.roles import AMOUNTS, PAYMENTS, Role
from assistant.understand.text import Message

_NOUGHT = "0.00"
#: An amount so near behind says what was paid after all.
_NEXT = 3


def nought_facts(message: Message, words: Sequence[Role], found: Sequence[Amount]) -> list[Fact]:
    """One fact for each payment that the message says was nothing; not for one that is still to come."""
    text = message.plain
    facts: list[Fact] = []
    for i, role in enumerate(words):
        if role.name in PAYMENTS:
            clause = message.clause_at(role.start)
            end = min([clause.end, *(r.start for r in words[i + 1 :] if r.name in AMOUNTS)])
            rest = text[role.end : end]
            match = regexes("cash")["nought"].match(rest)
            stands = match and not regexes("cash")["unsaid"].search(rest)
            lacks = regexes("cash")["nought_before"].search(text[clause.start : role.start])
            if match and stands and not _has_amount(role, role.end + match.end(), found):
                facts.append(Fact(role.name, _NOUGHT, role.start, role.end + match.end()))
            elif lacks and role.name != "basic_paid" and not _has_amount(role, clause.end, found):
                facts.append(Fact(role.name, _NOUGHT, clause.start + lacks.start(), role.end))
    facts += _all(text, words, facts)
    return facts or _none_reported(text, found)


def _none_reported(text: str, found: Sequence[Amount]) -> list[Fact]:
    """没有报销过: the insurance paid nothing, where no payment is told."""
    match = regexes("cash")["none_reported"].search(text)
    if match is None or any(match.end() <= amount.start <= match.end() + _NEXT for amount in found):
        return []
    return [Fact("basic_paid", _NOUGHT, match.start(), match.end(), weak=True, strength=1)]


def _has_amount(role: Role, end: int, found: Sequence[Amount]) -> bool:
    return any(role.end <= amount.start <= end for amount in found)


def _all(text: str, words: Sequence[Role], said: Sequence[Fact]) -> list[Fact]:
    """医保大病都没报: every payment named shortly before."""
    facts: list[Fact] = []
    known = {fact.field for fact in said}
    for zero in regexes("cash")["all_nought"].finditer(text):
        for role in words:
            near = zero.start() - 12 < role.end <= zero.start()
            plain = not any(char.isdigit() or char in "。；" for char in text[role.end : zero.start()])
            if role.name in PAYMENTS and near and plain and role.name not in known:
                known.add(role.name)
                facts.append(Fact(role.name, _NOUGHT, role.start, zero.end()))
    return facts
