"""The subsidy to the year's contribution (资助参保): outside the aid, with readings of its own."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from rules.case import Case, Premium
from rules.codes import NOT_GIVEN
from rules.columns import PremiumColumns
from rules.parameters import Parameters
from rules.prepared import Policy
from rules.result import PremiumResult, ReadingResult, open_reading
from rules.traced import condition_result, step_results
from rules.worksheet import Benefit, Condition

#: The reading on whose identity is that of the subsidy: the one chosen for the aid, or the one that gets most.
IDENTITY = "premium_identity"
_SAME = "same"


class Asked(NamedTuple):
    """Under which identities the subsidy may be granted: the place chosen for the aid, and those held.

    ``aided``: whether there is an amount of aid, without which the choice for the aid fixes nothing.
    """

    of_aid: int
    held: Sequence[int]
    aided: bool


def premium_result(case: Case, rules: Policy, asked: Asked) -> PremiumResult | None:
    """The subsidy of a case that asks for one; None where it asks for none."""
    premium = case.premium
    if premium is None:
        return None
    subsidy = rules.family.premium
    if subsidy is None:
        reason = "这份文件没有写资助参保，不能判断；请向当地医保部门询问。"
        code = rules.parameters.codes[asked.of_aid] if asked.of_aid >= 0 else None
        return PremiumResult(code, "undetermined", 0, False, reason, (), (), ())
    readings = rules.parameters.readings
    chosen = {n: case.readings.get(n, r.default) for n, r in readings.items() if r.of_premium}

    def granted_under(readings_chosen: Mapping[str, str]) -> _Granted:
        fixed = asked.aided and readings_chosen.get(IDENTITY) == _SAME
        places = (asked.of_aid,) if fixed else tuple(asked.held)
        columns = _columns(premium, places, readings_chosen, rules.parameters)
        benefit = subsidy(columns, rules.parameters, True)
        row = int(benefit.amount.argmax())
        return _Granted(benefit, row, places[row])

    granted = granted_under(chosen)
    others: list[ReadingResult] = []
    for name, value in chosen.items():
        if name == IDENTITY and not asked.aided:
            continue
        other = readings[name].other(value)
        there = granted_under({**chosen, name: other}).amount
        if there != granted.amount:
            others.append(open_reading(rules.id, name, readings[name].source, value, other, there))
    return _explained(granted, rules.parameters, tuple(others))


class _Granted(NamedTuple):
    """The subsidy under one identity: a benefit of all identities tried, and the row that counts."""

    benefit: Benefit
    row: int
    place: int

    @property
    def amount(self) -> int:
        return int(self.benefit.amount[self.row])


def _columns(
    asked: Premium, places: Sequence[int], chosen: Mapping[str, str], parameters: Parameters
) -> PremiumColumns:
    due = asked.due if asked.due is not None else asked.tier1 if asked.tier == 1 else NOT_GIVEN
    count = len(places)
    return PremiumColumns(
        np.array(places),
        np.full(count, asked.tier),
        np.full(count, asked.tier1),
        np.full(count, due),
        np.full(count, asked.employee_scheme),
        {name: value != parameters.readings[name].default for name, value in chosen.items()},
    )


def _explained(granted: _Granted, parameters: Parameters, readings: tuple[ReadingResult, ...]) -> PremiumResult:
    benefit, row, place = granted
    asked = [c for c in benefit.conditions if c.when is True or bool(np.asarray(c.when)[row])]
    failed = [c for c in asked if not c.met[row]]
    left_open = [c for c in benefit.undetermined if not c.met[row]]
    if failed:
        status, reason = "not_met", _reason(failed[0])
    elif left_open:
        status, reason = "undetermined", f"{left_open[0].label}。"
    else:
        status, reason = "granted" if granted.amount else "zero", None
    return PremiumResult(
        parameters.codes[place] if place >= 0 else None,
        status,
        granted.amount,
        bool(np.broadcast_to(benefit.at_least, benefit.met.shape)[row]),
        reason,
        step_results(benefit.steps, row, place) if status in ("granted", "zero") else (),
        tuple(condition_result(c, row, place) for c in (*left_open, *asked)),
        readings,
    )


def _reason(failed: Condition) -> str:
    return f"{failed.otherwise}。" if failed.otherwise else f"没有满足这个条件：{failed.label}。"
