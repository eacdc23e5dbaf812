"""Amounts that cannot all be right, in the words in which people speak of them."""

from assistant.answers.fields import fen
from assistant.answers.frame import Frame, bill_field, split_bill_field
from assistant.answers.questions import money
from knowledge import glossary
from rules.case import AMOUNTS, COSTS, PAYMENTS
from rules.errors import CaseError


def in_own_words(frame: Frame, wrong: CaseError) -> str:
    """What does not fit, with the amounts that were said; the calculator's own sentence where the amount that it
    complains of was said by the person, or it is no matter of costs and payments.
    """
    place = split_bill_field(wrong.field)
    if wrong.code != "inconsistent_bill" or place is None or frame.known(wrong.field):
        return wrong.message
    stated = [name for name in AMOUNTS if frame.known(bill_field(place[0], name))]
    costs, paid = ([name for name in stated if name in group] for group in (COSTS, PAYMENTS))
    if not stated:
        return wrong.message
    which = f"第{place[0] + 1}笔，" if frame.bills > 1 else ""
    said = "，".join(_said(name, frame.value(bill_field(place[0], name))) for name in stated)
    spent = sum(fen(frame.value(bill_field(place[0], name))) for name in paid)
    too_much = bool(costs) and spent > min(fen(frame.value(bill_field(place[0], name))) for name in costs)
    why = "报的比花的还多" if too_much else "里面的一部分比一共花的还多"
    return f"{which}您说{said}：{why}，有一个数不对。请看看是哪一个，把对的数再说一次。"


def clashing(frame: Frame, wrong: CaseError) -> tuple[str, ...]:
    """The answers to be asked again so that the rest can stay: the one that is named, else what was paid."""
    place = split_bill_field(wrong.field)
    if frame.known(wrong.field):
        return (wrong.field,)
    if place is None:
        return ()
    return tuple(path for name in PAYMENTS if frame.known(path := bill_field(place[0], name)))


def _said(name: str, amount: object) -> str:
    """一共花了 20,000元, 医保已经报了 30,000元."""
    everyday = glossary.term("amount", name).everyday.partition("（")[0]
    head, asks, _ = everyday.partition("多少")
    return f"{head if asks else everyday} {money(str(amount))}"
