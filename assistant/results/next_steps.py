"""What to do after the result: the steps that the document names, to whom they concern; what to say at the counter."""

from collections.abc import Iterator
from decimal import Decimal

from assistant.answers.frame import Frame, bill_field
from assistant.answers.questions import fen_as_money, value_label
from assistant.results.outcome import Outcome
from assistant.results.verdicts import Verdict
from knowledge import library
from knowledge.next_steps import NOBODY, Step, steps
from rules.case import Bill
from rules.figures import Source
from rules.money import to_fen
from rules.policies import policy
from rules.result import BillResult, Result


def next_steps(found: Outcome, verdict: Verdict) -> Iterator[tuple[str, Source]]:
    """The steps that concern this person, each with its source; a person without an identity is told the way in."""
    policy_id = found.result.policy
    for step in steps(policy_id):
        if _is_for(step, _identity(found)) and (not step.aided or verdict == "likely") and _fits_a_bill(step, found):
            yield step.text, Source(step.clause, step.quote)


def _identity(found: Outcome) -> str | None:
    """The identity that is aided, or one held that the document names and leaves to other rules: such a person does
    not lack one.
    """
    known = policy(found.result.policy).parameters.identities
    left = {entry.code for entry in known if entry.standing == "deferred"}
    held = (code for code in found.case.person.identities if code in left)
    return found.result.identity or next(held, None)


def _is_for(step: Step, identity: str | None) -> bool:
    if identity is None:
        return NOBODY in step.identities
    return not step.identities or identity in step.identities


def _fits_a_bill(step: Step, found: Outcome) -> bool:
    bills = zip(found.case.bills, found.result.bills, strict=True)
    return not step.of_a_bill or any(_fits(step, bill, result) for bill, result in bills)


def _fits(step: Step, bill: Bill, result: BillResult) -> bool:
    met = {b.id for b in result.benefits if b.status in ("granted", "zero")}
    return (
        step.care in (None, bill.care)
        and (not step.treatment or bill.treatment in step.treatment)
        and (not step.place or bill.place in step.place)
        and (not step.benefit or not met.isdisjoint(step.benefit))
    )


def at_the_counter(frame: Frame, result: Result) -> str:
    """A sentence to show or read out at the counter: who, what, how much, by which document."""
    held = frame.value("person.identities")
    parts = [f"您好，病人是{value_label('person.identities', held, result.policy)}" if held else "您好"]
    for bill in range(frame.bills):
        ill = frame.value(bill_field(bill, "diseases"))
        cost = frame.value(bill_field(bill, "eligible"))
        which = f"第{bill + 1}笔" if frame.bills > 1 else ""
        if ill:
            parts.append(f"{which}得的是{value_label(bill_field(bill, 'diseases'), ill, result.policy)}")
        if cost is not None:
            parts.append(f"{which}符合政策范围的费用是{fen_as_money(to_fen(Decimal(str(cost))))}")
    facts = library.document(result.policy).facts
    return f"{'，'.join(parts)}。想按{facts.number or facts.short_name}问医疗救助，请查一下能救助多少、要带哪些材料。"
