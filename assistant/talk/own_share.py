"""What a person says to have paid himself, held against the other amounts of the bill; it is never put elsewhere."""

from decimal import Decimal

from assistant.answers.frame import Frame, Slot, bill_field
from assistant.answers.questions import money
from rules.case import PAYMENTS

#: Round figures (约 3万) may be off by so large a part of the whole cost.
_ROUGHLY = Decimal("0.05")


def judged(frame: Frame, bill: int, value: str, approximate: bool) -> str | None:
    """Whether the own share fits total − payments (or the eligible cost − payments), in a sentence; None while the
    amounts that it is held against are not known.
    """
    total, paid = frame.get(bill_field(bill, "total")), [frame.get(bill_field(bill, name)) for name in PAYMENTS]
    if total is None or not total.known or paid[0] is None or not paid[0].known:
        return None
    own, stated = Decimal(value), [slot for slot in paid if slot is not None and slot.known]
    whole, payments = _yuan(total), sum((_yuan(slot) for slot in stated), Decimal(0))
    left = whole - payments
    eligible = frame.get(bill_field(bill, "eligible"))
    may_be = [left] + ([_yuan(eligible) - payments] if eligible is not None and eligible.known else [])
    rough = approximate or any(slot.approximate for slot in (total, *stated))
    slack = whole * _ROUGHLY if rough else Decimal(0)
    if any(abs(own - one) <= slack for one in may_be):
        return f"您说自己出了 {money(value)}，和其他几个数对得上。"
    if own < left and len(stated) < 2:
        return None  # more may have been paid than was told so far
    return (
        f"您说自己出了 {money(value)}，可是总费用 {money(f'{whole:.2f}')}减去报销的 {money(f'{payments:.2f}')}，"
        f"剩下 {money(f'{left:.2f}')}，差 {money(f'{abs(left - own):.2f}')}，对不上。"
        "请对照结算单看看是哪个数不对。自己出的钱不用填，算救助看的是另外几个数。"
    )


def _yuan(slot: Slot) -> Decimal:
    return Decimal(str(slot.value))
