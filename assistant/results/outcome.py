"""From answers to a result: what the policy reads of them, computed, with the range over what is still open."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from assistant.answers.fields import fen
from assistant.answers.frame import Frame, Json, Slot, bill_field, nested, split_bill_field
from assistant.answers.identities import codes_of, in_time
from assistant.answers.relevance import span
from assistant.answers.situation import Situation
from assistant.answers.told_diseases import matched_anew
from knowledge import library
from rules.applicable import Applicable
from rules.calculate import calculate
from rules.case import AMOUNTS, INSURANCES, PAYMENTS, Case
from rules.chain import deferred_case, estimate_civil_aid
from rules.door import CaseError, NamedDisease, read_case
from rules.money import to_yuan
from rules.policies import Policy, documents_of, policy
from rules.result import Result
from rules.what_if import Difference, what_if

#: What of a bill can contradict another answer about it; of the rest every value that can be an answer fits.
_HELD_AGAINST_OTHERS = frozenset({*AMOUNTS, "date", "admitted", "diseases"})

_HELD = "person.identities"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A result, and while something that matters is open the aid's range (fen) and the fields that would settle it.

    ``frame``: the answers as the governing document sees them; ``case``: what was computed, defaults included.
    """

    case: Case
    result: Result
    frame: Frame
    low: int
    high: int
    settled_by: tuple[str, ...] = ()
    possible: frozenset[str] = frozenset()
    """The benefits that are granted for some of the open answers, so that they must not be called refused."""
    costs_known: bool = True
    """Whether every bill's eligible cost was stated, so that the money in the result means something."""
    payments_known: bool = True
    """Whether what was paid before the aid was stated (or estimated) of every bill, as far as the document reads it."""
    why: Applicable | None = None
    estimated: Mapping[int, int] = field(default_factory=dict)
    """Civil aid that was not known and was computed first under the municipal document, by bill (fen)."""
    differences: tuple[Difference, ...] = ()
    """What would change the aid, the largest difference first."""
    offered: str | None = None
    """The document under which a person may be computed whom the governing one leaves to earlier rules."""

    @property
    def is_range(self) -> bool:
        """Whether the open answers can still change the aid or whether there is one."""
        return bool(self.settled_by)

    @property
    def days(self) -> tuple[date, ...]:
        """The day of each bill as it was computed: the documented default where none was stated."""
        return tuple(bill.date for bill in self.case.bills)

    def to_json(self) -> Json:
        """The interface's result, with ``range`` and ``settled_by`` where something is open."""
        data = self.result.to_json()
        if self.is_range:
            data["range"] = {"low": to_yuan(self.low), "high": to_yuan(self.high)}
            data["settled_by"] = list(self.settled_by)
        return data


def of_case(
    case: Case,
    result: Result,
    frame: Frame,
    why: Applicable | None = None,
    differences: Sequence[Difference] = (),
) -> Outcome:
    """The outcome of a case that is known in full. ``frame``: what of it is told as stated."""
    total = result.aid_total
    return Outcome(case, result, frame, total, total, why=why, differences=tuple(differences))


def outcome(situation: Situation) -> Outcome:
    """Compute what is known; documented defaults stand for what is not.

    Raises:
        CaseError: the answers contradict each other, or no document governs.
    """
    frame = _governed(situation)
    ahead = situation.journey
    open_ones = tuple(f for f in (*ahead.unsettled, *ahead.open) if f not in ("bills", "policy"))
    case, estimated, result = min(_results(frame, open_ones), key=lambda r: r[2].aid_total)
    low = high = result.aid_total
    possible: frozenset[str] = frozenset()
    if open_ones and case.bills:
        over = [span(one) for one in _as_if_always_held(frame)]
        low, high = min(low, *(one.low for one in over)), max(high, *(one.high for one in over))
        possible = frozenset().union(*(one.possible for one in over))
    known = all(frame.known(bill_field(bill, "eligible")) for bill in range(len(case.bills)))
    stated = all(_stated(frame, case.policy, bill, estimated) for bill in range(len(case.bills)))
    other = deferred_case(case)
    return Outcome(
        case=case,
        result=result,
        frame=frame,
        low=low,
        high=high,
        settled_by=open_ones,
        possible=possible,
        costs_known=known,
        payments_known=stated,
        why=situation.why,
        estimated=estimated,
        differences=what_if(case) if case.bills and known and not open_ones else (),
        offered=other.policy if other else None,
    )


def _as_if_always_held(frame: Frame) -> Iterator[Frame]:
    """The answers as the range is taken over: where an identity is held for a time only, with each set of them that may
    hold on a bill's day, as if it always did; the aid lies between the least and the most of these.
    """
    held = frame.value(_HELD)
    if not in_time(held):
        yield frame
        return
    sets = {codes_of(held), codes_of(item for item in held if isinstance(item, str))}
    for codes in sorted(sets):
        yield frame.put(_HELD, Slot(list(codes)))


def payments_read(policy_id: str) -> tuple[str, ...]:
    """The payments of a bill that a document subtracts, in the order in which they are made."""
    return PAYMENTS if policy(policy_id).family.subtracts_other_aid else INSURANCES


