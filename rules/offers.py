"""What an earlier document of the library would give, where the text points to it or leaves it standing.

Never part of the aid: ``earlier_rules`` would stand instead of it, ``ordinary_aid`` beside it. Pools are empty there,
readings at their default; of an identity that is bound to dates nothing is looked at, and a warning says so.
"""

from collections.abc import Iterator
from dataclasses import replace

from rules.case import Case, Person
from rules.ledger import Chosen, Ledger, Variant
from rules.money import to_yuan
from rules.parameters import Offer
from rules.policies import is_sound, policy
from rules.result import OfferResult


def offers(ledger: Ledger, chosen: Chosen) -> tuple[OfferResult, ...]:
    """The offers above 0 for a case whose bills were computed."""
    declared = ledger.policy.parameters.offers
    if not declared or not ledger.order or ledger.case.person.spans:
        return ()
    return tuple(_offers(ledger, chosen))


def _offers(ledger: Ledger, chosen: Chosen) -> Iterator[OfferResult]:
    rules, case = ledger.policy, ledger.case
    assert chosen.traced is not None
    held = {reason: _held_there(offer, case) for reason, offer in rules.parameters.offers.items()}
    if not any(held.values()):
        return
    for reason, where in rules.family.offers(chosen.traced.columns, rules.parameters):
        if not held.get(reason):
            continue
        if isinstance(where, bool):
            asked = set(ledger.order) if where else set()
        else:
            rows = where[chosen.rows.start : chosen.rows.stop].tolist()
            asked = {given for given, row in zip(ledger.order, rows, strict=True) if row}
        offer = rules.parameters.offers[reason]
        if asked and is_sound(offer.policy):
            yield from _offered(reason, offer, _case_there(case, offer, held[reason], asked))


def _held_there(offer: Offer, case: Case) -> tuple[str, ...]:
    """What the person's identities are in the earlier document."""
    there = offer.identities
    return tuple(dict.fromkeys([there[code] for code in case.person.identities if code in there]))


def _case_there(case: Case, offer: Offer, held: tuple[str, ...], asked: set[int]) -> Case:
    person = Person(held, case.person.age, case.person.needs_maintenance, case.person.insured)
    bills = tuple(bill for place, bill in enumerate(case.bills) if place in asked)
    return replace(case, policy=offer.policy, person=person, bills=bills, used={}, local={}, readings={}, premium=None)


def _offered(reason: str, offer: Offer, there: Case) -> Iterator[OfferResult]:
    rules = policy(there.policy)
    ledger = Ledger(there, rules)
    found = ledger.choose([Variant((), ledger.spells())])
    total = found.totals()[0]
    if total > 0:
        identity = rules.parameters.codes[int(found.identity[0, -1])]
        text = offer.text.replace("{amount}", to_yuan(total))
        yield OfferResult(reason, offer.policy, identity, total, text, offer.sources)


def not_looked_at(case: Case, offered: dict[str, Offer]) -> bool:
    """Whether earlier rules may give something that was not looked at: an identity is bound to dates."""
    held = set(case.person.identities)
    return bool(case.person.spans) and any(held.intersection(offer.identities) for offer in offered.values())
