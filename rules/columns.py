"""Bills as columns: one person's bill is a column of length one, a county's year the same code on a million rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from rules.diseases import DiseaseSets
from rules.money import Bools, Ints

#: A figure or a choice that is the same for all rows, or one for each.
PerRow = Ints | int
Choice = Bools | bool


#: So many years beside each other are computed faster together than row after row.
_WORTHWHILE = 24


@dataclass(slots=True)
class Columns:
    """Bills in the order in which they are to be computed: by person, year and date.

    Amounts in fen, codes as places in the tuples of :mod:`rules.codes`, ``identity`` as a place in the policy's order
    (−1: no recipient), ``diseases`` as a place in ``disease_sets``, ``age`` −1 where unknown, ``day`` as a proleptic
    ordinal. ``first``: for each row, the row that opens its person's year; None where every year has one bill.
    ``used``: what was used of a pool or counted in a running sum before that year's first bill. ``local``: a city's
    own figures, −1 where not given. ``readings``: whether the reading that is not the default is taken. ``after``:
    where a dict is given, each sum as it stands after each row is put there by its name, and in ``bounds`` the limit or
    line up to which the sum changes nothing.
    """

    identity: Ints
    age: Ints
    needs_maintenance: Bools
    insured: Bools
    day: Ints
    care: Ints
    treatment: Ints
    hospital_level: Ints
    designated: Bools
    place: Ints
    referral: Ints
    diseases: Ints
    total: Ints
    eligible: Ints
    basic_paid: Ints
    catastrophic_paid: Ints
    civil_aid_paid: Ints
    relief_fund_paid: Ints
    disease_sets: DiseaseSets
    first: Ints | None = None
    used: Mapping[str, PerRow] = field(default_factory=dict)
    local: Mapping[str, PerRow] = field(default_factory=dict)
    readings: Mapping[str, Choice] = field(default_factory=dict)
    after: dict[str, Ints] | None = None
    bounds: dict[str, PerRow] = field(default_factory=dict)

    def has_any(self, wanted: frozenset[str]) -> Bools:
        """Whether a row's diseases include one of these catalogue entries."""
        return self.disease_sets.has_any(self.diseases, wanted)

    def counted_before(self, name: str, amount: Ints, line: PerRow) -> PerRow:
        """A running sum: ``amount`` over the earlier bills of the same person and year, with what was counted before.

        Fen; one number where it is the same for all rows. ``line``: what of the sum lies above it counts.
        """
        before = self._summed_before(name, amount)
        if self.after is not None:
            self.after[name] = before + amount
            self.bounds[name] = line
        return before

    def pay_from_pool(self, pool: str, computed: Ints, limit: PerRow) -> tuple[Ints, PerRow]:
        """What an annual limit still pays of ``computed``: (paid, used before but no more than the limit), fen.

        Where the limit is the same for all bills of a person's year, the running sum of what was *computed*, clipped
        at the limit, is what was paid: a pool that is once exhausted stays so. Where it differs, a bill with the higher
        limit is paid from what was really *paid* before.
        """
        summed = self._summed_before(pool, computed)
        spent = self._paid_where_limits_differ(pool, summed, computed, limit)
        plain = isinstance(spent, int) and isinstance(limit, int)
        used: PerRow = min(spent, limit) if plain else np.minimum(spent, limit)
        paid = np.minimum(computed, limit - used)
        if self.after is not None:
            # A pool that was used beyond this limit (carried so, or under a higher one) stays where it is.
            beyond = np.minimum(self.used.get(pool, 0), spent) if spent is summed else spent
            self.after[pool] = np.maximum(used, beyond) + paid
            self.bounds[pool] = limit
        return paid, used

    def _summed_before(self, name: str, amount: Ints) -> PerRow:
        carried = self.used.get(name, 0)
        if self.first is None:
            return carried
        before: Ints = np.add.accumulate(amount)
        before -= amount
        before -= before[self.first]
        return before + carried

    def _paid_where_limits_differ(self, pool: str, summed: PerRow, computed: Ints, limit: PerRow) -> PerRow:
        """``summed``, but for the years of a person whose bills have different limits what was paid, row after row."""
        first = self.first
        if first is None or not isinstance(limit, np.ndarray):
            return summed
        drawing = np.flatnonzero(computed > 0)  # the limit of a bill that draws nothing does not matter
        most, year = limit[drawing], first[drawing]
        differs = (most[1:] != most[:-1]) & (year[1:] == year[:-1])
        if not differs.any():
            return summed
        opens = year[1:][differs]
        opens = opens[np.diff(opens, prepend=-1) != 0]
        lengths = np.searchsorted(first, opens, side="right") - opens
        carried = np.broadcast_to(np.asarray(self.used.get(pool, 0), np.int64), limit.shape)
        before = np.maximum(np.minimum(summed, limit), np.minimum(carried, summed))
        _pay_in_turn(before, _Draws(carried, computed, limit), opens, lengths)
        return before


class _Draws(NamedTuple):
    """What is drawn from a pool, row by row: held before the year, computed, and up to which limit (fen)."""

    carried: Ints
    computed: Ints
    limit: Ints


def _pay_in_turn(before: Ints, draws: _Draws, opens: Ints, lengths: Ints) -> None:
    """Put into ``before`` what was really paid before each row of some years.

    ``opens``: the row that opens each year; ``lengths``: how many rows it has. Where there are many years beside each
    other, the first rows of all of them together, then the second; else row after row.
    """
    turns = int(lengths.max())
    if int(lengths.sum()) < _WORTHWHILE * turns:
        for opening, length in zip(opens.tolist(), lengths.tolist(), strict=True):
            _pay_one_year(before, draws, slice(opening, opening + length))
        return
    longest_first = np.argsort(-lengths, kind="stable")
    opens, lengths = opens[longest_first], lengths[longest_first]
    spent = draws.carried[opens]
    for turn, years in enumerate(np.searchsorted(-lengths, -np.arange(turns)).tolist()):
        rows, spent = opens[:years] + turn, spent[:years]
        before[rows] = spent
        spent = spent + np.minimum(draws.computed[rows], np.maximum(draws.limit[rows] - spent, 0))


def _pay_one_year(before: Ints, draws: _Draws, rows: slice) -> None:
    spent = draws.carried.item(rows.start)
    paid_before = []
    for amount, most in zip(draws.computed[rows].tolist(), draws.limit[rows].tolist(), strict=True):
        paid_before.append(spent)
        spent += min(amount, max(0, most - spent))
    before[rows] = paid_before


@dataclass(slots=True)
class PremiumColumns:
    """Contributions as columns: ``tier1`` what tier 1 costs a person, ``due`` what is due (fen; −1 not given)."""

    identity: Ints
    tier: Ints
    tier1: Ints
    due: Ints
    employee_scheme: Bools
    readings: Mapping[str, Choice]
