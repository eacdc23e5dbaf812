"""Bills as columns: one person's bill is a column of length one, a county's year the same code on a million rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from rules.money import Bools, Ints

#: A figure or a choice that is the same for all rows, or one for each.
PerRow = Ints | int
Choice = Bools | bool


@dataclass(slots=True)
class Columns:
    """Bills in the order in which they are to be computed: by person, year and date.

    Amounts in fen, codes as places in the tuples of :mod:`rules.codes`, ``identity`` as a place in the policy's order
    (−1: no recipient), ``diseases`` as a bit for each catalogue entry, ``age`` −1 where unknown, ``day`` as a
    proleptic ordinal. ``first``: for each row, the row that opens its person's year; None where every year has one
    bill. ``used``: what was used of a pool before that year's first bill. ``local``: a city's own figures, −1 where
    not given. ``readings``: whether the reading that is not the default is taken.
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
    first: Ints | None = None
    used: Mapping[str, PerRow] = field(default_factory=dict)
    local: Mapping[str, PerRow] = field(default_factory=dict)
    readings: Mapping[str, Choice] = field(default_factory=dict)

    def has_any(self, mask: int) -> Bools:
        """Whether a row's diseases include one of the catalogue entries in ``mask``."""
        found: Bools = (self.diseases & mask) != 0
        return found

    def used_before(self, amount: Ints, sum_name: str) -> PerRow:
        """The running sum of ``amount`` over the earlier bills of the same person and year, with what was used before.

        Fen, one number where it is the same for all rows; ``sum_name`` is the pool or running sum in ``used``.
        """
        carried = self.used.get(sum_name, 0)
        if self.first is None:
            return carried
        before: Ints = np.add.accumulate(amount)
        before -= amount
        before -= before[self.first]
        return before + carried


def pay_from_pool(computed: Ints, before: PerRow, limit: PerRow) -> tuple[Ints, PerRow]:
    """What an annual limit still pays: (paid, used before), fen.

    ``before`` is the running sum of what was *computed*, not paid; clipped at the limit the two are the same, because
    a pool that is once exhausted stays so until the year ends.
    """
    plain = isinstance(before, int) and isinstance(limit, int)
    used: PerRow = min(before, limit) if plain else np.minimum(before, limit)
    return np.minimum(computed, limit - used), used
