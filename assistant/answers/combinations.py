"""What the calculator says of a frame under every combination of what is still open, or under a sample of them.

A combination is one value for each field: held as places in the fields' values, one row a field, one column a
combination. All combinations are evaluated in one set of columns.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod

import numpy as np

from assistant.answers.fields import fen
from assistant.answers.frame import Frame
from assistant.answers.possibilities import (
    ASKED_PARAMETERS,
    Possible,
    asks_pools,
    held_identities,
    possibilities,
)
from rules import codes, layout
from rules.case import AMOUNTS, PAYMENTS
from rules.diseases import DiseaseSets
from rules.money import Ints
from rules.policies import Policy

#: How often a condition is favourable among the mixed combinations of a sample.
_FIRST = 0.6
_SEED = 20_231_014
#: In place of an identity: those that the person holds.
_HELD = -2
#: How many bills of combinations are evaluated in one call: their columns fit into the processor's memory.
AT_ONCE = 32_000
_ALWAYS_VARIED = frozenset({"identity", "diseases", "care", "eligible"})


@dataclass(frozen=True, slots=True)
class Results:
    """Per combination and bill: a number that differs where the result does, and the aid (fen); the benefits that are
    granted in some combination.
    """

    signature: Ints
    aid: Ints
    granted: frozenset[str]


class Combinations:
    """The fields of a frame whose document is known, and what the calculator says of combinations of their values."""

    __slots__ = ("count", "fields", "frame", "held", "rules", "sets")

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
        self.count = prod(len(f.values) for f in self.fields if not f.answered)

    def open_fields(self) -> tuple[int, ...]:
        """The places of the fields that are open and can be more than one thing."""
        return tuple(i for i, f in enumerate(self.fields) if not f.answered and len(f.values) > 1)

    def every(self) -> Ints:
        """Every combination of what is open; the first open field changes fastest."""
        places = np.zeros((len(self.fields), self.count), np.int64)
        number = np.arange(self.count)
        for i in self.open_fields():
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

    def evaluate(self, places: Ints) -> Results:
        """What the calculator says of these combinations."""
        many = max(1, AT_ONCE // self.frame.bills)
        found = [self._evaluate(places[:, begin : begin + many]) for begin in range(0, places.shape[1], many)]
        if len(found) == 1:
            return found[0]
        signature, aid = (np.concatenate([getattr(one, name) for one in found]) for name in ("signature", "aid"))
        return Results(signature, aid, frozenset().union(*(one.granted for one in found)))

    def _evaluate(self, places: Ints) -> Results:
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
        return _compute(cube, row, self, self._who(places[0]))

    def _who(self, places: Ints) -> Ints:
        """For each combination the identities to choose among: those held, or the one that is tried."""
        tried = np.array(self.fields[0].values, np.int64)[places]
        if self.held is None:
            return tried[:, None]
        if not places.any():
            return np.broadcast_to(np.array(self.held, np.int64)[None, :], (len(places), len(self.held)))
        return np.where((places == 0)[:, None], np.array(self.held, np.int64)[None, :], tried[:, None])


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


def _compute(cube: Ints, row: Mapping[str, int], asked: Combinations, who: Ints) -> Results:
    """One columns call over combinations × identities × bills; the best identity of each combination."""
    _, count, bills = cube.shape
    identities = who.shape[1]
    by_date = _by_date(cube[row["day"]])
    flat = cube.reshape(len(cube), -1)
    if by_date is not None:
        flat = flat[:, by_date.ravel()]
    if identities > 1:
        flat = np.repeat(flat.reshape(len(cube), count, 1, bills), identities, axis=2).reshape(len(cube), -1)
    flat[row["identity"]] = np.repeat(who.ravel(), bills)
    first = layout.opening_rows(flat[row["day"]].reshape(-1, bills))
    if first is not None:
        opening = np.arange(count * identities).repeat(bills) * bills
        for name in row:
            if name.startswith(layout.USED):
                flat[row[name]] *= first == opening
    columns = layout.columns({name: flat[place] for name, place in row.items()}, asked.sets, first)
    evaluated = asked.rules.family.evaluate(columns, asked.rules.parameters, False)
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
    if by_date is not None:
        as_given = np.empty(count * bills, np.int64)
        as_given[by_date.ravel()] = np.arange(count * bills)
        signature = signature.ravel()[as_given].reshape(count, bills)
        chosen = chosen.ravel()[as_given].reshape(count, bills)
    return Results(signature, chosen, frozenset(b.id for b in evaluated if b.amount.any()))


def _by_date(days: Ints) -> Ints | None:
    """For each combination the places of its bills (in all combinations laid end to end) in order of date, then as
    given; None where they stand so already.
    """
    count, bills = days.shape
    if bills == 1 or not (days[:, 1:] < days[:, :-1]).any():
        return None
    places: Ints = np.argsort(days, axis=1, kind="stable") + np.arange(count)[:, None] * bills
    return places
