"""Which identities there are to choose among on a bill's day, and the spells of a ledger in which they stay the same.

A person may hold several identities, some for a time only. A document may read one as another (城市“三无” as 特困人员),
and may exclude one beside another (因病致贫重病患者 is nobody who has 低保). What is left is chosen among (就高).
"""

from calendar import monthrange
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from rules.case import Bill, Case, Person, Span
from rules.parameters import Exclusion, Parameters


class Choice(NamedTuple):
    """The identities to choose among, as places in the document's order.

    Where none is a recipient it is the first that the document names otherwise, or −1. ``left_out``: what the text
    excludes beside others, with the rule that says so. ``recipients``: how many recipients there are among them.
    """

    places: tuple[int, ...]
    recipients: int = 0
    left_out: tuple[Exclusion, ...] = ()


class Spell(NamedTuple):
    """A run of bills, from ``start`` up to ``end`` in the order of computation, with one choice of identities."""

    start: int
    end: int
    choice: Choice


def choice(parameters: Parameters, codes: Collection[str], readings: Mapping[str, str] | None = None) -> Choice:
    """What a person who holds these codes is chosen among, under the readings given (the others at their default)."""
    given = readings or {}
    chosen = tuple(given.get(name, parameters.readings[name].default) for name in parameters.readings_of_identity)
    return _choice(_Keyed(parameters), frozenset(codes), chosen)


class _Keyed:
    """Parameters as a key: the same object is the same key."""

    __slots__ = ("parameters",)

    def __init__(self, parameters: Parameters) -> None:
        self.parameters = parameters

    def __hash__(self) -> int:
        return id(self.parameters)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Keyed) and other.parameters is self.parameters


@lru_cache(maxsize=4096)
def _choice(key: _Keyed, codes: frozenset[str], chosen: tuple[str, ...]) -> Choice:
    parameters = key.parameters
    read = dict(zip(parameters.readings_of_identity, chosen, strict=True))
    held = {parameters.read_as.get(code, code) for code in codes}
    left_out = tuple(
        rule
        for rule in parameters.excluded
        if held.intersection(rule.codes) and held.intersection(rule.beside) and rule.holds(read)
    )
    stay = held.difference(*(rule.codes for rule in left_out))
    named = [(place, entry) for place, entry in enumerate(parameters.identities) if entry.code in stay]
    recipients = tuple(place for place, entry in named if entry.standing == "recipient")
    return Choice(recipients or tuple(place for place, _ in named[:1]) or (-1,), len(recipients), left_out)


def held_on(person: Person, bill: Bill, parameters: Parameters) -> tuple[str, ...]:
    """The codes that a person holds for a bill: on its day, or as long as the document lets a lost identity count."""
    if not person.spans:
        return person.identities
    lost = parameters.lost_identity is not None
    return tuple(code for code in person.identities if _holds(person.spans.get(code), bill, lost))


def _holds(spans: Sequence[Span] | None, bill: Bill, lost: bool) -> bool:
    return spans is None or any(_covers(span, bill, lost) for span in spans)


def _covers(span: Span, bill: Bill, lost: bool) -> bool:
    since, until = span
    if since is not None and bill.date < since:
        return False
    if until is None or bill.date <= until:
        return True
    if not lost:
        return False
    end = end_of_month(until)
    return bill.date <= end or (bill.care == "inpatient" and bill.admitted is not None and bill.admitted <= end)


def end_of_month(day: date) -> date:
    """The last day of a day's calendar month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def held_still(person: Person) -> tuple[str, ...]:
    """The codes without an end: what is held where there is no bill to ask about."""
    return tuple(
        code
        for code in person.identities
        if code not in person.spans or any(until is None for _, until in person.spans[code])
    )


def spells(case: Case, order: Sequence[int], parameters: Parameters, readings: Mapping[str, str]) -> tuple[Spell, ...]:
    """The spells of a ledger. ``order``: the bills' places in the order of computation.

    One spell, over no bill, where there is none.
    """
    if not case.person.spans:
        return (Spell(0, len(order), choice(parameters, case.person.identities, readings)),)
    found: list[Spell] = []
    for place, given in enumerate(order):
        here = choice(parameters, held_on(case.person, case.bills[given], parameters), readings)
        if found and found[-1].choice.places == here.places:
            left_out = tuple(dict.fromkeys((*found[-1].choice.left_out, *here.left_out)))
            found[-1] = Spell(found[-1].start, place + 1, here._replace(left_out=left_out))
        else:
            found.append(Spell(place, place + 1, here))
    return tuple(found) or (Spell(0, 0, choice(parameters, held_still(case.person), readings)),)
