"""What would change the answer: every other referral, place, hospital level, designation and identity.

Only what a person could have done otherwise, or may still apply for: never another day, an emergency, or a child's
identity for an adult, which would suggest a misstatement.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from rules import codes
from rules.case import Case
from rules.knock_on import totals
from rules.ledger import Change, Ledger, Variant
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
#: So many rows are computed at a time where identities change within the ledger.
_ROWS = 250_000


def what_if(case: Case) -> tuple[Difference, ...]:
    """Everything that would change the aid of this case, the largest difference first."""
    rules = policy(case.policy)
    ledger = Ledger(case, rules)
    tried = list(_bill_variants(case))
    identities = list(_identity_variants(case, rules))
    now, *others = ledger.choose([Variant((), ledger.spells()), *(v for _, _, v in identities)]).totals()
    aids = [*_totals(ledger, [change for _, _, change in tried]), *others]
    found = [
        Difference(field, value, total, total - now)
        for (field, value, _), total in zip((*tried, *identities), aids, strict=True)
        if total != now
    ]
    return tuple(sorted(found, key=lambda d: -abs(d.difference)))


def _totals(ledger: Ledger, changes: Sequence[Change]) -> list[int]:
    """The aid with each one change of one bill (fen): the best identity of a spell, or spell after spell."""
    if not changes:
        return []
    spells = ledger.spells()
    if len(spells) == 1:
        under = [totals(ledger, place, changes)[1] for place in spells[0].choice.places]
        return [int(total) for total in np.max(under, axis=0)]
    at_once = max(1, _ROWS // len(ledger.order))
    found: list[int] = []
    for start in range(0, len(changes), at_once):
        variants = [Variant((change,), spells) for change in changes[start : start + at_once]]
        found += ledger.choose(variants).totals()
    return found


def _bill_variants(case: Case) -> Iterator[tuple[str, Any, Change]]:
    for place, bill in enumerate(case.bills):
        for name, values in _VARIED.items():
            for code, value in enumerate(values):
                if value != getattr(bill, name):
                    yield f"bills[{place}].{name}", value, Change(name, code, place)


def _identity_variants(case: Case, rules: Policy) -> Iterator[tuple[str, Any, Variant]]:
    """An identity the person might apply for, beside those held (就高)."""
    held = case.person.identities
    for entry in rules.parameters.identities:
        unfit = entry.minor and (case.person.age is None or case.person.age >= codes.OF_AGE)
        if entry.standing == "recipient" and entry.code not in held and not unfit:
            more = replace(case, person=replace(case.person, identities=(*held, entry.code)))
            yield "person.identities", [*held, entry.code], Variant((), Ledger(more, rules).spells())
