"""A county's bills at once: the columns of the same formulas, pools by person and year, each spell's best identity.

Bills come in any order. They are computed in pieces that fit the processor's cache, cut between persons.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from rules import concerned, layout
from rules.columns import Columns
from rules.held import choice
from rules.money import Bools, Ints
from rules.policies import Policy, policy
from rules.worksheet import Benefit

#: Rows computed at a time: a piece's columns stay in the cache.
PIECE = 16_384
#: In place of a further identity to choose among: there is none.
_NONE = -2


class Held(NamedTuple):
    """What each row's person holds on its day: a place in ``sets``, whose items are codes of identities."""

    at: Ints
    sets: Sequence[Sequence[str]]


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
    """What may be told of a bill: the document's warnings by id, ``at_least``, ``undetermined:`` with a benefit.

    Raises OverflowError where there are more than the bits of a whole number.
    """
    rules = policy(policy_id)
    ids = (*rules.parameters.warnings, "at_least", *(f"undetermined:{name}" for name in rules.family.benefits))
    if len(ids) > 62:  # each is a bit of a signed number of 64
        raise OverflowError(
            f"{policy_id}/parameters.yaml：提示太多，成批计算最多 {62 - len(ids) + len(rules.parameters.warnings)} 条"
        )
    return ids


def compute(policy_id: str, person: Ints, held: Held, bills: Columns, notes: bool = False) -> BatchResult:
    """Compute many bills under one policy, each reading at its default.

    Args:
        policy_id: a policy of the library.
        person: a whole number for each row; rows with the same one share their pools.
        held: the identities held on each row's day; they may differ between a person's rows.
        bills: the bills' columns; ``identity`` and ``first`` are set here, ``used`` must be in the order given too.
        notes: whether to say too what is to be told of each bill.

    Returns:
        The amounts in the order given.
    """
    rules = policy(policy_id)
    at = held.at
    order = _computation_order(person, bills.day)
    if order is not None:
        person, at, bills = person[order], at[order], _take(bills, order)
    opens = _opens_person(person)
    first = None if opens.all() else _first_of_year(opens, bills.day)
    run = _Run(rules, notes, opens, first, bills)
    candidates = _Candidates(rules, held.sets)
    result = _best_of_identities(run, at, candidates)
    if result.notes is not None:
        result.notes |= candidates.left_out[at]
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
    return _first(begins)


def _first(begins: Bools) -> Ints:
    """For each row the last one at or before it that begins something."""
    first: Ints = np.maximum.accumulate(np.where(begins, np.arange(len(begins)), 0))
    return first


def _year(day: Ints) -> Ints:
    """The calendar year of a proleptic ordinal, looked up among all days between the first and the last."""
    earliest = int(day.min())
    year: Ints = layout.year(np.arange(earliest, int(day.max()) + 1))[day - earliest]
    return year


class _Candidates:
    """For each set of identities those to choose among, in the document's order; ``_NONE`` where there are no more."""

    __slots__ = ("choice", "left_out", "places")

    def __init__(self, rules: Policy, sets: Sequence[Sequence[str]]) -> None:
        found = [choice(rules.parameters, codes) for codes in sets] or [choice(rules.parameters, ())]
        choices = [one.places for one in found]
        most = max(len(places) for places in choices)
        #: Sets × candidates.
        self.places = np.array([[*places, *[_NONE] * (most - len(places))] for places in choices], np.int64)
        numbers = {places: number for number, places in enumerate(dict.fromkeys(choices))}
        #: Sets with the same candidates have the same number: they do not part a spell.
        self.choice = np.array([numbers[places] for places in choices], np.int64)
        bits = {name: 1 << place for place, name in enumerate(note_ids(rules.id))}
        #: The bits of what is told where an identity was left out of the choice.
        self.left_out = np.array([sum(bits[r.warning] for r in one.left_out if r.warning) for one in found], np.int64)


@dataclass(frozen=True, slots=True)
class _Run:
    """Rows by person and date, with what is asked of them."""

    rules: Policy
    notes: bool
    opens: Bools
    first: Ints | None
    bills: Columns

    def some(self, rows: Ints) -> "_Run":
        """The rows of whole persons, or of spells whose sums are carried in ``used``."""
        first = None if self.first is None else np.searchsorted(rows, self.first[rows])
        return _Run(self.rules, self.notes, self.opens[rows], first, _take(self.bills, rows))


def _best_of_identities(run: _Run, at: Ints, candidates: _Candidates) -> BatchResult:
    """就高: each spell under the identity with the highest total over it, given what the earlier spells used."""
    best = _pieces(run, candidates.places[at, 0])
    if candidates.places.shape[1] > 1:
        choices = candidates.choice[at]
        begins = run.opens.copy()
        begins[1:] |= choices[1:] != choices[:-1]
        person = np.cumsum(run.opens) - 1
        spells = np.bincount(person, begins)[person] if len(person) else person
        chosen_among = candidates.places[at, 1] != _NONE
        any_choice = np.bincount(person, chosen_among)[person] > 0 if len(person) else chosen_among
        _over_whole_ledgers(run, at, candidates, best, np.flatnonzero(chosen_among & (spells == 1)))
        mixed = np.flatnonzero(any_choice & (spells > 1))
        if len(mixed):
            _spell_by_spell(run, at, candidates, best, mixed, begins)
    standing = np.array(run.rules.parameters.recipients)
    best.identity[~standing[best.identity]] = -1
    return best


