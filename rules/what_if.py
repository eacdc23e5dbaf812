"""What would change the answer: every other referral, place, hospital level, designation and identity.

Only what a person could have done otherwise, or may still apply for: never another day, an emergency, or a child's
identity for an adult, which would suggest a misstatement.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from rules import codes
from rules.case import Case
from rules.ledger import Change, Ledger, Scenario, Variant
from rules.money import to_yuan
from rules.policies import Policy, policy
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


#: The facts of a bill that are tried, with the codes of a column; nobody chooses an emergency.
_VARIED: dict[str, Sequence[Any]] = {
    "referral": ("standard", "irregular"),
    "place": codes.PLACE,
    "hospital_level": codes.HOSPITAL_LEVEL,
    "designated": (False, True),
}
#: From this age on nobody is a child.
_OF_AGE = 18


def what_if(case: Case) -> tuple[Difference, ...]:
    """Everything that would change the aid of this case, the largest difference first."""
    rules = policy(case.policy)
    ledger = Ledger(case, rules)
    spells = ledger.spells()
    variants = [(field, value, Variant(changes, spells)) for field, value, changes in _bill_variants(case)]
    variants += _identity_variants(case, rules)
    totals = ledger.choose([Variant((), spells), *(variant for _, _, variant in variants)]).totals()
    found = [
        Difference(field, value, total, total - totals[0])
        for (field, value, _), total in zip(variants, totals[1:], strict=True)
        if total != totals[0]
    ]
    return tuple(sorted(found, key=lambda d: -abs(d.difference)))


def _bill_variants(case: Case) -> Iterator[tuple[str, Any, Scenario]]:
    for place, bill in enumerate(case.bills):
        for name, values in _VARIED.items():
            for code, value in enumerate(values):
                if value != getattr(bill, name):
                    yield f"bills[{place}].{name}", value, (Change(name, code, place),)


def _identity_variants(case: Case, rules: Policy) -> Iterator[tuple[str, Any, Variant]]:
    """An identity the person might apply for, beside those held (就高)."""
    held = case.person.identities
    for entry in rules.parameters.identities:
        unfit = entry.minor and (case.person.age is None or case.person.age >= _OF_AGE)
        if entry.standing == "recipient" and entry.code not in held and not unfit:
            more = replace(case, person=replace(case.person, identities=(*held, entry.code)))
            yield "person.identities", [*held, entry.code], Variant((), Ledger(more, rules).spells())
