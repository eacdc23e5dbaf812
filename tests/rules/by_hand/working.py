"""A case worked out: the best identity of each spell, what each other reading would give, what earlier rules would."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, Protocol

from tests.rules.by_hand import banan_2018, chongqing_2012, jiangsu_2023_draft, jiulongpo_2023, pengshui_2023
from tests.rules.by_hand.benefit import NOT_MET, UNDETERMINED, Benefit, Sums, Untouched
from tests.rules.by_hand.case import Asked, Bill, Contribution, Held, Json, read
from tests.rules.by_hand.money import printed


class Policy(Protocol):
    """What each policy's module gives; a reading has its default first."""

    BENEFITS: tuple[str, ...]
    IDENTITIES: tuple[str, ...]
    READINGS: dict[str, tuple[str, str]]
    PREMIUM_READINGS: dict[str, tuple[str, str]]
    SUBTRACTS_OTHER_AID: bool
    LOST_COUNTS_ON: bool

    def choice(self, codes: frozenset[str], readings: Mapping[str, str]) -> tuple[str, ...]: ...

    def aid(
        self, bill: Bill, identity: str | None, asked: Asked, readings: Mapping[str, str], sums: Sums
    ) -> dict[str, Benefit]: ...

    def premium(self, asked: Contribution, identity: str | None, readings: Mapping[str, str]) -> Benefit: ...


POLICIES: dict[str, Policy] = {
    "banan-2018": banan_2018,
    "chongqing-2012": chongqing_2012,
    "jiangsu-2023-draft": jiangsu_2023_draft,
    "jiulongpo-2023": jiulongpo_2023,
    "pengshui-2023": pengshui_2023,
}
#: Those named here whose subsidy is asked too where no recipient's identity is held.
_LEFT_TO_OTHER_RULES = {
    "jiulongpo-2023": jiulongpo_2023.OTHER_RECIPIENTS,
    "jiangsu-2023-draft": jiangsu_2023_draft.TRANSITION,
}


class Ledger(NamedTuple):
    """All bills, each under the best identity of its spell, in the order given; the sum of all benefits (fen)."""

    identities: list[str | None]
    bills: list[dict[str, Benefit]]
    total: int
    last: str | None


def answer(case: Json) -> Json:
    """What the interface's case comes to: statuses, amounts in yuan, the readings that would change them."""
    asked = read(case)
    policy = POLICIES[asked.policy]
    readings = {name: asked.readings.get(name, values[0]) for name, values in policy.READINGS.items()}
    best = best_ledger(asked, readings)
    premium = _premium(asked, best, readings)
    return {
        "identity": best.last if asked.bills else _of_premium_alone(asked, premium),
        "identities": best.identities,
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
        "offers": {reason: printed(amount) for reason, amount in _offers(asked).items() if amount},
        "premium": premium,
    }


def best_ledger(asked: Asked, readings: Mapping[str, str]) -> Ledger:
    """就高, spell by spell: of the identities the one with the highest total over the spell, of equal ones the first.

    A spell is a run of bills, in order of date, on whose days the choice is the same; what earlier ones used is used.
    """
    policy = POLICIES[asked.policy]
    order = sorted(range(len(asked.bills)), key=lambda place: asked.bills[place].date)
    choices = [policy.choice(asked.codes_on(asked.bills[p], policy.LOST_COUNTS_ON), readings) for p in order]
    sums = Sums(asked.used, asked.bills[order[0]].year if order else "")
    found: dict[int, tuple[str | None, dict[str, Benefit]]] = {}
    start = 0
    while start < len(order):
        end = start
        while end < len(order) and choices[end] == choices[start]:
            end += 1
        tried = [_spell(asked, order[start:end], code, readings, sums.copy()) for code in choices[start] or (None,)]
        _, bills, sums = max(tried, key=lambda one: one[0])
        found |= bills
        start = end
    total = sum(benefit.amount for _, benefits in found.values() for benefit in benefits.values())
    places = range(len(order))
    last = found[order[-1]][0] if order else None
    return Ledger([found[p][0] for p in places], [found[p][1] for p in places], total, last)


def _spell(
    asked: Asked, places: Sequence[int], identity: str | None, readings: Mapping[str, str], sums: Sums
) -> tuple[int, dict[int, tuple[str | None, dict[str, Benefit]]], Sums]:
    """Bills under one identity; each draws on what the earlier ones of its year have left."""
    found = {place: (identity, _bill(asked.bills[place], identity, asked, readings, sums)) for place in places}
    return sum(b.amount for _, benefits in found.values() for b in benefits.values()), found, sums


