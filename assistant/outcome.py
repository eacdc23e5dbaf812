"""From answers to a result: what the policy reads of them, computed, with the range over what is still open."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from assistant.frame import Frame, Json, bill_field, nested
from assistant.journey import journey
from assistant.relevance import span
from rules.calculate import calculate
from rules.door import CaseError, NamedDisease, read_case
from rules.money import to_yuan
from rules.policies import Policy, policy
from rules.result import Result

_PAYMENTS = ("basic_paid", "catastrophic_paid", "civil_aid_paid", "relief_fund_paid")


@dataclass(frozen=True, slots=True)
class Outcome:
    """A result, and while something that matters is open the aid's range (fen) and the fields that would settle it.

    ``costs_known``: whether every bill's eligible cost was stated, so that the money in the result means something.
    """

    result: Result
    frame: Frame
    low: int
    high: int
    settled_by: tuple[str, ...] = ()
    costs_known: bool = True
    masked: tuple[str, ...] = field(default=())

    @property
    def is_range(self) -> bool:
        """Whether the open answers can still change the aid or whether there is one."""
        return bool(self.settled_by)

    def to_json(self) -> Json:
        """The interface's result, with ``range`` and ``settled_by`` where something is open."""
        data = self.result.to_json()
        if self.is_range:
            data["range"] = {"low": to_yuan(self.low), "high": to_yuan(self.high)}
            data["settled_by"] = list(self.settled_by)
        return data


def outcome(frame: Frame) -> Outcome:
    """Compute what is known; documented defaults stand for what is not.

    Raises:
        CaseError: the answers contradict each other, or no policy is chosen.
    """
    ahead = journey(frame)
    open_ones = tuple(f for f in (*ahead.unsettled, *ahead.open) if f not in ("bills", "policy"))
    result = min(_results(frame), key=lambda r: r.aid_total)
    low = high = result.aid_total
    if open_ones:
        possible = span(frame)
        low, high = min(low, possible.low), max(high, possible.high)
    known = all(frame.known(bill_field(bill, "eligible")) for bill in range(frame.bills))
    return Outcome(result, frame, low, high, open_ones, known, ahead.masked)


def _results(frame: Frame) -> Iterator[Result]:
    """One result; where the kind of care is open, which has no documented default, one for each kind."""
    unsaid = any(not frame.known(bill_field(bill, "care")) for bill in range(frame.bills))
    for care in ("inpatient", "outpatient") if unsaid else ("inpatient",):
        yield calculate(read_case(computable(frame, care), _as_named))


def contradiction(frame: Frame) -> CaseError | None:
    """What of the answers cannot be, or None. Without a policy nothing is checked."""
    if frame.value("policy") is None:
        return None
    try:
        read_case(computable(frame), _as_named)
    except CaseError as wrong:
        return wrong
    return None


def computable(frame: Frame, care: str = "inpatient") -> Json:
    """The answers that the chosen policy reads, as a case; what it needs and is not known is filled so that no aid
    follows from it.
    """
    policy_id = str(frame.value("policy"))
    rules = policy(policy_id)
    values = {path: slot.value for path, slot in frame.slots.items() if slot.known and _reads(rules, path)}
    case = nested(values)
    case["policy"] = policy_id
    case.setdefault("person", {}).setdefault("identities", [])
    bills = case.get("bills", [])
    case["bills"] = [_filled(bills[i] if i < len(bills) else {}, care) for i in range(frame.bills)]
    return case


def _reads(rules: Policy, path: str) -> bool:
    head, _, name = path.partition(".")
    if head == "parameters":
        return name in rules.family.LOCAL
    if head == "year_to_date":
        return name in (*rules.family.BENEFITS, *rules.parameters.running_sums)
    if head == "readings":
        return name in rules.parameters.readings
    return path != "bills"


def _filled(bill: Mapping[str, Any], care: str) -> Json:
    filled = {"care": care, **bill}
    if "eligible" not in filled:
        paid = sum(round(float(filled.get(name, 0)) * 100) for name in _PAYMENTS)
        filled["eligible"] = to_yuan(paid)
    return filled


def _as_named(name: str, _: object) -> NamedDisease:
    """A name that is no catalogue id was found on no list when it was understood."""
    return NamedDisease()
