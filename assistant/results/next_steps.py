"""What to do after the result: the steps that the document names, and what to say at the counter."""

from decimal import Decimal

from assistant.answers.frame import Frame, bill_field
from assistant.answers.questions import fen_as_money, value_label
from knowledge import library
from knowledge.next_steps import steps
from rules.figures import Source
from rules.money import to_fen
from rules.result import Result


def next_steps(result: Result) -> tuple[tuple[str, Source], ...]:
    """The steps for a person whom the document aids; none for others."""
    if result.identity is None:
        return ()
    return tuple(
        (step.text, Source(step.clause, step.quote))
        for step in steps(result.policy)
        if not step.identities or result.identity in step.identities
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
