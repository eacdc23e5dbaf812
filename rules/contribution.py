"""The subsidy to the year's contribution (资助参保): outside the aid, with readings of its own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from rules.case import Case, Premium
from rules.codes import NOT_GIVEN
from rules.columns import Choice
from rules.figures import Source
from rules.money import Bools, Ints, either
from rules.result import PremiumResult, ReadingResult, open_reading
from rules.worksheet import Worksheet

if TYPE_CHECKING:
    from rules.policies import Policy


@dataclass(slots=True)
class PremiumColumns:
    """Contributions as columns: ``tier1`` what tier 1 costs a person, ``due`` what is due (fen; −1 not given)."""

    identity: Ints
    tier: Ints
    tier1: Ints
    due: Ints
    employee_scheme: Bools
    readings: Mapping[str, Choice]


def within_due(sheet: Worksheet, q: PremiumColumns, computed: Ints, cite: Source) -> Ints:
    """The last step of every subsidy: never more than is due, where that is given (fen)."""
    known = q.due >= 0
    amount = either(known, np.minimum(computed, q.due), computed)
    operands = {"computed": computed, "due": q.due}
    return sheet.step("amount", "不超过本人应缴的数额", "min({computed}, {due})", amount, operands, (cite,), when=known)


def premium_result(case: Case, rules: "Policy", identity: int) -> PremiumResult | None:
    """The subsidy of a case that asks for one, under the identity chosen for the aid; None where it asks for none."""
    from rules.traced import condition_result, step_results

    if case.premium is None:
        return None
    chosen = {n: case.readings.get(n, r.default) for n, r in rules.parameters.readings.items() if r.of_premium}
    benefit = rules.family.premium(_columns(case.premium, identity, chosen, rules), rules.parameters, True)
    amount = int(benefit.amount[0])
    return PremiumResult(
        amount,
        bool(np.asarray(benefit.at_least).ravel()[0]),
        step_results(benefit.steps, 0, identity) if benefit.met[0] else (),
        tuple(condition_result(c, 0, identity) for c in benefit.conditions),
        tuple(_open_readings(case.premium, identity, chosen, rules, amount)),
    )


def _open_readings(
    asked: Premium, identity: int, chosen: dict[str, str], rules: "Policy", amount: int
) -> Iterator[ReadingResult]:
    for name, value in chosen.items():
        reading = rules.parameters.readings[name]
        other = reading.other(value)
        columns = _columns(asked, identity, {**chosen, name: other}, rules)
        there = int(rules.family.premium(columns, rules.parameters, False).amount[0])
        if there != amount:
            yield open_reading(rules.id, name, reading.source, value, other, there)


def _columns(asked: Premium, identity: int, chosen: dict[str, str], rules: "Policy") -> PremiumColumns:
    due = asked.due if asked.due is not None else asked.tier1 if asked.tier == 1 else NOT_GIVEN
    return PremiumColumns(
        np.array([identity]),
        np.array([asked.tier]),
        np.array([asked.tier1]),
        np.array([due]),
        np.array([asked.employee_scheme]),
        {name: value != rules.parameters.readings[name].default for name, value in chosen.items()},
    )
