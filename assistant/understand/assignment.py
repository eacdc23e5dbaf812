"""All amounts of a bill together: for each field one, such that they can be the amounts of one bill.

The whole cost is at least the eligible cost, and that is at least what was paid of it. Of several amounts for one field
the one that is said most plainly counts; of equals the first, unless the message corrects itself.
"""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from assistant.understand.control import corrects
from assistant.understand.facts import Fact
from assistant.understand.roles import AMOUNTS, PAYMENTS
from assistant.understand.text import Message

#: 8万多 and 82,310 are one amount: a later exact one may be so much off the round one.
_NEAR = Decimal("0.15")
#: Words this plain are not doubted because other amounts do not fit; the person is asked.
_PLAIN = 2
#: A part of the cost, as 药费 and 手术费 are; several of them are no whole.
_PART = 1


def assigned(message: Message, facts: Sequence[Fact]) -> list[Fact]:
    """The facts without amounts that give way to others of their bill."""
    amounts = [fact for fact in facts if fact.field in AMOUNTS]
    by_bill: defaultdict[int, list[Fact]] = defaultdict(list)
    for fact in amounts:
        by_bill[fact.bill].append(fact)
    corrected = corrects(message)
    chosen: set[int] = set()
    for of_bill in by_bill.values():
        denied = [fact for fact in of_bill if fact.denied]
        stated = [fact for fact in of_bill if not fact.denied]
        chosen |= {id(fact) for fact in (*denied, *_fitting(_one_each(stated, corrected or bool(denied))))}
    return [fact for fact in facts if fact.field not in AMOUNTS or id(fact) in chosen]


def _one_each(facts: Sequence[Fact], corrected: bool) -> list[Fact]:
    chosen: list[Fact] = []
    for field in AMOUNTS:
        said = sorted((fact for fact in facts if fact.field == field), key=lambda fact: fact.start)
        if not said:
            continue
        values = {fact.value for fact in said}
        if len(values) > 1 and all(fact.strength == _PART for fact in said):
            continue  # 药费8千，手术费2万: parts of a whole that is not said
        chosen.append(_last(said) if corrected else _plainest(said))
    return chosen


def _last(said: Sequence[Fact]) -> Fact:
    return next((fact for fact in reversed(said) if not fact.weak), said[-1])


def _plainest(said: Sequence[Fact]) -> Fact:
    best = said[0]
    for fact in said[1:]:
        exact = best.approximate and not fact.approximate and _is_near(best, fact)
        if fact.strength > best.strength or exact:
            best = fact
    return best


def _is_near(one: Fact, other: Fact) -> bool:
    first, second = Decimal(one.value), Decimal(other.value)
    return abs(first - second) <= first * _NEAR


def _fitting(facts: Sequence[Fact]) -> list[Fact]:
    """Without amounts that are only guessed and cannot stand beside the others."""
    kept = list(facts)
    while (wrong := _least_plain_misfit(kept)) is not None:
        kept = [fact for fact in kept if fact is not wrong]
    return kept


def _least_plain_misfit(facts: Sequence[Fact]) -> Fact | None:
    by_field = {fact.field: fact for fact in facts}
    paid = [by_field[name] for name in PAYMENTS if name in by_field]
    whole, inside = by_field.get("total"), by_field.get("eligible")
    some = [inside] if inside is not None else []
    for parts, bound in ((some, whole), (paid, inside), (paid, whole)):
        if parts and bound is not None and sum(Decimal(f.value) for f in parts) > Decimal(bound.value):
            guessed = [f for f in (*parts, bound) if f.strength < _PLAIN]
            if guessed:
                return min(guessed, key=lambda fact: fact.strength)
    return None
