"""Cells to numbers: every distinct cell of a column is shown to the door once, and the door's words refuse it.

The door (:mod:`rules.door`) reads whole cases. A cell is shown to it in a case that has nothing else wrong, so that
a file is refused for what a single case is refused for, in the same words.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from assistant.batch import cells
from assistant.batch.faults import Faults
from assistant.batch.formats import arrow
from rules import codes
from rules.applicable import applicable
from rules.case import Case
from rules.diseases import DiseaseSets
from rules.door import LARGEST_AMOUNT, CaseError, NamedDisease, read_case
from rules.money import Bools, Ints
from rules.policies import policy_ids

POLICIES = tuple(policy_ids())
PERSON_FIELDS = ("identities", "age", "needs_maintenance", "insured")
#: The number of an empty cell, as the door has it where a field is left out.
DEFAULTS: Mapping[str, int] = {
    "age": codes.NOT_GIVEN,
    "needs_maintenance": 0,
    "insured": 1,
    "treatment": codes.OTHER,
    "diseases": 0,
    "hospital_level": 3,
    "designated": 1,
    "place": codes.IN_COUNTY,
    "referral": codes.STANDARD,
    "date": 738_886,  # 2024-01-01
}
_CODES = {"care": codes.CARE, "treatment": codes.TREATMENT, "place": codes.PLACE, "referral": codes.REFERRAL}

Resolver = Callable[[str, Collection[str]], NamedDisease]


@dataclass
class Lookups:
    """Distinct cells with what they are: a number, and the place of a fault (0: none)."""

    resolve: Resolver
    faults: Faults = field(default_factory=Faults)
    #: The distinct sets of diseases; a row holds its place.
    disease_sets: DiseaseSets = field(default_factory=DiseaseSets)
    #: Each distinct set of identities, in the order met; a row holds its place.
    identity_sets: list[tuple[str, ...]] = field(default_factory=list)
    _known: dict[tuple[str, ...], tuple[int, int]] = field(default_factory=dict)

    def column(self, name: str, column: Any) -> tuple[Ints, Ints]:
        """A column of text as (numbers, places of faults)."""
        cells_there, at = arrow.distinct(column)
        return _spread([self.cell(name, text) for text in cells_there], at)

    def diseases(self, column: Any, policy: Ints, treatment: Ints) -> tuple[Ints, Bools, Ints]:
        """A column of ids and names as (places of sets, whether a name is on no list, places of faults), each row's
        names within its policy's lists.

        ``treatment``: of an outpatient bill, ``other`` of any other. It is heard where a name alone leaves a doubt.
        """
        cells_there, places = arrow.distinct(column)
        keys, at = distinct_keys(places * len(POLICIES) + policy)
        pairs = [divmod(key, len(POLICIES)) for key in keys.tolist()]
        found_at, faults = _spread(
            [self.cell("diseases", cells_there[cell], POLICIES[rule]) for cell, rule in pairs], at
        )
        doubtful = np.flatnonzero(((faults > 0) | (found_at & 1 != 0)) & (treatment != codes.OTHER))
        if len(doubtful):
            treated, again = distinct_keys(at[doubtful] * len(codes.TREATMENT) + treatment[doubtful])
            pair_of, done = np.divmod(treated, len(codes.TREATMENT))
            found = [
                self.cell("diseases", cells_there[cell], POLICIES[rule], codes.TREATMENT[code])
                for (cell, rule), code in zip((pairs[pair] for pair in pair_of), done, strict=True)
            ]
            found_at[doubtful], faults[doubtful] = _spread(found, again)
        return found_at >> 1, found_at & 1 != 0, faults

    def cell(self, name: str, text: str, policy: str = "", treatment: str = "") -> tuple[int, int]:
        """A cell as (number, place of fault)."""
        key = (name, text, policy, treatment)
        if key not in self._known:
            self._known[key] = self._read(name, text, policy or POLICIES[0], treatment)
        return self._known[key]

    def _read(self, name: str, text: str, policy: str, treatment: str = "") -> tuple[int, int]:
        if not text.strip(" ;；\t"):
            if name == "identities":  # a list with nothing in it, as [] is in JSON
                return self._place_of_set(()), 0
            return (DEFAULTS[name], 0) if name in DEFAULTS else (0, self.faults.missing(name))
        case = _case_with(name, cells.value(name, text), policy)
        if treatment:
            case["bills"][0].update(care="outpatient", treatment=treatment)
        try:
            return self._number(name, read_case(case, self.resolve)), 0
        except CaseError as fault:
            return 0, self.faults.place(fault)

    def _number(self, name: str, case: Case) -> int:
        if name == "identities":
            return self._place_of_set(case.person.identities)
        if name == "policy":
            return POLICIES.index(case.policy)
        if name in PERSON_FIELDS:
            return int(getattr(case.person, name))
        bill = case.bills[0]
        if name == "diseases":
            return self.disease_sets.place(bill.diseases) << 1 | bool(bill.unlisted)
        if name == "date":
            return bill.date.toordinal()
        value = getattr(bill, name)
        return _CODES[name].index(value) if name in _CODES else int(value)

    def _place_of_set(self, given: tuple[str, ...]) -> int:
        held = tuple(sorted(given))
        if held not in self.identity_sets:
            self.identity_sets.append(held)
        return self.identity_sets.index(held)

    def amount(self, name: str, text: str) -> tuple[int, int]:
        """An amount that is not plain digits as (fen, place of fault)."""
        given = text.strip()
        # The door never names the amount itself, so amounts that look alike and are too short to be too large
        # are refused alike.
        alike = (name, re.sub(r"\d", "0", given), "alike")
        if len(given) < 9 and alike in self._known:
            return self._known[alike]
        fen, fault = self._read_amount(name, given)
        if fault:
            self._known[alike] = fen, fault
        return fen, fault

    def _read_amount(self, name: str, text: str) -> tuple[int, int]:
        try:
            return int(getattr(read_case(_case_with_amount(name, text)).bills[0], name)), 0
        except CaseError as fault:
            return 0, self.faults.place(fault)

    def policy_of_area(self, area: str, identities: int) -> tuple[int, bool]:
        """The document for a 参保区划 and a set of identities; whether districts may have rules of their own.

        −1 where the library has none.
        """
        found = applicable(area.strip(), identities=self.identity_sets[identities])
        return POLICIES.index(found.policy) if found.policy else -1, bool(found.warnings)

    def local(self, policy: int, identities: int, given: Mapping[str, str]) -> tuple[dict[str, int], int]:
        """A city's own figures as (numbers, place of fault), checked against the document's bounds."""
        held = self.identity_sets[identities] if self.identity_sets else ()
        case = _case_with("identities", list(held), POLICIES[policy])
        case["parameters"] = {name: text.strip() for name, text in given.items() if text.strip()}
        try:
            return dict(read_case(case).local), 0
        except CaseError as fault:
            return {}, self.faults.place(fault)

    @cached_property
    def inconsistent(self) -> dict[str, int]:
        """The faults of a row whose amounts contradict each other, by the field that the door names."""
        names = ("basic_paid", "catastrophic_paid", "civil_aid_paid", "relief_fund_paid")
        bills = {name: {"eligible": "0", name: "1"} for name in names} | {"eligible": {"eligible": "1", "total": "0"}}
        return {name: self._refused(bill) for name, bill in bills.items()}

    def _refused(self, amounts: Mapping[str, str]) -> int:
        case = _case_with("care", "inpatient", POLICIES[0])
        case["bills"][0].update(amounts)
        try:
            read_case(case)
        except CaseError as fault:
            return self.faults.place(fault)
        raise AssertionError(f"the door takes {amounts}")


def _case_with(name: str, value: object, policy: str) -> dict[str, Any]:
    """A case with nothing wrong but perhaps this value."""
    case: dict[str, Any] = {"policy": policy, "person": {"identities": []}}
    bill: dict[str, object] = {"care": "inpatient", "eligible": "0"}
    place = case if name == "policy" else case["person"] if name in PERSON_FIELDS else bill
    place[name] = value
    return {**case, "bills": [bill]}


def _case_with_amount(name: str, text: str) -> dict[str, Any]:
    case = _case_with("care", "inpatient", POLICIES[0])
    large = {} if name == "total" else {"total": str(LARGEST_AMOUNT), "eligible": str(LARGEST_AMOUNT)}
    case["bills"][0].update({**large, name: text})
    return case


def _spread(found: Sequence[tuple[int, int]], at: Ints) -> tuple[Ints, Ints]:
    numbers, faults = np.array(found, np.int64).reshape(-1, 2).T
    return numbers[at], faults[at]


def distinct_keys(keys: Ints) -> tuple[Ints, Ints]:
    """The distinct keys, and for each row the place of its key; the keys are small whole numbers."""
    there = np.zeros(int(keys.max(initial=-1)) + 1, np.int64)
    there[keys] = 1
    distinct = np.flatnonzero(there)
    there[distinct] = np.arange(len(distinct))
    return distinct, there[keys]
