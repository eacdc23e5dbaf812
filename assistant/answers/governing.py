"""Which document governs a frame: the place, the dates and the identities decide, and the reason is told."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from assistant.answers.frame import Frame, Slot, bill_field
from knowledge import library
from rules.applicable import Applicable, applicable
from rules.policies import policy, policy_ids

#: A bill older than this is hardly brought to a counter, so that its date is not asked for the document's sake.
_EARLIEST = date(2023, 1, 1)


@dataclass(frozen=True, slots=True)
class Governing:
    """The answers as given (``said``) and as the governing document sees them (``frame``), and why it governs.

    In ``frame`` the policy is the governing one, and identities of which it knows none are left out: they were said
    of another document and must be asked anew. ``why`` is None while no place is known.
    """

    said: Frame
    frame: Frame
    why: Applicable | None = None

    @property
    def policy(self) -> str | None:
        """The governing document; None where there is none, or the place is not known."""
        found = self.frame.value("policy")
        return str(found) if found is not None else None

    def with_answer(self, path: str, slot: Slot) -> "Governing":
        """The same with an answer that has no part in which document governs."""
        return replace(self, said=self.said.put(path, slot), frame=self.frame.put(path, slot))


def govern(frame: Frame) -> Governing:
    """The document that governs, from the place (stated as the document of that place), dates and identities."""
    stated = frame.value("policy")
    if stated is None or stated not in policy_ids():
        return Governing(frame, frame.drop("policy") if stated else frame)
    held = frame.value("person.identities")
    days = [day for bill in range(frame.bills) if (day := _day(frame, bill)) is not None]
    on = max(days) if days else None
    if held is None and library.document(stated).facts.only_for is not None and on is None:
        return Governing(frame, frame)  # who the document is for is asked next
    found = _applicable(stated, on, tuple(held or ()))
    if found.policy is None:
        return Governing(frame, frame.drop("policy"), found)
    known = policy(found.policy).parameters.codes
    seen = frame
    if held and not any(code in known for code in held):
        seen = seen.drop("person.identities")
    if found.policy != stated:
        seen = seen.put("policy", Slot(found.policy))
    return Governing(frame, seen, found)


def _applicable(stated: str, on: date | None, held: tuple[str, ...]) -> Applicable:
    return applicable(library.document(stated).facts.area.code, on, held)


def _day(frame: Frame, bill: int) -> date | None:
    value = frame.value(bill_field(bill, "date"))
    try:
        return date.fromisoformat(value) if value else None
    except (TypeError, ValueError):
        return None


def earlier_document(governing: Governing) -> str | None:
    """The document that would govern if the bill were older than the governing one, for dates that are still brought;
    None where it is the same.
    """
    stated, now = governing.said.value("policy"), governing.policy
    if stated is None or now is None:
        return None
    begins = library.document(now).facts.in_force_from
    if begins <= _EARLIEST:
        return None
    held = tuple(governing.said.value("person.identities") or ())
    before = _applicable(str(stated), begins - timedelta(days=1), held)
    return before.policy if before.policy != now else None
