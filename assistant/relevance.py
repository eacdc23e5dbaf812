"""Which answers matter: asked of the calculator, all possible answers in one set of columns.

A field matters if two of its values lead to different results while everything else that is open takes the same values.
Where the open fields allow few combinations all of them are tried, so the finding is exact. Where they allow many, a
fixed sample of them is tried: what is found to matter does matter; what is missed is found once less is open.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import prod

import numpy as np

from assistant.frame import Frame
from assistant.possibilities import PAYMENTS, Possible, held_identities, possibilities
from rules import codes
from rules.columns import Columns
from rules.ledger import BILL_FIELDS, PERSON_FIELDS
from rules.money import Bools, Ints
from rules.policies import Policy, policy

#: Up to this many combinations all are tried.
EXHAUSTIVE = 1_024
#: How many of them are tried where there are more: those with every condition favourable, then mixed ones.
_FAVOURABLE, _MIXED = 28, 44
#: About how many other values an answer is set against.
_SPREAD = 5
_SEED = 20_231_014
#: In place of an identity: those that the person holds.
_HELD = -2
#: Up to this many are tried for the range of the aid.
_SPAN = 6_000
_ALWAYS_VARIED = frozenset({"identity", "diseases", "care", "eligible"})
_BOOLEANS = frozenset({"needs_maintenance", "insured", "designated"})


@dataclass(frozen=True, slots=True)
class Finding:
    """The fields that matter, answered or not. ``exact``: all combinations were tried."""

    matters: frozenset[str]
    exact: bool


@dataclass(frozen=True, slots=True)
class Span:
    """The least and the most aid over what is open (fen)."""

    low: int
    high: int


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
    _, aid = asked.evaluate(base)
    totals = aid.sum(axis=1)
    return Span(int(totals.min()), int(totals.max()))


def _find(frame: Frame, rules: Policy) -> Finding:
    asked = _Asked(frame, rules)
    exact = asked.combinations <= EXHAUSTIVE
    base = asked.every() if exact else asked.sample(_FAVOURABLE, _MIXED)
    count = len(base[0])
    # The bases come first, then blocks of as many rows in which one field is varied alone.
    blocks = [(i, _others(f, base[i])) for i, f in enumerate(asked.fields)]
    places = [np.concatenate([column, *(column for _, others in blocks for _ in others)]) for column in base]
    starts: list[tuple[str, int]] = []
    start = count
    for i, others in blocks:
        for values in others:
            places[i][start : start + count] = values
            starts.append((asked.fields[i].field, start))
            start += count
    signature, _ = asked.evaluate(places)
    plain = signature[:count]
    matters = {name for name, first in starts if not np.array_equal(signature[first : first + count], plain)}
    return Finding(frozenset(matters), exact)


def _others(field: Possible, base: Ints) -> list[Ints]:
    """For each base a few other places in the field's values.

    Of an open field the bases hold all values, so that its neighbours suffice; an answered one is set against others
    spread over its values.
    """
    size = len(field.values)
    shifts = {*range(1, size, max(1, size // _SPREAD)), size - 1} if field.answered else {1, size // 2, size - 1}
    return [(base + shift) % size for shift in sorted(shifts) if 0 < shift < size]


class _Asked:
    """What is asked of the calculator about one frame: its fields, and combinations of their values."""

    __slots__ = ("combinations", "fields", "frame", "held", "rules")

    def __init__(self, frame: Frame, rules: Policy) -> None:
        self.frame = frame
        self.rules = rules
        self.held = held_identities(frame, rules)
        everyone = (*range(len(rules.parameters.codes)), -1)
        # Where the person has said what they hold, the first value stands for all of that together.
        choices = everyone if self.held is None else (_HELD, *everyone)
        identity = Possible("person.identities", "identity", None, choices, self.held is not None)
        self.fields = (identity, *possibilities(frame, rules))
        #: How many combinations there are of what is open.
        self.combinations = prod(len(f.values) for f in self.fields if not f.answered)

    def every(self) -> list[Ints]:
        """Every combination of what is open."""
        sizes = [1 if f.answered else len(f.values) for f in self.fields]
        return [grid.ravel() for grid in np.indices(sizes, dtype=np.int64)]

    def sample(self, favourable: int, mixed: int) -> list[Ints]:
        """A fixed choice of combinations: conditions all favourable over many amounts, then all mixed."""
        random = np.random.default_rng(_SEED)
        count = favourable + mixed
        base: list[Ints] = []
        for f in self.fields:
            if f.answered:
                base.append(np.zeros(count, np.int64))
                continue
            drawn = random.integers(0, len(f.values), count)
            if not f.part and f.column not in _ALWAYS_VARIED:
                drawn[:favourable] = 0
                drawn[favourable:] *= random.random(mixed) < 0.4
            base.append(drawn)
        return base

    def evaluate(self, places: Sequence[Ints]) -> tuple[Ints, Ints]:
        """Per combination and bill: a number that differs where the result does, and the aid (fen)."""
        count, bills = len(places[0]), self.frame.bills
        named = {name: np.zeros((count, bills), np.int64) for name in (*PERSON_FIELDS, *BILL_FIELDS)}
        parts: set[tuple[str, int]] = set()
        for f, place in zip(self.fields[1:], places[1:], strict=True):
            column = "day" if f.column == "date" else f.column
            values = np.array(f.values, np.int64)[place]
            if column not in named:
                named[column] = np.zeros((count, bills), np.int64)
            if f.bill is None:
                named[column][:] = values[:, None]
            else:
                named[column][:, f.bill] = values
            if f.part and not f.answered:
                parts.add((column, f.bill or 0))
        for bill in range(bills):
            _fit_amounts(named, bill, parts)
        _add_settled(named, self.frame, self.rules, count, bills)
        return _compute(named, self.rules, self._who(places[0]))

    def _who(self, places: Ints) -> Ints:
        """For each combination the identities to choose among: those held, or the one that is tried."""
        tried = np.array(self.fields[0].values, np.int64)[places]
        if self.held is None:
            return tried[:, None]
        return np.where((places == 0)[:, None], np.array(self.held, np.int64)[None, :], tried[:, None])


def _fit_amounts(named: Mapping[str, Ints], bill: int, parts: set[tuple[str, int]]) -> None:
    """Make the amounts of one bill fit together: parts become fen, paid ≤ eligible ≤ total."""
    eligible, total = named["eligible"], named["total"]
    absolute = [name for name in PAYMENTS if (name, bill) not in parts]
    paid = sum((named[name][:, bill] for name in absolute), start=np.zeros(len(eligible), np.int64))
    np.maximum(eligible[:, bill], paid, out=eligible[:, bill])
    if ("total", bill) in parts:
        total[:, bill] = eligible[:, bill] * total[:, bill] // 10_000
    np.maximum(total[:, bill], eligible[:, bill], out=total[:, bill])
    left = eligible[:, bill] - paid
    for name in PAYMENTS:
        if (name, bill) in parts:
            named[name][:, bill] = left * named[name][:, bill] // 10_000
            left = left - named[name][:, bill]


def _add_settled(named: dict[str, Ints], frame: Frame, rules: Policy, count: int, bills: int) -> None:
    """What is never asked: readings as chosen, a city's figures and sums used before as given."""
    for name, reading in rules.parameters.readings.items():
        chosen = frame.value(f"readings.{name}") or reading.default
        named[f"reading:{name}"] = np.full((count, bills), int(chosen != reading.default), np.int64)
    for name in rules.family.LOCAL:
        if f"local:{name}" not in named:
            given = frame.value(f"parameters.{name}")
            amount = codes.NOT_GIVEN if given is None else round(float(given) * 100)
            named[f"local:{name}"] = np.full((count, bills), amount, np.int64)
    for name in (*rules.family.BENEFITS, *rules.parameters.running_sums):
        given = frame.value(f"year_to_date.{name}")
        if given is not None and f"used:{name}" not in named:
            named[f"used:{name}"] = np.full((count, bills), round(float(given) * 100), np.int64)


