"""One case many times over: its bills as columns, once for every scenario, evaluated together.

A scenario changes some values of the case: another identity, another reading, another referral. What would change the
answer, which identity is the best and which question still matters are all asked here, of the same formula.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np

from rules import codes, layout
from rules.case import Bill, Case
from rules.columns import Columns
from rules.diseases import DiseaseSets
from rules.held import Spell, spells
from rules.money import Ints
from rules.prepared import Policy
from rules.worksheet import Benefit


class Change(NamedTuple):
    """One value of a scenario: ``field`` as in the layout (``reading:tilt_scope``, ``local:cap``), for one bill or all.

    ``bill`` is the bill's place in the case as given; None changes it on every bill.
    """

    field: str
    value: int
    bill: int | None = None


Scenario = Sequence[Change]
#: In a column of changed values: this one is not changed.
UNCHANGED = -(1 << 60)


class Variant(NamedTuple):
    """A scenario that leaves the identity to be chosen, spell by spell."""

    changes: Scenario
    spells: tuple[Spell, ...]


@dataclass(slots=True)
class Evaluation:
    """All scenarios, evaluated. Row ``scenario × bills + place`` is the bill at ``place`` in order of computation."""

    columns: Columns
    benefits: tuple[Benefit, ...]
    scenarios: int
    bills: int

    def aid(self) -> Ints:
        """The aid of each bill in each scenario (scenarios × bills, fen)."""
        amount = np.zeros(self.scenarios * self.bills, np.int64)
        for benefit in self.benefits:
            amount = amount + benefit.amount
        table: Ints = amount.reshape(self.scenarios, self.bills)
        return table

    def totals(self) -> Ints:
        """The aid of each scenario over the whole ledger (fen)."""
        totals: Ints = self.aid().sum(axis=1)
        return totals


@dataclass(slots=True)
class Chosen:
    """Each variant under its best identities: ``aid`` and ``identity``, variants × bills in order of computation.

    ``traced``: the first variant with every step written down, where that was asked for, in the rows ``rows``.
    """

    aid: Ints
    identity: Ints
    traced: Evaluation | None = None
    rows: range = range(0)

    def totals(self) -> list[int]:
        """The aid of each variant over the whole ledger (fen)."""
        return [int(total) for total in self.aid.sum(axis=1)]


class Ledger:
    """A case prepared for evaluation: bills in order of date, then as given; years marked; fields as one matrix."""

    __slots__ = ("_layout", "_matrix", "_place", "_sets", "_years", "case", "order", "policy")

    def __init__(self, case: Case, policy: Policy) -> None:
        self.case = case
        self.policy = policy
        bills = case.bills
        #: For each place in the order of computation, the bill's place in the case.
        self.order = sorted(range(len(bills)), key=lambda i: bills[i].date)
        self._place = {given: place for place, given in enumerate(self.order)}
        self._sets = DiseaseSets()
        self._years = [bills[i].date.year for i in self.order]
        self._layout = _layout(tuple(policy.parameters.readings), policy.family.local, tuple(case.used))
        rows = self._rows()
        self._matrix = np.array(rows, np.int64).reshape(len(bills), len(self._layout)).T

    def _rows(self) -> list[tuple[int, ...]]:
        case, person = self.case, self.case.person
        parameters = self.policy.parameters
        age = codes.NOT_GIVEN if person.age is None else person.age
        chosen = [case.readings.get(n, r.default) != r.default for n, r in parameters.readings.items()]
        local = [case.local.get(name, codes.NOT_GIVEN) for name in self.policy.family.local]
        used = tuple(case.used.values())
        unused = (0,) * len(used)
        opening = self._years[0] if self._years else 0
        return [
            (
                *(-1, age, person.needs_maintenance, person.insured),
                *_bill_values(bill, self._sets),
                *chosen,
                *local,
                *(used if bill.date.year == opening else unused),
            )
            for bill in (case.bills[i] for i in self.order)
        ]

    def spells(self, readings: Mapping[str, str] | None = None) -> tuple[Spell, ...]:
        """The spells of the ledger, under the case's readings or others."""
        chosen = self.case.readings if readings is None else readings
        return spells(self.case, self.order, self.policy.parameters, chosen)

    def evaluate(self, scenarios: Sequence[Scenario], trace: bool = False) -> Evaluation:
        """Evaluate all scenarios over the whole ledger as one set of columns."""
        return self._evaluate(scenarios, 0, len(self.order), trace)

    def choose(self, variants: Sequence[Variant], trace: bool = False) -> Chosen:
        """就高: each variant under the best identity of each of its spells, given what the earlier spells used."""
        bills = len(self.order)
        spells = variants[0].spells
        if len(spells) == 1 and all(variant.spells == spells for variant in variants):
            return self._choose_once(variants, spells[0].choice.places, trace)
        found = Chosen(np.zeros((len(variants), bills), np.int64), np.zeros((len(variants), bills), np.int64))
        alike: dict[tuple[tuple[int, int, tuple[int, ...]], ...], list[int]] = {}
        for number, variant in enumerate(variants):
            key = tuple((spell.start, spell.end, spell.choice.places) for spell in variant.spells)
            alike.setdefault(key, []).append(number)
        for numbers in alike.values():
            self._choose(variants, numbers, found, trace and 0 in numbers)
        if trace and found.traced is None:
            changes = [
                Change("identity", int(i), given) for i, given in zip(found.identity[0], self.order, strict=True)
            ]
            found.traced = self.evaluate([(*variants[0].changes, *changes)], trace=True)
            found.rows = range(bills)
        return found

    def _choose_once(self, variants: Sequence[Variant], places: tuple[int, ...], trace: bool) -> Chosen:
        """Variants that all have the same one spell: one evaluation, the best identity of each."""
        bills = len(self.order)
        scenarios = [(*variant.changes, Change("identity", place)) for variant in variants for place in places]
        evaluation = self._evaluate(scenarios, 0, bills, trace)
        aid = evaluation.aid()
        identity = np.array(places * len(variants))
        first = 0
        if len(places) > 1:
            picked = layout.best(aid.sum(axis=1).reshape(len(variants), len(places)))
            first = int(picked[0])
            rows = np.arange(len(variants)) * len(places) + picked
            aid, identity = aid[rows], identity[rows]
        chosen = Chosen(aid, identity.repeat(bills).reshape(len(variants), bills))
        if trace:
            chosen.traced, chosen.rows = evaluation, range(first * bills, (first + 1) * bills)
        return chosen

    def _choose(self, variants: Sequence[Variant], numbers: list[int], found: Chosen, trace: bool) -> None:
        """Variants with the same spells: spell after spell, what each has used carried into the next."""
        run = variants[numbers[0]].spells
        one = len(run) == 1
        carried: dict[str, Ints] = {}
        for spell in run:
            places = spell.choice.places
            scenarios = [
                (*variants[number].changes, Change("identity", place)) for number in numbers for place in places
            ]
            used = {name: np.repeat(sums, len(places)) for name, sums in carried.items()}
            evaluation = self._evaluate(scenarios, spell.start, spell.end, trace and one, None if one else used)
            aid = evaluation.aid().reshape(len(numbers), len(places), spell.end - spell.start)
            picked = layout.best(aid.sum(axis=2))
            rows = np.arange(len(numbers))
            found.aid[numbers, spell.start : spell.end] = aid[rows, picked]
            found.identity[numbers, spell.start : spell.end] = np.array(places)[picked][:, None]
            for name, sums in (evaluation.columns.after or {}).items():
                carried[name] = sums.reshape(aid.shape)[rows, picked, -1]
            if trace and one:
                found.traced = evaluation
                found.rows = range(int(picked[0]) * evaluation.bills, (int(picked[0]) + 1) * evaluation.bills)

    def _evaluate(
        self,
        scenarios: Sequence[Scenario],
        start: int,
        end: int,
        trace: bool,
        carried: Mapping[str, Ints] | None = None,
    ) -> Evaluation:
        """The bills from ``start`` up to ``end`` under each scenario.

        ``carried``: where not None the sums are kept, and each begins with what it holds here for the scenario.
        """
        count, bills = len(scenarios), end - start
        rows = self._layout
        cube = np.empty((len(rows), count, bills), np.int64)
        cube[:] = self._matrix[:, None, start:end]
        for number, scenario in enumerate(scenarios):
            for field, value, bill in scenario:
                if bill is None:
                    cube[rows[field], number] = value
                elif start <= (place := self._place[bill]) < end:
                    cube[rows[field], number, place - start] = value
        flat = cube.reshape(len(rows), count * bills)
        columns = layout.columns(dict(zip(rows, flat, strict=True)), self._sets, self._first(start, end, count))
        if carried is not None:
            columns.after = {}
            if start:
                goes_on = np.array([y == self._years[start - 1] for y in self._years[start:end]])
                columns.used = {name: (sums[:, None] * goes_on).ravel() for name, sums in carried.items()}
        family, parameters = self.policy.family, self.policy.parameters
        return Evaluation(columns, family.evaluate(columns, parameters, trace), count, bills)

    def evaluate_from(self, places: Ints, changed: Mapping[str, Ints], used: Mapping[str, Ints]) -> Evaluation:
        """Runs of bills that lie in one year each, side by side, without a trace.

        ``places``: runs × bills in order of computation; ``changed``: values by field, one a run, that all its bills
        get where they are not :data:`UNCHANGED`; ``used``: what each sum holds before each run.
        """
        runs, width = places.shape
        flat = self._matrix[:, places.ravel()]
        for name, values in changed.items():
            row = flat[self._layout[name]].reshape(runs, width)
            np.copyto(row, values[:, None], where=(values != UNCHANGED)[:, None])
        named = {name: flat[row] for name, row in self._layout.items()}
        first = None if width == 1 else np.arange(runs).repeat(width) * width
        columns = layout.columns(named, self._sets, first)
        columns.after = {}
        columns.used = {name: sums.repeat(width) for name, sums in used.items()}
        benefits = self.policy.family.evaluate(columns, self.policy.parameters, False)
        return Evaluation(columns, benefits, runs, width)

    def with_sums(self, scenario: Scenario) -> Evaluation:
        """One scenario over the whole ledger, with every sum as it stands after each bill."""
        return self._evaluate([scenario], 0, len(self.order), False, {})

    @property
    def years(self) -> Sequence[int]:
        """The year of each bill in order of computation."""
        return self._years

    def place_of(self, given: int) -> int:
        """The place in the order of computation of a bill of the case."""
        return self._place[given]

    def _first(self, start: int, end: int, count: int) -> Ints | None:
        """For each bill of each scenario, the row that opens its year; None where every year has one bill."""
        opening: dict[int, int] = {}
        first = [opening.setdefault(year, place) for place, year in enumerate(self._years[start:end])]
        if len(opening) == len(first):
            return None
        rows: Ints = (np.arange(count)[:, None] * len(first) + np.array(first, np.int64)).ravel()
        return rows


@cache
def _layout(readings: tuple[str, ...], local: tuple[str, ...], used: tuple[str, ...]) -> dict[str, int]:
    """Which row of the matrix holds what, in a policy's cases with these pools drawn on before."""
    groups = {layout.READING: readings, layout.LOCAL: local, layout.USED: used}
    fields = [*layout.PLAIN, *(f"{group}{name}" for group, names in groups.items() for name in names)]
    return {name: row for row, name in enumerate(fields)}


def _bill_values(bill: Bill, sets: DiseaseSets) -> tuple[int, ...]:
    return (
        bill.date.toordinal(),
        codes.CARE.index(bill.care),
        codes.TREATMENT.index(bill.treatment),
        bill.hospital_level,
        bill.designated,
        codes.PLACE.index(bill.place),
        codes.REFERRAL.index(bill.referral),
        sets.place(bill.diseases),
        bill.total,
        bill.eligible,
        bill.basic_paid,
        bill.catastrophic_paid,
        bill.civil_aid_paid,
        bill.relief_fund_paid,
    )
