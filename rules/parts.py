"""Bills that different documents govern: parted by document, each part computed under its own.

A bill before and one after a document's first day are not computed alike. The place, what is held on a bill's day and
that day decide the document. Pools of each document stand apart; what a person said of a disease is looked up in the
lists of the document that governs the bill.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from knowledge import library
from rules.applicable import Applicable, applicable
from rules.calculate import calculate
from rules.case import Case
from rules.door import read_case
from rules.errors import CaseError
from rules.money import to_yuan
from rules.named_diseases import Resolver
from rules.notices import common_notice
from rules.policies import policy
from rules.result import Json, NoticeResult, Result


@dataclass(frozen=True, slots=True)
class Part:
    """The bills that one document governs, by their places in the whole, with the case and the result under it.

    ``why``: how the document was found.
    """

    places: tuple[int, ...]
    why: Applicable
    case: Case
    result: Result


@dataclass(frozen=True, slots=True)
class Parted:
    """A whole case: one part for each document, the oldest document first."""

    parts: tuple[Part, ...]
    warnings: tuple[NoticeResult, ...]

    @property
    def aid_total(self) -> int:
        """The aid over all parts (fen)."""
        return sum(part.result.aid_total for part in self.parts)

    def to_json(self) -> Json:
        """The interface's form: the result itself where one document governs all bills."""
        if len(self.parts) == 1:
            return self.parts[0].result.to_json()
        return {
            "policy": None,
            "identity": None,
            "aid_total": to_yuan(self.aid_total),
            "at_least": any(part.result.at_least for part in self.parts),
            "parts": [part.result.to_json() for part in self.parts],
            "warnings": [warning.to_json() for warning in self.warnings],
        }


def calculate_parts(data: Mapping[str, Any], area: str, resolve: Resolver | None = None) -> Parted:
    """Compute a case under the documents that govern its bills.

    Args:
        data: a case in the interface's JSON values; its ``policy`` is not looked at.
        area: division code of the residence (``500107``).
        resolve: finds diseases given by name, within the lists of the document that governs the bill.

    Raises:
        CaseError: a bill that no document of the library governs, or the first thing that is wrong; ``bills[…]`` is
            the bill's place in the whole.
    """
    bills = data.get("bills", [])
    if not isinstance(bills, Sequence) or isinstance(bills, str):
        raise CaseError("bad_value", "bills", "费用单据应是一个列表，请改正。")
    groups = part_bills(data, area)
    documents = sorted(groups, key=lambda name: library.facts(name).in_force_from)
    first = _first_bill(bills, groups) if bills else documents[0]
    parts = []
    for name in documents:
        why, places = groups[name]
        own = {**data, "policy": name, "bills": [bills[place] for place in places]}
        if name != first:
            own.pop("year_to_date", None)
        if name != documents[-1]:
            own.pop("premium", None)
        case = _read(_only_what_it_reads(own, name, len(documents) > 1), places, resolve)
        parts.append(Part(places, why, case, calculate(case)))
    return Parted(tuple(parts), tuple(shared_limits([part.case for part in parts])))


def part_bills(data: Mapping[str, Any], area: str) -> dict[str, tuple[Applicable, tuple[int, ...]]]:
    """The documents that govern the bills of a case in JSON values, each with the places of its bills.

    Without bills, the document that is current. Raises CaseError where the library has none.
    """
    bills: Sequence[Any] = data.get("bills", [])
    days = [_day(bill.get("date")) if isinstance(bill, Mapping) else None for bill in bills]
    assumed = min((day for day in days if day is not None), default=None)
    found: dict[str, tuple[Applicable, tuple[int, ...]]] = {}
    for place, day in enumerate(days or [None]):
        on = day or assumed
        governed = applicable(area, on, _held(data, on))
        if governed.policy is None:
            raise CaseError("unknown_policy", f"bills[{place}].date" if bills else "policy", governed.reason)
        why, places = found.get(governed.policy, (governed, ()))
        found[governed.policy] = (why, (*places, place) if bills else ())
    return found


def _day(given: object) -> date | None:
    try:
        return date.fromisoformat(given) if isinstance(given, str) else None
    except ValueError:
        return None  # the door refuses it, naming the field


def _held(data: Mapping[str, Any], on: date | None) -> tuple[str, ...]:
    """The codes held on a day; what is not as it should be is left for the door to refuse."""
    person = data.get("person")
    given = person.get("identities", ()) if isinstance(person, Mapping) else ()
    found = []
    for one in given if isinstance(given, Sequence) else ():
        if isinstance(one, str):
            found.append(one)
        elif isinstance(one, Mapping) and isinstance(one.get("code"), str):
            since, until = _day(one.get("from")), _day(one.get("to"))
            begun = since is None or on is None or since <= on
            if begun and (until is None or (on is not None and on <= until)):
                found.append(one["code"])
    return tuple(dict.fromkeys(found))


def _first_bill(bills: Sequence[Any], groups: Mapping[str, tuple[Applicable, tuple[int, ...]]]) -> str:
    """The document of the first bill by date, of undated ones by place."""
    latest = date.max
    ordered = sorted(range(len(bills)), key=lambda place: _day(bills[place].get("date")) or latest)
    return next(name for name, (_, places) in groups.items() if ordered[0] in places)


def _only_what_it_reads(data: dict[str, Any], name: str, several: bool) -> dict[str, Any]:
    """Where several documents govern, each gets the readings and city figures that it knows."""
    if not several:
        return data
    rules = policy(name)
    for field, known in (("readings", rules.parameters.readings), ("parameters", rules.family.local)):
        given = data.get(field)
        if isinstance(given, Mapping):
            data[field] = {key: value for key, value in given.items() if key in known}
    return data


def _read(data: Mapping[str, Any], places: tuple[int, ...], resolve: Resolver | None) -> Case:
    try:
        return read_case(data, resolve)
    except CaseError as wrong:
        for here, place in enumerate(places):
            if wrong.field.startswith(f"bills[{here}]"):
                field = wrong.field.replace(f"bills[{here}]", f"bills[{place}]", 1)
                message = wrong.message.replace(f"第{here + 1}笔", f"第{place + 1}笔", 1)
                raise CaseError(wrong.code, field, message) from None
        raise


def shared_limits(cases: Sequence[Case]) -> list[NoticeResult]:
    """What is to be said of bills that were computed under a document each: a year whose limits may be shared."""
    years = [{bill.date.year for bill in case.bills} for case in cases]
    shared = any(years[i] & years[j] for i in range(len(years)) for j in range(i))
    if not shared:
        return []
    documents = "、".join(f"《{library.facts(case.policy).short_name}》" for case in cases)
    return [common_notice("limits_perhaps_shared", documents=documents)]