def _who(identity: Possible, held: tuple[int, ...] | None, places: Ints) -> Ints:
    """For each combination the identities to choose among: those held, or the one that is tried."""
    if held is None:
        return np.array(identity.values, np.int64)[places][:, None]
    tried = np.array(identity.values, np.int64)[places]
    return np.where((places == 0)[:, None], np.array(held, np.int64)[None, :], tried[:, None])


def _compute(named: Mapping[str, Ints], rules: Policy, who: Ints) -> tuple[Ints, Ints]:
    """One columns call over combinations × identities × bills; the best identity of each combination."""
    count, bills = named["day"].shape
    identities = who.shape[1]
    order = np.argsort(named["day"], axis=1, kind="stable")
    flat: dict[str, Ints] = {}
    for name, values in named.items():
        sorted_values = np.take_along_axis(values, order, axis=1) if bills > 1 else values
        flat[name] = np.repeat(sorted_values[:, None, :], identities, axis=1).ravel()
    flat["identity"] = np.repeat(who[:, :, None], bills, axis=2).ravel()
    first = _first_of_year(flat["day"].reshape(-1, bills))
    if first is not None:
        opening = np.arange(count * identities).repeat(bills) * bills
        for name in flat:
            if name.startswith("used:"):
                flat[name] = np.where(first == opening, flat[name], 0)
    evaluated = rules.family.evaluate(_columns(flat, first), rules.parameters, False)
    aid = np.zeros(count * identities * bills, np.int64)
    undecided = np.zeros(count * identities * bills, np.bool_)
    for benefit in evaluated:
        aid += benefit.amount
        for condition in benefit.undetermined:
            undecided |= ~condition.met
    amounts = aid.reshape(count, identities, bills)
    best = amounts.sum(axis=2).argmax(axis=1)
    rows = np.arange(count)
    chosen, open_ones = amounts[rows, best], undecided.reshape(count, identities, bills)[rows, best]
    signature = chosen * 2 + open_ones
    if bills > 1:
        back = np.argsort(order, axis=1, kind="stable")
        signature, chosen = np.take_along_axis(signature, back, axis=1), np.take_along_axis(chosen, back, axis=1)
    return signature, chosen


def _first_of_year(days: Ints) -> Ints | None:
    """For each row, the row that opens its year; None where every person has one bill."""
    people, bills = days.shape
    if bills == 1:
        return None
    years = (days - 719_163).astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64)
    starts = np.zeros((people, bills), np.int64)
    for bill in range(1, bills):
        starts[:, bill] = np.where(years[:, bill] == years[:, bill - 1], starts[:, bill - 1], bill)
    first: Ints = (starts + np.arange(people)[:, None] * bills).ravel()
    return first


def _columns(flat: Mapping[str, Ints], first: Ints | None) -> Columns:
    plain: dict[str, Ints | Bools] = {
        name: flat[name] != 0 if name in _BOOLEANS else flat[name] for name in (*PERSON_FIELDS, *BILL_FIELDS)
    }
    return Columns(
        **plain,  # type: ignore[arg-type]  # the names are Columns' own fields
        first=first,
        used=_named(flat, "used:"),
        local=_named(flat, "local:"),
        readings={name: value != 0 for name, value in _named(flat, "reading:").items()},
    )


def _named(flat: Mapping[str, Ints], prefix: str) -> dict[str, Ints]:
    return {name.removeprefix(prefix): values for name, values in flat.items() if name.startswith(prefix)}
