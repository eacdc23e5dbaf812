"""Where one document points to another: the computation that is offered, or done first as an estimate."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from knowledge import library
from rules.calculate import calculate
from rules.case import Case
from rules.figures import Source
from rules.policies import documents_of, policy
from rules.result import Result


@dataclass(frozen=True, slots=True)
class Estimate:
    """A case whose civil aid was not known and has been computed first under another document.

    ``case`` has the estimated payments; ``amounts`` are they, in fen, by the bill's place; ``first`` is the result that
    they come from.
    """

    case: Case
    amounts: dict[int, int]
    first: Result


def deferred_case(case: Case) -> Case | None:
    """The case under the document of the wider area, where this one leaves the person to earlier rules; else None."""
    rules = policy(case.policy)
    held = [i for i in rules.parameters.identities if i.code in case.person.identities]
    other = wider_document(case.policy)
    if other is None or not held or any(i.standing != "deferred" for i in held):
        return None
    return replace(case, policy=other, used={}, local={}, readings={})


def estimate_civil_aid(case: Case, unknown: Collection[int]) -> Estimate | None:
    """民政医疗救助 that comes before a document's aid; where not known, computed under the document of the wider area.

    Args:
        case: the case under a document that subtracts other aid.
        unknown: the bills, by place, whose civil aid the person does not know; a payment entered always wins.

    Returns:
        The case with the estimated payments, or None where nothing is to be estimated: all payments are known, or the
        person has no identity of that document.
    """
    other = wider_document(case.policy)
    if other is None or not unknown or not policy(case.policy).family.subtracts_other_aid:
        return None
    if not any(code in policy(other).parameters.codes for code in case.person.identities):
        return None
    first = calculate(replace(case, policy=other, used={}, local={}, readings={}, premium=None))
    amounts = {place: first.bills[place].aid for place in unknown}
    bills = tuple(
        replace(bill, civil_aid_paid=_fits(bill.eligible - bill.paid - bill.relief_fund_paid, amounts[place]))
        if place in amounts
        else bill
        for place, bill in enumerate(case.bills)
    )
    return Estimate(replace(case, bills=bills), amounts, first)


def wider_document(policy_id: str) -> str | None:
    """The library's document of the area around, the nearest first: a district's municipality."""
    own = library.facts(policy_id).area.code
    return next((name for name in documents_of(own) if library.facts(name).area.code != own), None)


def _fits(room: int, amount: int) -> int:
    """No more than what the other payments leave of the costs inside the catalogue."""
    return min(amount, max(room, 0))


def offered_source(case: Case) -> Source | None:
    """The words with which the document leaves the person to earlier rules."""
    rules = policy(case.policy)
    held = (i for i in rules.parameters.identities if i.code in case.person.identities and i.standing == "deferred")
    return next((i.source for i in held), None)
