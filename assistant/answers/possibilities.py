"""What an answer could be: for each field of a case, a few values that stand for all, as the columns hold them.

Amounts stand at the policy's own thresholds and around them; a disease stands for every entry that is worded alike;
everything else is listed in full. The first value of a field is the one under which aid is most likely.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from pydantic import BaseModel

from assistant.answers.frame import Frame, bill_field
from assistant.answers.identities import codes_of
from knowledge import catalogues
from rules import codes
from rules.case import PAYMENTS
from rules.diseases import DiseaseSets, entry_ids
from rules.figures import Figure, Table
from rules.held import choice
from rules.money import to_fen
from rules.policies import Policy, policy

#: Figures left to a city that are asked: without them nothing may be computed. Others only raise a floor.
ASKED_PARAMETERS = ("disposable_income",)

_CODED = {
    "care": codes.CARE,
    "treatment": codes.TREATMENT,
    "place": codes.PLACE,
    "referral": codes.REFERRAL,
}
#: Incomes that bound what Chinese cities report as last year's per-capita disposable income (fen), and none known.
_INCOMES = (5_000_000, 2_000_000, 12_000_000, codes.NOT_GIVEN)
#: Parts of what is left to be paid, and of the eligible cost in the total, in basis points.
_PAYMENT_PARTS = (0, 4_000, 9_000, 10_000)
_TOTAL_PARTS = (10_500, 10_000, 11_050, 12_500, 30_000)
_ELIGIBLE_PARTS = (9_500, 10_000, 7_000, 2_000)
_ORDINARY_COSTS = (8_000_000, 50_000, 600_000, 2_500_000, 20_000_000)


@dataclass(frozen=True, slots=True)
class Possible:
    """A field's possible values. ``column``: its name in the columns; ``bill``: the bill's place, None for the person.

    ``values[0]`` is the answer where there is one (``answered``), else the most favourable value. ``part``: the values
    are basis points of what the field is a part of, because nothing absolute is known of it.
    """

    field: str
    column: str
    bill: int | None
    values: tuple[int, ...]
    answered: bool
    part: bool = False


def asks_pools(frame: Frame) -> bool:
    """Whether the person has said that limits were drawn on before, so that it matters by how much."""
    return bool(frame.value("year_to_date"))


def possibilities(frame: Frame, rules: Policy, sets: DiseaseSets) -> list[Possible]:
    """Every field that a bill's computation could read, answered or not; diseases as places in ``sets``."""
    found = [*_of_person(frame, rules)]
    for bill in range(frame.bills):
        found.extend(_of_bill(frame, rules, bill, sets))
    return found


def held_identities(frame: Frame, rules: Policy) -> tuple[int, ...] | None:
    """The places of the identities to choose among; None where the person has not said which they hold."""
    held = frame.value("person.identities")
    if held is None:
        return None
    chosen = {name: frame.value(f"readings.{name}") for name in rules.parameters.readings_of_identity}
    return choice(
        rules.parameters, codes_of(held), {n: value for n, value in chosen.items() if value is not None}
    ).places


def _of_person(frame: Frame, rules: Policy) -> Iterator[Possible]:
    yield _field(frame, "person.age", "age", _stand_ins(rules.id).ages, lambda value: int(value))
    yield _field(frame, "person.needs_maintenance", "needs_maintenance", (1, 0), int)
    # Who is not said to be without insurance is insured (the documented default); it acts on bills without a payment.
    unpaid = any(_is_nothing(frame.value(bill_field(bill, "basic_paid"))) for bill in range(frame.bills))
    yield _field(frame, "person.insured", "insured", (1, 0) if unpaid else (1,), int)
    for name in ASKED_PARAMETERS:
        if name in rules.family.local:
            yield _field(frame, f"parameters.{name}", f"local:{name}", _INCOMES, _fen)
    if asks_pools(frame):
        limits = _stand_ins(rules.id).limits
        for benefit in rules.family.benefits:
            yield _field(frame, f"year_to_date.{benefit}", f"used:{benefit}", limits, _fen)


def _is_nothing(amount: Any) -> bool:
    """Whether an amount was stated and is 0."""
    return amount is not None and _fen(amount) == 0


