"""A county's bills at once: the columns of the same formulas, pools by person and year, each person's best identity.

Bills come in any order. They are computed in pieces that fit the processor's cache, cut between persons.
"""

from dataclasses import dataclass, fields, replace
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np

from rules.columns import Columns
from rules.money import Bools, Ints
from rules.policies import Policy, policy
from rules.worksheet import Benefit

#: Rows computed at a time: a piece's columns stay in the cache.
PIECE = 16_384


@dataclass(slots=True)
class BatchResult:
    """Amounts in fen, one row a bill, in the order given.

    ``identity``: the place of the identity taken in the document's order, −1 where none is a recipient.
    ``notes``: a bit for each of :func:`note_ids` that is to be told of the bill, where they were asked for.
    """

    identity: Ints
    amounts: dict[str, Ints]
    self_pay: Ints
    notes: Ints | None = None

    @property
    def aid(self) -> Ints:
        """The sum of the benefits of each bill (fen)."""
        total = np.zeros_like(self.self_pay)
        for amount in self.amounts.values():
            total += amount
        return total


@cache
def note_ids(policy_id: str) -> tuple[str, ...]:
    """What may be told of a bill: the document's warnings by id, ``at_least``, ``undetermined:`` with a benefit."""
    rules = policy(policy_id)
    return (*rules.parameters.warnings, "at_least", *(f"undetermined:{name}" for name in rules.family.BENEFITS))


def compute(policy_id: str, person: Ints, identities: Ints, bills: Columns, notes: bool = False) -> BatchResult:
    """Compute many bills under one policy.

    Args:
        policy_id: a policy of the library.
        person: a whole number for each row; rows with the same one share their pools.
        identities: a bit for each identity held, by its place in the document's order; the same for all rows of a
            person.
        bills: the bills' columns; ``identity`` and ``first`` are set here, ``used`` must be in the order given too.
        notes: whether to say too what is to be told of each bill.

    Returns:
        The amounts in the order given.
    """
    order = _computation_order(person, bills.day)
    if order is not None:
        person, identities, bills = person[order], identities[order], _take(bills, order)
    opens = _opens_person(person)
    first = None if opens.all() else _first_of_year(opens, bills.day)
    result = _best_of_identities(_Run(policy(policy_id), notes), opens, identities, first, bills)
    if order is None:
        return result
    back = np.empty_like(order)
    back[order] = np.arange(len(order))
    return _reordered(result, back)


def _reordered(result: BatchResult, order: Ints) -> BatchResult:
    amounts = {name: amount[order] for name, amount in result.amounts.items()}
    notes = None if result.notes is None else result.notes[order]
    return BatchResult(result.identity[order], amounts, result.self_pay[order], notes)


def _computation_order(person: Ints, day: Ints) -> Ints | None:
    """The order by person and date, as given among equals; None where the rows already stand in it."""
    same = person[1:] == person[:-1]
    if bool(np.all((person[1:] > person[:-1]) | (same & (day[1:] >= day[:-1])))):
        return None
    # A day takes 22 bits, so both are compared as one number.
    order: Ints = np.argsort((person.astype(np.int64) << 22) | day, kind="stable")
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
    """The calendar year of a proleptic ordinal, looked up among all days between the first and the last."""
    earliest = int(day.min())
    every_day = np.arange(earliest, int(day.max()) + 1)
    years = (every_day - 719_163).astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64)
    year: Ints = years[day - earliest]
    return year


@dataclass(frozen=True, slots=True)
class _Run:
    rules: Policy
    notes: bool


def _best_of_identities(run: _Run, opens: Bools, identities: Ints, first: Ints | None, bills: Columns) -> BatchResult:
    """Under each identity held, the one with the highest total over the person's whole ledger (就高)."""
    entries = run.rules.parameters.identities
    recipients = sum(1 << i for i, entry in enumerate(entries) if entry.standing == "recipient")
    lowest = _lowest_bits(len(entries))
    left = identities & recipients
    # Without a recipient's identity: the first that the document names otherwise, which may decide what is told.
    best = _pieces(run, lowest[np.where(left == 0, identities, left)], opens, first, bills)
    left &= left - 1
    while left.any():
        more = np.flatnonzero(left)
        again = opens[more]
        renumbered = None if first is None else np.searchsorted(more, first[more])
        other = _pieces(run, lowest[left[more]], again, renumbered, _take(bills, more))
        ledger = np.cumsum(again) - 1
        better = (np.bincount(ledger, other.aid - best.aid[more]) > 0)[ledger]
        _replace(best, more[better], other, better)
        left &= left - 1
    best.identity[identities & recipients == 0] = -1
    return best


