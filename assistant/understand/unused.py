"""What was heard and not used: amounts of a message that no field takes, in the words that said them."""

from collections.abc import Collection

from assistant.understand.cash import Cash
from assistant.understand.facts import Fact
from assistant.understand.text import Message

#: So many characters before an amount tell what it was said of.
_LEAD = 12
_TRAIL = 5
_ENDS = "，。；,;！!？?、 \n"


def unused_amounts(message: Message, cash: Cash, facts: Collection[Fact]) -> list[tuple[int, int]]:
    """Places of the amounts that no fact rests on, each with the words around it; nothing that a fact says as well."""
    spans: list[tuple[int, int]] = []
    said = {fact.value for fact in facts if isinstance(fact.value, str)}
    for amount, floor in zip(cash.named, cash.last, strict=True):
        covered = any(fact.start < amount.end and amount.start < fact.end for fact in facts)
        if covered or (amount.certain and (amount.yuan() in said or not amount.value)):
            continue
        clause = message.clause_at(amount.start)
        start = max(floor, clause.start, amount.start - _LEAD)
        while start < amount.start and message.plain[start] in _ENDS:
            start += 1
        end = amount.end
        while end < min(len(message.plain), amount.end + _TRAIL) and message.plain[end] not in _ENDS:
            end += 1
        spans.append((start, end))
    return _joined(spans)


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