def _of_bill(frame: Frame, rules: Policy, bill: int, sets: DiseaseSets) -> Iterator[Possible]:
    def field(name: str, values: tuple[int, ...], read: Any, part: bool = False) -> Possible:
        return _field(frame, bill_field(bill, name), name, values, read, bill, part)

    alike = tuple(sets.place(entries) for entries in _stand_ins(rules.id).diseases)
    yield field("diseases", alike, lambda ids: sets.place(name for name in ids if name in entry_ids()))
    for name, known in _CODED.items():
        yield field(name, tuple(range(len(known))), known.index)
    yield field("hospital_level", (3, 2, 1, 0), int)
    yield field("designated", (1, 0), int)
    yield from _amounts(frame, rules, bill)
    yield field("date", _days(frame, bill), lambda value: date.fromisoformat(value).toordinal())


#: The payments that only an insured person gets.
_BY_INSURANCE = ("basic_paid", "catastrophic_paid")


def _amounts(frame: Frame, rules: Policy, bill: int) -> Iterator[Possible]:
    """Amounts that fit together: paid ≤ eligible ≤ total, whatever is known of them."""

    def field(name: str, values: tuple[int, ...], part: bool = False) -> Possible:
        return _field(frame, bill_field(bill, name), name, values, _fen, bill, part)

    total = frame.value(bill_field(bill, "total"))
    if total is None:
        yield field("eligible", _stand_ins(rules.id).costs)
    else:
        whole = _fen(total)
        below = tuple(cost for cost in _stand_ins(rules.id).costs if cost <= whole)
        yield field("eligible", tuple(dict.fromkeys((*(whole * part // 10_000 for part in _ELIGIBLE_PARTS), *below))))
    yield field("total", _TOTAL_PARTS, part=True)
    # Insurance pays nothing to who has none, except where the document counts such a person as insured.
    none = frame.value("person.insured") is False and not rules.family.counts_uninsured_as_insured
    for name in PAYMENTS:
        yield field(name, (0,) if none and name in _BY_INSURANCE else _PAYMENT_PARTS, part=True)


def _field(
    frame: Frame,
    path: str,
    column: str,
    values: tuple[int, ...],
    read: Any,
    bill: int | None = None,
    part: bool = False,
) -> Possible:
    answer = frame.value(path)
    if answer is None:
        return Possible(path, column, bill, values, False, part)
    given = int(read(answer))
    if part:  # an absolute answer; the others are computed around it
        others: tuple[int, ...] = (0, 2 * given + 1_000_000)
    else:
        others = values
    return Possible(path, column, bill, tuple(dict.fromkeys((given, *others))), True, part)


def _fen(value: Any) -> int:
    return to_fen(Decimal(str(value)))


def _days(frame: Frame, bill: int) -> tuple[int, ...]:
    """In the year of another bill, or in another year."""
    others = [frame.value(bill_field(i, "date")) for i in range(frame.bills) if i != bill]
    known = [date.fromisoformat(day) for day in others if day]
    day = known[0] if known else date(2024, 1, 1)
    return (day.toordinal(), day.replace(year=day.year + 1, day=1).toordinal())


class _StandIns(NamedTuple):
    """A document's values that stand for all: costs and limits used before (fen), ages, kinds of disease (by id)."""

    costs: tuple[int, ...]
    limits: tuple[int, ...]
    ages: tuple[int, ...]
    diseases: tuple[tuple[str, ...], ...]


@cache
def _stand_ins(policy_id: str) -> _StandIns:
    rules = policy(policy_id)
    figures = tuple(_figures(rules.parameters))
    sums = sorted({f.amount for f in figures if f.unit in ("元", "万元")})
    lines = (cost for line in sums if line > 0 for cost in (line, line + 1, 3 * line))
    top = max(sums, default=10_000_000)
    ages = sorted({f.amount for f in figures if f.unit == "岁"})
    return _StandIns(
        tuple(dict.fromkeys((*_ORDINARY_COSTS, *lines))),
        (0, top // 2, top),
        tuple(age for line in ages for age in (line, line - 1)) or (50,),
        _kinds_of_disease(rules),
    )


def _kinds_of_disease(rules: Policy) -> tuple[tuple[str, ...], ...]:
    """For each kind of wording in the policy's lists one entry that has it, then no listed disease."""
    alike: dict[tuple[object, ...], str] = {}
    for entry in catalogues.entries():
        if entry.catalogue in rules.parameters.lists:
            alike.setdefault((entry.catalogue, entry.treatments, entry.care), entry.id)
    return (*((entry,) for entry in alike.values()), ())


def _figures(record: BaseModel) -> Iterator[Figure]:
    """Every figure of a policy's parameters."""
    if isinstance(record, Figure):
        yield record
        return
    if isinstance(record, Table):
        yield from record.root.values()
        return
    for name in type(record).model_fields:
        value = getattr(record, name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, BaseModel):
                yield from _figures(item)
