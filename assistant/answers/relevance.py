"""Which answers matter: asked of the calculator, all possible answers in one set of columns.

A field matters if two of its values lead to different results while everything else that is open takes the same values.
Where the open fields allow few combinations all of them are tried, so the finding is exact. Where they allow many, a
fixed sample of them is tried: what is found to matter does matter; what is missed is found once less is open.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import prod

import numpy as np

from assistant.answers.fields import fen
from assistant.answers.frame import Frame
from assistant.answers.possibilities import (
    AMOUNTS,
    ASKED_PARAMETERS,
    PAYMENTS,
    Possible,
    asks_pools,
    held_identities,
    possibilities,
)
from rules import codes, layout
from rules.diseases import DiseaseSets
from rules.money import Ints
from rules.policies import Policy, policy

#: Up to this many combinations all are tried.
EXHAUSTIVE = 1_024
#: How many of them are tried where there are more: those with every condition favourable, then mixed ones.
_FAVOURABLE, _MIXED = 28, 44
#: An answered field with so few values is set against all the others.
_FEW = 5
#: How often a condition is favourable among the mixed ones.
_FIRST = 0.6
_SEED = 20_231_014
#: In place of an identity: those that the person holds.
_HELD = -2
#: Up to this many are tried for the range of the aid.
_SPAN = 6_000
#: How many bills of combinations are evaluated in one call, so that a long ledger takes time but not memory.
_AT_ONCE = 250_000
_ALWAYS_VARIED = frozenset({"identity", "diseases", "care", "eligible"})


@dataclass(frozen=True, slots=True)
class Finding:
    """The fields that matter, answered or not. ``exact``: all combinations were tried."""

    matters: frozenset[str]
    exact: bool


@dataclass(frozen=True, slots=True)
class Span:
    """The least and the most aid over what is open (fen), and the benefits that are granted in some combination."""

    low: int
    high: int
    possible: frozenset[str]


def find(frame: Frame) -> Finding:
    """What matters of a frame whose policy is known. Equal frames have equal findings."""
    key = (frame.bills, tuple(sorted((path, repr((slot.value, slot.known))) for path, slot in frame.slots.items())))
    return _remembered(_Key(key, frame))


class _Key:
    """A frame as a key: the answers themselves, lists included."""

    __slots__ = ("frame", "key")

    def __init__(self, key: tuple[object, ...], frame: Frame) -> None:
        self.key = key
        self.frame = frame

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self.key == other.key


@lru_cache(maxsize=512)
def _remembered(key: _Key) -> Finding:
    return _find(key.frame, policy(str(key.frame.value("policy"))))


def span(frame: Frame) -> Span:
    """The least and the most aid (fen) over all that is open, of a frame whose policy is known."""
    asked = _Asked(frame, policy(str(frame.value("policy"))))
    base = asked.every() if asked.combinations <= _SPAN else asked.sample(_SPAN // 2, _SPAN // 2)
    found = asked.evaluate(base)
    totals = found.aid.sum(axis=1)
    return Span(int(totals.min()), int(totals.max()), found.granted)


def another_bill_matters(frame: Frame) -> bool:
    """Whether a further bill of this person could be aided at all, whatever it is."""
    more = frame.add_bill()
    asked = _Asked(more, policy(str(frame.value("policy"))))
    found = asked.evaluate(asked.sample(_FAVOURABLE, _MIXED))
    return bool(found.aid[:, more.bills - 1].any())


def _find(frame: Frame, rules: Policy) -> Finding:
    asked = _Asked(frame, rules)
    exact = asked.combinations <= EXHAUSTIVE
    base = asked.every() if exact else asked.sample(_FAVOURABLE, _MIXED)
    count = base.shape[1]
    probes = [(i, values) for i, f in enumerate(asked.fields) for values in _others(f, base[i])]
    matters: set[str] = set()
    many = max(1, _AT_ONCE // (count * frame.bills))
    for begin in range(0, len(probes), many):
        some = probes[begin : begin + many]
        # The bases come first, then for every probe as many rows in which one field alone is another.
        places = np.tile(base, (1, len(some) + 1))
        for n, (i, values) in enumerate(some, start=1):
            places[i, n * count : (n + 1) * count] = values
        blocks = asked.evaluate(places).signature.reshape(len(some) + 1, count, -1)
        differs = (blocks[1:] != blocks[0]).any(axis=(1, 2))
        matters |= {asked.fields[i].field for (i, _), found in zip(some, differs, strict=True) if found}
    return Finding(frozenset(matters), exact)


def _others(field: Possible, base: Ints) -> list[Ints]:
    """For each base a few other places in the field's values.

    Of an open field the bases hold all values, so that neighbours suffice; of an answered one with few values all are
    tried.
    """
    size = len(field.values)
    shifts = set(range(1, size)) if field.answered and size <= _FEW else {1, size // 2, size - 1}
    return [(base + shift) % size for shift in sorted(shifts) if 0 < shift < size]


@dataclass(frozen=True, slots=True)
class _Results:
    """Per combination and bill: a number that differs where the result does, and the aid (fen); the benefits that are
    granted in some combination.
    """

    signature: Ints
    aid: Ints
    granted: frozenset[str]


class _Asked:
    """What is asked of the calculator about one frame: its fields, and combinations of their values.

    Combinations are held as places in the fields' values: one row a field, one column a combination.
    """

    __slots__ = ("combinations", "fields", "frame", "held", "rules", "sets")

    def __init__(self, frame: Frame, rules: Policy) -> None:
        self.frame = frame
        self.rules = rules
        self.sets = DiseaseSets()
        self.held = held_identities(frame, rules)
        everyone = (*range(len(rules.parameters.codes)), -1)
        # Where the person has said what they hold, the first value stands for all of that together.
        choices = everyone if self.held is None else (_HELD, *everyone)
        identity = Possible("person.identities", "identity", None, choices, self.held is not None)
        self.fields = (identity, *possibilities(frame, rules, self.sets))
        #: How many combinations there are of what is open.
        self.combinations = prod(len(f.values) for f in self.fields if not f.answered)

    def every(self) -> Ints:
        """Every combination of what is open."""
        open_ones = [i for i, f in enumerate(self.fields) if not f.answered and len(f.values) > 1]
        places = np.zeros((len(self.fields), self.combinations), np.int64)
        number = np.arange(self.combinations)
        for i in open_ones:
            number, places[i] = np.divmod(number, len(self.fields[i].values))
        return places

    def sample(self, favourable: int, mixed: int) -> Ints:
        """A fixed choice of combinations: conditions all favourable over many amounts, then all mixed."""
        random = np.random.default_rng(_SEED)
        sizes = np.array([1 if f.answered else len(f.values) for f in self.fields])[:, None]
        shape = (len(self.fields), favourable + mixed)
        drawn: Ints = (random.random(shape) * sizes).astype(np.int64)
        settled = np.array([not f.part and f.column not in _ALWAYS_VARIED for f in self.fields])[:, None]
        first = settled & (random.random(shape) < _FIRST)
        first[:, :favourable] |= settled
        # With nothing paid most is left to aid; drawn at random that would hardly come up for all payments at once.
        first[:, : favourable // 2] |= np.array([f.part for f in self.fields])[:, None]
        drawn[first] = 0
        return drawn

    def evaluate(self, places: Ints) -> "_Results":
        """What the calculator says of every combination."""
        count, bills = places.shape[1], self.frame.bills
        settled = _settled(self.frame, self.rules)
        names = [*layout.PLAIN, *(f.column for f in self.fields if ":" in f.column), *settled]
        row = {name: i for i, name in reversed(list(enumerate(names)))}
        cube = np.zeros((len(names), count, bills), np.int64)
        for name, amount in settled.items():
            cube[row[name]] = amount
        parts: set[tuple[str, int]] = set()
        for f, place in zip(self.fields[1:], places[1:], strict=True):
            column = cube[row["day" if f.column == "date" else f.column]]
            if len(f.values) == 1 or (f.answered and not place.any()):
                values: Ints | int = f.values[0]
            else:
                values = np.array(f.values, np.int64)[place]
            if f.bill is None:
                column[:] = values if isinstance(values, int) else values[:, None]
            else:
                column[:, f.bill] = values
            if f.part and not f.answered:
                parts.add((f.column, f.bill or 0))
        for bill in range(bills):
            _fit_amounts({name: cube[row[name], :, bill] for name in AMOUNTS}, {n for n, b in parts if b == bill})
        return self._compute(cube, row, self._who(places[0]))

    def _who(self, places: Ints) -> Ints:
        """For each combination the identities to choose among: those held, or the one that is tried."""
        tried = np.array(self.fields[0].values, np.int64)[places]
        if self.held is None:
            return tried[:, None]
        return np.where((places == 0)[:, None], np.array(self.held, np.int64)[None, :], tried[:, None])

    def _compute(self, cube: Ints, row: Mapping[str, int], who: Ints) -> _Results:
        """One columns call over combinations × identities × bills; the best identity of each combination."""
        _, count, bills = cube.shape
        identities = who.shape[1]
        order = np.argsort(cube[row["day"]], axis=1, kind="stable") if bills > 1 else None
        if order is not None:
            cube = np.take_along_axis(cube, order[None], axis=2)
        wide = np.repeat(cube[:, :, None, :], identities, axis=2) if identities > 1 else cube
        flat = wide.reshape(len(cube), -1)
        flat[row["identity"]] = np.repeat(who.ravel(), bills)
        first = layout.opening_rows(flat[row["day"]].reshape(-1, bills))
        if first is not None:
            opening = np.arange(count * identities).repeat(bills) * bills
            for name in row:
                if name.startswith(layout.USED):
                    flat[row[name]] *= first == opening
        columns = layout.columns({name: flat[place] for name, place in row.items()}, self.sets, first)
        evaluated = self.rules.family.evaluate(columns, self.rules.parameters, False)
        aid = np.zeros(flat.shape[1], np.int64)
        undecided = np.zeros(flat.shape[1], np.bool_)
        for benefit in evaluated:
            aid += benefit.amount
            for condition in benefit.undetermined:
                undecided |= ~condition.met
        amounts = aid.reshape(count, identities, bills)
        best = layout.best(amounts.sum(axis=2))
        rows = np.arange(count)
        chosen, open_ones = amounts[rows, best], undecided.reshape(count, identities, bills)[rows, best]
        signature = chosen * 2 + open_ones
        if order is not None:
            back = np.argsort(order, axis=1, kind="stable")
            signature, chosen = np.take_along_axis(signature, back, axis=1), np.take_along_axis(chosen, back, axis=1)
        return _Results(signature, chosen, frozenset(b.id for b in evaluated if b.amount.any()))


def _fit_amounts(amount: Mapping[str, Ints], parts: set[str]) -> None:
    """Make the amounts of one bill fit together: parts become fen, paid ≤ eligible ≤ total. Changes them in place."""
    eligible, total = amount["eligible"], amount["total"]
    paid = sum((amount[name] for name in PAYMENTS if name not in parts), start=np.zeros(len(eligible), np.int64))
    np.maximum(eligible, paid, out=eligible)
    if "total" in parts:
        total[:] = eligible * total // 10_000
    np.maximum(total, eligible, out=total)
    left = eligible - paid
    for name in PAYMENTS:
        if name in parts:
            amount[name][:] = left * amount[name] // 10_000
            left = left - amount[name]


def _settled(frame: Frame, rules: Policy) -> dict[str, int]:
    """What is never asked: readings as chosen, a city's figures and sums used before as given (fen)."""
    found: dict[str, int] = {}
    for name, reading in rules.parameters.readings.items():
        chosen = frame.value(f"readings.{name}") or reading.default
        found[f"reading:{name}"] = int(chosen != reading.default)
    for name in rules.family.local:
        if name not in ASKED_PARAMETERS:
            given = frame.value(f"parameters.{name}")
            found[f"local:{name}"] = codes.NOT_GIVEN if given is None else fen(given)
    for name in (*rules.family.benefits, *rules.parameters.running_sums):
        given = frame.value(f"year_to_date.{name}")
        if given is not None and not asks_pools(frame):
            found[f"used:{name}"] = fen(given)
    return found
