"""Which document governs a frame: the place, the dates and the identities decide, and the reason is told."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from assistant.answers.acts import Propose
from assistant.answers.frame import Frame, Slot, bill_field, split_bill_field
from assistant.answers.identities import codes_of, held_on
from assistant.answers.told_diseases import matched_anew
from knowledge import library
from rules.applicable import Applicable, applicable
from rules.errors import CaseError
from rules.parts import part_bills
from rules.policies import documents_of, policy, policy_ids

#: A bill older than this is hardly brought to a counter, so that its date is not asked for the document's sake.
_EARLIEST = date(2023, 1, 1)


@dataclass(frozen=True, slots=True)
class Governing:
    """The answers as given (``said``) and as the governing document sees them (``frame``), and why it governs.

    In ``frame`` the policy is the governing one, and identities of which it knows none are left out: they were said
    of another document and must be asked anew; diseases are matched in its own lists, and ``ask`` is the question where
    a name can be more than one of their entries. ``why`` is None while no place is known.
    """

    said: Frame
    frame: Frame
    why: Applicable | None = None
    ask: Propose | None = None
    parts: tuple["Division", ...] = ()
    """Where several documents govern the bills: which ones each governs, the oldest document first; else empty."""

    @property
    def policy(self) -> str | None:
        """The governing document; None where there is none, or the place is not known."""
        found = self.frame.value("policy")
        return str(found) if found is not None else None

    def with_answer(self, path: str, slot: Slot) -> "Governing":
        """The same with an answer that has no part in which document governs."""
        said = self.said.put(path, slot)
        parts = _divided(said) if self.parts else ()
        return replace(self, said=said, frame=self.frame.put(path, slot), parts=parts)


@dataclass(frozen=True, slots=True)
class Division:
    """The bills that one of several documents governs: their places in the whole, and the answers about them."""

    places: tuple[int, ...]
    governing: Governing

    def in_the_whole(self, path: str) -> str:
        """A field of the part as it is called in the whole."""
        place = split_bill_field(path)
        return bill_field(self.places[place[0]], place[1]) if place else path


def govern(frame: Frame) -> Governing:
    """The document that governs, from the place (stated as the document of that place), dates and identities."""
    stated = frame.value("policy")
    if stated is None or stated not in policy_ids():
        return Governing(frame, frame.drop("policy") if stated else frame)
    held = frame.value("person.identities")
    days = [day for bill in range(frame.bills) if (day := _day(frame, bill)) is not None]
    on = max(days) if days else None
    if held is None and _is_for_some(stated, on):
        return Governing(frame, frame)  # who the document is for is asked next
    found = _applicable(stated, on, held_on(held, on))
    if found.policy is None:
        return Governing(frame, frame.drop("policy"), found)
    known = policy(found.policy).parameters.codes
    seen = frame
    if held and not any(code in known for code in codes_of(held)):
        seen = seen.drop("person.identities")
    if found.policy != stated:
        seen = seen.put("policy", Slot(found.policy))
    parts = _divided(frame) if len(days) > 1 else ()
    if not _lists_differ(library.facts(stated).area.code):
        return Governing(frame, seen, found, parts=parts)
    seen, ask = matched_anew(seen, policy(found.policy).parameters.lists)
    return Governing(frame, seen, found, ask, parts)


def _divided(frame: Frame) -> tuple[Division, ...]:
    """The bills by the documents that govern them; nothing where one governs all, or one of them has none."""
    area = library.facts(str(frame.value("policy"))).area.code
    bills = [{"date": frame.value(bill_field(bill, "date"))} for bill in range(frame.bills)]
    try:
        found = part_bills({"person": {"identities": frame.value("person.identities") or []}, "bills": bills}, area)
    except CaseError:
        return ()
    if len(found) < 2:
        return ()
    documents = sorted(found, key=lambda name: library.facts(name).in_force_from)
    earliest = min(frame.value(bill_field(bill, "date")) or "9999" for bill in range(frame.bills))
    parts = []
    for name in documents:
        why, places = found[name]
        own = frame.only(places).put("policy", Slot(name))
        opens = any((frame.value(bill_field(place, "date")) or "9999") == earliest for place in places)
        left_out = [
            path
            for path in own.slots
            if (path.startswith("year_to_date") and not opens)
            or (path.startswith("premium.") and name != documents[-1])
        ]
        said = own.drop(*left_out)
        seen, ask = matched_anew(said, policy(name).parameters.lists)
        parts.append(Division(places, Governing(said, seen, why, ask)))
    return tuple(parts)


def _lists_differ(area: str) -> bool:
    """Whether the documents of a place read different lists of diseases, so that a name must be matched in each."""
    return len({policy(name).parameters.lists for name in documents_of(area)}) > 1


def _is_for_some(policy_id: str, on: date | None) -> bool:
    """Whether a document is for certain people only, and in force on the day: then nobody can be told yet that another
    governs.
    """
    facts = library.facts(policy_id)
    return facts.only_for is not None and (on is None or on >= facts.in_force_from)


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
    day = begins - timedelta(days=1)
    before = _applicable(str(stated), day, held_on(governing.said.value("person.identities"), day))
    return before.policy if before.policy != now else None
