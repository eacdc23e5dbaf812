"""What another value of one bill does to the whole ledger, without computing the whole ledger anew.

A bill acts on the later ones of its year only through the sums that run through it (annual limits, lines). Where the
changed sum neither reaches its limit nor differs, the later bills stay as they are; where it may, they are computed
from there on, a few at a time, until the sums are what they were. So the work grows with the bills, not their square.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from rules.ledger import UNCHANGED, Change, Ledger
from rules.money import Bools, Ints

#: How many bills are computed at a time where a limit is near.
_RUN = 24
#: More than any sum; sums of different years are kept apart by multiples of it.
_APART = 1 << 50


def totals(ledger: Ledger, identity: int, changes: Sequence[Change]) -> tuple[int, Ints]:
    """The aid under an identity (fen): of the ledger as it is, and with each one change of one bill."""
    follow = _Follow(ledger, identity)
    now = int(follow.aid.sum())
    return now, now + follow.differences(changes)


class _Follow:
    """A ledger under one identity, with its sums."""

    __slots__ = ("after", "aid", "before", "bounds", "identity", "keys", "last", "ledger", "year")

    def __init__(self, ledger: Ledger, identity: int) -> None:
        self.ledger = ledger
        self.identity = identity
        evaluation = ledger.with_sums((Change("identity", identity),))
        self.aid = evaluation.aid()[0]
        self.after: Mapping[str, Ints] = evaluation.columns.after or {}
        count = len(self.aid)
        years = np.array(ledger.years)
        opens = np.append(True, years[1:] != years[:-1])
        self.year = np.cumsum(opens) - 1
        self.last = np.append(np.flatnonzero(opens)[1:], count)[self.year] - 1
        self.bounds = {n: np.broadcast_to(b, (count,)) for n, b in evaluation.columns.bounds.items()}
        self.before = {name: self._before(name, opens) for name in self.after}
        self.keys = {name: self.year * _APART + sums for name, sums in self.after.items()}

    def _before(self, name: str, opens: Bools) -> Ints:
        before: Ints = np.append(0, self.after[name][:-1])
        before[opens] = 0
        before[0] = self.ledger.case.used.get(name, 0)
        return before

    def differences(self, changes: Sequence[Change]) -> Ints:
        """How much more or less aid each change means (fen)."""
        at = np.array([self.ledger.place_of(change.bill) for change in changes if change.bill is not None])
        changed: dict[str, Ints] = {
            field: np.array([c.value if c.field == field else UNCHANGED for c in changes])
            for field in dict.fromkeys(change.field for change in changes)
        }
        aid, state = self._run(at[:, None], changed, {name: sums[at] for name, sums in self.before.items()})
        found: Ints = aid[:, 0] - self.aid[at]
        sums = {name: after[:, 0] for name, after in state.items()}
        open_ones = np.arange(len(changes))
        while len(open_ones):
            start = self._next(at, sums)
            goes_on = start <= self.last[at]
            open_ones, at, start = open_ones[goes_on], at[goes_on], start[goes_on]
            if not len(open_ones):
                break
            used = {
                name: self.before[name][start] + values[goes_on] - self.after[name][at] for name, values in sums.items()
            }
            places = start[:, None] + np.arange(_RUN)
            inside = places <= self.last[at][:, None]
            aid, state = self._run(np.minimum(places, self.last[at][:, None]), {}, used)
            here = np.minimum(places, self.last[at][:, None])
            found[open_ones] += ((aid - self.aid[here]) * inside).sum(axis=1)
            final = inside.sum(axis=1) - 1
            rows = np.arange(len(open_ones))
            sums = {name: after[rows, final] for name, after in state.items()}
            at = here[rows, final]
        return found

    def _run(self, places: Ints, changed: Mapping[str, Ints], used: Mapping[str, Ints]) -> tuple[Ints, dict[str, Ints]]:
        """Runs of bills: the aid of each, and each sum after it."""
        identity = {"identity": np.full(len(places), self.identity)}
        evaluation = self.ledger.evaluate_from(places, {**changed, **identity}, used)
        after = evaluation.columns.after or {}
        return evaluation.aid(), {name: sums.reshape(places.shape) for name, sums in after.items()}

    def _next(self, at: Ints, sums: Mapping[str, Ints]) -> Ints:
        """The next bill that the changed sums may bear on, after the bill ``at``; past all where there is none."""
        start = np.full(len(at), len(self.aid), np.int64)
        for name, values in sums.items():
            there = self.after[name][at]
            bound = self.bounds[name][at]
            acts = (values != there) & (np.minimum(values, there) < bound)
            line = np.clip(bound - np.maximum(values - there, 0), 0, _APART - 1)
            reached = np.searchsorted(self.keys[name], self.year[at] * _APART + line)
            start = np.where(acts, np.minimum(start, np.maximum(reached, at + 1)), start)
        return start
