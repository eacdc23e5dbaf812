"""What the days of bills say: entered twice, perhaps one stay, a stay across a year's end. Assumed days say nothing."""

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from datetime import date

from rules.case import Bill, Person

#: How many days apart two stays may be and still be a transfer (our rule).
_TRANSFER = 7


def printed(day: date) -> str:
    """A day as a sentence has it: 2023年10月14日."""
    return f"{day.year}年{day.month}月{day.day}日"


def entered_twice(bills: Sequence[Bill]) -> Iterator[list[int]]:
    """The places of bills that agree in date, care, hospital level and amounts."""
    alike: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for i, b in enumerate(bills):
        if b.dated:
            amounts = (b.total, b.eligible, b.basic_paid, b.catastrophic_paid, b.civil_aid_paid, b.relief_fund_paid)
            alike[b.date, b.care, b.hospital_level, amounts].append(i)
    yield from (places for places in alike.values() if len(places) > 1)


def perhaps_one_stay(bills: Sequence[Bill], line: int) -> list[int]:
    """Stays within a week of each other, none above the line (fen, 政策范围内) and two together above it.

    A stay that was entered in parts, or a transfer, may count as one.
    """
    stays = [i for i, b in enumerate(bills) if b.dated and b.care == "inpatient" and b.eligible <= line]
    stays.sort(key=lambda i: bills[i].date)
    found: set[int] = set()
    largest: deque[int] = deque()  # of the stays of the last days those that no later one exceeds
    for here in stays:
        while largest and (bills[here].date - bills[largest[0]].date).days > _TRANSFER:
            largest.popleft()
        if largest and bills[largest[0]].eligible + bills[here].eligible > line:
            found |= {largest[0], here}
        while largest and bills[largest[-1]].eligible <= bills[here].eligible:
            largest.pop()
        largest.append(here)
    return sorted(found)


def _stays(bills: Sequence[Bill]) -> Iterator[tuple[int, date, date]]:
    """Stays of which both days are given: (place, admitted, settled)."""
    for i, b in enumerate(bills):
        if b.dated and b.admitted is not None and b.care == "inpatient":
            yield i, b.admitted, b.date


def admitted_across(bills: Sequence[Bill], first_day: date) -> list[int]:
    """Stays that began in another year, or before the document's first day and ended after it."""
    return [
        place
        for place, admitted, settled in _stays(bills)
        if admitted.year != settled.year or admitted < first_day <= settled
    ]


def identity_changed_during(bills: Sequence[Bill], person: Person, known: frozenset[str]) -> list[int]:
    """Stays during which an identity that the document knows begins or ends."""
    spans = [span for code, held in person.spans.items() if code in known for span in held]
    return [
        place
        for place, admitted, settled in _stays(bills)
        if any(
            (since is not None and admitted < since <= settled) or (until is not None and admitted <= until < settled)
            for since, until in spans
        )
    ]
