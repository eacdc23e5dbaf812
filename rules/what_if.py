"""What would change the answer: every other referral, place, hospital level, designation and identity, and each other
document of the same place by date. One columns call per document; the difference in fen for each.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from knowledge import library
from rules import codes
from rules.case import Case
from rules.ledger import Change, Ledger, identity_scenarios
from rules.money import to_yuan
from rules.policies import Policy, policy, policy_ids
from rules.result import Json


class Difference(NamedTuple):
    """If ``field`` were ``value``, the aid over the whole ledger (fen) and how much more or less that is."""

    field: str
    value: Any
    aid_total: int
    difference: int

    def to_json(self) -> Json:
        """The interface's form."""
        return {
            "field": self.field,
            "value": self.value,
            "aid_total": to_yuan(self.aid_total),
            "difference": to_yuan(self.difference),
        }


#: The facts of a bill that a person may still change or prove otherwise, with the codes of a column.
_VARIED: dict[str, Sequence[Any]] = {
    "referral": codes.REFERRAL,
    "place": codes.PLACE,
    "hospital_level": codes.HOSPITAL_LEVEL,
    "designated": (False, True),
}


def what_if(case: Case) -> tuple[Difference, ...]:
    """Everything that would change the aid of this case, the largest difference first."""
    rules = policy(case.policy)
    held = identity_scenarios(rules.parameters, case.person.identities)
    variants = [*_bill_variants(case, held), *_identity_variants(case, rules, held)]
    scenarios = [(identity, *changes) for _, _, changes, identities in variants for identity in identities]
    evaluation = Ledger(case, rules).evaluate([*((identity,) for identity in held), *scenarios])
    totals = evaluation.totals().tolist()
    now = max(totals[: len(held)])
    found: list[Difference] = []
    start = len(held)
    for field, value, _, identities in variants:
        total = max(totals[start : start + len(identities)])
        start += len(identities)
        found.append(Difference(field, value, total, total - now))
    found.extend(_other_documents(case, now))
    return tuple(sorted((d for d in found if d.difference), key=lambda d: -abs(d.difference)))


#: A field, its other value, the changes that it means, and the identities to choose among.
Variant = tuple[str, Any, Sequence[Change], Sequence[Change]]


def _bill_variants(case: Case, held: Sequence[Change]) -> Iterator[Variant]:
    for place, bill in enumerate(case.bills):
        for name, values in _VARIED.items():
            for code, value in enumerate(values):
                if value != getattr(bill, name):
                    yield f"bills[{place}].{name}", value, (Change(name, code, place),), held


def _identity_variants(case: Case, rules: Policy, held: Sequence[Change]) -> Iterator[Variant]:
    """An identity the person might apply for, beside those held: the better of both counts (就高)."""
    for place, entry in enumerate(rules.parameters.identities):
        if entry.standing == "recipient" and entry.code not in case.person.identities:
            together = [*case.person.identities, entry.code]
            recipients = [c for c in held if c.value >= 0]
            yield "person.identities", together, (), [*recipients, Change("identity", place)]


def _other_documents(case: Case, now: int) -> Iterator[Difference]:
    """Each other document of the same place, with its own default readings and pools that are still full."""
    area = library.document(case.policy).facts.area.code
    for other in policy_ids():
        if other != case.policy and area.startswith(library.document(other).facts.area.code):
            there = replace(case, policy=other, used={}, local={}, readings={}, premium=None)
            rules = policy(other)
            identities = identity_scenarios(rules.parameters, case.person.identities)
            total = int(Ledger(there, rules).evaluate([(i,) for i in identities]).totals().max())
            yield Difference("policy", other, total, total - now)
