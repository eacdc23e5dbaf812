"""One value for each field from all that a message says about it."""

import re
from collections.abc import Iterable
from dataclasses import replace

from assistant.understand.facts import Fact
from assistant.understand.text import Message

_NOT_NEEDED = re.compile("因为|不需|不用|不必|不消|无需|无须|没必要|用不着|需要|必要|要求|一说|的事|这回事|这个事")
_NOW = re.compile("现在|目前|这次|这回|本次|如今|眼下")
#: Of these the first that is said counts; of other fields the last.
_FIRST_COUNTS = ("treatment", "policy", "person.age")


def settled(message: Message, facts: Iterable[Fact]) -> list[Fact]:
    """Denials first, then one fact a field: identities joined, of several referrals the weightiest."""
    kept: dict[tuple[int, str], Fact] = {}
    denied: list[Fact] = []
    for fact in sorted(facts, key=lambda fact: fact.start):
        of = (fact.bill, fact.field)
        before = kept.get(of)
        if fact.denied:
            denied.append(fact)
        elif fact.field == "person.identities":
            kept[of] = _joined(before, fact)
        elif before is None or _replaces(message, before, fact):
            kept[of] = fact
    return denied + sorted(kept.values(), key=lambda fact: (fact.bill, fact.start))


def _replaces(message: Message, before: Fact, fact: Fact) -> bool:
    if before.value == fact.value:
        return False
    if fact.field == "treatment" and _is_now(message, fact) and not _is_now(message, before):
        return True  # 去年做透析，现在吃抗排异药
    if fact.field in _FIRST_COUNTS:
        return before.approximate and not fact.approximate  # 八十好几了，83
    if fact.field == "referral":
        return _weight(message, fact) >= _weight(message, before)
    return not fact.weak or before.weak


def _is_now(message: Message, fact: Fact) -> bool:
    return bool(_NOW.search(message.plain, message.clause_at(fact.start).start, fact.start))


def _weight(message: Message, fact: Fact) -> int:
    """An emergency needs no referral; 不用转诊 outweighs 没办转诊, and that outweighs 转到."""
    if fact.value == "emergency":
        return 3
    if fact.value == "irregular":
        return 1
    return 2 if _NOT_NEEDED.search(message.plain[fact.start : fact.end]) else 0


def _joined(before: Fact | None, fact: Fact) -> Fact:
    values = fact.value if isinstance(fact.value, list) else [fact.value]
    if before is None:
        return replace(fact, value=values)
    added = [value for value in values if value not in before.value]
    return replace(before, value=[*before.value, *added], end=max(before.end, fact.end))
