"""Which questions are left, in order: a pure function of the answers. Whether one matters the calculator says."""

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.answers.frame import Frame, Slot, bill_field
from assistant.answers.governing import Governing, earlier_document
from assistant.answers.relevance import another_bill_matters, find
from rules.case import AMOUNTS

#: The order within one bill, before and among the amounts.
ILLNESS = ("diseases", "care", "treatment")
HOSPITAL = ("hospital_level", "designated", "place", "referral")
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


def journey(governing: Governing) -> Journey:
    """The questions that are left. Without a policy there is one question: which."""
    said, frame = governing.said, governing.frame
    if said.value("policy") is None:
        return Journey(("policy",))
    if governing.policy is None:
        # No document of the library covers the place at that date.
        return Journey(tuple(f for f in said.slots if f.endswith(".date"))[:1])
    if frame.asks_only_premium:
        needed = ("person.identities", "premium.tier1")
        return Journey(
            tuple(field for field in needed if not frame.answered(field)),
            tuple(field for field in needed if frame.answered(field) and not frame.known(field)),
        )
    matters = _matters(governing)
    asked = tuple(order(frame))
    open_ones = tuple(field for field in asked if field in matters and not frame.answered(field))
    unsettled = tuple(field for field in asked if field in matters and frame.answered(field) and not frame.known(field))
    askable = frozenset(asked)
    masked = tuple(
        field
        for field in frame.slots
        if field in askable and frame.known(field) and field not in matters and not field.endswith(_TOLD)
    )
    if not open_ones and (dated := _date_for_document(governing)):
        open_ones = (dated,)
    if not open_ones and not frame.answered("bills") and another_bill_matters(frame):
        open_ones = ("bills",)
    return Journey(open_ones, unsettled, masked)


def _matters(governing: Governing) -> frozenset[str]:
    """The fields that matter; where several documents govern, of each document those of its own bills."""
    if not governing.parts:
        return find(governing.frame).matters
    return frozenset(
        part.in_the_whole(field) for part in governing.parts for field in find(part.governing.frame).matters
    )


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


def _date_for_document(governing: Governing) -> str | None:
    """The date to ask because an older bill falls under another document; None where none matters or one is known."""
    now = governing.frame
    if any(governing.said.answered(bill_field(bill, "date")) for bill in range(now.bills)):
        return None
    earlier = earlier_document(governing)
    if earlier is None:
        return None
    aided = another_bill_matters(now) or another_bill_matters(now.put("policy", Slot(earlier)))
    return bill_field(0, "date") if aided else None
