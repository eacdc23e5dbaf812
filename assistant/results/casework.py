"""A whole case at once, as a counter or a lecture has it: computed, explained, with what would change it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from assistant.answers.frame import from_case
from assistant.diseases.named import resolve_disease
from assistant.results.explain import explain
from assistant.results.explained import Explanation
from assistant.results.outcome import of_case
from assistant.results.parts import together
from rules.applicable import Applicable
from rules.calculate import calculate
from rules.case import Case
from rules.door import read_case
from rules.parts import calculate_parts
from rules.result import Result
from rules.what_if import Difference, what_if

#: How the person's own part is called where not the person is spoken to.
OWN_PART = "个人负担"


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A case with its result, in numbers and in words. ``changes``: what would change the aid, the largest first."""

    case: Case
    result: Result
    told: Explanation
    changes: tuple[Difference, ...] = ()
    earlier: tuple["Reckoned", ...] = ()
    """The bills that older documents govern, the oldest document first; ``told`` then has the places of its bills."""

    @property
    def parts(self) -> tuple["Reckoned", ...]:
        """The bills of each document that governs some; this one's come last."""
        return (*self.earlier, self)

    def at(self, place: int) -> tuple["Reckoned", int]:
        """The part in which a bill of the whole is, and its place there; the last bill for one that is not there."""
        for part in self.parts:
            if place in part.told.places:
                return part, part.told.places.index(place)
        return self, max(min(place, len(self.case.bills) - 1), 0)


def reckon(data: Mapping[str, Any], why: Applicable | None = None, changes: bool = True) -> Reckoned:
    """Compute a case of the interface's form; ``why``: how its document was found.

    Raises:
        CaseError: the first thing that is wrong, with its field.
    """
    case = read_case(data, resolve_disease)
    return _reckoned(case, calculate(case), data, why, changes)


def reckon_at(data: Mapping[str, Any], area: str) -> Reckoned:
    """Compute a case under the documents that govern its bills at a residence (division code), each bill under its own.

    Raises:
        CaseError: the first thing that is wrong, with its field; a bill that no document governs.
    """
    bills = data.get("bills", [])
    parted = calculate_parts(data, area, resolve_disease).parts
    parts = [
        _reckoned(
            part.case,
            part.result,
            {**data, "policy": part.case.policy, "bills": [bills[place] for place in part.places]},
            part.why,
        )
        for part in parted
    ]
    told = together([part.told for part in parts], [part.places for part in parted])
    *earlier, last = (replace(part, told=words) for part, words in zip(parts, told.parts, strict=True))
    return replace(last, earlier=tuple(earlier))


def _reckoned(
    case: Case, result: Result, data: Mapping[str, Any], why: Applicable | None, changes: bool = True
) -> Reckoned:
    found = what_if(case) if changes else ()
    told = explain(of_case(case, result, from_case(data), why, found))
    return Reckoned(case, result, _impersonal(told), found)


def _impersonal(told: Explanation) -> Explanation:
    """The explanation with the person's own part named so that it can be shown to others."""
    bills = tuple(
        replace(bill, payers=tuple(replace(p, label=OWN_PART) if p.kind == "self" else p for p in bill.payers))
        for bill in told.bills
    )
    return replace(told, bills=bills)
