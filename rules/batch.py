"""A county's bills at once: the columns of the same formulas, pools by person and year, the best identity for each person.

Bills come in any order. They are computed in pieces that fit the processor's cache, cut between persons.
"""

from dataclasses import dataclass, fields, replace

import numpy as np

from .columns import Columns
from .money import Bools, Ints
from .policies import policy

#: Rows computed at a time: a piece's columns stay in the cache.
PIECE = 16_384


@dataclass(slots=True)
class BatchResult:
    """Amounts in fen, one row a bill, in the order given.

    ``identity``: the place of the identity taken in the document's order, −1 where none is a recipient.
    """

    identity: Ints
    amounts: dict[str, Ints]
    self_pay: Ints

    @property
    def aid(self) -> Ints:
        """The sum of the benefits of each bill (fen)."""
        total = np.zeros_like(self.self_pay)
        for amount in self.amounts.values():
            total += amount
        return total


def compute(policy_id: str, person: Ints, identities: Ints, bills: Columns) -> BatchResult:
    """Compute many bills under one policy.

    Args:
        policy_id: a policy of the library.
        person: a whole number for each row; rows with the same one share their pools.
        identities: a bit for each identity held, by its place in the document's order; the same for all rows of a person.
        bills: the bills' columns; ``identity`` and ``first`` are set here, ``used`` must be in the order given too.

    Returns:
        The amounts in the order given.
    """
    order = _computation_order(person, bills.day)
    if order is not None:
        person, identities, bills = person[order], identities[order], _take(bills, order)
    opens = _opens_person(person)
    first = _first_of_year(opens, bills.day)
    result = _best_of_identities(policy_id, opens, identities, first, bills)
    if order is None:
        return result
    back = np.empty_like(order)
    back[order] = np.arange(len(order))
    amounts = {name: amount[back] for name, amount in result.amounts.items()}
    return BatchResult(result.identity[back], amounts, result.self_pay[back])


def _computation_order(person: Ints, day: Ints) -> Ints | None:
    """The order by person and date, as given among equals; None where the rows already stand in it."""
    same = person[1:] == person[:-1]
    if bool(np.all((person[1:] > person[:-1]) | (same & (day[1:] >= day[:-1])))):
        return None
    order: Ints = np.lexsort((day, person))
    return order


def _opens_person(person: Ints) -> Bools:
    opens = np.ones(len(person), np.bool_)
    np.not_equal(person[1:], person[:-1], out=opens[1:])
    return opens


def _first_of_year(opens: Bools, day: Ints) -> Ints:
    """For each row the row that opens its person's year."""
    years = _year(day)
    begins = opens.copy()
    begins[1:] |= years[1:] != years[:-1]
    starts = np.where(begins, np.arange(len(day)), 0)
    first: Ints = np.maximum.accumulate(starts)
    return first


def _year(day: Ints) -> Ints:
    """The calendar year of a proleptic ordinal."""
    since_1970 = (day - 719_163).astype("datetime64[D]")
    year: Ints = since_1970.astype("datetime64[Y]").astype(np.int64)
    return year


def _best_of_identities(policy_id: str, opens: Bools, identities: Ints, first: Ints, bills: Columns) -> BatchResult:
    """Under each identity held, the one with the highest total over the person's whole ledger (就高)."""
    recipients = sum(1 << i for i, e in enumerate(policy(policy_id).parameters.identities) if e.standing == "recipient")
    left = identities & recipients
    best = _pieces(policy_id, _lowest(left), opens, first, bills)
    left = left & (left - 1)
    while np.any(left):
        more = np.flatnonzero(left)
        subset = _take(bills, more)
        again = opens[more]
        renumbered = np.searchsorted(more, first[more])
        other = _pieces(policy_id, _lowest(left[more]), again, renumbered, subset)
        ledger = np.cumsum(again) - 1
        here = np.bincount(ledger, other.aid - best.aid[more]) > 0
        better = here[ledger]
        where = more[better]
        best.identity[where] = other.identity[better]
        best.self_pay[where] = other.self_pay[better]
        for name, amount in best.amounts.items():
            amount[where] = other.amounts[name][better]
        left = left & (left - 1)
    return best


def _lowest(held: Ints) -> Ints:
    """The place of the lowest bit; −1 where there is none."""
    places = np.full(len(held), -1, np.int64)
    bit = held & -held
    there = bit > 0
    places[there] = np.log2(bit[there].astype(np.float64)).astype(np.int64)
    return places


def _pieces(policy_id: str, identity: Ints, opens: Bools, first: Ints, bills: Columns) -> BatchResult:
    rules = policy(policy_id)
    rows = len(identity)
    amounts = {name: np.zeros(rows, np.int64) for name in rules.family.BENEFITS}
    self_pay = np.zeros(rows, np.int64)
    cuts = _cuts(opens)
    for start, end in zip(cuts[:-1], cuts[1:], strict=True):
        part = slice(start, end)
        piece = _take(bills, part)
        piece.identity = identity[part]
        own_first = first[part] - start
        piece.first = None if np.array_equal(own_first, np.arange(end - start)) else own_first
        left = piece.total - piece.basic_paid - piece.catastrophic_paid
        if rules.family.SUBTRACTS_OTHER_AID:
            left -= piece.civil_aid_paid + piece.relief_fund_paid
        for benefit in rules.family.evaluate(piece, rules.parameters, trace=False):
            amounts[benefit.id][part] = benefit.amount
            left -= benefit.amount
        self_pay[part] = left
    return BatchResult(identity, amounts, self_pay)


def _cuts(opens: Bools) -> list[int]:
    """Where pieces begin and end: at a person's first row, about :data:`PIECE` rows apart."""
    rows = len(opens)
    starts = np.flatnonzero(opens)
    wanted = np.searchsorted(starts, np.arange(0, rows, PIECE))
    inside = starts[wanted[wanted < len(starts)]]
    return [*dict.fromkeys(inside.tolist()), rows] if rows else [0]


def _take(bills: Columns, rows: Ints | slice) -> Columns:
    """Some rows of all columns; what holds for all rows stays as it is."""
    changed = {f.name: _some(getattr(bills, f.name), rows) for f in fields(Columns)}
    return replace(bills, **changed)


def _some(value: object, rows: Ints | slice) -> object:
    if isinstance(value, np.ndarray):
        return value[rows]
    if isinstance(value, dict):
        return {name: _some(item, rows) for name, item in value.items()}
    return value
