"""Which questions are left, in order: a pure function of the answers. Whether one matters the calculator says."""

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.answers.frame import Frame, Slot, bill_field
from assistant.answers.governing import earlier_document, govern
from assistant.answers.relevance import another_bill_matters, find

#: The order within one bill, before and among the amounts.
ILLNESS = ("diseases", "care", "treatment")
HOSPITAL = ("hospital_level", "designated", "place", "referral")
AMOUNTS = ("total", "eligible", "basic_paid", "catastrophic_paid", "civil_aid_paid", "relief_fund_paid")
PERSON = ("person.age", "person.needs_maintenance", "person.insured")


#: These say what the person pays and which document applies, even where the aid does not turn on them.
_TOLD = (".total", ".date")


@dataclass(frozen=True, slots=True)
class Journey:
    """What is to be asked next and after (``open``), what was answered with "不知道" and matters (``unsettled``),
    and which answers do not matter now (``masked``).
    """

    open: tuple[str, ...]
    unsettled: tuple[str, ...] = ()
    masked: tuple[str, ...] = ()

    @property
    def next(self) -> str | None:
        """The field to ask; None where only the confirmation is left."""
        return self.open[0] if self.open else None


def journey(frame: Frame) -> Journey:
    """The questions that are left. Without a policy there is one question: which."""
    stated = frame.value("policy")
    if stated is None:
        return Journey(("policy",))
    governed = govern(frame)
    if governed.policy is None:
        # No document of the library covers the place at that date.
        return Journey(tuple(f for f in frame.slots if f.endswith(".date"))[:1])
    plain, frame = frame, governed.frame
    found = find(frame)
    open_ones = tuple(field for field in order(frame) if field in found.matters and not frame.answered(field))
    unsettled = tuple(
        field for field in order(frame) if field in found.matters and frame.answered(field) and not frame.known(field)
    )
    asked = frozenset(order(frame))
    masked = tuple(
        field
        for field in frame.slots
        if field in asked and frame.known(field) and field not in found.matters and not field.endswith(_TOLD)
    )
    if not open_ones and (dated := _date_for_document(plain)):
        open_ones = (dated,)
    if not open_ones and not frame.answered("bills") and another_bill_matters(frame):
        open_ones = ("bills",)
    return Journey(open_ones, unsettled, masked)


def order(frame: Frame) -> Iterator[str]:
    """Every field that can be asked, in the order in which it would be."""
    yield "person.identities"
    for bill in range(frame.bills):
        yield from (bill_field(bill, name) for name in ILLNESS)
        if bill == 0:
            yield from PERSON
        yield from (bill_field(bill, name) for name in (*HOSPITAL, *AMOUNTS, "date"))
    yield "parameters.disposable_income"
    yield from (field for field in frame.slots if field.startswith("year_to_date."))


def _date_for_document(frame: Frame) -> str | None:
    """The date to ask because an older bill falls under another document; None where none matters or one is known."""
    if any(frame.answered(bill_field(bill, "date")) for bill in range(frame.bills)):
        return None
    earlier = earlier_document(frame)
    if earlier is None:
        return None
    now = govern(frame).frame
    aided = another_bill_matters(now) or another_bill_matters(now.put("policy", Slot(earlier)))
    return bill_field(0, "date") if aided else None
