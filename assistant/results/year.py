"""The year's ledger in words: each bill with what came of it, and each annual limit with what is used and left."""

from dataclasses import dataclass

from assistant.answers.frame import bill_field
from assistant.answers.questions import fen_as_money, money, value_label
from assistant.results.explained import Explanation, Limit
from assistant.results.outcome import Outcome
from assistant.results.shares import is_open


@dataclass(frozen=True, slots=True)
class Entry:
    """One bill. ``about``: when and what for; ``cost``, ``aid``, ``own``: amounts in words, empty where not known."""

    place: int
    title: str
    about: str
    cost: str
    aid: str
    own: str


def heading(told: Explanation) -> str:
    """2024年的账 where all days are stated and lie in one year, else 一年的账: it need not be this year."""
    found = told.found
    stated = all(found.frame.known(bill_field(bill, "date")) for bill in range(len(found.days)))
    years = {day.year for day in found.days}
    return f"{min(years)}年的账" if stated and len(years) == 1 else "一年的账"


def entries(told: Explanation) -> tuple[Entry, ...]:
    """The bills in the order in which they were told."""
    found = (_entry(place, part) for part in told.parts for place in range(len(part.bills)))
    return tuple(sorted(found, key=lambda entry: entry.place))


def _entry(place: int, told: Explanation) -> Entry:
    found = told.found
    frame, bill, said = found.frame, found.result.bills[place], told.bills[place]
    about = [
        value_label(path, frame.value(path), found.result.policy)
        for path in (bill_field(place, name) for name in ("date", "care", "diseases"))
        if frame.known(path)
    ]
    cost = frame.value(bill_field(place, "total"))
    in_range = frame.value(bill_field(place, "eligible"))
    named = f"总费用 {money(cost)}" if cost is not None else f"政策范围内 {money(in_range)}" if in_range else ""
    own = next((payer.money for payer in said.payers if payer.kind == "self"), "")
    least = "至少 " if any(b.at_least and b.amount for b in bill.benefits) else ""
    return Entry(
        told.place_of(place),
        said.heading,
        "，".join(about),
        named,
        f"{least}{fen_as_money(bill.aid)}" if said.payers else "",
        own,
    )


def limits(found: Outcome) -> tuple[Limit, ...]:
    """Every annual limit that the bills draw on, as the last bill of its year leaves it; none while the aid is open."""
    if not found.costs_known or not found.payments_known or is_open(found):
        return ()
    last: dict[tuple[int, str], Limit] = {}
    for place, bill in enumerate(found.result.bills):
        year = found.days[place].year
        for benefit in bill.benefits:
            pool = benefit.pool
            if pool is None or pool.limit is None or benefit.status not in ("granted", "zero"):
                continue
            before = last.get((year, benefit.title))
            stated = found.frame.known(bill_field(place, "date"))
            # bills are computed by date, so that the most used is the latest
            last[year, benefit.title] = Limit(
                f"{year}年" if stated else before.year if before else "",
                benefit.title,
                pool.limit,
                min(pool.limit, max(pool.used + benefit.amount, before.used if before else 0)),
            )
    return tuple(last.values())