def _over_whole_ledgers(run: _Run, at: Ints, candidates: _Candidates, best: BatchResult, rows: Ints) -> None:
    """Persons with one spell: every further candidate over all their bills, the better one taken."""
    for column in range(1, candidates.places.shape[1]):
        rows = rows[candidates.places[at[rows], column] != _NONE]
        if not len(rows):
            return
        part = run.some(rows)
        other = _pieces(part, candidates.places[at[rows], column])
        ledger = np.cumsum(part.opens) - 1
        better = (np.bincount(ledger, other.aid - best.aid[rows]) > 0)[ledger]
        _replace(best, rows[better], other, better)


def _spell_by_spell(
    run: _Run, at: Ints, candidates: _Candidates, best: BatchResult, mixed: Ints, begins: Bools
) -> None:
    """Persons whose identities change, some of them to be chosen: the first spell of all, then the second, …"""
    part = run.some(mixed)
    held = at[mixed]
    starts = begins[mixed]
    person = np.cumsum(part.opens) - 1
    spell = np.cumsum(starts)
    number: Ints = spell - spell[_first(part.opens)]
    years = _year(part.bills.day)
    carried: dict[str, Ints] = {}
    last_year = np.full(int(person[-1]) + 1, -1, np.int64)
    for turn in range(int(number.max()) + 1):
        rows = np.flatnonzero(number == turn)
        here = part.some(rows)
        here.opens[:] = starts[rows]
        who = person[rows]
        opening = _first(starts[rows] | _changes(years[rows]))
        goes_on = years[rows] == last_year[who]
        if turn:
            here.bills.used = {name: sums[who] * goes_on for name, sums in carried.items()}
        turned = _Run(here.rules, here.notes, here.opens, opening, here.bills)
        found, after = _best_spell(turned, held[rows], candidates)
        _replace(best, mixed[rows], found, np.ones(len(rows), np.bool_))
        ends = np.flatnonzero(np.append(starts[rows][1:], True))
        for name, sums in after.items():
            carried.setdefault(name, np.zeros(len(last_year), np.int64))[who[ends]] = sums[ends]
        last_year[who[ends]] = years[rows][ends]


def _changes(values: Ints) -> Bools:
    changes = np.zeros(len(values), np.bool_)
    np.not_equal(values[1:], values[:-1], out=changes[1:])
    return changes


def _best_spell(run: _Run, at: Ints, candidates: _Candidates) -> tuple[BatchResult, dict[str, Ints]]:
    """Spells of different persons, each under its best candidate, and the sums as they stand after each row."""
    after: dict[str, Ints] = {}
    best = _pieces(run, candidates.places[at, 0], after)
    spell = np.cumsum(run.opens) - 1
    for column in range(1, candidates.places.shape[1]):
        there = candidates.places[at, column]
        if (there == _NONE).all():
            break
        tried = np.where(there == _NONE, candidates.places[at, 0], there)
        sums: dict[str, Ints] = {}
        other = _pieces(run, tried, sums)
        better = ((np.bincount(spell, other.aid - best.aid) > 0)[spell]) & (there != _NONE)
        _replace(best, np.flatnonzero(better), other, better)
        for name, amounts in sums.items():
            after[name] = np.where(better, amounts, after[name])
    return best, after


def _replace(best: BatchResult, where: Ints, other: BatchResult, rows: Bools) -> None:
    """Put some rows of ``other`` in the place of ``best``'s."""
    best.identity[where] = other.identity[rows]
    best.self_pay[where] = other.self_pay[rows]
    for name, amount in best.amounts.items():
        amount[where] = other.amounts[name][rows]
    if best.notes is not None and other.notes is not None:
        best.notes[where] = other.notes[rows]


def _pieces(run: _Run, identity: Ints, after: dict[str, Ints] | None = None) -> BatchResult:
    """All rows under these identities; ``after``: where the sums after each row are to be put by name."""
    family = run.rules.family
    rows = len(identity)
    amounts = {name: np.empty(rows, np.int64) for name in family.benefits}
    self_pay = np.empty(rows, np.int64)
    notes = np.zeros(rows, np.int64) if run.notes else None
    for start, end in pairwise(_cuts(run.opens)):
        part = slice(start, end)
        piece = _take(run.bills, part)
        piece.identity = identity[part]
        piece.first = None if run.first is None else _own_first(run.first[part] - start)
        piece.after = None if after is None else {}
        left = piece.total - piece.basic_paid - piece.catastrophic_paid
        if family.subtracts_other_aid:
            left -= piece.civil_aid_paid + piece.relief_fund_paid
        benefits = family.evaluate(piece, run.rules.parameters, False)
        for benefit in benefits:
            amounts[benefit.id][part] = benefit.amount
            left -= benefit.amount
        self_pay[part] = left
        if notes is not None:
            _note(notes[part], run.rules, piece, benefits)
        for name, sums in (piece.after or {}).items():
            assert after is not None
            after.setdefault(name, np.zeros(rows, np.int64))[part] = sums
    return BatchResult(identity.copy(), amounts, self_pay, notes)


def _own_first(first: Ints) -> Ints | None:
    """None where every row opens its person's year."""
    return None if np.array_equal(first, np.arange(len(first))) else first


def _note(notes: Ints, rules: Policy, piece: Columns, benefits: tuple[Benefit, ...]) -> None:
    """Set the bits of what is to be told of each row."""
    bits = {name: 1 << place for place, name in enumerate(note_ids(rules.id))}
    of_identity = [bits[entry.warning] if entry.warning else 0 for entry in rules.parameters.identities]
    notes |= np.array([*of_identity, 0], np.int64)[piece.identity]  # identity −1 looks up the last
    for name, where in concerned.warnings(piece, benefits, rules):
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
