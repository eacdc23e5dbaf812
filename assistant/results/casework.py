"""A whole case at once, as a counter or a lecture has it: computed, explained, with what would change it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from assistant.answers.frame import from_case
from assistant.diseases.named import resolve_disease
from assistant.results.explain import explain
from assistant.results.explained import Explanation
from assistant.results.outcome import of_case
from rules.applicable import Applicable
from rules.calculate import calculate
from rules.case import Case
from rules.door import read_case
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


def reckon(data: Mapping[str, Any], why: Applicable | None = None, changes: bool = True) -> Reckoned:
    """Compute a case of the interface's form; ``why``: how its document was found.

    Raises:
        CaseError: the first thing that is wrong, with its field.
    """
    case = read_case(data, resolve_disease)
    result = calculate(case)
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