def _replace(best: BatchResult, where: Ints, other: BatchResult, rows: Bools) -> None:
    """Put some rows of ``other`` in the place of ``best``'s."""
    best.identity[where] = other.identity[rows]
    best.self_pay[where] = other.self_pay[rows]
    for name, amount in best.amounts.items():
        amount[where] = other.amounts[name][rows]
    if best.notes is not None and other.notes is not None:
        best.notes[where] = other.notes[rows]


@cache
def _lowest_bits(count: int) -> Ints:
    """For each number of ``count`` bits the place of its lowest bit; −1 for 0."""
    numbers = np.arange(1 << count)
    lowest = np.full(1 << count, -1, np.int64)
    for place in reversed(range(count)):
        lowest[numbers >> place & 1 == 1] = place
    return lowest


def _pieces(run: _Run, identity: Ints, opens: Bools, first: Ints | None, bills: Columns) -> BatchResult:
    rules = run.rules
    rows = len(identity)
    amounts = {name: np.empty(rows, np.int64) for name in rules.family.BENEFITS}
    self_pay = np.empty(rows, np.int64)
    notes = np.zeros(rows, np.int64) if run.notes else None
    cuts = _cuts(opens)
    for start, end in pairwise(cuts):
        part = slice(start, end)
        piece = _take(bills, part)
        piece.identity = identity[part]
        piece.first = None if first is None else _own_first(first[part] - start)
        left = piece.total - piece.basic_paid - piece.catastrophic_paid
        if rules.family.SUBTRACTS_OTHER_AID:
            left -= piece.civil_aid_paid + piece.relief_fund_paid
        benefits = rules.family.evaluate(piece, rules.parameters, trace=False)
        for benefit in benefits:
            amounts[benefit.id][part] = benefit.amount
            left -= benefit.amount
        self_pay[part] = left
        if notes is not None:
            _note(notes[part], rules, piece, benefits)
    return BatchResult(identity, amounts, self_pay, notes)


def _own_first(first: Ints) -> Ints | None:
    """None where every row opens its person's year."""
    return None if np.array_equal(first, np.arange(len(first))) else first


def _note(notes: Ints, rules: Policy, piece: Columns, benefits: tuple[Benefit, ...]) -> None:
    """Set the bits of what is to be told of each row."""
    bits = {name: 1 << place for place, name in enumerate(note_ids(rules.id))}
    of_identity = [bits[entry.warning] if entry.warning else 0 for entry in rules.parameters.identities]
    notes |= np.array([*of_identity, 0], np.int64)[piece.identity]  # identity −1 looks up the last
    for name, where in rules.family.notices(piece, benefits, rules.parameters):
        notes |= np.where(where, bits[name], 0)
    for benefit in benefits:
        notes |= np.where(benefit.at_least, bits["at_least"], 0)
        for condition in benefit.undetermined:
            notes |= np.where(condition.met, 0, bits[f"undetermined:{benefit.id}"])


def _cuts(opens: Bools) -> list[int]:
    """Where pieces begin and end: at a person's first row, about :data:`PIECE` rows apart."""
    rows = len(opens)
    starts = np.flatnonzero(opens)
    wanted = np.searchsorted(starts, np.arange(0, rows, PIECE))
    inside = starts[wanted[wanted < len(starts)]]
    return [*dict.fromkeys(inside.tolist()), rows] if rows else [0]


def _take(bills: Columns, rows: Ints | slice) -> Columns:
    """Some rows of all columns; what holds for all rows stays as it is."""
    changed: dict[str, Any] = {f.name: _some(getattr(bills, f.name), rows) for f in fields(Columns)}
    return replace(bills, **changed)


def _some(value: object, rows: Ints | slice) -> object:
    if isinstance(value, np.ndarray):
        return value[rows]
    if isinstance(value, dict):
        return {name: _some(item, rows) for name, item in value.items()}
    return value
