"""A case worked out: the best identity for the whole ledger, and what each other reading would give."""

from collections.abc import Mapping
from typing import NamedTuple, Protocol

from tests.rules.by_hand import banan_2018, chongqing_2012, jiangsu_2023_draft, jiulongpo_2023, pengshui_2023
from tests.rules.by_hand.benefit import Benefit, Sums
from tests.rules.by_hand.case import Asked, Bill, Contribution, Json, read
from tests.rules.by_hand.money import printed


class Policy(Protocol):
    """What each policy's module gives; a reading has its default first."""

    BENEFITS: tuple[str, ...]
    IDENTITIES: tuple[str, ...]
    READINGS: dict[str, tuple[str, str]]
    PREMIUM_READINGS: dict[str, tuple[str, str]]
    SUBTRACTS_OTHER_AID: bool

    def aid(
        self, bill: Bill, identity: str | None, asked: Asked, readings: Mapping[str, str], sums: Sums
    ) -> dict[str, Benefit]: ...

    def premium(self, asked: Contribution, identity: str | None, readings: Mapping[str, str]) -> int: ...


POLICIES: dict[str, Policy] = {
    "banan-2018": banan_2018,
    "chongqing-2012": chongqing_2012,
    "jiangsu-2023-draft": jiangsu_2023_draft,
    "jiulongpo-2023": jiulongpo_2023,
    "pengshui-2023": pengshui_2023,
}


class Ledger(NamedTuple):
    """All bills under one identity: the benefits of each in the order given, and their sum (fen)."""

    identity: str | None
    bills: list[dict[str, Benefit]]
    total: int


def answer(case: Json) -> Json:
    """What the interface's case comes to: statuses, amounts in yuan, the readings that would change them."""
    asked = read(case)
    policy = POLICIES[asked.policy]
    readings = {name: asked.readings.get(name, values[0]) for name, values in policy.READINGS.items()}
    best = best_ledger(asked, readings)
    return {
        "identity": best.identity,
        "aid_total": printed(best.total),
        "bills": [
            {
                "self_pay": printed(_left(bill, benefits, policy.SUBTRACTS_OTHER_AID)),
                "benefits": {name: (found.status, printed(found.amount)) for name, found in benefits.items()},
            }
            for bill, benefits in zip(asked.bills, best.bills, strict=True)
        ],
        "readings": {
            name: (other, printed(total))
            for name, other in _others(policy.READINGS, readings)
            if (total := best_ledger(asked, {**readings, name: other}).total) != best.total
        },
        "premium": _premium(asked, best.identity),
    }


def best_ledger(asked: Asked, readings: Mapping[str, str]) -> Ledger:
    """就高: of the identities held the one with the highest total over all bills; of equal ones the first."""
    held: list[str | None] = [
        identity for identity in POLICIES[asked.policy].IDENTITIES if identity in asked.identities
    ]
    return max((_ledger(asked, identity, readings) for identity in held or [None]), key=lambda ledger: ledger.total)


def _ledger(asked: Asked, identity: str | None, readings: Mapping[str, str]) -> Ledger:
    """By date, then as given; each bill draws on what the earlier ones of its year have left."""
    order = sorted(range(len(asked.bills)), key=lambda place: asked.bills[place].date)
    sums = Sums(asked.used, asked.bills[order[0]].year if order else "")
    found = {place: POLICIES[asked.policy].aid(asked.bills[place], identity, asked, readings, sums) for place in order}
    total = sum(benefit.amount for benefits in found.values() for benefit in benefits.values())
    return Ledger(identity, [found[place] for place in range(len(order))], total)


def _left(bill: Bill, benefits: Mapping[str, Benefit], other_aid_counts: bool) -> int:
    """What the person bears of the whole bill."""
    paid = bill.basic_paid + bill.catastrophic_paid
    if other_aid_counts:
        paid += bill.civil_aid_paid + bill.relief_fund_paid
    return bill.total - paid - sum(benefit.amount for benefit in benefits.values())


def _others(readings: Mapping[str, tuple[str, str]], chosen: Mapping[str, str]) -> list[tuple[str, str]]:
    """Each reading with the value that was not chosen."""
    return [(name, second if chosen[name] == first else first) for name, (first, second) in readings.items()]


def _premium(asked: Asked, identity: str | None) -> Json | None:
    """The subsidy under the identity that is best for the bills, with readings of its own."""
    if asked.contribution is None:
        return None
    policy = POLICIES[asked.policy]
    chosen = {name: asked.readings.get(name, values[0]) for name, values in policy.PREMIUM_READINGS.items()}
    amount = policy.premium(asked.contribution, identity, chosen)
    others = {
        name: (other, printed(there))
        for name, other in _others(policy.PREMIUM_READINGS, chosen)
        if (there := policy.premium(asked.contribution, identity, {**chosen, name: other})) != amount
    }
    return {"amount": printed(amount), "readings": others}
