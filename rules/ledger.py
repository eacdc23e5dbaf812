"""One case many times over: its bills as columns, once for every scenario, evaluated together.

A scenario changes some values of the case: another identity, another reading, another referral. What would change the
answer, which identity is the best and which question still matters are all asked here, of the same formula.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from rules import codes, diseases
from rules.case import Bill, Case
from rules.columns import Columns
from rules.family import Policy
from rules.figures import Parameters
from rules.money import Ints
from rules.worksheet import Benefit

#: The values of a person and of a bill that a scenario may change, as rows of one matrix of whole numbers.
PERSON_FIELDS = ("identity", "age", "needs_maintenance", "insured")
BILL_FIELDS = (
    "day",
    "care",
    "treatment",
    "hospital_level",
    "designated",
    "place",
    "referral",
    "diseases",
    "total",
    "eligible",
    "basic_paid",
    "catastrophic_paid",
    "civil_aid_paid",
    "relief_fund_paid",
)
_PLAIN = (*PERSON_FIELDS, *BILL_FIELDS)
_BOOLEANS = ("needs_maintenance", "insured", "designated")


class Change(NamedTuple):
    """One value of a scenario: ``field`` as in the matrix (``reading:tilt_scope``, ``local:cap``), for one bill or all.

    ``bill`` is the bill's place in the case as given; None changes it on every bill.
    """

    field: str
    value: int
    bill: int | None = None


Scenario = Sequence[Change]


@dataclass(slots=True)
class Evaluation:
    """All scenarios, evaluated. Row ``scenario × bills + place`` is the bill at ``place`` in order of computation."""

    columns: Columns
    benefits: tuple[Benefit, ...]
    scenarios: int
    bills: int

    def totals(self) -> Ints:
        """The aid of each scenario over the whole ledger (fen)."""
        amount = np.zeros(self.scenarios * self.bills, np.int64)
        for benefit in self.benefits:
            amount = amount + benefit.amount
        totals: Ints = amount.reshape(self.scenarios, self.bills).sum(axis=1)
        return totals


class Ledger:
    """A case prepared for evaluation: bills in order of date, then as given; years marked; fields as one matrix."""

    __slots__ = ("_first", "_layout", "_matrix", "_place", "case", "order", "policy")

    def __init__(self, case: Case, policy: Policy) -> None:
        self.case = case
        self.policy = policy
        bills = case.bills
        #: For each place in the order of computation, the bill's place in the case.
        self.order = sorted(range(len(bills)), key=lambda i: bills[i].date)
        self._place = {given: place for place, given in enumerate(self.order)}
        ordered = [bills[i] for i in self.order]
        opening_year = ordered[0].date.year if ordered else 0
        used = tuple(case.used.values())
        unused = (0,) * len(used)
        person = case.person
        readings = policy.parameters.readings
        self._layout = _layout(tuple(readings), policy.family.LOCAL, tuple(case.used))
        same = (
            -1,
            codes.NOT_GIVEN if person.age is None else person.age,
            person.needs_maintenance,
            person.insured,
        )
        chosen = [case.readings.get(name, reading.default) != reading.default for name, reading in readings.items()]
        local = [case.local.get(name, codes.NOT_GIVEN) for name in policy.family.LOCAL]
        rows = [
            (
                *same,
                *_bill_values(b),
                *chosen,
                *local,
                *(used if b.date.year == opening_year else unused),
            )
            for b in ordered
        ]
        self._matrix = np.array(rows, np.int64).reshape(len(bills), len(self._layout.fields)).T
        self._first = _first_of_year(ordered)

    def evaluate(self, scenarios: Sequence[Scenario], trace: bool = False) -> Evaluation:
        """Evaluate all scenarios as one set of columns."""
        count, bills = len(scenarios), len(self.order)
        fields = self._layout.fields
        cube = np.repeat(self._matrix[:, None, :], count, axis=1)
        for place, scenario in enumerate(scenarios):
            for change in scenario:
                row = fields[change.field]
                if change.bill is None:
                    cube[row, place] = change.value
                else:
                    cube[row, place, self._place[change.bill]] = change.value
        columns = self._columns(cube.reshape(len(fields), count * bills), count)
        return Evaluation(columns, self.policy.family.evaluate(columns, self.policy.parameters, trace), count, bills)

    def _columns(self, flat: Ints, count: int) -> Columns:
        rows = list(flat)
        plain: dict[str, Any] = dict(zip(_PLAIN, rows, strict=False))  # after the plain fields follow those below
        for name in _BOOLEANS:
            plain[name] = plain[name] != 0
        layout, first = self._layout, self._first
        if first is not None and count > 1:
            first = (np.arange(count)[:, None] * len(self.order) + first).ravel()
        return Columns(
            **plain,
            first=first,
            used={name: rows[row] for name, row in layout.used.items()},
            local={name: rows[row] for name, row in layout.local.items()},
            readings={name: rows[row] != 0 for name, row in layout.readings.items()},
        )


def identity_scenarios(parameters: Parameters, identities: Iterable[str]) -> list[Change]:
    """The identities to choose among, in the document's order.

    Where none is a recipient: the first that the document names otherwise, or −1.
    """
    held = [(i, entry) for i, entry in enumerate(parameters.identities) if entry.code in identities]
    recipients = [i for i, entry in held if entry.standing == "recipient"]
    return [Change("identity", i) for i in recipients or [i for i, _ in held[:1]] or [-1]]


class _Layout(NamedTuple):
    """Which row of the matrix holds what: every field, then by name the readings, a city's figures, what was used."""

    fields: dict[str, int]
    readings: dict[str, int]
    local: dict[str, int]
    used: dict[str, int]


@cache
def _layout(readings: tuple[str, ...], local: tuple[str, ...], used: tuple[str, ...]) -> _Layout:
    """The layout of a policy's cases, with the pools that were drawn on before."""
    groups = {"reading": readings, "local": local, "used": used}
    fields = [*_PLAIN, *(f"{group}:{name}" for group, names in groups.items() for name in names)]
    rows = {name: row for row, name in enumerate(fields)}
    by_group = [{name: rows[f"{group}:{name}"] for name in names} for group, names in groups.items()]
    return _Layout(rows, *by_group)


def _bill_values(bill: Bill) -> tuple[int, ...]:
    return (
        bill.date.toordinal(),
        codes.CARE.index(bill.care),
        codes.TREATMENT.index(bill.treatment),
        bill.hospital_level,
        bill.designated,
        codes.PLACE.index(bill.place),
        codes.REFERRAL.index(bill.referral),
        diseases.mask(bill.diseases),
        bill.total,
        bill.eligible,
        bill.basic_paid,
        bill.catastrophic_paid,
        bill.civil_aid_paid,
        bill.relief_fund_paid,
    )


def _first_of_year(ordered: Sequence[Bill]) -> Ints | None:
    """For each bill, the place of the first bill of its year; None where every year has one bill."""
    opening: dict[int, int] = {}
    first = [opening.setdefault(bill.date.year, place) for place, bill in enumerate(ordered)]
    return np.array(first, np.int64) if len(opening) < len(ordered) else None
