"""Cells to numbers: every distinct cell of a column is shown to the door once, and the door's words refuse it.

The door (:mod:`rules.door`) reads whole cases. A cell is shown to it in a case that has nothing else wrong, so that
a file is refused for what a single case is refused for, in the same words.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from assistant.batch import cells
from assistant.batch.bill import CODES, DEFAULTS, OF_PERSON, PAYMENTS
from assistant.batch.faults import Faults
from assistant.batch.formats import arrow
from assistant.batch.identity_words import named
from assistant.batch.lexicon import word
from rules import codes
from rules.applicable import applicable
from rules.case import Bill, Case
from rules.diseases import DiseaseSets
from rules.door import LARGEST_AMOUNT, CaseError, NamedDisease, read_case
from rules.money import Bools, Ints
from rules.policies import policy_ids

#: Days beside that of the bill, read like it.
_DAYS = ("admitted", "identity_from", "identity_to")
#: The number of a referral of which only 没有转诊 is said.
NOT_REFERRED = -2
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

    def column(self, name: str, column: Any, kept: bool = False) -> tuple[Ints, Ints]:
        """A column of text as (numbers, places of faults). ``kept``: as of :func:`assistant.batch.cells.value`."""
        cells_there, at = arrow.distinct(column)
        return _spread([self.cell(name, text, more="kept" if kept else "") for text in cells_there], at)

    def within(self, name: str, column: Any, policy: Ints) -> tuple[Ints, Ints]:
        """A column whose cells are read within each row's document (−1: not known yet)."""
        documents = ("", *policy_ids())
        cells_there, places = arrow.distinct(column)
        keys, at = distinct_keys(places * len(documents) + policy + 1)
        pairs = [divmod(key, len(documents)) for key in keys.tolist()]
        return _spread([self.cell(name, cells_there[cell], documents[rule]) for cell, rule in pairs], at)

    def set_of(self, codes_held: Iterable[str]) -> int:
        """The number of a set of identities."""
        return _place_of(tuple(sorted(set(codes_held))), self.identity_sets)

    def with_identity(self, held: Ints, policy: Ints, says: Bools, name: str) -> Ints:
        """Sets of identities with one more where a column of yes and no says so; ``name``: as the column calls it."""
        found = held.copy()
        documents = ("", *policy_ids())
        for number, document in enumerate(documents, start=-1):
            more = named(name, document or None).codes
            rows = np.flatnonzero(says & (policy == number))
            sets, at = distinct_keys(held[rows])
            joined = [self.set_of((*self.identity_sets[place], *more)) for place in sets.tolist()]
            found[rows] = np.array(joined, np.int64)[at]
        return found

    def diseases(self, column: Any, policy: Ints, treatment: Ints) -> tuple[Ints, Bools, Ints]:
        """A column of ids and names as (places of sets, whether a name is on no list, places of faults).

        Each row's names are read within its policy's lists. ``treatment``: of an outpatient bill, ``other`` of any
        other. It is heard where a name alone leaves a doubt.
        """
        documents = policy_ids()
        cells_there, places = arrow.distinct(column)
        keys, at = distinct_keys(places * len(documents) + policy)
        pairs = [divmod(key, len(documents)) for key in keys.tolist()]
        found, faults = _spread([self.cell("diseases", cells_there[cell], documents[rule]) for cell, rule in pairs], at)
        doubtful = np.flatnonzero(((faults > 0) | (found & 1 != 0)) & (treatment != codes.OTHER))
        if len(doubtful):
            treated, again = distinct_keys(at[doubtful] * len(codes.TREATMENT) + treatment[doubtful])
            pair_of, done = np.divmod(treated, len(codes.TREATMENT))
            read_again = [
                self.cell("diseases", cells_there[cell], documents[rule], codes.TREATMENT[code])
                for (cell, rule), code in zip((pairs[pair] for pair in pair_of), done, strict=True)
            ]
            found[doubtful], faults[doubtful] = _spread(read_again, again)
        return found >> 1, found & 1 != 0, faults

    def cell(self, name: str, text: str, policy: str = "", more: str = "") -> tuple[int, int]:
        """A cell as (number, place of fault). ``more``: the treatment of a disease, or ``kept`` of a referral."""
        key = (name, text, policy, more)
        if key not in self._known:
            self._known[key] = self._read(name, text, policy, more)
        return self._known[key]

    def _read(self, name: str, text: str, policy: str, more: str) -> tuple[int, int]:
        if not text.strip(" ;；\t") or (name != "identities" and cells.says_nothing(text)):
            return self._empty(name)
        try:
            value = cells.value(name, text, policy, more == "kept")
            if name == "flag":
                return self._flag(value), 0
            if name == "referral" and value == "not_referred":
                return NOT_REFERRED, 0
            field = "date" if name in _DAYS else name
            case = _case_with(field, value, policy or policy_ids()[0])
            if more in codes.TREATMENT:
                case["bills"][0].update(care="outpatient", treatment=more)
            return self._number(field, read_case(case, self.resolve)), 0
        except CaseError as fault:
            return 0, self.faults.place(CaseError(fault.code, name, fault.message) if name in _DAYS else fault)

    def _empty(self, name: str) -> tuple[int, int]:
        if name == "identities":  # a list with nothing in it, as [] is in JSON
            return self.set_of(()), 0
        if name == "diseases":
            return self.disease_sets.place(()) << 1, 0
        if name in _DAYS or name == "flag":
            return (0 if name == "flag" else codes.NOT_GIVEN), 0
        return (DEFAULTS[name], 0) if name in DEFAULTS else (0, self.faults.missing(name))

    @staticmethod
    def _flag(value: object) -> int:
        if not isinstance(value, bool):
            raise CaseError("bad_value", "identities", f"“{str(value)[:20]}”不是“是”或“否”，请改正。")
        return int(value)

    def _number(self, name: str, case: Case) -> int:
        if name == "identities":
            return self.set_of(case.person.identities)
        if name == "policy":
            return policy_ids().index(case.policy)
        if name in OF_PERSON:
            return int(getattr(case.person, name))
        return self._of_bill(name, case.bills[0])

    def _of_bill(self, name: str, bill: Bill) -> int:
        if name == "diseases":
            return self.disease_sets.place(bill.diseases) << 1 | bool(bill.unlisted)
        if name == "date":
            return bill.date.toordinal()
        value = getattr(bill, name)
        return CODES[name].index(value) if name in CODES else int(value)

    def amount(self, name: str, text: str) -> tuple[int, int]:
        """An amount that is not plain digits as (fen, place of fault)."""
        given = cells.amount(text)
        if cells.says_nothing(text):
            return codes.NOT_GIVEN, 0
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
        field = "total" if name == "employee_large_cost" else name
        try:
            if cells.is_error(text):
                cells.value(name, text)
            return int(getattr(read_case(_case_with_amount(field, text)).bills[0], field)), 0
        except CaseError as fault:
            message = fault.message.replace(word(field), word(name))
            return 0, self.faults.place(CaseError(fault.code, name, message))

    def policy_of_area(self, area: str, identities: int) -> tuple[int, bool]:
        """The document for a 参保区划 and a set of identities; whether districts may have rules of their own.

        −1 where the library has none.
        """
        found = applicable(cells.area(area), identities=self.identity_sets[identities])
        return policy_ids().index(found.policy) if found.policy else -1, bool(found.warnings)

    def local(self, policy: int, identities: int, given: Mapping[str, str]) -> tuple[dict[str, int], int]:
        """A city's own figures as (numbers, place of fault), checked against the document's bounds."""
        held = self.identity_sets[identities] if self.identity_sets else ()
        case = _case_with("identities", list(held), policy_ids()[policy])
        case["parameters"] = {name: text.strip() for name, text in given.items() if text.strip()}
        try:
            return dict(read_case(case).local), 0
        except CaseError as fault:
            return {}, self.faults.place(fault)

    @cached_property
    def inconsistent(self) -> dict[str, int]:
        """The faults of a row whose amounts contradict each other, by the field that the door names."""
        bills = {name: {"eligible": "0", name: "1"} for name in PAYMENTS} | {
            "eligible": {"eligible": "1", "total": "0"}
        }
        return {name: self._refused(bill) for name, bill in bills.items()}

    def _refused(self, amounts: Mapping[str, str]) -> int:
        case = _case_with("care", "inpatient", policy_ids()[0])
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
    place = case if name == "policy" else case["person"] if name in OF_PERSON else bill
    place[name] = value
    return {**case, "bills": [bill]}


def _case_with_amount(name: str, text: str) -> dict[str, Any]:
    case = _case_with("care", "inpatient", policy_ids()[0])
    large = {} if name == "total" else {"total": str(LARGEST_AMOUNT), "eligible": str(LARGEST_AMOUNT)}
    case["bills"][0].update({**large, name: text})
    return case


def _place_of(value: Any, known: list[Any]) -> int:
    """The place of a value in a list that grows."""
    if value not in known:
        known.append(value)
    return known.index(value)


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
