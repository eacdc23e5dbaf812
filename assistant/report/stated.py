"""The answers that a result rests on, in words: the case as a frame, and a frame as lines of a paper."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from assistant.answers.frame import Frame, Slot, bill_field, split_bill_field
from assistant.answers.journey import HOSPITAL
from assistant.answers.questions import has_question, money, value_label
from assistant.report.model import Fact, Facts
from assistant.results.amounts import Amount
from knowledge import glossary
from rules.case import AMOUNTS, OTHER_AID, Bill, Case, Person
from rules.money import to_fen, to_yuan
from rules.policies import policy

#: Order within a bill: what a person looks for first on the settlement paper.
_BILL_FIELDS = ("date", "admitted", "care", "treatment", "diseases", *HOSPITAL, *AMOUNTS)
_OTHER_AMOUNTS = ("premium.tier1", "premium.due")
_PERSON_FIELDS = ("person.identities", "person.age", "person.needs_maintenance", "person.insured")
_UNLISTED = "（名单里没有）"


def frame_of(case: Case) -> Frame:
    """A case as answers, so that whatever speaks of a frame can speak of a case."""
    slots: dict[str, Any] = {
        "policy": case.policy,
        "person.identities": list(_held(case.person)),
        "person.insured": case.person.insured,
    }
    if case.person.needs_maintenance:  # False is also what stands where nobody was asked
        slots["person.needs_maintenance"] = True
    if case.person.age is not None:
        slots["person.age"] = case.person.age
    for place, bill in enumerate(case.bills):
        slots |= {bill_field(place, name): value for name, value in _of_bill(bill, case.policy)}
    slots |= {f"year_to_date.{name}": to_yuan(fen) for name, fen in case.used.items()}
    slots |= {f"parameters.{name}": to_yuan(fen) for name, fen in case.local.items()}
    slots |= {f"readings.{name}": value for name, value in case.readings.items()}
    if case.premium is not None:
        slots["premium.tier"] = case.premium.tier
        slots["premium.tier1"] = to_yuan(case.premium.tier1)
        slots["premium.employee_scheme"] = case.premium.employee_scheme
        if case.premium.due is not None:
            slots["premium.due"] = to_yuan(case.premium.due)
    return Frame({path: Slot(value) for path, value in slots.items()}, len(case.bills))


def _held(person: Person) -> Iterator[Any]:
    """The identities, each with the days on which it is held where it is not held always."""
    for code in person.identities:
        if code not in person.spans:
            yield code
        for span in person.spans.get(code, ()):
            ends = (("from", span.since), ("to", span.until))
            yield {"code": code, **{name: day.isoformat() for name, day in ends if day is not None}}


def _of_bill(bill: Bill, policy_id: str) -> Iterator[tuple[str, Any]]:
    """A bill's answers; without the treatment of a stay and payments that the document does not read and are none."""
    reads_other_aid = policy(policy_id).family.subtracts_other_aid
    for name in _BILL_FIELDS:
        value = getattr(bill, name)
        if name == "treatment" and bill.care != "outpatient":
            continue
        if name in OTHER_AID and not value and not reads_other_aid:
            continue
        if name == "diseases":
            yield name, [*value, *bill.unlisted]
        elif name in ("date", "admitted"):
            if value is not None:
                yield name, value.isoformat()
        else:
            yield name, to_yuan(value) if name in AMOUNTS else value


def facts(frame: Frame, policy_id: str, places: Sequence[int] = ()) -> tuple[Facts, ...]:
    """What was answered, grouped: the person, each bill, the rest. What is not known is not told as a fact.

    ``places``: of the bills in the whole, where other bills are told apart from these.
    """
    groups = [Facts("个人情况", tuple(_lines(frame, policy_id, _PERSON_FIELDS)))]
    several = frame.bills > 1 or bool(places)
    for place in range(frame.bills):
        paths = [bill_field(place, name) for name in _BILL_FIELDS]
        title = f"第{(places[place] if places else place) + 1}笔费用" if several else "这次费用"
        groups.append(Facts(title, tuple(_lines(frame, policy_id, paths))))
    for head in ("year_to_date", "parameters", "premium", "readings"):
        paths = [path for path in frame.slots if path.startswith(f"{head}.")]
        groups.append(Facts(glossary.label("field", head), tuple(_lines(frame, policy_id, paths))))
    return tuple(group for group in groups if group.facts)


def _lines(frame: Frame, policy_id: str, paths: list[str] | tuple[str, ...]) -> Iterator[Fact]:
    for path in paths:
        slot = frame.get(path)
        if slot is None or not slot.known:
            continue
        about = "约 " if slot.approximate else ""
        if _is_amount(path):
            yield Fact(_label(path, policy_id), about + money(slot.value), Amount(to_fen(Decimal(str(slot.value)))))
        else:
            yield Fact(_label(path, policy_id), about + _value(path, slot.value, policy_id))


def _is_amount(path: str) -> bool:
    if place := split_bill_field(path):
        return place[1] in AMOUNTS
    head, _, name = path.partition(".")
    return head == "year_to_date" or path in _OTHER_AMOUNTS or (head == "parameters" and name != "rate")


def _label(path: str, policy_id: str) -> str:
    if place := split_bill_field(path):
        if place[1] in AMOUNTS:
            return glossary.label("amount", place[1], policy_id)
        return glossary.label("field", f"bills.{place[1]}")
    head, _, name = path.partition(".")
    if head == "year_to_date" and name in glossary.codes("running_sum"):
        return glossary.label("running_sum", name)
    if head == "year_to_date":
        return glossary.label("benefit", name, policy_id)
    if head == "readings":
        return glossary.reading(name, policy_id).question
    return glossary.label("field", path)


def _value(path: str, value: Any, policy_id: str) -> str:
    head, _, name = path.partition(".")
    if head == "readings":
        return glossary.reading(name, policy_id).values[value]
    if path == "parameters.rate":
        return f"{Decimal(str(value)).normalize():f}%"
    if name == "diseases":
        return "、".join(_disease(item, policy_id) for item in value) or value_label(path, value, policy_id)
    if isinstance(value, bool) and not has_question(path):
        return glossary.label("yes_no", value)
    return value_label(path, value, policy_id)


def _disease(item: str, policy_id: str) -> str:
    """A listed disease by its official name; another as the person wrote it, marked as such."""
    name = value_label("bills[0].diseases", [item], policy_id)
    return f"{item}{_UNLISTED}" if name == item else name