def _stated(frame: Frame, policy_id: str, bill: int, estimated: Mapping[int, int]) -> bool:
    """Whether every payment of a bill that the document subtracts is known, or was estimated."""
    return all(
        frame.known(bill_field(bill, name)) or (name == "civil_aid_paid" and bill in estimated)
        for name in payments_read(policy_id)
    )


def _governed(situation: Situation) -> Frame:
    """The answers as the governing document sees them. Raises CaseError where there is none."""
    if situation.policy is None:
        reason = situation.why.reason if situation.why else "还不知道属于哪个地方，没法算。"
        raise CaseError("unknown_policy", "policy", reason)
    return situation.governed


def _results(frame: Frame, open_ones: Collection[str]) -> Iterator[tuple[Case, Mapping[int, int], Result]]:
    """One result; where the kind of care is open, which has no documented default, one for each kind."""
    unsaid = any(not frame.known(bill_field(bill, "care")) for bill in range(frame.bills))
    for care in ("inpatient", "outpatient") if unsaid else ("inpatient",):
        case = read_case(computable(frame, care), _as_named)
        unknown = [bill for bill in range(frame.bills) if bill_field(bill, "civil_aid_paid") in open_ones]
        estimate = estimate_civil_aid(_with_every_list(case, frame), unknown) if unknown else None
        if estimate is not None:
            case = estimate.case
        yield case, estimate.amounts if estimate else {}, calculate(case)


def _with_every_list(case: Case, frame: Frame) -> Case:
    """The case with its diseases found in the lists of every document of the place; each reads its own alone."""
    bills = list(case.bills)
    for other in documents_of(library.facts(case.policy).area.code):
        there, _ = matched_anew(frame, policy(other).parameters.lists)
        for place, bill in enumerate(bills):
            named = (name for name in there.value(bill_field(place, "diseases")) or () if "/" in name)
            bills[place] = replace(bill, diseases=tuple(dict.fromkeys((*bill.diseases, *named))))
    return replace(case, bills=tuple(bills))


def contradiction(situation: Situation, path: str = "") -> CaseError | None:
    """What of the answers cannot be, or None; with ``path`` the answer to that field alone is held against the others.

    Without a document nothing is checked. Bills have nothing to do with each other, so that an answer about one is
    held against the answers about it.
    """
    place = split_bill_field(path)
    if situation.policy is None or (place is not None and place[1] not in _HELD_AGAINST_OTHERS):
        return None
    frame = situation.governed
    only = place[0] if place is not None and place[0] < frame.bills else None
    try:
        read_case(computable(frame, only=only), _as_named)
    except CaseError as wrong:
        return wrong if only is None else CaseError(wrong.code, wrong.field.replace("[0]", f"[{only}]"), wrong.message)
    return None


def computable(frame: Frame, care: str = "inpatient", only: int | None = None) -> Json:
    """The answers that the chosen policy reads, as a case; what it needs and is not known is filled so that no aid
    follows from it. ``care``: what stands for a kind of care that is not known; ``only``: of the bills this one alone.
    """
    policy_id = str(frame.value("policy"))
    rules = policy(policy_id)
    slots: Mapping[str, Slot] = frame.slots
    if only is not None:
        slots = {path: slot for path, slot in slots.items() if not path.startswith("bills[")}
        slots |= {bill_field(0, name): slot for name, slot in frame.of_bill(only).items()}
    values = {path: slot.value for path, slot in slots.items() if slot.known and _reads(rules, path)}
    case = nested(values)
    case["policy"] = policy_id
    if rules.family.premium_tiers and "tier1" in case.get("premium", {}):
        case["premium"].setdefault("tier", 1)
    if not ({"tier", "tier1"} if rules.family.premium_tiers else {"due"}) <= set(case.get("premium", {})):
        case.pop("premium", None)  # what is asked of the contribution is not yet complete
    case.setdefault("person", {}).setdefault("identities", [])
    bills = case.get("bills", [])
    if frame.asks_only_premium:
        return {**case, "bills": []}
    case["bills"] = [
        _filled(bills[i] if i < len(bills) else {}, care) for i in range(frame.bills if only is None else 1)
    ]
    return case


def _reads(rules: Policy, path: str) -> bool:
    head, _, name = path.partition(".")
    if head == "parameters":
        return name in rules.family.local
    if head == "year_to_date":
        return name in (*rules.family.benefits, *rules.parameters.running_sums)
    if head == "readings":
        return name in rules.parameters.readings
    return path not in ("bills", "year_to_date")


def _filled(bill: Mapping[str, Any], care: str) -> Json:
    filled = {"care": care, **bill}
    if "eligible" not in filled:
        paid = sum(fen(filled.get(name, 0)) for name in PAYMENTS)
        filled["eligible"] = to_yuan(paid)
    return filled


def _as_named(name: str, _: object) -> NamedDisease:
    """A name that is no catalogue id was found on no list when it was understood."""
    return NamedDisease()
