"""The one store of answers: for each field its value, how sure it is, and where it came from.

A frame never changes; every edit gives a new one. Two frames are equal if they hold the same answers, however they were
given. An answer that does not matter now stays where it is: it is left out when a result is computed, never deleted.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Literal

from assistant.answers.acts import Words

Status = Literal["given", "inferred", "unknown", "declined"]
Json = dict[str, Any]

#: More visits than this belong into a table: they are not asked for one by one.
MOST_BILLS = 20
_BILL = re.compile(r"bills\[(\d+)\]\.(\w+)")


@dataclass(frozen=True, slots=True)
class Slot:
    """One answer. ``value`` is the interface's JSON value; None where the status is unknown or declined.

    ``source``: button, words, form or file; ``words``: what the person said. Neither counts when answers are compared.
    """

    value: Any
    status: Status = "given"
    source: str = field(default="words", compare=False)
    words: Words | None = field(default=None, compare=False)
    approximate: bool = field(default=False, compare=False)

    @property
    def known(self) -> bool:
        """Whether there is a value to compute with."""
        return self.status in ("given", "inferred")


def bill_field(bill: int, name: str) -> str:
    """The path of a bill's field: ``bill_field(0, "care")`` is ``bills[0].care``."""
    return f"bills[{bill}].{name}"


def split_bill_field(path: str) -> tuple[int, str] | None:
    """The bill's place and the name in it, or None for a field that is not of a bill."""
    match = _BILL.fullmatch(path)
    return (int(match[1]), match[2]) if match else None


def _no_slots() -> Mapping[str, Slot]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Frame:
    """Answers by field, and how many bills there are. The field ``bills`` answers whether there is another bill."""

    slots: Mapping[str, Slot] = field(default_factory=_no_slots)
    bills: int = 1

    def get(self, path: str) -> Slot | None:
        """The answer to a field; None where it was never answered."""
        return self.slots.get(path)

    def value(self, path: str) -> Any:
        """The value of a field; None where there is none."""
        slot = self.slots.get(path)
        return slot.value if slot is not None and slot.known else None

    def known(self, path: str) -> bool:
        """Whether the field has a value."""
        slot = self.slots.get(path)
        return slot is not None and slot.known

    def answered(self, path: str) -> bool:
        """Whether the person has dealt with the field, "不知道" included."""
        return path in self.slots

    def put(self, path: str, slot: Slot) -> "Frame":
        """The frame with this answer in place of an earlier one."""
        place = split_bill_field(path)
        bills = max(self.bills, place[0] + 1) if place else self.bills
        return Frame(MappingProxyType({**self.slots, path: slot}), bills)

    def drop(self, *paths: str) -> "Frame":
        """The frame without the answers to these fields."""
        return Frame(MappingProxyType({k: v for k, v in self.slots.items() if k not in paths}), self.bills)

    def add_bill(self) -> "Frame":
        """One more bill, with nothing said of it; whether there is yet another is open again."""
        return replace(self.drop("bills"), bills=self.bills + 1)

    def remove_bill(self, bill: int) -> "Frame":
        """The frame without a bill; later ones move up. The only bill is emptied."""
        slots: dict[str, Slot] = {}
        for path, slot in self.slots.items():
            place = split_bill_field(path)
            if place is None or place[0] < bill:
                slots[path] = slot
            elif place[0] > bill:
                slots[bill_field(place[0] - 1, place[1])] = slot
        return Frame(MappingProxyType(slots), max(1, self.bills - 1))

    @property
    def asks_only_premium(self) -> bool:
        """Whether the person asks about the year's contribution and has said nothing of any cost."""
        of_bills = any(split_bill_field(path) for path in self.slots)
        return self.bills == 1 and not of_bills and (self.known("premium.tier1") or self.known("premium.due"))

    def only(self, bills: Sequence[int]) -> "Frame":
        """The frame with these bills alone, in this order."""
        slots = {path: slot for path, slot in self.slots.items() if split_bill_field(path) is None}
        for place, bill in enumerate(bills):
            slots |= {bill_field(place, name): slot for name, slot in self.of_bill(bill).items()}
        return Frame(MappingProxyType(slots), len(bills))

    def of_bill(self, bill: int) -> dict[str, Slot]:
        """The answers about one bill, by the name of the field within it."""
        head = bill_field(bill, "")
        return {path.removeprefix(head): slot for path, slot in self.slots.items() if path.startswith(head)}

    def case(self) -> Json:
        """What was stated, as the interface's case. Nothing is filled in, nothing inferred is told as stated."""
        stated = {path: slot.value for path, slot in self.slots.items() if slot.status == "given" and path != "bills"}
        return nested(stated)


def nested(values: Mapping[str, Any]) -> Json:
    """Values by path as nested JSON: ``{"bills[0].care": …}`` becomes ``{"bills": [{"care": …}]}``."""
    case: Json = {}
    bills: dict[int, Json] = {}
    for path, value in values.items():
        place = split_bill_field(path)
        if place:
            bills.setdefault(place[0], {})[place[1]] = value
            continue
        head, _, rest = path.partition(".")
        if rest:
            case.setdefault(head, {})[rest] = value
        else:
            case[head] = value
    if bills:
        case["bills"] = [bills.get(i, {}) for i in range(max(bills) + 1)]
    return case


def from_case(case: Mapping[str, Any], source: str = "file") -> Frame:
    """A frame that states what an interface's case states; fields of no known shape are left out."""
    frame = Frame()
    for path, value in _flat(case):
        frame = frame.put(path, Slot(value, source=source))
    return frame


def _flat(case: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
    for name, value in case.items():
        if name == "bills" and isinstance(value, list):
            for i, bill in enumerate(value):
                if isinstance(bill, Mapping):
                    yield from ((bill_field(i, str(key)), item) for key, item in bill.items())
        elif isinstance(value, Mapping):
            yield from ((f"{name}.{key}", item) for key, item in value.items())
        elif name == "policy":
            yield name, value