def _bill(
    bill: Bill, identity: str | None, asked: Asked, readings: Mapping[str, str], sums: Sums
) -> dict[str, Benefit]:
    """未参保 with nothing paid by 基本医保: what would be granted is undetermined, and touches no limit."""
    policy = POLICIES[asked.policy]
    if asked.insured or bill.basic_paid:
        return policy.aid(bill, identity, asked, readings, sums)
    open_ones = policy.aid(bill, identity, asked, readings, Untouched())
    return {name: NOT_MET if found is NOT_MET else UNDETERMINED for name, found in open_ones.items()}


def _left(bill: Bill, benefits: Mapping[str, Benefit], other_aid_counts: bool) -> int:
    """What the person bears of the whole bill."""
    paid = bill.basic_paid + bill.catastrophic_paid
    if other_aid_counts:
        paid += bill.civil_aid_paid + bill.relief_fund_paid
    return bill.total - paid - sum(benefit.amount for benefit in benefits.values())


def _others(readings: Mapping[str, tuple[str, str]], chosen: Mapping[str, str]) -> list[tuple[str, str]]:
    """Each reading with the value that was not chosen."""
    return [(name, second if chosen[name] == first else first) for name, (first, second) in readings.items()]


def _premium(asked: Asked, best: Ledger, readings: Mapping[str, str]) -> Json | None:
    """The subsidy: of the identity that gets most; where there is aid, by one reading, of the aid's identity."""
    if asked.contribution is None:
        return None
    policy = POLICIES[asked.policy]
    chosen = {name: asked.readings.get(name, values[0]) for name, values in policy.PREMIUM_READINGS.items()}
    identity, subsidy = _subsidy(asked, best, readings, chosen)
    others = {
        name: (other, printed(there))
        for name, other in _others(policy.PREMIUM_READINGS, chosen)
        if (there := _subsidy(asked, best, readings, {**chosen, name: other})[1].amount) != subsidy.amount
    }
    return {"identity": identity, "status": subsidy.status, "amount": printed(subsidy.amount), "readings": others}


def _subsidy(
    asked: Asked, best: Ledger, readings: Mapping[str, str], chosen: Mapping[str, str]
) -> tuple[str | None, Benefit]:
    policy = POLICIES[asked.policy]
    assert asked.contribution is not None
    codes = asked.codes_without_end
    if asked.bills:
        last = max(range(len(asked.bills)), key=lambda place: (asked.bills[place].date, place))
        codes = asked.codes_on(asked.bills[last], policy.LOST_COUNTS_ON)
    held: tuple[str | None, ...] = policy.choice(codes, readings)
    if asked.policy == "banan-2018":  # nothing is said of it, under whatever identity
        named = "registered_poor_ended" if "registered_poor_ended" in codes else None
        return (best.last or named) if asked.bills else (*held, named)[0], UNDETERMINED
    held = held or tuple(code for code in _LEFT_TO_OTHER_RULES.get(asked.policy, ()) if code in codes)[:1] or (None,)
    if best.total and chosen.get("premium_identity") == "same":
        held = (best.last,) if best.last else held[:1]
    found = [(code, policy.premium(asked.contribution, code, chosen)) for code in held]
    return max(found, key=lambda one: one[1].amount)


def _of_premium_alone(asked: Asked, premium: Json | None) -> str | None:
    identity: str | None = premium and premium["identity"]
    return identity if identity in POLICIES[asked.policy].IDENTITIES else None


def _offers(asked: Asked) -> dict[str, int]:
    """What 渝府发〔2012〕78号 would give where the text points to it or leaves it standing."""
    policy = {"jiulongpo-2023": jiulongpo_2023, "pengshui-2023": pengshui_2023}.get(asked.policy)
    if policy is None or asked.bound_to_dates:
        return {}
    codes = [one.code for one in asked.held]
    ordinary = [bill for bill in asked.bills if policy.is_ordinary(bill)]
    as_ordinary = [policy.ORDINARY_AID[code] for code in codes if code in policy.ORDINARY_AID]
    return {
        "earlier_rules": _there(asked, asked.bills, [code for code in codes if code in policy.EARLIER_RULES]),
        "ordinary_aid": _there(asked, ordinary, as_ordinary),
    }


def _there(asked: Asked, bills: Sequence[Bill], codes: Sequence[str]) -> int:
    """The aid of these bills under the opinion of 2012, its limits unused and its readings at their default."""
    held = tuple(Held(code) for code in dict.fromkeys(codes))
    there = replace(asked, policy="chongqing-2012", held=held, bills=tuple(bills), used={}, readings={})
    return best_ledger(there, {name: values[0] for name, values in chongqing_2012.READINGS.items()}).total
