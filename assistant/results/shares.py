"""Who bears how much of what a treatment cost: of one bill, and of all bills together while something is open.

Nothing is shared out that nobody stated: where a cost or a payment is not known there are no shares.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from assistant.answers.fields import fen
from assistant.answers.frame import bill_field
from assistant.answers.questions import fen_as_money
from assistant.results.amounts import Amount
from assistant.results.outcome import Outcome, payments_read
from knowledge import glossary

#: What the whole is called, and what it is where only the part that the documents look at was stated.
WHOLE, IN_RANGE = "医疗费总额", "政策范围内费用"
_OWN, _OWN_IN_RANGE = "您自己出", "政策范围内您自己出"


@dataclass(frozen=True, slots=True)
class Payer:
    """Who bears how much (fen). ``kind``: insurance, aid, self, or what is open between aid and self.

    ``said``: the amount in words where it is not one number, else it follows from the others.
    """

    label: str
    amount: int
    kind: Literal["insurance", "aid", "open", "self"]
    at_least: bool = False
    at_most: bool = False
    said: str = ""

    @property
    def money(self) -> str:
        """The amount as a person reads it: 至少 24,000元."""
        return self.said or self.bounded.text

    def permille(self, total: Amount | None) -> int:
        """The share of the whole cost of a bill, in thousandths."""
        return round(1000 * self.amount / ((total.fen if total else 0) or 1))

    @property
    def bounded(self) -> Amount:
        """The amount with its bound."""
        return Amount(self.amount, "最多" if self.at_most else "至少" if self.at_least else "")


def is_open(found: Outcome) -> bool:
    """Whether open answers can still move the aid, so that no single amount may be told as the result."""
    return found.is_range and found.low != found.high


def whole_label(found: Outcome) -> str:
    """What the whole of all bills is called: their total only where it was stated of each."""
    stated = all(found.frame.known(bill_field(bill, "total")) for bill in range(len(found.result.bills)))
    return WHOLE if stated else IN_RANGE


def of_bill(place: int, found: Outcome) -> tuple[Payer, ...]:
    """Who pays what of one bill, by its place; nothing while it cannot be told."""
    if not _can_be_told(found) or is_open(found):
        return ()
    bill = found.result.bills[place]
    own = _own_label(found.frame.known(bill_field(place, "total")))
    return (
        *_paid(place, found),
        *(Payer(b.title, b.amount, "aid", b.at_least) for b in bill.benefits if b.amount),
        Payer(own, bill.self_pay, "self", at_most=bill.at_most),
    )


def together(found: Outcome) -> tuple[Payer, ...]:
    """Who pays what of all bills; what is open between aid and the person stands between them."""
    if not _can_be_told(found):
        return ()
    bills = found.result.bills
    paid = _summed(payer for place in range(len(bills)) for payer in _paid(place, found))
    own = _own_label(whole_label(found) == WHOLE)
    less = any(bill.at_most for bill in bills)
    if is_open(found):
        left = sum(bill.total for bill in bills) - sum(payer.amount for payer in paid)
        return (*paid, *_between(found, left, own, less))
    aid = _summed(Payer(b.title, b.amount, "aid", b.at_least) for bill in bills for b in bill.benefits if b.amount)
    return (*paid, *aid, Payer(own, found.result.self_pay, "self", at_most=less))


def _between(found: Outcome, left: int, own: str, less: bool) -> Iterator[Payer]:
    """The aid that is there in any case, what may come on top of it, and what is left for the person then."""
    if found.low:
        yield Payer("医疗救助", found.low, "aid", at_least=True)
    yield Payer("还不能确定的救助", found.high - found.low, "open", at_most=not found.result.at_least)
    least, most = fen_as_money(left - found.high), fen_as_money(left - found.low)
    yield Payer(own, left - found.high, "self", said=f"最多 {most}" if less else f"{least} 到 {most}")


def _can_be_told(found: Outcome) -> bool:
    return bool(found.result.bills) and found.costs_known and found.payments_known


def _own_label(total_stated: bool) -> str:
    return _OWN if total_stated else _OWN_IN_RANGE


def _paid(place: int, found: Outcome) -> Iterator[Payer]:
    """What was paid before the aid, by the labels of the paper."""
    policy_id = found.result.policy
    for name in payments_read(policy_id):
        slot = found.frame.value(bill_field(place, name))
        estimated = slot is None and name == "civil_aid_paid" and place in found.estimated
        amount = found.estimated[place] if estimated else fen(slot) if slot is not None else 0
        if amount:
            label = glossary.label("amount", name, policy_id)
            yield Payer(f"{label}（估算）" if estimated else label, amount, "insurance")


def _summed(payers: Iterable[Payer]) -> tuple[Payer, ...]:
    """One payer for each label; a sum with a floor in it is a floor."""
    found: dict[str, Payer] = {}
    for payer in payers:
        before = found.get(payer.label)
        amount = payer.amount + (before.amount if before else 0)
        least = payer.at_least or (before is not None and before.at_least)
        found[payer.label] = Payer(payer.label, amount, payer.kind, least)
    return tuple(found.values())
